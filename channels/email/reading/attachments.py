"""Files of a mail: their names, their bytes, and those that hide in plain text."""

from channels.email.reading.headers import fields_of, readable, split_head
from channels.email.reading.mail import Attachment
from channels.email.reading.names import MADE_UP, safe_name
from channels.email.reading.parameters import parameters_of
from channels.email.reading.transfer import uuencoded

MAIL_TYPES = ("message/rfc822", "message/global", "message/news")
SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")


def name_of(part, hint=""):
    """The name that the sender gave a part, as it stands: Content-Disposition's before Content-Type's."""
    for field, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.first(field)
        if not value.isascii():
            name = parameters_of(value, hint)[1].get(parameter)
        else:
            name = (part.disposition if parameter == "filename" else part.content_type)[1].get(parameter)
        if name:
            return name
    return ""


def attachment_of(part, hint=""):
    """The part as a file. An attached mail is one file, named after its subject."""
    name = name_of(part, hint)
    if not name and part.type in MAIL_TYPES:
        name = _subject(part.content, hint)
        name = f"{name}.eml" if name else ""
    return Attachment(
        name=safe_name(name, part.type),
        type=part.type,
        content=part.content,
        content_id=part.content_id,
        is_signature=part.type in SIGNATURES,
    )


def number_alike(attachments):
    """Give made-up names that came twice a number: image.png, image1.png."""
    seen = {}
    for attachment in attachments:
        count = seen.get(attachment.name, 0)
        seen[attachment.name] = count + 1
        stem, dot, ending = attachment.name.rpartition(".")
        if count and stem in MADE_UP:
            attachment.name = f"{stem}{count}{dot}{ending}"


def _subject(raw, hint):
    fields, _, _ = fields_of(split_head(raw[:100_000])[0])
    found = next((value for name, value in fields if name.lower() == "subject"), b"")
    return readable(found, hint)[:100]


def files_of_text(text):
    """The text without uuencoded files, and these."""
    if "\nbegin " not in f"\n{text}":
        return text, []
    data = text.encode("utf-8", "surrogatepass")
    files, kept, at = [], [], 0
    for name, content, start, end in uuencoded(data):
        files.append(Attachment(safe_name(name), "application/octet-stream", content))
        kept.append(data[at:start])
        at = end
    kept.append(data[at:])
    return b"\n".join(kept).decode("utf-8", "replace") if files else text, files
