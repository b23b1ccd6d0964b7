"""Names that admins give and people read in their own language."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.commas import listed


def in_own_language(text, translations):
    """`text` in the reader's language where `translations` ({"fa": "..."}) has it, else as it stands."""
    return (translations or {}).get((get_language() or "")[:2]) or text


def validate_translations(value):
    """Accept only {"language code": "text"} with languages the house speaks; raise ValidationError."""
    known = {code for code, _name in settings.LANGUAGES}
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValidationError(_('Write one text for each language, such as {"fr": "Réseau"}.'))
    if unknown := sorted(set(value) - known):
        raise ValidationError(_("Unknown language: %(codes)s."), params={"codes": listed(unknown)})


class Named(models.Model):
    """Has a name, and the same name in other languages."""

    name = models.CharField(_("name"), max_length=120)
    names = models.JSONField(
        _("name in other languages"),
        default=dict,
        blank=True,
        validators=[validate_translations],
        help_text=_('One text for each language code, such as {"fr": "Réseau", "fa": "شبکه"}.'),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return in_own_language(self.name, self.names)


class Retirable(models.Model):
    """Is switched off instead of deleted once something refers to it."""

    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Switch off instead of deleting: what exists keeps it.")
    )

    class Meta:
        abstract = True
