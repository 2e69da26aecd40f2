"""Secrets that stand nowhere else, all ways to get and use tokens with them, and a search for what became of them."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import gc
import html
import json
import pickle
import traceback
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, unquote

from comm100 import (
    ApiKey,
    AsyncClient,
    AuthorizationCode,
    AuthorizationRequest,
    Client,
    ClientCredentials,
    Implicit,
    PartnerPassword,
    Password,
    Token,
)
from comm100._http import http
from comm100.auth._redact import RedactedDict, SecretBytes, SecretStr
from comm100.errors import ClientError
from tests.auth.support import BASE, REDIRECT, Clock

CORES = {
    name: f"kanarie{number:x}{name}"
    for number, name in enumerate(("key", "password", "secret", "code", "access", "refresh", "extra"), start=0xC0DE)
}
"""What a leaked secret shows, however its odd characters are spelled."""

ODD = '+/=&"<%41>\\'
SECRETS = {name: core + ODD for name, core in CORES.items()}

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "for a URL": lambda text: quote(text, safe=""),
    "for a URL, as .NET does": lambda text: quote_plus(text).replace("%2B", "%2b").replace("%2F", "%2f"),
    "for a URL, twice": lambda text: quote(quote(text)),
    "with spaces for plus signs": lambda text: text.replace("+", " "),
    "for HTML": html.escape,
    "for JSON": lambda text: json.dumps(text)[1:-1].replace("+", "\\u002B").replace("<", "\\u003c"),
    "for HTML in JSON in a URL": lambda text: quote(json.dumps(html.escape(text))),
    "as Python has it": repr,
}


class Scan:
    """Looks for secrets in texts, and for what they look like in Base64."""

    def __init__(self) -> None:
        self._needles: dict[str, str] = {}
        for name, core in CORES.items():
            self.watch(name, core)

    def watch(self, name: str, secret: str) -> None:
        """Look for one more secret."""
        self._needles[secret.casefold()] = name
        for shift in range(3):  # where a Base64 digit ends depends on what stands before
            text = base64.b64encode(b"\0" * shift + secret.encode()).decode()
            self._needles[text[4 if shift else 0 : (shift + len(secret)) // 3 * 4].casefold()] = f"{name} in Base64"

    def found(self, text: object) -> list[str]:
        """Return the names of the secrets in a text."""
        lowered = str(text).casefold()
        return sorted({name for needle, name in self._needles.items() if needle in lowered})


def shown(error: BaseException) -> Iterator[str]:
    """Yield all that a program, a log or an error tracker shows of an exception and of those behind it."""
    yield "".join(traceback.format_exception(error))
    if isinstance(error, ClientError):
        yield pickle.dumps(error).decode("latin-1")
    behind: BaseException | None = error
    while behind is not None:
        yield f"{behind} {behind!r} {behind.args} {vars(behind)}"
        behind = behind.__cause__ or (None if behind.__suppress_context__ else behind.__context__)


def of_the_package(root: object) -> Iterator[Any]:
    """Yield all objects of the package's own classes that an object leads to."""
    seen, queue = {id(root)}, [root]
    while queue:
        node = queue.pop()
        if any(kind.__module__.partition(".")[0] == "comm100" for kind in type(node).__mro__):
            yield node
        for next_one in referents(node):
            if id(next_one) not in seen and not isinstance(next_one, type | ModuleType):
                seen.add(id(next_one))
                queue.append(next_one)


def referents(holder: object) -> list[Any]:
    """Return what an object holds; of a function, not its module's globals, which lead to everything."""
    held = gc.get_referents(holder)
    if isinstance(holder, FunctionType):
        return [other for other in held if other is not holder.__globals__]
    return held


def pickled(holder: object) -> str:
    """Return an object's pickle; nothing where it is refused, and where only objects that refuse it hold such data."""
    if isinstance(holder, RedactedDict | SecretBytes | SecretStr):
        return ""
    try:
        return pickle.dumps(holder).decode("latin-1")
    except (TypeError, AttributeError, pickle.PicklingError):
        return ""


