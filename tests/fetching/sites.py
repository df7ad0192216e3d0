"""Real websites for tests, on this machine: allowed ones on 127.0.0.2, and a door on 127.0.0.1 that must stay shut."""

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ALLOWED = "127.0.0.2"
FORBIDDEN = "127.0.0.1"
OPEN_NETWORKS = f'["{ALLOWED}/32"]'

Handler = Callable[["Visit"], None]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a path of a site holds."""

    body: bytes = b""
    content_type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Visit(BaseHTTPRequestHandler):
    """One request to a site."""

    protocol_version = "HTTP/1.1"
    site: "Site"

    def do_GET(self) -> None:
        """Answers with what the path holds."""
        self.site.visits.append((self.path, dict(self.headers)))
        held = self.site.paths.get(self.path.split("?")[0], Reply(b"Not here.", status=404))
        self.close_connection = True
        try:
            if callable(held):
                held(self)
            else:
                self.reply(held)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.site.hung_up.set()

    def reply(self, reply: Reply) -> None:
        """Sends a whole reply."""
        self.send_response(reply.status)
        headers = {"Content-Length": str(len(reply.body)), **reply.headers}
        if reply.content_type is not None:
            headers["Content-Type"] = reply.content_type
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Nothing: a test's output is for what fails."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who refuses the certificate is none of this test's failures."""


@dataclass
class Site:
    """A website that a test fills while it runs.

    `hung_up` is set once a visitor left before the end; `release` is for the test to set.
    """

    url: str
    port: int
    paths: dict[str, Reply | Handler] = field(default_factory=dict)
    visits: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)

    def page(self, path: str, body: str | bytes, content_type: str | None = "text/html; charset=utf-8") -> str:
        """Puts a page at a path and returns its URL."""
        return self.at(path, Reply(body if isinstance(body, bytes) else body.encode(), content_type))

    def at(self, path: str, held: Reply | Handler) -> str:
        """Puts something at a path and returns its URL."""
        self.paths[path] = held
        return self.url + path

    def redirect(self, path: str, location: str, status: int = 302) -> str:
        """Makes a path lead elsewhere and returns its URL."""
        return self.at(path, Reply(status=status, headers={"Location": location}))


@contextmanager
def serving_site(tls: ssl.SSLContext | None = None, address: str = ALLOWED) -> Generator[Site]:
    """A website for the length of a block."""

    class Handling(Visit):
        """Requests to this very site."""

    server = _Server((address, 0), Handling)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    port = server.server_address[1]
    site = Handling.site = Site(f"{'https' if tls else 'http'}://{address}:{port}", port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Door:
    """A listening socket that nobody may knock at."""

    socket: socket.socket

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self.socket.getsockname()[1]
        return port

    def was_knocked_at(self) -> bool:
        """Whether a connection has been made."""
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@contextmanager
def shut_door(address: str = FORBIDDEN) -> Generator[Door]:
    """A listening socket for the length of a block; no connection may have been made to it."""
    with socket.create_server((address, 0)) as listener:
        listener.setblocking(False)
        door = Door(listener)
        yield door
        assert not door.was_knocked_at(), "a connection was made where none may go"


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server of that name needs to show a certificate that it signed itself, and who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    try:
        named: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        named = x509.DNSName(name)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([named]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / f"{name}.pem"
    file.write_bytes(secret + pem)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    trusting = ssl.create_default_context(cadata=pem.decode())
    return serving, trusting
