"""The public face of the room's models."""

from sla.models.calendar import Calendar, CalendarVersion
from sla.models.choices import By, Metric, OnChange, Reopening, State, Why
from sla.models.clock import Clock
from sla.models.clock_jump import ClockJump
from sla.models.correction import Correction
from sla.models.deed import Deed
from sla.models.edition import Edition
from sla.models.firing import Firing
from sla.models.policy import Policy, PolicyVersion, Target
from sla.models.proposal import Proposal
from sla.models.record import ServiceRecord
from sla.models.route import Route
from sla.models.step import Step

__all__ = [
    "By",
    "Calendar",
    "CalendarVersion",
    "Clock",
    "ClockJump",
    "Correction",
    "Deed",
    "Edition",
    "Firing",
    "Metric",
    "OnChange",
    "Policy",
    "PolicyVersion",
    "Proposal",
    "Reopening",
    "Route",
    "ServiceRecord",
    "State",
    "Step",
    "Target",
    "Why",
]
