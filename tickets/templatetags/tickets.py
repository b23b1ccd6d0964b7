"""Words about tickets for templates."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.moments import Almanac
from core.templatetags.ui import icon
from tickets import due as due_words

register = template.Library()
COUNTS = SafeString(" data-due")
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
    mark = icon(name) if name else ""
    if ticket.due_at is None or state == "paused":
        return format_html('<span class="due due--{}">{}{}</span>', state, mark, words)
    counts = COUNTS if state in ("over", "soon", "left") else ""
    html = '<span class="due due--{}">{}<time datetime="{}"{}>{}</time></span>'
    return format_html(html, state, mark, ticket.due_at.isoformat(), counts, words)


@register.simple_tag
def due_phrases():
    """The phrases a browser needs to count on, as JSON for the attribute data-due-phrases."""
    return json.dumps({name: str(words) for name, words in due_words.PHRASES.items()})
