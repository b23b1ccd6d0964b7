import factory

from accounts.tests.factories import DeskFactory, UserFactory
from tickets.models import Category
from tickets.opening import Opening, open_ticket


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Category {n}")
    desk = factory.SubFactory(DeskFactory)


class OpeningFactory(factory.Factory):
    class Meta:
        model = Opening

    requester = factory.SubFactory(UserFactory)
    desk = factory.SubFactory(DeskFactory)
    subject = "The printer on the third floor is on fire"
    body = "It smells, too."


def opened(**facts):
    """A ticket opened the way every door opens one."""
    return open_ticket(OpeningFactory(**facts))
