"""On the way to the network: requests as they are built, time limits, options and the log."""

from __future__ import annotations

import logging
import pickle
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from comm100._http import http
from comm100._request import OMIT, Call, Operation
from comm100._transport import (
    NetworkOptions,
    RequestBuilder,
    _Backend,
    _remaining,
    check_timeout,
    log_response,
    log_to_stderr,
    own_user_agent,
    pools,
    time_limit,
)
from comm100._uploads import Part
from comm100.auth._httpx_auth import QueryAuth
from comm100.errors import ConfigurationError, InsecureURLError
from tests.auth.conftest import self_signed

BASE = "https://api.example"


def call_of(method: str = "GET", path: str = "/a", *, body: Any = OMIT, **options: Any) -> Call[Any]:
    names = ("query", "path_parameters", "headers", "cookies", "content_type", "timeout")
    given = {name.removesuffix("_parameters"): options.pop(name) for name in names if name in options}
    return Call(Operation[Any]("op", method, path, **options), body=body, **given)


@pytest.fixture(scope="module")
def client() -> Iterator[http.Client]:
    with http.Client(transport=http.MockTransport(lambda request: http.Response(200))) as client:
        yield client


def built(client: http.Client, call: Call[Any], base_url: str = BASE, **options: Any) -> http.Request:
    return RequestBuilder(base_url, options.pop("timeout", 9.0), "own/1", **options).build(client, call)


@pytest.mark.parametrize(
    ("call", "fields"),
    [
        (call_of(), {"Accept": "application/json"}),
        (call_of("DELETE"), {}),
        (call_of("POST"), {"Content-Length": "0"}),
        (call_of("PUT"), {"Content-Length": "0"}),
        (call_of("PATCH"), {"Content-Length": "0"}),
        (call_of("DELETE", body=[1]), {"Content-Length": "3", "Content-Type": "application/json"}),
        (call_of("POST", body="é"), {"Content-Length": "4", "Content-Type": "application/json"}),
        (call_of(accept="text/csv"), {"Accept": "text/csv"}),
        (call_of(accept="text/csv", headers={"Accept": "a/b"}), {"Accept": "a/b"}),
        (call_of(headers={"X-A": 7, "X-B": OMIT, "User-Agent": "mine"}), {"X-A": "7", "User-Agent": "mine"}),
        (call_of(cookies={"a": "b;c", "d": None, "e": 1}), {"Cookie": "a=b%3Bc; e=1"}),
    ],
)
def test_a_request_has_the_fields_of_its_call(client: http.Client, call: Call[Any], fields: dict[str, str]) -> None:
    """Beside those of every request; POST, PATCH and PUT tell the length of no body (RFC 9110 section 8.6)."""
    usual = {"Host": "api.example", "User-Agent": "own/1", "Accept": "application/json", "Accept-Encoding": "gzip"}
    request = built(client, call)
    kept = dict(request.headers.items())
    kept.pop("connection")
    assert kept == {name.lower(): value for name, value in {**usual, **fields}.items()}
    assert request.headers.raw[0] == (b"Host", b"api.example")
    assert (request.method, str(request.url), request.extensions["operation"]) == (
        call.operation.method,
        f"{BASE}/a",
        "op",
    )


@pytest.mark.parametrize(
    ("own", "given", "sent"),
    [
        ({}, {}, ""),
        ({"trace": "1"}, {}, "trace=1"),
        ({}, {"page": 2}, "page=2"),
        ({"trace": "1", "page": "9"}, {"page": 2}, "trace=1&page=2"),
    ],
)
def test_the_query_of_the_client_is_sent_too(own: Any, given: Any, sent: str) -> None:
    """With a call that has none of its own as well; what the call says counts."""
    with http.Client(params=own) as client:
        query = built(client, call_of(query=given)).url.query.decode()
    assert sorted(query.split("&")) == sorted(sent.split("&"))


def test_the_accept_field_of_the_client_is_kept(client: http.Client) -> None:
    """Whatever an operation documents."""
    request = built(client, call_of(accept="text/csv"), headers={"accept": "a/b"})
    assert request.headers.get_list("accept") == ["a/b"]


