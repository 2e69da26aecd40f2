"""A canary scan: secrets of every flow, looked for in all that is printed, pickled, logged or raised."""

from __future__ import annotations

import copy
import dataclasses
import gc
import logging
import pickle
import threading
import traceback
import urllib.parse
import weakref
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

import comm100
from comm100 import (
    ApiKey,
    AsyncClient,
    AuthorizationCode,
    Client,
    ClientCredentials,
    Implicit,
    PartnerPassword,
    Password,
)
from comm100._http import http
from comm100.auth import MemoryStore, Token
from comm100.auth._redact import RedactedDict, SecretBytes
from comm100.auth._requests import Form
from comm100.auth._token_endpoint import TokenResponse
from comm100.auth.authorization import read_redirect
from comm100.errors import APIStatusError, OAuthError
from tests.auth.support import BASE, REDIRECT, SECRET, Clock, FakeAuthServer, application, call, make_context

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")

CANARIES = {
    name: f"canary-{name}-{number:04x}"
    for number, name in enumerate(
        ("api_key", "client_secret", "password", "code", "access", "refresh", "extra"), start=0xC0DE
    )
}
HIDDEN = tuple(CANARIES.values())


def leaks(text: str) -> list[str]:
    """Return the canaries in a text, encoded ones too."""
    return [secret for secret in HIDDEN if secret in text or urllib.parse.quote(secret, safe="") in text]


def everyone(*, clock: Any = None, **options: Any) -> list[Any]:
    """Return credentials of every kind, full of canaries."""
    login = {**options, "clock": clock or Clock()}
    extra = {"tenant": CANARIES["extra"]}
    client: dict[str, Any] = {
        "client_id": "example-client",
        "client_secret": CANARIES["client_secret"],
        "site_id": 10000,
    }
    return [
        ApiKey("ada@example.com", CANARIES["api_key"]),
        Password(email="ada@example.com", password=CANARIES["password"], extra=extra, **options),
        PartnerPassword(email="partner@example.com", password=CANARIES["password"], **options),
        ClientCredentials(**client, **options),
        AuthorizationCode(**client, redirect_uri=REDIRECT, **login),
        Implicit(client_id="example-client", redirect_uri=REDIRECT, **login),
    ]


def token() -> Token:
    return Token(access_token=CANARIES["access"], base_url=BASE, issued_at=0.0, refresh_token=CANARIES["refresh"])


def objects(clock: Clock) -> list[Any]:
    """Return all that a program or a debugger may hold of this package."""
    transport = http.MockTransport(lambda request: http.Response(200))
    credentials = everyone()
    app = credentials[4]
    resumed = app.resume(token(), MemoryStore())
    login = app.start(pkce=True)
    bindable = [*credentials[:4], resumed]
    bound = [credential.bind(make_context(transport, clock)) for credential in bindable]
    return [
        *credentials,
        token(),
        resumed,
        login,
        *bound,
        *(credential._source for credential in bound if hasattr(credential, "_source")),
        *(credential._source._refresher for credential in bound if hasattr(credential, "_source")),
        *(credential._source._refresher._grant for credential in bound if hasattr(credential, "_source")),
        *(Client(auth=credential, transport=transport) for credential in bindable),
        *(AsyncClient(auth=credential, transport=transport) for credential in bindable),
        resumed.store,
        app.extra,
        app._values(),
        Form({"password": CANARIES["password"]}),
        SecretBytes(CANARIES["password"].encode()),
        RedactedDict(CANARIES),
        TokenResponse(200, {}, CANARIES["access"].encode()),
        TokenResponse(200, {}, b'{"access_token": "%s"}' % CANARIES["access"].encode()).fields(),
        read_redirect(f"?code={CANARIES['code']}", fragment=False),
    ]


def test_no_secret_is_printed(clock: Clock) -> None:
    """repr(), str() and format() of everything show none, and neither does a list of it."""
    login = everyone()[4].start(pkce=True)
    assert login.state not in repr(login)
    assert login.code_verifier not in repr(login)
    for holder in objects(clock):
        assert leaks(f"{holder!r} {holder} {[holder]}") == []


def test_no_secret_is_pickled(clock: Clock) -> None:
    """Pickling is refused or finds nothing; a copy is the object itself and not its parts."""
    for holder in objects(clock):
        try:
            data = pickle.dumps(holder)
        except (TypeError, AttributeError, pickle.PicklingError):
            continue
        assert isinstance(holder, SecretBytes | RedactedDict | type(None)) or leaks(data.decode("latin-1")) == []
    for holder in [*everyone(), token()]:
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(holder)
        assert copy.copy(holder) is holder
        assert copy.deepcopy([holder]) == [holder]


def test_urls_hold_no_secret() -> None:
    """The browser's history keeps the authorization URL."""
    login = everyone()[4].start(pkce=True)
    assert leaks(login.url) == []
    assert login.code_verifier not in login.url


