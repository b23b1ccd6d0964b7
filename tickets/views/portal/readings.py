"""How far somebody has read a ticket."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST


@require_POST
def create(request, seat):
    up_to = request.POST.get("up_to", "")
    if up_to.isdecimal() and len(up_to) < 18:
        # Never past what there is to read.
        seat.ticket.mark_read(by=seat.user, up_to=min(int(up_to), seat.newest))
    return HttpResponse(status=204)
