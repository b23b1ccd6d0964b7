"""What people keep about themselves, and what they cannot."""

import pytest

from accounts.models import User
from accounts.roles import Role, Sight
from accounts.tests.factories import DepartmentFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
PROFILE = "/me/"
FACTS = {
    "name": "Ann A. Archer", "phone": "+90 212 555 01 02", "language": "tr", "time_zone": "Europe/Istanbul",
    "theme": "dark", "density": "compact", "has_shortcuts": "on",
}  # fmt: skip


@pytest.fixture
def at_home(client, ann):
    client.force_login(ann)
    return client


def test_ann_changes_her_profile(at_home, ann):
    answer = at_home.post(PROFILE, FACTS)
    assert answer.url == PROFILE
    ann.refresh_from_db()
    assert (ann.name, ann.phone, ann.language, ann.theme) == ("Ann A. Archer", FACTS["phone"], "tr", "dark")
    assert (ann.time_zone, ann.density, ann.has_shortcuts) == ("Europe/Istanbul", "compact", True)
    page = at_home.get(PROFILE).content.decode()
    assert 'lang="tr"' in page
    assert 'data-theme="dark"' in page


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(PROFILE).url.startswith("/accounts/login/")
    assert client.post(PROFILE, FACTS).url.startswith("/accounts/login/")


def test_htmx_of_somebody_signed_out_is_told_so(client, db):
    answer = client.get(PROFILE, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Trigger"]) == (401, "signed-out")


def test_mc31_nobody_raises_themselves(at_home, ann):
    other = OrganizationFactory()
    department = DepartmentFactory(organization=other)
    at_home.post(
        PROFILE,
        FACTS | {"role": "admin", "is_staff": "on", "is_superuser": "on", "organization": other.pk, "notes": "x",
                 "department": department.pk, "email": "root@example.org", "is_vip": "on", "is_active": "",
                 "sight": "organization", "password": "x", "teams": "1"},
    )  # fmt: skip
    former = User.objects.get(pk=ann.pk)
    assert (former.role, former.organization, former.sight, former.department) == (
        Role.REQUESTER,
        None,
        Sight.OWN,
        None,
    )
    assert (former.email, former.is_vip, former.is_active, former.notes) == (ann.email, False, True, "")
    assert former.password == ann.password


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 121), ("phone", "call me"), ("phone", "1" * 41),
     ("language", "xx"), ("time_zone", "Mars/Olympus"), ("time_zone", "../../etc/passwd"), ("theme", "pink"),
     ("density", ""), ("time_zone", "")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays_typed(at_home, ann, field, value):
    answer = at_home.post(PROFILE, FACTS | {field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Europe/Istanbul" in answer.content.decode()
    assert User.objects.get(pk=ann.pk).name == "Ann Archer"


@pytest.mark.parametrize(
    "name", ["Zoë O’Hara-Ng", "علی‌رضا کریمی", "Иван", "李小龍", "İpek Şahin", "<b>Bob</b>"]
)
def test_names_of_the_whole_world_stay_as_they_are(at_home, ann, name):
    at_home.post(PROFILE, FACTS | {"name": name})
    assert User.objects.get(pk=ann.pk).name == name
    assert "<b>Bob</b>" not in at_home.get(PROFILE).content.decode()


def test_organization_department_and_role_are_shown_and_not_asked(at_home, ann):
    department = DepartmentFactory(name="Accounting", organization=OrganizationFactory(name="Acme"))
    ann.organization, ann.department = department.organization, department
    ann.save()
    page = at_home.get(PROFILE)
    assert "Accounting" in page.content.decode()
    assert "Acme" in page.content.decode()
    assert not {"organization", "department", "role", "email"} & set(page.context["form"].fields)


def test_the_profile_costs_few_statements(at_home, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        at_home.get(PROFILE)


def test_time_zones_stand_under_their_region(at_home):
    regions = dict(at_home.get(PROFILE).context["form"].fields["time_zone"].choices)
    assert ("Europe/Istanbul", "Istanbul") in regions["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Argentina/Buenos Aires") in regions["America"]
    assert regions["UTC"] == [("UTC", "UTC")]
