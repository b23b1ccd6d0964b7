"""The small language of placeholders: a closed list, and all else is printed as it was typed."""

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from core.html import Address
from notifications.models import Reason
from notifications.models.preference import ASKING
from notifications.own_words import Block, direction, for_header, for_html, for_text, names_in, stands_alone
from notifications.placeholders import offered

EVIL = "{{ settings.SECRET_KEY }} {% load x %} {x.__class__} {0} %(a)s ${desk} <script>alert(1)</script>"
VALUES = {
    "desk": "IT & *Co*",
    "promise": "",
    "link": Address("https://desk.example/g/a?b=1&c=2"),
    "words": Block("It *burns*.", SafeString("<b>It burns.</b>")),
}


def test_mc36_what_looks_like_code_is_printed_as_it_was_typed():
    assert for_text(EVIL, {}) == EVIL
    assert for_header(EVIL, {}) == EVIL
    html = for_html(EVIL, {})
    for typed in ("{{ settings.SECRET_KEY }}", "{% load x %}", "{x.__class__}", "{0}", "%(a)s", "{desk}"):
        assert typed in html
    assert "<script>" not in html
    assert "{{desk}}" in for_html("{{desk}}", VALUES)


def test_mc02_a_value_is_neither_markdown_nor_html_nor_a_placeholder():
    evil = "**x** [y](https://evil.example) {link} <img src=x onerror=alert(1)> \ue0000\ue001"
    html = for_html("Hello **{desk}** [here](https://a.example/{desk})", {"desk": evil, "link": "KEY"})
    assert "**x** [y](https://evil.example) {link} &lt;img src=x onerror=alert(1)&gt;" in html
    assert "KEY" not in html
    assert html.count("<a ") == 1
    assert 'href="https://a.example/%2A%2Ax' in html
    title = for_html('[x](https://a.example "{desk}")', {"desk": 'a" onclick="b'})
    assert 'title="a&quot; onclick=&quot;b"' in title


def test_one_source_is_text_and_html():
    source = "# **News** of {desk}\n\n{words}\n\nUntil {promise}.\n\n[Look at it]({link}) or {link}"
    assert for_text(source, VALUES) == (
        "News of IT & *Co*\n\nIt *burns*.\n\n"
        "Look at it: https://desk.example/g/a?b=1&c=2 or https://desk.example/g/a?b=1&c=2"
    )
    html = for_html(source, VALUES)
    assert "<h1><strong>News</strong> of IT &amp; *Co*</h1>" in html
    assert "<b>It burns.</b>" in html
    assert html.count('href="https://desk.example/g/a?b=1&amp;c=2"') == 2
    assert "Until" not in html


def test_a_header_stays_one_line():
    assert for_header("{desk}\r\nBcc: a@example.org", {"desk": "IT\r\nX-Evil: 1\u2028"}) == (
        "IT X-Evil: 1 Bcc: a@example.org"
    )


def test_words_of_a_person_take_a_line_of_their_own():
    assert stands_alone("Hello\n {words} \nBye", "words")
    assert not stands_alone("He said {words}", "words")
    assert names_in("{a} {{b}} {c.d} {e f} {x.__class__} {nope}") == ["a", "c.d", "nope"]


def test_names_from_right_to_left_do_not_turn_the_sentence():
    with translation.override("fa"):
        assert "\u2068Ben\u2069" in for_text("سلام {desk}", {"desk": "Ben"})
    assert (direction("۱۲ لیلا says"), direction("12 Ben می‌گوید"), direction("12")) == ("rtl", "ltr", "ltr")


@pytest.mark.parametrize("reason", list(Reason))
def test_mc12_nothing_inner_is_offered_to_the_requesters_side(reason):
    names = {one.name for one in offered(reason)}
    assert {"ticket.number", "desk", "link"} <= names
    assert ("requester.name" in names) == (reason not in ASKING)
    assert not {name for name in names if "note" in name or "team" in name}
