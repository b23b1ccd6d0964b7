"""The laws that every engine of working time must keep, whatever the calendar."""

from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from sla import stopwatch
from sla.opening_hours import WEEKDAYS, OpeningHours
from sla.wall_clock import DAY, SECOND, iso, microseconds, offset
from sla.working_time import WorkingTime

ZONES = [
    "UTC", "Europe/Istanbul", "Europe/Berlin", "Asia/Tehran", "America/New_York", "America/St_Johns",
    "Australia/Lord_Howe", "Asia/Beirut", "Africa/Cairo", "Asia/Kathmandu", "America/Sao_Paulo",
]  # fmt: skip
BEGINNING = microseconds(datetime(2000, 1, 1, tzinfo=UTC))
END = microseconds(datetime(2037, 12, 1, tzinfo=UTC))
HOUR = 3600 * SECOND
WEEK = 7 * DAY

instants = st.integers(BEGINNING, END)
amounts = st.integers(0, 400 * HOUR)


@st.composite
def windows(draw, *, over_midnight=True):
    begins, ends = (draw(st.integers(0, 288)) * 5 for _ in range(2))
    if not over_midnight and ends < begins:
        begins, ends = ends, begins
    return [clock(begins), clock(ends)]


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def specs(draw):
    days = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True))
    week = {day: draw(st.lists(windows(), min_size=1, max_size=3)) for day in days}
    around = draw(instants) // DAY
    near = st.integers(around - 9, around + 9).map(iso)
    return {
        "tz": draw(st.sampled_from(ZONES)),
        "week": week,
        "holidays": draw(st.lists(near, max_size=3)),
        "exceptions": draw(
            st.dictionaries(near, st.lists(windows(over_midnight=False), max_size=2), max_size=2)
        ),
        "closures": draw(st.lists(st.tuples(near, st.just("10:00"), st.just("11:30")).map(list), max_size=2)),
    }


def calendar(spec):
    return WorkingTime([(None, OpeningHours(spec))])


calendars = specs().map(calendar)


@given(calendars, instants, st.integers(0, 90 * DAY), st.integers(0, 90 * DAY))
def test_between_is_additive_and_never_decreases(hours, start, first, second):
    middle, end = start + first, start + first + second
    assert hours.between(start, end) == hours.between(start, middle) + hours.between(middle, end)
    assert 0 <= hours.between(start, middle) <= hours.between(start, end)
    assert hours.between(end, start) == -hours.between(start, end)


@given(calendars, instants, amounts)
def test_add_gives_the_earliest_instant_that_will_do(hours, start, amount):
    end = hours.add(start, amount)
    assume(end is not None)
    assert hours.between(start, end) == amount
    assert amount == 0 or hours.between(start, end - 1) == amount - 1


@given(calendars, instants, amounts, amounts)
def test_adding_twice_is_adding_the_sum(hours, start, first, second):
    middle = hours.add(start, first)
    assume(middle is not None)
    assert hours.add(middle, second) == hours.add(start, first + second)


@given(calendars, instants, st.integers(1, 400 * HOUR))
def test_sub_undoes_add(hours, start, amount):
    end = hours.add(start, amount)
    assume(end is not None)
    assert hours.sub(end, amount) == hours.next_open(start)


@given(instants, amounts, st.sampled_from(ZONES))
def test_always_open_makes_add_plain_addition(start, amount, zone):
    hours = calendar({"tz": zone, "week": {day: [["00:00", "24:00"]] for day in WEEKDAYS}})
    assert hours.add(start, amount) == start + amount


@given(specs(), instants, amounts)
def test_how_windows_are_written_changes_nothing(spec, start, amount):
    other = dict(spec, week={})
    for place, day in enumerate(WEEKDAYS):
        for begins, ends in reversed(spec["week"].get(day, [])):
            parts = [(day, begins, ends)]
            if ends < begins:
                parts = [(day, begins, "24:00"), (WEEKDAYS[(place + 1) % 7], "00:00", ends)]
            for where, first, last in parts * 2:
                other["week"].setdefault(where, []).append([first, last])
    assert calendar(other).add(start, amount) == calendar(spec).add(start, amount)


