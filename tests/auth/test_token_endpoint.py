"""Token requests: what is sent, what of the answer is believed, and when it is sent again."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from comm100 import errors
from comm100._http import http
from comm100.auth import ClientContext, SystemClock, Token
from comm100.auth._flows import ClientCredentialsFlow
from comm100.auth._redact import value_object
from comm100.auth._requests import Flow, Form, TokenRequest
from comm100.auth._token_endpoint import TokenEndpoint
from tests.auth.support import (
    BASE,
    REDIRECT,
    SECRET,
    Ask,
    Clock,
    FakeAuthServer,
    application,
    call,
    client_credentials,
    make_context,
    signed_in,
)

CODE = "the-authorization-code"


def send(
    answer: Callable[[], Any], *, grant: str = "client_credentials", clock: Clock | None = None, **options: Any
) -> Token:
    """Send one token request to a server that answers so, and return the token."""
    transport = http.MockTransport(lambda request: answer())
    context = dataclasses.replace(make_context(transport, clock or Clock()), max_retries=options.pop("retries", 0))
    request = TokenRequest(f"{BASE}/token", grant, Form({"grant_type": grant}), authorization=None, secrets=())
    return TokenEndpoint(context).send(request, **options)


def failure(answer: Callable[[], Any], **options: Any) -> errors.OAuthError:
    """Return the error of a token request."""
    with pytest.raises(errors.OAuthError) as caught:
        send(answer, **options)
    return caught.value


def exchange(auth_server: FakeAuthServer, clock: Clock, **options: Any) -> Token:
    """Finish a sign-in, which is one token request."""
    app = application(transport=auth_server.transport, clock=clock, **options)
    login = app.start()
    return app.finish(f"https://app.example.com/callback?code={CODE}&state={login.state}", login)


def ask(auth_server: FakeAuthServer, clock: Clock) -> Any:
    """Call the API with client credentials, which leads to a token request first."""
    return call(auth_server, client_credentials().bind(make_context(auth_server.transport, clock)))


def refresh(auth_server: FakeAuthServer, clock: Clock) -> Any:
    """Call the API with an expired token, which leads to a refresh first."""
    bound = signed_in(auth_server, clock)
    clock.advance(50_000)
    return call(auth_server, bound)


def test_a_code_is_exchanged_with_the_documented_form(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Grant, code, redirect URI and client, in the body, and nothing in the URL."""
    exchange(auth_server, clock)
    verifier = auth_server.forms[0].pop("code_verifier")
    assert 43 <= len(verifier) <= 128
    assert auth_server.forms == [
        {
            "grant_type": "authorization_code",
            "code": CODE,
            "redirect_uri": "https://app.example.com/callback",
            "client_id": "example-client",
            "client_secret": SECRET,
        }
    ]
    request = auth_server.requests[0]
    assert str(request.url) == "https://hosted.comm100.com/oauth/token"
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.headers["Accept"] == "application/json"
    assert "Authorization" not in request.headers


