"""Finding things: tickets by number, subject, words said, file names and people; and people themselves.

Costs are bounded whatever the size of the house: each kind looks for whole words among its newest rows first, and
goes further back only while it has too few, so that a word everybody uses costs no more than a rare one.
"""

import re
import time
from dataclasses import dataclass, field
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from tickets.folding import BLOCK, Fold, Joined, Words, fold, folded_word, other_layouts, pieces, words_of
from tickets.models import Attachment, Message, Ticket
from tickets.slips import is_slip

MOST_HITS = 100
MOST_PEOPLE = 8
MOST_NEAR = 200
LATEST = 20_000
# Of the newest, the latest and all former rows: so many matches are asked whether they lie in a desk of the reader's.
MOST_CANDIDATES = (500, 500, 2000)
# What a hit shows of its ticket.
SHOWN = [
    "number", "subject", "group", "due_at", "updated_at", "requester__name", "requester__email",
    "status__name", "status__names", "status__group", "status__hue",
]  # fmt: skip
NAME = Joined("name", "email")
ARABIC = re.compile("[\u0600-\u06ff]")
# What a hit is worth by where it was found; a day of age costs a hundredth.
WORTH = {"number": 100, "subject": 10, "requester": 6, "file": 5, "words": 4, "similar": 1}


@dataclass
class Hit:
    """One ticket that was found: where, and the words around the match as (piece, is_match)."""

    ticket: Ticket
    where: str
    subject: list
    snippet: list
    score: float


@dataclass
class Found:
    """What a search came to. `read_as` is the text after a keyboard layout was put right, if that was needed."""

    text: str
    hits: list[Hit] = field(default_factory=list)
    people: list[User] = field(default_factory=list)
    read_as: str = ""
    variants: dict = field(default_factory=dict)
    is_similar: bool = False
    has_more: bool = False


def by_number(user, text, side="agent"):
    """The ticket whose number is all of `text` ("10461", "#10461", in any digits), if `user` may see it."""
    number = fold(text.replace("#", " ")).strip()
    if not number.isdigit() or len(number) > 15:
        return None
    return scope(user, side).filter(number=int(number)).first()


def scope(user, side):
    """The tickets a person may find: what they work on, or on the requesters' side what they see there."""
    tickets = Ticket.objects
    return tickets.worked_by(user) if side == "agent" else tickets.visible_to(user)


