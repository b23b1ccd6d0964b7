"""Translations are compiled without gettext on the machine."""

import gettext
import os

import pytest
from django.core.management import call_command

PERSIAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Ticket"
msgstr "تیکت"

msgctxt "verb"
msgid "Open"
msgstr "باز کردن"

msgid "%(count)s reply"
msgid_plural "%(count)s replies"
msgstr[0] "یک پاسخ"
msgstr[1] "پاسخ‌ها"

#, fuzzy
msgid "Guess"
msgstr "حدس"
"""


@pytest.fixture
def catalogue(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    source = tmp_path / "fa" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PERSIAN, encoding="utf-8")
    return source


def test_words_contexts_and_plurals_are_compiled_and_guesses_are_not(catalogue):
    call_command("compilemessages", verbosity=0)
    with open(catalogue.with_suffix(".mo"), "rb") as file:
        fa = gettext.GNUTranslations(file)
    assert fa.gettext("Ticket") == "تیکت"
    assert fa.pgettext("verb", "Open") == "باز کردن"
    assert fa.ngettext("%(count)s reply", "%(count)s replies", 5) == "پاسخ‌ها"
    assert fa.gettext("Guess") == "Guess"


def test_what_is_compiled_already_is_left_alone(catalogue):
    compiled = catalogue.with_suffix(".mo")
    call_command("compilemessages", verbosity=0)
    os.utime(compiled, (2_000_000_000, 2_000_000_000))
    call_command("compilemessages", verbosity=0)
    assert compiled.stat().st_mtime == 2_000_000_000
