"""Small files that people of the demo world attach: a picture of coloured stripes, or a text."""

import hashlib
import struct
import zlib

from django.core.files.base import ContentFile

from tickets.models import Attachment

# Words by which a message speaks of something attached.
SPEAKS_OF_FILES = ["ttached", "ekte", "pièce jointe", "вложени", "پیوست"]
WIDTH, HEIGHT = 240, 150


def file_for(world, words, uploader, conversation):
    """A list with one loose file of `uploader` where `words` speak of one, else an empty list."""
    if not any(word in words for word in SPEAKS_OF_FILES):
        return []
    if conversation.category in ("delivery", "mail", "design"):
        name, kind, content = f"photo-{world.dice.randint(100, 999)}.png", "image/png", picture(world.dice)
    else:
        name, kind = f"{conversation.category}-{world.dice.randint(100, 999)}.txt", "text/plain"
        content = f"{conversation.subject}\n\n{conversation.body}\n".encode()
    return [attach(uploader, name, kind, content)]


def attach(uploader, name, kind, content):
    """A loose attachment, as an upload leaves it."""
    return Attachment.objects.create(
        uploader=uploader,
        name=name,
        content_type=kind,
        size=len(content),
        sha256=(sum_ := hashlib.sha256(content).hexdigest()),
        file=ContentFile(content, name=sum_),
    )


def picture(dice):
    """A small PNG (RFC 2083) of coloured stripes."""
    colours = [bytes(dice.randint(60, 240) for _channel in range(3)) for _stripe in range(6)]
    row = b"".join(colours[x * len(colours) // WIDTH] for x in range(WIDTH))
    pixels = zlib.compress(b"".join(b"\x00" + row for _y in range(HEIGHT)), 9)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
