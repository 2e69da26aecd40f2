"""A sign-in with the browser, step by step: where it is redirected to, what is asked first, and what is said."""

from __future__ import annotations

import argparse
import gzip
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from comm100.auth import AuthorizationRequest, Token
from comm100.cli import browser
from comm100.cli.browser import BrowserSignIn
from comm100.cli.console import Console
from comm100.cli.description import METHODS
from comm100.cli.failures import CommandError, UsageError
from comm100.cli.settings import Settings
from comm100.errors import ConfigurationError, InsecureURLError
from tests.cli.support import BASE
from tests.client.raw_server import serving

(METHOD,) = [method for method in METHODS if method.kind == "authorizationCode"]
ENVIRON = {"COMM100_CLIENT_ID": "id", "COMM100_CLIENT_SECRET": "canary", "COMM100_PASSWORD": "canary", "OTHER": "x"}
TOKEN = Token(access_token="t", base_url=BASE, issued_at=0.0)
REQUEST = AuthorizationRequest(
    url=f"{BASE}/oauth/authorize?x=1", state="s", redirect_uri="https://a.example/cb", base_url=BASE, expires_at=4e9
)
REMOTE = "https://a.example/cb"
LOCAL = "http://127.0.0.1:8400/cb"


def make_console(typed: str = "", **environ: str) -> Console:
    return Console(
        stdin=io.StringIO(typed),
        stdout=io.StringIO(),
        stderr=io.StringIO(),
        environ={**ENVIRON, **environ},
        ask_hidden=str,
    )


def make_sign_in(console: Console | None = None, **options: Any) -> BrowserSignIn:
    usual: dict[str, Any] = {
        "port": None,
        "paste": False,
        "browser": True,
        "pkce": True,
        "allow_host": [],
        "timeout": None,
    }
    arguments = argparse.Namespace(**{**usual, **options})
    return BrowserSignIn(METHOD, BASE, arguments, console or make_console())


def settings(console: Console, **options: str) -> Settings:
    return Settings(options, console)


