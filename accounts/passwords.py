from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128


class MaximumLengthValidator:
    """Refuses passwords so long that hashing them would be a burden (ASVS 5.0, 6.2.9)."""

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(_("A password has at most %(most)d characters.") % {"most": LONGEST})

    def get_help_text(self):
        return _("Your password can have up to %(most)d characters.") % {"most": LONGEST}
