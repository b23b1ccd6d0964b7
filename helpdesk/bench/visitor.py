"""A browser without a screen: keeps its connection and cookies, counts bytes, and takes times."""

import gzip
import http.client
import statistics
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

WARM_UP = 3


@dataclass
class Result:
    """What one page cost: seconds of each visit, statements, and bytes as they are and compressed."""

    seconds: list = field(default_factory=list)
    statements: int = 0
    size: int = 0
    compressed: int = 0

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def p95(self):
        return sorted(self.seconds)[int(len(self.seconds) * 0.95) - 1]


class Visitor:
    def __init__(self, port, cookies):
        self.port = port
        self.cookies = cookies
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def visit(self, address, form=None, **headers):
        """Fetch `address` (post `form` if given); returns (seconds, response, body); an error page is raised."""
        headers |= {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode({"csrfmiddlewaretoken": self.cookies["csrftoken"], **form}, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request("GET" if form is None else "POST", address, body, headers)
        response = self.connection.getresponse()
        page = response.read()
        seconds = time.perf_counter() - started
        if response.status >= 400:
            raise RuntimeError(f"{address} answered {response.status}: {page[:400]!r}")
        return seconds, response, page


def measure(result, make_visitor, address, times, at_once=1, form=None):
    """Visit `address` (or what `address()` gives) `times` times with `at_once` visitors, and add it to `result`."""
    give = address if callable(address) else lambda: address
    first = make_visitor()
    # The first visit of a session also notes when it began.
    first.visit(give(), form and form())
    _seconds, response, page = first.visit(give(), form and form(), **{"X-Count-Statements": "1"})
    result.statements = int(response.headers["X-Statements"])
    result.size, result.compressed = len(page), len(gzip.compress(page, 6))

    def work(visitor, count):
        for number in range(WARM_UP + count):
            seconds, _response, _page = visitor.visit(give(), form and form())
            if number >= WARM_UP:
                result.seconds.append(seconds)

    threads = [
        threading.Thread(target=work, args=(make_visitor(), max(times // at_once, 1)))
        for _visitor in range(at_once)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
