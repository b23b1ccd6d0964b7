"""People a mail was also addressed to wait for an agent's yes where the work goes on, and are asked about once."""

import pytest

from tickets.models import Addressed
from tickets.sentences import sentence
from tickets.tests.at_desk import AtDesk
from tickets.tests.factories import opened
from tickets.tests.test_merging import eve, parts, smoke

__all__ = ["eve", "smoke"]


@pytest.fixture
def ask(db):
    def about(ticket, *people):
        found = [(f"{name}@example.net", name.title()) for name in people]
        ticket.ask_about(found, message=ticket.messages.first())

    return about


def asked(ticket):
    return [one.name for one in Addressed.objects.undecided().filter(ticket=ticket).order_by("name")]


def test_they_move_along_once_and_come_back(ask, smoke, printer, ben, client):
    ask(smoke, "zoe", "max", "kim", "tom")
    ask(printer, "max", "kim")
    printer.leave_out(printer.addressed.get(name="Kim"), by=ben)
    smoke.leave_out(smoke.addressed.get(name="Tom"), by=ben)
    smoke.merge_into(printer, by=ben)
    assert asked(printer) == ["Max", "Zoe"]
    came = printer.events.filter(kind="took_in").get()
    assert sentence(came).endswith("into this ticket. Still to be added or left out: zoe@example.net")
    assert "Also addressed" not in AtDesk(client, ben).look("ticket", smoke).content.decode()

    smoke.unmerge(by=ben)
    assert (asked(smoke), asked(printer)) == (["Kim", "Max", "Zoe"], ["Max"])
    assert "Also addressed" in AtDesk(client, ben).look("ticket", smoke).content.decode()


def test_who_was_decided_about_meanwhile_stays_so(ask, smoke, printer, ben):
    ask(smoke, "zoe", "max")
    smoke.merge_into(printer, by=ben)
    printer.let_in(printer.addressed.get(name="Zoe"), by=ben)
    printer.leave_out(printer.addressed.get(name="Max"), by=ben)
    smoke.unmerge(by=ben)
    assert (asked(smoke), asked(printer)) == ([], [])
    assert parts(printer) == {"Zoe": True}


def test_who_has_a_part_there_is_not_asked_about(ask, smoke, printer, ann, ben):
    smoke.ask_about([(ann.email, "Ann")], message=smoke.messages.first())
    smoke.merge_into(printer, by=ben)
    assert asked(printer) == []


def test_each_goes_back_to_where_the_mail_was(ask, smoke, printer, dov, ben, printing):
    steam = opened(requester=dov, category=printing, subject="Steam on the third floor")
    ask(smoke, "zoe")
    ask(steam, "max")
    smoke.merge_into(steam, by=ben)
    steam.merge_into(printer, by=ben)
    assert asked(printer) == ["Max", "Zoe"]
    smoke.unmerge(by=ben)
    assert (asked(smoke), asked(printer)) == (["Zoe"], ["Max"])
    steam.unmerge(by=ben)
    assert (asked(smoke), asked(steam), asked(printer)) == (["Zoe"], ["Max"], [])
