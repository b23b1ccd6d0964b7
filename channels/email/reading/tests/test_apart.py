"""The child that reads: bait ends at most the child, and the next mail is read as usual."""

import os
import subprocess
import sys
import threading
import time

import pytest

from channels.email.reading import read
from channels.email.reading.apart import CRASHED, ROOT, TOO_LARGE, TOO_LONG, Reader
from channels.email.reading.tests.letters import letter, mixed
from channels.email.reading.tests.test_anything import SAMPLES, nested

GOOD = letter("Good morning")
# One that says it is a wrapper with a file of four gigabytes.
WINMAIL = b"\x78\x9f\x3e\x22\x01\x00\x02\x0f\x80\x06\x00\xff\xff\xff\xff" + b"\0" * 1_000
ENDLESS = letter("x" * 2_000_000, type="text/html")


@pytest.fixture(scope="module")
def reader():
    reader = Reader()
    yield reader
    reader.close()


def served_by(reader):
    assert reader.read(GOOD).mail.text == "Good morning"
    return reader._child.process.pid


@pytest.mark.parametrize("raw", SAMPLES)
def test_the_child_reads_what_we_would_read(reader, raw):
    assert reader.read(raw).mail == read(raw)


def test_the_child_is_told_whose_word_about_the_sender_counts(reader):
    raw = b"Authentication-Results: mx.example.org; dmarc=pass\r\n" + GOOD

    assert reader.read(raw, authserv_id="mx.example.org").mail.dmarc_verdict == "pass"
    assert reader.read(raw).mail.dmarc_verdict == "none"


@pytest.mark.parametrize(
    "raw",
    [
        nested(1_000),
        letter(To=", ".join(f"a{number}@example.com" for number in range(16_000))),
        mixed(*["\n"] * 20_000),
        letter(From="(" * 3_000),
        letter(WINMAIL, type="application/ms-tnef; name=winmail.dat"),
        letter("<div>" * 100_000, type="text/html"),
        letter("<p>word " * 1_000_000, type="text/html"),
        letter("word " * 2_000_000),
        b"",
        b"\0" * 1_000_000,
    ],
    ids=["nesting", "recipients", "parts", "brackets", "winmail", "html", "book", "log", "nothing", "zeros"],
)
def test_bait_is_read_within_the_limits_by_the_same_child(reader, raw):
    child = served_by(reader)

    assert reader.read(raw).trouble == ""
    assert served_by(reader) == child


def test_the_child_serves_many_mails(reader):
    assert served_by(reader) == served_by(reader)


def test_a_child_that_dies_is_replaced_and_the_next_mail_is_read(reader):
    child = served_by(reader)
    os.kill(child, 11)

    assert reader.read(GOOD).trouble == CRASHED
    assert served_by(reader) != child


def test_a_child_that_takes_too_long_is_replaced():
    reader = Reader(seconds=0.0001)
    started = time.monotonic()

    assert reader.read(ENDLESS).trouble == TOO_LONG
    assert time.monotonic() - started < 5
    reader.seconds = 30
    served_by(reader)
    reader.close()


def test_too_much_of_the_processor_ends_the_child_by_the_kernel(reader):
    child = served_by(reader)
    os.kill(child, 24)

    assert reader.read(GOOD).trouble == TOO_LONG


@pytest.mark.parametrize(
    ("code", "trouble"), [("b'x' * (1 << 31)", TOO_LARGE), ("while True: pass", TOO_LONG)]
)
def test_the_limits_of_the_child_hold(code, trouble):
    """A child whose reading is replaced by something that eats memory or time."""
    greedy = f"def greedy(raw, authserv_id=None):\n    {code}\n"
    program = (
        "import sys\nfrom channels.email.reading import child\n"
        f"{greedy}child.read = greedy\nchild.MOST_CHILD_SECONDS = 1\nchild.main(int(sys.argv[1]))\n"
    )
    reader = Reader(program=["-c", program])

    assert reader.read(GOOD).trouble == trouble
    reader.close()


def test_the_child_has_nothing_of_our_environment(reader, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "very secret")
    reader.close()

    with open(f"/proc/{served_by(reader)}/environ", "rb") as environment:
        assert b"SECRET" not in environment.read()


def test_reading_needs_nothing_of_django():
    program = "import sys, channels.email.reading.apart; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_threads_take_turns(reader):
    found = []
    threads = [threading.Thread(target=lambda: found.append(reader.read(GOOD).mail.text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == ["Good morning"] * 8


def test_a_forked_process_gets_a_child_of_its_own(reader):
    ours = served_by(reader)
    pid = os.fork()
    if not pid:
        os._exit(0 if served_by(reader) != ours else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert served_by(reader) == ours


def test_a_child_is_replaced_after_its_share_of_mails(monkeypatch):
    monkeypatch.setattr("channels.email.reading.apart.MAILS_OF_ONE_CHILD", 2)
    reader = Reader()
    children = [served_by(reader), reader.read(GOOD) and served_by(reader)]

    assert len(set(children)) == 2
    reader.close()
