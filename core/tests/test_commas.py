"""Lists are typed with whatever comma stands on the keyboard."""

import pytest
from django import forms

from core.commas import parts
from core.widgets import CommaField


@pytest.mark.parametrize("comma", [",", "،", "、", "，"])
def test_every_script_has_its_comma(comma):
    assert parts(f" vpn {comma}{comma} third floor{comma}") == ["vpn", "third floor"]


def test_a_list_field_takes_them_too():
    assert CommaField(forms.CharField()).clean("الف، ب,  c") == ["الف", "ب", "c"]
