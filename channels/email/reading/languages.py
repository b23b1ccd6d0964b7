"""Which language a mail is in: what it says of itself (Content-Language, RFC 3282), else a light guess."""

import re

LOOKED_AT = 4_000
LEAST_WORDS = 2
_tag = re.compile(r"\s*([a-zA-Z]{2,3})\b")
_words = re.compile(r"[^\W\d_]+")
# Scripts that tell enough: the letters that Persian and Ukrainian have and Arabic and Russian have not come first.
SCRIPTS = [
    ("fa", re.compile("[پچژگی]")),
    ("ar", re.compile("[\u0621-\u064a]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[а-яёА-ЯЁ]")),
    ("el", re.compile("[α-ωΑ-Ω]")),
    ("he", re.compile("[א-ת]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
]
LEAST_SHARE = 0.3
# Small words that every letter has.
COMMON = {
    "en": "the and is are to of you have we not please my for with this it in can cannot",
    "de": "der die das und ist nicht ich wir sie bitte mit für ein eine auf den zu kann mein",
    "fr": "le la les et est pas je nous vous une des merci pour avec dans ne que mon bonjour",
    "es": "el los las y es no por favor una para con que mi gracias hola del se puedo tengo",
    "it": "il gli e non per favore una con che mio grazie sono del della ciao posso ho",
    "pt": "o os e não por favor uma para com que meu obrigado são do da olá posso tenho",
    "nl": "de het en is niet ik wij een voor met dat mijn graag bedankt van kan op",
    "tr": "ve bir bu için değil ben biz lütfen ile çok merhaba var yok teşekkürler olarak benim ama",
    "pl": "i nie jest na się proszę mam to że z do dziękuję mój czy jak",
}
COMMON = {code: frozenset(words.split()) for code, words in COMMON.items()}


def language_of(headers, text):
    """The two or three letters of ISO 639 in small letters, such as "fr"; "" where nothing tells."""
    said = _tag.match(next(iter(headers.get("content-language", [])), ""))
    return said[1].lower() if said else _guessed(text[:LOOKED_AT])


def _guessed(text):
    letters = sum(letter.isalpha() for letter in text)
    if not letters:
        return ""
    for code, script in SCRIPTS:
        family = _FAMILIES.get(code, script)
        if script.search(text) and len(family.findall(text)) >= letters * LEAST_SHARE:
            return code
    words = _words.findall(text.lower())
    found = {code: sum(word in known for word in words) for code, known in COMMON.items()}
    best = max(found, key=found.get)
    return best if found[best] >= LEAST_WORDS else ""


# Of whose letters a text of that language consists.
_FAMILIES = {
    "fa": re.compile("[\u0600-\u06ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "uk": re.compile("[\u0400-\u04ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ja": re.compile("[\u3040-\u30ff\u4e00-\u9fff]"),
}
