"""The receiver of RFC 8252: where it listens, which requests end the wait, and which do not."""

from __future__ import annotations

import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from comm100 import AuthorizationRequest
from comm100._http import http
from comm100.auth import loopback
from comm100.auth.loopback import CallbackWaiter, LoopbackAddress, LoopbackReceiver, is_loopback_redirect
from comm100.errors import AccessDeniedError, CallbackError, ConfigurationError
from comm100.testing import Mock
from tests.auth.support import BASE, Clock
from tests.cli.support import GOOD, PATIENCE, ask, get, login, port_of, taken, waiting


def test_the_redirect_is_handed_over_as_it_came_and_the_page_says_so() -> None:
    """The URL is whole and raw, plus signs and percent signs as they were; the page closes the story."""
    with waiting() as (uri, outcome):
        answer = get(uri + GOOD)
        assert outcome.result(PATIENCE) == uri + GOOD
    assert answer.status == 200
    assert "You are signed in to Example" in answer.body
    assert "You can close this window and go back to the application." in answer.body


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/callback?code=a&state=a-wrong-state", 400),
        ("/callback?code=a", 400),
        ("/callback?state=the-right-state", 400),
        ("/callback?code=a&code=b&state=the-right-state", 400),
        ("/callback?code=a&state=the-right-state&state=the-right-state", 400),
        ("/callback?code=%ff&state=the-right-state", 400),
        ("/callback?code=a&state=a-wrong-state#code=a&state=the-right-state", 400),
        ("/callback?code=a&state=%ed%a0%80", 400),
        ("/callback", 400),
        ("/callback/" + GOOD, 404),
        ("/Callback" + GOOD, 404),
        ("//callback" + GOOD, 404),
        ("/" + GOOD, 404),
        ("/favicon.ico", 404),
        ("/callback;x" + GOOD, 404),
        ("http://127.0.0.1/callback" + GOOD, 404),
        ("*", 404),
    ],
)
def test_what_is_not_the_redirect_is_refused_and_the_wait_goes_on(target: str, status: int) -> None:
    """A wrong state, an incomplete or ambiguous redirect and every other path leave the sign-in open."""
    with waiting() as (uri, outcome):
        port = port_of(uri)
        refused = ask(port, f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert refused.status == status
        assert not outcome.done()
        get(uri + GOOD)
        assert outcome.result(PATIENCE) == uri + GOOD


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_only_get_is_accepted(method: str) -> None:
    """Any other method is refused with 405 and does not end the wait."""
    with waiting() as (uri, outcome):
        refused = get(uri + GOOD, method=method)
        assert (refused.status, refused.headers["allow"]) == (405, "GET")
        assert not outcome.done()
        get(uri + GOOD)
        assert outcome.result(PATIENCE)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "localhost:{port}", "127.0.0.1", "", "[::1]:{port}"]
)
def test_another_host_name_is_refused(host: str) -> None:
    """A name that was rebound to this machine is refused."""
    with waiting() as (uri, outcome):
        port = port_of(uri)
        assert get(uri + GOOD, host=host.format(port=port)).status == 421
        assert not outcome.done()
        get(uri + GOOD)
        assert outcome.result(PATIENCE)


