"""An event in plain words: one whole translatable sentence, with the names in it isolated from the text around."""

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language_bidi, ngettext, pgettext
from django.utils.translation import gettext as _

from core.commas import listed
from core.moments import Almanac
from tickets.models import Event, Kind, Link, Priority, Severity, Ticket, WaitingFor

LONGEST = 90


def sentence(event, for_requester=False):
    """What `event` says, in the reader's language. `for_requester` leaves out reasons meant for agents."""
    words = SENTENCES[event.kind](event, event.details, for_requester)
    # A sentence that bends or lists values brings them along.
    words, values = words if isinstance(words, tuple) else (words, {})
    actor = isolated(event.actor) if event.actor else _("The helpdesk")
    return words % {**told(event.details), **values, "actor": actor}


def isolated(text):
    """`text` so that its direction does not disturb the sentence around it (Unicode UAX #9, isolates)."""
    text = " ".join(str(text).split())
    return apart(f"{text[:LONGEST]}…" if len(text) > LONGEST else text)


def apart(text):
    """`text`, whole, as `isolated` sets it apart."""
    is_foreign = any("\u0590" <= letter <= "\u08ff" for letter in text)
    return f"\u2068{text}\u2069" if is_foreign or get_language_bidi() else text


def told(details):
    """The plain values of `details`, ready to stand in a sentence."""
    return {name: isolated(value) for name, value in details.items() if isinstance(value, str | int)}


def opened(event, details, for_requester):
    return _("%(actor)s opened the ticket")


def replied(event, details, for_requester):
    return _("%(actor)s replied")


def noted(event, details, for_requester):
    return _("%(actor)s wrote an internal note")


def corrected(event, details, for_requester):
    if details.get("is_internal"):
        return _("%(actor)s corrected an internal note")
    return _("%(actor)s corrected a reply")


def withdrawn(event, details, for_requester):
    return _("%(actor)s took a reply back before it went out")


def assigned(event, details, for_requester):
    if details.get("person") is None and details.get("former") == event.actor_id:
        return _("%(actor)s gave the ticket back; nobody has it now")
    elif details.get("person") is None:
        return _("%(actor)s took the ticket from %(former_name)s; nobody has it now")
    elif event.actor is None:
        return _("Assigned to %(name)s")
    elif details["person"] == event.actor_id:
        return _("%(actor)s took the ticket")
    return _("%(actor)s assigned the ticket to %(name)s")


def handed_over(event, details, for_requester):
    if details.get("reason"):
        return _("%(actor)s handed the ticket to %(name)s: %(reason)s")
    return _("%(actor)s handed the ticket to %(name)s")


def status_changed(event, details, for_requester):
    return _("%(actor)s changed the status from %(former)s to %(name)s")


def waiting(event, details, for_requester):
    has_reason = details.get("reason") and not for_requester
    match details.get("waiting_for"):
        case WaitingFor.REQUESTER if has_reason:
            return _("%(actor)s is waiting for the requester: %(reason)s")
        case WaitingFor.REQUESTER:
            return _("%(actor)s is waiting for the requester")
        case WaitingFor.SUPPLIER if has_reason:
            return _("%(actor)s is waiting for a supplier: %(reason)s")
        case WaitingFor.SUPPLIER:
            return _("%(actor)s is waiting for a supplier")
    moment = parse_datetime(details.get("until") or "")
    values = {"until": Almanac().exact(moment) if moment else "?"}
    if has_reason:
        return _("%(actor)s is waiting until %(until)s: %(reason)s"), values
    return _("%(actor)s is waiting until %(until)s"), values


def resumed(event, details, for_requester):
    return _("%(actor)s ended the waiting") if event.actor else _("The wait is over")


def resolved(event, details, for_requester):
    return _("%(actor)s resolved the ticket: %(name)s")


def accepted(event, details, for_requester):
    return _("%(actor)s accepted the solution")


def refused(event, details, for_requester):
    return _("%(actor)s says it still fails")


def closed(event, details, for_requester):
    if details.get("is_silent") or event.actor is None:
        return _("Closed because no answer came")
    return _("%(actor)s closed the ticket")


def reopened(event, details, for_requester):
    if details.get("reason") and not for_requester:
        return _("%(actor)s reopened the ticket: %(reason)s")
    return _("%(actor)s reopened the ticket")


def prioritized(event, details, for_requester):
    values = {
        "former": Priority(details["former"]).label,
        "now": Priority(details["priority"]).label,
    }
    return _("%(actor)s changed the priority from %(former)s to %(now)s"), values


def described(event, details, for_requester):
    changes = details["changes"]
    if len(changes) > 1:
        names = [str(Ticket._meta.get_field(change["field"]).verbose_name) for change in changes]
        return _("%(actor)s changed several fields: %(fields)s"), {"fields": listed(names)}
    change = changes[0]
    values = {name: value_of(change["field"], change[name]) for name in ("former", "now")}
    return DESCRIBED[change["field"]](), values


# Whole sentences, so that every language can bend its words.
DESCRIBED = {
    "subject": lambda: _("%(actor)s changed the subject from “%(former)s” to “%(now)s”"),
    "kind": lambda: _("%(actor)s changed the kind from %(former)s to %(now)s"),
    "category": lambda: _("%(actor)s changed the category from %(former)s to %(now)s"),
    "severity": lambda: _("%(actor)s changed the severity from %(former)s to %(now)s"),
    "answers": lambda: _("%(actor)s changed the answers to the questions of the form"),
}


