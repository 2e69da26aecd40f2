"""`MockServer(tls=True)`: https with a self-signed certificate, which its clients verify."""

from __future__ import annotations

import asyncio
import http.client
import os
import socket
import ssl
import struct
import sys
import tempfile
import threading
import traceback
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from comm100 import ApiKey, AsyncClient, Client, Password, errors
from comm100._http import http as library
from comm100.testing import Delivery, Mock, MockClock, MockResponse, MockServer
from comm100.testing._tls import save_certificate, self_signed
from tests.mock.support import ADA, AGENTS, ME

# The password grant, which a client uses knowingly here.
pytestmark = pytest.mark.filterwarnings("ignore::comm100.errors.InsecureFlowWarning")

KEY = f"Authorization: {ADA['Authorization']}\r\n"
ASKED = f"GET {ME} HTTP/1.1\r\nHost: a\r\n{KEY}\r\n".encode()
OWN = ApiKey("ada@example.com", "0123456789abcdef0123456789abcdef")


@pytest.fixture
def server(mock: Mock) -> Iterator[MockServer]:
    with MockServer(mock, tls=True) as server:
        yield server


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Fail if anything was logged."""
    yield
    records = [*caplog.get_records("call"), *caplog.get_records("teardown")]
    assert [record for record in records if record.name == "asyncio" and record.levelname != "DEBUG"] == []
    assert capfd.readouterr().err == ""


def wire(server: MockServer) -> socket.socket:
    """Return a connection, before its handshake."""
    parts = urlsplit(server.url)
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def secured(server: MockServer, host: str = "localhost") -> ssl.SSLSocket:
    """Return a connection, after its handshake."""
    return server.trust.wrap_socket(wire(server), server_hostname=host)


def rest(connection: socket.socket) -> bytes:
    """Return what comes until the connection ends, in whichever way: to Python's TLS a reset may look like an end."""
    received = bytearray()
    with suppress(ConnectionResetError):
        while piece := connection.recv(1 << 16):
            received += piece
    return bytes(received)


def both(server: MockServer, auth: Any, ask: Any, **options: Any) -> list[Any]:
    """Return what a sync client gets, and an async one."""
    with server.client(auth, **options.get("sync", {})) as client:
        answers = [ask(client)]

    async def main() -> Any:
        async with server.async_client(auth, **options.get("awaited", {})) as client:
            return await ask(client)

    return [*answers, asyncio.run(main())]


def list_agents(client: Any) -> Any:
    return client.account.agents.list()


def see_me(client: Any) -> Any:
    return client.account.agents.me()


@pytest.mark.parametrize("kind", ["api_key", "password", "client_credentials"])
def test_clients_use_it_over_https(server: MockServer, kind: Any) -> None:
    """Sync and async clients, including their token requests."""
    assert server.url.startswith("https://127.0.0.1:")
    assert [page.total for page in both(server, getattr(server.credentials, kind), list_agents)] == [4, 4]
    assert {exchange.request.origin for exchange in server.mock.requests} == {server.url}


def test_token_requests_of_other_credentials_trust_it(server: MockServer) -> None:
    """The client lends them its TLS settings."""
    mine = Password(email="ada@example.com", password="example-password")
    assert [page.total for page in both(server, mine, list_agents)] == [4, 4]
    server.mock.assert_requested(operation="oauth.token", times=2)
    assert {exchange.request.origin for exchange in server.mock.requests} == {server.url}


def test_users_sign_in_over_https(server: MockServer) -> None:
    """The complete authorization code flow, on a consent page."""
    app = server.credentials.authorization_code
    login = app.start(base_url=server.url)
    redirected = library.get(login.url, verify=server.trust, trust_env=False).headers["location"]
    assert both(server, app.resume(app.finish(redirected, login)), see_me)[1].email == "ada@example.com"


def test_the_consent_page_works_over_https() -> None:
    """Its form is submitted to the server itself."""
    with MockServer(Mock(consent="form"), tls=True) as server:
        app = server.credentials.authorization_code
        login = app.start(base_url=server.url)
        with library.Client(verify=server.trust, trust_env=False) as browser:
            assert "<form" in browser.get(login.url).text
            form = {"login": "ada@example.com", "secret": "example-password", "decision": "allow"}
            redirected = browser.post(login.url, data=form).headers["location"]
        with server.client(app.resume(app.finish(redirected, login))) as client:
            assert client.account.agents.me().email == "ada@example.com"


