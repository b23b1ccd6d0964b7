"""Addresses as they stand in the letters of servers, bare, in angle brackets or in quotation marks."""

import re

LOCAL = r"(?:\"[^\"\n@]{1,64}\"|[^\s<>()\[\]:;,\"@|：，；（）。、「」『』【】]{1,100})"
DOMAIN = r"(?:[\w.-]{1,255}|\[[\d.a-f:]{3,45}\])"
ADDRESS = re.compile(rf"{LOCAL}@{DOMAIN}")


def first_address(text: str) -> str:
    """The first address in a text without what surrounds it, or empty."""
    found = ADDRESS.search(text[:2_000])
    return trimmed(found[0]) if found else ""


def all_addresses(text: str) -> list[str]:
    """Every address of a text, each once, in order."""
    return list(dict.fromkeys(trimmed(found) for found in ADDRESS.findall(text)))


def trimmed(address: str) -> str:
    """Takes away marks that belong to the sentence around an address."""
    return address.strip("'`*.,;").removeprefix("mailto:")
