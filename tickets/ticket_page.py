"""All that the agents' page of one ticket shows; every part is asked for only when it is shown."""

from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from accounts.models import Team, User
from core.addresses import address
from core.kept import Kept
from tickets import presence
from tickets.forms.answers import told_answers
from tickets.forms.composer import ComposerForm
from tickets.models import (
    Addressed,
    Attachment,
    Draft,
    Event,
    Follower,
    GuestLink,
    Identity,
    Impact,
    Kind,
    Link,
    Participant,
    Priority,
    ReadMark,
    ResolutionCode,
    Severity,
    SupplierCase,
    Ticket,
    Urgency,
)
from tickets.timeline import SHOWN, Timeline

# What nearly every page shows. Each join more makes the statement dearer to plan than the last one did.
FACTS = [
    "requester", "assignee", "team", "status", "desk", "category", "category__parent", "organization", "department",
    "contract", "resolution_code",
]  # fmt: skip
LATEST_TICKETS = 5
LATEST = ["number", "subject", "status__name", "status__names"]
LINKED = [f"{end}__{fact}" for end in ("source", "target") for fact in ("number", "subject")]


def worked_ticket(request, number):
    """The ticket with this number, if the reader works on it; Http404 otherwise."""
    return get_object_or_404(
        Ticket.objects.worked_by(request.user).select_related("status", "desk"), number=number
    )


def usual_then(request, ticket):
    """What the main button of a reply does with the status: what this person chose last."""
    chosen = request.session.get("composer", {}).get("then")
    return "waiting" if chosen == "waiting" and ticket.is_open else "stay"


@Kept
def with_marks(user, desks, number, now):
    """The ticket with this number, with what `user` has and keeps at it."""
    user = User.stand_in(user, desks)
    mine = {"ticket": OuterRef("pk"), "user": user}
    drafts = Draft.objects.filter(**mine).values(told=JSONObject(mode=F("mode"), content=F("content")))
    people = Participant.objects.filter(ticket=OuterRef("pk")).values(
        told=JSONObject(pk=F("user"), name=F("user__name"), email=F("user__email"), may_reply=F("may_reply"))
    )
    asked_about = Addressed.objects.undecided().filter(ticket=OuterRef("pk")).order_by("pk")
    others = asked_about.values(
        told=JSONObject(pk=F("pk"), name=F("name"), address=F("address"), doubts=F("message__doubts"))
    )
    tickets = Ticket.objects.worked_by(user).filter(number=number)
    return tickets.select_related(*FACTS).annotate(
        drafts_here=ArraySubquery(drafts),
        people_here=ArraySubquery(people),
        also_addressed=ArraySubquery(others),
        read_up_to=Subquery(ReadMark.objects.filter(**mine).values("event_id")[:1]),
        is_followed=Exists(Follower.objects.filter(**mine)),
        has_guest_links=Exists(GuestLink.objects.alive(now).filter(ticket=OuterRef("pk"))),
        # Most tickets have none of these, and are asked about none of them further.
        has_links=Exists(Link.objects.filter(Q(source=OuterRef("pk")) | Q(target=OuterRef("pk")))),
        has_cases=Exists(SupplierCase.objects.open().filter(ticket=OuterRef("pk"))),
        has_suppliers=Exists(Team.objects.suppliers_of(OuterRef("desk"))),
        has_files=Exists(Attachment.objects.filter(message__ticket=OuterRef("pk"))),
    )


@Kept
def newest_of(user, desks, requester, besides):
    """The newest tickets `requester` asked for, but for one, as far as `user` may see them."""
    theirs = Ticket.objects.worked_by(User.stand_in(user, desks)).filter(requester=requester)
    theirs = theirs.exclude(pk=besides).select_related("status").only(*LATEST)
    return theirs.order_by("-opened_at")[:LATEST_TICKETS]