@pytest.mark.parametrize("given", ["transport", "http_client", "token_transport"])
def test_the_options_of_a_client_take_precedence(server: MockServer, given: Any) -> None:
    """What they leave open is filled in, so that each request trusts the certificate."""

    # Nobody closes what they are given: it keeps no connection.
    rules: dict[str, Any] = {"verify": server.trust, "limits": library.Limits(max_keepalive_connections=0)}

    def options(kind: Any, transport: Any) -> Any:
        clients: dict[str, Callable[[], Any]] = {
            "transport": lambda: transport(**rules),
            "http_client": lambda: kind(**rules, trust_env=False),
            "token_transport": lambda: library.HTTPTransport(**rules),
        }
        return {"transport": None, "http_client": None, given: clients[given]()}

    sync = options(library.Client, library.HTTPTransport)
    awaited = options(library.AsyncClient, library.AsyncHTTPTransport)
    mine = Password(email="ada@example.com", password="example-password")
    assert [page.total for page in both(server, mine, list_agents, sync=sync, awaited=awaited)] == [4, 4]


def test_a_custom_transport_also_sends_token_requests(server: MockServer) -> None:
    """As with a client that was not made by the server."""
    sent = []

    class Counting(library.BaseTransport):
        def __init__(self) -> None:
            self.inner = library.HTTPTransport(verify=server.trust)

        def handle_request(self, request: Any) -> Any:
            sent.append(request.url.path)
            return self.inner.handle_request(request)

        def close(self) -> None:
            self.inner.close()

    mine = Password(email="ada@example.com", password="example-password")
    with server.client(mine, transport=Counting()) as client:
        client.account.agents.me()
    assert sent == ["/oauth/token", ME]


@pytest.mark.parametrize(
    ("listening", "host"), [("127.0.0.1", "localhost"), ("127.0.0.1", "127.0.0.1"), ("::1", "::1")]
)
def test_other_clients_need_only_the_certificate(listening: Any, host: Any) -> None:
    """By each of its names, under the strictest rules of OpenSSL (RFC 5280)."""
    try:
        server = MockServer(host=listening, tls=True).start()
    except OSError:
        pytest.skip(f"this machine has no {listening}")
    rules = ssl.create_default_context(cadata=server.certificate)
    rules.verify_flags |= ssl.VERIFY_X509_STRICT
    shown = f"[{host}]" if ":" in host else host
    request = urllib.request.Request(f"https://{shown}:{urlsplit(server.url).port}{AGENTS}?pageIndex=1", headers=ADA)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=rules))
    with opener.open(request, timeout=30) as answer:
        assert f'"previousPage": "https://{shown}:'.replace(" ", "") in answer.read().decode().replace(" ", "")
    server.stop()


def test_clients_use_it_over_ipv6() -> None:
    """Sync and async."""
    try:
        server = MockServer(host="::1", tls=True).start()
    except OSError:
        pytest.skip("this machine has no IPv6")
    assert server.url.startswith("https://[::1]:")
    assert [page.total for page in both(server, server.credentials.password, list_agents)] == [4, 4]
    server.stop()


def test_its_name_is_verified(server: MockServer) -> None:
    """The certificate is valid for its own names only (RFC 9110 section 4.3.4)."""
    with closing(wire(server)) as bare, pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        server.trust.wrap_socket(bare, server_hostname="api.example.com")


def test_each_server_has_its_own_key(server: MockServer) -> None:
    """Trusting one server does not mean trusting another; the key stays the same when a server restarts."""
    kept = server.certificate
    with MockServer(tls=True) as other:
        assert other.certificate != kept
        with closing(wire(other)) as bare, pytest.raises(ssl.SSLCertVerificationError):
            server.trust.wrap_socket(bare, server_hostname="localhost")
    server.stop()
    with server, server.client() as client:
        assert client.account.agents.me().email == "ada@example.com"
        assert server.certificate == kept


