"""Whole mails: what a person would say is in them."""

import base64

import pytest

from channels.email.reading import read
from channels.email.reading.tests.letters import letter, mixed, parts


def test_a_plain_letter_is_read():
    mail = read(
        letter(
            "Good morning,\nit is broken.",
            Date="Mon, 02 Mar 2026 10:00:00 +0000",
            Message_ID="<1@example.com>",
        )
    )

    assert (mail.sender.name, mail.sender.address) == ("Mina", "mina@example.com")
    assert (mail.subject, mail.text, mail.message_id) == (
        "The printer",
        "Good morning,\nit is broken.",
        "<1@example.com>",
    )
    assert mail.safe_html == '<div dir="auto">Good morning,<br>it is broken.</div>'
    assert not any([mail.is_auto, mail.is_bounce, mail.no_auto_reply, mail.attachments, mail.oddities])


def test_every_text_of_a_mail_is_shown_and_not_just_the_first():
    mail = read(
        mixed(
            "\nGood morning", "Content-Type: text/html\n\n<p>in the <b>middle</b>", "\n-- \nSent by the list"
        )
    )

    assert mail.text == "Good morning\n\nin the middle\n\n-- \nSent by the list"
    assert "Sent by the list" in mail.safe_html


def test_an_empty_plain_alternative_gives_way_to_the_html():
    mail = read(mixed("\n \n", "Content-Type: text/html\n\n<p>Only here", type="multipart/alternative"))

    assert mail.text == "Only here"


def test_words_sent_twice_are_read_once():
    mail = read(mixed("\nGood morning", "Content-Type: text/html\n\n<p>Good <i>morning</i></p>"))

    assert mail.text == "Good morning"
    assert "<i>morning</i>" in mail.safe_html


def test_an_attached_mail_is_one_file_named_after_its_subject():
    mail = read(mixed("\nSee below", "Content-Type: message/rfc822\n\nSubject: Lost keys\n\nWhere are they?"))

    assert [(one.name, one.type) for one in mail.attachments] == [("Lost keys.eml", "message/rfc822")]
    assert mail.text == "See below"


def test_a_mail_passed_on_without_a_word_says_what_the_other_says():
    mail = read(mixed("\n\n", "Content-Type: message/rfc822\n\nSubject: Lost keys\n\nWhere are they?"))

    assert mail.text == "Where are they?"


def test_a_picture_that_the_words_show_is_part_of_them_and_another_is_a_file():
    shown = "Content-Type: image/png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\nAAAA"
    words = 'Content-Type: text/html\n\n<p>Hi <img src="cid:logo">'
    mail = read(mixed(words, shown, shown.replace("logo", "other"), type="multipart/related"))

    assert [one.is_inline for one in mail.attachments] == [True, False]
    assert [one.name for one in mail.attachments] == ["image.png", "image1.png"]


def test_a_boundary_other_than_declared_is_found():
    body = parts(
        "Content-Type: text/plain\n\nGood morning", "Content-Type: text/plain\n\nGood night", boundary="real"
    )
    mail = read(letter(body, type="multipart/mixed; boundary=wrong"))

    assert mail.text == "Good morning\n\nGood night"
    assert "boundary other than declared" in mail.oddities


def test_a_mail_cut_off_on_its_way_is_read_as_far_as_it_goes():
    raw = mixed("\nGood morning", "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAAAA")
    mail = read(raw[: raw.rindex(b"AA")])

    assert mail.text == "Good morning"
    assert mail.attachments[0].content == b"\0\0\0"


def test_flowed_lines_are_joined_and_quotations_kept():
    text = "This is one long \nsentence.\n> quoted words \n> go on\n-- \nMina"
    mail = read(letter(text, type="text/plain; charset=utf-8; format=flowed"))

    assert mail.text == "This is one long sentence.\n> quoted words go on\n-- \nMina"


def test_a_uuencoded_file_in_the_text_is_taken_out():
    mail = read(letter("See here\nbegin 644 hello.txt\n%:&5L;&\\\n`\nend\nBye"))

    assert [(one.name, one.content) for one in mail.attachments] == [("hello.txt", b"hello")]
    assert "begin 644" not in mail.text
    assert "Bye" in mail.text


def test_broken_base64_gives_what_is_there():
    broken = base64.b64encode(b"Good morning to you").decode().replace("b", "b\n!", 1).rstrip("=")

    assert read(letter(broken, encoding="base64")).text == "Good morning to you"


def test_a_mail_without_sender_is_answered_where_it_asks_to_but_marked():
    mail = read(letter(From=None, Reply_To="Dov <dov@example.com>"))

    assert mail.sender.address == "dov@example.com"
    assert mail.is_sender_weak


def test_of_several_senders_the_first_counts_and_is_marked():
    mail = read(letter(From="a@example.com, b@example.com"))

    assert (mail.sender.address, mail.is_sender_weak) == ("a@example.com", True)


@pytest.mark.parametrize(
    ("words", "charset"),
    [
        ("Merhaba, yazıcı çalışmıyor. İyi günler", "iso-8859-9"),
        ("سلام، چاپگر کار نمی‌کند", "utf-8"),
        ("مرحبا، الطابعة لا تعمل", "windows-1256"),
        ("שלום, המדפסת לא עובדת", "windows-1255"),
    ],
)
def test_letters_in_every_script_are_read(words, charset):
    mail = read(letter(words.encode(charset), type=f"text/plain; charset={charset}"))

    assert mail.text == words


def test_an_invitation_is_recognised_and_stays_a_file():
    calendar = (
        "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\n"
        "DTSTART:20260302T100000Z\nSUMMARY:Talk about the printer\nLOCATION:Room 2\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    mail = read(mixed("\nPlease come", calendar))

    [invitation] = mail.invitations
    assert (invitation.method, invitation.summary) == ("REQUEST", "Talk about the printer")
    assert mail.attachments[0].type == "text/calendar"


def test_a_signature_is_listed_as_one_and_an_encrypted_mail_says_so():
    signed = read(mixed("\nHello", "Content-Type: application/pgp-signature\n\nxyz", type="multipart/signed"))
    sealed = read(mixed("Content-Type: application/pgp-encrypted\n\nVersion: 1", type="multipart/encrypted"))

    assert [one.is_signature for one in signed.attachments] == [True]
    assert (signed.is_encrypted, sealed.is_encrypted) == (False, True)


def test_references_are_ids_in_angle_brackets():
    mail = read(
        letter(In_Reply_To="Your message <1@x.org> of today", References="<0@x.org>\r\n <1@x.org> <1@x.org>")
    )

    assert mail.in_reply_to == ["<1@x.org>"]
    assert mail.references == ["<0@x.org>", "<1@x.org>"]
