"""A quiet week, two weeks ago: a request now and then, each answered, each brought to its end."""

from datetime import timedelta

from helpdesk.demo.telling import tell

REQUESTS = 52


def build(world):
    begins = world.now.replace(hour=8, minute=10) - timedelta(days=21 + world.now.weekday() % 3)
    for moment in sorted(
        begins + timedelta(minutes=world.dice.uniform(0, 9 * 24 * 60)) for _ in range(REQUESTS)
    ):
        tell(world, world.tell_next(), world.later(moment, 5))
