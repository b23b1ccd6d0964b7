"""Addresses and constant words that are remembered come out as Django's own."""

import pytest
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils import translation

from core.addresses import address
from core.templatetags.quick import QuickTranslateNode


def written(text, **values):
    return Template(text).render(Context(values))


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("home", ()), ("tickets:ticket", (10461,)), ("tickets:correction", (10461, 7)), ("admin:index", ())],
)
def test_an_address_is_that_of_django(name, numbers):
    arguments = " ".join(str(number) for number in numbers)
    for _again in range(2):
        assert address(name, *numbers) == reverse(name, args=numbers)
        assert written(f"{{% url '{name}' {arguments} %}}") == reverse(name, args=numbers)


def test_each_number_stands_in_its_place():
    assert address("tickets:correction", 7, 10461) == reverse("tickets:correction", args=[7, 10461])


def test_other_arguments_are_left_to_django():
    assert written("{% url 'tickets:choices' field %}", field="tag") == reverse(
        "tickets:choices", args=["tag"]
    )
    assert written("{% url 'tickets:ticket' number=5 %}") == reverse("tickets:ticket", args=[5])
    with pytest.raises(NoReverseMatch):
        written("{% url 'tickets:ticket' number %}", number=-5)


def test_a_name_nobody_has_is_an_error_unless_it_is_only_tried():
    with pytest.raises(NoReverseMatch):
        written("{% url 'nowhere' 5 %}")
    assert written("{% url 'nowhere' 5 as found %}[{{ found }}]") == "[]"
    assert (
        written("{% url 'tickets:ticket' 5 as found %}[{{ found }}]") == f"[{address('tickets:ticket', 5)}]"
    )


def test_a_site_below_a_folder_has_addresses_of_its_own():
    plain = address("tickets:ticket", 5)
    set_script_prefix("/help/")
    try:
        assert address("tickets:ticket", 5) == "/help" + plain
    finally:
        set_script_prefix("/")
    assert address("tickets:ticket", 5) == plain


def test_the_place_of_the_reader_changes_nothing():
    request = RequestFactory().get("/")
    assert written("{% url 'tickets:ticket' 5 %}", request=request) == address("tickets:ticket", 5)


def test_words_are_remembered_for_each_language():
    template = Template("{% translate 'Priority' %}")
    assert isinstance(template.nodelist[0], QuickTranslateNode)
    told = {}
    for language in ("en", "fa", "en", "fr", "fa"):
        with translation.override(language):
            words = template.render(Context())
            assert words == translation.gettext("Priority") == told.setdefault(language, words)
    assert len(set(told.values())) == 3


def test_what_is_not_constant_is_translated_each_time():
    template = Template(
        "{% translate word %}|{% translate 'May' context 'no such context' %}|{% translate 'a' as b %}{{ b }}"
    )
    assert not any(isinstance(node, QuickTranslateNode) for node in template.nodelist)
    with translation.override("fr"):
        assert template.render(Context({"word": "Priority"})).startswith(translation.gettext("Priority"))
        assert template.render(Context({"word": "Status"})).startswith(translation.gettext("Status"))


def test_percent_signs_and_signs_of_markup_come_through():
    text = "{% translate '100% <sure>' %}"
    assert written(text) == "100% <sure>"
    assert written(f"{{% autoescape off %}}{text}{{% endautoescape %}}") == "100% <sure>"
    with pytest.raises(TemplateSyntaxError):
        Template("{% translate %}")
