"""What the tests of the OAuth layer share: a clock, an authorization server with its API, and credentials for both."""

from __future__ import annotations

import asyncio
import threading
import urllib.parse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import trio

from comm100 import AuthorizationCode, ClientCredentials
from comm100._http import http
from comm100.auth import ClientContext, Token
from tests.answers import example

BASE = "https://hosted.comm100.com"
API = BASE + "/api/v2/account/agents/me"
SECRET = "s3cret-of-the-client"
REDIRECT = "https://app.example.com/callback"
PATIENCE = 45.0
"""Seconds after which a test that hangs fails."""


class Clock:
    """Time that stands still until a test moves it; sleeping moves it too."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.ticks = 5_000.0
        self.pauses: list[float] = []

    def wall(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.ticks

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        self.now += seconds
        self.ticks += seconds


def refresh_token(number: int) -> str:
    """Return the refresh token with this number, in the form of the document: 64 hexadecimal digits."""
    return f"{number:064x}"


class FakeAuthServer:
    """An authorization server and its API in process: it rotates refresh tokens and takes each of them once."""

    def __init__(self) -> None:
        self.life: Any = 43199
        self.forms: list[dict[str, str]] = []
        self.requests: list[Any] = []
        self.calls: list[Any] = []
        self.valid: set[str] = set()
        self.refreshable: set[str] = set()
        self.answer: Callable[[dict[str, str]], Any] | None = None
        self.always_401 = False
        self.gate = threading.Event()
        self.gate.set()
        self.reached = threading.Event()
        self._lock = threading.Lock()
        self.transport = http.MockTransport(self.handle)

    def handle(self, request: Any) -> Any:
        if request.method == "POST" and request.url.path.endswith("/oauth/token"):
            return self.token(request)
        with self._lock:
            self.calls.append(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.always_401 or token not in self.valid:
            return http.Response(401, json={"code": 401000, "message": "No."})
        return http.Response(200, json={**example(request).json(), "who": token})

    def token(self, request: Any) -> Any:
        form = dict(urllib.parse.parse_qsl(request.content.decode(), strict_parsing=True))
        with self._lock:
            self.forms.append(form)
            self.requests.append(request)
        self.reached.set()
        assert self.gate.wait(PATIENCE)
        return self.answer(form) if self.answer else self.issue(form)

    def issue(self, form: dict[str, str]) -> Any:
        with self._lock:
            if form["grant_type"] == "refresh_token":
                if form["refresh_token"] not in self.refreshable:
                    return http.Response(400, json={"error": "invalid_grant"})
                self.refreshable.discard(form["refresh_token"])
            number = len(self.valid) + 1
            self.valid.add(f"access-{number}")
            self.refreshable.add(refresh_token(number))
        return http.Response(
            200,
            json={
                "access_token": f"access-{number}",
                "token_type": "bearer",
                "expires_in": self.life,
                "refresh_token": refresh_token(number),
            },
        )

    def hold(self) -> None:
        """Let token requests wait until ``gate`` is set."""
        self.reached.clear()
        self.gate.clear()

    def revoke(self) -> None:
        """Take back all access tokens; their refresh tokens stay good."""
        self.valid = {f"revoked {token}" for token in self.valid}

    @property
    def grants(self) -> list[str]:
        return [form["grant_type"] for form in self.forms]


def make_context(transport: Any, clock: Any, *, base_url: str = BASE, timeout: float | None = 5.0) -> ClientContext:
    return ClientContext(base_url=base_url, transport=transport, timeout=timeout, user_agent="tests", clock=clock)


def client_credentials(**options: Any) -> ClientCredentials:
    return ClientCredentials(client_id="example-client", client_secret=SECRET, site_id=10000, **options)


def application(**options: Any) -> AuthorizationCode:
    return AuthorizationCode(
        client_id="example-client", client_secret=SECRET, redirect_uri=REDIRECT, site_id=10000, **options
    )


def first_token(auth_server: FakeAuthServer, clock: Clock) -> Token:
    """Return a token that the server knows, as from a sign-in."""
    auth_server.valid.add("access-1")
    auth_server.refreshable.add(refresh_token(1))
    return Token(
        access_token="access-1",
        base_url=BASE,
        issued_at=clock.now,
        expires_at=clock.now + auth_server.life,
        refresh_token=refresh_token(1),
    )


def signed_in(auth_server: FakeAuthServer, clock: Clock, **options: Any) -> Any:
    """Return the bound credentials of someone who has signed in."""
    app = application(transport=auth_server.transport, clock=clock, **options)
    return app.resume(first_token(auth_server, clock)).bind(make_context(auth_server.transport, clock))


def call(auth_server: FakeAuthServer, bound: Any, url: str = API, **options: Any) -> Any:
    """Send one request with the credentials, blocking."""
    with http.Client(transport=auth_server.transport) as client:
        return client.request("POST" if options else "GET", url, auth=bound, **options)


def settle() -> None:
    """Wait for the threads that fetch tokens."""
    for thread in fetching():
        thread.join(PATIENCE)


def fetching() -> list[threading.Thread]:
    """Return the threads that fetch tokens at the moment."""
    return [thread for thread in threading.enumerate() if thread.name == "oauth-token"]


async def acall(auth_server: FakeAuthServer, bound: Any, url: str = API, **options: Any) -> Any:
    """Send one request with the credentials, awaited."""
    async with http.AsyncClient(transport=auth_server.transport) as client:
        return await client.request("POST" if options else "GET", url, auth=bound, **options)


def in_asyncio(*args: Any, **options: Any) -> Any:
    return asyncio.run(acall(*args, **options))


def in_trio(*args: Any, **options: Any) -> Any:
    async def main() -> Any:
        return await acall(*args, **options)

    return trio.run(main)


Ask = Callable[..., Any]
STYLES: dict[str, Ask] = {"sync": call, "asyncio": in_asyncio, "trio": in_trio}


def in_threads(count: int, act: Callable[[], Any]) -> list[Any]:
    """Run ``act`` in so many threads, all at once; return results and exceptions."""
    start = threading.Barrier(count)

    def run() -> Any:
        start.wait(PATIENCE)
        try:
            return act()
        except Exception as error:  # whatever it is, it is the result that the test looks at
            return error

    with ThreadPoolExecutor(count) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(run) for _ in range(count)]]


def statuses(results: list[Any]) -> set[Any]:
    """Return what came of calls: status codes, and the exceptions in words."""
    return {result.status_code if isinstance(result, http.Response) else repr(result) for result in results}
