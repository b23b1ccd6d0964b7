"""winmail.dat (TNEF, MS-OXTNEF): what Outlook wraps around files and, at times, the whole body."""

import contextlib
import io
import logging

from tnefparse import TNEF

from channels.email.reading.charsets import decoded
from channels.email.reading.limits import MOST_ATTACHMENTS, MOST_TNEF_BYTES
from channels.email.reading.mail import Attachment
from channels.email.reading.names import safe_name

TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
SIGNATURE = b"\x78\x9f\x3e\x22"

logging.getLogger("tnef-decode").setLevel(logging.CRITICAL)
logging.getLogger("tnefparse").setLevel(logging.CRITICAL)


def is_winmail(type, name, content):
    """Whether a part is such a wrapper; the four bytes of its beginning must agree."""
    return content.startswith(SIGNATURE) and (type in TYPES or name.lower() == "winmail.dat")


def unwrapped(content):
    """The files inside, the plain text, and the HTML; all empty for what cannot be read."""
    if len(content) > MOST_TNEF_BYTES:
        return [], "", ""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            wrapper = TNEF(content, do_checksum=False)
        except MemoryError:
            raise
        except Exception:
            # Whatever the library trips over, the wrapper itself stays as a file.
            return [], "", ""
    files = [_file(one) for one in wrapper.attachments[:MOST_ATTACHMENTS]]
    return [one for one in files if one], _text(getattr(wrapper, "body", None)), _text(wrapper.htmlbody)


def _file(one):
    data = one.data
    if isinstance(data, list):
        data = data[0] if data else b""
    if not isinstance(data, bytes):
        return None
    name = one.long_filename() or one.name or ""
    if isinstance(name, bytes):
        name, _ = decoded(name)
    name = name.replace("\0", "").strip()
    return Attachment(safe_name(name), "application/octet-stream", data)


def _text(value):
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        value, _ = decoded(value)
    return (value or "").replace("\0", "").strip()
