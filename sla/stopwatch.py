"""One clock: how much working time it has counted in its runs, and when its target is used up.

Instants and amounts as in `working_time`; a run is (from, to), with None for one that still goes on.
"""

from operator import itemgetter
from typing import NamedTuple


class Reading(NamedTuple):
    """`due`: the earliest instant at which the target is used up, what people are shown; `breach`: the first at
    which more than the target begins to be used. They differ only at a closing and at the beginning of a pause. None
    is never.
    """

    due: int | None
    breach: int | None


def runs(start, pauses):
    """The runs of a clock that began at `start` and did not count in `pauses` [(from, to or None), ...]."""
    found, begins = [], start
    for stops, resumes in sorted(pauses, key=itemgetter(0)):
        if stops > begins:
            found.append((begins, stops))
        if resumes is None:
            return found
        if resumes > begins:
            begins = resumes
    found.append((begins, None))
    return found


def used(calendar, runs, until):
    """Working time counted in `runs` up to an instant."""
    counted = 0
    for begins, ends in runs:
        if begins < until:
            counted += calendar.between(begins, until if ends is None or ends > until else ends)
    return counted


def reading(calendar, runs, target):
    """When a clock with these `runs` has used its `target`: a Reading."""
    due = runs[0][0] if runs and not target else None
    for begins, ends in runs:
        if due is None:
            counted = None if ends is None else calendar.between(begins, ends)
            if counted is None or counted >= target:
                due = calendar.add(begins, target)
            else:
                target -= counted
        if due is not None:
            breach = calendar.next_open(due if due > begins else begins)
            if breach is not None and (ends is None or breach < ends):
                return Reading(due, breach)
    return Reading(due, None)
