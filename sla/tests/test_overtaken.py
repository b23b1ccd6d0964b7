"""Two admins change the same at once: the second is told who was first, and nothing is lost or undone unseen."""

from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from sla.durations import HOUR
from sla.models import Calendar, Policy, PolicyVersion, Proposal, Target
from sla.proposing import base_of, publish
from sla.tasks import work_on_proposals
from sla.tests.conftest import ALWAYS, LONG_AGO

FRAME = {"steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0", "do": "save"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def silver(office):
    policy = Policy.objects.create(name="Silver")
    targets = [
        Target(metric="resolution", amount=8 * HOUR, pauses_in=["waiting_customer"]),
        Target(metric="first_response", amount=HOUR),
    ]
    policy.publish(targets, calendar=office, order=7, valid_from=LONG_AGO)
    return policy


def page_of(policy):
    return reverse("service_levels:policy", args=[policy.pk])


def form_of(policy, **facts):
    """What a browser sends back from the page of a policy as it stands now."""
    return FRAME | {
        "based_on": base_of(policy), "name": "Silver", "calendar": policy.versions.last().calendar_id, "order": "7",
        "is_active": "on", "reopening": "resume", "on_change": "recompute", "resolution-all": "8 h",
        "first_response-all": "1 h", "resolution-pauses": ["waiting_customer"], "starts_with_agents_note": "on",
    } | facts  # fmt: skip


def proposed(client, address, sent):
    answer = client.post(address, sent)
    assert answer.status_code == 302
    work_on_proposals()
    return Proposal.objects.get(pk=answer.url.rstrip("/").rpartition("/")[2])


def pressed(client, name, proposal):
    return client.post(reverse(f"service_levels:{name}", args=[proposal.pk]), follow=True).content.decode()


@pytest.fixture
def two(admin, client, ada, silver):
    """The changes of two admins who had the same page open; the first is published."""
    first = proposed(admin, page_of(silver), form_of(silver, **{"resolution-all": "6 h", "order": "9"}))
    second_form = form_of(silver, **{"first_response-all": "30 min", "order": "3"})
    pressed(admin, "publishing", first)
    return first, proposed(admin, page_of(silver), second_form)


def test_the_second_is_refused_and_told_who_was_first(admin, two, silver, ada):
    _first, second = two
    assert second.based_on == silver.versions.first().pk
    page = pressed(admin, "publishing", second)
    assert "Nothing was published" in page
    assert "Another version was published first" in page
    assert f"{ada}</bdi> published a version" in page
    for words in ("6 h", "8 h", "Place in the list"):
        assert words in page
    assert reverse("service_levels:publishing", args=[second.pk]) not in page
    assert silver.versions.count() == 2
    assert Proposal.objects.get(pk=second.pk).stage == Proposal.Stage.READY
    assert "Overtaken" in admin.get(reverse("service_levels:index")).content.decode()


def test_started_from_the_newest_it_has_what_both_have_changed(admin, two, silver):
    _first, second = two
    page = admin.get(second.form_url)
    told = page.context["form"]
    assert [told[name].value() for name in ("resolution-all", "first_response-all", "order")] == [
        "6 h", "30 min", 3,
    ]  # fmt: skip
    assert page.context["base"] == silver.versions.last().pk
    sent = form_of(silver, **{"resolution-all": "6 h", "first_response-all": "30 min", "order": "3"})
    third = proposed(admin, second.form_url, sent)
    # It has all of the second, which would only lie about.
    assert not Proposal.objects.filter(pk=second.pk).exists()
    pressed(admin, "publishing", third)
    amounts = dict(silver.versions.last().targets.values_list("metric", "amount"))
    assert amounts == {"resolution": 6 * HOUR, "first_response": HOUR // 2}


def test_a_change_of_somebody_else_is_not_thrown_away_with_it(admin, two, silver, cleo):
    _first, second = two
    Proposal.objects.filter(pk=second.pk).update(made_by=cleo)
    assert "is waiting to be published" in admin.get(page_of(silver)).content.decode()
    proposed(admin, second.form_url, form_of(silver))
    assert Proposal.objects.filter(pk=second.pk).exists()


def test_a_calendar_keeps_the_special_days_of_both(admin, office, ada):
    base, spec = base_of(office), office.versions.last().spec
    office.publish(spec | {"holidays": ["2027-04-23"]}, by=ada)
    content = {"name": "Office", "names": {}, "spec": spec | {"holidays": ["2027-05-01"]}}
    Proposal.objects.create(kind="calendar", calendar=office, content=content, based_on=base, made_by=ada)
    work_on_proposals()
    proposal = Proposal.objects.get()
    assert "2027-04-23" in pressed(admin, "publishing", proposal)
    assert office.versions.count() == 2
    builder = admin.get(proposal.form_url).context["builder"]
    assert [day.day for day in builder.days] == ["2027-04-23", "2027-05-01"]
    assert builder.data["name"] == "Office"
    assert builder.base == office.versions.last().pk


def test_a_new_policy_can_be_changed_before_it_is_published(admin, office, silver):
    sent = form_of(silver, name="Bronze", order="3", **{"fits-kind": ["incident"]}) | {"based_on": ""}
    address = reverse("service_levels:policy_create", args=["requester"])
    proposal = proposed(admin, address, sent)
    form = admin.get(proposal.form_url).context["form"]
    assert (form["name"].value(), form["fits-kind"].value()) == ("Bronze", ["incident"])
    again = proposed(admin, proposal.form_url, sent | {"name": "Copper"})
    assert [one.pk for one in Proposal.objects.all()] == [again.pk]
    for key in ("x", "9" * 40, "-1", str(again.pk)):
        assert admin.get(f"{page_of(silver)}?from={key}").status_code == 200


def test_a_change_that_is_discarded_while_it_is_examined_stops_quietly(admin, office, silver, ada, caplog):
    proposal = Proposal.objects.create(
        kind="calendar", calendar=office, content={"name": "X", "spec": ALWAYS}, made_by=ada
    )
    (held,) = Proposal.objects.claim(limit=1)
    pressed(admin, "discarding", proposal)
    held.total = 3
    assert not held.keep("total")
    assert not Proposal.objects.exists()
    assert not caplog.records


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_says_nothing_about_what_is_gone(office, ada, monkeypatch, caplog, when):
    content = {"name": "X", "spec": ALWAYS if when == "after" else {"broken": 1}}
    Proposal.objects.create(kind="calendar", calendar=office, content=content, based_on=0, made_by=ada)
    (held,) = Proposal.objects.claim(limit=1)
    Proposal.objects.all().delete()
    monkeypatch.setattr(type(Proposal.objects.all()), "claim", lambda self, limit: [held])
    work_on_proposals()
    assert not Proposal.objects.exists()
    assert not caplog.records


def test_what_was_given_up_is_told_and_tried_again(admin, client, ben, ada):
    content = {"name": "X", "spec": ALWAYS}
    proposal = Proposal.objects.create(kind="calendar", content=content, made_by=ada)
    proposal.note_trouble(ValueError("no luck"), is_final=True)
    page = admin.get(reverse("service_levels:proposal", args=[proposal.pk])).content.decode()
    assert "have given up" in page
    assert "no luck" in page
    assert "every 1s" not in page
    again = reverse("service_levels:proposal_again", args=[proposal.pk])
    for _press in range(2):
        assert admin.post(again).status_code == 302
    proposal.refresh_from_db()
    assert proposal.parked_at is None
    client.force_login(ben)
    assert client.post(again).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_in_the_same_moment_one_is_refused(silver, ada):
    base, refused = base_of(silver), []
    content = {"name": "Silver", "party": "requester", "calendar": silver.versions.get().calendar_id,
               "targets": [{"metric": "resolution", "amount": HOUR}], "steps": []}  # fmt: skip
    proposals = [
        Proposal.objects.create(kind="policy", policy=silver, content=content, stage="ready", based_on=base)
        for _ in range(4)
    ]

    def press(proposal):
        try:
            publish(proposal, by=ada)
        except ValidationError:
            refused.append(proposal)
        finally:
            connection.close()

    threads = [Thread(target=press, args=[one]) for one in proposals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (PolicyVersion.objects.count(), len(refused)) == (2, 3)
    assert Calendar.objects.count() == 1
