"""The canary scan: unique secrets go through each way to sign in and each kind of failure, and come to light nowhere.

Beyond this scan: a traceback that shows the local variables of all frames (``capture_locals``) shows none of this
package's, as test_secrets checks, but it shows the caller's, and the HTTP library's where writing to a socket fails.
That library also logs the header fields and the reason phrase of what a server sends, whatever the server put there.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from comm100 import AsyncClient, Client, ClientCredentials, Implicit, Password
from comm100._http import http
from comm100.auth._redact import SecretStr
from comm100.errors import (
    OAUTH_ERRORS,
    APIConnectionError,
    APIResponseError,
    APIStatusError,
    CallbackError,
    ClientError,
    ConfigurationError,
    OAuthError,
)
from tests.auth.secret_leaks import (
    SECRETS,
    SPELLINGS,
    WAYS,
    Scan,
    World,
    application,
    of_the_package,
    pickled,
    send,
    shown,
)
from tests.auth.support import REDIRECT

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")

Says = Callable[[str], Any]


@pytest.fixture
def scan() -> Scan:
    return Scan()


@pytest.fixture
def world(scan: Scan) -> World:
    return World(scan)


def fails(kind: type[Exception]) -> Says:
    def fail(echo: str) -> Any:
        raise kind(echo)

    return fail


def code_of(error: str, status: int = 400) -> Says:
    return lambda echo: http.Response(
        status, json={"error": error, "error_description": echo, "error_uri": f"https://id.example/{echo}"}
    )


def headers_of(status: int, **body: Any) -> Says:
    return lambda echo: http.Response(
        status,
        headers={"X-Request-Id": echo, "Content-Type": f"text/{echo}", "WWW-Authenticate": f'Bearer realm="{echo}"'},
        **body,
    )


SHAPES: dict[str, Says] = {
    "code and message": lambda echo: http.Response(400, json={"code": 400000, "message": f"Bad: {echo}"}),
    "Message": lambda echo: http.Response(401, json={"Message": echo}),
    "ErrorMessage": lambda echo: http.Response(403, json={"ErrorMessage": echo}),
    "message of parts": lambda echo: http.Response(400, json={"message": [echo, {"value": echo}]}),
    "unknown code": code_of("nonsense"),
    "code is the secret": lambda echo: http.Response(401, json={"error": echo}),
    "html": lambda echo: http.Response(403, html=f"<p>{echo}</p>"),
    "html as a success": lambda echo: http.Response(200, html=f"<p>{echo}</p>"),
    "empty": lambda echo: http.Response(400),
    "no JSON": lambda echo: http.Response(200, content=b'{"access_token": ' + echo.encode()),
    "redirect": lambda echo: http.Response(307, headers={"Location": f"https://evil.example/?{echo}"}),
    "header fields": headers_of(400, content=b"<p>"),
    "header fields of JSON": headers_of(400, json={}),
    "header fields of a success": headers_of(200, content=b"<p>"),
    "no connection": fails(http.ConnectError),
    "no answer": fails(http.ReadTimeout),
    "broken answer": fails(http.RemoteProtocolError),
}
TOKEN_ANSWERS: dict[str, Says] = {
    **{error: code_of(error) for error in OAUTH_ERRORS},
    **SHAPES,
    "list": lambda echo: http.Response(200, json=[echo]),
    "token with a space": lambda echo: http.Response(200, json={"access_token": f"{SECRETS['access']} {echo}"}),
    "token type": lambda echo: http.Response(200, json={"access_token": SECRETS["access"], "token_type": echo}),
}


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize("answer", TOKEN_ANSWERS)
def test_no_failed_token_request_shows_a_secret(world: World, scan: Scan, answer: str) -> None:
    """However the server spells what it was sent: message, fields, pickle and traceback are clean."""
    world.token_says = TOKEN_ANSWERS[answer]
    for way in WAYS.keys() - {"api key", "implicit"}:
        for number, (spelling, spell) in enumerate(SPELLINGS.items()):
            world.spelling = spell
            awaited = number == 0
            with pytest.raises(OAuthError) as caught:
                send(world, WAYS[way](world, awaited), awaited=awaited)
            for text in shown(caught.value):
                assert scan.found(text) == [], (way, spelling, text)
    assert scan.found(world.urls) == []


@pytest.mark.undocumented
@pytest.mark.parametrize("answer", SHAPES)
def test_no_failed_call_shows_a_secret(world: World, scan: Scan, answer: str) -> None:
    """The API's errors repeat neither the bearer token nor the key, in whatever way the API does."""
    world.api_says = SHAPES[answer]
    for way in WAYS:
        for number, (spelling, spell) in enumerate(SPELLINGS.items()):
            world.spelling = spell
            awaited = number == 0
            credentials = WAYS[way](world, awaited)
            with pytest.raises((APIStatusError, APIResponseError, APIConnectionError)) as caught:
                send(world, credentials, awaited=awaited)
            if isinstance(caught.value, APIConnectionError):
                caught.value.__cause__ = None  # the HTTP library's, whose words this test has made up
            for text in shown(caught.value):
                assert scan.found(text) == [], (way, spelling, text)
    assert scan.found(world.urls) == []