def test_a_body_of_unknown_length_is_chunked(client: http.Client, tmp_path: Path) -> None:
    """One of known length is not."""

    class Pipe:
        def read(self, size: int) -> bytes:
            return b""

    (tmp_path / "f").write_bytes(b"abc")
    raw = {"media_type": "application/octet-stream"}
    chunked, known = (
        built(client, call_of("PUT", body=Pipe(), **raw)),
        built(client, call_of("PUT", body=tmp_path / "f", **raw)),
    )
    assert (chunked.headers.get("transfer-encoding"), chunked.headers.get("content-length")) == ("chunked", None)
    assert (known.headers.get("transfer-encoding"), known.headers.get("content-length")) == (None, "3")


def test_a_form_is_sent_with_the_parts_of_its_own_media_type(client: http.Client) -> None:
    """And again without change at the next attempt."""
    part = Part(media_type="a/b")
    call = call_of(
        "POST", body={"x": "1"}, media_type="multipart/form-data", parts={"multipart/form-data": {"x": part}}
    )
    first, second = built(client, call), built(client, call)
    assert first.read() == second.read()
    assert b"Content-Type: a/b" in first.content
    assert first.headers["content-type"] == second.headers["content-type"]
    assert call.is_repeatable


def test_an_operation_with_a_server_of_its_own_is_sent_there(client: http.Client) -> None:
    """With that server's Host; one whose URL lacks a variable is refused."""
    request = built(client, call_of(), servers={"op": "https://other.example:8443/v2", "else": ""})
    assert str(request.url) == "https://other.example:8443/v2/a"
    assert request.headers.get_list("host") == ["other.example:8443"]
    with pytest.raises(ConfigurationError, match="op has a server of its own"):
        built(client, call_of(), servers={"op": ""})


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/b?c=1", f"{BASE}/b?c=1"),
        ("?c=1", f"{BASE}/a?c=1"),
        (f"{BASE}:443/b", f"{BASE}/b"),
        ("http://api.example/b", None),
        ("https://api.example:8443/b", None),
        ("//evil.example/b", None),
        ("https://api.example.evil/b", None),
    ],
)
def test_a_link_is_followed_on_the_same_server_only(client: http.Client, link: str, url: str | None) -> None:
    """Relative to the request's own URL (RFC 3986 section 5.2); its query replaces the call's."""
    call = call_of(query={"x": 1}).with_link(link)
    if url is None:
        with pytest.raises(InsecureURLError):
            built(client, call)
    else:
        assert str(built(client, call).url) == url


def test_the_timeouts_of_a_request_are_those_of_the_call(client: http.Client) -> None:
    """Else those of the client; None is a value of its own."""
    for own, given, expected in ((9.0, OMIT, 9.0), (9.0, 2, 2), (9.0, None, None), (None, OMIT, None), (None, 3, 3)):
        request = built(client, call_of(timeout=given), timeout=own)
        assert set(request.extensions["timeout"].values()) == {expected}
    with pytest.raises(ConfigurationError, match="timeout=0"):
        built(client, call_of(timeout=0))


class Failing:
    """An argument whose own method fails with a secret in its message."""

    def to_dict(self) -> Any:
        raise KeyError("s3cret-Pa55")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (call_of("POST", body={"a": object()}), "op cannot be sent: Object of type object is not JSON serializable."),
        (call_of("POST", body=float("nan")), "op cannot be sent: Out of range float values are not JSON compliant"),
        (call_of("POST", body=Failing()), "op cannot be sent: KeyError."),
        (call_of(query={"a": {"b": 1}}), "op cannot be sent: dict cannot be a parameter."),
        (call_of(path="/{a}", path_parameters={"a": None}), "The path parameter 'a' is None"),
    ],
)
def test_what_cannot_be_sent_is_told_apart(client: http.Client, call: Call[Any], words: str) -> None:
    """By the reason of an encoder, and by the type alone of what an argument itself raises."""
    with pytest.raises(ConfigurationError) as caught:
        built(client, call)
    assert str(caught.value).startswith(words)
    assert caught.value.__context__ is None


def test_more_options_are_added_to_a_builder() -> None:
    """The rest is as it was."""
    servers = {"op": "https://b.example"}
    builder = RequestBuilder(BASE, 9.0, "own/1", {"X-A": "1", "X-B": "2"}, servers=servers)
    other = builder.with_options(OMIT, {"x-b": "3"})
    assert (other.base_url, other.timeout, other.user_agent, other.servers) == (BASE, 9.0, "own/1", servers)
    assert dict(other.headers.items()) == {"x-a": "1", "x-b": "3"}
    assert dict(builder.headers.items()) == {"x-a": "1", "x-b": "2"}
    assert builder.with_options(None, None).timeout is None
    with pytest.raises(ConfigurationError):
        builder.with_options(-1, None)


