"""What becomes of a mail before it is a ticket: rules in an order, each with conditions and what follows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Desk, Team
from channels.models.mailbox import Mailbox
from tickets.models import Category, Priority


def is_walled(mailbox):
    """Whether the mail of a Mailbox (or None) is that of a closed desk."""
    return mailbox is not None and mailbox.desk is not None and mailbox.desk.is_walled


class RuleQuerySet(models.QuerySet):
    def with_aims(self):
        return self.select_related("mailbox__desk", "desk", "category__desk", "team__desk")

    def visible_to(self, user):
        """All but those for the mail of closed desks that `user` does not work at."""
        desks = Desk.objects.worked_by(user)
        return self.filter(Q(mailbox=None) | Q(mailbox__desk=None) | Q(mailbox__desk__in=desks))


class Rule(models.Model):
    """One rule. It acts on mail that would open a ticket; a later rule may change what an earlier one decided."""

    name = models.CharField(_("name"), max_length=120)
    mailbox = models.ForeignKey(
        Mailbox,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mailbox"),
        help_text=_("Rules for all are not for mail to closed desks: those have their own."),
    )
    order = models.PositiveIntegerField(_("order"), default=0, editable=False)
    is_active = models.BooleanField(_("in use"), default=True)
    # [{"field": "subject", "operator": "contains", "value": "invoice"}, …]: see channels/email/conditions.py.
    conditions = models.JSONField(_("conditions"), default=list)
    desk = models.ForeignKey(
        Desk, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("desk")
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, null=True, blank=True)
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True)
    is_last = models.BooleanField(_("no further rule"), default=False)
    is_refusing = models.BooleanField(_("refuse the mail"), default=False)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("mail rule")
        verbose_name_plural = _("mail rules")

    def __str__(self):
        return self.name

    def is_for(self, mailbox):
        """Whether it looks at mail to a Mailbox (or None). At the mail of a closed desk only those look that were
        made for its mailbox alone."""
        return self.mailbox == mailbox if self.mailbox_id else not is_walled(mailbox)

    @classmethod
    def next_place(cls):
        return (cls.objects.aggregate(last=Max("order"))["last"] or 0) + 1

    @transaction.atomic
    def move(self, step, *, by):
        """Stand before the rule before (-1) or behind the one behind (1), of those that `by` sees; at the end nothing
        happens."""
        rules = list(Rule.objects.select_for_update())
        seen = set(Rule.objects.visible_to(by).values_list("pk", flat=True))
        others = [one for one in rules[::step] if one.pk in seen]
        here = next((at for at, one in enumerate(others) if one.pk == self.pk), None)
        if here is None or here + 1 == len(others):
            return
        place = rules.index(others[here + 1])
        rules.remove(self)
        rules.insert(place, self)
        for order, rule in enumerate(rules, start=1):
            rule.order = order
        Rule.objects.bulk_update(rules, ["order"])
