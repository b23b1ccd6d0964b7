from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.doors import signed_in
from notifications.bell import Tab, frame_of, page_for


@require_GET
@signed_in
def index(request):
    tab = Tab.named(request.GET.get("tab"))
    page = page_for(request.user, tab, request.GET.get("after"))
    context = {
        "tab": tab,
        "tabs": Tab,
        "page": page,
        "undo": request.GET.get("undo", ""),
        "frame": frame_of(request.user),
    }
    return render(request, "notifications/list.html", context)
