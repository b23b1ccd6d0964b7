"""The fixed vocabularies of a ticket (ITIL 4). What admins may name themselves is in status.py and category.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    INCIDENT = "incident", _("Incident")
    REQUEST = "request", _("Request")
    QUESTION = "question", _("Question")
    COMPLAINT = "complaint", _("Complaint")
    FEEDBACK = "feedback", _("Feedback")
    ALERT = "alert", _("Alert")


class Group(models.TextChoices):
    """The five fixed groups of statuses; rules, clocks and reports know only these."""

    NEW = "new", pgettext_lazy("ticket", "New")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("Waiting")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")


OPEN_GROUPS = [Group.NEW, Group.IN_PROGRESS, Group.WAITING]


class Channel(models.TextChoices):
    PORTAL = "portal", _("Portal")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    CHAT = "chat", _("Chat")
    AGENT = "agent", _("Entered by an agent")
    API = "api", _("Programming interface")
    MONITORING = "monitoring", _("Monitoring")


class Identity(models.IntegerChoices):
    """How sure we are that the requester is who they say, weakest first."""

    NONE = 0, _("Not confirmed")
    VERIFIED_MAIL = 1, _("Verified e-mail address")
    SIGNED_IN = 2, _("Signed in")
    CONTRACT = 3, _("Contract and network address match")


class Doubt(models.TextChoices):
    """Why words may not come from whom they seem to come (what mail programs leave open to anybody)."""

    UNPROVEN = "unproven", _("Nothing proves that this came from the address it names.")
    FORGED = "forged", _("The domain of this address says that the mail is not from there.")
    OTHER_REPLY_TO = "other_reply_to", _("Answers shall go to another address than it came from.")
    AGENTS_NAME = "agents_name", _("It bears the name of a colleague, and is not from them.")
    LOOKALIKE = "lookalike", _("The address looks like one we know, and is another.")
    STRANGER = "stranger", _("It is not from somebody who takes part here.")
    LISTED = "listed", _("A mailing list passed it on, and put its own address in place of the sender's.")
    KEY = "key", _("It brings a link or a code of another service. Pass it on to nobody who asks for it.")
    MACHINE = "machine", _("A machine wrote it.")


class Impact(models.IntegerChoices):
    WIDE = 1, _("Everybody, or a whole site")
    GROUP = 2, _("Several people")
    PERSON = 3, _("One person")


class Urgency(models.IntegerChoices):
    HIGH = 1, _("Work has stopped")
    MEDIUM = 2, _("Work is hindered")
    LOW = 3, _("It can wait")


class Priority(models.IntegerChoices):
    URGENT = 1, _("Urgent")
    HIGH = 2, _("High")
    NORMAL = 3, pgettext_lazy("priority", "Normal")
    LOW = 4, _("Low")


class Severity(models.IntegerChoices):
    CRITICAL = 1, _("Critical")
    MAJOR = 2, _("Major")
    MINOR = 3, _("Minor")
    COSMETIC = 4, _("Cosmetic")


class WaitingFor(models.TextChoices):
    REQUESTER = "requester", _("Requester")
    SUPPLIER = "supplier", _("Supplier")
    DATE = "date", _("A date")
