"""Tells mere thanks from words that ask for something, so that a solved ticket stays solved."""

import re
import unicodedata

LONGEST = 12
# What people say when they say thanks and nothing else, by language.
WORDS = {
    "en": "thank thanks thankyou you so very much a lot many ok okay great perfect super cool works fine now again "
    "it all good well done cheers appreciated appreciate regards best kind hi hello dear is",
    "de": "danke dank vielen vielmals herzlichen schön bestens passt funktioniert jetzt alles gut super prima toll "
    "gruß grüße liebe viele mit freundlichen hallo es nun wieder",
    "fr": "merci beaucoup bien parfait super ça marche fonctionne maintenant tout est bon cordialement bonjour",
    "es": "gracias muchas perfecto genial funciona ahora todo bien saludos hola ya",
    "it": "grazie mille molte perfetto funziona ora tutto bene saluti ciao",
    "pt": "obrigado obrigada muito perfeito funciona agora tudo bem olá",
    "nl": "bedankt dank je u wel hartelijk top werkt nu alles goed groeten",
    "tr": "teşekkürler teşekkür ederim ederiz çok sağ olun sağolun tamam tamamdır harika çalışıyor şimdi oldu iyi "
    "günler selamlar",
    "ru": "спасибо большое огромное благодарю вас всё все работает теперь отлично хорошо супер здравствуйте",
    "fa": "ممنون ممنونم متشکرم متشکر مرسی سپاس سپاسگزارم خیلی بسیار از شما لطف عالی درست شد حل با تشکر سلام",
    "ar": "شكرا شكراً جزيلا لك لكم ممتاز تمام يعمل الآن كل شيء السلام عليكم",
}
KNOWN = {word for words in WORDS.values() for word in words.split()}
# One of these must be among them.
GRATEFUL = re.compile(
    r"than[kx]|cheers|apprecia|dank|merci|gracia|grazi|obrigad|bedankt|teşekkür|sağ ?ol|спасибо|благодар"
    r"|ممنون|متشکر|مرسی|سپاس|تشکر|شكر",
    re.IGNORECASE,
)


def is_thanks(words):
    """Whether `words` (without quotes and signature) thank and ask for nothing."""
    plain = unicodedata.normalize("NFC", words).strip().lower()
    if not plain or "?" in plain or "؟" in plain or not GRATEFUL.search(plain):
        return False
    said = re.findall(r"[^\W\d_]+", plain)
    return len(said) <= LONGEST and all(word in KNOWN for word in said)