@pytest.mark.parametrize(
    ("redirect_uri", "port", "hosts", "problem"),
    [
        (None, None, [], None),
        (None, 8400, [], None),
        (LOCAL, None, [], None),
        (LOCAL, 8400, [], "Pass --port or a redirect URI, not both: the redirect URI already contains a port."),
        (None, None, ["a.example"], None),
        (None, None, ["A.Example", "b.example:8443"], None),
        (None, None, ["a.example/"], "--allow-host takes a host name, but got 'a.example/'."),
        (None, None, ["a.example/x"], "--allow-host takes a host name, but got 'a.example/x'."),
        (None, None, ["fine.example", "a.example:443"], "--allow-host takes a host name, but got 'a.example:443'."),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    redirect_uri: str | None, port: int | None, hosts: list[str], problem: str | None
) -> None:
    """Before anything is sent; a host is a name with or without a port."""
    sign_in = make_sign_in(port=port, allow_host=hosts)
    if problem is None:
        sign_in._check(redirect_uri)
    else:
        with pytest.raises(UsageError) as caught:
            sign_in._check(redirect_uri)
        assert str(caught.value) == problem


@pytest.mark.parametrize(
    ("redirect_uri", "options", "way", "sent"),
    [
        (None, {}, "receive", None),
        (None, {"port": 8400}, "receive", None),
        (LOCAL, {}, "receive", LOCAL),
        (REMOTE, {}, "paste", REMOTE),
        (LOCAL, {"paste": True}, "paste", LOCAL),
        (None, {"paste": True, "port": 8400}, "paste", "http://127.0.0.1:8400/callback"),
        (None, {"paste": True}, "--paste needs the redirect URI that is registered for the client", None),
    ],
)
def test_a_redirect_is_received_here_or_pasted(
    monkeypatch: pytest.MonkeyPatch, redirect_uri: str | None, options: dict[str, Any], way: str, sent: str | None
) -> None:
    """Here, if it comes to this machine, and unless the user says otherwise."""
    console = make_console()
    sign_in = make_sign_in(console, **options)
    monkeypatch.setattr(
        BrowserSignIn, "_receive", lambda self, arguments, uri: ({"way": "receive", "uri": uri, **arguments}, TOKEN)
    )
    monkeypatch.setattr(BrowserSignIn, "_paste", lambda self, arguments: ({"way": "paste", **arguments}, TOKEN))
    given = settings(console) if redirect_uri is None else settings(console, redirect_uri=redirect_uri)
    if way.startswith("-"):
        with pytest.raises(UsageError, match=way):
            sign_in.run(given)
        return
    arguments, token = sign_in.run(given)
    assert token is TOKEN
    own = {"uri": sent} if way == "receive" else {"redirect_uri": sent}
    assert arguments == {"way": way, "client_id": "id", "client_secret": "canary", **own}


def test_a_host_that_is_not_allowed_names_the_option(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's own advice names an argument, which the command line does not have."""

    def refuse(*_: Any) -> Any:
        raise InsecureURLError("The redirect names another server.")

    monkeypatch.setattr(BrowserSignIn, "_receive", refuse)
    console = make_console()
    with pytest.raises(
        CommandError, match=r"^The redirect names another server\. On the command line, use --allow-host"
    ):
        make_sign_in(console).run(settings(console))


class Application:
    """An application that writes down how it is used."""

    def __init__(self, **arguments: Any) -> None:
        self.arguments, self.started = arguments, dict[str, Any]()

    def start(self, **arguments: Any) -> AuthorizationRequest:
        self.started.update(arguments)
        return REQUEST

    def finish(self, redirected: str, request: AuthorizationRequest) -> Token:
        assert request is REQUEST
        self.started["redirected"] = redirected
        return TOKEN


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> list[Application]:
    """The applications that are made instead of the package's own; no page is asked for, and no browser opened."""
    made: list[Application] = []

    def make(**arguments: Any) -> Application:
        made.append(Application(**arguments))
        return made[-1]

    monkeypatch.setattr(browser, "credentials_class", lambda method: make)
    monkeypatch.setattr(browser, "_rejection", lambda url, user_agent: None)
    monkeypatch.setattr(browser, "open_browser", lambda url, opener: None)
    return made


def test_a_pasted_address_ends_the_sign_in(application: list[Application], monkeypatch: pytest.MonkeyPatch) -> None:
    """The user is told where the browser goes and what to copy; the page's address is the only result."""
    opened: list[Any] = []
    monkeypatch.setattr(browser, "open_browser", lambda url, opener: opened.append((url, opener)))
    console = make_console(" https://a.example/cb?code=1&state=s \n")
    sign_in = make_sign_in(console, allow_host=["b.example"], pkce=False)
    arguments, token = sign_in._paste({"client_id": "id"})
    (app,) = application
    assert opened == [(REQUEST.url, sign_in._open_without_secrets)]
    assert token is TOKEN
    assert arguments == {"client_id": "id"}
    assert app.arguments == {"client_id": "id", "allowed_hosts": ("b.example",)}
    assert app.started == {"base_url": BASE, "pkce": False, "redirected": "https://a.example/cb?code=1&state=s"}
    assert console.stdout.getvalue() == f"{REQUEST.url}\n"  # type: ignore[attr-defined]  # a StringIO
    said = console.stderr.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert said.startswith("Sign in in the browser window that opens, or at this address:\n")
    assert f"redirected to {REQUEST.redirect_uri}, where there may be no page. Copy the whole address" in said
    assert said.endswith("Address: ")


def test_nothing_is_opened_without_a_browser(application: list[Application], monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is printed, and the page is asked for all the same."""
    asked: list[str] = []
    monkeypatch.setattr(browser, "open_browser", lambda url, opener: pytest.fail("opened"))
    monkeypatch.setattr(browser, "_rejection", lambda url, user_agent: asked.append(url))
    console = make_console()
    make_sign_in(console, browser=False)._start({})
    assert asked == [REQUEST.url]
    assert console.stderr.getvalue() == "Open this address in a browser and sign in:\n"  # type: ignore[attr-defined]
    assert console.stdout.getvalue() == f"{REQUEST.url}\n"  # type: ignore[attr-defined]  # a StringIO


@pytest.mark.parametrize(
    ("options", "port", "seconds"), [({}, 0, 300.0), ({"port": 8400}, 8400, 300.0), ({"timeout": 2.5}, 0, 2.5)]
)
def test_a_redirect_is_waited_for_as_long_as_the_user_says(
    application: list[Application], monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], port: int, seconds: float
) -> None:
    """At the port that the user names, or at a free one; the application is told which."""
    waits: list[Any] = []

    class Receiver:
        redirect_uri = LOCAL

        def __init__(self, redirect_uri: str | None, **arguments: Any) -> None:
            waits.append((redirect_uri, arguments))

        def __enter__(self) -> Receiver:
            return self

        def __exit__(self, *_: object) -> None:
            waits.append("closed")

        def receive(self, finish: Callable[..., Any], request: Any, *, timeout: float) -> Any:
            waits.append(timeout)
            return finish("redirected", request)

    monkeypatch.setattr(browser, "LoopbackReceiver", Receiver)
    console = make_console()
    arguments, token = make_sign_in(console, **options)._receive({"client_id": "id"}, None)
    assert token is TOKEN
    assert arguments == {"client_id": "id", "redirect_uri": LOCAL}
    assert application[0].arguments == {**arguments, "allowed_hosts": ()}
    assert waits == [(None, {"port": port, "product": "Comm100", "caller": "the terminal"}), seconds, "closed"]
    words = f"Waiting up to {seconds:g} seconds for the browser; press Ctrl-C to cancel.\n"
    assert console.stderr.getvalue().endswith(words)  # type: ignore[attr-defined]  # a StringIO


def test_a_browser_is_started_without_the_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else that it may need is in its environment."""
    started: list[Any] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **options: started.append((command, options)))
    make_sign_in(make_console(COMM100_API_KEY="canary"))._open_without_secrets("https://a.example/")
    ((command, options),) = started
    assert command[1:3] == ["-I", "-c"]
    assert command[-1] == "https://a.example/"
    assert options == {"env": {"COMM100_CLIENT_ID": "id", "OTHER": "x"}, "check": False}


def answer(status: str, body: bytes = b"", **fields: str) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Length: {len(body)}",
        *(f"{name}: {text}" for name, text in fields.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


@pytest.mark.parametrize(
    ("response", "problem"),
    [
        (answer("200 OK", b"<html>"), None),
        (answer("302 Found", Location="http://127.0.0.1:1/"), None),
        (answer("403 Forbidden", b'{"error": "x"}'), None),
        (answer("404 Not Found"), None),
        (answer("500 Internal Server Error"), None),
        (answer("400 Bad Request", b'{"error": "invalid_client"}'), "invalid_client"),
        (answer("401 Unauthorized", b'{"error": "a", "error_description": "b", "message": "c"}'), "a: b: c"),
        (answer("400 Bad Request", b'{"error": "", "error_description": 7, "message": "c"}'), "c"),
        (answer("400 Bad Request", b'{"other": "a"}'), "400."),
        (answer("400 Bad Request", b'["a"]'), "400."),
        (answer("401 Unauthorized", b"<html>"), "401."),
        (answer("400 Bad Request", gzip.compress(b'{"error": "a"}'), **{"Content-Encoding": "gzip"}), "400."),
        (answer("400 Bad Request", b"[" * 60_000), "400."),
        (answer("400 Bad Request", json.dumps({"error": "x" * 200_000}).encode()), "400."),
    ],
)
def test_why_a_server_rejects_a_sign_in(response: bytes, problem: str | None) -> None:
    """In its own words, if it says 400 or 401; any other status is for the browser."""
    with serving(lambda send: send(response)) as url:
        assert browser._rejection(f"{url}/authorize", "tests") == problem


@pytest.mark.parametrize("redirect_uri", [REMOTE, None])
def test_a_rejected_sign_in_says_what_to_check(monkeypatch: pytest.MonkeyPatch, redirect_uri: str | None) -> None:
    """The redirect URI is shown as it was sent: it is the usual cause."""
    monkeypatch.setattr(browser, "_rejection", lambda url, user_agent: "invalid_client.")
    request = AuthorizationRequest(
        url=REQUEST.url, state="s", redirect_uri=redirect_uri, base_url=BASE, expires_at=REQUEST.expires_at
    )
    with pytest.raises(CommandError) as caught:
        make_sign_in()._check_request(request)
    assert str(caught.value) == (
        "The server rejected the sign-in request: invalid_client. Check the client ID and the redirect URI (--port or "
        f"--redirect-uri). This one must be registered for the client: {redirect_uri or 'none was sent'}"
    )


def test_a_page_that_cannot_be_reached_is_noted() -> None:
    """The browser may reach it all the same."""
    console = make_console()
    with serving(lambda send: None) as url:
        request = AuthorizationRequest(url=url, state="s", redirect_uri=None, base_url=BASE, expires_at=4e9)
        make_sign_in(console)._check_request(request)
    note = "Note: the sign-in page could not be reached from here: the server closed the connection early.\n"
    assert console.stderr.getvalue() == note  # type: ignore[attr-defined]  # a StringIO


@pytest.mark.parametrize("start", [b"HTTP/1.1 400 Bad\r\nX-", b"HTTP/1.1 400 Bad\r\nContent-Length: 60000\r\n\r\n"])
def test_a_page_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
    """Neither for its head nor for its body: the sign-in goes on without the check."""

    def drip(send: Callable[[bytes], None]) -> None:
        send(start)
        while True:
            send(b"x")
            time.sleep(0.02)

    monkeypatch.setattr(browser, "_CHECK_TIMEOUT", 0.2)
    console = make_console()
    with serving(drip) as url:
        request = AuthorizationRequest(url=url, state="s", redirect_uri=None, base_url=BASE, expires_at=4e9)
        make_sign_in(console)._check_request(request)
    assert "could not be reached from here" in console.stderr.getvalue()  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize("proxy", ["foo://u:canary@proxy.example", "socks5://u:canary@127.0.0.1:1"])
def test_a_proxy_that_cannot_be_used_is_a_typed_error(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """As for a call, and without its password."""
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(ConfigurationError, match="The proxy cannot be used") as caught:
        make_sign_in()._check_request(REQUEST)
    assert "canary" not in str(caught.value)


def test_the_page_is_asked_for_as_the_package_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its own User-Agent, and once."""
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(browser, "_rejection", lambda url, user_agent: asked.append((url, user_agent)))
    make_sign_in()._check_request(REQUEST)
    ((url, user_agent),) = asked
    assert url == REQUEST.url
    assert user_agent.startswith("comm100-python/")
