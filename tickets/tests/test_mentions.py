"""Who is called by @ in a note."""

import pytest

from accounts.tests.factories import AgentFactory
from tickets.mentions import mentioned_in


@pytest.mark.parametrize(
    "body",
    ["@Ben Baker look", "Look, @ben baker!", "(@Ben Baker)", "@ben@example.com", "@Ben Baker @Ben Baker"],
)
def test_by_name_or_address_in_any_case(it_desk, ben, cleo, body):
    assert mentioned_in(body, it_desk) == [ben]


@pytest.mark.parametrize(
    "body", ["Ben Baker", "@Ben", "@Ben Bakerfield", "x@Ben Baker", "@@Ben Baker", "@", ""]
)
def test_nobody_by_half_a_name_or_without_a_call(it_desk, ben, body):
    assert mentioned_in(body, it_desk) == []


def test_the_longer_name_wins(it_desk, first_line, ben):
    longer = AgentFactory(name="Ben Baker Smith", teams=[first_line])
    assert mentioned_in("@Ben Baker Smith", it_desk) == [longer]


def test_names_of_all_scripts_and_odd_ones(it_desk, first_line):
    reza = AgentFactory(name="رضا مرادی", teams=[first_line])
    odd = AgentFactory(name="O'Neill (a.*)", teams=[first_line])
    assert mentioned_in("سلام @رضا مرادی and @O'Neill (a.*)", it_desk) == [reza, odd]


def test_only_those_who_work_at_this_desk(it_desk, ben, ann, hana, ada):
    assert mentioned_in("@Ann Archer @Hana HR @Ada Admin", it_desk) == []