@pytest.mark.undocumented
@pytest.mark.parametrize("status", [200, 400, 503])
def test_no_reason_phrase_gets_into_a_message_with_a_secret(world: World, scan: Scan, status: int) -> None:
    """The words behind a status are the server's too."""
    world.api_says = lambda echo: http.Response(status, html="<p>", extensions={"reason_phrase": echo.encode()})
    for way in WAYS:
        with pytest.raises((APIStatusError, APIResponseError)) as caught:
            send(world, WAYS[way](world, False), awaited=False)
        assert scan.found(f"{caught.value} {pickle.dumps(caught.value)!r}") == []


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("error", ["access_denied", "nonsense"])
def test_no_redirect_that_fails_shows_a_secret(world: World, scan: Scan, error: str, spelling: str) -> None:
    """A server may put code, token and state into its words; they may still be good for someone else."""
    implicit = Implicit(client_id="c", redirect_uri=REDIRECT, clock=world.clock)
    for app, mark in ((application(world), "?"), (implicit, "#")):
        login = world.started(app)
        given = {"code": SECRETS["code"], "access_token": SECRETS["access"], "state": login.state}
        words = SPELLINGS[spelling](" ".join(given.values()))
        fields = {**given, "error": error, "error_description": words, "error_uri": f"https://id.example/{words}"}
        query = "&".join(f"{name}={SPELLINGS['for a URL'](value)}" for name, value in fields.items())
        for wrong in ("", "&x=1&x=2", "&x=%FF", "&x=\udce4", "&iss=https://evil.example"):
            with pytest.raises(OAuthError) as caught:
                app.finish(f"{REDIRECT}{mark}{query}{wrong}", login)
            for text in shown(caught.value):
                assert scan.found(text) == [], text


def printed(holder: Any) -> str:
    """Return what printing an object shows, in whatever way; a hidden text that is asked for as a text is one."""
    return f"{holder!r} {[holder]}" if isinstance(holder, SecretStr) else f"{holder!r} {holder} {[holder]}"


@pytest.mark.undocumented
@pytest.mark.parametrize("way", WAYS)
def test_no_object_that_a_client_leads_to_shows_a_secret(world: World, scan: Scan, way: str) -> None:
    """Credentials, tokens, forms, requests, stores: in use, after a success and after a failure."""
    credentials = WAYS[way](world, False)
    for kind in (Client, AsyncClient):
        client = kind(credentials, transport=world.transport, clock=world.clock)
        kinds = set()
        for held in of_the_package((client, credentials)):
            kinds.add(type(held).__name__)
            assert scan.found(printed(held)) == [], type(held)
            assert scan.found(pickled(held)) == [], type(held)
        assert {kind.__name__, type(credentials).__name__} < kinds
    send(world, credentials, awaited=False)
    world.api_says = world.token_says = lambda echo: http.Response(
        401, json={"error": "invalid_grant", "message": echo}
    )
    world.clock.advance(100)
    with Client(credentials, transport=world.transport, clock=world.clock) as client:
        with suppress(ClientError):
            client.request("GET", "/")
        for held in of_the_package(client):
            assert scan.found(f"{printed(held)} {pickled(held)}") == [], type(held)


def test_no_authorization_url_holds_a_secret(world: World) -> None:
    """The browser's history keeps it: only the state is in it, which is good for one redirect."""
    app = application(world)
    for pkce in (True, False):
        login = app.start(pkce=pkce)
        scan = Scan()
        if login.code_verifier:
            scan.watch("verifier", login.code_verifier)
        assert scan.found(login.url) == []


def test_half_a_character_shows_nothing_of_the_rest(world: World, scan: Scan) -> None:
    """What a variable of the environment could not decode is refused early, by name, and not by its whole value."""
    for make in (
        lambda text: ClientCredentials(client_id="c", client_secret=text, site_id=1),
        lambda text: Password(email="ada@example.com", password=text),
        lambda text: ClientCredentials(client_id="c", client_secret="s", site_id=1, extra={"tenant": text}),
    ):
        with pytest.raises(ConfigurationError, match="Unicode") as caught:
            make(SECRETS["secret"] + "\udce4")
        for text in shown(caught.value):
            assert scan.found(text) == []
    app = application(world)
    login = world.started(app)
    with pytest.raises(CallbackError) as refused:
        app.finish(f"{REDIRECT}?code={SECRETS['code']}\udce4&state={login.state}", login)
    assert scan.found(list(shown(refused.value))) == []
