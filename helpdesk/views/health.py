"""Is it alive, can it serve, how is it: for machines that watch and for the people who run it."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from accounts.doors import admins_only, open_to_all
from helpdesk import health


@require_safe
@never_cache
@open_to_all
def healthz(request):
    """The process answers. Asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
@open_to_all
def readyz(request):
    """200 when database, migrations and storage are ready, else 503; a load balancer asks this."""
    answers = health.readiness()
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


@require_GET
@admins_only
def show(request):
    checks = health.checks()
    context = {
        "checks": checks,
        "troubles": sum(not one.is_well for one in checks),
        "versions": health.versions(),
    }
    return render(request, "helpdesk/health.html", context)