def frames(error: BaseException) -> str:
    """Return a traceback with the local variables of all frames but the tests' own."""
    lines = []
    for frame in traceback.TracebackException.from_exception(error, capture_locals=True).stack:
        if Path(frame.filename).parent != Path(__file__).parent:
            lines.append(f"{frame.name} {frame.locals}")
    return "\n".join(lines)


ANSWERS: list[Callable[[str], Any]] = [
    lambda echo: http.Response(
        400, json={"error": "invalid_grant", "error_description": echo, "error_uri": "https://x/" + echo}
    ),
    lambda echo: http.Response(401, json={"error": echo}),
    lambda echo: http.Response(400, json={"code": 1, "message": echo}),
    lambda echo: http.Response(401, json={"Message": echo}),
    lambda echo: http.Response(403, html=echo),
    lambda echo: http.Response(400, text="", headers={"X-Request-Id": "1", "Content-Type": "text/plain"}),
    lambda echo: http.Response(200, html=echo),
    lambda echo: http.Response(200, json=[echo]),
    lambda echo: http.Response(200, json={"access_token": CANARIES["access"] + " " + echo}),
    lambda echo: http.Response(200, json={"access_token": CANARIES["access"], "token_type": echo}),
    lambda echo: http.Response(307, headers={"Location": "https://evil.example/?" + urllib.parse.quote(echo)}),
    lambda echo: _raise(http.ConnectError("refused")),
    lambda echo: _raise(http.ReadTimeout("late")),
]


def _raise(error: Exception) -> Any:
    raise error


def sign_in(credentials: Any, auth_server: FakeAuthServer, clock: Clock) -> None:
    """Get a token, in whatever way the credentials do."""
    if isinstance(credentials, AuthorizationCode):
        login = credentials.start(pkce=True)
        credentials.finish(f"{REDIRECT}?code={CANARIES['code']}&state={login.state}", login)
    elif isinstance(credentials, Implicit):
        login = credentials.start()
        credentials.finish(f"{REDIRECT}#access_token={CANARIES['access']}%20&state={login.state}", login)
    else:
        call(auth_server, credentials.bind(make_context(auth_server.transport, clock)))


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_no_error_shows_a_secret(clock: Clock, auth_server: FakeAuthServer, number: int) -> None:
    """Whatever a token endpoint does, echoing included: message, arguments and traceback with locals are clean."""
    auth_server.answer = lambda form: ANSWERS[number](" ".join(form.values()))
    for credentials in everyone(transport=auth_server.transport)[1:]:
        with pytest.raises(OAuthError) as caught:
            sign_in(credentials, auth_server, clock)
        error = caught.value
        assert leaks(f"{error} {error!r} {error.args} {error.error_description} {error.error_uri} {error.error}") == []
        assert leaks(frames(error)) == []


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_no_error_of_a_refresh_shows_a_secret(clock: Clock, auth_server: FakeAuthServer, number: int) -> None:
    """The refresh token is as secret as the password."""
    auth_server.answer = lambda form: ANSWERS[number](" ".join(form.values()))
    app = everyone(transport=auth_server.transport)[4]
    bound = app.resume(token()).bind(make_context(auth_server.transport, clock))
    with pytest.raises(OAuthError) as caught:
        call(auth_server, bound)
    assert leaks(f"{caught.value} {caught.value!r} {vars(caught.value)}") == []
    assert leaks(frames(caught.value)) == []


@pytest.mark.parametrize(
    "redirected",
    [
        f"{REDIRECT}?code={CANARIES['code']}",
        f"{REDIRECT}?code={CANARIES['code']}&state=wrong",
        f"{REDIRECT}?code={CANARIES['code']}&code=2",
        f"{REDIRECT}?code={CANARIES['code']}&x=%FF",
    ],
)
def test_no_error_of_a_redirect_shows_the_code(redirected: str) -> None:
    """A code that was not used is still good for someone else."""
    app = everyone()[4]
    login = app.start()
    with pytest.raises(OAuthError) as caught:
        app.finish(redirected, login)
    assert leaks(f"{caught.value} {caught.value!r}") == []
    assert leaks(frames(caught.value)) == []
    assert login.state not in f"{caught.value} {caught.value!r}"


