"""A mail beside its words: all of it in a document of its own, its pictures, and the original for agents."""

from django.core import signing
from django.http import FileResponse, HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.doors import agents_only, open_to_all
from accounts.models import User
from channels.email.document import claim_of, document
from channels.email.keeping import up_to_date
from channels.email.original import opened, readable_original
from channels.email.remote_pictures import fetched
from channels.models import Letter, MailBody, MailPicture
from tickets.models import Message, Ticket
from tickets.views.portal.doors import seat_of_guest


@require_GET
@open_to_all
def whole(request, pk):
    """Where a mail is looked at: under its words, or, without JavaScript, on a page of its own."""
    body = get_object_or_404(bodies_of(reader_of(request)).select_related("message__ticket"), pk=pk)
    is_agent = request.user.is_authenticated and body.message.ticket.is_worked_by(request.user)
    guest, wanted = request.GET.get("guest", ""), "pictures" in request.GET
    context = {"mail": body, "guest": guest, "with_pictures": wanted, "is_agent": is_agent}
    template = "channels/_whole_mail.html" if request.htmx else "portal/whole_mail.html"
    return render(request, template, context)


@require_GET
@open_to_all
def shown(request, pk):
    """The mail itself, as the document of a frame that may do nothing."""
    reader = reader_of(request)
    body = up_to_date(get_object_or_404(bodies_of(reader).select_related("letter"), pk=pk))
    page, policy = document(body, reader, with_remote="pictures" in request.GET)
    answer = HttpResponse(page, status=200 if body else 503)
    answer["Content-Security-Policy"], answer["X-Frame-Options"] = policy, "SAMEORIGIN"
    answer["Referrer-Policy"], answer["Cache-Control"] = "no-referrer", "private, no-store"
    return answer


@require_GET
@open_to_all
def picture(request):
    """A picture out of a mail, for who was just shown that mail."""
    claim = _claim(request)
    mine = MailPicture.objects.filter(body__in=bodies_of(claim))
    row = get_object_or_404(mine, pk=claim.get("picture"))
    return _as_picture(FileResponse(row.file.open()), row.content_type)


@require_GET
@open_to_all
def elsewhere(request):
    """A picture from elsewhere that a mail shows, fetched by the house, for who asked to see that mail with all."""
    claim = _claim(request)
    body = get_object_or_404(bodies_of(claim), pk=claim.get("mail"))
    found = fetched(body, claim["address"])
    return _as_picture(HttpResponse(found[0]), found[1]) if found else HttpResponseNotFound()


@require_GET
@agents_only
def original(request, pk):
    """The mail as it came, as words: headers and source, of a long one the beginning."""
    letter = _letter(request, pk)
    context = {"letter": letter, "pk": pk, "original": readable_original(letter), "ticket": letter.ticket}
    return render(request, "channels/original.html", context)


@require_GET
@agents_only
def source(request, pk):
    """The mail as it came, byte for byte, to be looked at elsewhere."""
    letter = _letter(request, pk)
    file = opened(letter)
    if file is None:
        return original(request, pk)
    answer = FileResponse(file, as_attachment=True, filename=f"{letter.ticket.number}-{pk}.eml")
    answer["Content-Type"] = "application/octet-stream"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def reader_of(request):
    """Who looks, in the words of a claim that can be signed."""
    if request.user.is_authenticated:
        return {"user": request.user.pk}
    return {"guest": request.GET.get("guest", "")}


def bodies_of(reader):
    """The mail that a reader may see now."""
    if "user" in reader:
        user = User.objects.filter(pk=reader["user"], is_active=True).first()
        return MailBody.objects.visible_to(user) if user else MailBody.objects.none()
    seat = seat_of_guest(reader.get("guest", ""))
    return MailBody.objects.of_guest(seat.ticket) if seat else MailBody.objects.none()


def _claim(request):
    try:
        return claim_of(request.GET.get("pass", ""))
    except signing.BadSignature:
        return {}


def _letter(request, pk):
    worked = Message.objects.filter(pk=pk, ticket__in=Ticket.objects.worked_by(request.user))
    message = get_object_or_404(worked)
    letters = Letter.objects.filter(ticket=message.ticket_id, message=message).select_related("ticket")
    return get_object_or_404(letters.visible_to(request.user))


def _as_picture(answer, content_type):
    answer["Content-Type"], answer["X-Content-Type-Options"] = content_type, "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    # Asked for by a document without an origin; the signature lets in, no cookie does.
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Cache-Control"] = "private, max-age=600"
    return answer