def test_every_character_survives_the_form(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Plus, ampersand, percent, space and umlaut arrive as they were (RFC 6749 appendix B)."""
    secret = "a+b &%=ä;\N{GRINNING FACE}"
    credentials = client_credentials(extra={"audience": secret})
    call(auth_server, credentials.bind(make_context(auth_server.transport, clock)))
    assert auth_server.forms[0]["audience"] == secret
    assert b"+" not in auth_server.requests[0].content.replace(b"%2B", b"")


@value_object()
class Standard(ClientCredentialsFlow):
    """Client credentials of a document that does not describe its token endpoint."""

    flow: ClassVar[Flow] = Flow(
        scheme="standard",
        kind="clientCredentials",
        grant_type="client_credentials",
        wire={"client_id": "client_id", "client_secret": "client_secret", "scope": "scope"},
        secrets=frozenset({"client_secret"}),
        token_request=("grant_type", "client_id", "client_secret", "scope"),
        basic=True,
        token_url="https://id.example.net/oauth/token",
    )

    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    scope: str | None = None


def test_http_basic_encodes_both_parts_first(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A client that authenticates with HTTP Basic form-encodes id and secret (RFC 6749 section 2.3.1)."""
    credentials = Standard(client_id="my:client", client_secret="a+b c%", scope="read write", extra={"audience": "api"})
    call(auth_server, credentials.bind(make_context(auth_server.transport, clock)))
    request = auth_server.requests[0]
    assert request.url.host == "id.example.net"
    kind, _, pair = request.headers["Authorization"].partition(" ")
    assert (kind, base64.b64decode(pair)) == ("Basic", b"my%3Aclient:a%2Bb%20c%25")
    assert auth_server.forms == [{"grant_type": "client_credentials", "scope": "read write", "audience": "api"}]


def test_a_client_without_a_secret_names_itself_in_the_form(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A public client sends its client_id in the body (RFC 6749 section 3.2.1)."""
    call(auth_server, Standard(client_id="me").bind(make_context(auth_server.transport, clock)))
    assert auth_server.forms == [{"grant_type": "client_credentials", "client_id": "me"}]
    assert "Authorization" not in auth_server.requests[0].headers


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("invalid_request", errors.InvalidRequestError),
        ("invalid_client", errors.InvalidClientError),
        ("invalid_grant", errors.InvalidGrantError),
        ("unauthorized_client", errors.UnauthorizedClientError),
        ("unsupported_grant_type", errors.UnsupportedGrantTypeError),
        ("invalid_scope", errors.InvalidScopeError),
        ("server_error", errors.ServerError),
        ("temporarily_unavailable", errors.TemporarilyUnavailableError),
        ("something_else", errors.OAuthError),
    ],
)
def test_each_error_code_has_its_class(code: str, kind: type[errors.OAuthError]) -> None:
    """The code decides, even where the status claims success (RFC 6749 section 5.2)."""
    body = {"error": code, "error_description": "In words.", "error_uri": "https://example.com/help"}
    for status in (400, 401, 200):
        error = failure(partial(http.Response, status, json=body, headers={"X-Request-Id": "abc-123"}))
        assert type(error) is kind
        assert "In words" in str(error)
        assert (error.error, error.error_description, error.error_uri) == tuple(body.values())
        assert (error.status_code, error.request_id) == (status, "abc-123")


@pytest.mark.parametrize(
    ("status", "body", "number", "words", "text"),
    [
        (401, {"code": 400000, "message": "No."}, 400000, "No.", "401: No.. Check the credentials. Ask again."),
        (400, {"Message": "Denied."}, None, "Denied.", "400: Denied.. Check the credentials. Ask again."),
        (403, {"ErrorMessage": "No."}, None, "No.", "403: No.. Check the credentials."),
        (401, {"something": "else"}, None, None, "401. Check the credentials. Ask again."),
        (402, {"error": {"code": 1}}, None, None, "402. Check the credentials."),
        (401, {"code": True, "message": ""}, None, None, "401. Check the credentials. Ask again."),
        (401, {"code": "7"}, None, None, "401. Check the credentials. Ask again."),
    ],
)
def test_a_servers_own_error_shapes_are_read(
    status: int, body: Any, number: int | None, words: str | None, text: str
) -> None:
    """Number and words come through, with the status; the caller's advice is for those that refuse the credentials."""
    error = failure(lambda: http.Response(status, json=body), advice="Ask again.")
    assert type(error) is errors.TokenRefusedError
    assert (error.status_code, error.code, error.error_description) == (status, number, words)
    assert str(error) == f"The token request to {BASE}/token returned {text}"


@pytest.mark.parametrize(
    "answer",
    [
        {"html": "<html>Sign in: hidden-words</html>"},
        {"text": ""},
        {"json": ["hidden-words"]},
        {"json": "hidden-words"},
        {"content": b'{"access_token": "hidden-words"'},
        {"content": b"\xff\xfe hidden-words"},
        {"content": b"[" * 60_000},
    ],
)
def test_what_is_no_json_object_is_a_typed_error_without_the_body(answer: dict[str, Any]) -> None:
    """HTML, nothing, a list, broken text and endless nesting: status and kind of body are told, not the body."""
    for status in (200, 400, 403, 404, 503):
        error = failure(partial(http.Response, status, **answer))
        assert type(error) is errors.TokenResponseError
        assert error.status_code == status
        assert "hidden-words" not in f"{error} {error!r} {vars(error)}"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"access_token": None},
        {"access_token": 5},
        {"access_token": ""},
        {"access_token": "with space"},
        {"access_token": "line\nbreak"},
        {"access_token": "ok", "refresh_token": "with\ttab"},
        {"access_token": "ok", "token_type": "DPoP"},
        {"access_token": "ok", "token_type": "mac"},
        {"access_token": "ok", "token_type": 7},
    ],
)
def test_a_success_that_holds_no_bearer_token_is_a_typed_error(body: dict[str, Any]) -> None:
    """Missing, misshapen or of another type: refused, and no value is shown."""
    error = failure(lambda: http.Response(200, json=body))
    assert type(error) is errors.TokenResponseError
    assert "with space" not in str(error)


