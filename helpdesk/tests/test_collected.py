"""Static files are collected again only when one has changed."""

import os

import pytest

from helpdesk.collected import collect_if_changed


@pytest.fixture
def style(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    style = tmp_path / "static" / "page.css"
    style.parent.mkdir()
    style.write_text("body { margin: 0 }")
    return style


def test_a_change_is_collected_and_no_change_is_not(style, settings):
    assert collect_if_changed() is True
    assert collect_if_changed() is False

    style.write_text("body { margin: 1rem }")
    os.utime(style, (2_000_000_000, 2_000_000_000))
    assert collect_if_changed() is True
    assert "1rem" in (settings.STATIC_ROOT / "page.css").read_text()
