"""The roles and what each may do, on one page.

A role says what a person may do; `tickets/models/visible.py` says to which tickets. The names are ITIL 4's.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REQUESTER = "requester", _("Requester")
    AGENT = "agent", _("Agent")
    LEAD = "lead", _("Team lead")
    MANAGER = "manager", _("Manager")
    ADMIN = "admin", _("Administrator")


STAFF = {Role.AGENT, Role.LEAD, Role.MANAGER, Role.ADMIN}

MAY = {
    # Works tickets of the own desks: takes, answers, notes, resolves.
    "work_tickets": STAFF,
    # Shares views with a team, withdraws guest links, retires tags, sees the load of the team.
    "lead_team": {Role.LEAD, Role.MANAGER, Role.ADMIN},
    # Sees the tickets of every desk that has no walls (Desk.is_walled).
    "see_all_desks": {Role.MANAGER, Role.ADMIN},
    # Opens the administration: desks, categories, people, statuses, mail.
    "administer": {Role.ADMIN},
}


class Sight(models.TextChoices):
    """Which tickets a requester sees besides the own ones."""

    OWN = "own", _("Own tickets")
    DEPARTMENT = "department", _("Tickets of the department")
    ORGANIZATION = "organization", _("Tickets of the organization")


def may(user, ability):
    """Whether `user` holds a role with `ability` (a key of MAY); never when signed out or switched off."""
    return bool(user.is_authenticated and user.is_active and user.role in MAY[ability])