@pytest.mark.parametrize("hosts", ["", "Host: {host}\r\nHost: {host}\r\n", "Host: {host}\r\nHost: evil.example\r\n"])
def test_none_or_two_host_names_are_refused(hosts: str) -> None:
    """The host must be named once."""
    with waiting() as (uri, outcome):
        host = uri.split("/")[2]
        request = f"GET /callback{GOOD} HTTP/1.1\r\n{hosts.format(host=host)}\r\n"
        assert ask(port_of(uri), request.encode()).status == 421
        get(uri + GOOD)
        assert outcome.result(PATIENCE)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", 431),
        (b"GET / a b c\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_is_answered_and_the_wait_goes_on(request_: bytes, status: int) -> None:
    """Lines and headers without end, and other protocols, do no harm."""
    with waiting() as (uri, outcome):
        assert ask(port_of(uri), request_).status == status
        get(uri + GOOD)
        assert outcome.result(PATIENCE)


def test_silent_connections_hold_nobody_up() -> None:
    """Browsers open connections in advance; one that says nothing ends by itself, and others are served meanwhile."""
    with LoopbackReceiver(read_timeout=0.05) as receiver, ThreadPoolExecutor() as pool:
        uri = receiver.redirect_uri
        address = ("127.0.0.1", port_of(uri))
        outcome = pool.submit(receiver.receive, taken, login(uri), timeout=PATIENCE)
        with socket.create_connection(address, PATIENCE) as silent, socket.create_connection(address, PATIENCE) as slow:
            slow.sendall(b"GET /callback")
            assert silent.recv(1) == b""
            assert slow.recv(1) == b""
            receiver._listener.read_timeout = PATIENCE
            get(uri + GOOD)
            assert outcome.result(PATIENCE)


def test_closing_ends_what_is_still_open() -> None:
    """A connection that trickles does not outlive the receiver, however long it could have gone on."""
    with waiting(read_timeout=2 * PATIENCE) as (uri, outcome):
        address = ("127.0.0.1", port_of(uri))
        trickling = socket.create_connection(address, PATIENCE)
        trickling.sendall(b"GET /callback")
        get(uri + GOOD)
        assert outcome.result(PATIENCE)
    with trickling:
        assert trickling.recv(1) == b""


@pytest.mark.parametrize("delivers", [True, False])
def test_the_program_goes_on_once_the_browser_has_its_page(monkeypatch: pytest.MonkeyPatch, delivers: bool) -> None:
    """It may end at once; a browser that does not fetch its page holds it up for a moment only."""
    sending, sent = threading.Event(), threading.Event()
    send = loopback._Handler._send

    def slow(handler: Any, page: Any) -> None:
        sending.set()
        assert sent.wait(PATIENCE)
        send(handler, page)

    monkeypatch.setattr(loopback._Handler, "_send", slow)
    monkeypatch.setattr(loopback, "_DELIVERY_TIMEOUT", PATIENCE if delivers else 0.01)
    with waiting() as (uri, outcome), ThreadPoolExecutor() as pool:
        answer = pool.submit(get, uri + GOOD)
        assert sending.wait(PATIENCE)
        if delivers:
            with pytest.raises(TimeoutError):
                outcome.result(0.05)
            sent.set()
        assert outcome.result(PATIENCE) == uri + GOOD
        sent.set()
        assert answer.result(PATIENCE).status == 200


def test_without_a_redirect_there_is_no_page_to_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the time is over, nothing else is waited for, and no thread is left."""
    waits: list[float] = []

    class WatchedWaiter(CallbackWaiter):
        def __init__(self, state: str) -> None:
            super().__init__(state)
            monkeypatch.setattr(self.delivered, "wait", waits.append)

    monkeypatch.setattr(loopback, "CallbackWaiter", WatchedWaiter)
    with LoopbackReceiver() as receiver, pytest.raises(CallbackError, match=r"within 0\.001 seconds"):
        receiver.receive(taken, login(receiver.redirect_uri), timeout=0.001)
    assert waits == []
    assert "oauth-loopback" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.parametrize("error", [BrokenPipeError(), ConnectionResetError(), TimeoutError(), ValueError("a mistake")])
def test_only_mistakes_of_the_program_are_shown(error: Exception, capfd: pytest.CaptureFixture[str]) -> None:
    """A browser that goes away is not one."""
    with LoopbackReceiver() as receiver:
        try:
            raise error
        except Exception:  # handle_error reads whichever is being handled
            receiver._listener.handle_error(None, ("127.0.0.1", 1))
    assert ("ValueError: a mistake" in capfd.readouterr().err) is isinstance(error, ValueError)


def test_connections_that_have_ended_are_forgotten() -> None:
    """Each is closed once: its number may belong to something else by then."""
    with LoopbackReceiver() as receiver, ThreadPoolExecutor() as pool:
        uri = receiver.redirect_uri
        outcome = pool.submit(receiver.receive, taken, login(uri), timeout=PATIENCE)
        assert get(uri + "?code=a&state=a-wrong-state").status == 400
        get(uri + GOOD)
        outcome.result(PATIENCE)
        for thread in threading.enumerate():
            if "process_request" in thread.name:
                thread.join(PATIENCE)
        assert receiver._listener._connections == set()


def test_a_page_is_delivered_when_the_last_browser_has_it() -> None:
    """However many ask for it, and even if the connection breaks while it is sent."""
    waiter = CallbackWaiter("the-right-state")
    target, sent = "/callback" + GOOD, list[int]()

    def broken(page: Any) -> None:
        assert waiter._pending == 1
        raise ConnectionResetError

    waiter.serve("/callback?code=a&state=", lambda page: sent.append(page.status))
    assert sent == [400]
    assert not waiter.arrived.is_set()
    waiter.concluded.set()
    with pytest.raises(ConnectionResetError):
        waiter.serve(target, broken)
    assert waiter.arrived.is_set()
    assert waiter.delivered.is_set()
    waiter.delivered.clear()
    waiter._pending = 1
    waiter.serve(target + "&later", lambda page: sent.append(page.status))
    assert not waiter.delivered.is_set()
    assert waiter.target == target
    assert sent == [400, 400]


def test_a_repeated_redirect_gets_the_same_page_and_the_code_is_used_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers fetch a page twice when they look ahead: the one that people see tells the truth too."""
    arrived = threading.Semaphore(0)

    class Counted(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            arrived.release()
            return super().wait(timeout)

    class CountingWaiter(CallbackWaiter):
        def __init__(self, state: str) -> None:
            super().__init__(state)
            self.concluded = Counted()

    finished: list[str] = []

    def finish(url: str, _: AuthorizationRequest) -> None:
        finished.append(url)
        assert arrived.acquire(timeout=PATIENCE)
        assert arrived.acquire(timeout=PATIENCE)

    monkeypatch.setattr(loopback, "CallbackWaiter", CountingWaiter)
    with waiting(finish) as (uri, outcome), ThreadPoolExecutor() as pool:
        answers = [pool.submit(get, uri + GOOD) for _ in range(2)]
        assert [answer.result(PATIENCE).status for answer in answers] == [200, 200]
        outcome.result(PATIENCE)
    assert len(finished) == 1


def test_a_failure_comes_through_and_the_page_tells_it_harmlessly() -> None:
    """What the server said is shown as text, and the program gets the error."""

    def finish(*_: object) -> None:
        raise AccessDeniedError('refused: <script>alert(1)</script> & "more"')

    with waiting(finish, caller="<the terminal>") as (uri, outcome):
        answer = get(f"{uri}?error=access_denied&state=the-right-state")
        with pytest.raises(AccessDeniedError):
            outcome.result(PATIENCE)
    assert answer.status == 400
    assert "The sign-in to Example failed" in answer.body
    assert "refused: &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;" in answer.body
    assert "&lt;the terminal&gt;" in answer.body
    assert "<script" not in answer.body


def test_another_exception_is_not_shown() -> None:
    """An error that is not this package's may hold anything."""

    def finish(*_: object) -> None:
        raise LookupError("a secret")

    with waiting(finish) as (uri, outcome):
        answer = get(uri + GOOD)
        with pytest.raises(LookupError):
            outcome.result(PATIENCE)
    assert answer.status == 400
    assert "a secret" not in answer.body


def test_the_wait_ends_in_time() -> None:
    """When nobody comes back, the caller learns that."""

    class Hasty:
        ticks = 0.0

        def monotonic(self) -> float:
            self.ticks += 200.0
            return self.ticks

        wall = monotonic

        def sleep(self, seconds: float) -> None:
            raise AssertionError("the receiver never sleeps")

    with LoopbackReceiver(clock=Hasty()) as receiver, pytest.raises(CallbackError, match="within 300 seconds"):
        receiver.receive(taken, login(receiver.redirect_uri))


@pytest.mark.parametrize(
    ("uri", "host", "port", "path", "hosts"),
    [
        ("http://127.0.0.1", "127.0.0.1", 80, "/", {"127.0.0.1", "127.0.0.1:80"}),
        ("http://localhost:80/cb", "localhost", 80, "/cb", {"localhost", "localhost:80"}),
        ("http://LOCALHOST:81/cb", "localhost", 81, "/cb", {"localhost:81"}),
        ("http://[::1]/a/b", "::1", 80, "/a/b", {"[::1]", "[::1]:80"}),
        ("http://[::1]:8080/", "::1", 8080, "/", {"[::1]:8080"}),
    ],
)
def test_the_address_of_a_redirect_uri(uri: str, host: str, port: int, path: str, hosts: set[str]) -> None:
    """The usual port may be left out of the URI, and of a request's Host."""
    assert LoopbackAddress.parse(uri) == LoopbackAddress(host, port, path, frozenset(hosts))


def test_a_redirect_in_the_last_second_is_in_time() -> None:
    """The wait ends when nothing is left of it, and not before."""
    with LoopbackReceiver(clock=Clock()) as receiver, ThreadPoolExecutor() as pool:
        uri = receiver.redirect_uri
        outcome = pool.submit(receiver.receive, taken, login(uri), timeout=0.5)
        get(uri + GOOD)
        assert outcome.result(PATIENCE) == uri + GOOD


def test_an_answering_that_begins_late_finds_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C may come while the thread begins: the caller hears of it, and the thread is quiet when it runs at last."""
    late: list[threading.Thread] = []

    def interrupted(self: threading.Thread) -> None:
        late.append(self)
        raise KeyboardInterrupt

    with LoopbackReceiver() as receiver, monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", interrupted)
        with pytest.raises(KeyboardInterrupt):
            receiver.receive(taken, login(receiver.redirect_uri))
    late[0].run()


def test_nothing_is_logged(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    """The address holds the code, so no request is written anywhere, good or bad."""
    caplog.set_level(0)
    with waiting() as (uri, outcome):
        get(uri + "?code=a&state=a-wrong-state")
        get(uri + GOOD, method="POST")
        ask(port_of(uri), b"nonsense\r\n\r\n")
        get(uri + GOOD)
        outcome.result(PATIENCE)
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_a_program_signs_people_in_with_it() -> None:
    """Receiver, sign-in and exchange fit each other: what comes out is a client that calls."""
    with LoopbackReceiver() as receiver, ThreadPoolExecutor() as browser:
        mock = Mock(redirect_uris=[receiver.redirect_uri])
        ready = mock.credentials.authorization_code
        app = replace(ready, redirect_uri=receiver.redirect_uri)
        started = app.start()
        shown = browser.submit(get, mock.visit(started.url))
        token = receiver.receive(app.finish, started, timeout=PATIENCE)
        assert shown.result(PATIENCE).status == 200
    with mock.client(app.resume(token)) as client:
        assert client.account.agents.me().email == "ada@example.com"


Visit = Callable[..., Any]


@pytest.fixture
def visit() -> Iterator[Visit]:
    """Opens a page as a browser does."""
    with http.Client(trust_env=False, timeout=PATIENCE) as browser:
        yield browser.get


def sign_in_at(uri: str) -> AuthorizationRequest:
    return AuthorizationRequest(
        url=f"{BASE}/oauth/authorize", state="right", redirect_uri=uri, base_url=BASE, expires_at=4e9
    )


def test_only_the_exact_redirect_ends_the_wait_and_the_page_is_harmless(
    visit: Visit, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever else comes is refused and does not end the wait; the page escapes, is not kept and tells no referrer."""
    caplog.set_level(1, "comm100")

    def refused(url: str, _: AuthorizationRequest) -> None:
        raise CallbackError(f"<script>alert({url.count('?')})</script>")

    with LoopbackReceiver() as receiver, ThreadPoolExecutor() as pool:
        uri = receiver.redirect_uri
        outcome = pool.submit(receiver.receive, refused, sign_in_at(uri), timeout=PATIENCE)
        for url, status in {
            f"{uri}?code=c&state=wrong": 400,
            f"{uri}?code=c": 400,
            f"{uri}/?code=c&state=right": 404,
            f"{uri.removesuffix('/callback')}/?code=c&state=right": 404,
        }.items():
            assert visit(url).status_code == status
        good = f"{uri}?code=c&state=right"
        assert visit(good, headers={"Host": "evil.example"}).status_code == 421
        assert not outcome.done()
        page = visit(good)
        assert isinstance(outcome.exception(PATIENCE), CallbackError)
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script" not in page.text
    with pytest.raises(http.ConnectError):
        visit(good)
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


class Hasty(Clock):
    """Time that flies, for those who look at it seldom."""

    def monotonic(self) -> float:
        self.advance(100)
        assert self.ticks < 6_000
        return self.ticks


def test_it_listens_at_a_literal_loopback_address_only() -> None:
    """On a port of the system's or the caller's choice, never at an address that other machines reach."""
    with LoopbackReceiver(clock=Hasty()) as any_port:
        address, port = any_port._listener.socket.getsockname()
        assert address == "127.0.0.1"
        assert any_port.redirect_uri == f"http://127.0.0.1:{port}/callback"
        with pytest.raises(CallbackError, match="within 90 seconds"):
            any_port.receive(lambda url, login: None, sign_in_at(any_port.redirect_uri), timeout=90)
    with LoopbackReceiver(port=port) as chosen:
        assert chosen._listener.socket.getsockname() == ("127.0.0.1", port)
    with LoopbackReceiver(f"http://localhost:{port}/cb") as named:
        assert named._listener.socket.getsockname() == ("127.0.0.1", port)
    for host in ("0.0.0.0", "[::]", "192.168.0.1", "app.example.com"):
        assert not is_loopback_redirect(f"http://{host}:{port}/cb")
        with pytest.raises(ConfigurationError):
            LoopbackReceiver(f"http://{host}:{port}/cb")


def test_it_is_bound_to_a_literal_loopback_address() -> None:
    """Other addresses of the machine do not lead to it."""
    with LoopbackReceiver() as receiver:
        port = port_of(receiver.redirect_uri)
        assert receiver._listener.socket.getsockname() == ("127.0.0.1", port)
        assert port > 0


def test_the_port_is_free_again_afterwards() -> None:
    """A chosen port can be used for the next sign-in at once; while it is taken, the error says so."""
    with LoopbackReceiver() as first:
        port = port_of(first.redirect_uri)
        with pytest.raises(ConfigurationError, match=f"port {port}"):
            LoopbackReceiver(port=port)
    with LoopbackReceiver(port=port) as second:
        assert second.redirect_uri == f"http://127.0.0.1:{port}/callback"


def test_a_registered_redirect_uri_is_kept_character_for_character() -> None:
    """Its path, its host name and its port are those that the server knows."""
    with LoopbackReceiver() as probe:
        port = port_of(probe.redirect_uri)
    uri = f"http://localhost:{port}/Signed%20in/"
    with waiting(redirect_uri=uri) as (same, outcome):
        assert same == uri
        assert get(f"http://127.0.0.1:{port}/Signed%20in/{GOOD}").status == 421
        assert get(f"http://127.0.0.1:{port}/Signed%20in/{GOOD}", host=f"LOCALHOST:{port}").status == 200
        assert outcome.result(PATIENCE) == uri + GOOD


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example.com/callback",
        "https://127.0.0.1:8400/callback",
        "http://0.0.0.0:8400/callback",
        "http://192.168.0.1:8400/callback",
        "http://127.0.0.2:8400/",
        "http://127.0.0.1.evil.example:8400/",
        "http://evil.example@127.0.0.1:8400/",
        "http://127.0.0.1@evil.example:8400/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:8400/?a=b",
        "http://127.0.0.1:8400/#a",
        "http://127.0.0.1:8400/a b",
        "http://[::1/",
        "urn:ietf:wg:oauth:2.0:oob",
        "",
    ],
)
def test_other_redirect_uris_are_refused(uri: str) -> None:
    """What does not lead to this machine, or holds more than an address, is not listened at."""
    assert not is_loopback_redirect(uri)
    with pytest.raises(ConfigurationError):
        LoopbackReceiver(uri)


