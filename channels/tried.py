"""The test of an account, told step by step."""

from dataclasses import dataclass

from django.utils.translation import gettext as _told
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from channels.email import answers
from core.numbers import number

TITLES = {
    "name": _("Find the server"),
    "line": _("Connect to the server"),
    "greeting": _("Agree on encryption and check the certificate"),
    "sign_in": _("Sign in"),
    "folder": _("Open the folder, and do there what is set"),
    "server_out": _("Connect to the server for outgoing mail and sign in"),
    "sent": _("Send a mail to the address of the mailbox"),
    "back": _("Wait until that mail comes back"),
    "spf": _("Which servers may send for the domain (SPF)"),
    "dkim": _("The key that others check our signature by (DKIM)"),
    "dmarc": _("What others shall do with forged mail (DMARC)"),
}
WORDS = {
    "read only": _(
        "The folder can be read, but nothing can be marked in it: give this user the right to write."
    ),
    "not marked": _("Mail in this folder cannot be marked as read: give this user the right to do so."),
    "not deleted": _("Mail in this folder cannot be deleted: give this user the right to do so."),
    "no folder": _(
        "There is no such folder. Its name is written as the server writes it, such as INBOX/Support."
    ),
    "no other folder": _("There is no folder of the name that mail is to be moved to. Create it there."),
    "not moved": _("Nothing can be put into the folder that mail is to be moved to."),
    "not sent": _("The mail could not be sent: %(answer)s"),
    "not back": _(
        "It was sent and did not come back in time. Does mail to the address of the mailbox arrive in this folder?"
    ),
}
WORDS_OF_DOMAIN = {
    "not looked up": _("It could not be looked up."),
    "no spf": _(
        "The domain does not name them, so its mail may be taken for spam. Publish a TXT record; your mail provider "
        "says which. Such as:"
    ),
    "many spf": _("The domain has more than one such record, so others heed none. Join them into one."),
    "no dkim": _("It is not published. Publish this TXT record:"),
    "other dkim": _("Another key than ours is published. Publish this TXT record:"),
    "no dmarc": _("The domain does not say. Publish a TXT record, such as:"),
}
SKIPPED = _("No server for outgoing mail is set.")


@dataclass(frozen=True)
class Told:
    """One step: what was tried, how it went ("done", "failed", "missing", "unknown", "skipped", "running",
    "waiting"), more words, and what may be copied from here."""

    title: str
    how: str
    words: str
    to_copy: tuple = ()


def told_test(account):
    """The steps of the last test of an Account in their order; what is still to come while it runs, too."""
    steps = {name: (how, facts) for name, how, facts in account.test_steps}
    told = []
    for name, title in TITLES.items():
        if name in steps:
            how, facts = steps[name]
            told.append(Told(str(title), how, _words(name, how, facts), tuple(facts.get("record", ()))))
        elif account.is_under_test:
            told.append(Told(str(title), "waiting", ""))
    return told


def went_well(account):
    """Whether the last test was finished and each of its steps done, left out, or not to be known."""
    return account.test_state == account.TestState.DONE and all(
        how in ("done", "skipped", "unknown") for _name, how, _facts in account.test_steps
    )


def _words(name, how, facts):
    if facts.get("why") in WORDS_OF_DOMAIN:
        return str(WORDS_OF_DOMAIN[facts["why"]])
    if how == "failed":
        why, answer = facts.get("why", ""), facts.get("answer", "")
        return str(WORDS[why]) % {"answer": answer} if why in WORDS else answers.words_of(why, answer)
    if how == "skipped":
        return str(SKIPPED)
    if name == "folder" and how == "done":
        count = facts["count"]
        words = ngettext(
            "%(count)s mail would be taken in now.", "%(count)s mails would be taken in now.", count
        )
        return words % {"count": number(count)}
    if name == "greeting" and facts.get("security") == "none":
        return _told("Not encrypted, as set.")
    if name == "back" and how == "done":
        return _seconds(facts["seconds"])
    return ""


def _seconds(count):
    words = ngettext("It took %(count)s second.", "It took %(count)s seconds.", count)
    return words % {"count": number(count)}
