"""What holds of every mail: it ends somewhere, once; and what answers a mail of ours comes back to its ticket."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.email.intake import keep
from channels.email.reading.tests.letters import letter, mixed
from channels.models import Letter, Mailbox
from channels.outbox import as_message, post
from channels.tasks import sweep_letters
from channels.tests import poison
from channels.tests.clients import CLIENTS, answered
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

Fate = Letter.Fate
few = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
numbers = count(1)
BROKEN = [
    *poison.broken().values(),
    letter("Good morning"),
    mixed("\nGood", "Content-Type: text/html\n\n<p>x"),
]
mails = st.one_of(
    st.binary(max_size=500),
    st.sampled_from(BROKEN),
    st.tuples(st.sampled_from(BROKEN), st.integers(0, 300), st.binary(max_size=20)).map(
        lambda hurt: hurt[0][: hurt[1]] + hurt[2] + hurt[0][hurt[1] + len(hurt[2]) :]
    ),
)
WORDS = [
    "It still smokes.",
    "Guten Tag,\nes geht nicht.",
    "چاپگر کار نمی‌کند",
    "Да\n\nНет",
    "a" * 300,
    "> no\nyes",
    "1) ok",
]


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


@few
@given(raws=st.lists(mails, min_size=1, max_size=2))
def test_any_bytes_at_all_end_somewhere_and_the_next_letter_goes_on(it_desk, raws):
    before = Ticket.objects.count()
    kept = [keep(raw) for raw in raws]
    good = keep(letter(f"Good morning {next(numbers)}", Message_ID=f"<{next(numbers)}@good.example>"))
    sweep_letters()
    found = Letter.objects.filter(pk__in=[one.pk for one in kept])
    for one in found:
        assert one.fate != Fate.WAITING
        assert one.reason or one.fate not in (Fate.REFUSED, Fate.QUARANTINED, Fate.DOUBLE)
        assert (one.ticket is not None) or one.fate not in (Fate.OPENED, Fate.ADDED)
        assert one.raw.size == one.size
    good.refresh_from_db()
    assert good.fate == Fate.OPENED
    assert Ticket.objects.count() - before == 1 + sum(one.fate == Fate.OPENED for one in found)


@few
@given(
    client=st.sampled_from(sorted(CLIENTS)),
    words=st.sampled_from(WORDS),
    shape=st.sampled_from(["plain", "html", "both"]),
    place=st.sampled_from(["above", "below", "within"]),
    loses=st.sampled_from(
        [(), ("address",), ("ids",), ("subject",), ("address", "ids"), ("address", "subject")]
    ),
    takes_plus=st.booleans(),
)
def test_what_answers_a_mail_of_ours_comes_back_to_its_ticket(
    printer, mailbox, client, words, shape, place, loses, takes_plus
):
    Mailbox.objects.update(takes_plus=takes_plus)
    asked = "Have you tried to switch it off?\n\nBen of IT"
    row = post(
        to=printer.requester.email, kind="answered", subject="Kein Drucker für uns", text=asked,
        html=f"<p>{asked}</p>", ticket=printer, recipient=printer.requester,
    )  # fmt: skip
    by = f"{printer.requester.name} <{printer.requester.email}>"
    said = keep(
        answered(
            as_message(row).message(), words, by=by, client=client, shape=shape, place=place, loses=loses
        ),
        mailbox=mailbox,
    )
    sweep_letters()
    said.refresh_from_db()
    assert (said.fate, said.ticket) == (Fate.ADDED, printer)
    # One cannot write every letter, and in some nothing tells what stands below from what is quoted.
    if place == "above" and CLIENTS[client].charset == "utf-8":
        assert words.split("\n")[-1] in said.message.body
        assert "switch it off" not in said.message.body
