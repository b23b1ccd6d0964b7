"""How a crowd of tickets is let into a house, and into which house it is not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import UserFactory
from helpdesk.demo import making
from helpdesk.demo.crowd import loading


@pytest.fixture
def indexes_set_aside(monkeypatch):
    monkeypatch.setattr(loading, "MANY", 1)


def test_indexes_and_foreign_keys_are_there_again(db, indexes_set_aside, monkeypatch):
    before = definitions()
    monkeypatch.setattr(loading, "VERY_MANY", 1)
    monkeypatch.setattr(making, "STORIES", [])
    making.make(password=None)
    loading.load(50)
    assert definitions() == before


def definitions():
    with loading.connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename LIKE 'tickets%%'")
        found = set(cursor.fetchall())
        cursor.execute("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint")
        return found | set(cursor.fetchall())


def test_a_house_with_people_of_its_own_gets_no_crowd(db):
    UserFactory()
    with pytest.raises(CommandError, match="people of its own"):
        call_command("seed", tickets=10, stdout=StringIO())
