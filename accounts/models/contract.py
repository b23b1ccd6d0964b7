"""Contracts: what an organization has bought, from when to when, and from which network addresses it asks."""

import ipaddress

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization


def validate_network(value):
    """Accept one network in CIDR notation (RFC 4632, RFC 4291) such as 192.0.2.0/24 or 2001:db8::/32."""
    try:
        ipaddress.ip_network(value)
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” is not a network such as 192.0.2.0/24."), params={"value": value}
        ) from error


class ContractQuerySet(models.QuerySet):
    def valid_on(self, day):
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def matching(self, organization, *, number="", ip=None):
        """The contract of `organization` that holds today: by number, else by address, else the newest."""
        if organization is None:
            return None
        valid = list(self.valid_on(timezone.localdate()).filter(organization=organization))
        by_number = [contract for contract in valid if number and contract.number == number]
        by_address = [contract for contract in valid if contract.covers(ip)]
        return next(iter(by_number or by_address or valid), None)


class Contract(models.Model):
    """One contract of one organization."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="contracts", verbose_name=_("organization")
    )
    number = models.CharField(_("contract number"), max_length=60, unique=True)
    service_level = models.CharField(
        _("service level"), max_length=120, blank=True, help_text=_("Such as “Gold, 4 hours”.")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("customer contact"),
        help_text=_("Empty: the contact of the organization."),
    )
    ip_ranges = ArrayField(
        models.CharField(max_length=49, validators=[validate_network]),
        verbose_name=_("networks"),
        default=list,
        blank=True,
        help_text=_("Addresses this customer asks from, separated by commas: 192.0.2.0/24, 2001:db8::/32."),
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "number"]
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="contract_ends_after_it_starts",
                violation_error_message=_("A contract cannot end before it starts."),
            )
        ]

    def __str__(self):
        return f"{self.number} ({self.service_level})" if self.service_level else self.number

    def covers(self, ip):
        """Whether the address `ip` (text or None) lies in one of the contract's networks."""
        if not ip:
            return False
        address = ipaddress.ip_address(ip)
        networks = (ipaddress.ip_network(network) for network in self.ip_ranges)
        return any(address.version == network.version and address in network for network in networks)
