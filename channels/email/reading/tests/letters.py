"""Mails for tests, written by ourselves."""


def letter(body="Good morning!", *, type="text/plain; charset=utf-8", encoding="", **fields):
    """A mail as bytes. Fields are given as From="..."; an underscore stands for a hyphen."""
    fields = {"From": "Mina <mina@example.com>", "To": "help@example.org", "Subject": "The printer", **fields}
    head = "".join(
        f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items() if value is not None
    )
    head += f"MIME-Version: 1.0\r\nContent-Type: {type}\r\n"
    if encoding:
        head += f"Content-Transfer-Encoding: {encoding}\r\n"
    body = body if isinstance(body, bytes) else body.replace("\n", "\r\n").encode()
    return (head + "\r\n").encode("utf-8", "surrogateescape") + body


def parts(*bodies, boundary="frontier"):
    """The body of a multipart out of entities, each with its own head."""
    pieces = [
        f"--{boundary}\n".encode() + (one if isinstance(one, bytes) else one.encode()) for one in bodies
    ]
    return b"\n".join([*pieces, f"--{boundary}--\n".encode()])


def mixed(*bodies, type="multipart/mixed", **fields):
    """A mail of several parts."""
    return letter(parts(*bodies), type=f'{type}; boundary="frontier"', **fields)
