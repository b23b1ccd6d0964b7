"""Words about tickets for templates."""

import json

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from core.moments import Almanac
from core.templatetags.ui import icon
from tickets import due as due_words

register = template.Library()
ICONS = {"over": "alert-triangle", "paused": "player-pause", "none": "", "": ""}


@register.simple_tag
def due(ticket, almanac=None):
    """The promised moment of a ticket as a small mark: what is left, how far over, or why it stands still."""
    almanac = almanac or Almanac()
    state = due_words.state_of(ticket, almanac.now)
    words = due_words.words_of(ticket, state, almanac)
    if not words:
        return ""
    name = ICONS.get(state, "clock")
    mark, words = icon(name) if name else "", escape(words)
    if ticket.due_at is not None and state != "paused":
        counts = " data-due" if state in ("over", "soon", "left") else ""
        words = f'<time datetime="{ticket.due_at.isoformat()}"{counts}>{words}</time>'
    return SafeString(f'<span class="due due--{state}">{mark}{words}</span>')


@register.simple_tag
def due_phrases():
    """The phrases a browser needs to count on, as JSON for the attribute data-due-phrases."""
    return json.dumps({name: str(words) for name, words in due_words.PHRASES.items()})
