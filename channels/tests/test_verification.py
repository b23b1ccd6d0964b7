"""The ticket trick (misuse case 19): what other services send to our address opens nothing for anybody."""

import pytest
from django.urls import reverse

from channels.email.reading.mail import Address, Mail
from channels.email.reply_addresses import reply_address
from channels.email.verification import is_key
from channels.models import Letter
from channels.tests.test_letters import arrive, asked, mailbox
from tickets.models import Doubt, Event, Group, Ticket
from tickets.tests.at_desk import AtDesk

__all__ = ["arrive", "asked", "mailbox"]
pytestmark = pytest.mark.django_db
Fate = Letter.Fate
SIGN_UP = "Welcome! Confirm your e-mail address: https://chat.example.net/confirm/zq7key"


@pytest.fixture
def plus(printer, ann):
    """The address that Ann was given for her answers, and gives to others."""
    return reply_address("support@example.org", printer.number, ann.pk)


def test_mc19_a_sign_up_mail_to_a_reply_address_is_a_note_that_nobody_is_told_of(
    arrive, printer, plus, client, ann, ben, solved
):
    printer.assign(ben, by=ben)
    printer.resolve(by=ben, code=solved)
    letter = arrive(SIGN_UP, sender="Chat <no-reply@chat.example.net>", to=plus)
    assert (letter.fate, letter.ticket) == (Fate.NOTED, printer)
    assert letter.message.is_internal
    assert Doubt.KEY in letter.message.doubts
    told = printer.events.last()
    assert (told.kind, told.details["is_silent"]) == (Event.Kind.NOTED, True)
    printer.refresh_from_db()
    assert printer.group == Group.RESOLVED

    assert "zq7key" in AtDesk(client, ben).look("ticket", printer).content.decode()
    client.force_login(ann)
    assert "zq7key" not in client.get(reverse("portal:ticket", args=[printer.number])).content.decode()


def test_mc19_at_the_mailbox_it_waits_for_an_administrator(arrive):
    letter = arrive(SIGN_UP, sender="no-reply@chat.example.net")
    assert (letter.fate, letter.reason, letter.ticket) == (Fate.QUARANTINED, "key", None)
    assert not Ticket.objects.exists()


def test_mc19_also_when_the_service_itself_asked_first(arrive):
    first = arrive("Hello.", sender="verify@chat.example.net", Message_ID="<first@chat.example.net>")
    assert first.fate == Fate.OPENED
    second = arrive(
        SIGN_UP,
        sender="verify@chat.example.net",
        In_Reply_To="<first@chat.example.net>",
        Message_ID="<2@x.example>",
    )
    assert (second.fate, second.ticket) == (Fate.NOTED, first.ticket)


def test_mc19_a_service_with_the_name_of_a_person_is_held_back_from_the_thread(arrive, printer, plus):
    letter = arrive("Your sign-in code is 481-516.", sender="Jane <jane@chat.example.net>", to=plus)
    assert letter.message.is_internal


def test_mc19_nobody_gets_around_it_by_the_name_of_the_requester(arrive, printer, plus, ann):
    letter = arrive(SIGN_UP, sender=ann.email, to=plus, dmarc="fail")
    assert letter.message.is_internal


def test_what_people_ask_about_codes_reaches_their_ticket(arrive, printer, plus, ann):
    words = "I cannot reset my password, the code 481516 at https://example.org/reset is refused."
    assert not arrive(words, sender=ann.email, to=plus).message.is_internal
    assert arrive(words, sender="max@example.net").fate == Fate.OPENED


SUBJECTS = """
    Confirm your email address
    [Chat] Please verify your account
    Your verification code
    Reset your password
    Jane has invited you to join Acme
    Bitte bestätigen Sie Ihre E-Mail-Adresse
    Confirmez votre adresse e-mail
    Réinitialisation de votre mot de passe : code de vérification
    Confirma tu correo electrónico
    Conferma il tuo indirizzo
    Bevestig je e-mailadres
    Potwierdź swój adres e-mail
    E-posta adresinizi doğrulayın
    Giriş kodu: tek kullanımlık
    Подтвердите адрес электронной почты
    Одноразовый пароль
    ایمیل خود را تأیید کنید
    کد ورود شما
    تأكيد بريدك الإلكتروني
    请验证您的邮箱
    メールアドレスの確認
    이메일 주소를 인증해 주세요
"""
HARMLESS = """
    Backup of srv12 finished
    Your parcel arrives today
    CPU over 90 %
    Weekly report: active content, native contacts
    Sicherung abgeschlossen
    Rapport hebdomadaire
    Haftalık rapor
    Еженедельный отчёт
"""


def of_machine(subject):
    mail = Mail(subject=subject, text="123456 https://x.example/y", sender=Address("", "no-reply@x.example"))
    return is_key(mail, None, None)


@pytest.mark.parametrize("subject", [line.strip() for line in SUBJECTS.strip().splitlines()])
def test_they_are_known_in_many_languages(subject):
    assert of_machine(subject)


@pytest.mark.parametrize("subject", [line.strip() for line in HARMLESS.strip().splitlines()])
def test_other_mail_of_machines_becomes_a_ticket(subject):
    assert not of_machine(subject)
