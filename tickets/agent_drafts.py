"""Unsent replies and notes of agents, kept on the server for each person, ticket and mode."""

from tickets.models import Draft

LONGEST = 100_000


def keep(ticket, user, mode, body, attachments=()):
    """Remember what `user` has typed; empty words and no files forget it. Returns the Draft or None."""
    body = body[:LONGEST]
    if not body.strip() and not attachments:
        forget(ticket, user, mode)
        return None
    if _was_just_sent(ticket, user, mode, body):
        return None
    content = {"body": body, "attachments": [str(key) for key in attachments]}
    draft, _is_new = Draft.objects.update_or_create(
        user=user, ticket=ticket, mode=mode, defaults={"content": content}
    )
    return draft


def forget(ticket, user, mode):
    """The words were sent, or thrown away."""
    Draft.objects.of(user).filter(ticket=ticket, mode=mode).delete()


def kept_text(content):
    """The words of a draft; the portal's forms keep them as a list."""
    body = content.get("body", "")
    return body if isinstance(body, str) else "\n\n".join(body)


def _was_just_sent(ticket, user, mode, body):
    # The browser saves a second after typing stops; that may arrive after the very words were sent.
    last = ticket.messages.filter(author=user, is_internal=mode == Draft.Mode.NOTE).last()
    return last is not None and last.withdrawn_at is None and last.body.strip() == body.strip()