def test_the_certificate_is_short_lived_and_signs_no_others() -> None:
    """A key on P-256, the names, a month; for servers only, not a certificate authority. The PEM contains no key."""
    text = MockServer(host="127.0.0.2", tls=True).certificate
    assert text.count("-----BEGIN ") == text.count("-----BEGIN CERTIFICATE-----") == 1
    certificate = x509.load_pem_x509_certificate(text.encode())
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP256R1)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert set(names.get_values_for_type(x509.IPAddress)) == set(map(ip_address, ("127.0.0.1", "127.0.0.2", "::1")))
    assert certificate.not_valid_before_utc < datetime.now(UTC) < certificate.not_valid_after_utc
    # A client's clock may be an hour behind.
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc == timedelta(days=30, hours=1)
    assert timedelta(minutes=59) < datetime.now(UTC) - certificate.not_valid_before_utc < timedelta(minutes=61)
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    # Only that it signs no others must be understood by everybody (RFC 5280 section 4.2).
    critical = [extension.oid for extension in certificate.extensions if extension.critical]
    assert critical == [x509.BasicConstraints.oid]
    assert list(certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [
        ExtendedKeyUsageOID.SERVER_AUTH
    ]


def test_the_certificate_has_the_name_and_the_address_of_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's URL has the address, but people type the name; non-ASCII names are encoded as in DNS (RFC 5891)."""
    monkeypatch.setattr(socket, "gethostbyname", {"bücher.example": "192.0.2.7"}.get)
    certificate = x509.load_pem_x509_certificate(MockServer(host="bücher.example", tls=True).certificate.encode())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["xn--bcher-kva.example", "localhost"]
    assert ip_address("192.0.2.7") in names.get_values_for_type(x509.IPAddress)


@pytest.mark.parametrize("fails", [False, True])
def test_the_key_is_on_disk_only_for_a_moment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fails: Any) -> None:
    """Encrypted, in a file that only this user can read; deleted even if it cannot be loaded."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen, load = [], ssl.SSLContext.load_cert_chain

    def watched(context: Any, file: Any, **options: Any) -> None:
        seen.append((Path(file).stat().st_mode & 0o777, Path(file).read_text()))
        if fails:
            raise ssl.SSLError("no")
        load(context, file, **options)

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", watched)
    if fails:
        with pytest.raises(ssl.SSLError) as caught:
            MockServer(tls=True)
        shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
        assert "PRIVATE KEY-----" not in shown.replace("ENCRYPTED PRIVATE KEY", "")
    else:
        server = MockServer(tls=True)
        assert "PRIVATE" not in f"{server.__dict__}{vars(server._tls)}"
    assert list(tmp_path.iterdir()) == []
    ((mode, text),) = seen
    assert "-----BEGIN ENCRYPTED PRIVATE KEY-----" in text
    assert sys.platform == "win32" or mode == 0o600


def untold(auth: Any, url: Any, error: Any, match: Any = None) -> None:
    """Ask with clients that were told nothing of a certificate, sync and async; each try ends in an error."""
    clock = MockClock()
    with Client(auth, base_url=url, clock=clock) as client, pytest.raises(error, match=match):
        client.account.agents.me()

    async def main() -> None:
        async with AsyncClient(auth, base_url=url, clock=clock) as client:
            await client.account.agents.me()

    with pytest.raises(error, match=match):
        asyncio.run(main())


@pytest.mark.usefixtures("quiet")
def test_an_untrusted_certificate_is_a_typed_error(server: MockServer) -> None:
    """No part of the request arrives, and the server goes on silently."""
    untold(OWN, server.url, errors.APIConnectionError, match="certificate verify failed: self-signed certificate")
    mine = Password(email="ada@example.com", password="example-password")
    untold(mine, server.url, errors.TokenConnectionError, match="certificate verify failed: self-signed certificate")
    assert server.mock.requests == []
    assert both(server, OWN, see_me)[0].email == "ada@example.com"


@pytest.mark.usefixtures("quiet")
def test_plain_http_to_a_tls_port_is_a_typed_error(server: MockServer) -> None:
    """No part of the request arrives, and the server goes on silently."""
    untold(OWN, server.url.replace("https", "http"), errors.APIConnectionError)
    assert server.mock.requests == []
    assert both(server, OWN, see_me)[0].email == "ada@example.com"


@pytest.mark.usefixtures("quiet")
def test_https_to_a_plain_port_is_a_typed_error(mock: Mock) -> None:
    """At once: the server does not wait for the end of a request that never comes."""
    with MockServer(mock) as plain:
        untold(OWN, plain.url.replace("http", "https"), errors.APIConnectionError, match="TLS failed")
        assert mock.requests == []
        assert both(plain, OWN, see_me)[0].email == "ada@example.com"


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("junk", [b"GET / HTTP/1.1\r\n\r\n", b"\x17\x03\x03\x00\x20" + b"x" * 32, b""])
def test_invalid_tls_after_the_handshake_ends_the_connection(server: MockServer, junk: Any) -> None:
    """Plain text, a record that cannot be decrypted, or an end without close_notify (RFC 8446 sections 5.2 and 6.1)."""
    with secured(server) as connection:
        connection.sendall(ASKED)
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 OK")
        with socket.socket(fileno=os.dup(connection.fileno())) as below:
            below.settimeout(30)
            below.sendall(junk)
            below.shutdown(socket.SHUT_WR)
            rest(below)
    with server.client(OWN) as client:
        assert client.account.agents.me().email == "ada@example.com"


@pytest.mark.usefixtures("quiet")
def test_a_client_can_disconnect_before_a_late_reset(server: MockServer) -> None:
    """There is no socket left to reset."""
    waits, asked = iter([0.05, 0.2]), threading.Event()

    def handler(request: Any) -> Any:
        asked.set()
        return MockResponse(200, delivery=Delivery(wait=next(waits), reset=True))

    server.stop()
    server._handler = handler
    with server:
        with closing(secured(server)) as gone:
            gone.sendall(ASKED)
            assert asked.wait(30)
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # The turn of this one comes after that of the other one.
        with secured(server) as waiting:
            waiting.sendall(ASKED)
            assert rest(waiting) == b""


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    ("fault", "seen"), [("connection_reset", ConnectionResetError), ("truncated_body", http.client.IncompleteRead)]
)
def test_connections_really_break(server: MockServer, fault: Any, seen: Any) -> None:
    """For other clients, sync and async; the client's next attempt uses a new connection."""
    server.mock.inject(fault, times=3)
    parts = urlsplit(server.url)
    other = http.client.HTTPSConnection(parts.hostname or "", parts.port, context=server.trust, timeout=30)
    with closing(other):
        other.request("GET", ME, headers=ADA)
        with pytest.raises(seen):
            _ = other.getresponse().read()
    broken = (library.ReadError, library.RemoteProtocolError)
    with library.Client(verify=server.trust, trust_env=False) as client, pytest.raises(broken):
        client.get(server.url + ME, headers=ADA)

    async def main() -> None:
        async with library.AsyncClient(verify=server.trust, trust_env=False) as client:
            await client.get(server.url + ME, headers=ADA)

    with pytest.raises(broken):
        asyncio.run(main())
    for _ in range(2):
        server.mock.inject(fault, times=1)
        assert both(server, OWN, see_me)[0].email == "ada@example.com"
    server.mock.inject(fault, operation="account.agents.me", times=None)
    for make in ({"sync": {"max_retries": 0}}, {"awaited": {"max_retries": 0}}):
        with pytest.raises(errors.APIConnectionError):
            both(server, OWN, see_me, **make)