@pytest.mark.parametrize(
    "arguments",
    [
        {"redirect_uri": 7},
        {"redirect_uri": b"http://127.0.0.1/"},
        {"port": "80"},
        {"product": 7},
        {"read_timeout": "5"},
    ],
)
def test_an_argument_of_another_type_is_refused(arguments: Any) -> None:
    """Before it listens anywhere."""
    with pytest.raises(ConfigurationError):
        LoopbackReceiver(**arguments)


def test_a_sign_in_that_fails_shows_no_code_in_its_traceback() -> None:
    """What the browser brought back is a credential until it is used."""

    def fail(*_: object) -> None:
        raise AccessDeniedError("no")

    with LoopbackReceiver() as receiver, ThreadPoolExecutor(1) as browser:
        browser.submit(get, receiver.redirect_uri + GOOD)
        with pytest.raises(AccessDeniedError) as caught:
            receiver.receive(fail, login(receiver.redirect_uri), timeout=PATIENCE)
    stack = traceback.TracebackException.from_exception(caught.value, capture_locals=True).stack
    code = GOOD.partition("code=")[2].partition("&")[0]
    assert [frame for frame in stack if frame.name == "receive"]
    assert not [frame for frame in stack if frame.filename != __file__ and f"code={code}" in f"{frame.locals}"]


