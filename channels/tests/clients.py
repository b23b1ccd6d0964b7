"""Mail programs that answer a mail of ours, each in its own way: what they say, quote, keep and lose."""

import base64
import quopri
from dataclasses import dataclass
from email.header import Header
from email.utils import parseaddr
from html import escape


@dataclass(frozen=True)
class Client:
    """How one program answers. `quote` is "marked" (>), "headed" (From, Sent, To, Subject) or "plain"."""

    attribution: str
    quote: str
    prefix: str
    # What it adds around its own words and the quoted ones in HTML: {words}, {told}, {quoted}.
    html: str
    has_references: bool = True
    coding: str = "quoted-printable"
    charset: str = "utf-8"
    sent_with: str = ""


CLIENTS = {
    "Gmail": Client(
        "On Mon, 3 Jun 2024 at 10:12, {name} <{address}> wrote:", "marked", "Re: ",
        '<div dir="ltr">{words}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{told}<br></div>'
        '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{quoted}</blockquote></div>',
    ),
    "Outlook": Client(
        "", "headed", "RE: ",
        '<html><body><div class="WordSection1"><div>{words}</div>'
        '<div style="border:none"><p class="MsoNormal">{told}</p></div><div>{quoted}</div></div></body></html>',
        coding="base64",
    ),
    "Outlook in German": Client(
        "", "headed", "AW: ",
        '<div class="WordSection1"><div>{words}</div><div style="border:none;border-top:solid #E1E1E1 1.0pt">'
        '<p class="MsoNormal">{told}</p></div><div>{quoted}</div></div>',
        has_references=False, charset="windows-1252",
    ),
    "Outlook on the web": Client(
        "", "headed", "Re: ",
        '<div class="elementToProof">{words}</div><div id="appendonsend"></div><hr tabindex="-1">'
        '<div id="divRplyFwdMsg" dir="ltr">{told}</div><div>{quoted}</div>',
    ),
    "Apple Mail": Client(
        "On 3 Jun 2024, at 10:12, {name} <{address}> wrote:", "marked", "Re: ",
        '<html><body>{words}<div><br><blockquote type="cite"><div>{told}</div><br><div>{quoted}</div></blockquote>'
        "</div></body></html>",
    ),
    "Thunderbird": Client(
        "On 03/06/2024 10:12, {name} wrote:", "marked", "Re: ",
        '<html><body>{words}<div class="moz-cite-prefix">{told}<br></div><blockquote type="cite" cite="mid:1@x.org">'
        "{quoted}</blockquote></body></html>",
        coding="8bit",
    ),
    "Yahoo": Client(
        "On Monday, June 3, 2024 at 10:12:33 AM GMT+2, {name} <{address}> wrote:", "plain", "Re: ",
        '<div class="ydp1a2b">{words}</div><div id="yahoo_quoted_42" class="yahoo_quoted"><div>{told}</div>'
        "<div>{quoted}</div></div>",
    ),
    "telephone": Client(
        "On 3 Jun 2024, at 10:12, {name} <{address}> wrote:", "marked", "Re: ",
        '<html><body dir="auto">{words}<div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br>'
        '<blockquote type="cite">{told}<br><br></blockquote></div>'
        '<blockquote type="cite">{quoted}</blockquote></body></html>',
        sent_with="\n\nSent from my iPhone",
    ),
}  # fmt: skip
HEADED = {
    "AW: ": ("Von", "Gesendet", "An", "Betreff"),
    "": ("From", "Sent", "To", "Subject"),
}


def answered(message, words, *, by, client, shape="both", place="above", loses=()):
    """The bytes of what `by` answers to `message`, an EmailMessage or Message of ours, with the named client.

    shape: "plain", "html" or "both"; place: where the words stand, "above", "below" or "within" the quoted ones;
    loses: of "address" (the reply address), "ids" (In-Reply-To and References), "subject" (what we gave it).
    """
    kind = CLIENTS[client]
    asked = text_of(message)
    told = telling(kind, message)
    plain = laid_out(words + kind.sent_with, told, quoted(kind, asked), place)
    rich = kind.html.format(words=lines(words), told=lines(told), quoted=lines(asked))
    if place != "above":
        rich = f"<div>{lines(told)}</div><blockquote type=cite>{lines(asked)}</blockquote><div>{lines(words)}</div>"
    head = header(message, kind, by, loses)
    bodies = {"plain": part("text/plain", plain, kind), "html": part("text/html", rich, kind)}
    if shape in bodies:
        return head + bodies[shape]
    both = b"".join(b"--=_frontier\r\n" + body + b"\r\n" for body in bodies.values())
    return (
        head
        + b'Content-Type: multipart/alternative; boundary="=_frontier"\r\n\r\n'
        + both
        + b"--=_frontier--\r\n"
    )


def header(message, kind, by, loses):
    subject = message["Subject"]
    mailbox = parseaddr(message["From"])[1]
    fields = {
        "From": by,
        "To": mailbox if "address" in loses else message["Reply-To"] or mailbox,
        "Subject": "A question" if "subject" in loses else f"{kind.prefix}{subject.removeprefix('Re: ')}",
        "Message-ID": f"<{abs(hash((by, message['Message-ID'])))}.answer@mail.example>",
        "Date": "Mon, 03 Jun 2024 12:00:00 +0200",
        "MIME-Version": "1.0",
    }
    if "ids" not in loses:
        fields["In-Reply-To"] = message["Message-ID"]
        if kind.has_references:
            # Folded as it comes: one id a line.
            ids = [*(message["References"] or "").split(), message["Message-ID"]]
            fields["References"] = "\r\n ".join(ids)
    return "".join(f"{name}: {coded(value)}\r\n" for name, value in fields.items()).encode()


def coded(value):
    return value if value.isascii() else Header(value, "utf-8").encode()


def part(type, text, kind):
    raw = text.replace("\n", "\r\n").encode(kind.charset, "replace")
    body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(kind.coding, bytes)(
        raw
    )
    head = (
        f'Content-Type: {type}; charset="{kind.charset}"\r\nContent-Transfer-Encoding: {kind.coding}\r\n\r\n'
    )
    return head.encode() + body


def text_of(message):
    """The words of ours that it quotes."""
    plain = next(one for one in message.walk() if one.get_content_type() == "text/plain")
    return plain.get_payload(decode=True).decode().replace("\r\n", "\n").rstrip()


def telling(kind, message):
    """The line or lines that say whose words follow."""
    name, address = parseaddr(str(message["From"]))
    if kind.quote != "headed":
        return kind.attribution.format(name=name or address, address=address)
    labels = HEADED.get(kind.prefix, HEADED[""])
    values = (f"{name} <{address}>", "3/6/2024 10:12", "Ann <ann@example.com>", message["Subject"])
    return "\n".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))


def quoted(kind, text):
    if kind.quote == "marked":
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return text


def laid_out(words, told, quoted, place):
    if place == "above":
        return f"{words}\n\n{told}\n\n{quoted}\n"
    if place == "below":
        return f"{told}\n{quoted}\n\n{words}\n"
    first, _line, rest = quoted.partition("\n")
    return f"{told}\n{first}\n\n{words}\n\n{rest}\n"


def lines(text):
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))
