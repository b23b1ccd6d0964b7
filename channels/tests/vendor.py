"""Plays the servers of Microsoft and Google that give tokens, and tells Dovecot whether a token is good."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from channels.tests.conftest import free_port


class Vendor:
    """A real server at `base`. `refusal` is what it answers instead of a token; `asked` what it was asked with."""

    def __init__(self):
        self.port, self.refusal, self.asked, self.good = free_port(), None, [], set()
        self.base = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler_of(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_trouble):
        self._server.shutdown()
        self._server.server_close()

    def give(self, form):
        self.asked.append(form)
        if self.refusal:
            return 400, self.refusal
        token = f"token-{len(self.asked)}"
        self.good.add(token)
        return 200, {"token_type": "Bearer", "access_token": token, "expires_in": 3599}


def _handler_of(vendor):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            parts = urlsplit(self.path)
            if parts.path.startswith("/introspect/"):
                # RFC 7662, as Dovecot asks: /introspect/<token>&client_id=…
                token = parts.path.rpartition("/")[2].partition("&")[0]
                return self._say(200, {"active": token in vendor.good, "email": "support@example.org"})
            tenant = parts.path.split("/")[1]
            if tenant == "unknown":
                return self._say(400, {"error": "invalid_tenant"})
            place = f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0"
            return self._say(
                200,
                {
                    "token_endpoint": f"{place}/token",
                    "authorization_endpoint": f"{place}/authorize",
                    "issuer": f"https://login.microsoftonline.com/{tenant}/v2.0",
                },
            )

        def do_POST(self):  # noqa: N802
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(*vendor.give({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, status, words):
            body = json.dumps(words).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            pass

    return Handler
