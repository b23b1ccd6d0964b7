"""Walls stand before administrators too: nobody lets themselves in, and those inside hear of others."""

import pytest
from django.contrib.admin.models import LogEntry

from accounts.models import Desk
from accounts.roles import Role
from accounts.tests.factories import AgentFactory, DeskFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr():
    return DeskFactory(name="HR", slug="hr", is_walled=True)


@pytest.fixture
def hana(hr):
    return AgentFactory(name="Hana", email="hana@example.org", role=Role.LEAD, teams=[TeamFactory(desk=hr)])


@pytest.fixture
def team(hana):
    return hana.teams.get()


@pytest.fixture
def desk_of_admin(client, ada):
    client.force_login(ada)
    return client


def change(client, row, **changes):
    """Send the form of a row in the administration as it stands, but for `changes`; the page it ends on."""
    address = f"/admin/accounts/{row._meta.model_name}/{row.pk}/change/"
    page = client.get(address)
    form = page.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    for formset in page.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        sent |= {f"{prefix}-{word}": "0" for word in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent = {
        name: value for name, value in (sent | changes).items() if value is not None and value is not False
    }
    answer = client.post(address, sent, follow=True)
    assert not answer.context.get("errors"), answer.context["errors"]
    return answer


def join(client, person, team):
    rows = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-team": team.pk, "0-user": person.pk}
    return change(client, person, **{f"Team_members-{name}": value for name, value in rows.items()})


def switch_on(client, row):
    facts = {"action": "switch_on", "_selected_action": [row.pk]}
    return client.post(f"/admin/accounts/{row._meta.model_name}/", facts, follow=True)


def works_there(person, hr):
    return Desk.objects.worked_by(person).filter(pk=hr.pk).exists()


def own_team_moved(client, ada, hr, team):
    mine = TeamFactory()
    mine.members.add(ada)
    return change(client, mine, desk=hr.pk)


def old_team_switched_on(client, ada, hr, team):
    old = TeamFactory(desk=hr, is_active=False)
    old.members.add(ada)
    return switch_on(client, old)


WAYS_IN = {
    "member of the team": lambda client, ada, hr, team: change(client, team, members=[ada.pk]),
    "team of the own page": lambda client, ada, hr, team: join(client, ada, team),
    "no walls any more": lambda client, ada, hr, team: change(client, hr, is_walled=False),
    "own team moved": own_team_moved,
    "old team switched on": old_team_switched_on,
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_mc32_nobody_lets_themselves_in_and_the_try_is_kept(desk_of_admin, ada, hr, team, way, mailoutbox):
    page = WAYS_IN[way](desk_of_admin, ada, hr, team)
    assert [str(message).split(".")[0] for message in page.context["messages"]] == ["Nothing was changed"]
    hr.refresh_from_db()
    assert hr.is_walled
    assert not works_there(ada, hr)
    (line,) = LogEntry.objects.filter(object_id=hr.pk, user=ada)
    assert "was refused" in line.get_change_message()
    assert not mailoutbox


def test_whoever_is_let_in_by_somebody_else_is_announced_to_the_leads(
    desk_of_admin, ben, hr, hana, team, mailoutbox
):
    julie = AgentFactory(name="Julie", teams=[team])
    join(desk_of_admin, ben, team)
    assert works_there(ben, hr)
    (letter,) = mailoutbox
    assert letter.to == [hana.email]
    assert "Ben" in letter.subject
    assert "Ada" in letter.body
    assert LogEntry.objects.filter(object_id=ben.pk).exists()

    join(desk_of_admin, AgentFactory(), TeamFactory())
    change(desk_of_admin, team, members=[hana.pk, julie.pk, ben.pk])
    assert len(mailoutbox) == 1


def test_without_a_lead_everybody_inside_hears_of_it(desk_of_admin, ben, hr, mailoutbox):
    julie = AgentFactory(teams=[TeamFactory(desk=hr)])
    join(desk_of_admin, ben, julie.teams.get())
    assert [letter.to for letter in mailoutbox] == [[julie.email]]


def test_whoever_works_there_already_may_take_the_walls_down(desk_of_admin, ada, hr, team, mailoutbox):
    team.members.add(ada)
    change(desk_of_admin, hr, is_walled=False)
    hr.refresh_from_db()
    assert not hr.is_walled


def test_walls_go_up_around_whoever_is_there(desk_of_admin, ada, mailoutbox):
    desk = DeskFactory()
    team = TeamFactory(desk=desk)
    change(desk_of_admin, team, members=[ada.pk])
    change(desk_of_admin, desk, is_walled=True)
    desk.refresh_from_db()
    assert desk.is_walled
    assert works_there(ada, desk)
    assert not mailoutbox