@given(specs(), instants, st.integers(0, 60))
def test_a_holiday_on_a_closed_day_changes_nothing(spec, start, later):
    hours = calendar(spec)
    day = start // DAY + later
    assume(not hours.windows(day))
    assume(iso(day) not in spec["exceptions"])
    more = calendar(dict(spec, holidays=[*spec["holidays"], iso(day)]))
    assert more.between(start, start + 90 * DAY) == hours.between(start, start + 90 * DAY)


@given(specs(), instants, st.integers(0, 40 * HOUR), st.integers(1, 8))
def test_moving_everything_by_whole_weeks_moves_the_answer(spec, start, amount, weeks):
    hours = calendar({"tz": spec["tz"], "week": spec["week"]})
    end = hours.add(start, amount)
    assume(end is not None)
    ahead = {offset(hours.zone, at) for at in range(start - DAY, end + weeks * WEEK + 2 * DAY, DAY)}
    assume(len(ahead) == 1)
    assert hours.add(start + weeks * WEEK, amount) == end + weeks * WEEK


pauses = st.lists(st.tuples(st.integers(0, 20 * DAY), st.integers(0, 5 * DAY)), max_size=4)


def runs(start, pauses):
    return stopwatch.runs(start, [(start + begins, start + begins + long) for begins, long in sorted(pauses)])


@given(calendars, instants, st.integers(1, 300 * HOUR), pauses, st.integers(0, 20 * DAY))
def test_an_empty_pause_changes_nothing_and_touching_ones_are_one(hours, start, target, pauses, cut):
    due = stopwatch.reading(hours, runs(start, pauses), target)
    assert stopwatch.reading(hours, runs(start, [*pauses, (cut, 0)]), target) == due
    halves = [
        part
        for begins, long in pauses
        for part in ((begins, long // 2), (begins + long // 2, long - long // 2))
    ]
    assert stopwatch.reading(hours, runs(start, halves), target) == due


@given(calendars, instants, st.integers(1, 300 * HOUR), st.integers(0, 50 * HOUR), pauses)
def test_longer_targets_and_longer_pauses_are_never_due_earlier(hours, start, target, more, pauses):
    due = stopwatch.reading(hours, runs(start, pauses), target).due
    assume(due is not None)
    later = stopwatch.reading(hours, runs(start, pauses), target + more).due
    assert later is None or later >= due
    longer = [(begins, long + more) for begins, long in pauses]
    paused = stopwatch.reading(hours, runs(start, longer), target).due
    assert paused is None or paused >= due


@given(specs(), instants, st.integers(1, 100 * HOUR), st.integers(0, 30))
def test_a_pause_equals_a_closure_of_the_same_stretch(spec, start, target, later):
    spec = dict(spec, tz="UTC")
    day = start // DAY + later
    begins, ends = day * DAY + 10 * HOUR, day * DAY + 11 * HOUR + HOUR // 2
    assume(start <= begins)
    closed = calendar(dict(spec, closures=[*spec["closures"], [iso(day), "10:00", "11:30"]]))
    with_pause = stopwatch.reading(calendar(spec), stopwatch.runs(start, [(begins, ends)]), target)
    assert with_pause.due == stopwatch.reading(closed, stopwatch.runs(start, []), target).due


@given(calendars, instants, st.integers(1, 300 * HOUR), pauses, st.integers(0, 60 * DAY))
def test_more_than_the_target_is_used_exactly_from_the_breach_on(hours, start, target, pauses, later):
    counted = runs(start, pauses)
    breach = stopwatch.reading(hours, counted, target).breach
    look = start + later
    is_breached = breach is not None and look > breach
    assert (stopwatch.used(hours, counted, look) > target) == is_breached
