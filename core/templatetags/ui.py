"""The words of the design system for templates; other HTML that Python builds is put together of these."""

from functools import lru_cache
from html import escape

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, mark_safe
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import numbers
from core.moments import Almanac
from core.moments import digits as in_own_digits
from core.staticfiles import integrity

register = template.Library()

# The shape says the group of a status; the word beside it says which.
RINGS = {
    "new": "circle-dashed",
    "in_progress": "circle-dot",
    "waiting": "circle-half-2",
    "resolved": "circle-check",
    "closed": "circle-minus",
}
BARS = mark_safe('<span class="bars" aria-hidden="true"><i></i><i></i><i></i></span>')  # noqa: S308
FONTS = {
    "fa": ["fonts/vazirmatn-arabic.woff2"],
    "ru": ["fonts/inter-latin.woff2", "fonts/inter-cyrillic.woff2"],
}


@register.simple_tag
def icon(name, classes=""):
    """One icon of the sprite, silent for screen readers: `{% icon "bell" "i-18" %}`."""
    return drawn_icon(name, classes, sprite(settings.STATIC_URL, settings.STORAGES["staticfiles"]["BACKEND"]))


@lru_cache(maxsize=1000, typed=True)
def drawn_icon(name, classes, address):
    return format_html(
        '<svg class="i{}{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " " if classes else "",
        classes,
        address,
        name,
    )


# A page shows hundreds of icons and asks once where they are.
@lru_cache
def sprite(static_url, backend):
    return static("icons.svg")


@register.simple_tag
def avatar(person, size=""):
    """Initials of a person on a hue of their own; `size` is "sm", "lg" or nothing. Says no name: write it beside."""
    if person is None:
        return SafeString(f'<span class="avatar avatar-none" aria-hidden="true">{icon("user-plus")}</span>')
    classes = f"avatar avatar-{size} hue{hue(person)}" if size else f"avatar hue{hue(person)}"
    return SafeString(f'<span class="{classes}" aria-hidden="true">{escape(initials(person))}</span>')


@register.filter
def initials(person):
    """First letters of the first and last word of a name, or of a mail address."""
    name = (getattr(person, "name", "") or str(person)).split("@")[0].replace(".", " ")
    words = [word for word in name.split() if word[0].isalnum()] or ["?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    # Two joined Persian letters would read as a word, so they stay apart.
    return "\u200c".join(letters.upper()) if letters > "\u0590" else letters.upper()


@register.filter
def hue(thing):
    """One of twelve hues, 0 to 11, that a row keeps for life."""
    return (getattr(thing, "pk", None) or 0) * 5 % 12


@register.simple_tag
def when(moment, style="", almanac=None):
    """A `<time>`: relative words below 24 hours, exact above. Style "short" drops "ago"; "exact" never counts."""
    if not moment:
        return ""
    almanac = almanac or Almanac()
    words = None if style == "exact" else almanac.relative(moment, short=style == "short")
    counts = f' data-relative="{style or "long"}"' if words else ""
    words = escape(words or almanac.exact(moment, short=style == "short"))
    return SafeString(
        f'<time datetime="{moment.isoformat()}" title="{escape(almanac.full(moment))}"{counts}>{words}</time>'
    )


@register.simple_tag
def told_when(words, moment, style=""):
    """A sentence with a moment in it: `words` hold “{moment}” where the `<time>` belongs; styles as for `when`."""
    return format_html(str(words), moment=when(moment, style))


@register.simple_tag
def full_when(moment):
    """A `<time>` with the whole date to the second."""
    return (
        format_html('<time datetime="{}">{}</time>', moment.isoformat(), Almanac().full(moment))
        if moment
        else ""
    )


@register.simple_tag
def clock_time(moment):
    """A `<time>` with hour and minute, for lines under a heading that names the day."""
    almanac = Almanac()
    return SafeString(
        f'<time datetime="{moment.isoformat()}" title="{escape(almanac.full(moment))}">{almanac.clock(moment)}</time>'
    )


@register.filter
def day(moment):
    return Almanac().day(moment)


@register.filter
def short_date(date):
    return Almanac().short_date(date)


@register.filter
def digits(text):
    return in_own_digits(text)


@register.filter
def number(count):
    """A whole number with its thousands parted, in the reader's digits."""
    return numbers.number(count)


@register.filter
def filesize(count):
    """Bytes in words, in the reader's language and digits."""
    return numbers.size(count)


@register.simple_tag
def status(ticket, words=""):
    """Ring and word of a ticket's status; `words` replaces the word, for requesters."""
    return status_mark(ticket.status, words or ticket.status)


@register.simple_tag
def status_mark(its, words):
    """Ring and word of a status that stands for itself, as in a menu."""
    ring = icon(RINGS.get(str(its.group), "circle-dot"))
    html = '<span class="status status--{} hue{}">{}<bdi>{}</bdi></span>'
    return format_html(html, its.group, its.hue, ring, words)


@register.simple_tag
def priority(ticket):
    """Bars and word of a ticket's priority, 1 urgent to 4 low."""
    words = ticket.get_priority_display
    return priority_mark(ticket.priority, words() if callable(words) else words)


@register.simple_tag
def priority_mark(level, words):
    """Bars and word of a level that stands for itself, as in a menu."""
    return format_html('<span class="priority priority--{}">{}{}</span>', level, BARS, words)


@register.simple_tag
def stylesheet(name):
    """The link to one style sheet, with its hash once files are collected."""
    return format_html('<link rel="stylesheet" href="{}"{}>', static(name), integrity_attribute(name))


@register.simple_tag
def script(name, kind="module"):
    """A deferred script tag: `{% script "desk.js" %}`; kind "classic" for those that are no module."""
    tag = '<script src="{}" type="module"{}></script>'
    if kind == "classic":
        tag = '<script src="{}" defer{}></script>'
    return format_html(tag, static(name), integrity_attribute(name))


@register.simple_tag
def preload_fonts():
    """Preload links for the font of the reader's language."""
    names = FONTS.get((get_language() or "en")[:2], ["fonts/inter-latin.woff2"])
    link = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return format_html_join("", link, [[static(name)] for name in names])


def integrity_attribute(name):
    value = integrity(name)
    return format_html(' integrity="{}"', value) if value else ""
