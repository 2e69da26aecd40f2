"""Arguments that cannot work are refused before anything is sent, by one class of error."""

from __future__ import annotations

import traceback
from contextlib import suppress
from types import MappingProxyType
from typing import Any

import pytest

from comm100 import AsyncClient, Client, _http, errors
from comm100._http import http
from comm100.errors import ConfigurationError

from .conftest import KEY, Kit, Server

SECRET = "s3cret-Pa55"

LONGEST_HOST = ".".join(["a" * 63] * 4)
TRANSPORT = http.MockTransport(lambda request: http.Response(200))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"host": "a..b"}, "not a host name"),
        ({"host": "a" * 64 + ".example"}, "not a host name"),
        ({"host": 7}, "not a host name"),
        ({"base_url": "https://a..b"}, "not a host name"),
        ({"base_url": 7}, "cannot be parsed"),
        ({"base_url": ""}, "not an https URL"),
        ({"base_url": "https://api.example:65536"}, "65536 is not a port"),
        ({"host": "api.example:99999"}, "99999 is not a port"),
        ({"host": "api.example:"}, "not a host name"),
        ({"host": f"{LONGEST_HOST}:18443"}, "not a host name"),
        ({"proxy": "http://proxy.example:65536"}, "proxy"),
        ({"base_url": "https://api.example/api/v2"}, "give base_url='https://api.example'"),
        ({"base_url": "https://api.example/api/"}, "give base_url='https://api.example'"),
        ({"timeout": -1}, "positive number of seconds"),
        ({"timeout": 0}, "positive number of seconds"),
        ({"timeout": "5"}, "positive number of seconds"),
        ({"timeout": True}, "positive number of seconds"),
        ({"timeout": float("nan")}, "positive number of seconds"),
        ({"timeout": float("inf")}, "positive number of seconds"),
        ({"timeout": 1e300}, "positive number of seconds"),
        ({"max_retries": "2"}, "max_retries is '2';"),
        ({"max_retries": "9" * 80}, "max_retries is '9{80}';"),
        ({"max_retries": "9" * 81}, "max_retries is a str;"),
        ({"max_retries": None}, "max_retries is None;"),
        ({"max_retries": True}, "max_retries is True;"),
        ({"max_retries": 1.5}, r"max_retries is 1\.5;"),
        ({"max_retries": 1 - 10**20}, "max_retries is -9{20};"),
        ({"max_retries": -(10**20)}, "max_retries is a int;"),
        ({"max_response_bytes": -1}, "max_response_bytes"),
        ({"max_response_bytes": True}, "max_response_bytes=True is not a number of bytes"),
        ({"max_response_bytes": "1"}, "max_response_bytes"),
        ({"user_agent": 7}, "user_agent"),
        ({"user_agent": "acme\r\nX-Admin: 1"}, "User-Agent"),
        ({"headers": {"X-A": "a\x00b"}}, "X-A"),
        ({"headers": {"X-A": 7}}, "X-A"),
        ({"headers": {"X A": "a"}}, "not a valid name"),
        ({"headers": {"Host": "evil.example"}}, "Host"),
        ({"headers": "X-A: a"}, "mapping"),
        ({"proxy": "proxy"}, "proxy"),
        ({"proxy": f"ftp://user:{SECRET}@proxy.example"}, "proxy"),
        ({"verify": "/no/such/file"}, "No such file"),
        ({"verify": 7}, "verify must be"),
        ({"cert": "/no/such/file"}, "No such file"),
        ({"cert": ("/no/such/file", "/no/such/key", SECRET)}, "No such file"),
        ({"transport": 7}, "transport must be"),
        ({"http_client": 7}, "http_client must be"),
        ({"auth": "key"}, "auth must be"),
        ({"base_url": "https://a.example", "host": "a.example"}, "Give base_url or host, not both"),
        ({"transport": TRANSPORT, "proxy": "http://proxy.example"}, "not both: a transport has its own"),
        ({"transport": TRANSPORT, "verify": False}, "not both: a transport has its own"),
        ({"transport": TRANSPORT, "cert": "client.pem"}, "not both: a transport has its own"),
        ({"transport": TRANSPORT, "http_client": 7}, "Give transport or http_client, not both"),
        ({"max_response_bytes": -1}, "max_response_bytes=-1 is not a number"),
        ({"max_response_bytes": 1.5}, r"max_response_bytes=1\.5 is not a number"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_an_option_that_cannot_work_is_refused(kind: Any, options: Any, said: str) -> None:
    """When the client is made, with the option's name, and without what may be secret in it."""
    with pytest.raises(ConfigurationError, match=said) as caught:
        kind(**{"auth": KEY, **options})
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"max_response_bytes": 0},
        {"max_response_bytes": None},
        {"max_retries": 0},
        {"timeout": None},
        {"transport": TRANSPORT},
        {"auth": None},
        {"base_url": "https://hosted.comm100.com/"},
    ],
    ids=lambda options: " ".join(options) or "none",
)
def test_an_option_at_its_edge_is_accepted(kind: Any, options: Any) -> None:
    """Nothing allowed is something else than no limit, and no credentials are enough for some operations."""
    assert kind(**{"auth": KEY, **options}).base_url == "https://hosted.comm100.com"


