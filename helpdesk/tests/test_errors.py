"""The pages for when something went wrong stand although what other pages stand on is gone."""

import pytest
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import include, path

from accounts.doors import open_to_all

TROUBLES = {"unread": (SuspiciousOperation, 400), "foreign": (PermissionDenied, 403), "nowhere": (Http404, 404),
            "broken": (RuntimeError, 500)}  # fmt: skip
WAYS = {**{f"/{name}/": status for name, (_trouble, status) in TROUBLES.items()}, "/hasty/": 429}
FORMS = {"x": 403, "x" * 3_000_000: 413}


def breaking(trouble):
    @open_to_all
    def break_down(request):
        raise trouble("On purpose.")

    return break_down


urlpatterns = [
    *(path(f"{name}/", breaking(trouble)) for name, (trouble, _status) in TROUBLES.items()),
    path("hasty/", open_to_all(respond_429)),
    path("", include("helpdesk.urls")),
]
handler400, handler403 = "helpdesk.errors.bad_request", "helpdesk.errors.forbidden"
handler404, handler429 = "helpdesk.errors.not_found", "helpdesk.errors.too_many"
handler500 = "helpdesk.errors.broken"
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor():
    """Somebody who signed in once, so that every page would like to know who it is."""
    visitor = Client(raise_request_exception=False, enforce_csrf_checks=True)
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "s" * 32
    return visitor


@pytest.fixture
def no_manifest(settings, tmp_path):
    """Collected files that nobody collected."""
    settings.STATIC_ROOT = tmp_path
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}


@pytest.fixture
def no_database(settings, tmp_path):
    """A connection that leads to nobody, and no Redis either."""
    usual = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict |= {"HOST": str(tmp_path), "PORT": "1"}
    settings.CACHES["presence"]["LOCATION"] = f"unix://{tmp_path}/redis.sock"
    yield
    connection.close()
    connection.settings_dict |= usual


def answers(visitor):
    """Every error page this visitor can meet, with the status it should have."""
    for way, status in WAYS.items():
        yield visitor.get(way), status
    for login, status in FORMS.items():
        yield visitor.post("/accounts/login/", {"login": login}), status


def assert_stands(answer, status):
    text = answer.content.decode()
    assert f'<p class="error-code">{answer.status_code}</p>' in text
    assert text.rstrip().endswith("</html>")
    assert text.count("btn-primary") == 1
    assert answer.status_code == status


@pytest.mark.django_db
def test_the_pages_stand_without_the_manifest_of_collected_files(no_manifest, visitor):
    for answer, status in answers(visitor):
        assert_stands(answer, status)
        # What is not in a manifest may still lie there under its plain name.
        assert 'href="/static/portal.css"' in answer.content.decode()
        assert "<script" not in answer.content.decode()


def test_the_pages_stand_without_database_and_redis(django_db_blocker, no_database, visitor):
    with django_db_blocker.unblock():
        for answer, status in answers(Client(raise_request_exception=False, enforce_csrf_checks=True)):
            assert_stands(answer, status)
        for answer, _status in answers(visitor):
            # Nobody can say who that is, which is asked before anything else.
            assert_stands(answer, 500)


def test_the_page_stands_without_either(django_db_blocker, no_database, no_manifest, visitor):
    with django_db_blocker.unblock():
        assert_stands(visitor.get("/broken/"), 500)


@pytest.mark.django_db
def test_whoever_is_too_hasty_reads_which_moment_to_ask_about(visitor, caplog):
    text = visitor.get("/hasty/").content.decode()
    (reference,) = (line.args[0] for line in caplog.records if line.name == "helpdesk.errors")
    assert f"<code>{reference}</code>" in text
    assert 'href="/hasty/"' in text