@pytest.mark.undocumented
@pytest.mark.parametrize("blank", [None, "", False])
def test_a_blank_refresh_token_is_none(auth_server: FakeAuthServer, clock: Clock, ask: Ask, blank: Any) -> None:
    """Some servers send the member always."""
    auth_server.answer = lambda form: http.Response(200, json={"access_token": "ok", "refresh_token": blank})
    bound = client_credentials().bind(make_context(auth_server.transport, clock))
    ask(auth_server, bound)
    assert bound.token is not None
    assert (bound.token.access_token, bound.token.refresh_token, bound.token.scope) == ("ok", None, None)


@pytest.mark.undocumented
@pytest.mark.parametrize("location", ["https://evil.example/token", f"{BASE}/oauth/token/"])
def test_a_redirect_is_an_error_and_not_followed(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask, location: str
) -> None:
    """Wherever it points: the client's secret does not travel on, at the first request or at a refresh."""
    auth_server.answer = lambda form: http.Response(307, headers={"Location": location}, json={"access_token": "t"})
    for bound in (client_credentials().bind(make_context(auth_server.transport, clock)), signed_in(auth_server, clock)):
        clock.advance(50_000)
        with pytest.raises(errors.TokenResponseError, match="redirect"):
            ask(auth_server, bound)
    assert [str(request.url) for request in auth_server.requests] == [f"{BASE}/oauth/token"] * 2
    assert auth_server.calls == []


@pytest.mark.parametrize("status", [200, 400, 503])
def test_an_endless_answer_is_cut_off(status: int) -> None:
    """No more than 64 KiB of an answer are read, be it a success or an error."""
    sent = 0

    class Endless(http.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            nonlocal sent
            while sent < 100_000_000:
                sent += 4096
                yield b" " * 4096

    error = failure(lambda: http.Response(status, stream=Endless()))
    assert type(error) is errors.TokenResponseError
    assert f"returned {status} with a body that is too long" in str(error)
    assert 0 < sent <= 70_000


@pytest.mark.undocumented
def test_a_trickling_answer_is_cut_off(auth_server: FakeAuthServer, clock: Clock) -> None:
    """An answer that comes byte by byte ends with the timeout, not with the server's patience."""

    class Trickle(http.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for _ in range(10_000):
                clock.advance(1)
                yield b"x"

    start = clock.ticks
    auth_server.answer = lambda form: http.Response(200, stream=Trickle())
    with pytest.raises(errors.TokenOutcomeUnknownError):
        exchange(auth_server, clock, timeout=5.0)
    assert clock.ticks - start < 10


@pytest.mark.undocumented
@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("identity", lambda body: [body]),
        ("gzip", lambda body: [gzip.compress(body)]),
        (" X-GZIP", lambda body: [gzip.compress(body)]),
        ("gzip", lambda body: [gzip.compress(body)[:9], gzip.compress(body)[9:]]),
        ("gzip", lambda body: [gzip.compress(body[:9]) + gzip.compress(body[9:])]),
        (", identity,GZIP,", lambda body: [gzip.compress(body)]),
        ("", lambda body: [body]),
        ("utf-8", lambda body: [body]),
    ],
)
def test_a_token_that_came_compressed_is_not_lost(
    auth_server: FakeAuthServer, clock: Clock, coding: str, pack: Any
) -> None:
    """Nobody asked for that, but the server has issued it, and forgotten the refresh token that it was sent."""
    auth_server.answer = lambda form: http.Response(
        200, headers={"Content-Encoding": coding}, stream=_Chunks(pack(auth_server.issue(form).content))
    )
    assert refresh(auth_server, clock).status_code == 200
    assert auth_server.requests[-1].headers["Accept-Encoding"] == "identity"


