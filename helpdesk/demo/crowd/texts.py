"""The written conversations, made ready for COPY: rendered once, with a token where a number will stand."""

import random
from dataclasses import dataclass

from core.html import from_markdown
from helpdesk.demo.conversations import HELPER, LANGUAGES, NOTE, REQUESTER, conversations
from helpdesk.demo.crowd.rows import text_field
from tickets.models import Message

# As long as the numbers that take its place, so that an excerpt is cut where it should be.
GAP = "⟦nnn⟧"
# How often people write in which language.
WEIGHTS = {"en": 40, "tr": 22, "fr": 16, "ru": 14, "fa": 8}


@dataclass(slots=True)
class Words:
    """One message: its text, its HTML, its beginning as lists show it, and text and HTML as fields for COPY,
    unless a number is to stand in them."""

    body: str
    html: str
    excerpt: str
    fields: bytes | None


@dataclass(slots=True)
class Script:
    """One conversation: where it goes, what is said by whom, and how it ends."""

    language: str
    category: str
    subject: str
    first: Words
    turns: list
    resolution: str


def words(text):
    html = from_markdown(text)
    fields = None if GAP in text + html else text_field(text) + text_field(html)
    return Words(text, html, Message(body=text).excerpt, fields)


class Scripts:
    """All conversations, and for long ones more words of the same language."""

    def __init__(self, dice):
        self.by_language = {
            language: [script(one) for one in conversations(language)] for language in LANGUAGES
        }
        self.more = {
            language: {mark: self._said(language, mark) for mark in (HELPER, REQUESTER, NOTE)}
            for language in LANGUAGES
        }
        # Drawn from a long list: quicker than weighing each time.
        languages = random.Random(0).choices(list(WEIGHTS), WEIGHTS.values(), k=1000)  # noqa: S311  not a secret
        self.drawn = [dice.choice(self.by_language[language]) for language in languages]

    def draw(self, dice):
        return self.drawn[int(dice.random() * 1000)]

    def turns(self, script, count, dice):
        """The first `count` turns of a script, and beyond its end what people say in such a language."""
        if count <= len(script.turns):
            return script.turns[:count]
        turns, pool, mark = list(script.turns), self.more[script.language], HELPER
        while len(turns) < count:
            mark = NOTE if dice.random() < 0.15 else REQUESTER if mark == HELPER else HELPER
            said = pool[mark]
            turns.append((mark, said[int(dice.random() * len(said))]))
        return turns

    def _said(self, language, wanted):
        every = [words for one in self.by_language[language] for mark, words in one.turns if mark == wanted]
        return every or [one.first for one in self.by_language[language]]


def script(conversation):
    told = conversation.numbered(GAP)
    return Script(
        told.language,
        told.category,
        told.subject,
        words(told.body),
        [(mark, words(text)) for mark, text in told.turns],
        told.resolution,
    )