def test_late_and_slow_responses_are_real(server: MockServer) -> None:
    """A slow body arrives complete; a late response exceeds the client's timeout."""
    server.mock.inject("slow_body", operation="account.agents.me", seconds=0.02, times=2)
    assert both(server, OWN, see_me)[1].email == "ada@example.com"
    server.mock.inject("latency", operation="account.agents.me", seconds=60)
    with server.client(timeout=0.5, max_retries=0) as client, pytest.raises(errors.APITimeoutError):
        client.account.agents.me()


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("state", ["in its handshake", "kept", "amid an answer", "said goodbye to"])
def test_an_open_connection_does_not_delay_the_stop(server: MockServer, state: Any) -> None:
    """In every state: the server stops at once and silently, and the client sees the end of the stream."""
    with wire(server) if state == "in its handshake" else secured(server) as connection:
        if state == "amid an answer":
            server.mock.inject("slow_body", seconds=600)
        if state != "in its handshake":
            end = b"Connection: close\r\n\r\n" if state == "said goodbye to" else b"\r\n"
            connection.sendall(ASKED[:-2] + end)
            assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 OK")
        server.stop()
        assert rest(connection) == b""


@pytest.fixture
def own() -> Any:
    """A certificate from elsewhere: the server's rules, and the text."""
    return self_signed("127.0.0.1", "a test")