@pytest.mark.parametrize("name", ["Host", "content-length", "CONNECTION", "Transfer-Encoding"])
def test_a_header_that_frames_the_message_is_refused(name: str) -> None:
    """It would contradict what is sent."""
    with pytest.raises(ConfigurationError, match=f"The header {name} is set by the HTTP library"):
        RequestBuilder(BASE, None, "own/1", {name: "1"})


@pytest.mark.parametrize(
    ("headers", "words"),
    [([("a", "b")], "not list"), ("a", "not str"), ({"a": "\n"}, "header a has"), ({"a b": ""}, "'a b'")],
)
def test_headers_are_a_mapping_of_valid_fields(headers: Any, words: str) -> None:
    """Checked when the client is made."""
    with pytest.raises(ConfigurationError, match=words):
        RequestBuilder(BASE, None, "own/1", headers)


@pytest.mark.parametrize("timeout", [None, 1, 0.001, threading.TIMEOUT_MAX])
def test_a_timeout_is_a_number_of_seconds_or_none(timeout: Any) -> None:
    """It is returned as it was given."""
    assert check_timeout(timeout) is timeout


@pytest.mark.parametrize(
    "timeout", [0, -1, 0.0, True, "5", float("nan"), float("inf"), threading.TIMEOUT_MAX * 2, b"1"]
)
def test_any_other_timeout_is_refused(timeout: Any) -> None:
    """Nothing waits for less than no time, or for longer than the operating system can."""
    with pytest.raises(ConfigurationError, match="is not a positive number of seconds; None means no limit"):
        check_timeout(timeout)


def test_the_user_agent_begins_with_the_callers_product() -> None:
    """And names this package, the HTTP library and Python."""
    own = own_user_agent("kit", "1.2", None)
    assert own.split()[0] == "kit-python/1.2"
    assert own.split()[1] == f"{http.__name__}/{http.__version__}"
    assert own.split()[2].startswith("Python/3.")
    assert len(own.split()) == 3
    assert str.__str__(own_user_agent("kit", "1.2", "acme/1")) == f"acme/1 {own}"
    assert own_user_agent("kit", "1.2", "") == own
    assert own_user_agent("kit", "2 (béta) é", None).split()[0] == "kit-python/2bta"
    with pytest.raises(ConfigurationError, match=r"user_agent must be text such as 'acme-sync/3.1', not 7"):
        own_user_agent("kit", "1.2", 7)  # type: ignore[arg-type]  # wrong on purpose


def test_what_tracebacks_show_of_a_request_has_no_query_and_no_values(client: http.Client) -> None:
    """A query or a header field may hold a secret."""
    request = built(client, call_of(query={"token": "s3cret"}, headers={"X-Key": "s3cret"}))
    assert repr(request) == f"<Request('GET', '{BASE}/a')>"
    builder = RequestBuilder(BASE, None, "own/1", {"X-Key": "s3cret"})
    assert repr(builder._base_headers(client)).endswith("x-key>")
    assert "s3cret" not in repr(builder._base_headers(client)) + repr(builder.headers)


def test_what_is_kept_of_a_request_is_where_it_went(client: http.Client) -> None:
    """A cache may pickle a response, and its request with it."""
    request = built(
        client, call_of("POST", query={"token": "s3cret"}, headers={"X-Key": "s3cret"}, body={"a": "s3cret"})
    )
    assert "s3cret" in f"{request.url}"
    data = pickle.dumps(request)
    assert b"s3cret" not in data
    copied = pickle.loads(data)
    assert (copied.method, str(copied.url), dict(copied.headers)) == ("POST", f"{BASE}/a", {})


