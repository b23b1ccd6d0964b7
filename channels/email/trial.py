"""What a rule would have done to the mail that came last: a dry run that changes nothing."""

import time
from contextlib import closing
from dataclasses import dataclass, field

from accounts.models import Desk
from channels.email.conditions import ON_THE_ROW, Facts
from channels.email.reading.apart import Reader
from channels.email.rules import conditions_of, ruling_of
from channels.models import Letter, Rule
from channels.rule_words import changes

MOST, MOST_SECONDS, MOST_BYTES, SECONDS_EACH = 200, 8, 5 * 1024 * 1024, 8
# As long as a subject on a row may be: this one may have been cut.
FULL_SUBJECT = 300


@dataclass
class Line:
    """One mail that the rule would hold for, and what would be other."""

    letter: Letter
    changes: list


@dataclass
class Trial:
    """`looked` of `all` mails were looked at; of these `unread` could not be read again."""

    all: int
    # Where a mail goes whose mailbox belongs to no desk.
    desk: Desk | None = None
    looked: int = 0
    unread: int = 0
    lines: list = field(default_factory=list)

    @property
    def is_cut(self):
        return self.looked < self.all


def try_rule(draft, user):
    """The Trial of a Rule, saved or not, on the mails that came last and that `user` may look at."""
    letters = list(_letters(draft, user))
    before = list(Rule.objects.filter(is_active=True).with_aims())
    after = [draft if one.pk == draft.pk else one for one in before]
    if draft not in before:
        after = sorted([*after, draft], key=lambda one: one.order)
    trial = Trial(len(letters), Desk.objects.in_use().order_by("pk").first())
    until = time.monotonic() + MOST_SECONDS
    with closing(Reader(SECONDS_EACH)) as reader:
        for letter in letters:
            if time.monotonic() > until:
                break
            trial.looked += 1
            _look(trial, letter, draft, before, after, reader)
    return trial


def _letters(draft, user):
    """Mail that rules have a say in: it became a ticket, or somebody may still make one of it."""
    letters = Letter.objects.of_rules().visible_to(user)
    found = letters.filter(mailbox=draft.mailbox) if draft.mailbox_id else letters
    return found.select_related("mailbox__desk", "ticket__desk").defer("trouble").order_by("-pk")[:MOST]


def _look(trial, letter, draft, before, after, reader):
    # An answer that opened a ticket, since its own was closed long ago, is none of theirs.
    if any(what == "thread" for _at, what, _details in letter.steps):
        return
    if not draft.is_for(letter.mailbox) or not _may_hold(draft, letter):
        return
    facts = _facts(letter, [draft, *before], reader)
    if facts is None:
        trial.unread += 1
        return
    later = ruling_of([one for one in after if one.is_for(letter.mailbox)], facts)
    if draft in later.applied:
        former = ruling_of([one for one in before if one.is_for(letter.mailbox)], facts)
        desk = letter.mailbox.desk if letter.mailbox else None
        trial.lines.append(Line(letter, changes(former, later, desk or trial.desk)))


def _may_hold(draft, letter):
    """Whether what is on the row of a mail leaves it open that a rule holds."""
    facts = Facts(letter, None)
    return all(one.holds(facts) for one in conditions_of(draft) if one.field in _known(letter))


def _facts(letter, rules, reader):
    asked = {one.field for rule in rules for one in conditions_of(rule)}
    if asked <= _known(letter):
        return Facts(letter, None)
    if not letter.is_kept or letter.size > MOST_BYTES:
        return None
    try:
        with letter.raw.open() as file:
            mail = reader.read(file).mail
    except OSError:
        return None
    return mail and Facts(letter, mail)


def _known(letter):
    return ON_THE_ROW if len(letter.subject) < FULL_SUBJECT else ON_THE_ROW - {"subject"}
