"""Two tickets about one matter become one: who is let in, what is said, and what is refused."""

import pytest
from django.core.exceptions import ValidationError

from accounts.tests.factories import AgentFactory, DeskFactory, OrganizationFactory, TeamFactory, UserFactory
from tickets.models import Group, Link
from tickets.tests.at_desk import AtDesk
from tickets.tests.factories import CategoryFactory, opened


@pytest.fixture
def eve(db):
    return UserFactory(name="Eve Elder", email="eve@example.org")


@pytest.fixture
def smoke(eve, printing):
    """Somebody else has seen the smoke."""
    return opened(requester=eve, category=printing, subject="Smoke on the third floor")


def parts(ticket):
    return dict(ticket.participants.values_list("user__name", "may_reply"))


def test_the_double_is_closed_and_its_people_take_part_in_the_other(smoke, printer, dov, ben):
    smoke.add_participant(dov, by=ben, may_reply=False)
    smoke.merge_into(printer, by=ben)
    assert (smoke.group, smoke.merged_into) == (Group.CLOSED, printer)
    assert parts(printer) == {"Eve Elder": True, "Dov Stranger": False}
    assert [event.kind for event in smoke.events.all()][-2:] == ["merged", "closed"]
    came = printer.events.last()
    assert (came.kind, came.details["number"]) == ("took_in", smoke.number)
    assert printer.messages.count() == 1


def test_a_second_merge_does_nothing(smoke, printer, ben):
    smoke.merge_into(printer, by=ben)
    lines = printer.events.count(), smoke.events.count()
    smoke.merge_into(printer, by=ben)
    assert (printer.events.count(), smoke.events.count()) == lines


def test_who_takes_part_already_keeps_their_part(smoke, printer, eve, ann, ben):
    printer.add_participant(eve, by=ben, may_reply=False)
    smoke.add_participant(ann, by=ben)
    smoke.merge_into(printer, by=ben)
    assert parts(printer) == {"Eve Elder": False}


def test_what_cannot_be_merged_says_why(smoke, printer, ann, printing, ben, solved):
    with pytest.raises(ValidationError, match="into itself"):
        printer.merge_into(printer, by=ben)
    third = opened(requester=ann, category=printing)
    smoke.merge_into(printer, by=ben)
    with pytest.raises(ValidationError, match=f"already merged into #{printer.number}"):
        smoke.merge_into(third, by=ben)
    for other in (printer, third):
        with pytest.raises(
            ValidationError, match=f"#{smoke.number} was merged into #{printer.number} itself"
        ):
            other.merge_into(smoke, by=ben)
    printer.resolve(by=ben, code=solved)
    with pytest.raises(ValidationError, match="not open"):
        third.merge_into(printer, by=ben)


def test_a_merged_ticket_is_neither_reopened_nor_is_its_closing_undone(smoke, printer, ben):
    smoke.merge_into(printer, by=ben)
    with pytest.raises(ValidationError, match="goes on there"):
        smoke.reopen(by=ben)
    smoke.undo(smoke.events.get(kind="closed"), by=ben)
    assert smoke.group == Group.CLOSED


def test_nothing_is_merged_over_a_wall(printer, hana, eve):
    walled = hana.desks[0]
    secret = opened(requester=eve, category=CategoryFactory(desk=walled))
    both = AgentFactory(teams=[TeamFactory(desk=walled), TeamFactory(desk=printer.desk)])
    for one, other in ((secret, printer), (printer, secret)):
        with pytest.raises(ValidationError, match="closed desk"):
            one.merge_into(other, by=both)


def test_tickets_of_open_desks_may_be_merged(printer, eve, ben):
    other = DeskFactory()
    ben.teams.add(TeamFactory(desk=other))
    there = opened(requester=eve, category=CategoryFactory(desk=other))
    there.merge_into(printer, by=ben)
    assert there.merged_into == printer


