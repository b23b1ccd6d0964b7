"""How text is made comparable for searching: the same in Python and, for the indexes, in PostgreSQL.

Case, accents, harakat, half spaces, Persian and Arabic variants of a letter, digits of other scripts and the Turkish
dotless ı all fall together; punctuation becomes space. Source: Unicode Standard Annex 15 (NFKD).
"""

import re
import unicodedata
from functools import lru_cache

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, TextField

# Marks that only change how a letter sounds, tatweel, soft hyphen, joiners and direction marks.
IGNORED = "[\u0300-\u036f\u064b-\u065f\u0670\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
PUNCTUATION = (
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    "\u00a1\u00ab\u00b7\u00bb\u00bf\u060c\u061b\u061f\u066a\u066b\u066c\u06d4"
    "\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2039\u203a\u2116"
)
# What one letter becomes, in groups: PostgreSQL looks at a group only when a text has one of its letters.
GROUPS = [
    list(zip("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789", strict=True)),
    list(zip("يىېكةۀەہھ", "یییکههههه", strict=True)),
    list(zip("ıøØłŁđĐßẞæÆœŒ", "ioollddssaaoo", strict=True)),
    # Upper case of Cyrillic and Greek by hand: a database with the locale C leaves them as they are.
    [(chr(code), chr(code + 32)) for code in range(0x410, 0x430)],
    [(chr(code), chr(code + 32)) for code in range(0x391, 0x3AA) if code != 0x3A2],
]
TABLE = {ord(sign): " " for sign in PUNCTUATION} | {
    ord(former): now for group in GROUPS for former, now in group
}
_ignored = re.compile(IGNORED)

# By position on the keyboard: what somebody wrote who had the other layout switched on.
LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
LAYOUTS = {
    "fa": "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو.",
    "ru": "йцукенгшщзхъфывапролджэячсмитьбю",
}


def fold(text):
    """`text` as it is compared; folding twice changes nothing."""
    return _ignored.sub("", unicodedata.normalize("NFKD", text)).translate(TABLE).lower()


# Words are found among the newest rows by an index that knows in which block of so many ids each row lies.
BLOCK = 10_000
# The words of a language are few, and a list of hits is full of the same ones.
folded_word = lru_cache(maxsize=20_000)(fold)


def words_of(text, most=8):
    """The words of a query, folded, the first `most` of them; a half space parts words here."""
    return fold(text.replace("\u200c", " ")).split()[:most]


def other_layouts(text):
    """What `text` would be, had it been typed with another keyboard layout switched on."""
    text = text.lower()
    found = []
    for letters in LAYOUTS.values():
        to_other = str.maketrans(dict(zip(LATIN, letters, strict=True)))
        from_other = str.maketrans(dict(zip(letters, LATIN, strict=True)))
        found += [text.translate(to_other), text.translate(from_other)]
    return [variant for variant in dict.fromkeys(found) if variant != text]


def pieces(text, words):
    """`text` cut into (piece, is_match): matching are words that, folded, begin with one of `words`."""
    found, words = [], tuple(words)
    for match in re.finditer(r"[\w\u200c]+|[^\w\u200c]+", text):
        piece = match.group()
        is_match = bool(words) and any(part.startswith(words) for part in folded_word(piece).split())
        if found and found[-1][1] == is_match:
            found[-1] = (found[-1][0] + piece, is_match)
        else:
            found.append((piece, is_match))
    return found


def sql_functions():
    """The SQL of the two functions that the indexes are built on."""
    # Not inlined, and dear as they are in truth: or else the planner takes them for nothing and folds every body
    # on its way instead of asking the index. Only names of pg_catalog, so that they hold under any search_path.
    return (
        "CREATE OR REPLACE FUNCTION tickets_fold(text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE "
        f"COST 3000 AS $$DECLARE x text := $1; BEGIN {_folding()} RETURN x; END$$;"
        "CREATE OR REPLACE FUNCTION tickets_words(text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE "
        "COST 6000 AS $$DECLARE x text := $1; BEGIN "
        "IF octet_length(x) > 100000 THEN x := left(x, 100000); END IF; "
        f"{_folding()} RETURN to_tsvector('pg_catalog.simple'::regconfig, x); END$$;"
    )


def _folding():
    signs = _quoted(f"[{re.escape(PUNCTUATION)}]")
    # Text of nothing but ASCII has as many bytes as letters, and no more to it than capitals and punctuation.
    # A Turkish lower() makes ı of I: "C" knows nothing but A to Z, and elsewhere ı becomes i afterwards.
    return (
        'IF octet_length(x) = char_length(x) THEN x := lower(x COLLATE pg_catalog."C"); '
        f"ELSE {_folding_of_letters()} END IF; x := regexp_replace(x, {signs}, ' ', 'g');"
    )


def _folding_of_letters():
    every, steps = "", []
    for group in GROUPS:
        former, now = ("".join(letters) for letters in zip(*group, strict=True))
        every += former
        steps.append(
            f"IF x ~ '[{former}]' THEN x := translate(x, {_quoted(former)}, {_quoted(now)}); END IF;"
        )
    # Of all capitals lower() looks around at Σ alone, for it has another shape at the end of a word. After lower()
    # few texts have any letter left that is in a group; ı is in nearly every Turkish one.
    return (
        f"x := lower(replace(regexp_replace(normalize(x, NFKD), {_quoted(IGNORED)}, '', 'g'), 'Σ', 'σ')); "
        f"x := replace(x, 'ı', 'i'); IF x ~ '[{every}]' THEN {' '.join(steps)} END IF;"
    )


def _quoted(text):
    return "'" + text.replace("'", "''") + "'"


class Fold(Func):
    """The folded text of a column."""

    function = "tickets_fold"
    output_field = TextField()


class Words(Func):
    """The folded words of a column, as PostgreSQL searches them (configuration "simple")."""

    function = "tickets_words"
    output_field = SearchVectorField()


class Joined(Func):
    """Several columns with spaces between."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()
