"""Delivery failures told in free text: whether a mail is one, and what it says of whom."""

import re

from channels.email.reading.bounces.addresses import all_addresses
from channels.email.reading.bounces.amazon import amazon_notice
from channels.email.reading.bounces.notice import Notice
from channels.email.reading.bounces.openings import (
    DAEMONS,
    DELAYS,
    LIST_MANAGERS,
    LIST_REFUSALS,
    ROBOTS,
    SENTENCES,
    SERVERS,
    SUBJECTS,
)
from channels.email.reading.bounces.recipients import addresses_of_headers, recipients_in
from channels.email.reading.bounces.verdict import (
    Diagnosis,
    best_status,
    diagnose,
    in_plain_words,
    is_dead,
    settles,
)
from channels.email.reading.mail import FailedRecipient

_MOST = 500
# A person who forwards or answers such a letter is not a server.
_ANSWER = re.compile(
    r"^\s*(?:re|aw|sv|vs|fw|fwd|wg|tr|rv|enc|i|r|odp|ynt|ilt)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
)
# A person may have a mailbox at mailserver.example: only the name and what stands before the @ count.
_DOMAIN = re.compile(r"@[\w.-]+")
# The talk between two servers, at the beginning of a line and not quoted.
_SMTP = re.compile(
    r"^[ \t]{0,40}(?:rcpt to\s?:|[45]\d\d(?:-| - | \d\.\d\.\d ))", re.IGNORECASE | re.MULTILINE
)
# What programs on holiday say of themselves (RFC 3834): automatic, but nothing failed.
_HOLIDAY = re.compile(
    r"out of (?:the )?office|auto(?:matic)?[ -]?(?:reply|response)|vacation|abwesen", re.IGNORECASE
)


def is_letter(notice: Notice) -> bool:
    """Whether a mail without a report is a server's letter about a failed delivery.

    One sign is never enough, but for X-Failed-Recipients, which only servers write: a parcel service that
    could not deliver has no mail to show for it, and a person who complains of lost mail is no machine.
    """
    if amazon_notice(notice.whole):
        return False
    if notice.headers.get("X-Failed-Recipients"):
        return True
    names = (*DAEMONS, *SERVERS, *ROBOTS)
    if not (_is_from(notice, names) or _is_list_manager(notice) or has_no_return(notice)):
        # Nearly every mail: there is no need to search its words.
        return False
    subject, words = in_plain_words(notice.subject), in_plain_words(notice.text)
    told = any(phrase in subject for phrase in SUBJECTS)
    said = any(phrase in words for phrase in SENTENCES)
    if _HOLIDAY.search(subject):
        return False
    elif _is_from(notice, DAEMONS):
        return told or said
    elif _is_list_manager(notice):
        return any(phrase in f"{subject} {words}" for phrase in LIST_REFUSALS)
    has_proof = bool(_SMTP.search(notice.text)) or (bool(notice.returned) and not _is_answer(notice))
    if _is_from(notice, SERVERS):
        is_one = told and said or (told or said) and bool(_others_in(notice))
        return said and has_proof or is_one and not _is_answer(notice)
    elif _is_from(notice, ROBOTS):
        return said and has_proof
    return told and said and has_no_return(notice) and not _is_answer(notice)


def has_one_sign(notice: Notice) -> bool:
    """Whether anything at all speaks for a server's letter: its sender, its subject, its envelope."""
    told = in_plain_words(notice.subject).startswith(SUBJECTS)
    return told or _is_from(notice, DAEMONS) or _is_from(notice, SERVERS) or has_no_return(notice)


def is_passed_on(notice: Notice) -> bool:
    """Whether a person answers or forwards a notice: its parts lie in the mail, but it is the person's."""
    if has_no_return(notice) or _is_from(notice, (*DAEMONS, *SERVERS, *ROBOTS)):
        return False
    return _is_answer(notice) or bool(notice.headers.get("In-Reply-To"))


def letter_recipients(notice: Notice) -> list[FailedRecipient]:
    """The recipients a letter names, with a status from its words; in its order, each once."""
    action = "delayed" if _is_delayed(notice) else "failed"
    about = _named(notice)
    # Many recipients may share the same words: each text is read once.
    diagnoses = {words: diagnose(words) for words in set(about.values())}
    if len(about) == 1:
        diagnoses = {words: _read_again(words, found, notice) for words, found in diagnoses.items()}
    return [_failed(address, diagnoses[words], action) for address, words in list(about.items())[:_MOST]]


def _named(notice: Notice) -> dict[str, str]:
    lines = notice.lines
    announced = all_addresses(str(notice.headers.get("X-Failed-Recipients") or "")[:50_000])[:_MOST]
    sender_side = _sender_side(notice) - {address.casefold() for address in announced}
    about = recipients_in(lines, sender_side)
    if announced:
        words = {address.casefold(): words for address, words in about.items()}
        return {address: words.get(address.casefold(), notice.text) for address in announced}
    if about and not {address.casefold() for address in about} <= sender_side:
        return about
    returned_to = addresses_of_headers(notice.returned, ("to", "cc", "x-failed-recipients"))
    mentioned = [address for address in returned_to if address.casefold() in notice.text.casefold()]
    return about or dict.fromkeys(mentioned or returned_to, notice.text)


def _others_in(notice: Notice) -> dict[str, str]:
    """The recipients the letter names in its own words, other than those who sent and got it."""
    sender_side = _sender_side(notice)
    about = recipients_in(notice.lines, sender_side)
    return {address: words for address, words in about.items() if address.casefold() not in sender_side}


def _read_again(words: str, diagnosis: Diagnosis, notice: Notice) -> Diagnosis:
    """Asks the whole letter where the words about its one recipient do not say enough."""
    if settles("", diagnosis):
        return diagnosis
    return diagnose(f"{words}\n{notice.text}\n{notice.subject}")


def _failed(address: str, diagnosis: Diagnosis, action: str) -> FailedRecipient:
    status = best_status(diagnosis, action)
    return FailedRecipient(address, status, is_dead(status, diagnosis, action), action)


def _sender_side(notice: Notice) -> set[str]:
    """Who got the letter and who wrote it: they stand in it, but nothing failed for them."""
    own = [value for name in ("To", "From") for value in notice.headers.get_all(name, [])]
    addresses = all_addresses(" ".join(str(value) for value in own)[:5_000])
    returned = addresses_of_headers(notice.returned, ("from", "return-path", "sender", "reply-to"))
    return {address.casefold() for address in (*addresses, *returned)}


def _is_delayed(notice: Notice) -> bool:
    words = in_plain_words(f"{notice.subject}\n{notice.text[:3_000]}")
    return any(phrase in words for phrase in DELAYS)


def has_no_return(notice: Notice) -> bool:
    """Whether the envelope named nobody to send failures to (RFC 5321 4.5.5), as every server's letter does."""
    return str(notice.headers.get("Return-Path", "-")).strip().casefold() in ("<>", "<mailer-daemon>")


def _is_from(notice: Notice, names: tuple[str, ...]) -> bool:
    sender = _DOMAIN.sub("@", notice.sender.casefold())
    return (sender == "<>" and names != DAEMONS) or any(name in sender for name in names)


def _is_answer(notice: Notice) -> bool:
    return bool(_ANSWER.match(notice.subject))


def _is_list_manager(notice: Notice) -> bool:
    return bool(notice.headers.get("X-MLServer")) or any(
        name in _DOMAIN.sub("@", notice.sender.casefold()) for name in LIST_MANAGERS
    )
