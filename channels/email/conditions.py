"""What a rule asks of a mail. A condition is a field, an operator and what was typed; all of a rule must hold."""

from dataclasses import dataclass
from functools import cached_property

import re2
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels.email.reading.languages import language_of

MOST_CONDITIONS = 20
LONGEST_VALUE, LONGEST_PATTERN = 300, 300
# What of a text is looked at; and how large a pattern may become inside, in bytes.
MOST_TEXT, MOST_OF_A_PATTERN = 100_000, 1 << 20
MEGABYTE = 1024 * 1024


class Field(TextChoices):
    """Of what a rule asks."""

    SENDER = "sender", pgettext_lazy("mail", "From")
    TO = "to", _("To or Cc")
    SUBJECT = "subject", _("Subject")
    HEADER = "header", _("A header line")
    TEXT = "text", _("Text")
    LANGUAGE = "language", _("Language")
    SIZE = "size", _("Size in MB")
    AUTOMATIC = "automatic", _("Written by a machine")
    FILES = "files", _("Has a file")


class Operator(TextChoices):
    CONTAINS = "contains", _("contains")
    IS = "is", _("is")
    ENDS = "ends", _("ends with")
    MATCHES = "matches", _("matches the pattern")
    OVER = "over", _("is more than")
    UNDER = "under", _("is less than")
    YES = "yes", _("yes")
    NO = "no", _("no")


OF_WORDS = {Operator.CONTAINS, Operator.IS, Operator.ENDS, Operator.MATCHES}
OF_NUMBERS, OF_QUESTIONS = {Operator.OVER, Operator.UNDER}, {Operator.YES, Operator.NO}
FITTING = {Field.SIZE: OF_NUMBERS, Field.AUTOMATIC: OF_QUESTIONS, Field.FILES: OF_QUESTIONS}
# What is on the row of a mail: nobody needs to read the mail again for it.
ON_THE_ROW = {Field.SUBJECT, Field.SIZE}


@dataclass(frozen=True)
class Facts:
    """One mail, as rules see it."""

    letter: object
    mail: object

    @cached_property
    def sender(self):
        one = self.mail.sender
        return [one.address, one.name] if one else [self.letter.sender]

    @cached_property
    def to(self):
        return [self.letter.envelope_to, *(one.address for one in [*self.mail.to, *self.mail.cc])]

    @property
    def subject(self):
        return [self.mail.subject if self.mail else self.letter.subject]

    @property
    def text(self):
        return [self.mail.text[:MOST_TEXT]]

    @cached_property
    def language(self):
        return [language_of(self.mail.headers, self.mail.text)]

    @property
    def size(self):
        return self.letter.full_size or self.letter.size

    @property
    def automatic(self):
        return self.mail.is_auto

    @property
    def files(self):
        return any(not one.is_inline and not one.is_signature for one in self.mail.attachments)

    def header(self, name):
        return self.mail.headers.get(name.lower(), [])


@dataclass(frozen=True)
class Condition:
    """One line of a rule, as it is kept: {"field": …, "operator": …, "value": …, "header": …}."""

    field: str
    operator: str
    value: str = ""
    header: str = ""

    def check(self):
        """Raise ValidationError, by the name of the part that is wrong, unless this can be asked of a mail."""
        if self.operator not in FITTING.get(self.field, OF_WORDS):
            raise ValidationError({"operator": _("This cannot be asked of it.")})
        if self.field == Field.HEADER and not self.header.strip(": "):
            raise ValidationError({"header": _("Name the header line, such as X-Spam-Flag.")})
        if self.operator in OF_QUESTIONS:
            return
        if not self.value.strip():
            raise ValidationError({"value": _("Say what to look for.")})
        if self.operator in OF_NUMBERS and self._bytes() is None:
            raise ValidationError({"value": _("Write a number, such as 5 or 0.5.")})
        if self.operator == Operator.MATCHES:
            self._check_pattern()

    def holds(self, facts):
        """Whether it holds for the Facts of a mail; small and capital letters are alike."""
        if self.operator in OF_QUESTIONS:
            return getattr(facts, self.field) == (self.operator == Operator.YES)
        if self.operator in OF_NUMBERS:
            is_over = facts.size > (self._bytes() or 0)
            return is_over == (self.operator == Operator.OVER)
        texts = (
            facts.header(self.header.strip(": "))
            if self.field == Field.HEADER
            else getattr(facts, self.field)
        )
        return any(map(self._asks, texts))

    @cached_property
    def _asks(self):
        wanted = self.value.strip().casefold()
        match self.operator:
            case Operator.IS:
                return lambda text: text.strip().casefold() == wanted
            case Operator.ENDS:
                return lambda text: text.strip().casefold().endswith(wanted)
            case Operator.MATCHES:
                pattern = compiled(self.value)
                return lambda text: pattern.search(text.encode("utf-8", "replace").decode()) is not None
        return lambda text: wanted in text.casefold()

    def _bytes(self):
        try:
            number = float(self.value.replace(",", "."))
        except ValueError:
            return None
        return number * MEGABYTE if 0 <= number < 1e6 else None

    def _check_pattern(self):
        if len(self.value) > LONGEST_PATTERN:
            raise ValidationError({"value": _("This pattern is too long.")})
        try:
            compiled(self.value)
        except re2.error as error:
            words = _("This pattern cannot be read (%(why)s).")
            raise ValidationError({"value": words % {"why": _reason(error)}}) from error


def compiled(pattern):
    """A pattern of RE2, whose time grows with the text and with nothing else; raises re2.error."""
    options = re2.Options()
    options.case_sensitive, options.log_errors, options.max_mem = False, False, MOST_OF_A_PATTERN
    return re2.compile(pattern, options)


def _reason(error):
    words = error.args[0] if error.args else ""
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