def test_only_blocking_clients_need_a_backend_that_limits_each_wait() -> None:
    """On connections of their own and through proxies; a task can be cancelled."""
    options = NetworkOptions(proxy="http://p.example:1", verify=False)
    with options.client(BASE, timeout=1) as blocking:
        backends = [pool._network_backend for pool in pools(blocking)]
        assert backends
        assert all(isinstance(backend, _Backend) for backend in backends)
    awaited = [pool._network_backend for pool in pools(options.async_client(BASE, timeout=1))]
    assert awaited
    assert not any(isinstance(backend, _Backend) for backend in awaited)
    with options.client(BASE, transport=http.MockTransport(lambda request: http.Response(200)), timeout=1) as scripted:
        assert None not in list(pools(scripted))


@pytest.mark.parametrize("is_authenticated", [False, True])
def test_the_http_librarys_log_shows_no_query(
    client: http.Client, caplog: pytest.LogCaptureFixture, is_authenticated: bool
) -> None:
    """URLs of this package are cut, with credentials in the query too; what others log stays as it is."""
    request = built(client, call_of(query={"token": "s3cret"}))
    if is_authenticated:
        QueryAuth(BASE, "key", "the-query-key").add_to(request)
        assert request.url.params["key"] == "the-query-key"
    url = request.url
    with caplog.at_level(logging.INFO, logger=http.__name__):
        logging.getLogger(http.__name__).info("%s %s", "GET", url)
        logging.getLogger(http.__name__).info("%s", http.URL("https://b.example/?a=b"))
        logging.getLogger(http.__name__).info("%(a)s", {"a": 1})
    assert [record.getMessage() for record in caplog.records] == [f"GET {BASE}/a", "https://b.example/?a=b", "1"]


def test_time_limits_nest() -> None:
    """The inner one holds within, and the outer one again afterwards."""
    assert _remaining(None) is None
    assert _remaining(5) == 5
    with time_limit(100):
        assert 1 < _remaining(None) <= 100  # type: ignore[operator]  # there is a deadline
        assert _remaining(5) == 5
        assert 1 < _remaining(200) <= 100  # type: ignore[operator]  # there is a deadline
        with time_limit(None):
            assert _remaining(None) is None
        with suppress(RuntimeError), time_limit(1):
            assert _remaining(None) <= 1  # type: ignore[operator]  # there is a deadline
            raise RuntimeError
        assert _remaining(None) > 1  # type: ignore[operator]  # there is a deadline
        with time_limit(1e-9):
            time.sleep(1e-6)
            with pytest.raises(http.ReadTimeout, match="longer than the timeout"):
                _remaining(5)
    assert _remaining(None) is None


def test_every_wait_of_a_connection_keeps_to_the_limit() -> None:
    """Connecting, the handshake, reading and writing; all else is the HTTP library's."""
    waits: list[tuple[str, Any, Any]] = []

    class Network:
        other = 7

        def connect_tcp(self, host: str, port: int, timeout: Any) -> Network:
            waits.append(("connect", (host, port), timeout))
            return self

        def start_tls(self, ssl_context: Any, server_hostname: Any = None, timeout: Any = None) -> Network:
            waits.append(("tls", (ssl_context, server_hostname), timeout))
            return self

        def read(self, max_bytes: int, timeout: Any) -> bytes:
            waits.append(("read", max_bytes, timeout))
            return b"r"

        def write(self, buffer: bytes, timeout: Any) -> None:
            waits.append(("write", buffer, timeout))

    backend = _Backend(Network())
    with time_limit(100):
        stream: Any = backend.connect_tcp("127.0.0.1", 1, timeout=900)
        stream = stream.start_tls(**{"ssl_context": "c", "server_hostname": "n", "timeout": None})
        stream = stream.start_tls("d", "m", 900)
        assert stream.read(10, 900) == b"r"
        stream.write(b"w", 1)
    asked = [("connect", ("127.0.0.1", 1)), ("tls", ("c", "n")), ("tls", ("d", "m")), ("read", 10), ("write", b"w")]
    assert [wait[:2] for wait in waits] == asked
    assert [1 < wait[2] <= 100 for wait in waits] == [True, True, True, True, False]
    assert waits[-1][2] == 1
    assert (backend.other, stream.other) == (7, 7)


