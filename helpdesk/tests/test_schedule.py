"""Recurring jobs: they exist, they run without a broker, and a failing one disturbs nobody."""

import threading

import pytest
from django.core.cache import cache
from django.utils.module_loading import import_string

from helpdesk import schedule
from helpdesk.celery import app
from helpdesk.sweeper import Sweeper, sweep
from helpdesk.tasks import note_beat, note_worker

swept = threading.Event()


def sweep_well():
    swept.set()


def sweep_badly():
    raise RuntimeError("no luck")


@pytest.mark.parametrize("path", [*(path for path, _ in schedule.SWEEPS), *schedule.ENDINGS])
def test_every_sweep_exists(path):
    assert callable(import_string(path))


def test_every_job_of_beat_is_a_task():
    app.loader.import_default_modules()
    for job in schedule.BEAT.values():
        assert job["task"] in app.tasks


def test_a_failing_sweep_is_logged_and_the_others_go_on(caplog):
    swept.clear()
    sweeper = Sweeper([(f"{__name__}.sweep_badly", 0.01), (f"{__name__}.sweep_well", 0.01)])
    sweeper.start()
    assert swept.wait(5)
    sweeper.stop()
    assert "sweep_badly failed" in caplog.text


@pytest.mark.django_db
def test_a_sweep_tells_whether_it_went_well():
    assert sweep(f"{__name__}.sweep_well") is True
    assert sweep(f"{__name__}.sweep_badly") is False
    assert sweep("nowhere.at_all") is False


@pytest.mark.django_db
def test_signs_of_life_stand_in_the_cache():
    note_worker()
    note_beat()
    assert cache.get("heartbeat:worker") <= cache.get("heartbeat:beat")
