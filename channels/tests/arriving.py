"""Mail that arrives in a test."""

from email.message import EmailMessage

from channels.email.intake import keep
from channels.models import Letter
from channels.tasks import sweep_letters

OURS = "mx.example.org"


def mail(words="It smokes.", *, sender="zoe@example.net", subject="The printer", **headers):
    """The bytes of a mail."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "support@example.org", subject
    made["Message-ID"] = f"<{Letter.objects.count()}.4711@example.org>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    return made.as_bytes()


def arrived(raw, **facts):
    """The Letter of a mail, kept and read."""
    letter = keep(raw, **facts)
    sweep_letters()
    letter.refresh_from_db()
    return letter