def test_the_addresses_of_a_host_share_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first that can be reached is used, and the failure of the last one is raised."""
    tried: list[tuple[str, Any]] = []

    class Network:
        def connect_tcp(self, host: str, port: int, timeout: Any) -> str:
            tried.append((host, timeout))
            if host != "c":
                raise OSError(host)
            return "connected"

    monkeypatch.setattr("comm100._transport._addresses", lambda host, port: list(host))
    backend = _Backend(Network())
    with time_limit(90):
        assert backend.connect_tcp("abc", 1)._stream == "connected"
    assert [(host, round(share / 10)) for host, share in tried] == [("a", 3), ("b", 4), ("c", 9)]
    tried.clear()
    with pytest.raises(OSError, match="b"):
        backend.connect_tcp("ab", 1)
    assert tried == [("a", None), ("b", None)]


@pytest.mark.parametrize("proxy", ["http://p.example:3128", "https://u:p@p.example", "socks5://p.example:1080"])
def test_a_proxy_is_a_url(proxy: str) -> None:
    """With the schemes that the HTTP library knows."""
    assert NetworkOptions(proxy=proxy)._options(BASE, 1, is_ours=True)["proxy"] == proxy


@pytest.mark.parametrize(
    "proxy",
    ["", "p.example", "p.example:3128", "ftp://p.example", "http://", "http://p:65536", "http://p:x", 7, b"http://p"],
)
def test_what_is_not_the_url_of_a_proxy_is_refused(proxy: Any) -> None:
    """Without being shown, because it may hold a password."""
    with pytest.raises(ConfigurationError, match=r"^proxy is not the URL of a proxy; give one such as 'http://proxy"):
        NetworkOptions(proxy=proxy)


def test_a_socks_proxy_needs_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named."""
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(ConfigurationError, match="needs the package socksio, which is not installed"):
        NetworkOptions(proxy="socks5://p.example:1080").client(BASE, timeout=1)


def test_a_proxy_of_the_environment_has_to_be_a_url_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read when the client is made, and not for this machine."""
    monkeypatch.setenv("HTTPS_PROXY", "ftp://s3cret")
    with pytest.raises(ConfigurationError, match=r"one of the environment is not the URL of a proxy \(ValueError\)"):
        NetworkOptions().client(BASE, timeout=1)
    NetworkOptions(trust_env=False).client(BASE, timeout=1).close()
    NetworkOptions().client("http://127.0.0.1:1", timeout=1).close()


def test_a_transport_of_the_caller_needs_no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """To load the usual ones takes longer than all else that a client does; a client that connects has them at once."""
    broken = Path(__file__)  # not a file of certificates

    def load() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(broken))

    monkeypatch.setattr("comm100._transport.tls", load)
    transport = http.MockTransport(lambda request: http.Response(200))
    with NetworkOptions().client(BASE, transport=transport, timeout=5) as client:
        assert client.get(BASE).status_code == 200
    with pytest.raises(ConfigurationError, match="of SSL_CERT_FILE, SSL_CERT_DIR cannot be loaded"):
        NetworkOptions().client(BASE, timeout=5)
    with pytest.raises(ConfigurationError, match="of SSL_CERT_FILE, SSL_CERT_DIR cannot be loaded"):
        NetworkOptions(proxy="http://proxy.example:3128").client(BASE, transport=transport, timeout=5)


def test_a_client_has_the_options_of_its_connections() -> None:
    """Blocking or not: nothing is followed, and no cookie kept."""
    context = ssl.create_default_context()
    options = NetworkOptions(verify=context)
    assert options._options(BASE, 7, is_ours=True)["verify"] is context
    usual = NetworkOptions()._options(BASE, 7, is_ours=True)
    assert (usual["verify"].verify_mode, usual["trust_env"], usual["proxy"]) == (ssl.CERT_REQUIRED, True, None)
    assert not NetworkOptions()._options("http://127.0.0.1:1", 7, is_ours=True)["trust_env"]
    for client in (options.client(BASE, timeout=7), options.async_client(BASE, timeout=7)):
        assert not client.follow_redirects
        assert client.timeout.as_dict() == http.Timeout(7).as_dict()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and its key in one file."""
    return self_signed(tmp_path_factory.mktemp("tls"))


def tls_of(**options: Any) -> Any:
    return NetworkOptions(**options)._tls


