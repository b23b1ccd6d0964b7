"""Who takes part: the demo's helpers, and so many people who ask as the crowd needs."""

import json
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import models

from accounts.models import Contract, Department, Organization, User
from accounts.roles import STAFF, Role
from helpdesk.demo.people import ZONES
from tickets.models import Category

FIRST = {
    "en": ["Alice", "Brian", "Carol", "David", "Ellen", "Frank", "Gloria", "Henry", "Irene", "Jack"],
    "tr": ["Ahmet", "Burcu", "Cem", "Derya", "Elif", "Fatih", "Gül", "Hakan", "İrem", "Kerem"],
    "fr": ["Adèle", "Benoît", "Chloé", "Denis", "Eva", "François", "Gaëlle", "Henri", "Jeanne", "Loïc"],
    "ru": ["Алексей", "Вера", "Галина", "Денис", "Елена", "Иван", "Ксения", "Максим", "Нина", "Павел"],
    "fa": ["آرش", "بهار", "پریسا", "جواد", "داریوش", "زهرا", "سارا", "کاوه", "مینا", "ندا"],
}
LAST = {
    "en": [
        "Archer",
        "Bennett",
        "Carter",
        "Dawson",
        "Ellis",
        "Foster",
        "Griffin",
        "Harper",
        "Ingram",
        "Jordan",
    ],
    "tr": ["Arslan", "Bulut", "Çetin", "Doğan", "Erdem", "Güneş", "Koç", "Polat", "Tekin", "Ünal"],
    "fr": [
        "Aubert",
        "Blanc",
        "Chevalier",
        "Dupont",
        "Fontaine",
        "Girard",
        "Lambert",
        "Mercier",
        "Noël",
        "Roy",
    ],
    "ru": ["Беляев", "Громов", "Зайцев", "Ким", "Лазарев", "Морозов", "Орлов", "Соколов", "Титов", "Чайка"],
    "fa": ["احمدی", "باقری", "جعفری", "حسینی", "رستمی", "زمانی", "صادقی", "طاهری", "کاظمی", "نوری"],
}
TICKETS_A_PERSON, MOST_PEOPLE = 40, 20_000


@dataclass(slots=True)
class Asker:
    pk: int
    organization: int | None
    department: int | None
    contract: int | None
    network: str


@dataclass(slots=True)
class Place:
    """A category with what a ticket takes from it; `helpers` are (pk, name as JSON)."""

    pk: int
    desk: int
    team: int
    kind: str
    autoclose_days: int
    helpers: list


def askers(dice, tickets):
    """By language, everybody who asks; as many are introduced as `tickets` need."""
    wanted = min(MOST_PEOPLE, tickets // TICKETS_A_PERSON)
    there = User.objects.filter(role=Role.REQUESTER).count()
    introduce(dice, there, wanted - there)
    contracts = {one.pk: Contract.objects.matching(one) for one in Organization.objects.all()}
    found = {}
    people = User.objects.filter(role=Role.REQUESTER, language__in=FIRST).order_by("pk")
    for pk, language, organization, department in people.values_list(
        "pk", "language", "organization", "department"
    ):
        contract = contracts.get(organization)
        network = contract.ip_ranges[0].rpartition(".")[0] if contract and contract.ip_ranges else ""
        asker = Asker(pk, organization, department, contract.pk if contract else None, network)
        found.setdefault(language, []).append(asker)
    return found


def introduce(dice, there, count):
    """Introduce `count` people who cannot sign in, in all languages, most of them in an organization."""
    departments = list(Department.objects.order_by("pk"))
    password = make_password(None)
    people = []
    for number in range(there, there + count):
        language = dice.choice(["en", "en", "tr", "fr", "ru", "fa"])
        department = dice.choice(departments) if departments and dice.random() < 0.8 else None
        people.append(
            User(
                email=f"person{number}@crowd.example",
                name=f"{dice.choice(FIRST[language])} {dice.choice(LAST[language])}",
                language=language,
                time_zone=ZONES[language],
                department=department,
                organization_id=department and department.organization_id,
                password=password,
            )
        )
    made = User.objects.bulk_create(people, batch_size=2000)
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in made),
        batch_size=2000,
    )


def places(keys):
    """The categories named `keys` (their key in the demo: English name) with desk, team and helpers."""
    found = {}
    categories = Category.objects.filter(name__in=keys.values(), team__isnull=False)
    for category in categories.select_related("desk", "team").prefetch_related(
        models.Prefetch("team__members", User.objects.filter(role__in=STAFF, is_active=True).order_by("pk"))
    ):
        found[category.name] = Place(
            category.pk,
            category.desk_id,
            category.team_id,
            category.kind,
            category.desk.autoclose_days,
            [(one.pk, json.dumps(str(one), ensure_ascii=False)) for one in category.team.members.all()],
        )
    return {key: found[name] for key, name in keys.items()}