def find(user, text, side="agent", within=None, most=MOST_HITS):
    """Search for `text` as `user`; `within` narrows the tickets, `side` is "agent" or "requester".

    On the requesters' side only public messages and their files are looked at. Best matches first, then the latest.
    """
    found = Found(text)
    words = words_of(text.replace("\x00", " ")[:200])
    if not words:
        return found
    tickets = scope(user, side) if within is None else within
    found.people = people(user, words) if side == "agent" else []
    tops = _tops(int(time.monotonic() // 60))
    places = _places([words], tickets, side, found.people, tops)
    if not places:
        places, words = _read_again(text, tickets, side, found, words, tops)
    found.hits = _hits(places, words, most)
    found.has_more = len(places) > most
    found.read_as = next(
        (text for text, its_words in found.variants.items() if _shows(found.hits, its_words)), ""
    )
    if side == "agent" and not found.hits and not found.people:
        found.people = _alike(User.objects.visible_to(user), NAME, words, MOST_PEOPLE)
    return found


def people(user, words, most=MOST_PEOPLE):
    """The people `user` may find by parts of name or address."""
    about = User.objects.visible_to(user).annotate(its_words=Words(NAME))
    return list(about.filter(its_words=_query([words])).order_by("-is_active", "name")[:most])


def _read_again(text, tickets, side, found, words, tops):
    # Nothing: perhaps another keyboard layout was switched on, perhaps a finger slipped.
    variants = {variant: words_of(variant) for variant in other_layouts(text[:200]) if words_of(variant)}
    if variants:
        places = _places(list(variants.values()), tickets, side, [], tops)
        if places:
            found.variants = variants
            return places, [word for its_words in variants.values() for word in its_words]
    latest = tickets.filter(pk__gt=tops["tickets_ticket"] - LATEST).only("pk")
    similar = _alike(latest, F("subject"), words, MOST_HITS)
    found.is_similar = bool(similar)
    return {ticket.pk: ("similar", None) for ticket in similar}, words


def _alike(rows, text, words, most):
    """The rows in whose `text` (an expression) each of the words stands, give or take a slip of the finger."""
    longest = max(words, key=len)
    about = rows.annotate(its_text=Fold(text), likeness=TrigramWordSimilarity(longest, Fold(text)))
    # How alike is near enough is said in the settings: half of a word is another one after two swapped letters.
    near = about.filter(its_text__trigram_word_similar=longest).order_by("-likeness", "-pk")[:MOST_NEAR]
    return [row for row in near if all(_is_near(word, row.its_text.split()) for word in words)][:most]


def _is_near(word, others):
    return any(other.startswith(word) or is_slip(word, other) for other in others)


# Old news costs time and never a hit: what is newer than the latest known counts among the latest.
@lru_cache(maxsize=1)
def _tops(_minute):
    """The latest id of each table that is searched, as it was within this minute."""
    tables = (Ticket._meta.db_table, Message._meta.db_table, Attachment._meta.db_table)
    with connection.cursor() as cursor:
        latest = [f"(SELECT max(id) FROM {table})" for table in tables]  # noqa: S608  # names of our own tables
        cursor.execute(f"SELECT {', '.join(latest)}")  # noqa: S608
        return {table: top or 0 for table, top in zip(tables, cursor.fetchone(), strict=True)}


def _places(readings, tickets, side, known, tops):
    """Where tickets were found, the best place of each: {ticket id: (where, id of the message or None)}.

    `readings` are lists of words; all words of one of them must be there.
    """
    messages = Message.objects.annotate(its_words=Words("body")).filter(withdrawn_at=None)
    files = Attachment.objects.annotate(its_words=Words("name"))
    files = files.filter(message__isnull=False, message__withdrawn_at=None)
    if side != "agent":
        messages = messages.filter(is_internal=False, goes_out_at__lte=Now())
        files = files.filter(message__is_internal=False, message__goes_out_at__lte=Now())
    subjects = Ticket.objects.annotate(its_words=Words("subject"))
    asked = tickets.filter(requester__in=[person.pk for person in known[:5]]).order_by("-updated_at")
    parts = [
        ("subject", *_lists(subjects, readings, tops, "id", tickets)),
        ("requester", asked.values_list("id", "id")[:20]),
        ("file", *_lists(files, readings, tops, "message__ticket", tickets)),
        ("words", *_lists(messages, readings, tops, "ticket", tickets)),
    ]
    found = {}
    for where, pk, ticket in _rows(parts):
        former = found.get(ticket, (where, None))
        found[ticket] = (former[0], pk if where == "words" else former[1])
    return found


def _lists(rows, readings, tops, ticket, tickets):
    """Three lists of id and ticket id of `rows` that lie in `tickets`: of the newest that have the whole words, of
    the latest with words that begin so, and of all the former."""
    top = tops[rows.model._meta.db_table]
    block = top // BLOCK
    whole = rows.annotate(block=F("pk") / BLOCK).filter(
        its_words=_query(readings, ""), block__in=[block + 1, block, block - 1]
    )
    begun = rows.filter(its_words=_query(readings))
    lists = (whole, begun.filter(pk__gt=top - LATEST), begun.filter(pk__lte=top - LATEST))
    for part, most in zip(lists, MOST_CANDIDATES, strict=True):
        ids = part.order_by("-pk").values("pk")[:most]
        inside = rows.model.objects.filter(pk__in=ids, **{f"{ticket}__in": tickets.values("pk")})
        yield inside.order_by("-pk").values_list("id", ticket)[:MOST_HITS]


def _rows(parts):
    """All parts in one statement; of each kind a list is only looked at when those before it have too few."""
    kinds, params = [], []
    for where, *lists in parts:
        selects = []
        for queryset in lists:
            try:
                sql, values = queryset.query.sql_with_params()
            except EmptyResultSet:
                continue
            selects.append(f"SELECT * FROM ({sql}) AS part (a, b)")  # noqa: S608
            params += values
        if selects:
            kinds.append(f"SELECT '{where}', found.* FROM ({_one_by_one(*selects)}) AS found")  # noqa: S608
    if not kinds:
        return []
    # How many rows have a word differs so much that each search is worth a plan of its own: the words stand in it.
    whole = connection.ops.compose_sql(" UNION ALL ".join(kinds), params)
    with connection.cursor() as cursor:
        cursor.execute(whole)
        return cursor.fetchall()


# Put together of statements the ORM wrote; no value stands in them.
def _one_by_one(newest, *others):
    if not others:
        return newest
    further = f"SELECT * FROM ({' UNION ALL '.join(others)} LIMIT {MOST_HITS}) AS further"  # noqa: S608
    return (
        f"WITH newest AS MATERIALIZED ({newest}) SELECT * FROM newest UNION ALL "  # noqa: S608
        f"{further} WHERE (SELECT count(*) FROM newest) < {MOST_HITS}"
    )


def _hits(places, words, most):
    best = sorted(places, key=lambda pk: (-WORTH[places[pk][0]], -pk))[: most * 2]
    tickets = Ticket.objects.select_related("requester", "status").only(*SHOWN).in_bulk(best)
    scored = sorted(tickets.values(), key=lambda ticket: -_score(ticket, places[ticket.pk][0]))[:most]
    ids = [places[ticket.pk][1] for ticket in scored if places[ticket.pk][1]]
    bodies = dict(Message.objects.filter(pk__in=ids).values_list("pk", "body")) if ids else {}
    return [
        Hit(
            ticket,
            places[ticket.pk][0],
            pieces(ticket.subject, words),
            pieces(around(bodies.get(places[ticket.pk][1], ""), words), words),
            _score(ticket, places[ticket.pk][0]),
        )
        for ticket in scored
    ]


def _shows(hits, words):
    texts = (piece for hit in hits for piece, is_match in (*hit.subject, *hit.snippet) if is_match)
    return any(fold(text).startswith(tuple(words)) for text in texts)


def _score(ticket, where):
    age = (timezone.now() - ticket.updated_at).days
    return WORTH[where] + ticket.is_open - min(age, 400) / 100


def around(text, words, size=160):
    """About `size` letters of `text` round the first word that matches."""
    text = " ".join(text[:20_000].split())
    start, words = 0, tuple(words)
    for match in re.finditer(r"[\w\u200c]+", text):
        if folded_word(match.group()).startswith(words):
            start = text.rfind(" ", 0, max(match.start() - size // 3, 0)) + 1
            break
    cut = text[start : start + size]
    return f"{'…' if start else ''}{cut}{'…' if start + size < len(text) else ''}"


def _query(readings, ending=":*"):
    """All words of one of `readings`, each as the beginning of one (`ending` "": as the whole of one); in Arabic
    script also with neighbours joined, for half spaces."""
    ways = [_all_of(way, ending) for words in readings for way in (words, *_joined(words))]
    return SearchQuery(" | ".join(f"({way})" for way in ways), config="simple", search_type="raw")


def _joined(words):
    if ARABIC.search("".join(words)):
        for place in range(len(words) - 1):
            yield [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]


def _all_of(words, ending):
    return " & ".join(f"'{word}'{ending}" if len(word) > 1 else f"'{word}'" for word in words)
