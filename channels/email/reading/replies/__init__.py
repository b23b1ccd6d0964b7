"""What somebody wrote now: without the mails it answers, the signature and what the program added (RFC 3676 §4)."""

from channels.email.reading.replies.cutting import is_trimmed, own_words, own_words_of
from channels.email.reading.replies.html_lines import html_lines
from channels.email.reading.replies.lines import lines_of


def newest_words(text, html=""):
    """The newest writer's own words in a mail with this plain text and HTML. Empty only when the mail is.

    HTML in which a client named its quotation knows best; else the plain text is asked.
    """
    lines = lines_of(text)
    structured = html_lines(html) if html else []
    is_empty = all(line.is_blank for line in lines)
    if is_empty or any(line.depth or line.role for line in structured):
        return own_words(structured) or own_words_of(text)
    elif structured and is_trimmed(structured) and not is_trimmed(lines):
        return own_words(structured)
    return own_words_of(text)