def value_of(field, value):
    if value in ("", None):
        return pgettext("a former or new value", "none")
    elif field == "kind":
        return str(Kind(value).label)
    elif field == "severity":
        return str(Severity(int(value)).label)
    return isolated(value)


def tagged(event, details, for_requester):
    added, removed = details.get("added", []), details.get("removed", [])
    values = {"added": listed(map(isolated, added)), "removed": listed(map(isolated, removed))}
    if added and removed:
        return _("%(actor)s changed the tags: added %(added)s, removed %(removed)s"), values
    elif added:
        words = ngettext(
            "%(actor)s added the tag %(added)s", "%(actor)s added the tags %(added)s", len(added)
        )
    else:
        words = ngettext(
            "%(actor)s removed the tag %(removed)s", "%(actor)s removed the tags %(removed)s", len(removed)
        )
    return words, values


def participant_added(event, details, for_requester):
    if details.get("may_reply"):
        return _("%(actor)s added %(name)s, who may read and reply")
    return _("%(actor)s added %(name)s, who may read")


def participant_removed(event, details, for_requester):
    return _("%(actor)s removed %(name)s from the participants")


def linked(event, details, for_requester):
    if details.get("kind") == Link.Kind.FOLLOWS:
        return _("%(actor)s linked this as a follow-up with #%(number)s")
    elif details.get("relation") == Link.Kind.SPLIT:
        return _("%(actor)s split this off from #%(number)s")
    return _("%(actor)s linked this with #%(number)s")


def guest_link_revoked(event, details, for_requester):
    return _("%(actor)s revoked the guest links")


def supplier(event, details, for_requester):
    if details.get("reason"):
        return _("%(actor)s sent this to the supplier %(name)s: %(reason)s")
    return SUPPLIER[details["step"]]()


SUPPLIER = {
    "sent": lambda: _("%(actor)s sent this to the supplier %(name)s"),
    "waiting": lambda: _("%(name)s waits for an answer of ours"),
    "resumed": lambda: _("%(actor)s answered %(name)s, who goes on"),
    "returned": lambda: _("%(actor)s has this back from the supplier %(name)s"),
}


def merged(event, details, for_requester):
    return _("%(actor)s merged this into #%(number)s")


def took_in(event, details, for_requester):
    if waiting := details.get("addressed"):
        words = _("%(actor)s merged #%(number)s into this ticket. Still to be added or left out: %(others)s")
        return words, {"others": listed([isolated(address) for address in waiting.values()])}
    return _("%(actor)s merged #%(number)s into this ticket")


def unmerged(event, details, for_requester):
    if for_requester:
        return _("%(actor)s made this a ticket of its own again")
    return _("%(actor)s undid the merge into #%(number)s")


def gave_back(event, details, for_requester):
    return _("%(actor)s undid the merge of #%(number)s into this ticket")


def split(event, details, for_requester):
    return _("%(actor)s split #%(number)s off from this ticket")


def undelivered(event, details, for_requester):
    if details.get("why") == "dead":
        return _("The mail with this answer could not be delivered: there is no mailbox %(to)s")
    return _("The mail with this answer could not be delivered to %(to)s")


def reported(event, details, for_requester):
    return REPORTED[details["what"]]()


def warned(event, details, for_requester):
    return WARNED[details["metric"]]()


def breached(event, details, for_requester):
    return BREACHED[details["metric"]]()


REPORTED = {
    "dead": lambda: _("A mail could not be delivered: there is no mailbox %(to)s"),
    "full": lambda: _("The mailbox %(to)s is full"),
    "policy": lambda: _("A mail to %(to)s was refused as spam or by a rule"),
    "other": lambda: _("A mail could not be delivered to %(to)s"),
    "later": lambda: _("A mail to %(to)s is delayed"),
    "complaint": lambda: _("%(to)s took a mail of ours for spam"),
    "receipt": lambda: _("%(to)s opened a mail of ours"),
    "again": lambda: _("%(actor)s sent the mail to %(to)s again"),
}
WARNED = {
    "first_response": lambda: _("The first response is soon due"),
    "next_response": lambda: _("The next response is soon due"),
    "periodic_update": lambda: _("The next update is soon due"),
    "resolution": lambda: _("The solution is soon due"),
    "requester_wait": lambda: _("The requester has waited nearly as long as promised"),
    "agent_work": lambda: _("Nearly all of the time for the work is used up"),
    "ola": lambda: _("Nearly all of the time of the team is used up"),
    "own": lambda: _("The team should soon accept this"),
    "uc": lambda: _("Nearly all of the time of the supplier is used up"),
}
BREACHED = {
    "first_response": lambda: _("The first response is overdue"),
    "next_response": lambda: _("The next response is overdue"),
    "periodic_update": lambda: _("The next update is overdue"),
    "resolution": lambda: _("The solution is overdue"),
    "requester_wait": lambda: _("The requester has waited longer than promised"),
    "agent_work": lambda: _("The time for the work is used up"),
    "ola": lambda: _("The time of the team is used up"),
    "own": lambda: _("The team has not accepted this in time"),
    "uc": lambda: _("The time of the supplier is used up"),
}


SENTENCES = {kind.value: globals()[kind.value] for kind in Event.Kind}
