"""What mail programs call the parts of an answer in their HTML: its quotation, its signature, the mail it answers."""

from channels.email.reading.replies.html_lines import CONTAINERS, ORIGINALS, PREFIX, SIGNATURES

QUOTE, SIGNATURE, ORIGINAL = "mail-quote", "mail-signature", "mail-original"
NAMES = (QUOTE, SIGNATURE, ORIGINAL)


def part_named(value):
    """QUOTE, SIGNATURE or ORIGINAL for the value of a `class` or `id` that names one of them, else nothing."""
    words = value[:1_000].split()[:20]
    if words and words[0] in NAMES:
        return words[0]
    names = {PREFIX.sub("", word.lower()).lstrip("_") for word in words}
    if names & SIGNATURES:
        return SIGNATURE
    elif names & ORIGINALS:
        return ORIGINAL
    return QUOTE if names & CONTAINERS else ""