class World:
    """A server that knows the canaries, and repeats what it is sent in answers that a test chooses."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.clock = Clock()
        self.urls: list[str] = []
        self.token_says: Callable[[str], Any] | None = None
        self.api_says: Callable[[str], Any] | None = None
        self.spelling: Callable[[str], str] = str
        self.transport = http.MockTransport(self.handle)

    def handle(self, request: Any) -> Any:
        self.urls.append(str(request.url))
        is_token = request.method == "POST"
        says = self.token_says if is_token else self.api_says
        if says is not None:
            return says(self.spelling(heard(request)))
        token = {"access_token": SECRETS["access"], "refresh_token": SECRETS["refresh"], "expires_in": 60}
        return http.Response(200, json=token if is_token else {})

    def __reduce__(self) -> Any:
        raise TypeError("a server is not pickled with the clients that know the way to it")

    def started(self, app: Any, **options: Any) -> AuthorizationRequest:
        """Begin a sign-in, and look for its state and its verifier from now on."""
        login: AuthorizationRequest = app.start(**options)
        self.scan.watch("state", login.state)
        if login.code_verifier:
            self.scan.watch("verifier", login.code_verifier)
        return login


def heard(request: Any) -> str:
    """Return all that a request tells a server, in clear."""
    value = request.headers.get("Authorization", "")
    pair = base64.b64decode(value[6:]).decode() if value.startswith("Basic ") else ""
    pair = unquote(pair) if request.method == "POST" else pair  # RFC 6749 section 2.3.1
    form = " ".join(value for _, value in parse_qsl(request.content.decode()))
    return f"{form} {value} {pair}"


def send(world: World, credentials: Any, *, awaited: bool) -> None:
    """Call the API."""
    options: dict[str, Any] = {"transport": world.transport, "clock": world.clock, "max_retries": 0}

    async def main() -> None:
        async with AsyncClient(credentials, **options) as client:
            await client.request("GET", "/api/v2/account/agents/me")

    if awaited:
        asyncio.run(main())
    else:
        with Client(credentials, **options) as client:
            client.request("GET", "/api/v2/account/agents/me")


def application(world: World, **options: Any) -> AuthorizationCode:
    return AuthorizationCode(
        client_id="example-client",
        client_secret=SECRETS["secret"],
        redirect_uri=REDIRECT,
        site_id=10000,
        transport=world.transport,
        clock=world.clock,
        **options,
    )


def by_code(world: World, awaited: bool) -> Any:
    app = application(world)
    login = world.started(app, pkce=True)
    redirected = f"{REDIRECT}?code={quote(SECRETS['code'], safe='')}&state={login.state}"
    return app.resume(asyncio.run(app.finish_async(redirected, login)) if awaited else app.finish(redirected, login))


def by_implicit(world: World, awaited: bool) -> Any:
    app = Implicit(client_id="example-client", redirect_uri=REDIRECT, clock=world.clock, transport=world.transport)
    login = world.started(app)
    token = quote(SECRETS["access"], safe="")
    redirected = f"{REDIRECT}#access_token={token}&refresh_token={quote(SECRETS['refresh'])}&state={login.state}"
    return app.resume(asyncio.run(app.finish_async(redirected, login)) if awaited else app.finish(redirected, login))


def by_refresh(world: World, awaited: bool) -> Any:
    token = Token(
        access_token=SECRETS["access"], base_url=BASE, issued_at=0, expires_at=1, refresh_token=SECRETS["refresh"]
    )
    return application(world).resume(token)


class BasicClient(ClientCredentials):
    """A client that authenticates with HTTP Basic, as where a document does not describe its token endpoint."""

    flow = dataclasses.replace(ClientCredentials.flow, basic=True)


WAYS: dict[str, Callable[[World, bool], Any]] = {
    "api key": lambda world, awaited: ApiKey("ada@example.com", SECRETS["key"]),
    "password": lambda world, awaited: Password(email="ada@example.com", password=SECRETS["password"]),
    "partner": lambda world, awaited: PartnerPassword(email="partner@example.com", password=SECRETS["password"]),
    "client credentials": lambda world, awaited: ClientCredentials(
        client_id="c", client_secret=SECRETS["secret"], site_id=1, extra={"tenant": SECRETS["extra"]}
    ),
    "client with HTTP Basic": lambda world, awaited: BasicClient(
        client_id="c", client_secret=SECRETS["secret"], site_id=1
    ),
    "code": by_code,
    "implicit": by_implicit,
    "refresh": by_refresh,
}
