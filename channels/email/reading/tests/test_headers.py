"""Fields of a mail as a person reads them."""

import pytest

from channels.email.reading.addresses import addresses_of
from channels.email.reading.dates import moment_of
from channels.email.reading.headers import fields_of, readable, split_head
from channels.email.reading.names import safe_name
from channels.email.reading.parameters import parameters_of


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=", "Grüße"),
        (b"=?utf-8?B?2LPZhNin2YU=?=", "سلام"),
        (b"=?utf-8*de?Q?M=C3=BCller?=", "Müller"),
        (b"=?iso-8859-1?q?J=F6rn?= =?utf-8?q?_=C5=81?=", "Jörn Ł"),
        (b"Re: =?utf-8?Q?what??=", "Re: what?"),
        (b"what =? that", "what =? that"),
        (b"=?utf-8?Q?never closed", "=?utf-8?Q?never closed"),
        ("raw Größe".encode(), "raw Größe"),
        (b"folded\r\n\t subject", "folded subject"),
        (b"=?x-unknown?Q?a=FC?=", "aü"),
        (b"=?iso-8859-1?Q?Fr\xf6sche?=", "Frösche"),
        (b"=?utf-8?B?bm8gcGFkZGluZw?=", "no padding"),
    ],
)
def test_encoded_words_are_read_as_mailers_write_them(raw, text):
    assert readable(raw) == text


def test_a_line_that_is_no_field_does_not_end_the_head():
    head, body = split_head(b"From: a@example.com\nthis line is broken\nSubject: The printer\n\nGood morning")
    fields, left_over, _ = fields_of(head)

    assert [name for name, _ in fields] == ["From", "Subject"]
    assert (left_over, body) == ([], b"Good morning")


def test_a_head_without_a_blank_line_ends_with_its_last_field():
    fields, left_over, _ = fields_of(b"Subject: The printer\nGood morning, it is broken.")

    assert fields == [("Subject", b"The printer")]
    assert left_over == [b"Good morning, it is broken."]


def test_a_lone_carriage_return_forges_no_field():
    fields, _, _ = fields_of(b"Subject: hello\rBcc: victim@example.com\nFrom: a@example.com")

    assert [name for name, _ in fields] == ["Subject", "From"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_every_kind_of_line_end_divides_head_and_body(end):
    head, body = split_head(end.join([b"Subject: The printer", b"From: a@example.com", b"", b"Good morning"]))

    assert len(fields_of(head)[0]) == 2
    assert body == b"Good morning"


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("Mina <mina@example.com>", [("Mina", "mina@example.com")]),
        ('name="a, b" <x@example.com>', [("name=a, b", "x@example.com")]),
        ("Max | [sales] <max@example.com>", [("Max | [sales]", "max@example.com")]),
        ("Doe, John <john@example.com>", [("Doe, John", "john@example.com")]),
        ('"a, b" <a@x.org>; c@x.org', [("a, b", "a@x.org"), ("", "c@x.org")]),
        ("Friends: a@x.org, b@x.org;, c@x.org", [("", "a@x.org"), ("", "b@x.org"), ("", "c@x.org")]),
        ("undisclosed-recipients:;", []),
        ("<a@x.org> <b@x.org>", [("", "a@x.org"), ("", "b@x.org")]),
        ("a@x.org (The boss (really))", [("The boss (really)", "a@x.org")]),
        ("=?utf-8?Q?Doe,_Zo=C3=AB?= <zoe@x.org>", [("Doe, Zoë", "zoe@x.org")]),
        ("=?utf-8?B?Sm9obiA8am9obkBleC5vcmc+?=", [("John", "john@ex.org")]),
        ("Unclosed <a@x.org", [("Unclosed", "a@x.org")]),
        ("<@relay.org:a@x.org>", [("", "a@x.org")]),
        ("رضا <reza@example.com>", [("رضا", "reza@example.com")]),
        (
            "=?utf-8?Q?=22ceo=40bank=2Eexample=22_=3Cceo=40bank=2Eexample=3E?= <evil@x.org>",
            [('ceo@bank.example" <ceo@bank.example>', "evil@x.org")],
        ),
    ],
)
def test_people_are_found_in_every_field_that_was_seen(field, people):
    assert [(one.name, one.address) for one in addresses_of(field.encode())] == people


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 02 Mar 2026 10:00:00 +0330", "2026-03-02T10:00:00+03:30"),
        ("2026-03-02T10:00:00Z", "2026-03-02T10:00:00+00:00"),
        ("Mon, 2 Mar 26 10:00 GMT", "2026-03-02T10:00:00+00:00"),
        ("Monday, 2-Mar-2026 10.00.00 +0100 (CET)", "2026-03-02T10:00:00+01:00"),
        ("Mon, 02 Mar 2026 10:00:00 GMT+0200", "2026-03-02T10:00:00+02:00"),
        ("Mo., 2. März 2026 10:00:00 +0100 (MEZ)/Mo., 2. März 2026", "2026-03-02T10:00:00+01:00"),
        ("2 Mar 26 03:56:36 PM -05:00", "2026-03-02T15:56:36-05:00"),
        ("пн, 2 мар. 2026 10:00:00 +0300", "2026-03-02T10:00:00+03:00"),
        ("2 Temmuz 2026 10:00:00 +0300", "2026-07-02T10:00:00+03:00"),
        ("Mon Mar  2 10:00:00 2026", "2026-03-02T10:00:00+00:00"),
    ],
)
def test_dates_are_understood_with_their_zone(text, moment):
    assert moment_of(text).isoformat() == moment


@pytest.mark.parametrize("text", ["", "yesterday", "Mon, 99 Foo 9999 99:99:99 +9999", "32 Jan 2026", "\0"])
def test_what_is_no_date_is_none(text):
    assert moment_of(text) is None


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (b"attachment; filename*0*=utf-8''a%C3; filename*1*=%BC; filename*2=.txt", "aü.txt"),
        (b"attachment; filename*=UTF-8''%D9%86%D8%A7%D9%85%D9%87.pdf; filename=letter.pdf", "نامه.pdf"),
        (b'attachment; filename="=?utf-8?Q?Rechn?= =?utf-8?Q?ung=2Epdf?="', "Rechnung.pdf"),
        (b"attachment; filename=my report (final).pdf", "my report (final).pdf"),
        (b'attachment; filename="a;b.txt"', "a;b.txt"),
        (b'attachment; filename="unclosed.txt', "unclosed.txt"),
    ],
)
def test_names_of_files_are_read_in_every_form(field, name):
    assert parameters_of(field) == ("attachment", {"filename": name})


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\mina\\a.txt", "a.txt"),
        ("CON.txt", "_CON.txt"),
        ("...", "image.png"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ("a/b:c.txt", "a_b_c.txt"),
        ("نامه.pdf", "نامه.pdf"),
        ("a\nb.txt", "a b.txt"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_of_files_are_made_safe(name, safe):
    assert safe_name(name, "image/png") == safe
