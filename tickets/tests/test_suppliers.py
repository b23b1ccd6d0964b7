"""What lies with suppliers: one case for each, sent, waiting for us, and given back."""

import pytest
from django.core.exceptions import ValidationError

from accounts.tests.factories import TeamFactory
from tickets.models import Group
from tickets.tests.at_desk import AtDesk
from tickets.tests.factories import opened

SENT = {"reference": "LX-7", "reason": "A new power supply"}


@pytest.fixture
def case(printer, lexow, ben):
    printer.send_to_supplier(lexow, by=ben, **SENT)
    return printer.supplier_cases.get()


def steps(ticket):
    return list(ticket.events.filter(kind="supplier").values_list("details__step", flat=True))


def test_a_ticket_is_sent_to_a_supplier_and_waits_there(desk, printer, lexow, first_line):
    assert b"Send to a supplier" in desk.look("ticket", printer).content
    for _press in range(2):
        assert desk.press("suppliers", printer, supplier=lexow.pk, **SENT).status_code == 302
    printer.refresh_from_db()
    assert (printer.team, printer.group, printer.waiting_for) == (first_line, Group.WAITING, "supplier")
    assert printer.supplier_cases.get().reference == "LX-7"
    assert steps(printer) == ["sent"]
    page = desk.look("ticket", printer)
    assert b"LX-7" in page.content
    assert b"They gave it back" in page.content


@pytest.mark.parametrize("smoothly", [False, True])
def test_they_wait_for_us_go_on_and_give_it_back(desk, printer, case, smoothly):
    groups = []
    for door in ("supplier_waiting", "supplier_resumption", "supplier_return"):
        for _press in range(2):
            answer = desk.press(door, printer, case.pk, smoothly=smoothly)
            assert answer.status_code == (200 if smoothly else 302)
        printer.refresh_from_db()
        groups.append(printer.group)
    assert groups == [Group.NEW, Group.WAITING, Group.NEW]
    assert steps(printer) == ["sent", "waiting", "resumed", "returned"]
    assert not printer.supplier_cases.open().exists()


def test_with_two_suppliers_it_waits_until_both_are_done(printer, case, it_desk, ben):
    printer.send_to_supplier(TeamFactory(desk=it_desk, tier=4), by=ben)
    printer.returned_by_supplier(case, by=ben)
    assert printer.group == Group.WAITING
    printer.returned_by_supplier(printer.supplier_cases.open().get(), by=ben)
    assert printer.group == Group.NEW


def test_what_waits_for_the_requester_goes_on_waiting(printer, case, ben):
    printer.wait("requester", by=ben)
    printer.returned_by_supplier(case, by=ben)
    assert (printer.group, printer.waiting_for) == (Group.WAITING, "requester")


def test_the_end_of_the_ticket_ends_its_cases_and_undoing_brings_them_back(printer, case, ben, solved):
    printer.resolve(by=ben, code=solved)
    assert not printer.supplier_cases.open().exists()
    printer.undo(printer.events.get(kind="resolved"), by=ben)
    assert printer.supplier_cases.open().get() == case
    printer.close(by=ben)
    printer.reopen(by=ben)
    assert not printer.supplier_cases.open().exists()
    printer.send_to_supplier(case.team, by=ben)
    assert printer.supplier_cases.count() == 2


def test_only_a_supplier_of_the_desk_can_be_sent_to(desk, printer, network, lexow, ben, solved):
    foreign = TeamFactory(tier=4)
    for team in (network, foreign):
        assert desk.press("suppliers", printer, supplier=team.pk).status_code == 422
        with pytest.raises(ValidationError):
            printer.send_to_supplier(team, by=ben)
    printer.resolve(by=ben, code=solved)
    assert desk.press("suppliers", printer, supplier=lexow.pk).status_code == 422
    assert not steps(printer)


def test_without_suppliers_nothing_is_offered(desk, printer):
    assert b"Send to a supplier" not in desk.look("ticket", printer).content
    assert b"no supplier" in desk.look("suppliers", printer).content


def test_requesters_hear_only_that_we_wait_and_other_desks_nothing(client, printer, case, ann, hana):
    assert not printer.events.public().filter(kind="supplier").exists()
    client.force_login(ann)
    page = client.get(f"/portal/tickets/{printer.number}/").content.decode()
    assert not any(words in page for words in ("Lexow", *SENT.values()))
    for person, status in ((ann, 403), (hana, 404)):
        strange = AtDesk(client, person)
        assert strange.press("suppliers", printer, supplier=case.team_id).status_code == status
        assert strange.look("suppliers", printer).status_code == status
        for door in ("supplier_waiting", "supplier_resumption", "supplier_return"):
            assert strange.press(door, printer, case.pk).status_code == status
    assert steps(printer) == ["sent"]


def test_a_case_of_another_ticket_is_not_found(desk, printer, case, ann, printing):
    other = opened(requester=ann, category=printing)
    assert desk.press("supplier_return", other, case.pk).status_code == 404