class _Server(BaseHTTPRequestHandler):
    """Hands out the canaries as tokens, refuses them once, and speaks HTTP for real."""

    refused = False

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._say(200, f'{{"access_token": "{CANARIES["access"]}", "refresh_token": "{CANARIES["refresh"]}"}}')

    def do_GET(self) -> None:
        first, _Server.refused = not _Server.refused, True
        self._say(401 if first else 200, "{}")

    def _say(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def loopback() -> Iterator[str]:
    """The URL of a real server on this machine."""
    _Server.refused = False
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_no_log_line_and_no_event_hook_shows_a_secret(
    loopback: str, caplog: pytest.LogCaptureFixture, level: int
) -> None:
    """Over real sockets, with the HTTP library's own loggers: token requests pass no hook, and headers are masked."""
    seen: list[str] = []

    def note(message: Any) -> None:
        seen.append(f"{message!r} {message.headers!r} {getattr(message, 'url', '')} {getattr(message, 'history', '')}")

    hooks = {"request": [note], "response": [note]}
    with caplog.at_level(level):
        for credentials in everyone()[:4]:
            with (
                http.Client(event_hooks=hooks) as library,
                Client(auth=credentials, base_url=loopback, http_client=library) as client,
            ):
                _Server.refused = isinstance(credentials, ApiKey | PartnerPassword)
                client.request("GET", "/api/v2/account/agents/me")
        app = everyone()[4]
        login = app.start(base_url=loopback, pkce=True)
        app.finish(f"{REDIRECT}?code={CANARIES['code']}&state={login.state}", login)
    assert any("/oauth/token" in record.getMessage() for record in caplog.records)
    assert leaks(caplog.text + "".join(str(vars(record)) for record in caplog.records)) == []
    assert leaks("".join(seen)) == []
    assert not any("/oauth/token" in line for line in seen)


def test_the_password_is_gone_after_the_exchange(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Nothing that the client holds leads to the password any more, and the credentials object is free."""
    credentials = Password(email="ada@example.com", password="".join(["gone-", "after-use"]))
    left = weakref.ref(credentials)
    with Client(auth=credentials, transport=auth_server.transport, clock=clock) as client:
        client.request("GET", "/api/v2/account/agents/me")
        auth_server.forms.clear()
        auth_server.requests.clear()
        del credentials
        gc.collect()
        assert left() is None
        assert "gone-after-use" not in reachable(client._auth)


def reachable(root: object) -> set[str]:
    """Return all texts that an object leads to, without its module and class."""
    seen: set[int] = set()
    texts: set[str] = set()
    queue = [root]
    while queue:
        node = queue.pop()
        if id(node) in seen or isinstance(node, type | type(comm100)) or type(node).__name__ == "MockTransport":
            continue
        seen.add(id(node))
        if isinstance(node, str):
            texts.add(node)
        elif isinstance(node, FunctionType):
            queue.extend(cell.cell_contents for cell in node.__closure__ or ())
        else:
            queue.extend(gc.get_referents(node))
    return texts


@pytest.mark.undocumented
def test_a_sign_in_and_two_refusals_show_no_secret(
    auth_server: FakeAuthServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """What a program holds, and what it gets when the server refuses; test_secret_leaks has the long form."""
    caplog.set_level(1)
    app = application(transport=auth_server.transport, clock=clock)
    login = app.start(pkce=True)
    token = app.finish(f"{REDIRECT}?code=the-code&state={login.state}", login)
    credentials = app.resume(token)
    secrets = (SECRET, "the-code", "access-", "refresh-", login.state, login.code_verifier or "")
    client = Client(credentials, transport=auth_server.transport, clock=clock)
    for holder in (app, login, token, credentials, client, client._auth, auth_server.requests[0]):
        assert not any(secret in f"{holder!r} {holder}" for secret in secrets)
    for holder in (app, login, token, credentials, client._auth):
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(holder)
    auth_server.always_401 = True
    for kind in (APIStatusError, OAuthError):
        with pytest.raises(kind) as caught:
            client.account.agents.me()
        shown = f"{caught.value!r} {vars(caught.value)} {''.join(traceback.format_exception(caught.value))}"
        assert not any(secret in shown for secret in secrets)
        assert not any(secret.encode() in pickle.dumps(caught.value) for secret in secrets)
        clock.advance(43_199)
        auth_server.answer = lambda form: http.Response(
            400, json={"error": "x", "error_description": f"{form.values()}"}
        )
    logged = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "oauth/token" in logged
    assert not any(secret in logged for secret in secrets)


@pytest.mark.parametrize("show", [vars, dataclasses.asdict])
def test_the_fields_of_credentials_and_tokens_show_no_secret(show: Callable[[Any], Any], clock: Clock) -> None:
    """As a debugger or an error reporter lists them; the attributes themselves are the texts."""
    held = [
        credential
        for credential in everyone()
        if dataclasses.is_dataclass(credential) and getattr(credential, "store", None) is None
    ]
    held += [token()] if show is dataclasses.asdict else [token(), everyone()[4].start()]
    for credential in held:
        listed = show(credential)
        assert leaks(f"{listed!r} {listed}") == [], type(credential)
    assert token().access_token == CANARIES["access"]
    assert token().header == f"Bearer {CANARIES['access']}"
