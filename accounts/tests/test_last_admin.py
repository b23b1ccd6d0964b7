"""There is always somebody who may administer."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import User
from accounts.roles import Role

CHANGES = [{"role": Role.MANAGER}, {"is_active": False}]


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_mc32_the_last_administrator_keeps_role_and_account(ada, ben, change):
    for name, value in change.items():
        setattr(ada, name, value)
    with pytest.raises(ValidationError, match="last administrator"):
        ada.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_one_of_two_may_go(ada, ben, change):
    User.objects.filter(pk=ben.pk).update(role=Role.ADMIN)
    for name, value in change.items():
        setattr(ada, name, value)
    ada.full_clean()


@pytest.mark.django_db
def test_an_administrator_who_is_switched_off_does_not_count(ada, ben):
    User.objects.filter(pk=ben.pk).update(role=Role.ADMIN, is_active=False)
    ada.role = Role.AGENT
    with pytest.raises(ValidationError):
        ada.full_clean()


@pytest.mark.django_db
def test_mc32_the_last_administrator_cannot_be_deleted(ada, ben):
    with pytest.raises(ValidationError):
        ada.delete()
    assert User.objects.admins().get() == ada
    ben.delete()


@pytest.mark.django_db
def test_everybody_else_changes_freely(ada, ben, ann):
    ben.role = Role.LEAD
    ben.full_clean()
    ann.is_active = False
    ann.full_clean()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other_at_once(ada, ben):
    User.objects.filter(pk=ben.pk).update(role=Role.ADMIN)
    at_once = threading.Barrier(2)
    refused = []

    def step_down(pk):
        person = User.objects.get(pk=pk)
        person.role = Role.AGENT
        at_once.wait(timeout=10)
        try:
            with transaction.atomic():
                person.full_clean()
                person.save()
        except ValidationError:
            refused.append(pk)
        finally:
            connection.close()

    both = [threading.Thread(target=step_down, args=[pk]) for pk in (ada.pk, ben.pk)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=20)
    assert len(refused) == 1
    assert User.objects.admins().count() == 1
