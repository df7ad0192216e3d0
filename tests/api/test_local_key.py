"""`POST /local-key`: the key of a fresh installation, for a browser of the person who runs it, and for nobody else."""

import http.client
import json
import os
import socket
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from chatdoc_server.api.peers import Endpoint, can_tell_owners, is_loopback, owner_of
from tests.conftest import QUICK, StartService
from tests.local_server import Request, listening
from tests.service import Service

Header = tuple[str, str]
NOBODY = 65534


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """A service of a fresh installation that signs in who runs it."""
    service = Service.start(tmp_path_factory.mktemp("local") / "data", "--local-sign-in", settings=QUICK)
    yield service
    service.stop()


def port_of(service: Service) -> int:
    found = urlsplit(service.url).port
    assert found is not None
    return found


def as_browser(service: Service, host: str = "127.0.0.1", **changes: str | None) -> list[Header]:
    """The headers that a browser sends for a page of the service; `changes` replaces some, None leaves them out."""
    headers: dict[str, str | None] = {
        "host": f"{host}:{port_of(service)}",
        "origin": f"http://{host}:{port_of(service)}",
        "sec-fetch-site": "same-origin",
    }
    changed = headers | {name.replace("_", "-"): value for name, value in changes.items()}
    return [(name, value) for name, value in changed.items() if value is not None]


def given(service: Service, headers: Sequence[Header], connection: http.client.HTTPConnection | None = None) -> object:
    """The `data` of the reply to these very headers."""
    connection = connection or http.client.HTTPConnection("127.0.0.1", port_of(service), timeout=30)
    try:
        connection.putrequest("POST", "/local-key", skip_host=True, skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, value)
        connection.putheader("content-length", "0")
        connection.endheaders()
        reply = connection.getresponse()
        body = json.loads(reply.read())
    finally:
        connection.close()
    assert (reply.status, reply.headers["cache-control"], body["status"]) == (200, "no-store", "ok")
    return body["data"]


@pytest.mark.proves("rule:beyond.local-key")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_a_page_of_the_service_itself_gets_the_key(local: Service, host: str) -> None:
    assert given(local, as_browser(local, host)) == {"key": local.key}
    assert given(local, as_browser(local, host, sec_fetch_site=None)) == {"key": local.key}
    assert "are signed in as 'local'" in local.log.read_text()


@pytest.mark.proves("rule:beyond.local-key")
def test_it_is_off_by_default(service: Service) -> None:
    assert given(service, as_browser(service)) is None


@pytest.mark.proves("rule:beyond.local-key")
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.0.2.1", "localhost.evil.example", "x"])
def test_a_page_under_a_name_of_its_own_gets_nothing(local: Service, host: str) -> None:
    assert given(local, as_browser(local, host)) is None


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "http://evil.example",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://localhost:{port}",
    ],
)
def test_a_page_of_another_origin_gets_nothing(local: Service, origin: str | None) -> None:
    sent = None if origin is None else origin.format(port=port_of(local))
    assert given(local, as_browser(local, origin=sent)) is None


def test_two_origins_are_none(local: Service) -> None:
    assert given(local, [*as_browser(local), ("origin", "http://evil.example")]) is None


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_what_the_browser_calls_another_site_gets_nothing(local: Service, site: str) -> None:
    assert given(local, as_browser(local, sec_fetch_site=site)) is None


@pytest.mark.parametrize(
    "name", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"]
)
def test_what_says_that_it_came_through_a_proxy_gets_nothing(local: Service, name: str) -> None:
    assert given(local, [*as_browser(local), (name, "127.0.0.1")]) is None


@contextmanager
def proxy(target: str) -> Generator[int]:
    """A reverse proxy on this machine, as one puts in front of a service to open it to a network."""

    def answer(request: Request) -> None:
        host = urlsplit(target).netloc
        forwarded = {"X-Forwarded-For": request.client_address[0], "Host": host, "Origin": f"http://{host}"}
        sent = {name: value for name, value in request.headers.items() if name.lower() not in {"host", "origin"}}
        reply = httpx.request(request.command, f"{target}{request.path}", headers=sent | forwarded)
        request.send_response(reply.status_code)
        request.send_header("Cache-Control", reply.headers.get("cache-control", ""))
        request.send_header("Content-Length", str(len(reply.content)))
        request.end_headers()
        request.wfile.write(reply.content)

    with listening(answer) as origin:
        yield int(origin.rpartition(":")[2])


@pytest.mark.proves("rule:beyond.local-key")
def test_who_comes_through_a_proxy_on_this_machine_gets_nothing(local: Service) -> None:
    with proxy(local.url) as port:
        assert httpx.get(f"http://127.0.0.1:{port}/healthz").json() == {"status": "ok"}
        through = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        assert given(local, as_browser(local), through) is None


@pytest.mark.proves("rule:beyond.local-key")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can open a socket as somebody else")
def test_another_person_of_this_machine_gets_nothing(local: Service) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port_of(local), timeout=30)
    os.seteuid(NOBODY)
    try:
        connection.connect()
    finally:
        os.seteuid(0)
    assert given(local, as_browser(local), connection) is None


@pytest.mark.proves("rule:beyond.local-key")
def test_who_comes_from_another_address_gets_nothing(local: Service) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no address but its own")
        address = probe.getsockname()[0]
    connection = http.client.HTTPConnection("127.0.0.1", port_of(local), timeout=30, source_address=(address, 0))
    assert given(local, as_browser(local), connection) is None


@pytest.mark.proves("rule:beyond.local-key")
def test_a_key_that_opens_nothing_is_not_handed_out(start_service: StartService) -> None:
    service = start_service("--role", "api", "--local-sign-in")
    kept, key_file = service.key, service.data_dir / "api-key"
    assert given(service, as_browser(service)) == {"key": kept}
    for other in (service.new_user("ann"), "ak-nothing", "", "kéy"):
        key_file.write_text(other, encoding="utf-8")
        assert given(service, as_browser(service)) is None
    key_file.unlink()
    assert given(service, as_browser(service)) is None
    key_file.write_text(kept)
    with service.client(kept) as client:
        [key] = client.data("GET", "/users/keys")
        client.data("DELETE", f"/users/keys/{key['id']}")
    assert given(service, as_browser(service)) is None


def test_it_can_be_a_setting(start_service: StartService) -> None:
    service = start_service("--role", "api", WEB__LOCAL_SIGN_IN="true")
    assert given(service, as_browser(service)) == {"key": service.key}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.8.7", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:192.0.2.1", False),
        ("10.0.0.1", False),
        ("", False),
        ("localhost", False),
    ],
)
def test_which_addresses_are_this_machine(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected


@pytest.mark.skipif(not can_tell_owners(), reason="this system lists no connections")
@pytest.mark.parametrize(
    ("listening", "called", "settings"),
    [
        ("127.0.0.1", "127.0.0.1", {}),
        ("::1", "::1", {}),
        ("::ffff:127.0.0.1", "127.0.0.1", {"dualstack_ipv6": True}),
    ],
)
def test_the_owner_of_a_connection_is_told(listening: str, called: str, settings: Mapping[str, bool]) -> None:
    family = socket.AF_INET6 if ":" in listening else socket.AF_INET
    with (
        socket.create_server((listening, 0), family=family, **settings) as server,
        socket.create_connection((called, server.getsockname()[1])),
    ):
        accepted, peer = server.accept()
        with accepted:
            own = Endpoint(*accepted.getsockname()[:2])
            assert owner_of(Endpoint(*peer[:2]), own) == os.geteuid()
            assert owner_of(Endpoint(peer[0], peer[1] ^ 1), own) is None
