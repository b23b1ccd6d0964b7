"""Who sees which tickets."""

from django.contrib.auth.models import AnonymousUser

from accounts.roles import Sight
from accounts.tests.factories import DepartmentFactory, OrganizationFactory, UserFactory
from tickets.models import Ticket
from tickets.tests.factories import opened


def seen(user):
    return set(Ticket.objects.visible_to(user))


def test_the_requester_and_the_agents_of_the_desk_see_a_ticket(printer, ann, ben):
    assert seen(ann) == seen(ben) == {printer}


def test_a_stranger_and_another_desk_see_nothing(printer, dov, hana):
    assert seen(dov) == seen(hana) == set()


def test_administrators_see_open_desks_but_not_walled_ones(printer, ada, ann, hana):
    secret = opened(requester=ann, desk=hana.desks[0])

    assert seen(ada) == {printer}
    assert seen(hana) == {secret}


def test_having_no_organization_is_not_having_a_common_one(printer, dov):
    dov.sight = Sight.ORGANIZATION
    assert seen(dov) == set()


def test_organization_sight_and_department_sight(it_desk):
    acme = OrganizationFactory()
    sales = DepartmentFactory(organization=acme)
    boss = UserFactory(organization=acme, sight=Sight.ORGANIZATION)
    head = UserFactory(organization=acme, department=sales, sight=Sight.DEPARTMENT)
    clerk = UserFactory(organization=acme, department=sales)
    of_sales = opened(requester=clerk, desk=it_desk)
    of_others = opened(requester=UserFactory(organization=acme), desk=it_desk)

    assert seen(boss) == {of_sales, of_others}
    assert seen(head) == {of_sales}
    assert seen(clerk) == {of_sales}


def test_a_participant_reads_and_may_reply_only_when_allowed(printer, dov, ben):
    printer.add_participant(dov, by=ben, may_reply=False)
    assert seen(dov) == {printer}
    assert not Ticket.objects.answerable_by(dov).exists()

    printer.add_participant(dov, by=ben, may_reply=True)
    assert Ticket.objects.answerable_by(dov).get() == printer


def test_a_switched_off_person_sees_nothing(printer, ben):
    ben.is_active = False
    assert seen(ben) == set()


def test_nobody_signed_out_sees_anything(printer):
    assert not Ticket.objects.visible_to(AnonymousUser()).exists()


def test_mc11_who_is_taken_off_the_team_sees_nothing_from_the_next_page_on(client, printer, ben, first_line):
    client.force_login(ben)
    assert client.get(printer.get_absolute_url()).status_code == 200

    first_line.members.remove(ben)
    assert client.get(printer.get_absolute_url()).status_code == 404
