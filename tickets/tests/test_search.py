"""What people find, what they must not find, and that Python and PostgreSQL fold text alike."""

import pytest
from django.db import connection
from django.urls import reverse

from tickets.folding import BLOCK, fold, other_layouts, pieces
from tickets.models import Attachment
from tickets.search import by_number, find
from tickets.tests.factories import opened

ODD_TEXTS = [
    "Şifremi SIFIRLA İstanbul ığüşöç",
    "نمي‌شود كتاب ۱۲۳ آب أمل مُدَرِّس",
    "Ёлка ЙОГУРТ Щука",
    "Fiancée œuvre Straße Ærø Łódź",
    "a@b.org, 10.0.0.1 “quoted” – dash… №5 \\back/ {x} 'q'",
    "ﬁle Ｆｕｌｌ ½ x² Ω ὈΔΥΣΣΕΎΣ",
    "STRAẞE IRMAK Iı İi ΣΑΣ. Σ ΟΔΌΣ/ΌΡΟΣ ΐ",
    "ЁЙ ё\u0308 и\u0306 Їжак Ґанок ЂАК Ӂ",
    "ــسلامــ مُؤَسَّسة ۀ ة أإآ ٣٫١٤ ٪ ﷺ ﻻ",
    "Å Å A\u030a ǅ ŉ ĳ ǆ ſ K ẛ\u0323 Ǆ Ꮀ ვ Ვ Ն և",
    "한국어 カタカナ ｶﾞ Ⅷ ㎏ ①  a\u2028b\u0085c\u200b\u200d\ufeffd",
    "👩🏽‍💻 \U0001d400\U0001d7d8 \U0010ffff \u0345 a\u0345Σ\u0301",
    "<b>x</b> &amp; %00 \\x41 $$ $1 '; -- ",
    "",
]


def found(user, text, **options):
    return [hit.ticket for hit in find(user, text, **options).hits]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_python_and_the_database_fold_alike(db, text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tickets_fold(%s)", [text])
        assert cursor.fetchone()[0] == fold(text) == fold(fold(text))


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Der Drucker brennt", "drucker"),
        ("Şifremi sıfırlayamıyorum", "SIFIRLA"),
        ("İnternet yok", "internet"),
        ("كتاب و کتابخانه", "کتاب"),
        ("چاپگر کار نمی‌کند", "نمی کند"),
        ("چاپگر کار نمی کند", "نمی‌کند"),
        ("Сломался принтер, всё", "все ПРИНТЕР"),
        ("Ticket ۱۲۳۴ is wrong", "1234"),
        ("Demande d’accès refusée", "acces refusee"),
    ],
)
def test_words_are_found_however_they_are_typed(printing, ann, ben, written, typed):
    ticket = opened(requester=ann, category=printing, subject="Something", body=written)
    opened(requester=ann, category=printing, subject="Another", body="nothing of it")
    assert found(ben, typed) == [ticket]


def test_the_wrong_keyboard_layout_is_put_right(printing, ann, ben):
    ticket = opened(requester=ann, category=printing, subject="سلام دنیا", body="-")
    result = find(ben, "sghl")
    assert ([hit.ticket for hit in result.hits], result.read_as) == ([ticket], "سلام")
    assert "printer" in other_layouts("зкштеук")


def test_a_slip_of_the_finger_still_finds_the_subject(printer, ben):
    result = find(ben, "pritner")
    assert [hit.ticket for hit in result.hits] == [printer]
    assert result.is_similar


def test_old_tickets_and_longer_words_are_found_beside_the_newest(printing, ann, ben):
    old, longer = (
        opened(requester=ann, category=printing, subject="The toner is empty"),
        opened(requester=ann, category=printing, subject="Toners for two printers"),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('tickets_ticket', 'id'), %s)", [old.pk + 5 * BLOCK]
        )
    newest = opened(requester=ann, category=printing, subject="Toner, again")
    assert set(found(ben, "toner")) == {old, longer, newest}


