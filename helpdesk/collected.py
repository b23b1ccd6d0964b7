"""Static files for production: collected and compressed again only when one of them has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = "collected.sha256"


def collect_if_changed():
    """Run collectstatic unless STATIC_ROOT holds exactly today's files; whether it was run."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    today = fingerprint()
    if stamp.exists() and stamp.read_text() == today:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(today)
    return True


def fingerprint():
    """A digest over the names and moments of all static files and how they are stored."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(f"{path} {storage.get_modified_time(path)}\n".encode())
    return digest.hexdigest()
