"""People: those who ask and those who help. The e-mail address is the name they sign in with."""

import zoneinfo

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.department import Department
from accounts.models.desk import Desk
from accounts.models.organization import Organization
from accounts.roles import MAY, STAFF, Role, Sight, may
from core.kept import Kept


def validate_time_zone(value):
    """Accept a zone of the IANA time zone database."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(value)s” is not a known time zone."), params={"value": value})


class UserManager(BaseUserManager.from_queryset(models.QuerySet)):
    def create_user(self, email, password=None, **facts):
        """Introduce a person; without a password they cannot sign in until they set one."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **facts):
        """An administrator, as `manage.py createsuperuser` makes one."""
        user = self.create_user(email, password, **{"role": Role.ADMIN, **facts})
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def staff(self):
        return self.filter(role__in=STAFF, is_active=True)

    def admins(self):
        return self.filter(role__in=MAY["administer"], is_active=True)

    def working_at(self, desk):
        """The people whom tickets of `desk` may be given to."""
        return self.staff().filter(teams__desk=desk, teams__is_active=True).distinct()

    def who_work_for(self, desk):
        """Those who see the tickets of `desk` from the agents' side: as Desk.objects.worked_by, asked of the desk."""
        members = models.Q(teams__desk=desk, teams__is_active=True)
        overseers = models.Q(pk__in=[]) if desk.is_walled else models.Q(role__in=MAY["see_all_desks"])
        people = self.staff().filter(members | overseers).distinct()
        return people if desk.is_active else people.none()

    def visible_to(self, user):
        """Whom `user` may find: agents find everybody, requesters only themselves."""
        if may(user, "work_tickets"):
            return self.all()
        return self.filter(pk=user.pk)


class User(AbstractBaseUser):
    """A person, once, whether they ask, help or do both."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Density(models.TextChoices):
        COMPACT = "compact", _("Compact")
        NORMAL = "normal", pgettext_lazy("density of rows", "Normal")
        ROOMY = "roomy", _("Roomy")

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.REQUESTER)
    sight = models.CharField(
        _("sees"), max_length=12, choices=Sight, default=Sight.OWN, help_text=_("For people who ask.")
    )
    organization = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("organization"),
    )
    department = models.ForeignKey(
        Department,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("department"),
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    notes = models.TextField(_("notes for agents"), blank=True)
    is_vip = models.BooleanField(_("very important"), default=False)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=settings.TIME_ZONE, validators=[validate_time_zone]
    )
    theme = models.CharField(_("theme"), max_length=8, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(_("density"), max_length=8, choices=Density, default=Density.NORMAL)
    has_shortcuts = models.BooleanField(_("single-key shortcuts"), default=True)
    is_away = models.BooleanField(_("away"), default=False)
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Switch off instead of deleting: what they wrote stays.")
    )
    reset_links = models.PositiveIntegerField(
        _("password links sent"), default=0, db_default=0, editable=False
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["name", "email"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_an_address",
                violation_error_message=_("Somebody with this address is here already."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def clean(self):
        self.email = (self.email or "").strip().lower()
        if self.department and self.department.organization_id != self.organization_id:
            raise ValidationError({"department": _("This department belongs to another organization.")})
        self._keep_an_admin()

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if not self.is_active:
            self.end_sessions()

    def end_sessions(self):
        """Sign this person out on every device; switching them on again brings none back."""
        for session in UserSession.objects.filter(user=self):
            session.end()

    def delete(self, *args, **kwargs):
        """Forget this person; raises ValidationError for the last administrator."""
        with transaction.atomic():
            self.is_active = False
            self._keep_an_admin()
            return super().delete(*args, **kwargs)

    def _keep_an_admin(self):
        admins = User.objects.admins().order_by("pk")
        if may(self, "administer") or not admins.filter(pk=self.pk).exists():
            return
        # Two administrators may remove each other at once: the lock lets the second one see the first.
        with transaction.atomic():
            if list(admins.select_for_update().values_list("pk", flat=True)) == [self.pk]:
                raise ValidationError(
                    _("This is the last administrator. Make somebody else an administrator first.")
                )

    def _get_session_auth_hash(self, secret=None):
        # The role stands in it too, so that a change of rights ends every session that had the former ones.
        salt = "accounts.models.user.session"
        return salted_hmac(
            salt, f"{self.password}:{self.role}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email

    @property
    def is_agent(self):
        return may(self, "work_tickets")

    @property
    def is_lead(self):
        return may(self, "lead_team")

    @property
    def is_staff(self):
        # Django admin asks this: who may open the administration at all.
        return may(self, "administer")

    @property
    def is_superuser(self):
        return may(self, "administer")

    def has_perm(self, permission, obj=None):
        return may(self, "administer")

    def has_perms(self, permissions, obj=None):
        return may(self, "administer")

    def has_module_perms(self, label):
        return may(self, "administer")

    @cached_property
    def desks(self):
        """The desks this person works at, asked once per request."""
        return list(Desk.objects.in_use().worked_by(self))

    # The door of a page says so of its reader (accounts/doors.py).
    is_of_one_request = False

    @property
    def worked_desks(self):
        """For desk__in=…: the desks whose tickets this person works on, retired ones too."""
        # Ids spare every statement of a page the three tables behind them; who outlives a request is asked anew.
        return self._worked_desk_ids if self.is_of_one_request else Desk.objects.worked_by(self).values("pk")

    @property
    def as_values(self):
        """What a kept statement (core/kept.py) is sent with for this reader, whom it knows as `stand_in`."""
        return {"user": self.pk, "desks": self.desk_keys}

    @property
    def desk_keys(self):
        """The keys of `worked_desks`."""
        return self._worked_desk_ids if self.is_of_one_request else self._desk_ids()

    @classmethod
    def stand_in(cls, pk, desks=()):
        """Somebody who works at `desks` (their keys) and of whom a statement that is kept needs no more."""
        reader = cls(pk=pk)
        reader.is_of_one_request, reader._worked_desk_ids = True, desks
        return reader

    @cached_property
    def _worked_desk_ids(self):
        return self._desk_ids()

    def _desk_ids(self):
        return desks_worked_by.rows(self.role, user=self.pk) if self.is_active else []


@Kept
def desks_worked_by(role, user):
    """The keys of the desks somebody in this role works at."""
    return Desk.objects.worked_by(User(pk=user, role=role)).values_list("pk", flat=True)
