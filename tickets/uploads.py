"""Takes in what people upload: checked by what it is, not by what it is called (ASVS 5.0, 5.2)."""

import mimetypes
import unicodedata
from pathlib import PurePosixPath

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from core import gathered, numbers
from core.limits import hold
from tickets.models import Attachment
from tickets.models.attachment import digest, place_of

HEAD = 8192
LONGEST_NAME = 180
UNKNOWN = "application/octet-stream"

# What people send to a helpdesk. Everything else asks to be put into a zip first.
TAKEN = set(
    """
    7z aac avif bmp bz2 cfg conf csv doc docx eml gif gz har heic heif htm html ics ini jfif jpe jpeg jpg json key
    log m4a m4v md mkv mov mp3 mp4 msg numbers odp ods odt ogg pages pcap pcapng pdf png ppt pptx rar rtf svg tar
    tif tiff toml txt vcf vsdx wav webm webp xls xlsx xml xz yaml yml zip zst
    """.split()  # noqa: SIM905
)
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
# Beginnings of programs: Windows, Linux, macOS (32, 64 bit, both byte orders, fat), Java, Android, scripts.
PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"dex\n", b"#!", b"\xef\xbb\xbf#!", b"\x00asm",
)  # fmt: skip
PROGRAM_ENDINGS = {
    ".exe", ".dll", ".com", ".scr", ".cpl", ".msi", ".msp", ".lnk", ".class", ".dex", ".apk", ".jar", ".elf",
    ".appimage", ".chm", ".hta", ".deb", ".rpm", ".dmg",
}  # fmt: skip


def receive_upload(file, by):
    """Check and keep one uploaded `file` of `by` (None: a guest); returns a loose `Attachment`.

    Raises ValidationError, in words for the person, when it is empty, too large, or of a type not taken here.
    """
    name = tidy_name(file.name)
    check_size(file, name)
    attachment = Attachment(
        uploader=by, name=name, size=file.size, sha256=digest(file), content_type=type_of(file, name)
    )
    with gathered.whole():
        hold(attachment.sha256)
        place = place_of(attachment, name)
        if default_storage.exists(place):
            attachment.file.name = place
        else:
            file.seek(0)
            attachment.file.save(name, file, save=False)
        gathered.add(attachment)
    return attachment


def tidy_name(raw):
    """What a stranger called a file, without folders, control and direction marks, and not too long."""
    name = str(raw).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(
        letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    name = unicodedata.normalize("NFC", name).strip(" .")
    stem, ending = PurePosixPath(name or "file").stem, PurePosixPath(name or "file").suffix[:20]
    return f"{stem[: LONGEST_NAME - len(ending)]}{ending}"


def check_size(file, name):
    if not file.size:
        raise ValidationError(_("“%(name)s” is empty."), params={"name": name}, code="empty")
    if file.size > settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(
            _("“%(name)s” is too large: at most %(most)s are possible."),
            params={"name": name, "most": numbers.size(settings.ATTACHMENT_MAX_BYTES)},
            code="too_large",
        )


def type_of(file, name):
    """The media type of `file` by its content, else by its name; ValidationError for what is not taken."""
    file.seek(0)
    head = file.read(HEAD)
    found = guesses(head)
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    is_program = head.startswith(PROGRAMS) or bool(found and found[0].extension.lower() in PROGRAM_ENDINGS)
    if is_program or ending not in TAKEN:
        message = _(
            "“%(name)s” is a type of file we cannot take. Put it into a zip file if we really need it."
        )
        raise ValidationError(message, params={"name": name}, code="forbidden_type")
    by_content = found[0].mime_type if found else ""
    by_name = mimetypes.guess_type(f"name.{ending}")[0] or UNKNOWN
    # A picture is what looks like one inside; a name alone never makes one.
    if by_content in PICTURES:
        return by_content
    return UNKNOWN if by_name in PICTURES else by_name


def guesses(head):
    """What the first bytes look like, best first; nothing for plain text and the unknown."""
    try:
        return puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return []
