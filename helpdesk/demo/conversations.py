"""The written conversations of the demo world, read from conversations/<language>.txt.

`# category: subject` begins one; then `?` the first words, `>` the helper, `<` the requester, `!` a note for
colleagues, `=` how it ended. Lines without a mark go on with the same words; {n} stands for a number.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "conversations"
LANGUAGES = ["en", "tr", "fr", "ru", "fa"]
HELPER, REQUESTER, NOTE = ">", "<", "!"


@dataclass
class Conversation:
    """What was said on one ticket: the first words, then (mark, words) in order, then how it ended."""

    language: str
    category: str
    subject: str
    body: str = ""
    turns: list[tuple[str, str]] = field(default_factory=list)
    resolution: str = ""

    def numbered(self, number):
        """The same conversation about one particular order, device or invoice."""
        return Conversation(
            self.language,
            self.category,
            told(self.subject, number),
            told(self.body, number),
            [(mark, told(words, number)) for mark, words in self.turns],
            told(self.resolution, number),
        )


def told(words, number):
    return words.replace("{n}", str(number))


@cache
def conversations(language):
    """Every conversation in one language, in the order of the file."""
    found = []
    for block in _blocks((FOLDER / f"{language}.txt").read_text(encoding="utf-8")):
        mark, words = block[0], block[1:].strip()
        if mark == "#":
            category, _, subject = words.partition(": ")
            found.append(Conversation(language, category, subject))
        elif mark == "?":
            found[-1].body = words
        elif mark == "=":
            found[-1].resolution = words
        else:
            found[-1].turns.append((mark, words))
    return found


def _blocks(text):
    block = ""
    for line in text.splitlines(keepends=True):
        if line[:2] in ("# ", "? ", "> ", "< ", "! ", "= ") and block:
            yield block
            block = ""
        block += line
    yield block
