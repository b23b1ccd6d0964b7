"""What people may ask for: a tree of categories for each desk, and the fields each of them asks."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Desk, Team
from core.commas import parts
from core.naming import Named, Retirable, in_own_language, validate_translations
from tickets.models.choices import Kind


class CategoryQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True, desk__is_active=True)

    def offered_to(self, user):
        """What `user` may choose in the portal: guests only at desks that are open to them."""
        offered = self.in_use().filter(is_in_portal=True)
        return offered if user.is_authenticated else offered.filter(desk__is_open_to_guests=True)


class Category(Named, Retirable):
    """One thing people may ask a desk for."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", verbose_name=_("desk"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("inside")
    )
    hint = models.CharField(
        _("examples"),
        max_length=160,
        blank=True,
        help_text=_("Shown below the name in the portal, for example: Laptop, screen, printer."),
    )
    hints = models.JSONField(
        _("examples in other languages"), default=dict, blank=True, validators=[validate_translations]
    )
    kind = models.CharField(_("kind of ticket"), max_length=12, choices=Kind, default=Kind.INCIDENT)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("goes to team")
    )
    icon = models.CharField(_("icon"), max_length=40, default="lifebuoy")
    hue = models.PositiveSmallIntegerField(_("colour"), default=8, validators=[MaxValueValidator(11)])
    is_in_portal = models.BooleanField(_("offered in the portal"), default=True)
    asks_impact = models.BooleanField(_("asks how many people cannot work"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["desk__order", "order", "name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    @property
    def own_hint(self):
        return in_own_language(self.hint, self.hints)

    def path(self):
        """This category and those it lies in, outermost first."""
        return [*(self.parent.path() if self.parent_id else []), self]

    def clean(self):
        if self.parent_id:
            if self.parent.desk_id != self.desk_id:
                raise ValidationError({"parent": _("The outer category belongs to another desk.")})
            if self.pk and self.pk in {category.pk for category in self.parent.path()}:
                raise ValidationError({"parent": _("A category cannot lie inside itself.")})
        if self.team_id and self.team.desk_id != self.desk_id:
            raise ValidationError({"team": _("This team belongs to another desk.")})

    def fields_asked(self):
        """The fields of this category and of those it lies in, outermost first."""
        return list(
            FormField.objects.filter(category__in=[category.pk for category in self.path()], is_active=True)
            .select_related("show_when")
            .order_by("category__order", "order", "pk")
        )


class FormField(Retirable):
    """One question a category asks, in the portal and in the agent's form alike."""

    class Type(models.TextChoices):
        TEXT = "text", _("Text")
        LONG_TEXT = "long_text", _("Long text")
        NUMBER = "number", pgettext_lazy("kind of field", "Number")
        DATE = "date", _("Date")
        CHOICE = "choice", _("Choice")
        CHOICES = "choices", _("Many choices")
        YES_NO = "yes_no", _("Yes or no")
        FILE = "file", _("File")
        PERSON = "person", _("Person")

    category = models.ForeignKey(Category, models.CASCADE, related_name="fields", verbose_name=_("category"))
    key = models.SlugField(_("key"), max_length=40, help_text=_("Stays the same when the label changes."))
    label = models.CharField(_("label"), max_length=160)
    labels = models.JSONField(
        _("label in other languages"), default=dict, blank=True, validators=[validate_translations]
    )
    help_text = models.CharField(_("explanation"), max_length=240, blank=True)
    help_texts = models.JSONField(
        _("explanation in other languages"), default=dict, blank=True, validators=[validate_translations]
    )
    type = models.CharField(_("type"), max_length=12, choices=Type, default=Type.TEXT)
    options = ArrayField(
        models.CharField(max_length=120),
        verbose_name=_("choices"),
        default=list,
        blank=True,
        help_text=_("For “Choice” and “Many choices”, separated by commas."),
    )
    options_elsewhere = models.JSONField(
        _("choices in other languages"),
        default=dict,
        blank=True,
        validators=[validate_translations],
        help_text=_("In the same order, separated by commas."),
    )
    is_required = models.BooleanField(_("must be filled in"), default=False)
    show_when = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("show only when"),
        help_text=_("Another field of this category."),
    )
    show_when_values = ArrayField(
        models.CharField(max_length=120),
        verbose_name=_("is one of"),
        default=list,
        blank=True,
        help_text=_("Its values, separated by commas; “yes” or “no” for a yes-or-no field."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        constraints = [
            models.UniqueConstraint(fields=["category", "key"], name="one_field_of_a_key"),
            models.CheckConstraint(
                condition=~Q(show_when=models.F("pk")),
                name="field_does_not_wait_for_itself",
                violation_error_message=_("A field cannot wait for itself."),
            ),
        ]

    def __str__(self):
        return in_own_language(self.label, self.labels)

    @property
    def own_help_text(self):
        return in_own_language(self.help_text, self.help_texts)

    def own_words(self, option):
        """One of `options` as the reader calls it; what is no choice (any more) stands as it is."""
        words = parts(in_own_language("", self.options_elsewhere))
        return dict(zip(self.options, words, strict=False)).get(option, option)

    def clean(self):
        for words in self.options_elsewhere.values():
            if words and len(parts(words)) != len(self.options):
                raise ValidationError({"options_elsewhere": _("Enter as many choices in each language.")})
        if self.type in (self.Type.CHOICE, self.Type.CHOICES) and not self.options:
            raise ValidationError({"options": _("Enter at least one choice.")})
        if self.show_when_id and not self.show_when_values:
            raise ValidationError({"show_when_values": _("Say for which values this field is shown.")})

    def is_shown(self, answers):
        """Whether this field is asked, given the other `answers` ({key: value})."""
        if self.show_when is None:
            return True
        if not self.show_when.is_shown(answers):
            return False
        value = answers.get(self.show_when.key)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        given = value if isinstance(value, list) else [str(value)] if value not in (None, "") else []
        return bool(set(given) & set(self.show_when_values))
