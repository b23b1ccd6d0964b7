"""A mail as it came, made readable without being believed: words alone, of a long one the beginning."""

from dataclasses import dataclass

from channels.email.reading.charsets import storable

MOST_SHOWN = 200 * 1000


@dataclass(frozen=True)
class Original:
    """The head and the rest of a mail as text, and whether there is more of it."""

    head: str
    rest: str
    is_cut: bool


def opened(letter):
    """The file of a Letter's raw mail, or None when it is no longer kept."""
    try:
        return letter.raw.open()
    except (OSError, ValueError):
        return None


def readable_original(letter):
    """The Original of a Letter, or None when it is no longer kept."""
    file = opened(letter)
    if file is None:
        return None
    with file:
        raw = file.read(MOST_SHOWN + 1)
    text = storable(raw[:MOST_SHOWN].decode("utf-8", "replace").replace("\r\n", "\n"))
    head, _blank, rest = text.partition("\n\n")
    return Original(head, rest, len(raw) > MOST_SHOWN)
