"""Style sheets and scripts are one matter per file and reach the browser joined: no bundler, no build step."""

import base64
import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage
from django.utils.safestring import SafeString

# Comments and indentation stay at home; a script's comments have lines of their own. A module that is joined has
# nobody to export to.
LEFT_OUT = {
    ".css": re.compile(r"/\*.*?\*/\s*|^\s+", re.S | re.M),
    ".js": re.compile(r"^[ \t]*(//.*|export .*;)?\n|^[ \t]+", re.M),
}
# What the browser asks for: the files it is made of. Folders whose number ends in 0 are everybody's.
JOINED = {
    "desk.css": ["css/*.css", "css/*0-*/*.css", "css/*-desk/*.css"],
    "portal.css": ["css/*.css", "css/*0-*/*.css", "css/*-portal/*.css"],
    "desk.js": ["js/*.js", "js/desk/*.js"],
    "portal.js": ["js/*.js"],
    "composer.js": ["vendor/markdown-toolbar-*/*.js", "js/composer/*.js"],
    "suggest.js": ["vendor/text-expander-*/*.js", "js/suggest/*.js"],
}


class JoinedStylesFinder(BaseFinder):
    """Finds the joined files of JOINED, and joins again whenever a part is newer."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.source = Path(settings.STATICFILES_DIRS[0])
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "joined")
        self.storage.prefix = ""
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = str(self.joined(path)) if path in JOINED else []
        return [found] if find_all and found else found

    def list(self, ignore_patterns):
        for name in JOINED:
            self.joined(name)
            yield name, self.storage

    def joined(self, name):
        """The path of the joined file, made anew when it does not hold what its parts hold now."""
        target = Path(self.storage.location) / name
        parts = [part for pattern in JOINED[name] for part in sorted(self.source.glob(pattern))]
        content = "\n".join(self.prepared(part) for part in parts)
        if not target.exists() or target.read_text(encoding="utf-8") != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Threads and processes may join at once: each writes its own draft, the last one stays.
            with NamedTemporaryFile("w", dir=target.parent, delete=False, encoding="utf-8") as draft:
                draft.write(content)
            Path(draft.name).replace(target)
        return target

    def prepared(self, part):
        text = LEFT_OUT[part.suffix].sub("", part.read_text(encoding="utf-8"))
        if part.suffix == ".css":
            # Parts lie two folders deep, the joined file at the root.
            return text.replace("../../", "")
        # A block of its own, so that two behaviours may use the same word for different things.
        return f"{{ // {part.name}\n{text}}}\n"


@cache
def mail_style():
    """What every mail wears, for the head of the mail: few mail programs fetch a style sheet."""
    return SafeString((Path(settings.STATICFILES_DIRS[0]) / "mail.css").read_text(encoding="utf-8"))


def integrity(name):
    """The subresource integrity value of a collected file, or nothing while files are served from their sources."""
    if not hasattr(staticfiles_storage, "stored_name"):
        return ""
    return _integrity_of(staticfiles_storage.stored_name(name))


@lru_cache
def _integrity_of(stored_name):
    # The stored name holds a hash of the content, so the answer never changes.
    with staticfiles_storage.open(stored_name) as file:
        digest = hashlib.sha384(file.read()).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"
