"""What a program gets that does not ask for anything else: a default is as much a promise as a name is."""

from __future__ import annotations

import importlib
import inspect
from types import ModuleType
from typing import Any

import pytest

import comm100
import comm100.auth.loopback
import comm100.testing

_CLIENT = {"timeout": 30, "max_retries": 2, "max_response_bytes": 64 * 1024**2, "verify": True, "trust_env": True}
_CALL = {"times": 1, "probability": 1}
DEFAULTS: dict[ModuleType, dict[str, dict[str, Any]]] = {
    comm100: {
        "Client": _CLIENT,
        "AsyncClient": _CLIENT,
        "AuthorizationCode": {"timeout": 30},
        "AuthorizationCode.start": {"pkce": True},
        "Implicit": {"timeout": 30},
        "Implicit.finish": {"allow_missing_state": False},
        "Implicit.finish_async": {"allow_missing_state": False},
        "Password": {"keep_password": False},
        "PartnerPassword": {"keep_password": False},
        "FileStore": {"max_wait": 60},
        "KeyringStore": {"max_wait": 60},
        "RedisStore": {"keep": 30 * 86400, "max_wait": 60, "lock_life": 30, "timeout": 5},
    },
    comm100.auth: {
        "ClientContext": {"max_retries": 2},
        "Leeway": {"advisory": 600, "mandatory": 30},
    },
    comm100.auth.loopback: {
        "LoopbackReceiver": {"port": 0, "read_timeout": 5},
        "LoopbackReceiver.receive": {"timeout": 300},
    },
    comm100.testing: {
        "Delivery": {"wait": 0, "pieces": 1, "gap": 0, "reset": False},
        "Fault": _CALL,
        "Journal": {"dropped": 0},
        "Mock": {
            "seed": 0,
            "as_documented": False,
            "page_size": 10,
            "record_limit": 10_000,
            "token_limit": 10_000,
            "journal_limit": 1000,
            "journal_bytes": 16 * 1024**2,
        },
        "Mock.fail_next": {"times": 1},
        "Mock.inject": _CALL,
        "Mock.sign_in": {"allow": True},
        "MockApplication": {"max_body": 1024**2},
        "MockClock.advance": {"days": 0, "hours": 0, "minutes": 0, "seconds": 0},
        "MockServer": {"port": 0, "admin": False, "tls": False},
        "OAuthApp": {"require_pkce": False},
    },
}

LEFT_OUT: dict[str, dict[str, dict[str, Any]]] = {
    "_models": {
        "field": {"init": True, "secret": False},
        **{f"{kind}_field": {"init": True} for kind in ("model", "list", "date", "decoded", "duration")},
        "datetime_field": {"init": True, "zoned": False},
    },
    "_pages": {"Paging": {"first": 0, "in_body": False}},
    "_request": {"Operation": {"secured": True, "client_certificate": False, "may_be_empty": False}},
    "_resource": {"Resource": {"raw": False}, "AsyncResource": {"raw": False}},
    "_transport": {"NetworkOptions": {"verify": True, "trust_env": True}},
    "_uploads": {"Part": {"is_file": False}},
    "_wire": {"Style": {"explode": False, "reserved": False}},
    "auth._flows": {"bind_tokens": {"keep_grant": True}},
    "auth._redact": {"value_object": {"kw_only": True, "init": True}},
    "auth._requests": {"Flow": {"basic": False}, "basic_header": {"form_encoded": False}},
    "webhooks": {"parse_webhook": {"max_bytes": 10 * 1024**2}},
}
"""What the rendered modules leave out when they call these, by the name of their module."""


def defaults(function: Any) -> dict[str, Any]:
    """Return a function's switches and numbers, which nobody can guess; None is always explained."""
    parameters = inspect.signature(function).parameters.values()
    return {
        parameter.name: parameter.default
        for parameter in parameters
        if isinstance(parameter.default, (bool, int, float))
    }


def public(module: ModuleType) -> dict[str, Any]:
    """Return the public functions and classes of a module, and the classes' own public methods."""
    members = {
        name: getattr(module, name) for name in module.__all__ if module is comm100 or name not in comm100.__all__
    }
    members = {name: value for name, value in members.items() if callable(value)}
    for name, kind in list(members.items()):
        if inspect.isclass(kind):
            own = {
                key: value
                for ancestor in kind.__mro__
                if ancestor.__module__.startswith("comm100")
                for key, value in vars(ancestor).items()
            }
            members |= {
                f"{name}.{key}": value for key, value in own.items() if inspect.isfunction(value) and key[0] != "_"
            }
    return members


@pytest.mark.parametrize("module", DEFAULTS, ids=lambda module: module.__name__)
def test_the_defaults_stay_what_they_are(module: ModuleType) -> None:
    """All of them are listed: whoever changes or adds one decides it here."""
    listed = DEFAULTS[module]
    names = {name: function for name, function in public(module).items() if defaults(function)}
    assert {name: defaults(function) for name, function in names.items()} == listed
    for name, function in names.items():
        for key, value in defaults(function).items():
            assert isinstance(value, bool) == isinstance(listed[name][key], bool)


@pytest.mark.parametrize("module", LEFT_OUT)
def test_what_rendered_code_leaves_out_stays_what_it_is(module: str) -> None:
    """Only what is unusual is rendered, such as an operation without credentials."""
    own = vars(importlib.import_module(f"comm100.{module}"))
    assert {name: defaults(own[name]) for name in LEFT_OUT[module]} == LEFT_OUT[module]