@pytest.mark.parametrize(
    "host", ["api.example:8443", "api.example:8", "127.0.0.1:65535", "[::1]:8443", f"{LONGEST_HOST}:8443"]
)
def test_a_host_may_have_a_port(host: str) -> None:
    """As in the address bar of a browser."""
    assert Client(KEY, host=host).base_url == f"https://{host}"


@pytest.mark.parametrize(
    "options", [{"base_url": "https://xn--a"}, {"host": "xn--a.example"}, {"proxy": "http://xn--a:1"}]
)
def test_a_name_that_only_looks_like_punycode_is_at_most_refused(options: Any) -> None:
    """One HTTP library decodes it, and fails with an error of idna; the other takes it for a name like others."""
    with suppress(ConfigurationError), Client(**options):
        pass


def test_a_proxy_of_the_environment_that_cannot_be_used_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the package's own error, which does not show the URL's password."""
    monkeypatch.setenv("ALL_PROXY", f"ftp://user:{SECRET}@proxy.example")
    with pytest.raises(ConfigurationError, match="The proxy cannot be used: one of the environment") as caught:
        Client(KEY)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_certificates_of_the_environment_that_cannot_be_used(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the package's own error, which says where the file was named."""
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file")
    _http.tls.cache_clear()
    with pytest.raises(ConfigurationError, match=r"SSL_CERT_FILE, SSL_CERT_DIR .* No such file"):
        kind(KEY)


