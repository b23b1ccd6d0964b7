"""Mails as they come in on an ordinary day, the same ones each time."""

import random
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

OURS = "support@desk.example"
PEOPLE = 200
WORDS = [
    "printer",
    "light",
    "morning",
    "nobody",
    "report",
    "before",
    "noon",
    "please",
    "stairs",
    "red",
    "the",
    "and",
    "is",
]
KINDS = ["plain"] * 4 + ["formatted"] * 4 + ["with a file"] + ["answer"] * 3


def mails(count, seed=1):
    """`count` mails as bytes: plain ones, formatted ones, some with a file, and answers to earlier ones."""
    chance = random.Random(seed)  # noqa: S311  the same each time
    writers = []
    for number in range(count):
        kind = "plain" if number < len(KINDS) else chance.choice(KINDS)
        answered = chance.randrange(number) if kind == "answer" else None
        writers.append(chance.randrange(PEOPLE) if answered is None else writers[answered])
        yield _mail(number, kind, answered, writers[number], chance).as_bytes()


def _mail(number, kind, answered, person, chance):
    mail = EmailMessage()
    mail["From"] = f"Person {person} <person{person}@customer.example>"
    mail["To"] = OURS
    mail["Subject"] = f"Re: Trouble {answered}" if answered is not None else f"Trouble {number}"
    mail["Message-ID"] = f"<{number}.{seed_of(number)}@customer.example>"
    mail["Date"] = format_datetime(datetime(2026, 3, 2, 7, tzinfo=UTC) + timedelta(minutes=number))
    if answered is not None:
        mail["In-Reply-To"] = f"<{answered}.{seed_of(answered)}@customer.example>"
        mail["References"] = mail["In-Reply-To"]
    text = f"Hello,\n\n{_words(chance, 60)}\n\nKind regards\nPerson {person}\n"
    if answered is not None:
        text += f"\nOn Mon, 2 Mar 2026 at 08:00, Person {person} wrote:\n> {_words(chance, 30)}\n"
    mail.set_content(text)
    if kind == "formatted":
        cells = "".join(
            f"<tr><td style='color:#333;padding:2px'>{_words(chance, 6)}</td></tr>" for _row in range(20)
        )
        html = f"<html><body><p>Hello,</p><p><b>{text}</b></p><table>{cells}</table></body></html>"
        mail.add_alternative(html, subtype="html")
    if kind == "with a file":
        mail.add_attachment(
            chance.randbytes(60_000), maintype="application", subtype="pdf", filename="scan.pdf"
        )
    return mail


def seed_of(number):
    """Something that makes a Message-ID look like one."""
    return f"{number * 7919 % 1_000_003:x}"


def _words(chance, count):
    return " ".join(chance.choice(WORDS) for _word in range(count))
