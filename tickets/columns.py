"""The columns a list of tickets may have. Beside the usual ones a column names what a row must be fetched with."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """One column: what it is called, and the relation and fields it needs besides those every row has."""

    name: str
    label: str = field(compare=False)
    relation: str = ""
    fields: tuple = ()


COLUMNS = {
    column.name: column
    for column in [
        Column("requester", _("Requester")),
        Column("subject", _("Subject")),
        Column("number", _("No.")),
        Column("status", _("Status")),
        Column("priority", _("Priority")),
        Column("assignee", _("Assignee")),
        Column("due", _("Due")),
        Column("updated", _("Updated")),
        Column("organization", _("Organization"), "organization", ("organization__name",)),
        Column("category", _("Category"), "category", ("category__name", "category__names")),
        Column("team", _("Team"), "team", ("team__name", "team__names")),
        Column("opened", _("Opened"), "", ("opened_at",)),
    ]
}
USUAL = ("requester", "subject", "number", "status", "priority", "assignee", "due", "updated")
# The subject is the way into the ticket.
ALWAYS = "subject"


def known(names):
    """Those of `names` that are columns, each once; the subject is always among them."""
    found = tuple(dict.fromkeys(name for name in names if name in COLUMNS))
    return found if ALWAYS in found else (ALWAYS, *found)
