"""What may be uploaded: judged by content, named harmlessly, kept once."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tickets.models import Attachment
from tickets.uploads import receive_upload, tidy_name

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(name, content=PNG, by=None):
    return receive_upload(SimpleUploadedFile(name, content), by=by)


def test_a_picture_is_kept_and_belongs_to_nobody_elses_message(ann):
    photo = upload("fire.png", by=ann)

    assert (photo.name, photo.size, photo.content_type) == ("fire.png", len(PNG), "image/png")
    assert photo.file.read() == PNG
    assert list(Attachment.objects.visible_to(ann)) == [photo]


@pytest.mark.django_db
def test_the_same_content_is_stored_once_and_dropped_with_its_last_row():
    first, second = upload("a.png"), upload("b.png")
    assert first.file.name == second.file.name

    Attachment.objects.filter(pk=first.pk).drop()
    assert default_storage.exists(second.file.name)
    Attachment.objects.filter(pk=second.pk).drop()
    assert not default_storage.exists(second.file.name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tool.exe", b"MZ" + b"\0" * 100), ("photo.png", b"MZ" + b"\0" * 100), ("notes.txt", b"\x7fELF\x02\x01\x01"),
        ("notes.txt", b"#!/bin/sh\nrm -rf /"), ("page.pdf", b"\xca\xfe\xba\xbe\0\0\0\x34"),
        ("run.bat", b"echo hello"), ("run.js", b"alert(1)"), ("no-ending", b"words"), ("a.png.exe", PNG),
        ("link.txt", bytes.fromhex("4c0000000114020000000000c000000000000046") + b"\0" * 50),
    ],
)  # fmt: skip
def test_programs_are_refused_whatever_they_are_called(name, content):
    with pytest.raises(ValidationError) as trouble:
        upload(name, content)
    assert trouble.value.code == "forbidden_type"
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_an_empty_file_and_a_huge_one_are_refused(settings):
    with pytest.raises(ValidationError, match="empty"):
        upload("nothing.txt", b"")
    settings.ATTACHMENT_MAX_BYTES = 10
    with pytest.raises(ValidationError, match="too large"):
        upload("much.txt", b"x" * 11)


@pytest.mark.django_db
def test_what_only_is_called_a_picture_is_none():
    assert not upload("page.png", b"<!DOCTYPE html><script>alert(1)</script>").is_picture
    assert not upload("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>').is_picture
    assert upload("really.txt", PNG).is_picture


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("../../etc/passwd.txt", "passwd.txt"), ("/etc/passwd", "passwd"), (r"C:\Users\x\cat.png", "cat.png"),
        ("a\x00b\r\nSet-Cookie: x.txt", "abSet-Cookie: x.txt"), ("\u202egnp.exe", "gnp.exe"), ("...", "file"),
        ('"quoted".txt', '"quoted".txt'), ("گزارش.pdf", "گزارش.pdf"), ("", "file"),
    ],
)  # fmt: skip
def test_mc07_hostile_names_become_harmless(raw, tidy):
    assert tidy_name(raw) == tidy


def test_mc07_a_long_name_keeps_its_ending():
    name = tidy_name("x" * 300 + ".png")
    assert len(name) == 180
    assert name.endswith("x.png")
