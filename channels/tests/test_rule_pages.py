"""Rules are made on a page, tried on mail that came, and put into an order."""

import pytest
from django.urls import reverse

from channels.email import trial
from channels.models import Letter, Mailbox, Rule
from channels.tests.arriving import arrived, mail

pytestmark = pytest.mark.django_db

NEW, INDEX = reverse("channels:rule_create"), reverse("channels:rules")


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


def typed(*conditions, do="save", **facts):
    """What a browser sends of the builder."""
    sent = {"do": do, "name": "Printers", "is_active": "on"} | facts
    sent |= {"conditions-TOTAL_FORMS": len(conditions), "conditions-INITIAL_FORMS": 0}
    for turn, one in enumerate(conditions):
        names = ("field", "operator", "value", "header")
        sent |= {f"conditions-{turn}-{name}": value for name, value in zip(names, one, strict=False)}
    return sent


def test_a_rule_is_made_changed_and_deleted(admin, printing):
    admin.post(
        NEW,
        typed(("subject", "contains", "printer"), ("", "contains", ""), category=printing.pk, tags="a, b"),
    )
    rule = Rule.objects.get()
    assert (rule.category, rule.tags) == (printing, ["a", "b"])
    assert [one["field"] for one in rule.conditions] == ["subject"]
    page = admin.get(INDEX).content.decode()
    assert "Subject contains “\u2068printer\u2069”" in page
    place = reverse("channels:rule", args=[rule.pk])
    assert 'value="printer"' in admin.get(place).content.decode()
    admin.post(place, typed(("size", "over", "۵"), priority=1, name="Large"))
    rule.refresh_from_db()
    assert (rule.name, rule.category, rule.priority) == ("Large", None, 1)
    assert rule.conditions[0]["value"] == "5"
    for _press in range(2):
        admin.post(reverse("channels:rule_removal", args=[rule.pk]))
    assert not Rule.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (typed(("subject", "matches", "("), priority=1), "This pattern cannot be read"),
        (typed(("header", "is", "yes"), priority=1), "Name the header line"),
        (typed(("", "is", "yes"), priority=1), "Say where to look."),
        (typed(), "Say what shall follow."),
        (typed(priority=1, name=""), "This field is required."),
    ],
)
def test_what_makes_no_rule_is_said_at_its_field(admin, sent, words):
    page = admin.post(NEW, sent)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Rule.objects.exists()


def test_what_belongs_to_two_desks_is_no_rule(admin, printing, hana):
    page = admin.post(NEW, typed(category=printing.pk, desk=hana.desks[0].pk))
    assert "This belongs to another desk." in page.content.decode()


def test_one_more_condition_keeps_what_was_typed(admin):
    page = admin.post(NEW, typed(("subject", "is", "Toner"), do="add"))
    assert len(page.context["rows"].forms) == 2
    assert 'value="Toner"' in page.content.decode()


def test_rules_change_places_and_stay_at_the_ends(admin):
    rules = [Rule.objects.create(name=name, order=turn, priority=1) for turn, name in enumerate("abc")]
    for rule, step in (
        (rules[2], "up"),
        (rules[2], "up"),
        (rules[2], "up"),
        (rules[0], "down"),
        (rules[0], "down"),
    ):
        admin.post(reverse("channels:rule_place", args=[rule.pk]), {"step": step})
    assert [rule.name for rule in Rule.objects.all()] == ["c", "b", "a"]


def test_a_dry_run_tells_what_would_be_other_and_changes_nothing(
    admin, mailbox, printing, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(trial, "SECONDS_EACH", 60)
    monkeypatch.setattr(trial, "MOST_SECONDS", 60)
    Rule.objects.create(name="Late", priority=4)
    letter = arrived(mail("The toner is empty."), mailbox=mailbox)
    arrived(mail("Something else.", subject="Other"), mailbox=mailbox)
    steps = letter.steps
    with django_assert_max_num_queries(25):
        page = admin.post(NEW, typed(("text", "contains", "toner"), category=printing.pk, do="try"))
    found = page.context["trial"]
    assert (found.looked, found.unread, [line.letter for line in found.lines]) == (2, 0, [letter])
    assert found.lines[0].changes == [("Category", "–", "Printing")]
    assert "The rule holds for 1 of 2 mails." in page.content.decode()
    letter.refresh_from_db()
    assert (letter.steps, Rule.objects.count()) == (steps, 1)


def test_a_dry_run_tells_what_would_be_refused(admin, mailbox):
    arrived(mail(), mailbox=mailbox)
    page = admin.post(NEW, typed(("subject", "is", "the printer"), is_refusing="on", do="try"))
    assert page.context["trial"].lines[0].changes == [("The mail", "a ticket", "refused")]


def test_a_dry_run_ends_in_time_and_says_how_far_it_came(admin, mailbox, monkeypatch):
    arrived(mail(), mailbox=mailbox)
    monkeypatch.setattr(trial, "MOST_SECONDS", -1)
    page = admin.post(NEW, typed(("text", "contains", "toner"), priority=1, do="try"))
    assert "There was no time to look at all 1." in page.content.decode()


def test_what_is_no_longer_here_is_counted(admin, mailbox):
    letter = arrived(mail(), mailbox=mailbox)
    Letter.objects.filter(pk=letter.pk).update(removed_at=letter.arrived_at)
    page = admin.post(NEW, typed(("text", "contains", "toner"), priority=1, do="try"))
    assert page.context["trial"].unread == 1


def test_rules_and_mail_of_a_closed_desk_are_seen_by_its_own_alone(admin, hana, mailbox):
    walled = Mailbox.objects.create(address="hr@example.org", desk=hana.desks[0])
    arrived(mail(subject="Salary"), mailbox=walled)
    theirs = Rule.objects.create(name="Theirs", mailbox=walled, priority=1)
    assert "Theirs" not in admin.get(INDEX).content.decode()
    for name in ("rule", "rule_place", "rule_removal"):
        assert admin.post(reverse(f"channels:{name}", args=[theirs.pk])).status_code == 404
    assert admin.post(NEW, typed(priority=1, mailbox=walled.pk)).status_code == 422
    assert admin.post(NEW, typed(priority=1, do="try")).context["trial"].all == 0


@pytest.mark.parametrize("who", ["ann", "ben", "cleo"])
def test_only_admins_make_rules(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(INDEX).status_code in (403, 404)
    assert client.post(NEW, typed(priority=1)).status_code in (403, 404)
    assert not Rule.objects.exists()
