"""Five desks, their teams, who works where, and two statuses of the house's own."""

from accounts.models import Desk, Team
from channels.models import Mailbox
from helpdesk.demo.words import named
from tickets.models import Group, Status

# key, names, icon, hue, what it helps with, walled, open to guests
DESKS = [
    ("it", ("IT", "Bilgi İşlem", "Informatique", "ИТ", "فناوری اطلاعات"),
     "device-laptop", 8, "Computers, programs, accounts and the network", False, True),
    ("hr", ("Human resources", "İnsan Kaynakları", "Ressources humaines", "Отдел кадров", "منابع انسانی"),
     "users", 11, "Contracts, leave, certificates, confidential concerns", True, False),
    ("finance", ("Finance", "Finans", "Finances", "Финансы", "مالی"),
     "credit-card", 5, "Invoices, travel costs, purchases and company cards", False, False),
    ("marketing", ("Marketing", "Pazarlama", "Marketing", "Маркетинг", "بازاریابی"),
     "speakerphone", 2, "Design, website and events", False, False),
    ("care", ("Customer care", "Müşteri Hizmetleri", "Service client", "Служба поддержки", "خدمات مشتریان"),
     "heart-handshake", 10, "Orders, deliveries and products", False, True),
]  # fmt: skip

# key, desk, names, tier, members
TEAMS = [
    ("first", "it", ("First line", "Birinci hat", "Première ligne", "Первая линия", "خط اول"), 1,
     ["ben", "deniz", "cleo"]),
    ("network", "it", ("Network", "Ağ", "Réseau", "Сеть", "شبکه"), 2, ["farid", "cleo"]),
    ("experts", "it", ("Infrastructure experts", "Altyapı uzmanları", "Experts infrastructure",
     "Эксперты по инфраструктуре", "کارشناسان زیرساخت"), 3, ["grace"]),
    ("vendor", "it", ("Lexow Netze", "Lexow Netze", "Lexow Netze", "Lexow Netze", "Lexow Netze"), 4, ["ivan"]),
    ("people", "hr", ("People team", "İK ekibi", "Équipe RH", "Кадровая группа", "تیم منابع انسانی"), 1,
     ["hana", "julie"]),
    ("accounts", "finance", ("Accounts", "Muhasebe", "Comptabilité", "Бухгалтерия", "حسابداری"), 1,
     ["karim", "lena"]),
    ("payroll", "finance", ("Payroll", "Bordro", "Paie", "Расчёт зарплаты", "حقوق و دستمزد"), 2, ["lena"]),
    ("studio", "marketing", ("Studio", "Stüdyo", "Studio", "Студия", "استودیو"), 1, ["maya"]),
    ("hotline", "care", ("Hotline", "Çağrı hattı", "Ligne directe", "Горячая линия", "خط ارتباطی"), 1,
     ["oscar", "pinar", "nadia"]),
    ("products", "care", ("Product specialists", "Ürün uzmanları", "Spécialistes produit",
     "Специалисты по продуктам", "کارشناسان محصول"), 2, ["nadia", "oscar"]),
]  # fmt: skip

# key, group, hue, names, what requesters read
STATUSES = [
    ("planned", Group.IN_PROGRESS, 9, ("Planned", "Planlandı", "Planifié", "Запланировано", "برنامه‌ریزی‌شده"),
     ("It has a date", "Tarihi belli", "La date est fixée", "Дата назначена", "زمانش معلوم است")),
    ("supplier", Group.WAITING, 2,
     ("Waiting for supplier", "Tedarikçi bekleniyor", "Attente fournisseur", "Ждём поставщика",
      "در انتظار تأمین‌کننده"),
     ("Waiting for a part or a supplier", "Parça veya tedarikçi bekleniyor", "En attente d’une pièce",
      "Ждём деталь или поставщика", "در انتظار قطعه یا تأمین‌کننده")),
]  # fmt: skip

# Where mail of the demo world comes in: `manage.py up` opens a door for it on this machine.
ADDRESS = "support@meridian.example"


def build(world):
    """Make desks with one mailbox, teams and statuses; they stand in `world` by their keys."""
    for order, (slug, words, icon, hue, description, is_walled, is_open) in enumerate(DESKS):
        world.desks[slug] = Desk.objects.create(
            slug=slug,
            icon=icon,
            hue=hue,
            description=description,
            is_walled=is_walled,
            is_open_to_guests=is_open,
            order=order,
            **named(*words),
        )
    Mailbox.objects.create(address=ADDRESS, desk=world.desks["it"], takes_plus=True)
    for key, desk, words, tier, members in TEAMS:
        team = Team.objects.create(desk=world.desks[desk], tier=tier, **named(*words))
        team.members.set([world.helper(local) for local in members])
        world.teams[key] = team
    for order, (key, group, hue, words, labels) in enumerate(STATUSES, start=10):
        world.statuses[key] = Status.objects.create(
            group=group,
            hue=hue,
            order=order,
            **named(*words),
            **named(*labels, field="requester_label", translations="requester_labels"),
        )
