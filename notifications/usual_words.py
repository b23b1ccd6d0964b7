"""The built-in words of our mails, written as admins write theirs: what holds until somebody writes other ones."""

from django.utils.translation import gettext

from notifications.models.mail_template import Beside
from notifications.models.preference import Reason
from notifications.placeholders import WORDLESS


def usual_subject(reason):
    return "{what}" if reason in Beside.values else "{ticket.subject}"


def usual_body(reason):
    """The body of mails for `reason`, in the language that is spoken now."""
    parts = ["# {what}"]
    if reason in Beside.values:
        return "\n\n".join([*parts, *_before_link(reason)])
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


def _before_link(reason):
    """What stands before the link of a mail about an account (templates/account/email/)."""
    known = {
        Beside.PASSWORD: gettext(
            "Somebody, most likely you, wants to choose a new password for your account. Open this link to do so; it "
            "works once:"
        ),
        Beside.ADDRESS: gettext(
            "Somebody, most likely you, has given us this address. Please confirm that it is yours:"
        ),
        Beside.KNOWN: gettext(
            "Somebody, most likely you, wanted to create an account with this address. There is one already. If you "
            "have forgotten its password, or have never had one, choose a new one here:"
        ),
        Beside.UNKNOWN: gettext(
            "Somebody, most likely you, wanted to choose a new password for an account with this address. There is "
            "no such account. If you have used another address with us, try that one; or create an account here:"
        ),
    }
    return [known[reason]] if reason in known else []
