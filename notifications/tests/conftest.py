from tickets.tests.conftest import *  # noqa: F403  the same cast
