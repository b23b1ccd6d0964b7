"""The clocks of a ticket, and why each is due when it is."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.doors import agents_only
from core.htmx import is_htmx
from core.moments import Almanac
from sla.book import open_book
from sla.explaining import told_firings, told_proof
from sla.faces import Face
from sla.hands import life
from sla.models import Clock
from tickets.ticket_page import worked_ticket


@agents_only
@require_GET
def index(request, number):
    """Every clock of the ticket: those that run first, then those that ended, the latest first."""
    ticket = worked_ticket(request, number)
    book, almanac = open_book(), Almanac()
    clocks = Clock.objects.of(ticket).select_related("target", "team")
    faces = [Face(clock, book, almanac) for clock in clocks]
    running = [face for face in faces if face.clock.stopped_at is None]
    ended = [face for face in faces if face.clock.stopped_at is not None]
    context = {"ticket": ticket, "running": running, "ended": ended[::-1]}
    if is_htmx(request):
        return render(request, "sla/_clocks.html", context)
    parts, whole = life(ticket, almanac)
    return render(request, "sla/clocks.html", {**context, "parts": parts, "whole": whole})


@agents_only
@require_GET
def show(request, number, pk):
    """The proof of one clock: every open stretch, every pause, and the sums; `?all` tells the longest whole."""
    ticket = worked_ticket(request, number)
    clock = get_object_or_404(Clock.objects.of(ticket).select_related("target", "team", "calendar"), pk=pk)
    almanac = Almanac()
    face = Face(clock, open_book(), almanac)
    proof = told_proof(clock, face.calendar, almanac, is_whole="all" in request.GET)
    context = {"ticket": ticket, "face": face, "proof": proof, "firings": told_firings(clock, almanac)}
    return render(request, "sla/clock.html", context)
