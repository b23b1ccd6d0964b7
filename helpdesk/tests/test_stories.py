"""The main job, end to end, with real parts: browser, web, worker, PostgreSQL, Redis and an SMTP server."""

import re
import signal
from uuid import uuid4

import pytest
import redis
from playwright.sync_api import expect

from helpdesk import embedded
from helpdesk.demo import PASSWORD
from helpdesk.tests.post import PostBox, text_of
from helpdesk.tests.running import Running, eventually, free_port

pytestmark = [pytest.mark.browser, pytest.mark.long]

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180fd2b5c9f0000000049454e44ae426082"
)
AGENT = "ben@meridian.example"


@pytest.fixture(scope="module")
def post():
    post = PostBox()
    post.controller.start()
    yield post
    post.controller.stop()


@pytest.fixture(scope="module")
def house(tmp_path_factory, post):
    house = Running(tmp_path_factory.mktemp("var"), free_port(), EMAIL_URL=f"smtp://127.0.0.1:{post.port}")
    assert house.is_welcoming(), house.said()
    yield house
    house.kill()


@pytest.fixture
def visit(house, browser):
    """Opens pages as somebody: visit(javaScriptEnabled=False) has a browser of its own, without scripts."""
    contexts = []

    def open_browser(**options):
        context = browser.new_context(base_url=f"http://localhost:{house.port}", **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()


def sign_in(page, email, password=PASSWORD):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.locator("input[type=password]").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("/(portal|desk)/"))


def sign_up(page, post, email):
    page.goto("/accounts/signup/")
    page.get_by_label("Your name").fill("Ann Archer")
    page.get_by_label("Email").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    (mail,) = post.wait_for(email, 1)
    page.goto(re.search(r"https?://\S+/accounts/confirm-email/\S+", text_of(mail))[0])
    page.get_by_role("button", name=re.compile("confirm", re.I)).click()
    page.wait_for_load_state()
    if "/login" in page.url:
        sign_in(page, email)


def file_an_incident(page, subject):
    page.goto("/portal/request/")
    page.get_by_role("link", name=re.compile("Something else")).first.click()
    page.get_by_label("What is it about?").fill(subject)
    page.get_by_label("Tell us more").fill("There is smoke, and the paper is **warm**.")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "smoke.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/sent/")
    return int(re.search(r"/tickets/(\d+)/", page.url)[1])


def answer_and_resolve(house, page, subject, number, *, meanwhile=lambda: None):
    """The agent finds the ticket by keyboard, replies, and resolves it; returns the page on the ticket."""
    sign_in(page, AGENT)
    page.goto("/desk/?view=all")
    page.keyboard.press("Control+k")
    page.keyboard.type(str(number))
    expect(page.get_by_role("option").filter(has_text=subject).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/tickets/{number}/**")
    page.keyboard.press("r")
    page.keyboard.type("Please switch it off. We are on our way.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message--ours").filter(has_text="We are on our way")).to_be_visible()
    meanwhile()
    resolve(page, "A new fuser is in.")
    return page


def resolve(page, words):
    page.keyboard.press("Escape")
    page.goto(page.url.split("?")[0].rstrip("/") + "/resolution/")
    page.get_by_label("How was it resolved?").select_option(label="Solved")
    page.get_by_label("What the requester reads").fill(words)
    page.get_by_role("button", name="Resolve", exact=True).click()
    page.wait_for_load_state()


def tell(house, post, requester, agent, *, meanwhile=lambda: None):
    """The whole story with these two browsers: filed, answered, resolved, refused once, accepted in the end."""
    email, subject = f"ann-{uuid4().hex[:8]}@example.org", f"The printer smokes {uuid4().hex[:6]}"
    sign_up(requester, post, email)
    number = file_an_incident(requester, subject)
    answer_and_resolve(house, agent, subject, number, meanwhile=meanwhile)
    reply = next_mail(post, email, "We are on our way")
    solved = next_mail(post, email, "A new fuser is in.")
    assert_one_thread(reply, solved)

    requester.goto(f"/portal/tickets/{number}/")
    expect(requester.get_by_text("We are on our way")).to_be_visible()
    requester.get_by_text("It is not solved").first.click()
    requester.locator("#refusal textarea").fill("It still smokes on Mondays.")
    requester.locator("#refusal button:not([type=button])").last.click()
    expect(requester.get_by_text("It still smokes on Mondays.").first).to_be_visible()

    agent.goto(f"/desk/tickets/{number}/")
    expect(agent.get_by_text("It still smokes on Mondays.").first).to_be_visible()
    resolve(agent, "It is off on Mondays.")
    next_mail(post, email, "It is off on Mondays.")
    requester.goto(f"/portal/tickets/{number}/")
    requester.get_by_role("button", name="My problem is solved").click()
    expect(requester.get_by_text("This request is closed")).to_be_visible()
    return number


def next_mail(post, email, words):
    def found():
        return [mail for mail in post.to(email) if words in text_of(mail)]

    assert eventually(found, 60), [text_of(mail) for mail in post.to(email)]
    assert len(found()) == 1, "Nobody is told the same thing twice."
    return found()[0]


def assert_one_thread(first, second):
    # RFC 5322, section 3.6.4: what Gmail, Outlook and Thunderbird make a thread of.
    assert set(first["References"].split()) & set(second["References"].split())
    assert first["Message-ID"] != second["Message-ID"]
    assert first["In-Reply-To"]


def steps_of(agent, number):
    agent.goto(f"/desk/tickets/{number}/")
    return agent.locator("main time[datetime]").evaluate_all("times => times.map(time => time.dateTime)")


def test_the_whole_story_with_redis_wiped_and_the_worker_killed(house, post, visit):
    def disaster():
        redis.Redis.from_url(embedded.redis_url(house.var)).flushall()
        house.part("worker", "--pool").send_signal(signal.SIGKILL)

    agent = visit()
    number = tell(house, post, visit(), agent, meanwhile=disaster)

    moments = steps_of(agent, number)
    assert len(moments) >= 7
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", moment) for moment in moments)


def test_the_portal_tells_the_same_story_without_scripts(house, post, visit):
    tell(house, post, visit(java_script_enabled=False), visit())
