"""The rules of the house, as tests: floors, back doors, and a declared policy on every route."""

import re
import weakref

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from accounts.roles import MAY

FLOORS = [["core"], ["accounts"], ["tickets"], ["channels"], ["notifications", "sla"], ["helpdesk"]]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
POLICIES = {"open", "signed_in", *MAY}
# The misuse cases that the rooms built so far must withstand.
MISUSE = {
    1,
    2,
    3,
    4,
    6,
    7,
    8,
    9,
    11,
    12,
    13,
    14,
    15,
    20,
    22,
    23,
    24,
    25,
    26,
    27,
    29,
    30,
    31,
    32,
    36,
    37,
    38,
    40,
}
# Django's and allauth's own views cannot carry our decorator; who may pass them is said here, by address.
POLICY_OF_LIBRARIES = {
    "accounts/": "allauth keeps its own doors; accounts/tests walk them",
    "admin/": "administer, by AdminSite.has_permission",
}


def test_relations_lead_downstairs_and_have_no_back_door():
    for field, here, there in relations_between_rooms():
        assert FLOOR_OF[there] < FLOOR_OF[here], f"{field} climbs from {here} to {there}"
        assert field.remote_field.hidden, f"{field} needs related_name='+'"


def relations_between_rooms():
    for model in apps.get_models():
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            if field.related_model:
                here, there = model._meta.app_label, field.related_model._meta.app_label
                if here != there and {here, there} <= FLOOR_OF.keys():
                    yield field, here, there


def test_every_route_declares_who_may_pass():
    without = [name for name, view in routes() if policy_of(name, view) is None]
    assert not without, f"Routes without a policy: {without}"


def test_every_declared_policy_is_known():
    for name, view in routes():
        policy = policy_of(name, view)
        assert policy in POLICIES or policy in POLICY_OF_LIBRARIES.values(), name


def routes(patterns=None, prefix=""):
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def policy_of(route, view):
    if policy := getattr(view, "policy", None):
        return policy
    if view.__module__.split(".")[0] in FLOOR_OF:
        return None
    return next((why for start, why in POLICY_OF_LIBRARIES.items() if route.startswith(start)), None)


@pytest.mark.parametrize("path", settings.TICKET_LISTENERS + settings.TICKET_REACTIONS)
def test_the_wiring_leads_somewhere(path):
    assert callable(import_string(path))


def test_no_signal_follows_saving_one_of_our_models():
    for signal in (pre_save, post_save, pre_delete, post_delete):
        for _key, reference, *_rest in signal.receivers:
            receiver = reference() if isinstance(reference, weakref.ref) else reference
            assert receiver.__module__.split(".")[0] not in FLOOR_OF, f"{receiver} listens to a signal"


def test_every_misuse_case_has_a_test_that_bears_its_number():
    files = [file for room in FLOOR_OF for file in (settings.BASE_DIR / room / "tests").glob("test_*.py")]
    told = {
        int(number)
        for file in files
        for number in re.findall(r"^def test_mc(\d\d)_", file.read_text(), re.MULTILINE)
    }
    assert not MISUSE - told
