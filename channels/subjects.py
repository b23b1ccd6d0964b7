"""What a subject says once the marks of answering and of tickets are taken off it."""

import re

LONGEST_SUBJECT = 300
NUMBER = re.compile(r"\s*\[#\d{1,18}\]\s*")
# "Re" as mail programs write it, by language; after the lists of RFC 5256 §2.1 and of Outlook's own translations.
ANSWER = (
    "re|ré|aw|antw|antwort|sv|vs|vá|svar|odp|res|resp|r|rif|rép|atb|bls|balas|ynt|yanıt|cvp|trả lời"
    "|отв|ответ|відп|одг|απ|σχετ|השב|תגובה|رد|پاسخ|جواب|回复|回覆|答复|答覆|返信|회신|답장|ตอบ|ตอบกลับ"
)
PREFIX = re.compile(
    rf"(?:{ANSWER})"
    r"(?:\s?\[\d{1,3}\]|\s?\(\d{1,3}\)|\^\d{1,3})?\s?[:：]\s*",
    re.IGNORECASE,
)


def one_line(text):
    """`text` without line breaks and control characters, so that it stays within its header."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029]", " ", str(text)).split())


def bare(subject):
    """A subject without “Re:” in any language and without a ticket's number, however often they stand there.

    Where nothing else would be left, it stays as it is. “Fwd:” stays: it is news.
    """
    whole = rest = one_line(subject)
    while found := PREFIX.match(rest) or NUMBER.match(rest):
        rest = rest[found.end() :]
    return NUMBER.sub(" ", rest).strip() or whole


def numbered(number, subject):
    """The subject of every mail about a ticket: its number once, then what it is about."""
    return f"[#{number}] {bare(subject)}"[: LONGEST_SUBJECT - len("Re: ")]
