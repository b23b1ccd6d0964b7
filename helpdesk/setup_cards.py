"""Everything an administrator can set, by job, with how much of it there is."""

from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Contract, Desk, Organization, Team, User
from channels.models import Account, Inlet, Mailbox, Outgoing, Rule, Transport
from core.numbers import number
from notifications.models import MailTemplate
from sla.models import Policy, Route
from tickets.models import Category, ResolutionCode, Status


@dataclass
class Card:
    """One kind of thing an administrator sets, how much of it there is, and where it is set."""

    title: str
    about: str
    icon: str
    state: str
    url: str


@dataclass
class Job:
    title: str
    cards: list


def jobs(counts):
    """Everything that can be set, by job, each with its state; `counts` are those of `setup.counted`."""
    card = partial(_card, counts)
    return [
        Job(_("People"), [
            card(User, "users", _("Who may sign in, and what each may do.")),
            card(Organization, "building", _("Whose people ask: domains, departments, contracts.")),
            card(Contract, "file-text", _("What was bought, from when to when.")),
        ]),
        Job(_("Desks and forms"), [
            card(Desk, "lifebuoy", _("The departments that help.")),
            card(Team, "users", _("Who works where, at which tier.")),
            card(Category, "list", _("What people may ask for, and what each form asks.")),
        ]),
        Job(_("Words of tickets"), [
            card(Status, "circle-dot", _("Names and colours of the states, allowed moves.")),
            card(ResolutionCode, "circle-check", _("How a ticket may end.")),
            Card(_("Priority matrix"), _("Impact and urgency give the priority."), "layout-kanban",
                 _("3 by 3"), reverse("admin:tickets_matrixcell_changelist")),
        ]),
        Job(_("Promises"), [
            Card(_("Service levels"), _("Working hours, and what is promised."), "clock", number(counts[Policy]),
                 reverse("service_levels:index")),
            card(Route, "arrow-forward-up", _("Which team of the next tier takes over.")),
        ]),
        *_jobs_of_mail(counts, card),
    ]  # fmt: skip


def _jobs_of_mail(counts, card):
    return [
        Job(_("Mail that comes in"), [
            card(Account, "download", _("Where mail is fetched from: IMAP, POP3, Microsoft 365, Google.")),
            Card(_("Rules for mail"), _("What becomes of a mail before it is a ticket."), "filter",
                 number(counts[Rule]), reverse("channels:rules")),
            Card(_("Mail that arrived"), _("Where each mail went, and what waits in quarantine."), "list", "",
                 reverse("channels:arrived")),
            card(Inlet, "link", _("Where scripts and providers bring mail by HTTP.")),
        ]),
        Job(_("Mail that goes out, and health"), [
            card(Mailbox, "mail", _("The addresses mail is sent from.")),
            card(Transport, "send", _("Servers and providers that mail of a mailbox leaves by.")),
            Card(_("Words of our mails"), _("What they say, for each desk and language."), "message",
                 number(counts[MailTemplate]), reverse("mail_words:index")),
            Card(_("Outgoing mail"), _("What was sent, and what could not be."), "send",
                 number(counts[Outgoing]), reverse("channels:sent")),
            Card(_("Health"), _("Queues, workers, disk, versions."), "chart-bar", "", reverse("helpdesk:health")),
        ]),
    ]  # fmt: skip


def _card(counts, model, icon, about):
    meta = model._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    return Card(str(meta.verbose_name_plural).capitalize(), about, icon, number(counts[model]), url)
