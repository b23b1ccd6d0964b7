"""What an agent's first line may ask for: `#note`, `#solved` and their like, in the languages of the house."""

import re
import unicodedata
from dataclasses import dataclass

# No other word of these stands for two things.
MARKS = {
    "note": "note internal private notiz intern interne nota interna interno not dahili заметка примечание "
    "внутреннее یادداشت داخلی ملاحظة",
    "reply": "reply public answer antwort antworten öffentlich réponse répondre publique respuesta público "
    "risposta yanıt cevap ответ ответить публично پاسخ جواب رد",
    "solved": "solved resolved resolve done fixed gelöst erledigt résolu resolu resuelto risolto çözüldü решено "
    "решён готово حل حل‌شد حلشد محلول",
    "waiting": "waiting wait pending wartend warten attente espera attesa bekliyor beklemede ожидание ждём ждем "
    "انتظار منتظر",
    "close": "close closed schließen geschlossen fermer fermé ferme cerrar cerrado chiudi chiuso kapat kapandı "
    "закрыть закрыто بستن بسته إغلاق",
    "mine": "mine take meins übernehmen moi mien mío mio bana benim bende мой моя моё беру من مال‌من",
}
WHOSE = {word: mark for mark, words in MARKS.items() for word in words.split()}
MOVES = {"solved", "waiting", "close"}
_mark = re.compile(r"[#＃]([^\s#＃]{1,40})\s*")
_invisible = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


# What mail programs make of bold letters where there are none.
BOLD = "*_"


@dataclass(frozen=True)
class Asked:
    """What the first line asks for: the marks, the words without them, and marks that nobody here knows, or that
    stand where they are not looked for."""

    marks: frozenset[str]
    words: str
    unknown: tuple[str, ...] = ()

    @property
    def contradict(self):
        """Whether two of the marks cannot both be done."""
        return {"note", "reply"} <= self.marks or len(self.marks & MOVES) > 1


def asked_in(text):
    """The Asked of an agent's words: every mark at the beginning of the first line is taken off it."""
    first, _break, rest = text.strip().partition("\n")
    line, marks, unknown = _visible(first), set(), []
    while (found := _mark.match(line)) and not _word(found).isdecimal():  # else the number of a ticket
        line = line[found.end() :]
        if _word(found) in WHOSE:
            marks.add(WHOSE[_word(found)])
        else:
            unknown.append(found[0].strip())
    begun = line if marks or unknown else first
    return Asked(frozenset(marks), f"{begun}\n{rest}".strip(), (*unknown, *_misplaced(rest)))


def _misplaced(text):
    """Known marks at the beginning of another line: meant, and read by nobody if they were taken for words."""
    found = (_mark.match(_visible(line)) for line in text.splitlines())
    return [one[0].strip() for one in found if one and _word(one) in WHOSE]


def _visible(line):
    line = _invisible.sub("", line).strip()
    bare = line.lstrip(BOLD)
    return bare if bare.startswith(("#", "＃")) else line


def _word(found):
    # Turkish writes İ and I where others write I and i.
    lowered = unicodedata.normalize("NFC", found[1].replace("İ", "i").lower())
    return lowered.rstrip(".,:;!،؛" + BOLD)
