"""What the documents promise to list, they list."""

import re
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)


def test_every_variable_is_explained():
    pages = [(BASE / "helpdesk" / name).read_text() for name in ("settings.py", "measure.py")]
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', "".join(pages)))
    explained = set(re.findall(r"^\| `(\w+)` \|", (BASE / "docs" / "operations.md").read_text(), re.M))
    assert read - explained == set()
    assert explained - read == set()


def test_every_dependency_says_what_it_is_for():
    wanted = set()
    for name in ("requirements.in", "requirements-dev.in"):
        for line in (BASE / name).read_text().splitlines():
            if match := re.match(r"[A-Za-z0-9][\w.-]*", line):
                wanted.add(match.group().lower())
    page = (BASE / "docs" / "decisions" / "0001-dependencies.md").read_text()
    explained = {name.lower() for name in re.findall(r"^\| ([\w.-]+) \| \S", page, re.M)} - {"package", "---"}
    assert wanted == explained
