"""The questions a category asks: what must be filled in, what applies, and what the ticket keeps."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from tickets.forms.answers import AnswersForm, told_answers
from tickets.models import FormField
from tickets.tests.factories import CategoryFactory, opened

Type = FormField.Type


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def ask(category, key, type=Type.TEXT, **facts):
    return FormField.objects.create(category=category, key=key, label=key.title(), type=type, **facts)


def form(category, files=None, by=None, **answers):
    data = {f"answer-{key}": value if isinstance(value, list) else [value] for key, value in answers.items()}
    return AnswersForm(category, by=by, data=MultiValueDict(data), files=MultiValueDict(files or {}))


def test_what_must_be_filled_in_must_be_filled_in(printing):
    ask(printing, "room", is_required=True)

    assert not form(printing).is_valid()
    filled = form(printing, room="A 12")
    assert filled.is_valid()
    assert filled.answers == {"room": "A 12"}


def test_every_type_becomes_plain_json(printing):
    for key, type in [("text", Type.TEXT), ("count", Type.NUMBER), ("day", Type.DATE), ("sure", Type.YES_NO)]:
        ask(printing, key, type)
    ask(printing, "colour", Type.CHOICE, options=["red", "blue"])
    ask(printing, "days", Type.CHOICES, options=["Mon", "Tue", "Wed"])
    ask(printing, "boss", Type.PERSON)

    filled = form(printing, text="x", count="3", day="2026-11-21", sure="no", colour="red", days=["Mon", "Wed"],
                  boss="eve@example.org")  # fmt: skip
    assert filled.is_valid(), filled.errors
    assert filled.answers == {
        "text": "x", "count": 3, "day": "2026-11-21", "sure": False, "colour": "red", "days": ["Mon", "Wed"],
        "boss": "eve@example.org",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("type", "typed"),
    [
        (Type.NUMBER, "three"), (Type.NUMBER, "NaN"), (Type.NUMBER, "1e99"), (Type.DATE, "2026-02-31"),
        (Type.CHOICE, "green"), (Type.CHOICES, "green"), (Type.PERSON, "not an address"), (Type.TEXT, "x" * 501),
        (Type.TEXT, "a\x00b"), (Type.YES_NO, "perhaps"),
    ],
)  # fmt: skip
def test_nonsense_gets_a_message_by_its_field(printing, type, typed):
    ask(printing, "it", type, options=["red"])

    filled = form(printing, it=typed)
    assert not filled.is_valid()
    assert list(filled.errors) == ["answer-it"]


def test_persian_digits_and_the_persian_calendar_are_understood(printing):
    ask(printing, "count", Type.NUMBER)
    ask(printing, "day", Type.DATE)

    with override("fa"):
        filled = form(printing, count="۱۲٫۵", day="۱۴۰۵/۰۸/۳۰")
        assert filled.is_valid(), filled.errors
    assert filled.answers == {"count": 12.5, "day": "2026-11-21"}


def test_a_field_that_does_not_apply_is_ignored_whatever_was_sent(printing):
    laptop = ask(printing, "laptop", Type.YES_NO)
    model = ask(printing, "model", is_required=True, show_when=laptop, show_when_values=["yes"])
    ask(printing, "year", Type.NUMBER, show_when=model, show_when_values=["X1"])

    without = form(printing, laptop="no", model="X1", year="nonsense")
    assert without.is_valid()
    assert without.answers == {"laptop": False}
    assert not form(printing, laptop="yes").is_valid()
    assert not form(printing, laptop="yes", model="X1", year="nonsense").is_valid()
    assert form(printing, laptop="yes", model="X1", year="2024").is_valid()


def test_an_inner_category_asks_what_the_outer_one_asks_too(printing, it_desk):
    inner = CategoryFactory(desk=it_desk, parent=printing)
    ask(printing, "room", is_required=True)
    ask(inner, "paper")
    ask(inner, "old", is_active=False)

    assert list(form(inner).fields) == ["answer-room", "answer-paper"]


def test_a_file_is_an_answer_and_is_not_lost_when_something_else_is_wrong(printing, ann):
    ask(printing, "room", is_required=True)
    ask(printing, "photo", Type.FILE, is_required=True)

    photo = SimpleUploadedFile("desk.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    wrong = form(printing, files={"answer-photo": [photo]}, by=ann)
    assert not wrong.is_valid()
    key = wrong.fields["answer-photo"].widget.kept[0].key
    assert str(key) in str(wrong["answer-photo"])

    right = form(printing, by=ann, **{"room": "A", "photo_kept": str(key)})
    assert right.is_valid(), right.errors
    assert (right.answers["photo"], [file.key for file in right.attachments]) == (["desk.png"], [key])


def test_an_unknown_field_is_ignored(printing):
    filled = form(printing, is_staff="yes")
    assert filled.is_valid()
    assert filled.answers == {}


def test_the_form_tells_the_page_when_to_show_a_field(printing):
    kind = ask(printing, "kind", Type.CHOICE, options=["Toner"])
    ask(printing, "colour", show_when=kind, show_when_values=["Toner"], is_required=True)

    rows = [row.flat_attrs for row in form(printing).helper.layout]
    assert "answer-kind" in rows[1]
    assert "Toner" in rows[1]
    assert " required" not in str(form(printing)["answer-colour"])


def test_answers_are_told_by_their_labels(ann, printing):
    ask(printing, "room")
    ask(printing, "sure", Type.YES_NO)
    ticket = opened(
        requester=ann, category=printing, answers={"room": "A 12", "sure": True, "gone": ["x", "y"]}
    )

    assert told_answers(ticket) == [("Room", "A 12"), ("Sure", "Yes"), ("gone", "x, y")]


def test_choices_are_read_in_the_own_language_and_kept_in_one(ann, printing):
    farsi = {"fa": "کند است، چیز دیگر", "fr": "Lent, Autre, De trop"}
    ask(printing, "what", Type.CHOICE, options=["Slow", "Other"], options_elsewhere=farsi)
    ask(printing, "all", Type.CHOICES, options=["Slow", "Other"], options_elsewhere=farsi)
    with override("fa"):
        assert form(printing).fields["answer-what"].choices[1:] == [
            ("Slow", "کند است"),
            ("Other", "چیز دیگر"),
        ]
        filled = form(printing, what="Slow", all=["Slow", "Other"])
        assert filled.is_valid()
    assert filled.answers == {"what": "Slow", "all": ["Slow", "Other"]}

    ticket = opened(requester=ann, category=printing, answers={"what": "Slow", "all": ["Other", "Gone"]})
    with override("fa"):
        assert [words for _label, words in told_answers(ticket)] == ["کند است", "چیز دیگر، Gone"]
    assert [words for _label, words in told_answers(ticket)] == ["Slow", "Other, Gone"]


def test_each_language_has_as_many_choices(printing):
    field = ask(printing, "what", Type.CHOICE, options=["Slow", "Other"])
    field.options_elsewhere = {"fr": "Lent, Autre", "tr": ""}
    field.clean()
    field.options_elsewhere = {"fr": "Lent"}
    with pytest.raises(ValidationError, match="as many choices"):
        field.clean()