@pytest.mark.undocumented
@pytest.mark.parametrize(
    ("coding", "pack", "said"),
    [
        ("gzip", lambda: b"{}", "a body in gzip that cannot be decoded"),
        ("gzip", lambda: gzip.compress(b"{}")[:-4], "a body in gzip that cannot be decoded"),
        ("deflate", lambda: gzip.compress(b"{}"), "a body in deflate that cannot be decoded"),
        ("gzip, gzip", lambda: gzip.compress(b"{}"), "a body in gzip, gzip that cannot be decoded"),
        ("gzip", lambda: gzip.compress(b"[]"), "a JSON array"),
        ("gzip", lambda: gzip.compress(bytes(10 << 20)), "a body that is too long"),
    ],
)
def test_a_compressed_body_without_a_token_is_described(
    auth_server: FakeAuthServer, clock: Clock, coding: str, pack: Any, said: str
) -> None:
    """A small one can become any size, so it is decompressed step by step."""
    auth_server.answer = lambda form: http.Response(200, headers={"Content-Encoding": coding}, stream=_Chunks([pack()]))
    with pytest.raises(errors.TokenResponseError, match=said):
        ask(auth_server, clock)


class _Chunks(http.SyncByteStream):
    def __init__(self, chunks: list[bytes]) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks


@pytest.mark.undocumented
@pytest.mark.parametrize("act", [ask, refresh])
def test_a_passing_failure_is_asked_again(auth_server: FakeAuthServer, clock: Clock, act: Any) -> None:
    """Twice, with growing pauses that are not the same each time."""
    answers = iter([http.Response(429), http.Response(503)])
    auth_server.answer = lambda form: next(answers, None) or auth_server.issue(form)
    assert act(auth_server, clock).status_code == 200
    assert len(auth_server.forms) == 3
    assert 0.5 <= clock.pauses[0] <= 1.0 <= clock.pauses[1] <= 2.0


@pytest.mark.undocumented
def test_a_failure_that_stays_is_told(auth_server: FakeAuthServer, clock: Clock) -> None:
    """After three attempts the last answer becomes the error."""
    auth_server.answer = lambda form: http.Response(503, html="<p>Down</p>")
    with pytest.raises(errors.TokenResponseError, match="503") as caught:
        ask(auth_server, clock)
    assert caught.value.status_code == 503
    assert len(auth_server.forms) == 3


@pytest.mark.undocumented
@pytest.mark.parametrize("value", ["7", "Fri, 15 Jan 2027 08:00:07 GMT"])
def test_retry_after_is_heeded(auth_server: FakeAuthServer, clock: Clock, value: str) -> None:
    """In seconds or as a date (RFC 9110 section 10.2.3)."""
    assert clock.now == 1_800_000_000  # Fri, 15 Jan 2027 08:00:00 GMT
    answers = iter([http.Response(429, headers={"Retry-After": value})])
    auth_server.answer = lambda form: next(answers, None) or auth_server.issue(form)
    ask(auth_server, clock)
    assert clock.pauses == [7.0]


@pytest.mark.parametrize(("status", "requests"), [(400, 1), (404, 1), (429, 3), (499, 1), (500, 3), (503, 3), (599, 3)])
def test_what_a_server_may_take_back_is_asked_again(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, status: int, requests: int
) -> None:
    """Too many requests and its own failures, twice; the mistakes of others are final, and a code is sent once."""
    monkeypatch.setattr("random.uniform", lambda least, most: least)
    sent: list[int] = []

    def answer() -> Any:
        sent.append(status)
        return http.Response(status, json={"message": "No."})

    failure(answer, clock=clock, retries=2)
    assert (len(sent), clock.pauses) == (requests, [0.5, 1.0][: requests - 1])
    failure(answer, clock=clock, retries=2, grant="authorization_code")
    assert len(sent) == requests + 1


@pytest.mark.parametrize(("seconds", "pauses"), [("30", [30]), ("31", [])])
def test_a_wait_of_up_to_half_a_minute_is_heeded(clock: Clock, seconds: str, pauses: list[float]) -> None:
    """A longer one is for the caller to decide."""
    answers = iter([http.Response(429, headers={"Retry-After": seconds}, json={"message": "No."})])

    def answer() -> Any:
        return next(answers, None) or http.Response(200, json={"access_token": "t"})

    with contextlib.nullcontext() if pauses else pytest.raises(errors.OAuthError):
        send(answer, clock=clock, retries=2)
    assert clock.pauses == pauses


@pytest.mark.parametrize("streamed", [False, True])
def test_an_answer_of_64_kib_is_read(streamed: bool) -> None:
    """And one that is a byte longer is not."""

    def answer(size: int) -> Any:
        body = b'{"access_token": "t"}'.ljust(size)
        return http.Response(200, stream=_Chunks([body])) if streamed else http.Response(200, content=body)

    assert send(lambda: answer(64 * 1024)).access_token == "t"
    assert "returned 200 with a body that is too long" in str(failure(lambda: answer(64 * 1024 + 1)))


