"""What somebody on the requester's side adds to a ticket."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.files import FilesField
from tickets.forms.request import LONGEST_TEXT


class ReplyForm(forms.Form):
    """Words and files of `by`; `typed` ({name: [texts]}) is what a draft remembers."""

    once = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("Your message"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )

    def __init__(self, by, data=None, files=None, typed=None):
        super().__init__(data, files, initial={"once": uuid.uuid4().hex})
        self.by = by
        self.fields["files"] = FilesField(by=by, kept_name="attachments", label=_("Files"), required=False)
        self.fields["files"].widget.attrs["data-file-input"] = True
        if typed:
            self.initial["body"] = typed.get("body", [""])[0]
            self.fields["files"].restore(typed.get("attachments", []))

    @property
    def key(self):
        """What makes a second press of the same button recognizable."""
        return f"{self.by.pk}:{self.cleaned_data['once'] or uuid.uuid4()}"


class ParticipantForm(forms.Form):
    """Somebody to bring into a ticket, by address."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )
    may_reply = forms.BooleanField(label=_("May also reply"), required=False, initial=True)
