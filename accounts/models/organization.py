"""Organizations whose people ask, and the mail domains that say who belongs to them."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.naming import Retirable

validate_domain = RegexValidator(
    r"^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$",
    _("Enter a domain such as example.org, in small letters."),
)


class Organization(Retirable):
    """A company, school, hospital or office whose people ask."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    notes = models.TextField(_("notes for agents"), blank=True)
    is_vip = models.BooleanField(_("very important"), default=False)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("customer contact"),
        help_text=_(
            "Whom service levels may tell when a promise to these people is in danger. "
            "They hear only of requests they may see."
        ),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self):
        return self.name


class OrganizationDomain(models.Model):
    """A mail domain; a verified address in it makes its owner a member. Never trust an unverified address."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="domains")
    domain = models.CharField(_("domain"), max_length=253, unique=True, validators=[validate_domain])

    class Meta:
        ordering = ["domain"]
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")

    def __str__(self):
        return self.domain
