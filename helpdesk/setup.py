"""The first steps of a new house, each with its real state: nothing is ticked off by hand, nothing blocks."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Contract, Desk, Organization, Team, User
from accounts.roles import Role
from channels.models import Account, Inlet, Letter, Mailbox, Outgoing, Rule, Transport
from core.commas import listed
from core.numbers import number
from helpdesk.demo import LOGINS
from notifications.models import MailTemplate
from sla.models import Policy, Route
from tickets.counts import counts_of
from tickets.models import Category, Event, ResolutionCode, Status
from tickets.sentences import isolated

# More than anybody has of anything here: the numbers of this page are exact.
ALL = 1_000_000_000


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


def counted():
    """Every number of the page by name; what matters only by being there counts at most one."""
    staff = User.objects.staff()
    demo_people = User.objects.filter(email__in=[email for _role, email, _password in LOGINS], is_active=True)
    signs = {
        "sent": Outgoing.objects.filter(state=Outgoing.State.SENT),
        "came in": Letter.objects.filter(fate__in=[Letter.Fate.OPENED, Letter.Fate.ADDED]),
        "asked": Event.objects.filter(kind=Event.Kind.OPENED),
    }
    rows = {
        "staffed": _staffed_teams().distinct(),
        "staff": staff,
        "askers": User.objects.filter(role=Role.REQUESTER),
        "secured": staff.filter(pk__in=Authenticator.objects.values("user")),
        "open doors": demo_people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX),
        User: User.objects.filter(is_active=True),
        Organization: Organization.objects.all(),
        Contract: Contract.objects.all(),
        Outgoing: Outgoing.objects.unfinished(),
        **{
            model: model.objects.all()
            for model in (Policy, Route, MailTemplate, Account, Inlet, Rule, Transport)
        },
        **{
            model: model.objects.in_use() for model in (Desk, Team, Category, Status, ResolutionCode, Mailbox)
        },
    }
    return dict(zip(signs, counts_of(signs.values(), 0), strict=True)) | dict(
        zip(rows, counts_of(rows.values(), ALL), strict=True)
    )


def steps(counts):
    """The checklist, in the order in which it is worth doing; `counts` are those of `counted`."""
    without_category, without_team = _lacking()
    return [
        name(), address(), mail(counts), mail_in(counts), desks(counts), categories(counts, without_category),
        teams(counts, without_team), people(counts), second_factor(counts), portal(counts), *demo(counts),
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
    return Step(
        _("A public address with HTTPS"),
        _("Links in mail lead there, and passkeys need it. SITE_URL and ALLOWED_HOSTS say it."),
        settings.IS_SECURE and "localhost" not in settings.SITE_URL,
        settings.SITE_URL,
    )


def mail(counts):
    was_sent = bool(counts["sent"]) and Mailbox.objects.can_send()
    if was_sent:
        state = _("Mail goes out.")
    elif not Mailbox.objects.can_send():
        state = _("No mail server yet: mail is kept and shown, not sent. EMAIL_URL says where it is.")
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


def mail_in(counts):
    came = bool(counts["came in"])
    if came:
        state = _("Mail comes in.")
    elif settings.MAIL_DOOR and (mailbox := Mailbox.objects.in_use().order_by("pk").first()):
        state = _(
            "Try it with any mail program: write to %(address)s by the server %(door)s, without a password."
        )
        state %= {"address": isolated(mailbox), "door": isolated(settings.MAIL_DOOR)}
    elif counts[Account]:
        state = _("An account is set; nothing has become a ticket yet.")
    else:
        state = _("No account yet that mail is fetched from.")
    return Step(
        _("Mail becomes tickets"),
        _("What people write to your address becomes tickets and answers. See where each mail went."),
        came,
        state,
        reverse("channels:arrived"),
        _("Mail that arrived"),
    )


def desks(counts):
    words = ngettext("%(count)s desk", "%(count)s desks", counts[Desk]) % {"count": number(counts[Desk])}
    return Step(
        _("Desks"),
        _("Each department that helps has its own people, categories and colours. One is enough to begin."),
        counts[Desk] > 0,
        words,
        reverse("admin:accounts_desk_changelist"),
        _("Desks"),
    )


def categories(counts, missing):
    count = counts[Category]
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


def teams(counts, missing):
    count = counts["staffed"]
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


def people(counts):
    helpers, askers = counts["staff"], counts["askers"]
    return Step(
        _("People"),
        _("Colleagues need a role; people who ask may also sign up by themselves."),
        helpers > 1,
        _("%(helpers)s who help, %(askers)s who ask")
        % {"helpers": number(helpers), "askers": number(askers)},
        reverse("admin:accounts_user_changelist"),
        _("People"),
    )


def second_factor(counts):
    secured, everybody = counts["secured"], counts["staff"]
    return Step(
        _("A second factor for those who help"),
        _("A stolen password then opens nothing. SECOND_FACTOR_ROLES says who must have one."),
        bool(settings.SECOND_FACTOR_ROLES) or secured == everybody,
        _("%(secured)s of %(all)s have one") % {"secured": number(secured), "all": number(everybody)},
        reverse("mfa_index"),
        _("Set up mine"),
    )


def portal(counts):
    return Step(
        _("Try it as somebody who asks"),
        _("Open the portal, ask for something, and answer it from the desk."),
        bool(counts["asked"]),
        _("Somebody has asked something.") if counts["asked"] else _("Nobody has asked anything yet."),
        reverse("portal:home"),
        _("Open the portal"),
    )


def demo(counts):
    """A warning for as long as people of the demo world may sign in with a password that everybody knows."""
    open_doors = counts["open doors"]
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


def _staffed_teams():
    return Team.objects.in_use().filter(members__is_active=True)


def _lacking():
    """The names of the desks in use that have no category, and of those that have no team with members."""
    categories, teams = (
        Exists(things.filter(desk=OuterRef("pk"))) for things in (Category.objects.in_use(), _staffed_teams())
    )
    rows = Desk.objects.in_use().annotate(has_category=categories, has_team=teams)
    return (
        [str(desk) for desk in rows if not desk.has_category],
        [str(desk) for desk in rows if not desk.has_team],
    )