@pytest.mark.parametrize("timeout", [None, "5", float("nan")])
def test_a_wait_without_end_is_refused(timeout: Any) -> None:
    """A redirect is waited for a number of seconds."""
    with LoopbackReceiver() as receiver, pytest.raises(ConfigurationError, match="timeout="):
        receiver.receive(lambda url, request: url, login(receiver.redirect_uri), timeout=timeout)


def test_a_redirect_uri_needs_its_port() -> None:
    """Port 0 stands for any port, which no server has registered."""
    with pytest.raises(ConfigurationError, match="needs the port"):
        LoopbackReceiver("http://127.0.0.1:0/callback")


@pytest.mark.parametrize(
    ("redirect_uri", "address"),
    [
        ("http://127.0.0.1", ("127.0.0.1", 80, "/", {"127.0.0.1", "127.0.0.1:80"})),
        ("http://127.0.0.1:81/a/b", ("127.0.0.1", 81, "/a/b", {"127.0.0.1:81"})),
        ("http://[::1]:80/", ("::1", 80, "/", {"[::1]", "[::1]:80"})),
        ("http://localhost:0/", ("localhost", 0, "/", {"localhost:0"})),
        ("http://127.0.0.2/", None),
        ("http://127.0.0.1.example/", None),
        ("http://a@127.0.0.1/", None),
        ("http://127.0.0.1:x/", None),
        ("http://127.0.0.1:65536/", None),
        ("http://127.0.0.1/a b", None),
        ("http://127.0.0.1/\u00e9", None),
        ("http://127.0.0.1/?a=b", None),
        ("http://127.0.0.1/#", None),
        ("https://127.0.0.1/", None),
        ("127.0.0.1/callback", None),
        ("", None),
    ],
)
def test_a_redirect_uri_of_this_machine_can_be_received(redirect_uri: str, address: Any) -> None:
    """By plain http on a loopback address (RFC 8252 section 7.3), without query and fragment."""
    assert is_loopback_redirect(redirect_uri) is (address is not None)
    if address is None:
        with pytest.raises(ConfigurationError, match="redirect URI"):
            LoopbackAddress.parse(redirect_uri)
    else:
        parsed = LoopbackAddress.parse(redirect_uri)
        assert (parsed.host, parsed.port, parsed.path, parsed.hosts) == address


