"""Where raw mail lies: in the store of files, by its content, on the disk before anybody is told so."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

ROOM = "letters"
# So much of a mail is held in memory; what is larger waits on the disk.
MOST_IN_MEMORY = 1 << 20
# A file that lies there longer may be about to be swept (clearing.py): a new letter gets one of its own.
FRESH = timedelta(hours=12)


@dataclass(frozen=True)
class Shelved:
    """The bytes of a mail, kept: name in the store, SHA-256 in hexadecimal, size."""

    name: str
    digest: str
    size: int


def lay_down(raw):
    """Keep the bytes of a mail, whole or in pieces; returns what is Shelved. Harmless when repeated."""
    with tempfile.SpooledTemporaryFile(MOST_IN_MEMORY) as gathered:
        digest = hashlib.sha256()
        for piece in [raw] if isinstance(raw, bytes) else raw:
            digest.update(piece)
            gathered.write(piece)
        size = gathered.tell()
        name = f"{ROOM}/{digest.hexdigest()[:2]}/{digest.hexdigest()}"
        if _is_there(name, size):
            # Who wrote it may not have got so far.
            _reach_the_disk(name)
        else:
            gathered.seek(0)
            name = _put(name, gathered)
    return Shelved(name, digest.hexdigest(), size)


def _is_there(name, size):
    if not default_storage.exists(name) or default_storage.size(name) != size:
        return False
    return timezone.now() - default_storage.get_modified_time(name) < FRESH


def _put(name, gathered):
    """Write a file, as far as the disk; its name. What another is writing at this moment, or left half written,
    is left alone: ours gets its own."""
    path = _path_of(name)
    if path is None:
        return default_storage.save(name, File(gathered))
    try:
        file = _new(path)
    except FileExistsError:
        return _put(default_storage.get_available_name(name), gathered)
    with file:
        shutil.copyfileobj(gathered, file, MOST_IN_MEMORY)
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)
    return name


def _new(path):
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sync(path.parent.parent)
        return path.open("xb")


def _reach_the_disk(name):
    """A server is told that we have a mail: then a power cut must not take it away again."""
    if path := _path_of(name):
        _sync(path)
        _sync(path.parent)


def _path_of(name):
    """Where a file lies on this machine; None in a store over the network, which answers for itself."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def _sync(place):
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
