"""What an agent writes on a ticket: a reply or a note, with files and the status that goes along."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.html import MOST_CHARACTERS
from core.numbers import number
from tickets.agent_drafts import kept_text
from tickets.answering import Answer
from tickets.forms.files import loose_files
from tickets.models import Draft, ResolutionCode
from tickets.uploads import receive_upload

THEN = [
    ("stay", _("Keep the status")),
    ("waiting", _("Waiting for the requester")),
    ("resolve", _("Resolved")),
]
REMEMBERED = {"stay", "waiting"}


class ComposerForm(forms.Form):
    """The box at the foot of a ticket. `kept` are the drafts: {mode: {"body", "attachments"}}.

    The button pressed says what happens `then`: "stay", "waiting", or "resolve:3" with the number of a code.
    """

    body = forms.CharField(
        label=_("Message"),
        max_length=MOST_CHARACTERS,
        strip=False,
        error_messages={"required": _("Write a message first.")},
    )
    then = forms.CharField(required=False, max_length=40)
    seen = forms.IntegerField(required=False)
    is_next = forms.BooleanField(required=False)

    def __init__(self, data=None, uploads=None, *, ticket, by, mode, kept=None):
        self.kept, self.uploads = kept or {}, uploads or []
        super().__init__(data, initial={"body": kept_text(self.kept.get(mode, {}))})
        self.ticket, self.by, self.mode = ticket, by, mode
        self.files, self.arrived, self.code = [], [], None
        if self.is_bound:
            self.files = loose_files(self.data.getlist("attachments"), by=by)
        elif mode in self.kept:
            self.files = loose_files(self.kept[mode].get("attachments", []), by=by)

    def clean_body(self):
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        if not body.strip():
            raise ValidationError(_("Write a message first."))
        return body

    def clean_then(self):
        then, _colon, code = self.cleaned_data["then"].partition(":")
        if then == "resolve":
            codes = ResolutionCode.objects.in_use()
            self.code = codes.filter(pk=int(code)).first() if code.isdecimal() and len(code) < 10 else None
            if self.code is None:
                raise ValidationError(_("Say how it was resolved."))
        return then if then in dict(THEN) else "stay"

    def clean(self):
        self._receive_uploads()
        if len(self.files) > settings.ATTACHMENTS_MAX_COUNT:
            most = {"most": number(settings.ATTACHMENTS_MAX_COUNT)}
            self.add_error(None, ValidationError(_("At most %(most)s files can be attached."), params=most))
        return self.cleaned_data

    def _receive_uploads(self):
        for upload in self.uploads[: settings.ATTACHMENTS_MAX_COUNT]:
            try:
                self.files.append(receive_upload(upload, by=self.by))
            except ValidationError as trouble:
                self.add_error(None, trouble)

    @property
    def answer(self):
        """The valid form as the story of sending wants it."""
        facts = self.cleaned_data
        return Answer(facts["body"], self.files, facts["then"], self.code, facts["seen"])

    @property
    def text(self):
        """What stands in the box: what was sent, or the draft."""
        return self.data.get("body", "") if self.is_bound else self.initial["body"]

    @property
    def modes(self):
        """[(mode, whether chosen, its kept text)] of the two tabs."""
        texts = {mode: kept_text(self.kept.get(mode, {})) for mode in (Draft.Mode.REPLY, Draft.Mode.NOTE)}
        texts[Draft.Mode(self.mode)] = self.text
        return [(mode.value, mode == self.mode, text) for mode, text in texts.items()]
