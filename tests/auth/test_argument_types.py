"""Arguments of any type, for every public constructor and function of signing in: they work, or are refused in words.

What is refused late, in a thread or at the first request, is refused in words too.
"""

from __future__ import annotations

import copy
import datetime
import decimal
import inspect
import pickle
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from comm100 import (
    ApiKey,
    AsyncClient,
    AuthorizationCode,
    AuthorizationRequest,
    Client,
    ClientCredentials,
    FileStore,
    Implicit,
    MemoryStore,
    PartnerPassword,
    Password,
    RedisStore,
    Token,
)
from comm100._http import http
from comm100._request import OMIT
from comm100.auth import Leeway
from comm100.auth.loopback import LoopbackReceiver, open_browser
from comm100.errors import ClientError, ConfigurationError
from tests.auth.support import BASE, REDIRECT, application

pytestmark = [pytest.mark.filterwarnings("ignore:.*RFC 9700"), pytest.mark.undocumented(some=True)]


class Color(str, Enum):  # noqa: UP042  # as programs for Python before 3.11 write them
    RED = "red"


VALUES: list[Any] = [
    *(None, True, 0, -1, 1.5, float("nan"), float("inf"), 10**400, decimal.Decimal(1), datetime.datetime.min),
    *("", " ", "x", "\ud800", "\0", "a\r\nb", "x" * 10_000, b"x", bytearray(b"x"), Color.RED),
    *([], {}, (), set(), range(3), {"a": 1}, {1: "a"}, {"a": "\0"}, [("a", "b")]),
    *(object(), int, len, ..., Exception("x"), MemoryStore),
]
OWN: dict[str, Any] = {
    "api_key": "k" * 32,
    "client_id": "example-client",
    "client_secret": "example-secret",
    "email": "ada@example.com",
    "password": "example-password",
    "partner_id": 1,
    "redirect_uri": REDIRECT,
    "site_id": 10000,
}
TOKEN = Token(access_token="a", base_url=BASE, issued_at=1.0, refresh_token="r")
TRANSPORT = http.MockTransport(
    lambda request: http.Response(200, json={"id": 7, "access_token": "a", "refresh_token": "r", "expires_in": 1})
)


def call(credentials: Any, **options: Any) -> None:
    with Client(credentials, transport=TRANSPORT, max_retries=0, timeout=1, **options) as client:
        client.request("GET", "/x")


def call_with_tokens(**options: Any) -> None:
    call(ClientCredentials(**{name: OWN[name] for name in names(ClientCredentials) if name in OWN}), **options)


def sign_in(app: Any) -> None:
    login = app.start()
    app.finish(f"{REDIRECT}?code=a&state={login.state}", login)


def use_credentials(kind: Any) -> Callable[..., Any]:
    use = sign_in if hasattr(kind, "start") else call
    return lambda **arguments: use(kind(**arguments))


def use_store(folder: Path) -> Callable[..., Any]:
    def use(**arguments: Any) -> None:
        store = FileStore(**{"folder": folder, **arguments})
        if "folder" not in arguments:
            with store.lock("k"):
                store.save("k", TOKEN)

    return use


def receive(**arguments: Any) -> None:
    login = application().start()
    with LoopbackReceiver() as receiver:
        receiver.receive(**{"finish": lambda url, login: login, "login": login, "timeout": 0.0, **arguments})


def resume(**arguments: Any) -> None:
    call(application(transport=TRANSPORT).resume(**{"token": TOKEN, **arguments}))


def listen(**arguments: Any) -> None:
    with LoopbackReceiver(**arguments):
        pass


def names(callable_: Any) -> list[str]:
    return [name for name in inspect.signature(callable_).parameters if name not in ("self", "args", "kwargs")]


def cases() -> dict[str, tuple[Callable[[Path], Callable[..., Any]], list[str], dict[str, Any]]]:
    made: dict[str, Any] = {}
    for kind in (ApiKey, Password, ClientCredentials, PartnerPassword, AuthorizationCode, Implicit):
        base = {name: OWN[name] for name in names(kind) if name in OWN}
        if "transport" in names(kind):
            base["transport"] = TRANSPORT
        made[kind.__name__] = (lambda folder, kind=kind: use_credentials(kind), names(kind), base)
    # A transport of another type is a case of its own for clients, whose connections would leave this machine.
    made["Client"] = (lambda folder: lambda **given: call(ApiKey("a", "k"), **given), ["token_transport", "clock"], {})
    made["AsyncClient"] = (lambda folder: AsyncClient, ["token_transport", "clock"], {})
    made["tokens of a client"] = (lambda folder: call_with_tokens, ["token_transport", "clock"], {})
    made["FileStore"] = (use_store, names(FileStore), {})
    made["RedisStore"] = (lambda folder: RedisStore, names(RedisStore), {"server": "redis://127.0.0.1:1"})
    made["LoopbackReceiver"] = (lambda folder: listen, names(LoopbackReceiver), {})
    made["receive"] = (lambda folder: receive, ["finish", "login"], {})
    made["open_browser"] = (lambda folder: lambda url: open_browser(url, opener=lambda url: None), ["url"], {})
    made["resume"] = (lambda folder: resume, ["token", "store", "subject", "base_url"], {})
    made["start"] = (lambda folder: application().start, names(application().start), {})
    made["Leeway"] = (lambda folder: Leeway, names(Leeway), {})
    made["Token"] = (lambda folder: Token, names(Token), {"access_token": "a", "base_url": BASE, "issued_at": 1.0})
    made["Token.from_dict"] = (lambda folder: Token.from_dict, ["data"], {})
    made["AuthorizationRequest.from_dict"] = (lambda folder: AuthorizationRequest.from_dict, ["data"], {})
    return made


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_an_argument_of_any_type_works_or_is_refused(name: str, tmp_path: Path) -> None:
    """By a ClientError, wherever it is noticed."""
    make, parameters, base = CASES[name]
    act = make(tmp_path / "tokens")
    wrong = []
    for parameter in parameters:
        for value in VALUES:
            try:
                act(**{**base, parameter: value})
            except ClientError:
                continue
            except Exception as error:  # whatever it is, it is what the test is about
                wrong += [(parameter, type(value).__name__, repr(error))]
    assert wrong == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"allowed_hosts": "app.example.com"}, "allowed_hosts is a collection of hosts, not a str"),
        ({"allowed_hosts": [7]}, "A host in allowed_hosts must be"),
        ({"allowed_hosts": ["a..b"]}, "not a host name"),
        ({"issuer": b"https://a.example"}, "issuer must be of type"),
        ({"timeout": "5"}, "not a positive number of seconds"),
        ({"clock": 7}, "clock must be a Clock, not 7"),
    ],
)
def test_an_application_refuses_an_option_that_cannot_work(options: dict[str, Any], said: str) -> None:
    """At once, and not when somebody is back from the login page."""
    with pytest.raises(ConfigurationError, match=said):
        application(**options)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_copy_of_omit_is_omit(copied: Callable[[Any], Any]) -> None:
    """Whoever copies arguments keeps those that are not sent."""
    assert copied({"a": OMIT})["a"] is OMIT