def test_certificates_are_loaded_from_what_is_given(certificate: Path, tmp_path: Path) -> None:
    """A file, a folder, a context, or none; a client certificate by its path or with its key."""
    assert (tls_of(verify=False).verify_mode, tls_of(verify=False).check_hostname) == (ssl.CERT_NONE, False)
    for verify in (str(certificate), certificate):
        assert tls_of(verify=verify).cert_store_stats()["x509"] == 1
        assert tls_of(verify=verify).verify_mode == ssl.CERT_REQUIRED
    assert tls_of(verify=tmp_path).cert_store_stats()["x509"] == 0
    for cert in (certificate, str(certificate), (str(certificate),), (str(certificate), str(certificate), "")):
        assert isinstance(tls_of(cert=cert), ssl.SSLContext)


@pytest.mark.parametrize("verify", [True, False, "a file"])
@pytest.mark.parametrize("cert", ["path", ("path",), ("path", "key"), ("path", "key", "password")])
def test_a_client_certificate_is_loaded_however_servers_are_verified(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, verify: Any, cert: Any
) -> None:
    """With all that was given."""
    loaded: list[Any] = []

    def load(context: Any, file: Any, key: Any, password: Any) -> None:
        loaded.append((context, file, key, password()))

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", load)
    context = tls_of(verify=str(certificate) if verify == "a file" else verify, cert=cert)
    file, key, password = (*(cert if isinstance(cert, tuple) else (cert,)), None, None)[:3]
    assert loaded == [(context, file, key, password or "")]
    assert context.verify_mode == (ssl.CERT_NONE if verify is False else ssl.CERT_REQUIRED)


@pytest.mark.parametrize(
    ("password", "said"), [((), "needs its password"), (("",), "has another"), (("s3cret-Pa55",), "has another")]
)
def test_nobody_is_asked_for_the_password_of_a_key(tmp_path: Path, password: Any, said: str) -> None:
    """OpenSSL would ask at the terminal, where a service would wait for ever."""
    private = ec.generate_private_key(ec.SECP256R1())
    encryption = serialization.BestAvailableEncryption(b"another")
    key = tmp_path / "key.pem"
    key.write_bytes(private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption))
    cert = (self_signed(tmp_path), key, *password)
    with pytest.raises(
        ConfigurationError, match=rf"cannot be loaded: the key {said}.*cert=\(certificate, key"
    ) as caught:
        tls_of(cert=cert)
    assert "s3cret-Pa55" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"verify": ssl.create_default_context(), "cert": "x"}, "Give cert or an SSL context as verify, not both"),
        ({"verify": 7}, "verify must be a bool, a path or an SSL context, not int"),
        ({"verify": "/nowhere/x"}, r"of verify= or cert= cannot be loaded: No such file or directory\."),
        ({"cert": "/nowhere/x"}, r"of verify= or cert= cannot be loaded: No such file or directory\."),
        ({"cert": __file__}, r"cannot be loaded: .*PEM"),
        ({"cert": 7}, r"cannot be loaded: TypeError\."),
    ],
)
def test_certificates_that_cannot_be_loaded_are_refused(options: Any, words: str) -> None:
    """With the reason, and without the error itself, whose frames hold the key's password."""
    with pytest.raises(ConfigurationError, match=words) as caught:
        NetworkOptions(**options)
    assert caught.value.__context__ is None


def test_the_log_is_shown_if_the_environment_names_a_level(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, and only for a name that is one."""
    log = logging.getLogger("comm100")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(log, "level", logging.NOTSET)
    for text in ("", "nonsense", "10"):
        monkeypatch.setenv("KIT_LOG", text)
        log_to_stderr("KIT_LOG")
        assert not log.handlers
    monkeypatch.setenv("KIT_LOG", " debug ")
    for _ in range(2):
        log_to_stderr("KIT_LOG")
        assert (len(log.handlers), log.level) == (1, logging.DEBUG)
    record = log.makeRecord(log.name, logging.INFO, "", 0, "%s it", ("Say",), None)
    assert log.handlers[0].format(record).endswith(" comm100 INFO Say it")


def test_a_response_is_logged_in_one_line(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """With the milliseconds that it took, and nothing that may be secret."""
    monkeypatch.setattr(time, "perf_counter", lambda: 15.4996)
    call = call_of(path="/a/{b}", path_parameters={"b": "s3cret"}, query={"c": "s3cret"})
    with caplog.at_level(logging.DEBUG, logger="comm100"):
        log_response(call, http.Response(204), 12.0)
    assert [record.getMessage() for record in caplog.records] == ["GET /a/{b} -> 204 in 3500 ms"]
