"""The known answers: every shared vector, and random ones against the slow reference checker."""

import importlib.util
import json
import os
import random
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sla.models import Clock, Policy
from sla.vectors import answer

SAMPLES = Path(__file__).parent / "samples"
HOW_MANY = int(os.environ.get("SLA_RANDOM_VECTORS", "80"))


@pytest.fixture(scope="module")
def oracle():
    """The reference checker; only tests may know it."""
    spec = importlib.util.spec_from_file_location("oracle", SAMPLES / "oracle.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers(*files):
    out = StringIO()
    call_command("sla_vectors", *files, stdout=out)
    return {told["id"]: told["got"] for told in map(json.loads, out.getvalue().splitlines())}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["vectors.jsonl", "random.jsonl"])
def test_every_known_answer_is_right(oracle, name):
    vectors = [json.loads(line) for line in (SAMPLES / name).read_text().splitlines()]
    got = answers(SAMPLES / name)
    wrong = [one["id"] for one in vectors if not oracle.agrees(one["expect"], got[one["id"]])]
    assert len(got) == len(vectors) > 200
    assert not wrong


@pytest.mark.django_db
def test_answering_leaves_nothing_behind():
    answers(SAMPLES / "vectors.jsonl")
    assert not Clock.objects.exists()
    assert not Policy.objects.exists()


def test_random_calendars_near_clock_changes_agree_with_the_reference(oracle):
    dice = random.Random(f"{HOW_MANY} vectors")  # noqa: S311  the same ones every time
    vectors = [oracle.rand_vector(dice, place) for place in range(HOW_MANY)]
    wrong = [one for one in vectors if not oracle.agrees(one["expect"], answer(one))]
    assert not wrong


def test_a_file_that_cannot_be_read_is_said_so(tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("sla_vectors", tmp_path / "nowhere")
