"""The built-in words of our mails, written as admins write theirs: what holds until somebody writes other ones."""

from django.utils.translation import gettext

from notifications.models.preference import Reason
from notifications.placeholders import WORDLESS


def usual_subject():
    return "{ticket.subject}"


def usual_body(reason):
    """The body of mails for `reason`, in the language that is spoken now."""
    parts = ["# {what}"]
    if reason == Reason.ACKNOWLEDGED:
        number = gettext("We have your request. Its number is #%(number)s.")
        next_steps = gettext(
            "What happens next: somebody at %(desk)s reads it and answers. You get a mail as soon as there is news, "
            "and you can look at it or add to it at any time."
        )
        parts += [
            number.replace("#%(number)s", "{ticket.number}"),
            next_steps.replace("%(desk)s", "{desk}"),
        ]
    elif reason not in WORDLESS:
        parts.append("{words}")
    return "\n\n".join(parts)
