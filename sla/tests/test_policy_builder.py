"""Admins build policies from sentences: what cannot hold is said at its field, and nothing before it is published."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from channels.models import Webhook
from sla.durations import HOUR, MINUTE, read_length, write_length
from sla.forms.policies import PolicyForm
from sla.forms.told import told_step
from sla.models import Policy, Proposal, Step, Target
from sla.tasks import work_on_proposals
from tickets.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db
NEW = reverse("service_levels:policy_create", args=["requester"])
FRAME = {"steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0", "do": "save"}


@pytest.fixture
def filled(always):
    """What a browser sends for a small policy."""
    return FRAME | {
        "name": "Silver",
        "calendar": always.pk,
        "order": "7",
        "is_active": "on",
        "reopening": "resume",
        "on_change": "recompute",
        "resolution-all": "8 h",
        "resolution-1": "2 d",
        "resolution-pauses": ["waiting_customer"],
    }


def warned(**facts):
    first = {"metric": "resolution", "kind": "percent", "when": "75", "whom": ["assignee", "lead"]}
    return {"steps-TOTAL_FORMS": "1"} | {f"steps-0-{name}": value for name, value in (first | facts).items()}


def test_only_admins_come_in(client, ann, ben, cleo, ada):
    for person, status in ((ann, 403), (ben, 403), (cleo, 403), (ada, 200)):
        client.force_login(person)
        assert client.get(NEW).status_code == status


def test_a_policy_is_proposed_published_and_read_back(client, ada, filled):
    client.force_login(ada)
    answer = client.post(NEW, filled | warned(raises="on", tags="late, hot", tier="2"))
    proposal = Proposal.objects.get()
    assert answer.url == reverse("service_levels:proposal", args=[proposal.pk])
    assert not Policy.objects.exists()
    work_on_proposals()
    assert client.get(answer.url).status_code == 200
    client.post(reverse("service_levels:publishing", args=[proposal.pk]))
    policy = Policy.objects.get(name="Silver")
    version = policy.versions.get()
    assert {(one.priority, one.amount, one.days) for one in version.targets.all()} == {
        (None, 8 * HOUR, None),
        (1, None, 2),
    }
    assert version.steps.get().actions == [
        {"do": "notify", "whom": "assignee"}, {"do": "notify", "whom": "lead"}, {"do": "raise"},
        {"do": "tag", "tag": "late"}, {"do": "tag", "tag": "hot"}, {"do": "level", "tier": 2},
    ]  # fmt: skip
    page = client.get(reverse("service_levels:policy", args=[policy.pk])).content.decode()
    for words in ('value="8 h"', 'value="2 d"', 'value="late, hot"', 'value="75"'):
        assert words in page


WRONG = [
    ({"resolution-all": "0 h"}, "longer than nothing"),
    ({"resolution-all": "soon"}, "Write a time"),
    ({"resolution-all": "4 parsecs"}, "not a unit of time"),
    ({"resolution-all": "1 h 2 d"}, "stand alone"),
    ({"resolution-all": "9" * 30 + " h"}, "shorter than ten years"),
    ({"resolution-all": "", "resolution-1": ""}, "at least one time"),
    ({"name": ""}, "This field is required"),
    ({"calendar": "999999"}, "Select a valid choice"),
    ({"order": "-1"}, "greater than or equal to 0"),
    (warned(when="0"), "from 1 to 1000"),
    (warned(kind="before", when="2 d"), "hours or minutes"),
    (warned(whom=[]), "what shall be done"),
    (warned(metric=""), "which promise"),
    (warned(kind=""), "Say when"),
]


@pytest.mark.parametrize(("facts", "words"), WRONG, ids=lambda value: str(value)[:30])
def test_bad_input_is_said_at_its_place_and_kept(client, ada, filled, facts, words):
    client.force_login(ada)
    answer = client.post(NEW, filled | facts)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Silver"' in page or facts == {"name": ""}
    assert not Proposal.objects.exists()


def test_a_policy_that_is_never_met_is_refused(client, ada, filled, gold, printing):
    client.force_login(ada)
    for order in ("7", "0"):
        page = client.post(NEW, filled | {"order": order, "fits-category": printing.pk}).content.decode()
        assert "comes first and fits all" in page
    gold.versions.update(fits={"kind": ["incident"]})
    assert client.post(NEW, filled | {"order": "7", "fits-category": printing.pk}).status_code == 302


def test_crooked_requests_are_answered_and_not_broken_by(client, ada, filled):
    client.force_login(ada)
    assert client.get(reverse("service_levels:policy_create", args=["nobody"])).status_code == 404
    for count in ("", "x", "-1", "9" * 40):
        for do in ("add", "save", "try"):
            answer = client.post(NEW, filled | {"steps-TOTAL_FORMS": count, "do": do})
            # Fewer steps than none are none.
            is_saved = (count, do) == ("-1", "save")
            assert answer.status_code in ((302,) if is_saved else (200, 422)), (count, do)


def test_facts_that_no_ticket_has_together_are_refused(client, ada, filled, printing, hana):
    client.force_login(ada)
    page = client.post(
        NEW, filled | {"fits-category": printing.pk, "fits-desk": hana.teams.get().desk_id}
    ).content.decode()
    assert "No ticket can ever match" in page


def test_another_step_is_offered_and_nothing_typed_is_lost(client, ada, filled):
    client.force_login(ada)
    page = client.post(NEW, filled | warned(when="83") | {"do": "add"}).content.decode()
    assert 'name="steps-1-kind"' in page
    assert 'value="83"' in page
    assert 'value="8 h"' in page


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "fa"])
@pytest.mark.parametrize("amount", [MINUTE, 45 * MINUTE, HOUR, 90 * MINUTE, 200 * HOUR])
def test_what_is_shown_can_be_typed_again(language, amount):
    with translation.override(language):
        assert read_length(write_length(amount)) == (amount, None)
        assert read_length(write_length(days=3)) == (None, 3)


def test_people_tasks_and_webhooks_of_a_step_are_read_back(client, ada, ben, filled):
    hook = Webhook.objects.create(name="Pager", address="https://pager.example/")
    client.force_login(ada)
    client.post(
        NEW, filled | warned(people=[ben.pk], task="Call her.", doer=ben.pk, webhook=hook.pk, whom=[])
    )
    kept = Proposal.objects.get().content["steps"][0]["actions"]
    assert kept == [
        {"do": "notify", "whom": ben.pk}, {"do": "task", "words": "Call her.", "whom": ben.pk},
        {"do": "webhook", "webhook": hook.pk},
    ]  # fmt: skip
    told = told_step(Step(kind="percent", percent=75, actions=kept))
    assert (told["people"], told["doer"], told["webhook"], told["task"]) == (
        [ben.pk],
        ben.pk,
        hook.pk,
        "Call her.",
    )


def test_pages_cost_the_same_however_much_is_promised(
    client, ada, gold, always, it_desk, printing, django_assert_max_num_queries
):
    client.force_login(ada)
    for number in range(8):
        category = CategoryFactory(desk=it_desk, name=f"Part {number}", parent=printing)
        policy = Policy.objects.create(name=f"Policy {number}")
        steps = [
            Step(metric="resolution", order=place, kind="breach", actions=[{"do": "raise"}])
            for place in range(5)
        ]
        fits = {"category": [category.pk], "desk": [it_desk.pk]}
        policy.publish(
            [Target.of("resolution", timedelta(hours=1))], steps, calendar=always, order=number + 1, fits=fits
        )
    for address in (reverse("service_levels:index"), reverse("service_levels:policy", args=[policy.pk])):
        client.get(address)
        with django_assert_max_num_queries(26) as found:
            page = client.get(address)
        assert page.status_code == 200, len(found)
    assert "Gold” comes first" in client.get(reverse("service_levels:index")).content.decode()


def test_the_form_shows_what_was_published(gold):
    version = gold.versions.get()
    form = PolicyForm(party=Policy.Party.REQUESTER, policy=gold, version=version)
    assert form["resolution-1"].value() == "2 h"
    assert form["first_response-all"].value() == "4 h"
    assert form["resolution-pauses"].value() == ["waiting_customer"]


def test_sample_tickets_show_when_it_would_be_due(client, ada, filled, office):
    client.force_login(ada)
    page = client.post(
        NEW, filled | {"calendar": office.pk, "do": "try", "tried": "3", "resolution-all": "1 h"}
    )
    told = [due for _label, _opened, ((_metric, due),) in page.context["samples"]]
    assert len(told) >= 4
    assert all(due in page.content.decode() for due in told)
    urgent = client.post(
        NEW, filled | {"calendar": office.pk, "do": "try", "tried": "1", "resolution-all": "1 h"}
    )
    assert [due for *_rest, ((_metric, due),) in urgent.context["samples"]] != told
    assert not client.get(NEW).context["samples"]
    assert not client.post(NEW, filled | {"calendar": "", "do": "try"}).context["samples"]
    assert not Proposal.objects.exists()