def test_a_number_leads_straight_to_its_ticket(client, printer, ben, dov):
    client.force_login(ben)
    for text in (f"{printer.number}", f"#{printer.number}", f" # {printer.number} "):
        assert client.get(reverse("tickets:search"), {"q": text}).url == printer.get_absolute_url()
    assert by_number(dov, str(printer.number), side="requester") is None


def test_people_and_their_tickets_are_found_by_name_and_address(printer, ann, ben):
    for text in ("archer", "ann@example.org", "Ann Arc", "Archre"):
        assert ann in find(ben, text).people
    assert found(ben, "archer") == [printer]


def test_files_are_found_by_name(printer, ben):
    message = printer.messages.first()
    Attachment.objects.create(message=message, name="smoke_report-2026.pdf", size=1, sha256="0" * 64)
    (hit,) = find(ben, "smoke report").hits
    assert (hit.ticket, hit.where) == (printer, "file")


def test_the_other_desk_finds_nothing_not_even_a_count(printer, hana):
    result = find(hana, "printer")
    assert (result.hits, result.has_more, by_number(hana, str(printer.number))) == ([], False, None)


def test_notes_are_found_by_agents_and_never_from_the_requesters_side(printer, ann, ben):
    printer.note("The canary sings", by=ben)
    assert found(ben, "canary") == [printer]
    assert found(ann, "canary", side="requester") == []
    assert found(ann, "smells", side="requester") == [printer]


def test_an_agent_who_only_asked_elsewhere_does_not_find_the_notes(printing, hana, ben):
    ticket = opened(requester=hana, category=printing, subject="My screen", body="It flickers")
    ticket.note("The canary sings", by=ben)
    assert found(hana, "canary") == found(hana, "canary", side="requester") == []
    assert found(hana, "flickers", side="requester") == [ticket]


def test_matches_are_marked_and_everything_else_is_escaped(client, printing, ann, ben):
    opened(
        requester=ann, category=printing, subject="<b>Fire</b> & smoke", body="<script>alert(1)</script> fire"
    )
    client.force_login(ben)
    html = client.get(reverse("tickets:search"), {"q": "fire"}).content.decode()
    assert "&lt;b&gt;<mark>Fire</mark>&lt;/b&gt; &amp; smoke" in html
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert pieces("No match", ["x"]) == [("No match", False)]


@pytest.mark.parametrize(
    "text", ["'", "a' | b:*", "\\", "!!!", "&|():*<->", "\x00", "%", "' OR 1=1--", "x" * 5000, "🙂"]
)
def test_mc37_hostile_words_are_only_words(client, printer, ben, text):
    client.force_login(ben)
    assert client.get(reverse("tickets:search"), {"q": text}).status_code == 200
    assert client.get(reverse("tickets:palette"), {"q": text}).status_code == 200


def test_search_costs_the_same_few_statements_for_few_and_many(
    client, printing, ann, ben, django_assert_max_num_queries
):
    client.force_login(ben)
    for count in (1, 25):
        for number in range(count):
            opened(requester=ann, category=printing, subject=f"Printer {number}")
        with django_assert_max_num_queries(12):
            client.get(reverse("tickets:search"), {"q": "printer"})


def test_the_palette_offers_tickets_people_views_and_commands(client, printer, ann, ben, cleo):
    client.force_login(ben)
    url = reverse("tickets:palette")
    assert "Unassigned" in client.get(url).content.decode()
    assert printer.get_absolute_url() in client.get(url, {"q": "third floor"}).content.decode()
    assert "Archer" in client.get(url, {"q": "archer"}).content.decode()
    html = client.get(url, {"q": "assign to cleo", "from": printer.get_absolute_url()}).content.decode()
    assert f"palette-assign-{cleo.pk}" in html


def test_requesters_may_not_pass_the_desks_search(client, ann):
    client.force_login(ann)
    assert client.get(reverse("tickets:search")).status_code == 403
    assert client.get(reverse("tickets:palette")).status_code == 403
