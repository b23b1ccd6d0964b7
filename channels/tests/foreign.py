"""Servers that are not what an account takes them for."""

import datetime
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SECRET = "db-password-of-the-inner-network"  # noqa: S105  what must never be shown


@contextmanager
def saying(words, certificate=None):
    """The port of a server that says these bytes to everybody and hangs up; under TLS with a path of `certify`."""
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve, args=(listener, words, context), daemon=True).start()
        yield listener.getsockname()[1]


def _serve(listener, words, context):
    while True:
        try:
            near, _place = listener.accept()
            with context.wrap_socket(near, server_side=True) if context else near as line:
                line.sendall(words)
        except ssl.SSLError:
            continue
        except OSError:
            if listener.fileno() == -1:
                return


def certify(place, *, days=1, address="127.0.0.1"):
    """A certificate and its key in the file `place`, signed by nobody else."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False)
        .sign(key, hashes.SHA256())
    )
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    place.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*kinds))
    return place
