"""The ticket: its facts, and the list of what can be done with it. Each ability has a file of its own."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex, GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Contract, Department, Desk, Organization
from core.addresses import address
from tickets.folding import BLOCK, Fold, Words
from tickets.models.addressed import Addressable
from tickets.models.assignable import Assignable, AssignableQuerySet
from tickets.models.choices import OPEN_GROUPS, Channel, Identity
from tickets.models.conversable import Conversable
from tickets.models.describable import Describable, DescribableQuerySet
from tickets.models.linkable import Linkable
from tickets.models.mergeable import Mergeable
from tickets.models.movable import MovableQuerySet
from tickets.models.prioritized import Prioritized, PrioritizedQuerySet
from tickets.models.promisable import Promisable, PromisableQuerySet
from tickets.models.resolvable import CLOSING_INDEX, Resolvable, ResolvableQuerySet
from tickets.models.separable import Separable
from tickets.models.suppliable import Suppliable
from tickets.models.undoable import Undoable
from tickets.models.visible import VisibleQuerySet
from tickets.models.waitable import WaitableQuerySet
from tickets.models.watchable import Watchable, WatchableQuerySet

IS_OPEN = Q(group__in=OPEN_GROUPS)


class TicketQuerySet(
    AssignableQuerySet,
    DescribableQuerySet,
    MovableQuerySet,
    PrioritizedQuerySet,
    PromisableQuerySet,
    ResolvableQuerySet,
    VisibleQuerySet,
    WaitableQuerySet,
    WatchableQuerySet,
):
    """Tickets, in the words of every ability."""


class Ticket(
    Addressable,
    Assignable,
    Conversable,
    Describable,
    Linkable,
    Mergeable,
    Prioritized,
    Promisable,
    Resolvable,
    Separable,
    Suppliable,
    Undoable,
    Watchable,
):
    """Something a person asked for, from the first word to the last."""

    # Short enough to say on the phone; given by a sequence, so that nobody waits for a number.
    number = models.BigIntegerField(
        _("number"),
        unique=True,
        editable=False,
        db_default=Func(Value("tickets_number"), function="nextval", output_field=models.BigIntegerField()),
    )
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", verbose_name=_("desk"))
    # These three have indexes below that begin with them (ticket_of_...).
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("requester"),
    )
    organization = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("organization"),
    )
    department = models.ForeignKey(
        Department,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("department"),
    )
    contract = models.ForeignKey(
        Contract, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contract")
    )
    channel = models.CharField(_("channel"), max_length=12, choices=Channel, default=Channel.PORTAL)
    source_ip = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    identity = models.PositiveSmallIntegerField(_("identity"), choices=Identity, default=Identity.NONE)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        indexes = [
            CLOSING_INDEX,
            models.Index(fields=["due_order", "id"], condition=IS_OPEN, name="ticket_open_by_due"),
            models.Index(fields=["-updated_at", "-id"], condition=IS_OPEN, name="ticket_open_by_update"),
            models.Index(
                fields=["assignee", "due_order", "id"], condition=IS_OPEN, name="ticket_open_of_agent"
            ),
            # IS NULL is no equality to the planner, so the unassigned ones have an index of their own.
            models.Index(
                fields=["due_order", "id"],
                condition=IS_OPEN & Q(assignee__isnull=True),
                name="ticket_open_of_nobody",
            ),
            models.Index(
                fields=["priority", "due_order", "id"], condition=IS_OPEN, name="ticket_open_by_priority"
            ),
            # Counts of what waits, for the side of every page.
            models.Index(fields=["desk", "group"], condition=IS_OPEN, name="ticket_open_at_desk"),
            models.Index(fields=["requester", "-public_updated_at", "-id"], name="ticket_of_requester"),
            models.Index(fields=["organization", "-public_updated_at", "-id"], name="ticket_of_organization"),
            models.Index(fields=["department", "-public_updated_at", "-id"], name="ticket_of_department"),
            models.Index(fields=["-updated_at", "-id"], name="ticket_by_update"),
            models.Index(
                fields=["waiting_until"], condition=Q(waiting_until__isnull=False), name="ticket_waking"
            ),
            # What was opened in a month, for reports.
            BrinIndex(fields=["opened_at"], name="ticket_opened"),
            GinIndex(fields=["tags"], name="ticket_by_tag"),
            GinIndex(Words("subject"), F("id") / BLOCK, name="ticket_words_in_block"),
            GinIndex(OpClass(Fold("subject"), "gin_trgm_ops"), name="ticket_by_likeness"),
        ]

    def __str__(self):
        return f"#{self.number} {self.subject}"

    def get_absolute_url(self):
        return address("tickets:ticket", self.number)

    def is_worked_by(self, user):
        """Whether `user` (None: the house itself) works on this ticket, and so reads its internal notes."""
        return user is None or self.desk in user.desks

    def is_visible_to(self, user):
        """Whether `visible_to` lets `user` read anything of this ticket; of the one who asked it is known."""
        is_theirs = user.is_active and user.pk == self.requester_id
        return is_theirs or type(self).objects.visible_to(user).filter(pk=self.pk).exists()
