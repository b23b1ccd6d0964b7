"""What somebody wrote now: without the mails it answers, the signature and what the program added (RFC 3676 §4)."""

from channels.email.reading.replies.cutting import is_trimmed, own_words
from channels.email.reading.replies.html_lines import html_lines
from channels.email.reading.replies.lines import lines_of


def newest_words(text, html=""):
    """The newest writer's own words in a mail with this plain text and HTML. Empty only when the mail is.

    The plain text is asked first. Where it marks no quotation with ">", the structure of the HTML knows better.
    """
    lines = lines_of(text)
    if html and not any(line.depth for line in lines):
        structured = html_lines(html)
        knows_better = any(line.depth or line.role for line in structured)
        if (
            knows_better
            or all(line.is_blank for line in lines)
            or (is_trimmed(structured) and not is_trimmed(lines))
        ):
            return own_words(structured) or own_words(lines)
    return own_words(lines)
