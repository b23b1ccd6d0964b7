"""Where raw mail lies: in the store of files, by its content, on the disk before anybody is told so."""

import hashlib
import os
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def lay_down(raw):
    """Keep the bytes of a mail; (name in the store, SHA-256 in hexadecimal). Harmless when repeated."""
    digest = hashlib.sha256(raw).hexdigest()
    name = f"letters/{digest[:2]}/{digest}"
    if not default_storage.exists(name) or default_storage.size(name) != len(raw):
        # What another is writing at this moment, or left half written, is left alone: ours gets a name of its own.
        name = default_storage.save(name, ContentFile(raw))
    # Who wrote it may not have got so far.
    _reach_the_disk(name)
    return name, digest


def _reach_the_disk(name):
    """A server is told that we have a mail: then a power cut must not take it away again."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # a store over the network answers for itself
        return
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