def test_the_wait_looks_twice_a_second_until_its_time_is_over() -> None:
    """On Windows Ctrl-C only takes effect between two waits."""
    clock, waits = Clock(), list[float]()

    def wait(seconds: float) -> None:
        waits.append(seconds)
        clock.advance(seconds)

    waiter = CallbackWaiter("the-right-state")
    waiter.arrived.wait = wait  # type: ignore[method-assign,assignment]  # it takes no time
    with LoopbackReceiver(clock=clock) as receiver:
        with pytest.raises(CallbackError, match=r"within 1\.25 seconds"):
            receiver._wait_for_redirect(waiter, 1.25)
        assert waits == [0.5, 0.5, 0.25]
        waiter.target = "/callback?code=c"
        assert receiver._wait_for_redirect(waiter, 0.0) == waiter.target
    assert len(waits) == 3


@pytest.mark.parametrize(("target", "waits"), [("/callback?code=c", [5.0]), (None, [])])
def test_the_page_is_waited_for_if_a_browser_asked_for_it(target: str | None, waits: list[float]) -> None:
    """The thread that responds never keeps a program alive, and is gone afterwards."""
    waited: list[float] = []
    waiter = CallbackWaiter("the-right-state")
    waiter.delivered.wait = waited.append  # type: ignore[method-assign,assignment]  # it takes no time
    with LoopbackReceiver() as receiver, receiver._responding(waiter):
        (thread,) = (thread for thread in threading.enumerate() if thread.name == "oauth-loopback")
        assert thread.daemon
        waiter.target = target
    assert waited == waits
    assert not thread.is_alive()
