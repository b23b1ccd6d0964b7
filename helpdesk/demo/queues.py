"""A few views that teams share, each with its conditions and colour."""

from helpdesk.demo.words import named
from tickets.models import SavedView

OPEN = {"field": "stage", "is": ["open"]}
HOT = {"any": [{"field": "tag", "is": ["outage"]}, {"field": "priority", "is": ["1"]}]}
# owner, desk, hue, conditions, names
VIEWS = [
    ("cleo", "it", 0, {"all": [OPEN, HOT]},
     ("Outage and urgent", "Kesinti ve acil", "Panne et urgences", "Авария и срочное", "قطعی و فوری")),
    ("cleo", "it", 6, {"all": [OPEN, {"field": "tag", "is": ["network", "access"]}]},
     ("Network and access", "Ağ ve erişim", "Réseau et accès", "Сеть и доступ", "شبکه و دسترسی")),
    ("nadia", "care", 10, {"all": [OPEN, {"field": "tag", "is": ["shipping"]}]},
     ("Deliveries", "Teslimatlar", "Livraisons", "Доставки", "تحویل‌ها")),
]  # fmt: skip


def build(world):
    """Make the shared views."""
    for order, (owner, desk, hue, conditions, words) in enumerate(VIEWS):
        SavedView.objects.create(
            owner=world.helper(owner),
            desk=world.desks[desk],
            hue=hue,
            conditions=conditions,
            order=order,
            **named(*words),
        )
