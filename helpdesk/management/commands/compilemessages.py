"""`manage.py compilemessages` without gettext on the machine: a fresh Debian has no msgfmt."""

from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand


class Command(BaseCommand):
    help = "Compile the project's .po files that are newer than their .mo files."
    requires_system_checks = []

    def handle(self, *, verbosity, **_):
        for source in sources():
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                compile_catalogue(source, target)
                if verbosity:
                    self.stdout.write(f"Compiled {target}")


def sources():
    """The .po files of the project: those of LOCALE_PATHS and of our own rooms."""
    ours = [Path(app.path) / "locale" for app in apps.get_app_configs() if is_ours(app)]
    for folder in [*map(Path, settings.LOCALE_PATHS), *ours]:
        yield from sorted(folder.glob("*/LC_MESSAGES/*.po"))


def is_ours(app):
    return Path(app.path).parent == settings.BASE_DIR


def compile_catalogue(source, target):
    """Write beside and move into place: another command may be reading the old file."""
    draft = target.with_suffix(".mo.new")
    polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(draft))
    draft.replace(target)
