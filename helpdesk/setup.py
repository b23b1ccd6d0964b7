"""The first steps of a new house, each with its real state: nothing is ticked off by hand, nothing blocks."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Contract, Desk, Organization, Team, User
from accounts.roles import Role
from channels.models import Mailbox, Outgoing
from core.commas import listed
from core.numbers import number
from helpdesk.demo import LOGINS
from tickets.models import Category, Event, ResolutionCode, Status


@dataclass
class Step:
    """One thing to do: what for, how it stands, where it is done. `action` may be a form to post."""

    title: str
    why: str
    is_done: bool
    state: str
    url: str = ""
    label: str = ""
    post: str = ""


def steps():
    """The checklist, in the order in which it is worth doing."""
    return [
        name(), address(), mail(), desks(), categories(), teams(), people(), second_factor(), portal(),
        *demo(),
    ]  # fmt: skip


def name():
    languages = listed(language for _code, language in settings.LANGUAGES)
    return Step(
        _("Name, language and time zone"),
        _(
            "People read the name on every page and in every mail. SITE_NAME, LANGUAGE_CODE and TIME_ZONE say them."
        ),
        isinstance(settings.SITE_NAME, str),  # else it is still the translated word for any helpdesk
        _("“%(name)s”, %(zone)s, speaks %(languages)s")
        % {"name": settings.SITE_NAME, "zone": settings.TIME_ZONE, "languages": languages},
    )


def address():
    is_public = settings.IS_SECURE and "localhost" not in settings.SITE_URL
    return Step(
        _("A public address with HTTPS"),
        _("Links in mail lead there, and passkeys need it. SITE_URL and ALLOWED_HOSTS say it."),
        is_public,
        settings.SITE_URL,
    )


def mail():
    was_sent = bool(settings.EMAIL_URL) and Outgoing.objects.filter(state=Outgoing.State.SENT).exists()
    if not settings.EMAIL_URL:
        state = _("No mail server yet: mail is kept and shown, not sent. EMAIL_URL says where it is.")
    elif was_sent:
        state = _("Mail goes out.")
    else:
        state = _("A mail server is set; nothing has gone out yet.")
    return Step(
        _("Mail goes out"),
        _("People learn of answers by mail. Send one to yourself and see what became of it."),
        was_sent,
        state,
        reverse("channels:sent"),
        _("Outgoing mail"),
        reverse("helpdesk:test_mail"),
    )


def desks():
    count = Desk.objects.in_use().count()
    words = ngettext("%(count)s desk", "%(count)s desks", count) % {"count": number(count)}
    return Step(
        _("Desks"),
        _("Each department that helps has its own people, categories and colours. One is enough to begin."),
        count > 0,
        words,
        reverse("admin:accounts_desk_changelist"),
        _("Desks"),
    )


def categories():
    count = Category.objects.in_use().count()
    missing = _desks_without(Category.objects.in_use())
    if missing:
        words = ngettext(
            "%(count)s category; desks without one: %(desks)s",
            "%(count)s categories; desks without one: %(desks)s",
            count,
        )
    else:
        words = ngettext("%(count)s category", "%(count)s categories", count)
    return Step(
        _("Categories and what they ask"),
        _(
            "They are what people choose from when they ask, and each may ask for what the desk needs to know."
        ),
        count > 0 and not missing,
        words % {"count": number(count), "desks": listed(missing)},
        reverse("admin:tickets_category_changelist"),
        _("Categories"),
    )


def teams():
    staffed = Team.objects.in_use().filter(members__is_active=True)
    count = staffed.distinct().count()
    missing = _desks_without(staffed)
    if missing:
        words = ngettext(
            "%(count)s team with members; desks without one: %(desks)s",
            "%(count)s teams with members; desks without one: %(desks)s",
            count,
        )
    else:
        words = ngettext("%(count)s team with members", "%(count)s teams with members", count)
    return Step(
        _("Teams and their members"),
        _("Tickets go to a team; whoever is in one of a desk's teams works on its tickets."),
        count > 0 and not missing,
        words % {"count": number(count), "desks": listed(missing)},
        reverse("admin:accounts_team_changelist"),
        _("Teams"),
    )


def people():
    helpers, askers = User.objects.staff().count(), User.objects.filter(role=Role.REQUESTER).count()
    return Step(
        _("People"),
        _("Colleagues need a role; people who ask may also sign up by themselves."),
        helpers > 1,
        _("%(helpers)s who help, %(askers)s who ask")
        % {"helpers": number(helpers), "askers": number(askers)},
        reverse("admin:accounts_user_changelist"),
        _("People"),
    )


def second_factor():
    staff = User.objects.staff()
    secured = staff.filter(pk__in=Authenticator.objects.values("user")).count()
    return Step(
        _("A second factor for those who help"),
        _("A stolen password then opens nothing. SECOND_FACTOR_ROLES says who must have one."),
        bool(settings.SECOND_FACTOR_ROLES) or secured == staff.count(),
        _("%(secured)s of %(all)s have one") % {"secured": number(secured), "all": number(staff.count())},
        reverse("mfa_index"),
        _("Set up mine"),
    )


def portal():
    asked = Event.objects.filter(kind=Event.Kind.OPENED).exists()
    return Step(
        _("Try it as somebody who asks"),
        _("Open the portal, ask for something, and answer it from the desk."),
        asked,
        _("Somebody has asked something.") if asked else _("Nobody has asked anything yet."),
        reverse("portal:home"),
        _("Open the portal"),
    )


def demo():
    """A warning for as long as people of the demo world may sign in with a password that everybody knows."""
    known = User.objects.filter(email__in=[email for _role, email, _password in LOGINS], is_active=True)
    open_doors = sum(person.has_usable_password() for person in known)
    if not open_doors:
        return []
    words = ngettext(
        "%(count)s person can sign in with it.", "%(count)s people can sign in with it.", open_doors
    )
    return [
        Step(
            _("This is the demo world"),
            _("Its password is in the source code. Begin with an empty database before real people come."),
            False,
            words % {"count": number(open_doors)},
        )
    ]


def _desks_without(things):
    wanted = things.filter(desk=OuterRef("pk"))
    return [str(desk) for desk in Desk.objects.in_use().filter(~Exists(wanted))]


@dataclass
class Card:
    """One kind of thing an administrator sets, how much of it there is, and where it is set."""

    title: str
    about: str
    icon: str
    state: str
    url: str


@dataclass
class Job:
    title: str
    cards: list


def jobs():
    """Everything that can be set, by job, each with its state."""
    return [
        Job(_("People"), [
            _card(User, "users", _("Who may sign in, and what each may do."), User.objects.filter(is_active=True)),
            _card(Organization, "building", _("Whose people ask: domains, departments, contracts.")),
            _card(Contract, "file-text", _("What was bought, from when to when.")),
        ]),
        Job(_("Desks and forms"), [
            _card(Desk, "lifebuoy", _("The departments that help."), Desk.objects.in_use()),
            _card(Team, "users", _("Who works where, at which tier."), Team.objects.in_use()),
            _card(Category, "list", _("What people may ask for, and what each form asks."),
                  Category.objects.in_use()),
        ]),
        Job(_("Words of tickets"), [
            _card(Status, "circle-dot", _("Names and colours of the states, allowed moves."),
                  Status.objects.in_use()),
            _card(ResolutionCode, "circle-check", _("How a ticket may end."), ResolutionCode.objects.in_use()),
            Card(_("Priority matrix"), _("Impact and urgency give the priority."), "layout-kanban",
                 _("3 by 3"), reverse("admin:tickets_matrixcell_changelist")),
        ]),
        Job(_("Mail and health"), [
            _card(Mailbox, "mail", _("The addresses mail is sent from."), Mailbox.objects.in_use()),
            Card(_("Outgoing mail"), _("What was sent, and what could not be."), "send",
                 number(Outgoing.objects.unfinished().count()), reverse("channels:sent")),
            Card(_("Health"), _("Queues, workers, disk, versions."), "chart-bar", "", reverse("helpdesk:health")),
        ]),
    ]  # fmt: skip


def _card(model, icon, about, rows=None):
    meta = model._meta
    count = (model.objects.all() if rows is None else rows).count()
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    return Card(str(meta.verbose_name_plural).capitalize(), about, icon, number(count), url)