def test_an_agent_looks_for_the_other_sees_what_follows_and_merges(desk, smoke, printer):
    assert b"Merge into" in desk.look("ticket", smoke).content
    found = desk.look("merging", smoke, q="fire").content.decode()
    assert f"into={printer.number}" in found
    preview = desk.look("merging", smoke, q=f"#{printer.number}").content.decode()
    assert "Eve Elder" in preview
    assert "Then they read everything" in preview
    for _press in range(2):
        assert desk.press("merging", smoke, into=printer.number, lets_in="on").url.endswith(
            f"/{printer.number}/"
        )
    assert parts(printer) == {"Eve Elder": True}
    assert Link.objects.filter(kind=Link.Kind.MERGED).count() == 1
    page = desk.look("ticket", printer).content.decode()
    assert f'href="/desk/tickets/{smoke.number}/"' in page


def test_mc13_the_agent_is_warned_before_strangers_read_each_other(desk, smoke, printer, eve):
    """People of another organization are let in by an own press alone; without it neither side learns a thing."""
    eve.organization = OrganizationFactory()
    eve.save()
    assert "Let them in only if" in desk.look("merging", smoke, into=printer.number).content.decode()
    desk.press("merging", smoke, into=printer.number)
    assert not parts(printer)
    desk.client.force_login(eve)
    page = desk.client.get(f"/portal/tickets/{smoke.number}/").content.decode()
    assert str(printer.number) not in page
    assert desk.client.get(f"/portal/tickets/{printer.number}/").status_code == 404


def test_people_of_one_organization_are_let_in_unless_one_says_otherwise(desk, smoke, printer, ann, eve):
    ann.organization = eve.organization = OrganizationFactory()
    ann.save()
    eve.save()
    preview = desk.look("merging", smoke, into=printer.number).content.decode()
    assert 'name="lets_in" checked' in preview
    assert "Let them in only if" not in preview


@pytest.mark.parametrize("into", ["", "x", "99999999", "{secret}", "{itself}"])
def test_what_is_not_there_or_elsewhere_is_not_found(desk, printer, hana, eve, into):
    secret = opened(requester=eve, category=CategoryFactory(desk=hana.desks[0]), subject="Sick leave")
    answer = desk.press("merging", printer, into=into.format(secret=secret.number, itself=printer.number))
    assert answer.status_code == 422
    assert b"Sick leave" not in answer.content
    assert b"Sick" not in desk.look("merging", printer, q="sick leave").content
    printer.refresh_from_db()
    assert printer.is_open


def test_requesters_may_not_and_other_desks_see_nothing(client, smoke, printer, ann, hana):
    for person, status in ((ann, 403), (hana, 404)):
        strange = AtDesk(client, person)
        assert strange.look("merging", smoke).status_code == status
        assert strange.press("merging", smoke, into=printer.number).status_code == status
    assert smoke.merged_into is None


def test_who_asked_is_led_to_the_other_and_their_words_do_not_get_lost(client, smoke, printer, eve, ben):
    smoke.merge_into(printer, by=ben)
    client.force_login(eve)
    page = client.get(f"/portal/tickets/{smoke.number}/").content.decode()
    assert f'href="/portal/tickets/{printer.number}/"' in page
    assert "Open it again" not in page
    answer = client.post(f"/portal/tickets/{smoke.number}/reply/", {"body": "It still smokes", "key": "k"})
    assert answer.url.startswith(f"/portal/tickets/{printer.number}/")
    assert f"merged into #{printer.number}" in client.get(answer.url).content.decode()
    assert printer.messages.last().body == "It still smokes"
    assert smoke.messages.count() == 1


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_number_in_a_line_leads_to_the_other(desk, smoke, printer, ben, language):
    ben.language = language
    ben.save()
    smoke.merge_into(printer, by=ben)
    way = f'<a class="link" href="/desk/tickets/{smoke.number}/"><bdi dir="ltr">#'
    assert way in desk.look("ticket", printer).content.decode()
