"""From status and words to the one question that matters: may we ever write to this address again?

An address is dead when its mailbox, its domain or its place is gone (RFC 3463: 5.1.1, 5.1.2, 5.1.3, 5.1.6,
5.1.10). It lives when it is full, slow, guarded by a filter, or when the fault is ours.
"""

import re
from dataclasses import dataclass

from channels.email.reading.bounces.addresses import ADDRESS
from channels.email.reading.bounces.codes import told_reply, told_status, without_line_codes
from channels.email.reading.bounces.phrases import PHRASES

# 5.1.351 and 5.4.310 are those of Exchange Online: unknown recipient elsewhere, domain does not exist.
# 5.4.4 is what Postfix and Oracle's server say for a domain that is not in the DNS.
_DEAD = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.1.351", "5.4.4", "5.4.310"}
# These say by themselves what is wrong, and it is not the address.
_ALIVE = {"5.2.2", "5.2.3", "5.3.4", "5.4.6", "5.4.7", "5.6.1", "5.7.26", "5.7.509"}
_LONGEST = 8_000
_ADDRESS_BETWEEN = re.compile(r"[<(\[\"']{0,2}@[>)\]\"']{0,2}:? ")


@dataclass(frozen=True)
class Diagnosis:
    """What a server said, by its enhanced status, by its words (a status, too), by its reply code; or empty."""

    told: str = ""
    spoken: str = ""
    reply: str = ""


def diagnose(text: str) -> Diagnosis:
    """Reads what a server said, as far as its first 8,000 characters."""
    text = text[:_LONGEST]
    return Diagnosis(told_status(text), _spoken_status(text), told_reply(text))


def in_plain_words(text: str) -> str:
    """A text made comparable: one line, case folded, "@" for each address, no codes between words."""
    words = ADDRESS.sub("@", without_line_codes(text[:_LONGEST]))
    return " ".join(words.replace("\u2019", "'").replace("\u2018", "'").casefold().split())


def best_status(diagnosis: Diagnosis, action: str = "failed") -> str:
    """A status where no field gives one: the told code, else the words, else the reply code."""
    told, spoken, reply = diagnosis.told, diagnosis.spoken, diagnosis.reply
    if told and not (told.endswith(".0") and spoken.startswith(told[:1])):
        return told
    elif spoken:
        return spoken
    elif reply:
        return f"{reply[0]}.0.0"
    return "4.0.0" if action == "delayed" else "5.0.0"


def is_dead(status: str, diagnosis: Diagnosis, action: str = "failed") -> bool:
    """Whether nobody will ever read a mail to this address, by status and by what the server said."""
    told, spoken = diagnosis.told, diagnosis.spoken
    is_passing = diagnosis.reply.startswith("4") and not told.startswith("5") and status not in _DEAD
    says_otherwise = not {status, told}.isdisjoint(_ALIVE)
    if action == "delayed" or status.startswith("4.") or is_passing or says_otherwise:
        return False
    return spoken in _DEAD if spoken else not {status, told}.isdisjoint(_DEAD)


def settles(status: str, diagnosis: Diagnosis) -> bool:
    """Whether status and diagnosis say enough, so that the rest of the letter need not be asked."""
    return bool(diagnosis.spoken) or status in _DEAD | _ALIVE or status.startswith("4.")


def _spoken_status(text: str) -> str:
    words = in_plain_words(text)
    # "User <mina@example.org> unknown" is "user unknown", too.
    words = f"{words} {_ADDRESS_BETWEEN.sub('', words)}"
    for status, phrases in PHRASES:
        if any(phrase in words for phrase in phrases):
            return status
    return ""
