"""Mail from servers piece by piece, so that no mail lies in memory as a whole."""

from channels.email.large import most_bytes
from channels.email.reading.limits import MOST_HEADER_BYTES

PIECE = 1 << 20
END = b"."


def of_imap(server, uid, size):
    """The pieces of a mail of `size` bytes at an IMAPClient (RFC 3501 §6.4.5), without marking it as read; of one
    that is too large its head alone."""
    if size > most_bytes():
        yield _part(server, uid, f"BODY.PEEK[HEADER]<0.{MOST_HEADER_BYTES}>")
    elif size <= PIECE:
        yield _part(server, uid, "BODY.PEEK[]")
    else:
        yield from _partials(server, uid)


def _partials(server, uid):
    start = 0
    # What a server says about the size need not be true.
    while piece := _part(server, uid, f"BODY.PEEK[]<{start}.{PIECE}>"):
        yield piece
        start += len(piece)
        if len(piece) < PIECE:
            break


def _part(server, uid, name):
    # A server may leave out what is empty; a mail that is gone has no answer at all.
    answer = server.fetch([uid], [name])[uid]
    return next((value or b"" for key, value in answer.items() if key.startswith(b"BODY[")), b"")


def of_file(file):
    """The pieces of a binary file."""
    return iter(lambda: file.read(PIECE), b"")


def of_pop(server, number, size):
    """The pieces of a mail of `size` bytes at a poplib.POP3; of one that is too large its head alone.

    Raises error_proto or OSError. poplib itself gathers a mail, and refuses lines of more than 2,048 bytes.
    """
    server._shortcmd(f"RETR {number}" if size <= most_bytes() else f"TOP {number} 0")
    is_new_line = True
    while (piece := server.file.readline(PIECE)) not in (b".\r\n", b".\n") or not is_new_line:
        if not piece:
            raise EOFError("the server hung up in the middle of a mail")
        # RFC 1939 §3: a dot before a dot at the beginning of a line is not part of it.
        yield piece[1:] if is_new_line and piece.startswith(END) else piece
        is_new_line = piece.endswith(b"\n")
