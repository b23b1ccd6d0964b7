"""What a good password is, and the links with which people set a new one."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from core.numbers import number

LONGEST = 128
OWN_WORDS = {"helpdesk", "servicedesk", "support", "welcome", "changeme", "administrator"}


class MaximumLengthValidator:
    """Refuses passwords so long that hashing them would be a burden (ASVS 5.0, 6.2.9)."""

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(
                _("A password has at most %(most)s characters.") % {"most": number(LONGEST)}
            )

    def get_help_text(self):
        return _("Your password can have up to %(most)s characters.") % {"most": number(LONGEST)}


class OwnWordsValidator:
    """Refuses passwords that are only the name of this place and some digits (ASVS 5.0, 6.2.11)."""

    def validate(self, password, user=None):
        place = {str(settings.SITE_NAME), *(urlsplit(settings.SITE_URL).hostname or "").split(".")}
        words = OWN_WORDS | {_letters(name) for name in place}
        if _letters(password) in words - {""}:
            raise ValidationError(_("This is the first password anybody would try here."))

    def get_help_text(self):
        return _("Your password can’t be the name of this site with some digits.")


class NewestResetLink(PasswordResetTokenGenerator):
    """Makes reset links of which only the newest works: once, and until the address or password changes."""

    def make_token(self, user):
        User.objects.filter(pk=user.pk).update(reset_links=F("reset_links") + 1)
        user.refresh_from_db(fields=["reset_links"])
        return super().make_token(user)

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.reset_links}"


def _letters(text):
    return re.sub(r"[\W\d_]", "", text).casefold()
