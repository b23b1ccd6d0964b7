"""The house speaks all its languages: nothing missing, nothing guessed, no placeholder lost."""

import re
import shutil
import subprocess
import sys

import polib
import pytest
from django.conf import settings

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
PATH = "locale/{}/LC_MESSAGES/django.po"


def catalogue(language):
    return polib.pofile(str(settings.BASE_DIR / PATH.format(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language):
    strings = catalogue(language)
    assert [entry.msgid for entry in strings.untranslated_entries()] == []
    assert [entry.msgid for entry in strings.fuzzy_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_placeholder_or_mark_is_lost(language):
    for entry in catalogue(language):
        if not entry.msgid_plural:
            assert set(PLACEHOLDER.findall(entry.msgstr)) == set(PLACEHOLDER.findall(entry.msgid)), (
                entry.msgid
            )
            continue
        allowed = set(PLACEHOLDER.findall(entry.msgid_plural)) | set(PLACEHOLDER.findall(entry.msgid))
        for form in entry.msgstr_plural.values():
            assert set(PLACEHOLDER.findall(form)) <= allowed, entry.msgid
        assert set(PLACEHOLDER.findall(entry.msgstr_plural[max(entry.msgstr_plural)])) == allowed, entry.msgid


def test_all_catalogues_hold_the_same_strings():
    first, *others = ({(entry.msgctxt, entry.msgid) for entry in catalogue(code)} for code in LANGUAGES)
    assert all(other == first for other in others)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is missing: apt install gettext")
def test_no_string_was_added_without_its_translations(tmp_path):
    kept = [
        "accounts",
        "channels",
        "core",
        "helpdesk",
        "notifications",
        "sla",
        "static/js",
        "templates",
        "tickets",
    ]
    for room in kept:
        leave = shutil.ignore_patterns("tests", "demo", "bench", "__pycache__")
        shutil.copytree(settings.BASE_DIR / room, tmp_path / room, ignore=leave)
    (tmp_path / "locale").mkdir()
    gather = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "--locale",
        "fa",
        "--settings=",
        "--pythonpath=.",
    ]
    gathered = subprocess.run(gather, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert gathered.returncode == 0, gathered.stderr
    found = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(tmp_path / PATH.format("fa")))}
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue("fa")}
    assert found - known == set(), "Run bin/messages and translate these."
    assert known - found == set(), "Run bin/messages: these are no longer said."
