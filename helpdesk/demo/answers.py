"""What people of the demo world filled in."""

from datetime import timedelta

PLACES = ["Floor 2, beside the lift", "Gate 3", "Room 3.12", "Reception"]


def answers_to(category, dice, now):
    """Answers to the fields of the category with this key."""
    day = (now + timedelta(days=dice.randint(5, 60))).date().isoformat()
    number = str(dice.randint(20_100, 98_700))
    return {
        "laptop": {
            "what": dice.choice(["Slow", "Something else"]),
            "inventory": f"MW-{number}",
            "replacement": True,
        },
        "printer": {"place": dice.choice(PLACES)},
        "permission": {"for_whom": "emma@meridian.example", "systems": ["Shared mailbox"], "until": day},
        "leave": {"first_day": day, "days": dice.randint(2, 14)},
        "travel": {"amount": dice.randint(40, 700)},
        "purchase": {"amount": dice.randint(40, 900), "hurries": False},
        "invoice": {"number": number},
        "delivery": {"order": number},
        "product": {"serial": f"SN-{number}"},
    }.get(category, {})
