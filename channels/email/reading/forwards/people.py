"""Reads the people out of what is written for people to read: `Lee, Ann <ann@x.org>; Bo [mailto:bo@y.org]`."""

import re

from channels.email.reading.mail import Address

MOST_PEOPLE = 500
LONGEST_LOOKED_AT = 50_000
ADDRESS = re.compile(r"[^\s<>\[\]()\"',;:«»„“”]{1,250}@[^\s<>\[\]()\"',;:«»„“”@]{1,250}")
AROUND = " \t\r\n\u00a0,;<>[]()\"'«»„“”‘’*|&:"
ON_BEHALF = re.compile(
    r"\bon behalf of\b|\bim auftrag von\b|\bde la part de\b|\bnamens\b|\ben nombre de\b|\bper conto di\b",
    re.I,
)


def people(value):
    """Every mailbox in `value`, each address once, with the name before it."""
    value = value[:LONGEST_LOOKED_AT].replace("mailto:", " ")
    known, found, end = set(), [], 0
    for match in ADDRESS.finditer(value):
        name = ON_BEHALF.sub("", value[end : match.start()]).strip(AROUND)
        end = match.end()
        address = match.group().rstrip(".")
        if address.lower() not in known and len(found) < MOST_PEOPLE:
            known.add(address.lower())
            found.append(Address(name, address))
        elif found and name and not found[-1].name and found[-1].address.lower() == address.lower():
            found[-1] = Address(name, address)
    return found


def sender(value):
    """The person a header line names as sender, be it without an address. None when it names nobody."""
    found = people(value)
    name = value[:250].strip(AROUND)
    if found:
        return found[0]
    return Address(name, "") if name else None


def attributed_sender(text):
    """The sender in an attribution: `On 28/10/2021, "Ann Lee" <ann@x.org> wrote:`."""
    found = ADDRESS.search(text)
    if not found:
        return None
    before = text[: found.start()].rstrip(" <([\"'")
    quoted = re.search(
        r"[\"“”„«]\s?([^\"“”„«»]{1,120}?)\s?[\"“”»]\s*$", text[: found.start()].rstrip(" <([") + " "
    )
    name = quoted[1] if quoted else re.split(r"[\d,:]", before)[-1]
    words = name.split()
    # "10:00 Uhr schrieb Ann Lee", "időpontban Ann Lee": what stands between the date and the name is small.
    if not quoted:
        while len(words) > 1 and words[0][:1].islower():
            words.pop(0)
    return Address(" ".join(words).strip(AROUND), found.group().rstrip("."))
