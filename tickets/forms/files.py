"""Several files at once: those picked now, and those that were uploaded before the form was sent.

The keys of the latter come in hidden fields: "attachments" for the files of a message (static/js/upload.js writes
them too), "<name>_kept" for a file that answers a question.
"""

import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.numbers import number
from tickets.models import Attachment
from tickets.uploads import receive_upload


class FilesInput(forms.FileInput):
    """A file input that also shows the files which are here already."""

    allow_multiple_selected = True
    template_name = "portal/_files_input.html"
    kept = ()
    kept_name = None

    def value_from_datadict(self, data, files, name):
        return files.getlist(name), data.getlist(self.kept_name or f"{name}_kept")

    def value_omitted_from_data(self, data, files, name):
        return False

    def use_required_attribute(self, initial):
        return super().use_required_attribute(initial) and not self.kept

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        context["widget"] |= {"kept": self.kept, "kept_name": self.kept_name or f"{name}_kept"}
        return context

    def render(self, name, value, attrs=None, renderer=None):
        # Among the pages' own templates, not among those that come with Django's forms.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class FilesField(forms.Field):
    """Becomes a list of loose `Attachment`s of `by` (None: a guest). What was received is shown again
    when the form is sent back."""

    widget = FilesInput

    def __init__(self, *, by, most=None, kept_name=None, **options):
        super().__init__(**options)
        self.widget.kept_name = kept_name
        self.by, self.most = by, most or settings.ATTACHMENTS_MAX_COUNT
        self.widget.attrs.setdefault("class", "form-control")
        self.widget.allow_multiple_selected = self.most > 1
        if self.most > 1:
            self.widget.attrs["multiple"] = True

    def restore(self, keys):
        """Show again the uploads named by `keys`, as a draft remembers them."""
        self.widget.kept = loose_files(keys, by=self.by)

    def clean(self, value):
        picked, listed = value
        kept, troubles = loose_files(listed, by=self.by), []
        if len(kept) + len(picked) > self.most:
            picked = picked[: max(self.most - len(kept), 0)]
            troubles.append(self.too_many())
        for file in picked:
            try:
                kept.append(receive_upload(file, by=self.by))
            except ValidationError as trouble:
                troubles += trouble.messages
        self.widget.kept = kept[: self.most]
        if troubles:
            raise ValidationError(troubles)
        if self.required and not kept:
            raise ValidationError(_("Please attach a file."), code="required")
        return self.widget.kept

    def too_many(self):
        return ngettext(
            "Only %(most)s file can be attached here.", "At most %(most)s files can be attached.", self.most
        ) % {"most": number(self.most)}


def loose_files(keys, *, by):
    """The uploads of `by` (None: of guests) named by `keys` that are part of nothing yet, in that order."""
    known = [key for key in map(_as_uuid, keys[:100]) if key]
    found = {file.key: file for file in Attachment.objects.loose().filter(key__in=known, uploader=by)}
    return [found[key] for key in dict.fromkeys(known) if key in found]


def _as_uuid(text):
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
