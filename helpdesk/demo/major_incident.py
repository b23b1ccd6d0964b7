"""A major incident, yesterday afternoon: a switch dies, a site stands still, and everybody writes at once."""

from datetime import timedelta

from helpdesk.demo.files import attach
from helpdesk.demo.past import Past
from tickets.models import Channel, Impact, Kind, Urgency, WaitingFor
from tickets.opening import Opening

TAG = "outage"
MONITOR = """\
core-switch-hq2: 14 of 14 probes lost since 14:05:31
uplink-a: down   uplink-b: down   power: unknown
"""
# address, subject, first words
REPORTS = [
    ("daniel@meridian.example", "Nothing reaches the warehouse system",
     "Since 14:05 no terminal in production reaches the warehouse system. 40 people are standing around."),
    ("mehmet@bosfor.example", "Depo tamamen durdu",
     "14.06'dan beri el terminallerinin hiçbiri bağlanmıyor. Rampada altı kamyon bekliyor, acil yardım lütfen."),
    ("olga@meridian.example", "Не открываются общие папки и почта",
     "С пяти минут назад не открывается ничего из Лондона: ни папки, ни почта. Так у всего офиса."),
    ("hugo@saint-aubin.example", "Les analyseurs ne transmettent plus",
     "Depuis 14 h 06 aucun résultat ne part vers le serveur. Le laboratoire tourne à la main."),
    ("reza@meridian.example", "سامانهٔ تولید باز نمی‌شود",
     "از ساعت ۱۴ و پنج دقیقه هیچ صفحه‌ای باز نمی‌شود و خط تولید ایستاده است."),
]  # fmt: skip
# minutes after the beginning, who, verb, what it is given
WORK = [
    (2, "farid", "take", [], {}),
    (4, "farid", "note", ["Both uplinks are gone at once. That is power, not fibre. @Grace, can you get to HQ-2?"],
     {"mentions": ["grace", "cleo"]}),
    (8, "cleo", "add_participant", ["daniel@meridian.example"], {}),
    (9, "cleo", "hand_over", ["experts"], {"reason": "Somebody has to stand in front of it"}),
    (10, "grace", "take", [], {}),
    (12, "cleo", "reply", ["We know: a central switch is without power and several sites are cut off. "
     "Grace is on her way to it; the next word comes **within 30 minutes**."], {}),
    (27, "grace", "note", ["Power supply 1 is burnt, 2 clicks every few seconds. No spare of this series here."], {}),
    (29, "grace", "hand_over", ["vendor"], {"reason": "Needs a power supply of the HX series from Lexow"}),
    (31, "ivan", "take", [], {}),
    (33, "ivan", "wait", [WaitingFor.SUPPLIER], {"reason": "Courier with the power supply, about 50 minutes"}),
    (41, "cleo", "reply", ["The broken part is on its way by courier. We expect to be back **by 15:40**. "
     "Bosfor and Saint-Aubin are on the spare line now; it is slow, but it works."], {}),
    (88, "ivan", "resume", [], {}),
    (92, "ivan", "note", ["New power supply in. Booting. All 14 probes green at 15:37:40."], {"mentions": ["cleo"]}),
    (95, "cleo", "reply", ["All sites are back since 15:37. We keep an eye on it until tonight."], {}),
    (150, "grace", "resolve", [], {"resolution":
     "Both power supplies of switch HQ-2 had failed, one of them weeks ago without an alarm. "
     "One is replaced, the second comes this week, and the alarm for a single failure is switched on."}),
]  # fmt: skip
SOLVED = {
    "en": "Everything should be back. Could you tell us if anything is still missing?",
    "tr": "Her şey yeniden çalışıyor olmalı. Eksik bir şey varsa yazar mısınız?",
    "ru": "Всё должно снова работать. Напишите, пожалуйста, если чего-то не хватает.",
    "fr": "Tout devrait fonctionner de nouveau. Dites-nous s’il manque encore quelque chose.",
    "fa": "همه چیز باید دوباره کار کند. اگر چیزی هنوز مشکل دارد بنویسید.",
}


def build(world):
    began = (world.now - timedelta(days=1)).replace(hour=14, minute=5, second=31)
    main = alarm(world, began)
    reports = [report(world, main, row, began, minute) for minute, row in enumerate(REPORTS, start=2)]
    work(world, main, began)
    for minute, past in enumerate(reports):
        answer(world, past, began)
        past.when(began + timedelta(minutes=155 + minute), "link", main.ticket, by=world.helper("deniz"))
        content(world, past, began)
    aftermath(world, main, began)


def alarm(world, began):
    """The monitoring is the first to notice."""
    farid = world.helper("farid")
    past = Past(
        world,
        Opening(
            requester=farid,
            category=world.categories["network"],
            kind=Kind.ALERT,
            subject="Major incident: core switch HQ-2 does not answer",
            body=f"```\n{MONITOR}```",
            channel=Channel.MONITORING,
            files=[attach(farid, "probes.txt", "text/plain", MONITOR.encode())],
            tags=[TAG, "major"],
            impact=Impact.WIDE,
            urgency=Urgency.HIGH,
        ),
        began,
    )
    past.ticket.follow(by=world.helper("cleo"))
    past.ticket.follow(by=world.helper("rosa"))
    return past


def report(world, main, row, began, minute):
    email, subject, words = row
    past = Past(
        world,
        Opening(
            requester=world.people[email],
            category=world.categories["network"],
            subject=subject,
            body=words,
            tags=[TAG],
            is_signed_in=True,
            impact=Impact.WIDE,
            urgency=Urgency.HIGH,
        ),
        began + timedelta(minutes=minute),
    )
    past.when(began + timedelta(minutes=9 + minute), "take", by=world.helper("deniz"))
    return past


def work(world, main, began):
    for minutes, who, verb, words, facts in WORK:
        by = world.helper(who)
        match verb:
            case "note":
                facts = {"mentions": [world.helper(name) for name in facts.get("mentions", [])]}
            case "hand_over":
                words = [world.teams[words[0]]]
            case "add_participant":
                words = [world.people[words[0]]]
            case "resolve":
                facts = {**facts, "code": world.codes[0]}
        main.when(began + timedelta(minutes=minutes), verb, *words, by=by, **facts)


def answer(world, past, began):
    deniz, requester = world.helper("deniz"), past.ticket.requester
    past.when(began + timedelta(minutes=99), "reply", SOLVED[requester.language], by=deniz)
    past.when(
        began + timedelta(minutes=130),
        "resolve",
        by=deniz,
        code=world.codes[0],
        resolution="Switch HQ-2 repaired.",
    )


def content(world, past, began):
    """Two of them say that it is well; the others have not answered yet."""
    if past.ticket.requester.language in ("tr", "en"):
        past.when(began + timedelta(minutes=170), "accept", by=past.ticket.requester)


def aftermath(world, main, began):
    """What is left to do the day after."""
    past = Past(
        world,
        Opening(
            requester=world.helper("cleo"),
            category=world.categories["network"],
            kind=Kind.REQUEST,
            subject="After the outage: second power supply and alarms for every switch",
            body="1. Second power supply for HQ-2\n2. Alarm for a *single* failed supply, on all 31 switches\n"
            "3. One spare of each series on the shelf",
            channel=Channel.AGENT,
            tags=[TAG],
            is_signed_in=True,
        ),
        began + timedelta(minutes=200),
    )
    past.then(5, "link", main.ticket, by=world.helper("cleo"))
    past.then(5, "take", by=world.helper("grace"))
    past.then(5, "set_status", world.statuses["planned"], by=world.helper("grace"))
