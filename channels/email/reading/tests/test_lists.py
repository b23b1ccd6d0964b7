"""Mailing lists that put their own address into From: who wrote is said elsewhere."""

import pytest

from channels.email.reading import read
from channels.email.reading.mail import Address

ANN = Address("Ann Archer", "ann@example.org")
LIST = "List-Id: Staff <staff.lists.example.org>"
VIA = 'From: "Ann Archer via Staff" <staff@lists.example.org>'


def behind(*fields):
    return read("\r\n".join([*fields, "Subject: x", "", "Words."]).encode()).behind


@pytest.mark.parametrize(
    "fields",
    [
        (VIA, LIST, "Reply-To: Ann Archer <ann@example.org>"),
        (VIA, LIST, "Reply-To: ann@example.org, Staff <staff@lists.example.org>"),
        (
            VIA,
            "List-Post: <mailto:all@lists.example.org>",
            "Reply-To: all@lists.example.org, ann@example.org",
        ),
        (
            "From: \"'Ann Archer' via Support\" <support@example.net>",
            "Mailing-list: list support@example.net; contact support+owners@example.net",
            "X-Original-Sender: ann@example.org",
        ),
        ("From: staff@lists.example.org", LIST, "X-Original-From: Ann Archer <ann@example.org>"),
        ('From: "Ann Archer über Staff" <staff@lists.example.org>', LIST, "Reply-To: ann@example.org"),
    ],
)
def test_the_person_behind_a_list_is_found(fields):
    assert behind(*fields) == ANN


@pytest.mark.parametrize(
    "fields",
    [
        # No list says so: anybody may write what a name looks like.
        (VIA, "Reply-To: ann@example.org"),
        # A list that leaves From as it is.
        ("From: Ann Archer <ann@example.org>", LIST, "Reply-To: staff@lists.example.org"),
        # A list that keeps the person to itself.
        (VIA, LIST, "Reply-To: staff@lists.example.org"),
        ("X: y", LIST),
    ],
)
def test_otherwise_the_sender_is_who_stands_in_from(fields):
    assert behind(*fields) is None
