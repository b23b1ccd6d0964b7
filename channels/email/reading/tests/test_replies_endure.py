"""Hostile and broken mails: the trimming never stumbles, never empties what holds words, and takes linear time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.email.reading.forwards import taken_apart
from channels.email.reading.replies import newest_words

BAIT_LENGTH = 200_000
# Generous: two seconds are seen on a busy core; what is not linear takes minutes.
LONGEST_SECONDS = 12

BAITS = [
    "a", " ", "\n", ">", "> ", ">\n", ":", "a:\n", "-", "- ", "--\n", "_", "_" * 30 + "\n", "@", "@\n",
    "<", "<\n", "<   \n", "<a@b\n>", "<\nmailto:<a@b>\n> wrote:", "\n\n<\nmailto:", "wrote:\n",
    "1 wrote:\n", "(http://", "https://x ", "[", "\u200c", "\r",
    "On 3 Jun 2024 10:12, <a@b.org> wrote: ", "On 3 Jun 2024 10:12 <a@b.org> wrote:\n> x\n",
    "From: a@b.org\n", "From: a\nSubject: b\n", "From: a@b.org\nTo: b@b.org\nSubject: x\n\n",
    "> From: a\n", "> On 3 Jun 2024 10:12\n> ", "Best regards,\nAnn\n\n", "Sent from my iPhone\n",
    "Sent from my ", "---------- Forwarded message ---------\n",
    "----- Forwarded message ----- From: a@b.org>To: ", "PS: x\n", "<li>", "<div>",
    '<div class="gmail_quote">', "<blockquote>", "<blockquote>x</blockquote>", "</div>", "<div></span>",
    "<!--", "<!-- -", '<a "', "<a '\"", '<a b="', "<style>", "<style></styl", "<!", "<?", "&#", "&amp",
    '<a href="https://x.org/a">x ', "<pre>\n", "<br>", "<hr>", "<p>", "<a <b ",
]  # fmt: skip
PIECES = [
    "On Mon, 3 Jun 2024 at 10:12, Bo <bo@example.org> wrote:", "> ", ">> ", "\n", "\n\n", "-- \n", "--",
    "From: ", "Subject: x", "Date: 3.6.2024 10:12", "To: a@b.org", "-----Original Message-----",
    "---------- Forwarded message ---------", "Von: ", "Kind regards,", "Sent from my iPhone", "<",
    "<bo@example.org\n>", "wrote:", "words", "نوشت:", "写道：", "________________", "\x00", "\ud800",
    "\u202b", "<div class='gmail_quote'>", "<blockquote>", "</blockquote>", "<br>",
    "<hr id='stopSpelling'>", "&lt;", "<p", "'",
]  # fmt: skip

mails = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@settings(max_examples=200, deadline=None)
@given(mails, mails)
def test_no_mail_makes_the_trimming_stumble(text, html):
    words = newest_words(text, html)
    assert isinstance(words, str)
    taken_apart("Fwd: x", text, html)


@settings(max_examples=200, deadline=None)
@given(mails)
def test_a_mail_with_words_is_never_emptied(text):
    assert bool(newest_words(text)) == bool(
        text.replace("\x00", "").replace("\ufeff", "").strip(" \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85")
    )


@settings(max_examples=200, deadline=None)
@given(mails)
def test_nothing_is_said_that_the_mail_does_not_say(text):
    letters = [character for character in newest_words(text) if character.isalnum()]
    left = iter(text)
    assert all(letter in left for letter in letters)


@pytest.mark.parametrize("bait", BAITS)
def test_no_bait_takes_long(bait):
    mail = (bait * (BAIT_LENGTH // len(bait) + 1))[:BAIT_LENGTH]
    began = time.process_time()
    newest_words(mail)
    newest_words("", mail)
    taken_apart("Fwd: x", mail)
    assert time.process_time() - began < LONGEST_SECONDS