@pytest.mark.undocumented
def test_a_long_retry_after_is_an_error_at_once(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Nobody waits for minutes unasked."""
    auth_server.answer = lambda form: http.Response(503, headers={"Retry-After": "600"})
    with pytest.raises(errors.TokenResponseError):
        ask(auth_server, clock)
    assert clock.pauses == []


def test_a_broken_retry_after_is_survived() -> None:
    """What cannot be read counts as absent or as too long; test_retries has what can be wrong with it."""
    for value in ("soon", "9" * 400, "Fri, 99999999999999999999 Dec 2020 00:00:00 GMT"):
        error = failure(partial(http.Response, 503, headers={"Retry-After": value}), retries=1)
        assert type(error) is errors.TokenResponseError


@pytest.mark.undocumented
@pytest.mark.parametrize(
    ("members", "attributes"),
    [
        ({}, {"refresh_token": None, "scope": None, "expires_at": None}),
        ({"refresh_token": ""}, {"refresh_token": None}),
        ({"refresh_token": None}, {"refresh_token": None}),
        ({"refresh_token": "r"}, {"refresh_token": "r"}),
        ({"scope": ""}, {"scope": ""}),
        ({"scope": "a b"}, {"scope": "a b"}),
        ({"scope": ["a"]}, {"scope": None}),
        ({"expires_in": 60}, {"expires_at": 60.0}),
        ({"expires_in": "60"}, {"expires_at": 60.0}),
        ({"expires_in": 0.5}, {"expires_at": 0.5}),
        ({"expires_in": 0}, {"expires_at": 0.0}),
        ({"expires_in": -60}, {"expires_at": 0.0}),
        ({"expires_in": "soon"}, {"expires_at": None}),
        ({"expires_in": True}, {"expires_at": None}),
        ({"expires_in": None}, {"expires_at": None}),
        ({"expires_in": [60]}, {"expires_at": None}),
        ({"expires_in": 10**400}, {"expires_at": None}),
        ({"expires_in": "inf"}, {"expires_at": None}),
        ({"token_type": "BEARER"}, {}),
        ({"token_type": None, "error": None}, {}),
        ({"token_type": "", "error": "", "error_description": ""}, {}),
        ({"refresh_token": "with space"}, {"refresh_token": "with space"}),
    ],
)
def test_what_a_token_response_may_leave_out_or_spell_otherwise(
    auth_server: FakeAuthServer, clock: Clock, members: dict[str, Any], attributes: dict[str, Any]
) -> None:
    """Times count from the request; what cannot be read counts as absent, and an empty refresh token is none."""
    auth_server.answer = lambda form: http.Response(200, content=json.dumps({"access_token": "t", **members}).encode())
    started = clock.now
    token = exchange(auth_server, clock)
    assert (token.access_token, token.issued_at, token.base_url) == ("t", started, BASE)
    for name, value in attributes.items():
        expected = started + value if name == "expires_at" and value is not None else value
        assert getattr(token, name) == expected


@pytest.mark.parametrize("act", [ask, refresh, lambda auth_server, clock: exchange(auth_server, clock)])
def test_a_failed_connection_is_tried_again(auth_server: FakeAuthServer, clock: Clock, act: Any) -> None:
    """Nothing was sent, so that even a code can be exchanged afterwards."""
    fails = iter([http.ConnectTimeout("slow"), http.ProxyError("refused")])

    def answer(form: dict[str, str]) -> Any:
        for error in fails:
            raise error
        return auth_server.issue(form)

    auth_server.answer = answer
    act(auth_server, clock)
    assert len(auth_server.forms) == 3


def test_no_connection_at_all_is_a_typed_error(auth_server: FakeAuthServer, clock: Clock) -> None:
    """After three attempts, with the kind of failure in the message."""

    def answer(form: dict[str, str]) -> Any:
        raise http.ConnectError("refused")

    auth_server.answer = answer
    with pytest.raises(errors.TokenConnectionError, match="ConnectError") as caught:
        ask(auth_server, clock)
    assert type(caught.value) is errors.TokenConnectionError
    assert len(auth_server.forms) == 3


@pytest.mark.undocumented
@pytest.mark.parametrize("code", ["", " ", "\x00", "\u2028"])
def test_an_error_whose_code_cannot_be_shown_is_still_a_sentence(
    auth_server: FakeAuthServer, clock: Clock, code: str
) -> None:
    """An empty code, or one of control characters."""
    auth_server.answer = lambda form: http.Response(400, json={"error": code})
    with pytest.raises(errors.OAuthError, match=r"was refused: without a code\. Check the parameters\."):
        ask(auth_server, clock)


@pytest.mark.parametrize("failure", [http.ReadTimeout, http.ReadError, http.RemoteProtocolError, http.WriteTimeout])
@pytest.mark.parametrize("act", [refresh, exchange])
def test_an_answer_that_never_came_is_an_error_of_its_own(
    auth_server: FakeAuthServer, clock: Clock, failure: Any, act: Any
) -> None:
    """A refresh token or code that was sent may be used up: not sent again, and told as what it is."""

    def answer(form: dict[str, str]) -> Any:
        raise failure("gone")

    auth_server.answer = answer
    with pytest.raises(errors.TokenOutcomeUnknownError, match=r"failed: .* It may have used up the"):
        act(auth_server, clock)
    assert len(auth_server.forms) == 1


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize("answer", [200, 400, 429, 500, 503, http.ReadTimeout, http.RemoteProtocolError])
def test_a_code_is_used_once_and_never_sent_again(auth_server: FakeAuthServer, clock: Clock, answer: Any) -> None:
    """Whatever came back, or did not: one request, and the same redirect is refused afterwards (RFC 6749, 4.1.2)."""

    def respond(form: dict[str, str]) -> Any:
        if not isinstance(answer, int):
            raise answer("gone")
        return http.Response(answer, headers={"Retry-After": "0"})

    auth_server.answer = respond
    app = application(transport=auth_server.transport, clock=clock)
    login = app.start()
    redirected = f"{REDIRECT}?code={CODE}&state={login.state}"
    with pytest.raises(errors.OAuthError) as caught:
        app.finish(redirected, login)
    assert isinstance(caught.value, errors.TokenResponseError) == isinstance(answer, int)
    with pytest.raises(errors.StateMismatchError, match="already"):
        app.finish(redirected, login)
    assert len(auth_server.forms) == 1


class _Recorder(BaseHTTPRequestHandler):
    """Answers each token request, and remembers what came."""

    seen: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.seen.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b'{"access_token": "t", "token_type": "bearer"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def loopback() -> Iterator[str]:
    """The URL of a real server on this machine."""
    _Recorder.seen.clear()
    with HTTPServer(("127.0.0.1", 0), _Recorder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_environments_proxy_does_not_see_what_goes_to_this_machine(
    loopback: str, monkeypatch: pytest.MonkeyPatch, auth_server: FakeAuthServer
) -> None:
    """A proxy for plain http would get the client's secret in clear."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    own = ClientContext(base_url=loopback, transport=None, timeout=5.0, user_agent="tests", clock=SystemClock())
    bound = client_credentials().bind(own)
    auth_server.valid.add("t")
    assert call(auth_server, bound, loopback + "/api").status_code == 200
    assert _Recorder.seen == ["/oauth/token"]


def test_a_transport_of_the_credentials_own_goes_before_the_clients(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The credentials may name a transport for token requests alone."""
    credentials = client_credentials(transport=auth_server.transport)
    bound = credentials.bind(make_context(http.MockTransport(lambda request: http.Response(500)), clock))
    assert call(auth_server, bound).status_code == 200


def test_a_lent_transport_is_not_closed(clock: Clock, auth_server: FakeAuthServer) -> None:
    """The client goes on using it."""
    closed: list[bool] = []

    class Lent(http.BaseTransport):
        def handle_request(self, request: Any) -> Any:
            request.read()
            return auth_server.handle(request)

        def close(self) -> None:
            closed.append(True)

    call(auth_server, client_credentials().bind(make_context(Lent(), clock)))
    assert not closed
    assert auth_server.requests[0].url.host in BASE


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status_code": 200, "json": [{"access_token": "t"}]}, "200 with a JSON array instead of a JSON object."),
        ({"status_code": 200, "html": "<p>Sign in</p>"}, "200 with 14 bytes of text/html instead of a JSON object."),
        ({"status_code": 200, "content": b"x"}, "200 with 1 bytes of unknown type instead of a JSON object."),
        ({"status_code": 204}, "204 with no body instead of a JSON object."),
    ],
)
def test_a_useless_response_is_described(answer: dict[str, Any], said: str) -> None:
    """What came, and what to do about it."""
    error = failure(lambda: http.Response(**answer))
    assert str(error) == f"The token request to {BASE}/token returned {said} Check the token URL."


@pytest.mark.parametrize(
    ("act", "error", "said"),
    [
        (refresh, "invalid_client", r"Check client_id and client_secret\.$"),
        (refresh, "invalid_grant", r"The refresh token is invalid, expired or revoked\. Sign in again\.$"),
        (refresh, "unsupported_grant_type", r"unsupported_grant_type\. Sign in again\.$"),
        (refresh, "invalid_scope", r"Check the parameters\.$"),
        (exchange, "invalid_grant", r"redirect_uri other than the one .* Start the sign-in again\.$"),
        (exchange, "invalid_client", r"Check client_id and client_secret\.$"),
        (ask, "invalid_grant", r"The credentials are invalid, expired or revoked\.$"),
    ],
)
def test_an_error_says_what_to_do(auth_server: FakeAuthServer, clock: Clock, act: Any, error: str, said: str) -> None:
    """It depends on what was asked: a wrong client secret is not mended by signing in again."""
    auth_server.answer = lambda form: http.Response(400, json={"error": error})
    with pytest.raises(errors.OAuthError, match=said) as caught:
        act(auth_server, clock)
    assert str(caught.value).count("again") <= 1


@pytest.mark.parametrize(("act", "used_up"), [(refresh, "refresh token"), (exchange, "code")])
def test_an_unknown_outcome_says_once_what_to_do(
    auth_server: FakeAuthServer, clock: Clock, act: Any, used_up: str
) -> None:
    """What may be used up, and that signing in again is the way out."""

    def answer(form: dict[str, str]) -> Any:
        raise http.ReadTimeout("gone")

    auth_server.answer = answer
    with pytest.raises(errors.TokenOutcomeUnknownError, match=f"may have used up the {used_up}") as caught:
        act(auth_server, clock)
    assert str(caught.value).casefold().count("sign in again" if act is refresh else "start the sign-in again") == 1


@contextmanager
def closed_port() -> Iterator[int]:
    """A port of this machine that nothing listens on."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def endpoint_error(url: str, **options: Any) -> errors.OAuthError:
    """Return the error of a token request over the network."""
    context = ClientContext(base_url=url, transport=None, timeout=5.0, user_agent="tests", clock=Clock(), **options)
    with pytest.raises(errors.OAuthError) as caught:
        client_credentials().bind(context).get_token()
    return caught.value


def test_a_refused_connection_and_an_unknown_host_are_told_apart() -> None:
    """In the message, and in the cause, which refers to no request and has no traceback."""
    with closed_port() as port:
        refused = endpoint_error(f"http://127.0.0.1:{port}", max_retries=0)
    unknown = endpoint_error("https://no-such-host.invalid", max_retries=0)
    assert "/oauth/token failed: connection refused. Check the host" in str(refused)
    assert "/oauth/token failed: the host name cannot be resolved." in str(unknown)
    for error, reason in ((refused, "connection refused"), (unknown, "the host name cannot be resolved")):
        cause = error.__cause__
        assert (type(cause), str(cause)) == (http.ConnectError, reason)
        assert cause is not None
        assert (cause.__traceback__, cause.__cause__, cause.__context__) == (None, None, None)
        with pytest.raises(RuntimeError, match="request"):
            cause.request  # type: ignore[attr-defined]  # noqa: B018  # what is tested is that there is none


@pytest.mark.parametrize("retries", [0, 1, 4])
def test_max_retries_counts_for_token_requests_too(auth_server: FakeAuthServer, clock: Clock, retries: int) -> None:
    """A client that is to ask once asks once."""

    def answer(form: dict[str, str]) -> Any:
        raise http.ConnectError("down")

    auth_server.answer = answer
    context = dataclasses.replace(make_context(auth_server.transport, clock), max_retries=retries)
    with pytest.raises(errors.TokenConnectionError):
        client_credentials().bind(context).get_token()
    assert len(auth_server.forms) == retries + 1
    assert len(clock.pauses) == retries


class _Dripping(BaseHTTPRequestHandler):
    """Sends a header field byte by byte, and never comes to an end."""

    def do_POST(self) -> None:
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(600):
                self.wfile.write(b"x")
                time.sleep(0.05)

    def log_message(self, *args: object) -> None:
        pass


def test_a_server_that_drips_its_header_does_not_hold_up_a_token_request() -> None:
    """The timeout is for the whole request, not for each byte."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Dripping) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            started = time.monotonic()
            context = ClientContext(
                base_url=f"http://127.0.0.1:{server.server_port}",
                transport=None,
                timeout=0.5,
                user_agent="tests",
                clock=SystemClock(),
                max_retries=0,
            )
            with pytest.raises(errors.TokenConnectionError):
                client_credentials().bind(context).get_token()
            assert time.monotonic() - started < 10
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("timeout", "retries", "longest"), [(5.0, 2, 105.0), (5.0, 0, 35.0), (None, 1, 120.0)])
def test_a_request_takes_no_longer_than_its_attempts(timeout: Any, retries: int, longest: float) -> None:
    """Each with its timeout and the longest pause; twice its timeout, once the client is closed."""
    context = ClientContext(
        base_url=BASE, transport=None, timeout=timeout, user_agent="tests", clock=SystemClock(), max_retries=retries
    )
    endpoint = TokenEndpoint(context)
    assert endpoint.max_wait == longest
    assert endpoint.max_wait_closing == 2 * (timeout or 30)


@pytest.mark.parametrize(
    ("status", "end"),
    [
        (400, "Check the host and the credentials. Ask again."),
        (401, "Check the host and the credentials. Ask again."),
        (402, "Check the host and the credentials."),
        (403, "Check the host and the credentials."),
        (404, "Check the host and the credentials."),
        (429, "Try again later."),
        (499, "Check the host and the credentials."),
        (500, "Try again later."),
        (502, "Try again later."),
    ],
)
def test_a_response_that_is_not_json_says_what_to_do(status: int, end: str) -> None:
    """By its status; the caller's advice is for those that refuse the credentials."""
    error = failure(lambda: http.Response(status, text="Bad"), advice="Ask again.")
    assert type(error) is errors.TokenResponseError
    assert str(error).endswith(f"returned {status} with 3 bytes of text/plain instead of a JSON object. {end}")
    assert error.status_code == status


def test_no_token_is_taken_from_a_redirect() -> None:
    """Whatever its status, and even if it does not say where it leads."""
    for status in (300, 399):
        error = failure(partial(http.Response, status, json={"access_token": "t"}))
        assert type(error) is errors.TokenResponseError
        assert f"returned {status}, a redirect, which is not followed. Check the token URL." in str(error)
    assert send(partial(http.Response, 299, json={"access_token": "t"})).access_token == "t"


def test_nothing_was_sent_without_a_connection(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is tried again, with the same pauses."""
    monkeypatch.setattr("random.uniform", lambda least, most: least)

    def answer() -> Any:
        raise http.ConnectError("refused")

    failure(answer, clock=clock, retries=2, grant="authorization_code")
    assert clock.pauses == [0.5, 1.0]


def test_a_closed_endpoint_makes_no_further_attempt(clock: Clock) -> None:
    """The request that is under way is the last one."""
    sent: list[Any] = []

    def answer(request: Any) -> Any:
        sent.append(request)
        return http.Response(503)

    endpoint = TokenEndpoint(make_context(http.MockTransport(answer), clock))
    endpoint.close()
    request = TokenRequest(f"{BASE}/token", "password", Form({}), authorization=None, secrets=())
    with pytest.raises(errors.TokenResponseError):
        endpoint.send(request)
    assert (len(sent), clock.pauses) == (1, [])


@pytest.mark.parametrize(("seconds", "is_late"), [(5.0, False), (5.5, True)])
def test_a_body_has_to_be_there_within_the_timeout(clock: Clock, seconds: float, is_late: bool) -> None:
    """The HTTP library limits only the time between two chunks."""

    class Slow(http.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            clock.advance(seconds)
            yield b'{"access_token": "t"}'

    if is_late:
        assert "ReadTimeout" in str(failure(lambda: http.Response(200, stream=Slow()), clock=clock))
    else:
        assert send(lambda: http.Response(200, stream=Slow()), clock=clock).access_token == "t"


def test_what_was_not_sent_may_be_sent_again() -> None:
    """The kinds of failures that come before a request."""
    for kind in (http.ConnectError, http.ConnectTimeout, http.PoolTimeout, http.ProxyError, http.UnsupportedProtocol):

        def answer(kind: Any = kind) -> Any:
            raise kind("no")

        assert type(failure(answer, grant="authorization_code")) is errors.TokenConnectionError
