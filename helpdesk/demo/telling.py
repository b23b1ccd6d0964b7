"""How a written conversation becomes a ticket: who opens it, who answers, how far it gets."""

from datetime import timedelta

from helpdesk.demo.answers import answers_to
from helpdesk.demo.conversations import HELPER, NOTE
from helpdesk.demo.files import file_for
from helpdesk.demo.past import Past
from tickets.models import Channel, Impact, Urgency
from tickets.opening import Opening

DOORS = [Channel.PORTAL] * 6 + [Channel.EMAIL] * 3 + [Channel.PHONE]
TAGS = {
    "laptop": ["hardware"], "printer": ["printing"], "network": ["network"], "mail": ["mail"],
    "delivery": ["shipping"], "product": ["warranty"], "password": ["access"], "permission": ["access"],
}  # fmt: skip
NETWORKS = {"meridian.example": "192.0.2", "bosfor.example": "203.0.113", "saint-aubin.example": "198.51.100"}


def tell(world, conversation, at, *, turns=None, is_taken=True, is_ended=True, **facts):
    """Open the ticket of `conversation` at `at` and tell it: `turns` of it (all), then its end. Returns the Past."""
    requester = world.requester_for(conversation)
    helper = world.helper_for(conversation)
    past = Past(world, opening(world, conversation, requester, **facts), at)
    if is_taken:
        past.then(25, "take", by=helper)
        talk(past, conversation, requester, helper, conversation.turns[:turns])
    if is_taken and is_ended and turns is None:
        end(past, conversation, requester, helper)
    if past.ticket.assignee_id:
        past.ticket.mark_read(by=helper, up_to=past.ticket.events.last().pk)
    return past


def opening(world, conversation, requester, **facts):
    category = world.categories[conversation.category]
    channel = world.dice.choice(DOORS)
    network = NETWORKS.get(requester.email.partition("@")[2])
    by_portal = channel == Channel.PORTAL
    return Opening(
        **{
            "requester": requester,
            "category": category,
            "subject": conversation.subject,
            "body": conversation.body,
            "answers": answers_to(conversation.category, world.dice, world.now) if by_portal else {},
            "files": file_for(world, conversation.body, requester, conversation),
            "tags": TAGS.get(conversation.category, []),
            "channel": channel,
            "is_signed_in": by_portal,
            "source_ip": f"{network}.{world.dice.randint(65, 125)}" if by_portal and network else None,
            "impact": world.dice.choice([Impact.PERSON] * 5 + [Impact.GROUP] * 2),
            "urgency": world.dice.choice([Urgency.MEDIUM] * 4 + [Urgency.HIGH, Urgency.LOW, Urgency.LOW]),
            **facts,
        }
    )


def talk(past, conversation, requester, helper, turns):
    for mark, words in turns:
        author = requester if mark == "<" else helper
        if past.is_over:
            break
        files = file_for(past.world, words, author, conversation)
        if mark == NOTE:
            past.then(10, "note", words, by=helper, mentions=colleagues(past, helper), files=files)
        else:
            past.then(35 if mark == HELPER else 50, "reply", words, by=author, files=files)


def colleagues(past, helper):
    """Whom a note calls: one member of the same team, now and then."""
    team = past.ticket.team.members.exclude(pk=helper.pk).order_by("pk") if past.ticket.team else []
    return list(team[:1]) if past.world.dice.random() < 0.5 else []


def end(past, conversation, requester, helper):
    """Resolve it; most people say that it is well, the others stay silent until it closes by itself."""
    dice = past.world.dice
    code = past.world.codes[dice.choice([0, 0, 0, 1, 2, 3])]
    past.then(40, "resolve", by=helper, code=code, resolution=conversation.resolution)
    if past.is_over:
        return
    if dice.random() < 0.55:
        past.then(120, "accept", by=requester)
    elif past.ticket.close_at:
        past.when(past.ticket.close_at + timedelta(minutes=1), "close", is_silent=True)
