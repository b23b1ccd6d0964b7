"""Workers are killed in the middle of their work, and still no mail is lost."""

import random
import subprocess
import time

import pytest
from django.conf import settings

from channels.models import Outgoing
from channels.outbox import post
from channels.tests.elsewhere import PYTHON, environment
from channels.tests.test_outbox import read

MAILS = 200
SECONDS = 60


def start(port):
    return subprocess.Popen(
        [PYTHON, "-m", "channels.tests.crash"],
        cwd=settings.BASE_DIR,
        env=environment(EMAIL_URL=f"smtp://127.0.0.1:{port}"),
    )


@pytest.mark.django_db(transaction=True)
def test_killing_workers_loses_nothing_and_doubles_at_most_once_a_kill(mail_server):
    for number in range(MAILS):
        post(to=f"person{number}@example.org", kind="drill", subject="Drill", text="x")
    kills, workers = 0, [start(settings.EMAIL_PORT) for _two in range(2)]
    try:
        began = time.monotonic()
        while Outgoing.objects.unfinished().exists() and time.monotonic() - began < SECONDS:
            time.sleep(random.uniform(0.05, 0.3))
            sent = len(mail_server.letters)
            if kills < 4 and sent > kills * 40:
                victim = random.randrange(2)
                workers[victim].kill()
                workers[victim].wait()
                kills += 1
                workers[victim] = start(settings.EMAIL_PORT)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()

    ids = [read(envelope)["Message-ID"] for envelope in mail_server.letters]
    assert kills >= 3
    assert set(ids) == set(Outgoing.objects.filter(state="sent").values_list("message_id", flat=True))
    assert len(set(ids)) == MAILS
    assert len(ids) - MAILS <= kills
