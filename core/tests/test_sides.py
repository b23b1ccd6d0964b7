"""The portal and the desk have style sheets of their own: a page may only wear what its own sheet knows."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
COMMENT = re.compile(r"/\*.*?\*/", re.S)
PORTAL = [
    "portal", "accounts", "account", "mfa", "usersessions", "allauth", "errors", "ui", "portal_base.html",
    "auth_base.html", "_shell/_portal_nav.html", "_shell/_languages.html", "_shell/_theme.html", "_shell/_bell.html",
    "_shell/_account.html",
]  # fmt: skip
DESK = ["tickets", "helpdesk", "channels", "desk_base.html", "_shell/_sidebar.html", "_shell/_me.html"]


def named_in(pattern):
    sheets = (
        COMMENT.sub("", path.read_text(encoding="utf-8")) for path in (BASE / "static/css").glob(pattern)
    )
    return {name for sheet in sheets for name in re.findall(r"\.([a-z][\w-]*)", sheet)}


def worn_in(places):
    for place in places:
        path = BASE / "templates" / place
        for page in sorted(path.rglob("*.html")) if path.is_dir() else [path]:
            text = re.sub(r"{[{%#].*?[%}#]}", " ", page.read_text(encoding="utf-8"))
            for worn in re.findall(r'class="([^"]*)"', text):
                yield from ((name, str(page.relative_to(BASE))) for name in worn.split())


@pytest.mark.parametrize(("places", "foreign"), [(PORTAL, "51-desk"), (DESK, "52-portal")])
def test_no_page_wears_what_only_the_other_side_knows(places, foreign):
    known = named_in("*0-*/*.css") | named_in("52-portal/*.css" if foreign == "51-desk" else "51-desk/*.css")
    lost = named_in(f"{foreign}/*.css") - known
    assert [(name, page) for name, page in worn_in(places) if name in lost] == []
