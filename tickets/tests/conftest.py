"""The cast: Ann asks, Ben and Cleo help at the IT desk, Dov is a stranger, Hana sits at the walled HR desk."""

import pytest

from accounts.roles import Role
from accounts.tests.factories import AgentFactory, DeskFactory, TeamFactory, UserFactory
from tickets.models import ResolutionCode
from tickets.tests.at_desk import AtDesk
from tickets.tests.factories import CategoryFactory, opened


@pytest.fixture
def it_desk(db):
    return DeskFactory(name="IT", slug="it")


@pytest.fixture
def first_line(it_desk):
    return TeamFactory(desk=it_desk, name="First line")


@pytest.fixture
def network(it_desk):
    return TeamFactory(desk=it_desk, name="Network", tier=2)


@pytest.fixture
def lexow(it_desk):
    """A supplier of the IT desk."""
    return TeamFactory(desk=it_desk, name="Lexow", tier=4)


@pytest.fixture
def ann(db):
    return UserFactory(name="Ann Archer", email="ann@example.org")


@pytest.fixture
def dov(db):
    return UserFactory(name="Dov Stranger", email="dov@example.net")


@pytest.fixture
def ben(first_line):
    return AgentFactory(name="Ben Baker", email="ben@example.com", teams=[first_line])


@pytest.fixture
def cleo(first_line, network):
    return AgentFactory(
        name="Cleo Lead", email="cleo@example.com", role=Role.LEAD, teams=[first_line, network]
    )


@pytest.fixture
def ada(db):
    return UserFactory(name="Ada Admin", email="ada@example.com", role=Role.ADMIN)


@pytest.fixture
def hana(db):
    desk = DeskFactory(name="HR", slug="hr", is_walled=True)
    return AgentFactory(name="Hana HR", email="hana@example.com", teams=[TeamFactory(desk=desk, name="HR")])


@pytest.fixture
def printing(it_desk, first_line):
    return CategoryFactory(name="Printing", desk=it_desk, team=first_line)


@pytest.fixture
def printer(ann, printing):
    return opened(requester=ann, category=printing)


@pytest.fixture
def solved(db):
    return ResolutionCode.objects.get(name="Solved")


@pytest.fixture
def desk(client, ben):
    """Ben at his desk: presses what stands on the page of a ticket."""
    return AtDesk(client, ben)