@pytest.mark.parametrize(
    "act",
    [
        lambda: Client(KEY, user_agent=f"{SECRET}\n"),
        lambda: Client(KEY, headers={"X-Key": SECRET, "X-Other": "\n"}),
        lambda: Client(KEY).with_options(headers={"X-Key": SECRET, "X-Other": "\n"}),
        lambda: Client(KEY, headers=MappingProxyType({"X-Key": SECRET, "X-Other": "\n"})),
        lambda: Client(KEY, cert=("/no/such/file", "/no/such/key", SECRET)),
        lambda: Client(KEY).request("POST", "/x", body=({"password": SECRET}, float("nan"))),
        lambda: Client(KEY, headers={"X-Key": SECRET}).request("POST", "/x", body=float("nan")),
        lambda: Client(KEY).request("POST", "/x", body=[SECRET, float("nan")]),
        lambda: Client(KEY).request("POST", "/x", body=f"{SECRET}\ud800"),
        lambda: Client(KEY).request("GET", "/x", query=[("token", SECRET)]),  # type: ignore[arg-type]
    ],
)
def test_an_argument_that_is_refused_is_not_in_the_traceback(act: Any) -> None:
    """Not in the local variables of any frame of the package, as error reporters capture them."""
    with pytest.raises(ConfigurationError) as caught:
        act()
    captured = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    frames = [frame for frame in captured.stack if frame.filename != __file__]
    assert SECRET not in "".join(f"{frame.locals}" for frame in frames)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "arguments",
    [
        {"host": f"ada:{SECRET}@example.com"},
        {"host": f"https://ada:{SECRET}@example.com"},
        {"base_url": f"https://ada:{SECRET}@example.com"},
        {"base_url": f"ada:{SECRET}@example.com"},
        {"base_url": f"https:ada:{SECRET}@example.com"},
        {"base_url": f"https://ada:{SECRET}"},
        {"base_url": f"https://ada:{SECRET}@[::1"},
        {"base_url": f"https://ada%3A{SECRET}%40example.com"},
        {"base_url": SECRET},
        {"host": f"ada:{SECRET}"},
        {"host": f"example.com?password={SECRET}"},
        {"host": f"example.com/{SECRET}"},
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(arguments: Any) -> None:
    """Addresses are often copied with the user name and password of a browser or of another client."""
    with pytest.raises(ConfigurationError) as caught:
        Client(KEY, **arguments)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "arguments",
    [
        (SECRET, "/x"),
        (f"{SECRET} GET", "/x"),
        ("GET", SECRET),
        ("GET", f"https://ada:{SECRET}@example.com/x"),
        ("GET", f"//ada:{SECRET}@example.com/x"),
        ("GET", f"/x?token={SECRET}"),
    ],
)
def test_a_secret_in_the_place_of_a_method_or_path_is_not_repeated(arguments: Any) -> None:
    """Whoever confuses the order of the arguments reads what is wrong, and logs no secret."""
    client = Client(KEY, transport=TRANSPORT)
    with pytest.raises(ConfigurationError) as caught:
        client.request(*arguments)
    assert SECRET.casefold() not in str(caught.value).casefold()


def test_a_client_of_the_other_http_library_is_named() -> None:
    """The two libraries look alike, and only one is in use."""
    other = type("Client", (), {"__module__": "another"})()
    with pytest.raises(ConfigurationError, match=f"http_client must be an {http.__name__}.Client, not another.Client"):
        Client(KEY, http_client=other)


@pytest.mark.parametrize(
    "arguments",
    [
        ("GET ", "/api/v2/x"),
        ("", "/api/v2/x"),
        ("GET\r\nX: 1", "/api/v2/x"),
        ("CONNECT", "/api/v2/x"),
        (None, "/api/v2/x"),
        ("GET", None),
        ("GET", "/a/../me"),
        ("GET", "/a/./me"),
        ("GET", "/a/.."),
        ("GET", "/a/%2e%2E/me"),
        ("GET", "/a%2f..%2fme"),
        ("GET", "/a\\..\\me"),
        ("GET", "/a\nb"),
        ("GET", "/a\x00b"),
        ("GET", "/a b\u2028"),
    ],
    ids=repr,
)
def test_a_method_or_a_path_that_could_lead_elsewhere_is_refused(kit: Kit, server: Server, arguments: Any) -> None:
    """Before credentials are sent anywhere."""
    with pytest.raises(ConfigurationError):
        kit.run(lambda client: client.request(*arguments))
    assert not server.requests


def recursive() -> Any:
    value: dict[str, Any] = {}
    value["self"] = value
    return value


def deep() -> Any:
    value: Any = []
    for _ in range(100_000):
        value = [value]
    return value


class Stubborn:
    def __str__(self) -> str:
        raise OSError(SECRET)


