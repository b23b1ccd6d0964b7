"""Inline CSS: parsed, never matched (CSS Syntax 3), and only harmless declarations kept.

Loads from elsewhere hide in `url()`, `image()`, `var()` and escapes; so a declaration stays only if every token
of its value is of a kind that can load nothing, move nothing over the page and hide nothing.
"""

from dataclasses import dataclass
from functools import lru_cache

import tinycss2

from channels.email.reading.limits import LONGEST_STYLE

COLORS = {"color", "background-color", "background", "border-color"}
SIZES = {"width", "max-width", "height", "font-size", "line-height"}
PROPERTIES = COLORS | SIZES | {
    "font", "font-family", "font-weight", "font-style", "font-variant", "text-align", "text-decoration",
    "text-decoration-line", "text-transform", "vertical-align", "white-space", "direction", "unicode-bidi",
    "list-style-type", "border", "border-collapse", "border-spacing", "border-style", "border-width",
    "border-radius", "border-top", "border-right", "border-bottom", "border-left", "padding", "padding-top",
    "padding-right", "padding-bottom", "padding-left", "margin", "margin-top", "margin-right", "margin-bottom",
    "margin-left", "table-layout", "word-break", "overflow-wrap", "letter-spacing",
}  # fmt: skip
FUNCTIONS = {"rgb", "rgba", "hsl", "hsla"}
UNITS = {"px", "pt", "em", "rem", "ex", "ch", "pc", "cm", "mm", "in", "q"}
# Words that hide or cover; every other word of CSS is a colour, a style or a name of a font.
BAD_WORDS = {"transparent", "expression", "javascript", "vbscript", "currentcolor", "bidi-override",
             "isolate-override", "inherit-all"}  # fmt: skip
SMALLEST_FONT = 7
LARGEST_LENGTH = 2_000
LOADING = ("url", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "src", "element",
            "paint", "attr")  # fmt: skip


@dataclass(frozen=True)
class Style:
    """A style that may be shown, and whether something was left out that would have loaded from elsewhere."""

    text: str
    is_loading: bool


@lru_cache(maxsize=4_096)
def cleaned_style(text):
    """The harmless part of the style attribute `text`."""
    if len(text) > LONGEST_STYLE:
        return Style("", "//" in text)
    try:
        declarations = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
        kept = [_kept(declaration) for declaration in declarations if declaration.type == "declaration"]
        return Style("; ".join(filter(None, kept)), _loads(declarations))
    except RecursionError:
        return Style("", "//" in text)


def sheet_loads(text):
    """Whether a style sheet would load anything from elsewhere."""
    if "\\" not in text and "url" not in text.lower() and "@import" not in text.lower() and "//" not in text:
        return False
    try:
        return _loads(tinycss2.parse_component_value_list(text[: 100 * LONGEST_STYLE]), in_sheet=True)
    except RecursionError:
        return True


def _kept(declaration):
    name = declaration.lower_name
    if name not in PROPERTIES:
        return ""
    value = [token for token in declaration.value if token.type != "comment"]
    if not all(_is_harmless(token, name) for token in value):
        return ""
    text = " ".join(tinycss2.serialize(value).split())
    return f"{name}: {text}" if text else ""


def _is_harmless(token, name):
    if token.type in ("whitespace", "hash", "string", "number"):
        return token.type != "number" or _is_moderate(token.value, "em", name)
    if token.type == "ident":
        return token.lower_value not in BAD_WORDS and token.value.replace("-", "").isalnum()
    if token.type == "literal":
        return token.value in (",", "/")
    if token.type == "percentage":
        return 0 <= token.value <= 400 and (name != "font-size" or token.value >= 50)
    if token.type == "dimension":
        return token.lower_unit in UNITS and _is_moderate(token.value, token.lower_unit, name)
    if token.type == "function":
        return token.lower_name in FUNCTIONS and _is_solid(token)
    return False


def _is_moderate(value, unit, name):
    """Not below nothing, not larger than a page, and no letters too small to be read."""
    if name in ("font-size", "font") and unit in ("px", "pt") and value < SMALLEST_FONT:
        return False
    if name == "font-size" and unit in ("em", "rem") and value < 0.5:
        return False
    return 0 <= value <= LARGEST_LENGTH


def _is_solid(function):
    """Only numbers inside, and no colour that can be seen through."""
    inside = [token for token in function.arguments if token.type not in ("whitespace", "comment")]
    if not all(token.type in ("number", "percentage") or token in (",", "/") for token in inside):
        return False
    numbers = [token for token in inside if token.type in ("number", "percentage")]
    return len(numbers) < 4 or numbers[3].value >= (50 if numbers[3].type == "percentage" else 0.5)


def _loads(tokens, *, in_sheet=False):
    waiting = list(tokens)
    while waiting:
        token = waiting.pop()
        if token.type == "url" or (token.type == "function" and token.lower_name in LOADING):
            return True
        if in_sheet and token.type == "at-keyword" and token.lower_value == "import":
            return True
        waiting.extend(_inside(token))
    return False


def _inside(token):
    for name in ("value", "arguments", "content"):
        inside = getattr(token, name, None)
        if isinstance(inside, list):
            yield from inside
