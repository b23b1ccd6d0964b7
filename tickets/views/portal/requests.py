"""Asking: choose a category, fill in its form, and read what happens next."""

from allauth.account.adapter import get_adapter
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import open_to_all, signed_in
from core.limits import once
from tickets import drafts
from tickets.forms.request import RequestForm
from tickets.models import Category, Draft, Ticket
from tickets.offers import found, offered_tree
from tickets.opening import open_ticket

MODE = Draft.Mode.REQUEST


@require_safe
@open_to_all
def choose(request):
    words = request.GET.get("q", "")
    desks = offered_tree(Category.objects.offered_to(request.user))
    context = {"desks": found(desks, words), "q": words, "passed_on": passed_on(request)}
    return render(request, "portal/request.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
def write(request, category):
    category = get_object_or_404(
        Category.objects.offered_to(request.user).select_related("desk"), pk=category
    )
    follows = followed(request)
    if request.method == "POST" and "change" not in request.POST:
        form = RequestForm(category, request.user, request.POST, request.FILES)
        if form.is_valid() and (answer := send(request, form, follows)):
            return answer
        return render(request, "portal/request_form.html", page(request, form, follows), status=422)
    form = RequestForm(category, request.user, typed=typed_for(request, category, follows))
    return render(request, "portal/request_form.html", page(request, form, follows))


def send(request, form, follows):
    """Open the ticket once, however often the button is pressed; None when there were too many."""
    ip = get_adapter(request).get_client_ip(request)
    if not form.is_within_limits(ip):
        form.add_error(None, _("You have sent many requests in a short time. Please try again in an hour."))
        return None
    asker = request.user.pk or f"guest {ip}"
    opening = form.opening(ip=ip, language=(get_language() or "en")[:2], follows=follows)
    number = once(f"request:{asker}:{form.cleaned_data['once']}", lambda: open_ticket(opening).number)
    drafts.drop(request.user, mode=MODE, category=form.category)
    return redirect("portal:sent", number) if request.user.is_authenticated else redirect("portal:guest_sent")


def page(request, form, follows):
    desks = offered_tree(Category.objects.offered_to(request.user))
    return {"form": form, "category": form.category, "follows": follows, "desks": desks}


def typed_for(request, category, follows):
    """What stands in the form at first: what was typed for another category, a draft, or what a link brings along."""
    if request.method == "POST":
        return drafts.typed_in(request.POST)
    subject = request.GET.get("subject", "")[:200] or (follows.subject if follows else "")
    return drafts.typed_before(request.user, mode=MODE, category=category) or {"subject": [subject]}


def followed(request):
    """The old ticket this request goes on with, when there is one and it is the asker's own."""
    number = request.GET.get("follows", "")
    if not (request.user.is_authenticated and number.isdecimal() and len(number) < 16):
        return None
    return Ticket.objects.answerable_by(request.user).filter(number=number).first()


def passed_on(request):
    """What the choice of a category hands on to its form, as a query string."""
    query = request.GET.copy()
    for name in set(query) - {"subject", "follows"}:
        del query[name]
    return query.urlencode()


@require_safe
@signed_in
def sent(request, number):
    ticket = get_object_or_404(Ticket.objects.asked_by(request.user), number=number)
    return render(request, "portal/sent.html", {"ticket": ticket})


@require_safe
@open_to_all
def guest_sent(request):
    return render(request, "portal/guest_sent.html")
