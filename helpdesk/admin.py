"""The administration's own site: signed in through the same door as everybody, arranged by job."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

# What stands together, in which order, and one sentence about each (app_label.Model); a third word renames it.
JOBS = [
    (_("People"), "people", [
        ("accounts.User", _("Who may sign in, what each may do, and the mail to choose a password.")),
        ("accounts.Organization", _("Whose people ask: mail domains, departments, contracts.")),
        ("accounts.Department", _("Parts of an organization; a head may see what the others ask.")),
        ("accounts.Contract", _("What was bought, until when, and from which networks they ask.")),
    ]),
    (_("Desks and forms"), "desks", [
        ("accounts.Desk", _("The departments that help, such as IT or Finance.")),
        ("accounts.Team", _("Who works at which desk, and at which tier.")),
        ("tickets.Category", _("What people may ask for, and what each form asks them.")),
        ("sla.Route", _("Which team of the next tier takes over.")),
    ]),
    (_("Words of tickets"), "words", [
        ("tickets.Status", _("Names and colours of the states, and who may move a ticket where.")),
        ("tickets.MatrixCell", _("How far it reaches and how much it hurries give the priority.")),
        ("tickets.ResolutionCode", _("How a ticket may end; “not a valid issue” is counted apart.")),
    ]),
    (_("Mail"), "mail", [
        ("channels.Mailbox", _("The addresses mail is sent from, and the signature under it.")),
        ("channels.Account", _("Where mail is fetched from, and how that goes.")),
        ("channels.Transport", _("Servers and providers that mail of a mailbox leaves by.")),
        ("channels.Inlet", _("Addresses that providers and scripts bring mail to.")),
        ("channels.Webhook", _("Addresses of other programs that hear of broken promises.")),
        ("channels.WebhookCall", _("What they were told, what waits, what was given up and can be sent again.")),
        ("channels.Outgoing", _("What was sent, what waits, what was given up and can be sent again.")),
        ("channels.Suppression", _("Dead addresses, and those who took our mail for spam; each can be lifted.")),
        ("channels.Breaker", _("When a mailbox sent so much automatic mail that it was stopped.")),
    ]),
    (_("Health"), "health", [
        ("tickets.Event", _("What still follows from events, or was given up and can be run again."),
         _("Unfinished work")),
        ("sla.Proposal", _("Changes of hours and promises, and how far they were carried over.")),
        ("sla.ClockJump", _("When the clock of the database jumped ahead and no service level fired.")),
        ("admin.LogEntry", _("Who changed what in this administration, and when."), _("History of changes")),
    ]),
]  # fmt: skip


class HelpdeskAdminSite(AdminSite):
    site_header = site_title = _("Helpdesk administration")
    index_title = _("Everything that can be set")
    login = method_decorator(secure_admin_login)(AdminSite.login)

    def get_app_list(self, request, app_label=None):
        """Models by job instead of by application; what no job names comes last."""
        known = super().get_app_list(request, app_label)
        if app_label:
            return known
        models = {model["model"]._meta.label: model for app in known for model in app["models"]}
        jobs = [
            {"name": name, "app_label": key, "app_url": "", "models": self._of_job(models, rows)}
            for name, key, rows in JOBS
        ]
        if models:
            others = list(models.values())
            jobs.append({"name": _("More"), "app_label": "more", "app_url": "", "models": others})
        return [job for job in jobs if job["models"]]

    def _of_job(self, models, rows):
        found = []
        for label, about, *names in rows:
            if model := models.pop(label, None):
                found.append({**model, "about": about, "name": (names or [model["name"]])[0]})
        return found
