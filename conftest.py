"""Every test's ground: the embedded database, a migrated template to copy, and Debian's Chromium."""

import asyncio
import os
import shutil
import signal

import pytest
from django.conf import settings
from django.db import connection, connections
from django.template.base import Template
from django.test import override_settings
from django.utils import timezone, translation

from core.garbage import spare_what_stays
from helpdesk import embedded
from helpdesk.tests import template
from helpdesk.tests.usual import ensure_usual_words

# What a shell starts in the background ignores Ctrl-C, and so would all that tests start in order to interrupt it.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
embedded.ensure_engines()
# Pages are rendered from the files as they lie there; collecting them first has tests of its own.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# The mail servers of tests are on this machine, for the processes they start as well.
settings.MAIL_SERVERS_INSIDE = ["127.0.0.1"]
os.environ["MAIL_SERVERS_INSIDE"] = "127.0.0.1"

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium-headless-shell")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
NO_BROWSER = "There is no Chromium. On Debian: apt install chromium"


@pytest.fixture(autouse=True)
def no_loop_of_the_browser(request):
    """Once a browser was open, its event loop runs on in this thread; an asynchronous view needs one of its own."""
    # What asyncio offers to those who run loops: https://docs.python.org/3/library/asyncio-extending.html
    loop = None if request.node.get_closest_marker("browser") else asyncio._get_running_loop()
    if loop is None:
        yield
        return
    # Beside a loop Django has another connection than without one, and the transaction of this test is open in it.
    held = connections["default"]
    asyncio._set_running_loop(None)
    usual = connections["default"]
    connections["default"] = held
    yield
    connections["default"] = usual
    asyncio._set_running_loop(loop)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Let the test database be a copy of one that is migrated already."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template.ensure()


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory):
    """Raw mail lies under its hash: what a test of one worker clears away must not be what another reads."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(scope="session", autouse=True)
def whole_pages(django_test_environment):
    """`answer.context` and `answer.templates` tell of the page alone, which has hundreds of parts, such as icons."""
    told = Template._render

    def render(template, context):
        if context.template is template:
            return told(template, context)
        return template.nodelist.render(context)

    Template._render = render
    yield
    Template._render = told


@pytest.fixture(autouse=True)
def usual_words(request):
    """What migrations wrote stands there for every test (helpdesk/tests/usual.py)."""
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        ensure_usual_words()


@pytest.fixture(autouse=True)
def usual_reader():
    """The last request of a test before leaves its reader's language and zone on the thread."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # Playwright keeps an event loop on this thread, beside which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": sandbox}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Say beside the trouble of a browser test what its page showed at that moment."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and page and not page.is_closed():
        report.sections.append((f"The page at {page.url} shows", page.locator("body").inner_text()))
    return report


def pytest_collection_modifyitems(config, items):
    """Begin with what takes long where workers share the tests; skip browser tests where there is no browser."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not item.get_closest_marker("long"))
    if not CHROMIUM:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_collection_finish():
    """Looking for garbage among all the tests again and again took a fifth of the time."""
    spare_what_stays()


def pytest_terminal_summary(terminalreporter):
    """Say in big letters when browser tests did not run."""
    skipped = [
        report for report in terminalreporter.getreports("skipped") if NO_BROWSER in report.longreprtext
    ]
    if skipped:
        terminalreporter.write_sep("=", f"{len(skipped)} BROWSER TESTS WERE SKIPPED", red=True, bold=True)
        terminalreporter.write_line(NO_BROWSER)
