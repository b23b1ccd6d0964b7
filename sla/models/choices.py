"""The fixed vocabularies of service levels (ITIL 4: SLA, OLA, underpinning contract)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Metric(models.TextChoices):
    """What a clock measures."""

    FIRST_RESPONSE = "first_response", _("First response")
    NEXT_RESPONSE = "next_response", _("Next response")
    PERIODIC_UPDATE = "periodic_update", _("Periodic update")
    RESOLUTION = "resolution", pgettext_lazy("promise", "Resolution")
    REQUESTER_WAIT = "requester_wait", _("Requester's wait")
    AGENT_WORK = "agent_work", _("Agent's work")
    OLA = "ola", _("Team's time to finish")
    OWN = "own", _("Team's time to accept")
    UC = "uc", _("Supplier's time")


# Those that run from the beginning of a ticket to its resolution, and differ by what makes them pause.
WHOLE_LIFE = (Metric.RESOLUTION, Metric.REQUESTER_WAIT, Metric.AGENT_WORK)
RESPONSES = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)
# Those that are promised to the requester.
PROMISED = (*WHOLE_LIFE, *RESPONSES, Metric.PERIODIC_UPDATE)
TEAM = (Metric.OLA, Metric.OWN)


class State(models.TextChoices):
    """Where a ticket stands, as far as clocks care."""

    NEW = "new", pgettext_lazy("ticket", "New")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING_CUSTOMER = "waiting_customer", _("Waiting for the requester")
    WAITING_VENDOR = "waiting_vendor", _("Waiting for a supplier")
    ON_HOLD = "on_hold", _("Waiting for a date")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")


STOPPED = (State.RESOLVED, State.CLOSED)
# What makes a clock pause unless its target says otherwise.
PAUSES = {
    Metric.PERIODIC_UPDATE: [State.WAITING_CUSTOMER],
    Metric.RESOLUTION: [State.WAITING_CUSTOMER],
    Metric.REQUESTER_WAIT: [State.WAITING_CUSTOMER],
    Metric.AGENT_WORK: [State.WAITING_CUSTOMER, State.WAITING_VENDOR, State.ON_HOLD],
    Metric.OLA: [State.WAITING_CUSTOMER, State.WAITING_VENDOR],
}


class Why(models.TextChoices):
    """Why a clock stopped."""

    ANSWERED = "answered", _("answered")
    RESOLVED = "resolved", _("resolved")
    HANDED_OVER = "handed_over", _("handed over")
    TAKEN = "taken", _("taken")
    RETURNED = "returned", _("returned")
    CANCELLED = "cancelled", pgettext_lazy("clock", "cancelled")


class Reopening(models.TextChoices):
    """What a reopened ticket does to its resolution clock."""

    RESUME = "resume", _("The same clock goes on")
    NEW_CYCLE = "new_cycle", _("A new clock with the whole time")
    IGNORE = "ignore", _("No clock")


class OnChange(models.TextChoices):
    """How a clock is measured when its target or calendar changes."""

    RECOMPUTE = "recompute", _("From its start by the new calendar")
    CARRY = "carry", _("What has passed stays measured by the old calendar")


class By(models.TextChoices):
    """Who said or did something, as far as clocks care."""

    CUSTOMER = "customer"
    AGENT = "agent"
    BOT = "bot"
    VENDOR = "vendor"
