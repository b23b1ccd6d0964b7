"""What a person asks: subject, words, files, and what the category wants to know."""

import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import directory
from accounts.models import Contract
from core.limits import allowed
from tickets.forms.answers import AnswersForm
from tickets.forms.files import FilesField
from tickets.models import Channel, Impact
from tickets.opening import Opening

LONGEST_TEXT = 50_000
AN_HOUR = timedelta(hours=1)
# A guest's own address may be somebody else's: few enough that nobody is bothered (trust.md, anonymous forms).
GUEST_LIMITS = {"address": 5, "ip": 20, "all": 500}
MEMBER_LIMIT = 60

HOW_MANY = [
    (Impact.PERSON, _("Only me")),
    (Impact.GROUP, _("Several people")),
    (Impact.WIDE, _("Everybody, or a whole site")),
]


class RequestForm(forms.Form):
    """A request in `category`, with its questions in `answers_form`. `user` may be anonymous; `typed` is what was
    written before ({name: [texts]}): a draft, or the same form of another category."""

    once = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    subject = forms.CharField(label=_("What is it about?"), max_length=200)
    body = forms.CharField(
        label=_("Tell us more"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 6})
    )
    impact = forms.TypedChoiceField(
        label=_("How many people cannot work?"), choices=HOW_MANY, coerce=int, widget=forms.RadioSelect
    )
    contract_number = forms.CharField(label=_("Contract number"), max_length=60, required=False)

    def __init__(self, category, user, data=None, files=None, typed=None):
        super().__init__(data, files, initial={"once": uuid.uuid4().hex, "impact": Impact.PERSON})
        self.category, self.user = category, user
        by = user if user.is_authenticated else None
        self.fields["files"] = FilesField(by=by, kept_name="attachments", label=_("Files"), required=False)
        self.answers_form = AnswersForm(category, by=by, data=data, files=files)
        self.ask_only_what_is_needed()
        self.dress()
        if typed:
            self.remember(typed)

    def ask_only_what_is_needed(self):
        if self.user.is_authenticated:
            del self.fields["name"], self.fields["email"]
        if not self.category.asks_impact:
            del self.fields["impact"]
        if not self.contracts().exists():
            del self.fields["contract_number"]

    def dress(self):
        attributes = {
            "name": {"autocomplete": "name", "dir": "auto"},
            "email": {"autocomplete": "email", "dir": "ltr"},
            "subject": {"dir": "auto", "autocomplete": "off"},
            "body": {"dir": "auto"},
            "contract_number": {"dir": "ltr", "autocomplete": "off"},
            "files": {"data-file-input": True},
        }
        for name in attributes.keys() & self.fields.keys():
            self.fields[name].widget.attrs |= attributes[name]

    def remember(self, typed):
        """Show what was written before; what does not fit here is left out."""
        for form in (self, self.answers_form):
            for name in form.fields.keys() & typed.keys() - {"once"}:
                is_list = isinstance(form.fields[name], forms.MultipleChoiceField)
                form.initial[name] = typed[name] if is_list else typed[name][0] if typed[name] else ""
        self.fields["files"].restore(typed.get("attachments", []))

    def contracts(self):
        organization = getattr(self.user, "organization_id", None)
        return Contract.objects.valid_on(timezone.localdate()).filter(organization=organization or -1)

    def clean_once(self):
        return self.cleaned_data["once"] or uuid.uuid4().hex

    def clean_subject(self):
        return " ".join(self.cleaned_data["subject"].split())

    def clean_contract_number(self):
        number = self.cleaned_data["contract_number"]
        if number and not self.contracts().filter(number=number).exists():
            raise ValidationError(_("Your organization has no valid contract with this number."))
        return number

    def is_valid(self):
        # Both at once, so that every message is there the first time.
        return all([super().is_valid(), self.answers_form.is_valid()])

    def is_within_limits(self, ip):
        """Count this request; False when there were too many of one person, address or network address, or at all."""
        if self.user.is_authenticated:
            return allowed("request", self.user.pk, most=MEMBER_LIMIT, per=AN_HOUR)
        who = {"address": self.cleaned_data["email"].lower(), "ip": ip, "all": ""}
        return all(
            allowed(f"guest-{kind}", who[kind], most=most, per=AN_HOUR) for kind, most in GUEST_LIMITS.items()
        )

    def opening(self, *, ip, language, follows=None):
        """The `Opening` of the ticket that is asked for. A guest is introduced, and proves nothing by it."""
        said, is_known, asker = self.cleaned_data, self.user.is_authenticated, self.user
        if not is_known:
            asker = directory.introduce(said["email"], name=said["name"], language=language)
        return Opening(
            requester=asker,
            category=self.category,
            subject=said["subject"],
            body=said["body"],
            answers=self.answers_form.answers,
            files=said["files"] + self.answers_form.attachments,
            channel=Channel.PORTAL,
            source_ip=ip,
            contract_number=said.get("contract_number", ""),
            impact=said.get("impact", Impact.PERSON),
            is_signed_in=is_known,
            follows=follows,
        )