@pytest.mark.parametrize(
    "act",
    [
        lambda client: client.account.agents.get(None),
        lambda client: client.account.agents.get(b"7"),
        lambda client: client.account.agents.get(Stubborn()),
        lambda client: client.account.agents.get("\ud800"),
        lambda client: client.account.agents.list(page_index={"a": 1}),
        lambda client: client.account.agents.me(timeout=-1),
        lambda client: client.account.agents.me(timeout="5"),
        lambda client: client.account.agents.update(7, groups=[float("nan")]),
        lambda client: client.account.agents.update(7, groups=[float("inf")]),
        lambda client: client.account.agents.update(7, groups=[{1, 2}]),
        lambda client: client.account.agents.update(7, groups=[10**5000]),
        lambda client: client.request("POST", "/api/v2/x", body=recursive()),
        lambda client: client.request("POST", "/api/v2/x", body=deep()),
        lambda client: client.request("POST", "/api/v2/x", body=object()),
        lambda client: client.request("GET", "/api/v2/x", query="a=b"),
        lambda client: client.request("GET", "/api/v2/x", query={7: "a"}),
        lambda client: client.request("GET", "/api/v2/x", query={"a": b"b"}),
        lambda client: client.with_options(headers={"X-A": "a\nb"}).account.agents.me(),
    ],
)
def test_an_argument_that_cannot_be_sent_is_refused(kit: Kit, server: Server, act: Any) -> None:
    """Nothing invalid is sent, and no other exception gets out."""
    with pytest.raises(ConfigurationError) as caught:
        kit.run(act)
    assert not server.requests
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("name", ["X-Name", "x-name"])
def test_header_fields_may_have_other_letters(kit: Kit, server: Server, name: str) -> None:
    """Those of a client and those of a few calls, which replace them."""
    options: Any = {"headers": {"X-Name": "Zo\u00eb", "X-Other": "a"}}
    kit.run(lambda client: client.with_options(headers={name: "Ren\u00e9"}).account.agents.me(), **options)
    assert dict(server.last.headers)["x-name"] == "Ren\u00e9"
    assert server.last.headers["x-other"] == "a"


def captured_frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Return the frames of this package with their variables, as an error reporter captures them; causes included."""
    captured: Any = traceback.TracebackException.from_exception(error, capture_locals=True)
    frames = []
    while captured is not None:
        frames += [frame for frame in captured.stack if "/comm100/" in frame.filename]
        captured = captured.__cause__ or captured.__context__
    return frames


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize(
    "act",
    [
        lambda client: client.account.agents.set_password(7, password=SECRET),
        lambda client: client.account.agents.change_password(current_password=SECRET, new_password=SECRET),
        lambda client: client.account.agents.update(7, password=SECRET),
        lambda client: client.request("POST", "/api/v2/x", body={"password": SECRET}),
        lambda client: client.request("GET", "/api/v2/x", query={"token": SECRET}),
        lambda client: client.request("GET ", "/api/v2/x", query={"token": SECRET}, body={"password": SECRET}),
        lambda client: client.request("GET", f"/api/v2/x?token={SECRET}"),
        lambda client: client.request("POST", "/api/v2/x", body={"password": SECRET, "a": {1}}),
        lambda client: client.with_options(headers={"X-Key": SECRET}).account.agents.update(7),
    ],
)
@pytest.mark.parametrize("outcome", [403, 307, "connection"])
def test_no_frame_message_or_log_holds_a_secret_argument(
    kit: Kit, server: Server, caplog: pytest.LogCaptureFixture, act: Any, outcome: Any
) -> None:
    """An error reporter that captures local variables does not get it; neither does a reader of the log."""

    def answer(request: Any) -> Any:
        if outcome == "connection":
            raise http.ConnectError("refused")
        return http.Response(outcome, json={"message": "No."}, headers={"location": f"/?token={SECRET}"})

    server.answer = answer
    caplog.set_level(1)
    with pytest.raises(errors.ClientError) as caught:
        kit.run(act, max_retries=0)
    frames = captured_frames(caught.value)
    assert frames
    shown = [value for frame in frames for value in (frame.locals or {}).values()]
    logged = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    assert not [text for text in [str(caught.value), *shown, *logged] if SECRET in text]
