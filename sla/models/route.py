"""Who is next when a promise is in danger: for each category and tier, the team that takes over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Desk, Team
from tickets.models import Category


class RouteManager(models.Manager):
    def team_for(self, ticket, tier):
        """The team in use that takes over `ticket` at a tier, by its category or the nearest above; None: nobody."""
        path = [category.pk for category in ticket.category.path()] if ticket.category_id else []
        routes = self.filter(tier=tier, team__is_active=True).select_related("team")
        by_category = {route.category_id: route.team for route in routes.filter(desk=ticket.desk_id)}
        return next((by_category[pk] for pk in [*reversed(path), None] if pk in by_category), None)


class Route(models.Model):
    """One line of the routing table (ITIL 4: hierarchic and functional escalation)."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="+", verbose_name=_("desk"))
    category = models.ForeignKey(
        Category,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
        help_text=_("Empty: every category of the desk that has no line of its own."),
    )
    tier = models.PositiveSmallIntegerField(_("tier"), choices=Team.Tier)
    team = models.ForeignKey(Team, models.CASCADE, related_name="+", verbose_name=_("team"))

    objects = RouteManager()

    class Meta:
        ordering = ["desk", "category", "tier"]
        verbose_name = _("line of the routing table")
        verbose_name_plural = _("routing table")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "category", "tier"], name="one_route_a_tier", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"{self.category or self.desk} → {self.get_tier_display()}"
