"""Names of files from strangers, made safe to show, to store and to save."""

import re

from channels.email.reading.limits import LONGEST_NAME

# Control characters, what turns writing around (a "gpj.exe" shown as "exe.jpg"), and what no file system takes.
_unwanted = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_separators = re.compile(r"[/\\:*?\"<>|]")
_space = re.compile(r"\s+")
_reserved = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
# What a part without a name is called, by its type.
ENDINGS = {
    "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "text/csv": "csv", "text/vcard": "vcf",
    "text/x-vcard": "vcf", "text/rfc822-headers": "txt", "message/rfc822": "eml", "message/global": "eml",
    "message/delivery-status": "txt", "message/feedback-report": "txt", "message/disposition-notification": "txt",
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg",
    "application/pdf": "pdf", "application/zip": "zip", "application/pgp-signature": "asc", "text/rtf": "rtf",
    "application/pgp-encrypted": "asc", "application/pkcs7-signature": "p7s", "application/pkcs7-mime": "p7m",
    "application/x-pkcs7-signature": "p7s", "application/x-pkcs7-mime": "p7m", "application/ms-tnef": "dat",
    "application/json": "json", "application/xml": "xml", "text/xml": "xml", "audio/mpeg": "mp3", "video/mp4": "mp4",
    "video/quicktime": "mov", "audio/wav": "wav", "audio/ogg": "ogg", "image/bmp": "bmp", "image/tiff": "tif",
    "image/heic": "heic", "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/gzip": "gz",
}  # fmt: skip


# How a file without a name is called, by the first half of its type.
STEMS = {"image": "image", "video": "video", "audio": "audio", "message": "message", "text": "text"}
MADE_UP = {*STEMS.values(), "file"}


def safe_name(name, type=""):
    """The name without paths, control and direction marks, reserved words; one made up where nothing is left."""
    name = _unwanted.sub("", name.replace("\t", " ").replace("\r", " ").replace("\n", " "))
    if re.match(r"[A-Za-z]:\\|\\\\|/|\.{1,2}[/\\]", name):
        # A path: only its last part is the name.
        name = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    name = _space.sub(" ", _separators.sub("_", name)).strip(" .") if name.strip(" ._") else ""
    if not name:
        return f"{STEMS.get(type.split('/')[0], 'file')}.{ENDINGS.get(type, 'bin')}"
    if _reserved.match(name):
        name = f"_{name}"
    return _shortened(name)


def _shortened(name):
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 10:
        return stem[: LONGEST_NAME - len(ending) - 1] + dot + ending
    return name[:LONGEST_NAME]