def test_a_custom_certificate_is_served(mock: Mock, own: Any) -> None:
    """Clients verify it with the given SSLContext; the server does not have its PEM."""
    rules, text = own
    with MockServer(mock, tls=rules, trust=ssl.create_default_context(cadata=text)) as server:
        assert [page.total for page in both(server, server.credentials.password, list_agents)] == [4, 4]
        with pytest.raises(RuntimeError, match="yours"):
            _ = server.certificate


def test_a_custom_certificate_is_verified_like_any_other(mock: Mock, own: Any) -> None:
    """Without an SSLContext, by the HTTP library's default, which does not know it here."""
    with MockServer(mock, tls=own[0]) as server:
        with server.client(max_retries=0) as client, pytest.raises(errors.APIConnectionError):
            client.account.agents.me()
        assert server.trust.verify_mode is ssl.CERT_REQUIRED


def test_trust_without_a_certificate_is_an_error() -> None:
    """It would have no effect."""
    for tls in (False, True):
        with pytest.raises(errors.ConfigurationError, match="trust"):
            MockServer(tls=tls, trust=ssl.create_default_context())


def test_a_plain_server_has_no_certificate() -> None:
    """The error says how to get one."""
    for name in ("certificate", "trust"):
        with pytest.raises(RuntimeError, match="tls=True"):
            getattr(MockServer(), name)


def test_without_the_library_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch, own: Any) -> None:
    """A server without TLS, or with a custom certificate, does not need the library."""
    for name in [*sys.modules]:
        if name.partition(".")[0] == "cryptography":
            monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(errors.ConfigurationError, match=r"pip install cryptography .*\[testing\].*SSLContext"):
        MockServer(tls=True)
    with MockServer(tls=own[0]) as served, MockServer() as plain:
        assert served.url.startswith("https:")
        assert plain.url.startswith("http:")


def foreign(subject: str) -> str:
    """Return the certificate of somebody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    return builder.sign(key, SHA256()).public_bytes(Encoding.PEM).decode("ascii")


@pytest.mark.parametrize("content", [None, "", "own"])
def test_a_certificate_replaces_that_of_another_mock(tmp_path: Path, content: str | None) -> None:
    """And an empty file, such as ``mktemp`` makes; a link to the file remains one."""
    pem = MockServer(tls=True).certificate or ""
    file, link = tmp_path / "mock.pem", tmp_path / "link.pem"
    if content is not None:
        file.write_text(MockServer(tls=True).certificate or "" if content == "own" else content)
    link.symlink_to(file)
    save_certificate(pem, str(link))
    assert (file.read_text(), link.is_symlink()) == (pem, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.pem", "mock.pem"]


@pytest.mark.parametrize("kind", ["text", "certificate", "folder"])
def test_a_file_of_somebody_else_is_kept(tmp_path: Path, kind: str) -> None:
    """Nothing is lost by a mistyped name."""
    file = tmp_path / "mock.pem"
    if kind == "folder":
        file.mkdir()
    else:
        file.write_text("x" if kind == "text" else foreign("example.com"))
    before = None if kind == "folder" else file.read_text()
    with pytest.raises(FileExistsError, match="not the certificate of a mock"):
        save_certificate("new", str(file))
    assert before is None or file.read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["mock.pem"]


def test_a_certificate_that_cannot_be_put_in_place_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file stays as it was."""

    def fail(path: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(target))

    monkeypatch.setattr(Path, "replace", fail)
    (tmp_path / "mock.pem").write_text("")
    with pytest.raises(PermissionError):
        save_certificate("new", str(tmp_path / "mock.pem"))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("mock.pem", "")]
