"""What is fetched from elsewhere for a reader: by plain questions, from public places, a little of it, soon."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from channels import posting


class Elsewhere(BaseHTTPRequestHandler):
    """Answers by path, and keeps what it was told."""

    def do_GET(self):
        self.server.told.append(dict(self.headers))
        match self.path:
            case "/a.png":
                self.say(200, b"a picture")
            case "/moved":
                self.say(302, b"", Location="/a.png")
            case "/inside":
                self.say(302, b"", Location=f"http://127.0.0.2:{self.server.server_port}/a.png")
            case "/round":
                self.say(302, b"", Location="/round")
            case "/script":
                self.say(302, b"", Location="javascript:alert(1)")
            case "/short":
                self.say(200, b"cut", **{"Content-Length": "100"})
            case "/large":
                self.say(200, b"x" * 5000)
            case "/slow":
                self.server.slow.wait(5)
            case _:
                self.say(404, b"nothing")

    def say(self, status, body, **headers):
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing: tests are quiet."""


@pytest.fixture(scope="module")
def elsewhere():
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    server.told, server.slow = [], threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.slow.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def get(elsewhere, monkeypatch):
    """Asks for a path there, as if that one address of this machine were a public one."""
    monkeypatch.setattr(posting, "is_public", lambda address: address == "127.0.0.1")
    address = f"http://127.0.0.1:{elsewhere.server_port}"
    return lambda path: posting.get(address + path, accept="image/*", most=1000, seconds=0.5)


def test_a_picture_comes_and_nothing_of_the_reader_goes(get, elsewhere):
    assert get("/a.png") == get("/moved") == b"a picture"
    assert {"Cookie", "Referer", "Authorization", "Accept-Language"}.isdisjoint(elsewhere.told[0])


@pytest.mark.parametrize("path", ["/inside", "/round", "/script", "/short", "/large", "/none"])
def test_mc05_what_leads_elsewhere_or_is_too_much_is_refused(get, path):
    with pytest.raises((posting.Refused, OSError)):
        get(path)


def test_a_server_that_dawdles_is_not_waited_for(get):
    with pytest.raises((posting.Refused, OSError)):
        get("/slow")
