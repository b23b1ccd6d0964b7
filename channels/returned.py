"""What follows when a mail does not arrive, whether the server said so at once or a report came later."""

from channels.email.reading.bounces.verdict import best_status, diagnose
from channels.email.reading.bounces.verdict import is_dead as sounds_dead
from channels.models import Suppression
from channels.models.outgoing import Return

LATER = "later"
FULL = {"5.2.2", "4.2.2"}


def nature_of(status, is_dead=False):
    """A Return, or LATER for what may still arrive, of a status (RFC 3463)."""
    if is_dead:
        return Return.DEAD
    elif status in FULL:
        return Return.FULL
    elif status.startswith("4."):
        return LATER
    return Return.POLICY if status.startswith("5.7.") else Return.OTHER


def nature_of_words(words):
    """The Return in what a server said at once."""
    diagnosis = diagnose(words)
    status = best_status(diagnosis)
    return nature_of(status, sounds_dead(status, diagnosis))


def take_back(row, nature, *, said="", is_own=True, letter=None):
    """Put on its ticket what became of an Outgoing, and write no more to an address that is gone.

    `is_own`: the report speaks of the very address we wrote to, and not of one it was passed on to.
    """
    if nature == LATER:
        tell(row, nature)
    elif row.note_returned(nature):
        if nature == Return.DEAD and is_own:
            Suppression.begin(row, Suppression.Why.DEAD, said=said, letter=letter)
        _tell_of_return(row, nature)


def complained(row, *, letter=None):
    """Somebody took a mail for spam: no automatic one goes there any more."""
    Suppression.begin(row, Suppression.Why.COMPLAINT, letter=letter)
    tell(row, "complaint")


def tell(row, what, **facts):
    """A quiet line on the ticket, if there is one."""
    if row.ticket:
        row.ticket.note_report(what, mail=row.pk, to=row.to, **facts)


def send_again(row, *, by):
    """Send what came back once more, since somebody knows that it arrives now. False when it is on its way."""
    former = row.to
    if not row.send_again():
        return False
    Suppression.objects.against(former).lift(by)
    Suppression.objects.against(row.to).lift(by)
    tell(row, "again", by=by, **({"about": row.event.message_id} if row.event else {}))
    return True


def _tell_of_return(row, nature):
    if row.is_answer and nature != Return.FULL:
        row.ticket.note_undelivered(row.event.message, to=row.to, why=str(nature), mail=row.pk)
    else:
        tell(row, str(nature))
