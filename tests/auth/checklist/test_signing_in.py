"""The security checklist, lines 7 to 13: the browser's way to the server and back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import queue
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from comm100 import AuthorizationCode, Implicit
from comm100._http import http
from comm100.auth import AuthorizationRequest
from comm100.auth.loopback import LoopbackReceiver, is_loopback_redirect, open_browser
from comm100.errors import CallbackError, ConfigurationError, OAuthError, StateMismatchError
from tests.auth.support import BASE, PATIENCE, REDIRECT, SECRET, Authority, Clock, application

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")


@pytest.fixture
def app(authority: Authority, clock: Clock) -> AuthorizationCode:
    return application(transport=authority.transport, clock=clock)


def came_back(login: AuthorizationRequest, query: str = "code=c") -> str:
    return f"{REDIRECT}?{query}&state={login.state}"


def test_07_state_is_random_urlsafe_single_use_expiring_compared_in_constant_time_never_optional_and_checked_first(
    app: AuthorizationCode, authority: Authority, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the right state neither the code nor the error of a redirect is looked at, and nothing is sent."""
    compared: list[Any] = []
    compare = hmac.compare_digest

    def watched(*texts: bytes) -> bool:
        compared.append(texts)
        return compare(*texts)

    monkeypatch.setattr(hmac, "compare_digest", watched)
    logins = [app.start() for _ in range(50)]
    assert len({login.state for login in logins}) == 50
    assert all(len(base64.urlsafe_b64decode(login.state + "==")) >= 16 for login in logins)
    assert all(quote(login.state, safe="") == login.state for login in logins)
    login, late = logins[:2]
    for query in ("code=c", "error=access_denied", "code=", "", "iss=https%3A%2F%2Fevil.example"):
        for state in ("", "&state=", f"&state={login.state[:-1]}", f"&state={late.state}"):
            with pytest.raises(StateMismatchError):
                app.finish(f"{REDIRECT}?{query}{state}", login)
    clock.advance(60 * 60)
    with pytest.raises(StateMismatchError, match="late"):
        app.finish(came_back(late), late)
    assert authority.forms == []
    fresh = app.start()
    app.finish(came_back(fresh), fresh)
    with pytest.raises(StateMismatchError, match="already"):
        app.finish(came_back(fresh), fresh)
    assert (fresh.state.encode(),) * 2 in compared
    assert len(authority.forms) == 1


@pytest.mark.parametrize("query", ["code=a&code=b", "code=a&c%6fde=b", "iss=x&iss=y", "state=x", "x=1&x=1"])
def test_08_duplicate_callback_parameters_are_refused(app: AuthorizationCode, authority: Authority, query: str) -> None:
    """Whichever of the two an attacker added, neither is believed; in a query and in a fragment."""
    implicit = Implicit(client_id="c", redirect_uri=REDIRECT, clock=app.clock)
    for flow, mark in ((app, "?"), (implicit, "#")):
        login = flow.start()
        with pytest.raises(CallbackError, match="twice"):
            flow.finish(f"{REDIRECT}{mark}{query}&access_token=t&state={login.state}", login)
    assert authority.forms == []


def test_09_pkce_is_s256_never_plain_off_unless_asked_for_and_its_verifier_is_never_logged(
    app: AuthorizationCode, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    """The challenge goes out first, the verifier with the code; the log of both legs holds no verifier and no code."""
    caplog.set_level(1)
    plain = app.start()
    assert plain.code_verifier is None
    assert "code_challenge" not in plain.url
    login = app.start(pkce=True)
    verifier = login.code_verifier or ""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    query = parse_qs(urlsplit(login.url).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["code_challenge"] == [challenge]
    assert 43 <= len(verifier) <= 128
    app.finish(came_back(login, "code=the-code"), login)
    assert authority.forms[0]["code_verifier"] == verifier
    logged = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "oauth/token" in logged
    assert verifier not in logged
    assert "the-code" not in logged


@pytest.mark.parametrize("tail", ["", "/", "?tenant=a%20b&x=%c3%a4", "?x=a+b", "/%7Euser/../", "?next=https://a/"])
def test_10_redirect_uri_is_byte_identical_in_both_legs(authority: Authority, clock: Clock, tail: str) -> None:
    """What the application registered is sent as it was written, twice."""
    uri = f"https://App.Example.com/callback{tail}"
    app = AuthorizationCode(
        client_id="c", client_secret=SECRET, redirect_uri=uri, transport=authority.transport, clock=clock
    )
    login = app.start()
    app.finish(f"{uri}{'&' if '?' in uri else '?'}code=c&state={login.state}", login)
    assert parse_qs(urlsplit(login.url).query, strict_parsing=True)["redirect_uri"] == [uri]
    assert authority.forms[0]["redirect_uri"] == uri


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


def test_11_the_loopback_receiver_takes_one_valid_redirect_at_its_exact_path_and_host_and_logs_nothing(
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


def test_11_the_loopback_receiver_binds_a_literal_loopback_address_and_ends_with_a_timeout() -> None:
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


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "--new-window",
        "ftp://example.com/",
        "https://example.com/\n--flag",
        "https://example.com/\x1b[31m",
        "https://example.com/ --flag",
        "\thttps://example.com/",
        "https://example.com/\u202e",
    ],
)
def test_12_a_browser_is_opened_only_for_http_urls_without_control_characters(url: str) -> None:
    """What a server chose must not become another program, another option or another line."""
    opened: queue.Queue[str] = queue.Queue()
    with pytest.raises(ConfigurationError):
        open_browser(url, opener=opened.put)
    open_browser("https://example.com/?a=b%20c", opener=opened.put)
    assert opened.get(timeout=PATIENCE) == "https://example.com/?a=b%20c"


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize("answer", [200, 400, 429, 500, 503, http.ReadTimeout, http.RemoteProtocolError])
def test_13_an_authorization_code_is_used_once_and_never_retried_after_the_server_answered(
    app: AuthorizationCode, authority: Authority, answer: Any
) -> None:
    """Whatever came back, or did not: one request, and the same redirect again is refused without another."""

    def respond(form: dict[str, str]) -> Any:
        if not isinstance(answer, int):
            raise answer("gone")
        return http.Response(answer, headers={"Retry-After": "0"})

    authority.answer = respond
    login = app.start()
    with pytest.raises(OAuthError):
        app.finish(came_back(login), login)
    with pytest.raises(StateMismatchError, match="already"):
        app.finish(came_back(login), login)
    assert len(authority.forms) == 1
