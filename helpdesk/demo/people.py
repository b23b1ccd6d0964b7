"""Who lives in the demo world: three organizations, those who help, and those who ask in five languages."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import Contract, Department, Organization, OrganizationDomain, User
from accounts.roles import Role, Sight
from helpdesk.demo.words import named

OWN, CUSTOMER, CLINIC = "Meridian Works", "Bosfor Lojistik A.Ş.", "Clinique Saint-Aubin"

# name, domain, very important, notes, departments
ORGANIZATIONS = [
    (OWN, "meridian.example", False, "Our own house: everybody on the payroll asks here.",
     [("Sales", "Satış", "Ventes", "Продажи", "فروش"),
      ("Production", "Üretim", "Production", "Производство", "تولید"),
      ("Research", "Araştırma", "Recherche", "Исследования", "پژوهش"),
      ("Almaty office", "Almatı ofisi", "Bureau d’Almaty", "Офис в Алматы", "دفتر آلماتی")]),
    (CUSTOMER, "bosfor.example", True, "Warehouse in Tuzla works around the clock; call the shift lead at night.",
     [("Warehouse", "Depo", "Entrepôt", "Склад", "انبار"),
      ("Dispatch", "Sevkiyat", "Expédition", "Отправка", "ارسال"),
      ("Accounting", "Muhasebe", "Comptabilité", "Бухгалтерия", "حسابداری")]),
    (CLINIC, "saint-aubin.example", False, "Never ask for patient data. Technicians sign in at the reception.",
     [("Reception", "Danışma", "Accueil", "Регистратура", "پذیرش"),
      ("Laboratory", "Laboratuvar", "Laboratoire", "Лаборатория", "آزمایشگاه"),
      ("Administration", "İdare", "Administration", "Администрация", "اداری")]),
]  # fmt: skip

# organization, number, service level, days since it began, days until it ends (None: open), networks
CONTRACTS = [
    (
        CUSTOMER,
        "BL-2024-117",
        "Gold, first answer in 1 hour",
        700,
        400,
        ["203.0.113.0/25", "2001:db8:117::/48"],
    ),
    (CUSTOMER, "BL-2021-040", "Silver, next working day", 1900, -701, ["203.0.113.0/25"]),
    (CLINIC, "CSA-0088", "Silver, first answer in 4 hours", 300, 65, ["198.51.100.64/26"]),
    (OWN, "HOUSE-1", "Internal", 1500, None, ["192.0.2.0/24"]),
]

# address before the @, name, role, job title, language, time zone
HELPERS = [
    ("ada", "Ada Winter", Role.ADMIN, "Head of service", "en", "Europe/London"),
    ("rosa", "Rosa Almeida", Role.MANAGER, "Service manager", "en", "Europe/Lisbon"),
    ("cleo", "Cleo Marchetti", Role.LEAD, "IT team lead", "en", "Europe/London"),
    ("ben", "Ben Okafor", Role.AGENT, "IT support", "en", "Europe/London"),
    ("deniz", "Deniz Aydın", Role.AGENT, "IT support", "tr", "Europe/Istanbul"),
    ("farid", "فرید رحیمی", Role.AGENT, "Network engineer", "fa", "Asia/Tehran"),
    ("grace", "Grace Lindqvist", Role.AGENT, "Infrastructure expert", "en", "Europe/Stockholm"),
    (
        "ivan",
        "Ivan Lexow (Lexow Netze)",
        Role.AGENT,
        "Supplier for lines and switches",
        "en",
        "Europe/Berlin",
    ),
    ("hana", "Hana Novak", Role.LEAD, "HR team lead", "en", "Europe/Prague"),
    ("julie", "Julie Perrin", Role.AGENT, "HR adviser", "fr", "Europe/Paris"),
    ("karim", "Karim Benali", Role.AGENT, "Accountant", "fr", "Europe/Paris"),
    ("lena", "Lena Fischer", Role.LEAD, "Finance team lead", "en", "Europe/Berlin"),
    ("maya", "Maya Torres", Role.AGENT, "Designer", "en", "Europe/London"),
    ("nadia", "Надежда Петрова", Role.LEAD, "Customer care team lead", "ru", "Asia/Almaty"),
    ("oscar", "Oscar Nilsson", Role.AGENT, "Customer care", "en", "Europe/Stockholm"),
    ("pinar", "Pınar Yıldız", Role.AGENT, "Customer care", "tr", "Europe/Istanbul"),
]

# address, name, organization, department (its English name), language, sight
REQUESTERS = [
    ("emma@meridian.example", "Emma Collins", OWN, "Sales", "en", Sight.OWN),
    ("james@meridian.example", "James Whitfield", OWN, "Sales", "en", Sight.DEPARTMENT),
    ("sofia@meridian.example", "Sofia Andersson", OWN, "Research", "en", Sight.OWN),
    ("daniel@meridian.example", "Daniel Osei", OWN, "Production", "en", Sight.OWN),
    ("priya@meridian.example", "Priya Raman", OWN, "Research", "en", Sight.OWN),
    ("leila@meridian.example", "لیلا کریمی", OWN, "Research", "fa", Sight.OWN),
    ("reza@meridian.example", "رضا مرادی", OWN, "Production", "fa", Sight.OWN),
    ("shirin@meridian.example", "شیرین آزادی", OWN, "Sales", "fa", Sight.OWN),
    ("olga@meridian.example", "Ольга Смирнова", OWN, "Almaty office", "ru", Sight.DEPARTMENT),
    ("dmitry@meridian.example", "Дмитрий Волков", OWN, "Almaty office", "ru", Sight.OWN),
    ("anna@meridian.example", "Анна Кузнецова", OWN, "Almaty office", "ru", Sight.OWN),
    ("timur@meridian.example", "Тимур Ахметов", OWN, "Almaty office", "ru", Sight.OWN),
    ("ayse@bosfor.example", "Ayşe Demir", CUSTOMER, "Dispatch", "tr", Sight.ORGANIZATION),
    ("mehmet@bosfor.example", "Mehmet Kaya", CUSTOMER, "Warehouse", "tr", Sight.OWN),
    ("zeynep@bosfor.example", "Zeynep Çelik", CUSTOMER, "Accounting", "tr", Sight.OWN),
    ("emre@bosfor.example", "Emre Şahin", CUSTOMER, "Warehouse", "tr", Sight.OWN),
    ("selin@bosfor.example", "Selin Öztürk", CUSTOMER, "Dispatch", "tr", Sight.OWN),
    ("camille@saint-aubin.example", "Camille Durand", CLINIC, "Administration", "fr", Sight.ORGANIZATION),
    ("hugo@saint-aubin.example", "Hugo Lefèvre", CLINIC, "Laboratory", "fr", Sight.OWN),
    ("elodie@saint-aubin.example", "Élodie Garnier", CLINIC, "Reception", "fr", Sight.OWN),
    ("lucas@saint-aubin.example", "Lucas Moreau", CLINIC, "Laboratory", "fr", Sight.OWN),
    ("ines@saint-aubin.example", "Inès Roussel", CLINIC, "Reception", "fr", Sight.OWN),
    ("nils@post.example", "Nils Holm", None, None, "en", Sight.OWN),
    ("tatiana@post.example", "Татьяна Лебедева", None, None, "ru", Sight.OWN),
]
ZONES = {
    "en": "Europe/London", "tr": "Europe/Istanbul", "fr": "Europe/Paris", "ru": "Asia/Almaty", "fa": "Asia/Tehran",
}  # fmt: skip
VERY_IMPORTANT = {"ayse@bosfor.example"}


def build(world):
    """Make organizations, contracts and people; they stand in `world` by name and by address."""
    for name, domain, is_vip, notes, departments in ORGANIZATIONS:
        organization = Organization.objects.create(name=name, is_vip=is_vip, notes=notes)
        OrganizationDomain.objects.create(organization=organization, domain=domain)
        world.organizations[name] = organization
        for words in departments:
            world.departments[words[0]] = Department.objects.create(
                organization=organization, **named(*words)
            )
    today = world.now.date()
    for name, number, service_level, began, ends, networks in CONTRACTS:
        Contract.objects.create(
            organization=world.organizations[name],
            number=number,
            service_level=service_level,
            valid_from=today - timedelta(days=began),
            valid_to=None if ends is None else today + timedelta(days=ends),
            ip_ranges=networks,
        )
    _introduce(world)


def _introduce(world):
    # One hash for all: it is one phrase, and hashing is slow on purpose.
    password = make_password(world.password)
    joined = world.now - timedelta(days=400)
    people = [User(password=password, date_joined=joined, **facts) for facts in _facts(world)]
    User.objects.bulk_create(people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people
    )
    world.people = {person.email: person for person in people}


def _facts(world):
    for number, (local, name, role, job_title, language, zone) in enumerate(HELPERS):
        yield {
            "email": f"{local}@meridian.example", "name": name, "role": role, "job_title": job_title,
            "language": language, "time_zone": zone, "organization": world.organizations[OWN],
            "phone": f"+44 20 7946 {100 + number:04}",
        }  # fmt: skip
    for number, (email, name, organization, department, language, sight) in enumerate(REQUESTERS):
        yield {
            "email": email, "name": name, "language": language, "time_zone": ZONES[language], "sight": sight,
            "organization": world.organizations.get(organization),
            "department": world.departments.get(department),
            "phone": f"+44 1632 960{100 + number}", "is_vip": email in VERY_IMPORTANT,
        }  # fmt: skip
