"""The administration, for a person who has never seen Django: it opens, deletes are safe, changes are told."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils.html import escape

from accounts.models import Desk, OrganizationDomain, User
from accounts.roles import Role
from accounts.tests.factories import OrganizationFactory, TeamFactory, UserFactory
from channels.models import Outgoing
from tickets.models import Category, FormField, MatrixCell, Priority, ResolutionCode, Status

HOSTILE = "<script>alert(1)</script>'\"{{7*7}}"


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def filled(response, **changes):
    """What the form of a page would send, with some fields written anew."""
    forms = [
        response.context["adminform"].form,
        *(set_.formset for set_ in response.context["inline_admin_formsets"]),
    ]
    data = {}
    for form in forms:
        for part in [form.management_form, *form.forms] if hasattr(form, "forms") else [form]:
            for field in part:
                data |= sent(field)
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


def sent(field):
    value = field.value()
    if isinstance(value, dict):
        return {f"{field.html_name}_{code}": text for code, text in value.items()}
    return {} if value is False else {field.html_name: "" if value is None else value}


@pytest.fixture
def desk_of_admin(client, ada):
    client.force_login(ada)
    return client


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_every_list_and_every_form_opens(desk_of_admin, model, printer, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        assert desk_of_admin.get(address(model, "changelist"), {"q": "x"}).status_code == 200
    adding = desk_of_admin.get(address(model, "add")).status_code
    assert adding == (200 if admin.site._registry[model].has_add_permission(fake(model)) else 403)
    if row := model._base_manager.first():
        assert desk_of_admin.get(address(model, "change", row.pk)).status_code in (200, 302)


def fake(model):
    return type("Request", (), {"user": User.objects.get(role=Role.ADMIN)})


@pytest.mark.parametrize("person", ["ann", "ben", "cleo"])
def test_nobody_else_enters(client, person, request, ada, printer):
    client.force_login(request.getfixturevalue(person))
    for page in (reverse("admin:index"), address(User, "changelist"), address(MatrixCell, "changelist")):
        assert client.get(page).status_code in (302, 403)


def test_tickets_and_their_words_are_not_in_the_administration():
    labels = {model._meta.label for model in admin.site._registry}
    assert not labels & {
        "tickets.Ticket",
        "tickets.Message",
        "tickets.Attachment",
        "tickets.Draft",
        "mfa.Authenticator",
    }


def test_the_first_page_is_arranged_by_job_with_a_sentence_each(desk_of_admin):
    page = desk_of_admin.get(reverse("admin:index"))
    jobs = page.context["app_list"]
    assert [str(job["name"]) for job in jobs] == [
        "People",
        "Desks and forms",
        "Words of tickets",
        "Mail",
        "Health",
    ]
    assert all(model["about"] for job in jobs for model in job["models"])


def test_what_is_in_use_cannot_be_deleted_but_switched_off(desk_of_admin, printer, printing):
    assert desk_of_admin.post(address(Category, "delete", printing.pk), {"post": "yes"}).status_code == 403
    assert "cannot be deleted" in desk_of_admin.get(address(Category, "change", printing.pk)).content.decode()

    desk_of_admin.post(
        address(Category, "changelist"), {"action": "switch_off", "_selected_action": [printing.pk]}
    )
    printing.refresh_from_db()
    assert not printing.is_active
    assert LogEntry.objects.get(object_id=printing.pk).get_change_message() == "Switched off."


def test_what_nobody_uses_may_go(desk_of_admin, it_desk):
    unused = Category.objects.create(name="Unused", desk=it_desk)
    FormField.objects.create(category=unused, key="k", label="Asked")
    desk_of_admin.post(address(Category, "delete", unused.pk), {"post": "yes"})
    assert not Category.objects.filter(pk=unused.pk).exists()


def test_the_last_status_of_a_group_stays_on(desk_of_admin):
    only = Status.objects.get(group="closed")
    page = desk_of_admin.post(
        address(Status, "changelist"), {"action": "switch_off", "_selected_action": [only.pk]}, follow=True
    )
    assert "needs at least one status" in page.content.decode()
    assert Status.objects.get(pk=only.pk).is_active


def test_the_history_says_before_and_after(desk_of_admin, it_desk):
    form = desk_of_admin.get(address(Desk, "change", it_desk.pk))
    answer = desk_of_admin.post(address(Desk, "change", it_desk.pk), filled(form, name="Computers"))
    assert answer.status_code == 302
    assert "“IT” → “Computers”" in LogEntry.objects.get().get_change_message()
    assert "“Computers”" in desk_of_admin.get(address(Desk, "history", it_desk.pk)).content.decode()


def test_names_in_other_languages_are_one_input_each(desk_of_admin, it_desk):
    form = desk_of_admin.get(address(Desk, "change", it_desk.pk))
    assert 'name="names_fa"' in form.content.decode()
    desk_of_admin.post(
        address(Desk, "change", it_desk.pk),
        filled(form, names_fa="رایانه", names_fr=" Informatique ", icon="key", hue=3),
    )
    it_desk.refresh_from_db()
    assert it_desk.names == {"fa": "رایانه", "fr": "Informatique"}
    assert (it_desk.icon, it_desk.hue) == ("key", 3)


def test_lists_are_written_with_commas(desk_of_admin, printing):
    field = FormField.objects.create(
        category=printing, key="floor", label="Floor", type="choice", options=["1"]
    )
    form = desk_of_admin.get(address(Category, "change", printing.pk))
    answer = desk_of_admin.post(
        address(Category, "change", printing.pk), filled(form, **{"fields-0-options": "1,  2, , 3"})
    )
    assert answer.status_code == 302
    field.refresh_from_db()
    assert field.options == ["1", "2", "3"]


def test_a_new_person_is_asked_by_mail_to_choose_a_password(desk_of_admin, mailoutbox):
    form = desk_of_admin.get(address(User, "add"))
    answer = desk_of_admin.post(
        address(User, "add"), filled(form, email="New@Example.org", name="New", role="agent")
    )
    assert answer.status_code == 302
    person = User.objects.get(email="new@example.org")
    assert not person.has_usable_password()
    assert [
        *(one for mail in mailoutbox for one in mail.to),
        *Outgoing.objects.values_list("to", flat=True),
    ] == ["new@example.org"]


def test_nobody_gives_themselves_another_role_and_the_last_admin_stays(desk_of_admin, ada):
    form = desk_of_admin.get(address(User, "change", ada.pk))
    assert 'name="role"' not in form.content.decode()
    desk_of_admin.post(address(User, "changelist"), {"action": "switch_off", "_selected_action": [ada.pk]})
    ada.refresh_from_db()
    assert (ada.role, ada.is_active) == (Role.ADMIN, True)


def test_another_admin_changes_a_role_and_it_is_written_down(desk_of_admin, ben):
    form = desk_of_admin.get(address(User, "change", ben.pk))
    desk_of_admin.post(address(User, "change", ben.pk), filled(form, role="lead"))
    ben.refresh_from_db()
    assert ben.role == Role.LEAD
    assert "“Agent” → “Team lead”" in LogEntry.objects.get().get_change_message()


def test_the_matrix_is_one_page_and_its_changes_are_written_down(desk_of_admin):
    page = desk_of_admin.get(address(MatrixCell, "changelist"))
    values = {field.html_name: field.value() for field in page.context["form"]}
    desk_of_admin.post(address(MatrixCell, "changelist"), {**values, "cell_3_3": Priority.HIGH})
    assert MatrixCell.objects.priority_of(3, 3) == Priority.HIGH
    assert LogEntry.objects.get().change_message == "Low → High"
    wrong = desk_of_admin.post(address(MatrixCell, "changelist"), {**values, "cell_3_3": "9"})
    assert wrong.status_code == 200


def test_work_that_was_given_up_is_run_again_without_showing_words(desk_of_admin, printer, ben):
    event = printer.reply("Secret words of the reply", by=ben)
    event.note_trouble(RuntimeError("No route to host"), is_final=True)
    page = desk_of_admin.get(address(type(event), "change", event.pk)).content.decode()
    assert "No route to host" in page
    assert "Secret words" not in page
    desk_of_admin.post(
        address(type(event), "changelist"), {"action": "run_again", "_selected_action": [event.pk]}
    )
    event.refresh_from_db()
    assert event.parked_at is None


def test_hostile_names_stay_words(desk_of_admin, it_desk, first_line):
    organization = OrganizationFactory(name=HOSTILE)
    OrganizationDomain.objects.create(organization=organization, domain="hostile.example")
    UserFactory(name=HOSTILE, organization=organization)
    TeamFactory(desk=it_desk, name=HOSTILE)
    Category.objects.create(name=HOSTILE, desk=it_desk)
    ResolutionCode.objects.create(name=HOSTILE)
    for model in (User, type(organization), type(first_line), Category, ResolutionCode):
        page = desk_of_admin.get(address(model, "changelist")).content.decode()
        assert HOSTILE not in page
        assert escape(HOSTILE) in page


@pytest.mark.parametrize("person", ["ann", "ben", "cleo"])
def test_whoever_else_is_led_to_its_sign_in_is_refused_in_words(client, person, request):
    client.force_login(request.getfixturevalue(person))
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.status_code == 403
    assert "errors/403.html" in [template.name for template in answer.templates]


def test_a_stranger_signs_in_where_everybody_does(client, db):
    assert (
        client.get(reverse("admin:index"), follow=True).redirect_chain[-1][0].startswith("/accounts/login/")
    )
