"""A merge is undone: both tickets stand as if by themselves again, and nobody keeps what only the merge gave."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.tests.factories import AgentFactory, DeskFactory, TeamFactory, UserFactory
from tickets.models import Event, Group, WaitingFor
from tickets.tests.at_desk import AtDesk
from tickets.tests.factories import CategoryFactory, opened
from tickets.tests.test_bulk import change
from tickets.tests.test_merging import eve, parts, smoke
from tickets.tests.test_ticket_page import MOST_STATEMENTS

__all__ = ["change", "eve", "smoke"]


@pytest.fixture
def steam(dov, printing):
    """A third one has seen the steam."""
    return opened(requester=dov, category=printing, subject="Steam on the third floor")


def kinds(ticket):
    return [event.kind for event in ticket.events.all()]


def followers(ticket):
    return set(ticket.followers.values_list("user__name", flat=True))


def grow_old(ticket, **time):
    """The merges that `ticket` tells of move into the past."""
    merges = ticket.events.filter(kind__in=[Event.Kind.MERGED, Event.Kind.TOOK_IN])
    merges.update(at=timezone.now() - timedelta(**time))


def test_the_double_stands_as_before_and_its_people_leave_the_other(smoke, printer, dov, ben):
    smoke.take(by=ben)
    smoke.add_participant(dov, by=ben, may_reply=False)
    before = smoke.status, smoke.status_since, smoke.reopened_count
    smoke.merge_into(printer, by=ben)
    smoke.unmerge(by=ben)
    smoke.refresh_from_db()
    assert (smoke.status, smoke.status_since, smoke.reopened_count) == before
    assert smoke.merged_into is smoke.closed_at is None
    assert parts(printer) == {}
    assert parts(smoke) == {"Dov Stranger": False}
    assert kinds(smoke)[-3:] == ["merged", "closed", "unmerged"]
    assert kinds(printer)[-4:] == ["took_in", "gave_back", "participant_removed", "participant_removed"]


def test_a_second_press_does_nothing_and_it_can_be_merged_again(smoke, printer, ben):
    smoke.merge_into(printer, by=ben)
    smoke.unmerge(by=ben)
    lines = kinds(smoke), kinds(printer)
    smoke.unmerge(by=ben)
    assert (kinds(smoke), kinds(printer)) == lines
    smoke.merge_into(printer, by=ben)
    assert parts(printer) == {"Eve Elder": True}
    smoke.unmerge(by=ben)
    assert parts(printer) == {}


@pytest.mark.parametrize("lead", ["waiting", "resolved", "closed"])
def test_it_waits_or_is_solved_or_closed_as_it_was(smoke, printer, ben, solved, lead):
    if lead == "waiting":
        smoke.wait(WaitingFor.DATE, by=ben, until=timezone.now() + timedelta(days=3), reason="Toner")
    elif lead == "resolved":
        smoke.resolve(by=ben, code=solved, resolution="Put out")
    else:
        smoke.close(by=ben)
    facts = [
        "group",
        "waiting_for",
        "waiting_until",
        "waiting_reason",
        "resolution",
        "resolved_at",
        "closed_at",
    ]
    before = [getattr(smoke, fact) for fact in facts]
    smoke.merge_into(printer, by=ben)
    smoke.unmerge(by=ben)
    smoke.refresh_from_db()
    assert [getattr(smoke, fact) for fact in facts] == before


def test_the_days_to_answer_a_solution_stood_still(smoke, printer, ben, solved):
    smoke.resolve(by=ben, code=solved)
    close_at = smoke.close_at
    smoke.merge_into(printer, by=ben)
    grow_old(smoke, days=20)
    smoke.unmerge(by=ben)
    assert smoke.close_at - close_at > timedelta(days=19)


def test_who_had_their_say_meanwhile_stays(smoke, printer, eve, dov, ben):
    smoke.add_participant(dov, by=ben)
    smoke.merge_into(printer, by=ben)
    printer.reply("Here, too", by=eve, as_requester=True)
    smoke.unmerge(by=ben)
    assert parts(printer) == {"Eve Elder": True}


def test_whom_an_agent_has_invited_since_stays(smoke, printer, eve, ben):
    smoke.merge_into(printer, by=ben)
    printer.add_participant(eve, by=ben, may_reply=False)
    smoke.unmerge(by=ben)
    assert parts(printer) == {"Eve Elder": False}


def test_who_came_with_two_doubles_leaves_with_the_second(smoke, printer, eve, printing, ben):
    again = opened(requester=eve, category=printing)
    smoke.merge_into(printer, by=ben)
    again.merge_into(printer, by=ben)
    smoke.unmerge(by=ben)
    assert parts(printer) == {"Eve Elder": True}
    again.unmerge(by=ben)
    assert parts(printer) == {}


def test_who_came_on_with_the_other_leaves_all_the_way(smoke, steam, printer, ben):
    smoke.merge_into(steam, by=ben)
    steam.merge_into(printer, by=ben)
    assert parts(printer) == {"Eve Elder": True, "Dov Stranger": True}
    smoke.unmerge(by=ben)
    assert (parts(steam), parts(printer)) == ({}, {"Dov Stranger": True})
    steam.unmerge(by=ben)
    assert parts(printer) == {}


def test_followers_follow_the_other_and_leave_it_again(smoke, printer, ben, cleo, hana):
    for follower in (ben, cleo, hana):
        smoke.follow(by=follower)
    printer.follow(by=ben)
    smoke.merge_into(printer, by=ben)
    assert followers(printer) == {"Ben Baker", "Cleo Lead"}
    smoke.unmerge(by=ben)
    assert followers(printer) == {"Ben Baker"}
    assert followers(smoke) == {"Ben Baker", "Cleo Lead", "Hana HR"}


def test_who_follows_the_other_with_words_of_their_own_goes_on(smoke, printer, ben, cleo):
    smoke.follow(by=cleo)
    smoke.merge_into(printer, by=ben)
    printer.note("I know this one.", by=cleo)
    smoke.unmerge(by=ben)
    assert followers(printer) == {"Cleo Lead"}


def test_what_lay_with_a_supplier_stays_ended(desk, smoke, printer, lexow, ben):
    smoke.send_to_supplier(lexow, by=ben)
    smoke.merge_into(printer, by=ben)
    assert "Send it anew" in desk.look("unmerging", smoke).content.decode()
    smoke.unmerge(by=ben)
    assert not smoke.supplier_cases.open().exists()
    assert smoke.group == Group.NEW


def test_after_thirty_days_it_stays_merged(desk, smoke, printer, ben):
    smoke.merge_into(printer, by=ben)
    for ticket in (smoke, printer):
        grow_old(ticket, days=30)
    with pytest.raises(ValidationError, match="30 days ago"):
        smoke.unmerge(by=ben)
    for ticket in (smoke, printer):
        assert "Undo the merge" not in desk.look("ticket", ticket).content.decode()
    assert "30 days ago" in desk.look("unmerging", smoke).content.decode()
    assert desk.press("unmerging", smoke).status_code == 422
    assert smoke.merged_into == printer


def test_an_agent_sees_what_follows_and_undoes_it(desk, smoke, printer, eve, dov, ben):
    smoke.add_participant(dov, by=ben)
    smoke.merge_into(printer, by=ben)
    printer.reply("Here, too", by=eve, as_requester=True)
    way = f"/desk/tickets/{smoke.number}/merging/undoing/"
    for ticket in (smoke, printer):
        assert way in desk.look("ticket", ticket).content.decode()
    page = desk.look("unmerging", smoke).content.decode()
    assert (
        page.index("No longer in")
        < page.index("Dov Stranger")
        < page.index("Still in")
        < page.rindex("Eve Elder")
    )
    for _press in range(2):
        assert desk.press("unmerging", smoke).url == f"/desk/tickets/{smoke.number}/"
    assert kinds(smoke).count("unmerged") == 1
    for ticket in (smoke, printer):
        assert way not in desk.look("ticket", ticket).content.decode()


def test_what_was_never_merged_has_nothing_to_undo(desk, printer):
    assert desk.look("unmerging", printer).url == f"/desk/tickets/{printer.number}/"
    assert desk.press("unmerging", printer).url == f"/desk/tickets/{printer.number}/"
    assert kinds(printer) == ["opened"]


def test_a_merged_ticket_offers_neither_reopening_nor_another_merge(desk, smoke, printer, ben):
    smoke.merge_into(printer, by=ben)
    page = desk.look("ticket", smoke).content.decode()
    assert f"/desk/tickets/{smoke.number}/reopening/" not in page
    assert f"/desk/tickets/{smoke.number}/merging/?" not in page


def test_requesters_may_not_and_other_desks_see_nothing(client, smoke, printer, eve, hana, ben):
    smoke.merge_into(printer, by=ben)
    for person, status in ((eve, 403), (hana, 404)):
        strange = AtDesk(client, person)
        assert strange.look("unmerging", smoke).status_code == status
        assert strange.press("unmerging", smoke).status_code == status
    assert smoke.merged_into == printer


def test_who_works_at_one_of_the_two_desks_alone_may_not(client, printer, eve, ben):
    there = DeskFactory()
    ben.teams.add(team := TeamFactory(desk=there))
    double = opened(requester=eve, category=CategoryFactory(desk=there))
    double.merge_into(printer, by=ben)
    strange = AtDesk(client, AgentFactory(teams=[team]))
    assert "Undo the merge" not in strange.look("ticket", double).content.decode()
    assert strange.press("unmerging", double).status_code == 404
    assert double.merged_into == printer


def test_merges_from_the_list_are_undone_one_by_one(change, desk, smoke, steam, printer):
    change([smoke, steam, printer], "merge", value=printer.pk)
    desk.press("unmerging", smoke)
    smoke.refresh_from_db()
    steam.refresh_from_db()
    assert (smoke.group, smoke.merged_into) == (Group.NEW, None)
    assert (steam.group, steam.merged_into) == (Group.CLOSED, printer)


def test_pages_of_doubles_and_of_what_took_them_in_cost_no_more(
    desk, printer, printing, ben, django_assert_max_num_queries
):
    for _double in range(5):
        double = opened(requester=UserFactory(), category=printing)
        double.merge_into(printer, by=ben)
    for ticket in (printer, double):
        with django_assert_max_num_queries(MOST_STATEMENTS):
            desk.look("ticket", ticket)


def test_the_requester_reads_that_it_is_their_own_request_again(client, smoke, printer, eve, ben):
    smoke.merge_into(printer, by=ben, lets_in=False)
    client.force_login(eve)
    assert "together with others" in client.get(f"/portal/tickets/{smoke.number}/").content.decode()
    smoke.unmerge(by=ben)
    page = client.get(f"/portal/tickets/{smoke.number}/").content.decode()
    assert "made this a request of its own again" in page
    assert str(printer.number) not in page
