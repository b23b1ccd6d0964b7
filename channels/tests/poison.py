"""Letters made to hurt who reads them: too deep, too many, too large, broken, lying about themselves."""

import base64
import io
import zipfile

HEAD = (
    "From: {name} <{name}@example.net>\r\nTo: support@example.org\r\nSubject: {subject}\r\n"
    "Message-ID: <{name}@example.net>\r\n"
)
MAIL_WITHIN = b"Content-Type: message/rfc822\r\n\r\n"


def letter(name, type, body, *, subject="Poison", **more):
    """The bytes of one letter; `body` is bytes."""
    head = HEAD.format(name=name, subject=subject)
    head += "".join(f"{key.replace('_', '-')}: {value}\r\n" for key, value in more.items())
    return f"{head}MIME-Version: 1.0\r\nContent-Type: {type}\r\n\r\n".encode() + body


def nested(depth):
    """Multiparts within each other."""
    body = b"Content-Type: text/plain\r\n\r\nthe innermost\r\n"
    for number in range(depth):
        mark = b"b%d" % number
        body = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s\r\n--%s--\r\n' % (
            mark,
            mark,
            body,
            mark,
        )
    head = HEAD.format(name="nested", subject="Poison nested")
    return head.encode() + b"MIME-Version: 1.0\r\n" + body


def mixed(name, *parts, **more):
    body = b"".join(b"--frontier\r\n" + part + b"\r\n" for part in parts) + b"--frontier--\r\n"
    return letter(name, 'multipart/mixed; boundary="frontier"', body, **more)


def zip_bomb(megabytes):
    """A zip of so many MB of zeros, with another of its kind inside."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as file, file.open("zeros", "w") as zeros:
        for _turn in range(megabytes):
            zeros.write(bytes(1 << 20))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(5):
            file.writestr(f"{number}.zip", inner.getvalue())
    return outer.getvalue()


def attached(name, content, file="file.zip", type="application/zip"):
    """A letter with words and one file."""
    head = (
        f'Content-Type: {type}; name="{file}"\r\nContent-Disposition: attachment; filename="{file}"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    coded = base64.encodebytes(content).replace(b"\n", b"\r\n")
    return mixed(name, b"Content-Type: text/plain\r\n\r\nSee the file.\r\n", head.encode() + coded)


def costly():
    """{what: bytes}: each of these once took a mail program minutes, or all of its memory."""
    many = ", ".join(f"p{number}@example.com" for number in range(5_000))
    return {
        "20,000 deep": letter("deep", "text/html", b"<div>" * 20_000 + b"deep"),
        "20,000 open tables": letter("tables", "text/html", b"<table><tr><td>" * 20_000 + b"cell"),
        "bait for expressions": letter("bait", "text/plain", (b"> " * 50 + b"On a, b <" * 50) * 400 + b"!"),
        "bait in markup": letter("markup", "text/html", b'<a href="x' * 40_000 + b"<!--" * 40_000),
        "5,000 recipients": letter("crowd", "text/plain", b"All of you.", Cc=many),
        "100,000 parts": mixed("parts", b"\r\nHere.", *[b"\r\n"] * 100_000),
        "zip bomb": attached("bomb", zip_bomb(20)),
        "1,000 nested": nested(1_000),
        "1,000 mails in mails": letter("mails", "message/rfc822", MAIL_WITHIN * 1_000 + b"x"),
        "100,000 references": letter("ids", "text/plain", b"x", References="<a@b> " * 100_000),
        "a header of 1 MB": letter("header", "text/plain", b"x", X_Long="y" * 1_000_000),
        "10 MB on one line": letter("line", "text/plain", b"word " * 2_000_000),
        "100,000 entities": letter("entities", "text/html", b"&lt;&#x41;&amp" * 33_000),
    }  # fmt: skip


def broken():
    """{what: bytes}: damaged on the way, or written by nobody who knows how."""
    plain = "text/plain"
    return {
        "nothing at all": b"",
        "one byte": b"\x00",
        "only line ends": b"\r\n" * 50,
        "no header": b"Words without any header, and \xff\xfe bytes",
        "no sender": b"Subject: Poison\r\n\r\nWords.",
        "a sender that is none": b"From: <>\r\nSubject: Poison\r\n\r\nWords.",
        "NUL everywhere": letter("nul", plain, b"a\x00b\x00c", subject="P\x00oison"),
        "a charset that is none": letter("charset", "text/plain; charset=X-UNKNOWN", b"\xe9t\xe9"),
        "half a surrogate": letter("half", "text/plain; charset=utf-8", b"\xed\xa0\x80 \xed\xb0\x80"),
        "broken base64": letter("b64", plain, b"!!!=A=B" * 100, Content_Transfer_Encoding="base64"),
        "no end of parts": letter("noend", 'multipart/mixed; boundary="x"', b"--x\r\n\r\nWords"),
        "a boundary that is empty": letter("empty", 'multipart/mixed; boundary=""', b"--\r\n\r\nWords"),
        "a line break in a name": letter("name", 'text/plain; name*=utf-8\'\'a%0d%0ab', b"x"),
        "a path for a name": attached("path", b"x", file="../../../../etc/passwd"),
        "winmail of rubbish": attached("tnef", b'x\x9f>"' + b"\xff" * 999, "winmail.dat", "application/ms-tnef"),
        "8-bit in every header": b"From: \xff\xfe <x\xff@ex\xffample.net>\r\nSubject: \xc3\x28\xa0\xa1\r\n\r\n\xff",
        "a number of a page": letter("digits", plain, b"1" * 100_000, subject="[#" + "9" * 5_000 + "]"),
    }  # fmt: skip
