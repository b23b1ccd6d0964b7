"""Takes a forwarded mail apart, so that it can become the request of whoever wrote it first."""

from channels.email.reading.forwards.taking import taken
from channels.email.reading.replies.html_lines import html_lines
from channels.email.reading.replies.lines import lines_of


def taken_apart(subject, text, html=""):
    """The outermost mail forwarded inside this one, or None when nothing is forwarded in it.

    Answers are none, even though they carry the header of what they answer; the subject tells them apart.
    """
    found = taken(subject, lines_of(text)) if text.strip() else None
    if found is None and html:
        found = taken(subject, html_lines(html))
    return found
