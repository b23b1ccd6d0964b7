"""Plays the DNS: a real server on this machine that knows the TXT records it is told."""

import socketserver
import threading
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class Resolver(socketserver.ThreadingUDPServer):
    """`texts` by name; names that are not there do not exist. While it `is_silent` it answers nothing."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.texts, self.is_silent = {}, False

    def answer(self, packet):
        query = dns.message.from_wire(packet)
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        name = query.question[0].name
        rows = self.texts.get(name.to_text(omit_final_dot=True))
        if rows is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            # One string has at most 255 bytes (RFC 1035 §3.3).
            parts = [" ".join(f'"{row[at : at + 200]}"' for at in range(0, len(row), 200)) for row in rows]
            answer.answer = [dns.rrset.from_text(name, 60, "IN", "TXT", *parts)] if parts else []
        return answer.to_wire()


class Answering(socketserver.BaseRequestHandler):
    def handle(self):
        packet, line = self.request
        if not self.server.is_silent:
            line.sendto(self.server.answer(packet), self.client_address)


@contextmanager
def resolving():
    with Resolver() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()
