"""Words about tickets for templates."""

import json

from django import template

from tickets import due as due_words

register = template.Library()
ICONS = {"over": "alert-triangle", "paused": "player-pause", "none": "", "": ""}


@register.inclusion_tag("tickets/_due.html")
def due(ticket):
    """The promised moment of a ticket as a small mark: what is left, how far over, or why it stands still."""
    state = due_words.state_of(ticket)
    return {
        "ticket": ticket,
        "state": state,
        "icon_name": ICONS.get(state, "clock"),
        "words": due_words.words_of(ticket),
        "counts": state in ("over", "soon", "left"),
    }


@register.simple_tag
def due_phrases():
    """The phrases a browser needs to count on, as JSON for the attribute data-due-phrases."""
    return json.dumps({name: str(words) for name, words in due_words.PHRASES.items()})
