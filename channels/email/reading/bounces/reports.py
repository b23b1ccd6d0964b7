"""Delivery reports by their fields (RFC 3464), in a part of their own or loose among the words."""

import re
from dataclasses import dataclass

from channels.email.reading.bounces.addresses import first_address
from channels.email.reading.bounces.codes import field_status
from channels.email.reading.bounces.notice import Notice
from channels.email.reading.bounces.verdict import best_status, diagnose, is_dead, settles
from channels.email.reading.mail import FailedRecipient

_MOST = 500
_FIELD = re.compile(
    r"^[ \t]{0,20}(final-recipient|original-recipient|action|status|diagnostic-code)[ \t]*:=?(.*)$",
    re.IGNORECASE,
)
_TYPE = re.compile(r"^\s*[\w.+-]{1,40}\s*;\s*")
# What happened to the mail when it did not fail (RFC 3464 2.3.3; "deliverable" is Postfix's answer to a probe).
_GOOD_ACTIONS = {"delivered", "relayed", "expanded", "deliverable"}
_SOFT_BREAK = re.compile(r"=\r?\n")


@dataclass
class _Block:
    final: str = ""
    original: str = ""
    action: str = ""
    status: str = ""
    diagnosis: str = ""

    @property
    def is_good_news(self) -> bool:
        return self.action in _GOOD_ACTIONS or self.status.startswith("2")

    @property
    def is_empty(self) -> bool:
        return not (self.final or self.original)


def has_good_news_only(notice: Notice) -> bool:
    """Whether there is a report and it speaks of successful deliveries alone."""
    blocks = _blocks(notice)
    return bool(blocks) and all(block.is_good_news for block in blocks)


def reported_recipients(notice: Notice) -> list[FailedRecipient]:
    """The recipients that failed or are late by the fields of the report, in its order, each once."""
    failed = {}
    bad = [block for block in _blocks(notice) if not block.is_good_news]
    for number, block in enumerate(bad):
        recipient = _recipient(block, notice, number, is_alone=len(bad) == 1)
        failed.setdefault(_mailbox(block.final or block.original).casefold(), recipient)
    return list(failed.values())


def _blocks(notice: Notice) -> list[_Block]:
    blocks = [block for report in notice.reports for block in _parsed(report)]
    if not blocks and "inal-recipient:" in notice.whole[:100_000].casefold():
        # Amazon WorkMail, Oracle and others write the fields into the letter, the first even twice encoded.
        blocks = _parsed(_SOFT_BREAK.sub("", notice.text)) or _parsed(notice.text) or _parsed(notice.whole)
    return blocks[:_MOST]


def _parsed(report: str) -> list[_Block]:
    """Blocks of one recipient each. Fields may stand in any order; a field seen twice begins the next one."""
    blocks, fields, last = [], {}, ""
    for line in [*report.splitlines(), ""]:
        found = _FIELD.match(line)
        if found:
            last = found[1].lower()
            if last in fields:
                blocks.append(_block(fields))
                fields = {}
            fields[last] = found[2].strip()
        elif not line.strip():
            # Some servers tear a block apart by an empty line; it is whole once it has told what happened.
            if fields.keys() & {"final-recipient", "original-recipient"} and fields.keys() & {
                "action",
                "status",
            }:
                blocks.append(_block(fields))
                fields = {}
            last = ""
        elif line[0] in " \t" and last in fields:
            fields[last] = f"{fields[last]} {line.strip()}"[:4_000]
        else:
            last = ""
    blocks.append(_block(fields))
    return [block for block in blocks if not block.is_empty]


def _block(fields: dict[str, str]) -> _Block:
    return _Block(
        final=fields.get("final-recipient", ""),
        original=fields.get("original-recipient", ""),
        action=fields.get("action", "").split(" ")[0].strip(";,.").lower(),
        status=fields.get("status", ""),
        diagnosis=fields.get("diagnostic-code", ""),
    )


def _recipient(block: _Block, notice: Notice, number: int, *, is_alone: bool) -> FailedRecipient:
    diagnosis = diagnose(block.diagnosis)
    status = field_status(block.status) or best_status(diagnosis, block.action)
    action = "delayed" if block.action == "delayed" else "failed"
    for more in (block.status, notice.text if is_alone else ""):
        if not settles(status, diagnosis):
            diagnosis = diagnose(f"{block.diagnosis} {more}")
    return FailedRecipient(
        _address(block, notice, number), status, is_dead(status, diagnosis, action), action
    )


def _address(block: _Block, notice: Notice, number: int) -> str:
    """The address we wrote to: the original one where told, since a forwarding server names its own."""
    for value in (block.original, block.final):
        address = first_address(_mailbox(value))
        if address:
            return address
    announced = str(notice.headers.get("X-Failed-Recipients") or "").split(",")
    return (first_address(announced[number]) if number < len(announced) else "") or _mailbox(block.final)


def _mailbox(value: str) -> str:
    return _TYPE.sub("", value).strip().strip("<>").strip()
