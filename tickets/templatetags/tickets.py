"""Words about tickets for templates."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.templatetags.ui import icon
from tickets import due as due_words

register = template.Library()
COUNTS = SafeString(" data-due")
ICONS = {"over": "alert-triangle", "paused": "player-pause", "none": "", "": ""}


@register.simple_tag
def due(ticket):
    """The promised moment of a ticket as a small mark: what is left, how far over, or why it stands still."""
    state = due_words.state_of(ticket)
    words = due_words.words_of(ticket)
    if not words:
        return ""
    if ticket.due_at and state != "paused":
        counts = COUNTS if state in ("over", "soon", "left") else ""
        words = format_html('<time datetime="{}"{}>{}</time>', ticket.due_at.isoformat(), counts, words)
    name = ICONS.get(state, "clock")
    return format_html('<span class="due due--{}">{}{}</span>', state, icon(name) if name else "", words)


@register.simple_tag
def due_phrases():
    """The phrases a browser needs to count on, as JSON for the attribute data-due-phrases."""
    return json.dumps({name: str(words) for name, words in due_words.PHRASES.items()})