class TicketPage:
    """What `request.user` sees of the ticket with `number`; Http404 for those who do not work on it."""

    def __init__(self, request, number, *, composer=None, notice=None):
        self.request, self.user = request, request.user
        found = with_marks.rows(number=number, now=timezone.now(), **self.user.as_values)
        if not found:
            raise Http404
        self.ticket = found[0]
        self.place = request.GET.get("in", "") or request.POST.get("in", "")
        self.notice = notice
        if composer is not None:
            self.composer = composer

    @cached_property
    def timeline(self):
        return Timeline(
            self.ticket,
            self.user,
            read_up_to=self.ticket.read_up_to,
            show=self.request.GET.get("show", "all"),
            is_whole="whole" in self.request.GET,
            has_files=self.ticket.has_files,
        )

    @property
    def shown(self):
        return [(name, label, name == self.timeline.show) for name, label in SHOWN.items()]

    @property
    def address(self):
        """This page, opened from the same list."""
        return f"{address('tickets:ticket', self.ticket.number)}{self.query}"

    @property
    def list_address(self):
        """The list this page was opened from."""
        view = self.place if "=" in self.place else urlencode({"view": self.place}) if self.place else ""
        return f"{address('tickets:queue')}{'?' if view else ''}{view}"

    @property
    def shown_query(self):
        whole = {"whole": 1} if self.timeline.is_whole else {}
        return urlencode({"show": self.timeline.show, "in": self.place, **whole})

    @property
    def query(self):
        return f"?{urlencode({'in': self.place})}" if self.place else ""

    @cached_property
    def composer(self):
        kept = {entry["mode"]: entry["content"] for entry in self.ticket.drafts_here}
        asked = self.request.GET.get("mode")
        mode = asked if asked in ("reply", "note") else self._usual_mode(kept)
        return ComposerForm(ticket=self.ticket, by=self.user, mode=mode, kept=kept)

    def _usual_mode(self, kept):
        # A reply when the customer spoke last; otherwise what was begun.
        return "note" if "note" in kept and "reply" not in kept and self.ticket.is_answered else "reply"

    @cached_property
    def codes(self):
        return list(ResolutionCode.objects.in_use())

    @property
    def usual_then(self):
        return usual_then(self.request, self.ticket)

    kinds, impacts, urgencies = Kind.choices, Impact.choices, Urgency.choices
    priorities, severities = Priority.choices, Severity.choices

    @property
    def identity_icon(self):
        icons = {Identity.NONE: "help-circle", Identity.CONTRACT: "shield-check"}
        return icons.get(self.ticket.identity, "shield")

    @cached_property
    def others_here(self):
        return presence.others_at(self.ticket, self.user)

    @cached_property
    def answers(self):
        return told_answers(self.ticket)

    @property
    def participants(self):
        return self.ticket.people_here

    @property
    def also_addressed(self):
        """Whom mails were also addressed to, and nobody has decided about yet. Of a double, the other ticket asks."""
        return [] if self.merged_into else self.ticket.also_addressed

    @cached_property
    def cases(self):
        """What lies with suppliers now."""
        return list(self.ticket.supplier_cases.open().select_related("team")) if self.ticket.has_cases else []

    @cached_property
    def merged_into(self):
        return self.ticket.merged_into if self.ticket.has_links else None

    @cached_property
    def may_be_unmerged(self):
        """Whether the reader can make it a ticket of its own again."""
        if self.merged_into not in [other for _link, other in self.links]:
            return False
        merges = [event for event in self.timeline.events if event.kind == Event.Kind.MERGED]
        return bool(merges) and self.ticket.may_be_unmerged(merges[-1])

    @cached_property
    def links(self):
        """[(link, the other ticket)] as far as the reader may see those."""
        if not self.ticket.has_links:
            return []
        mine = Q(self._seen("target"), source=self.ticket) | Q(self._seen("source"), target=self.ticket)
        links = Link.objects.filter(mine).select_related("source", "target").only(*LINKED)
        return [(link, link.target if link.source_id == self.ticket.pk else link.source) for link in links]

    def _seen(self, end):
        return Exists(Ticket.objects.worked_by(self.user).filter(pk=OuterRef(end)))

    @cached_property
    def latest_tickets(self):
        """The newest other tickets of the same person, as far as the reader may see them."""
        return newest_of.rows(
            requester=self.ticket.requester_id, besides=self.ticket.pk, **self.user.as_values
        )

    @property
    def files(self):
        messages = self.timeline.messages.values() if self.ticket.has_files else []
        return [file for message in messages for file in message.attachments.all()]

    @property
    def contract_holds(self):
        contract, today = self.ticket.contract, timezone.localdate()
        return contract.valid_from <= today and (contract.valid_to is None or contract.valid_to >= today)

    @property
    def tag(self):
        """Changes whenever the timeline does (RFC 9110, entity tags)."""
        parts = [
            self.ticket.pk, self.ticket.updated_at.timestamp(), self.ticket.read_up_to, self.timeline.has_held,
            self.timeline.show, self.timeline.is_whole, get_language(), self.user.pk,
        ]  # fmt: skip
        return '"' + "-".join(str(part) for part in parts) + '"'
