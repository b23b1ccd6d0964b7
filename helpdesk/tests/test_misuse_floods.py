"""Misuse case 40, at the doors: what is too much is refused soon and clearly, and nobody else waits for it."""

import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tickets.models import Attachment, Message

PATIENCE_SECONDS = 10
BOMBS = {
    "deep HTML": "<div>" * 20_000 + "x",
    "deep quotes": "> " * 20_000 + "x",
    "brackets": "[" * 60_000,
    "emphasis": "*a **b " * 20_000,
    "one long word": "x" * 180_000,
    "mentions": "@ben " * 30_000,
    "mail addresses": "a@" * 60_000,
    "marks upon marks": "e" + "\u0301" * 60_000,
    "pipes": "|" * 50_000 + "\n|-" * 20_000,
    "links": "[a](" * 30_000,
    "white space": " \t" * 60_000 + "x",
    "line breaks": "\n" * 100_000 + "x",
}


def seconds_of(act):
    began = time.monotonic()
    act()
    return time.monotonic() - began


@pytest.mark.parametrize("bomb", BOMBS)
def test_mc40_a_text_bomb_in_a_message_costs_seconds_at_most(client, printer, ann, ben, bomb):
    address = reverse("portal:reply", args=[printer.number])
    client.force_login(ann)
    assert seconds_of(lambda: client.post(address, {"body": BOMBS[bomb]})) < PATIENCE_SECONDS
    client.force_login(ben)
    for page in (printer.get_absolute_url(), reverse("tickets:queue")):
        assert seconds_of(lambda page=page: client.get(page)) < PATIENCE_SECONDS


@pytest.mark.parametrize("bomb", BOMBS)
def test_mc40_a_text_bomb_in_a_search_costs_seconds_at_most(client, printer, ann, ben, bomb):
    doors = {ben: ("tickets:search", "tickets:palette"), ann: ("portal:suggestions", "portal:doubles")}
    for person, names in doors.items():
        client.force_login(person)
        for name in names:
            words = {"q": BOMBS[bomb][:20_000], "subject": BOMBS[bomb][:20_000]}
            assert (
                seconds_of(lambda name=name, words=words: client.get(reverse(name), words)) < PATIENCE_SECONDS
            )


def too_many_files():
    most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
    return {"body": "See here", "files": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(most + 1)]}


TOO_MUCH = {
    "text": lambda: {"body": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)},
    "fields": lambda: {"tags": ["x"] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)},
    "files": too_many_files,
}


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("much", TOO_MUCH)
def test_mc40_too_much_at_once_is_said_in_the_readers_language_with_a_way_back(
    client, printer, ann, settings, much, debug
):
    settings.DEBUG = debug
    ann.language = "fr"
    ann.save()
    client.force_login(ann)
    page = f"http://testserver{reverse('portal:ticket', args=[printer.number])}"
    for door in ("portal:reply", "portal:refusal"):
        answer = client.post(
            reverse(door, args=[printer.number]), TOO_MUCH[much](), headers={"Referer": page}
        )
        assert answer.status_code == 413
        assert "errors/413.html" in [template.name for template in answer.templates]
        assert f'href="{page}"' in answer.content.decode()
        assert 'lang="fr"' in answer.content.decode()
    assert not Attachment.objects.exists()
    assert Message.objects.filter(ticket=printer).count() == 1


def test_mc40_the_way_back_from_too_much_stays_here(client, printer, ann):
    client.force_login(ann)
    address = reverse("portal:reply", args=[printer.number])
    answer = client.post(address, TOO_MUCH["text"](), headers={"Referer": "https://evil.example/"})
    assert answer.status_code == 413
    assert "evil.example" not in answer.content.decode()


def test_mc40_too_much_is_refused_before_the_token_is_looked_at(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", TOO_MUCH["files"]())
    assert answer.status_code == 413


def test_mc40_a_giant_is_not_even_read(client, ann):
    client.force_login(ann)
    giant = str(settings.ATTACHMENT_MAX_BYTES * settings.ATTACHMENTS_MAX_COUNT * 2)
    answer = client.post(
        reverse("portal:upload"), {"file": SimpleUploadedFile("a.txt", b"x")}, CONTENT_LENGTH=giant
    )
    assert answer.status_code == 413
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("door", ["account_login", "account_signup", "account_reset_password"])
def test_mc40_a_password_of_100_000_characters_is_refused_beside_its_field(client, db, door):
    words = dict.fromkeys(("password", "password1", "name"), "x" * 100000)
    words |= dict.fromkeys(("login", "email"), f"{'x' * 100000}@example.org")
    answers = []
    assert seconds_of(lambda: answers.append(client.post(reverse(door), words))) < 2
    assert answers[0].status_code == 200
    assert answers[0].context["form"].errors
