"""What value objects show, compare and take: a field that is secret or does not count stays so."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import comm100
from comm100 import errors

_SECRET = {"repr": False}
_EXTRA = {"repr": False, "hash": False}
_HANDED = {"repr": False, "compare": False}
_OWN = {"repr": False, "compare": False, "init": False}
FIELDS: dict[str, dict[str, dict[str, bool]]] = {
    "auth._flows.OAuthFlow": {"extra": _EXTRA, "store": _HANDED, "leeway": _SECRET, "transport": _HANDED},
    "auth._login_flows.LoginFlow": {"allowed_hosts": _EXTRA, "issuer": _SECRET, "timeout": _SECRET, "clock": _HANDED},
    "auth._login_flows.SignedIn": {"app": _SECRET, "store": _HANDED, "subject": _SECRET},
    "auth.authorization.AuthorizationRequest": {
        **{"url": _SECRET, "state": _SECRET, "code_verifier": _SECRET},
        **{"restored": _OWN, "_used": _OWN},
    },
    "auth.credentials.ApiKey": {"api_key": _SECRET},
    "auth.credentials.AuthorizationCode": {"client_secret": _SECRET},
    "auth.credentials.ClientCredentials": {"client_secret": _SECRET},
    "auth.credentials.PartnerPassword": {"password": _SECRET},
    "auth.credentials.Password": {"password": _SECRET, "client_secret": _SECRET},
    "auth.token.Token": {"access_token": _SECRET, "refresh_token": _SECRET, "refresh_error": _SECRET, "header": _OWN},
    "cli.session.StoredToken": {"values": _SECRET, "slot": _HANDED},
    "cli.store.SignIn": {"secrets": _SECRET},
}
"""The fields that are not shown, compared and given to the constructor as usual, by class."""

SWITCHES: dict[str, dict[str, bool | float]] = {
    "_response._Body": {"is_complete": True},
    "auth._base.BoundAuth": {"uses_tokens": False},
    "auth._base.ClientContext": {"max_retries": 2},
    "auth._flows.PasswordFlow": {"keep_password": False},
    "auth._httpx_auth.BearerAuth": {"uses_tokens": True},
    "auth._login_flows.LoginFlow": {"timeout": 30},
    "auth._requests.Flow": {"basic": False},
    "auth.authorization.AuthorizationRequest": {"restored": False},
    "auth.loopback.Listener": {"daemon_threads": True, "timeout": 0.05, "allow_reuse_address": True},
    "auth.token.Leeway": {"advisory": 600, "mandatory": 30},
    "cli.commands._TokenState": {"renewable": False},
    "cli.description.Setting": {"required": False, "secret": False, "integer": False},
    "cli.operations.Argument": {"takes_files": False},
}

BY_POSITION = {
    "auth.credentials.ApiKey",
    "auth.loopback.LoopbackAddress",
    "auth.loopback.ResultPage",
    "cli.browser.BrowserSignIn",
    "cli.calls._NamedRequest",
    "cli.calls._PlainRequest",
    "cli.commands._TokenState",
}
MUTABLE = {"cli.calls._NamedRequest", "cli.calls._PlainRequest"}


def all_classes() -> Iterator[tuple[str, Any]]:
    """Yield each class of the package but the mock's, by the name of its module and its own."""
    for module in pkgutil.walk_packages(comm100.__path__, "comm100."):
        if not module.name.startswith(("comm100.testing", "comm100.models", "comm100.resources", "comm100.__main__")):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, type) and value.__module__ == module.name:
                    yield f"{module.name.removeprefix('comm100.')}.{name}", value


def classes() -> Iterator[tuple[str, Any]]:
    """Yield each dataclass of them."""
    yield from ((name, kind) for name, kind in all_classes() if dataclasses.is_dataclass(kind))


def own_fields(kind: Any) -> list[Any]:
    return [field for field in dataclasses.fields(kind) if field.name in vars(kind).get("__annotations__", {})]


def test_which_fields_are_hidden_and_which_do_not_count() -> None:
    """A repr, and an error reporter that shows one, has no secret; two objects are one whatever they were handed."""
    unusual = {}
    for name, kind in classes():
        fields = {
            field.name: {
                option: False for option in ("repr", "hash", "compare", "init") if getattr(field, option) is False
            }
            for field in own_fields(kind)
        }
        if any(fields.values()):
            unusual[name] = {field: options for field, options in fields.items() if options}
    assert unusual == FIELDS


def test_the_switches_and_numbers_of_all_classes() -> None:
    """Defaults of fields and what subclasses override: all are listed, so that whoever changes one decides it here."""
    switches = {}
    for name, kind in all_classes():
        values = {key: value for key, value in vars(kind).items() if isinstance(value, bool | int | float)}
        if plain := {key: value for key, value in values.items() if not key.startswith("_")}:
            switches[name] = plain
    assert switches == SWITCHES


def test_which_can_be_changed_and_which_take_arguments_by_position() -> None:
    """Values are frozen, by the dataclass or by their base; most take keyword arguments only."""
    by_position, mutable = set(), set()
    for name, kind in classes():
        fields = [field for field in own_fields(kind) if field.init]
        if fields and not all(field.kw_only for field in fields):
            by_position.add(name)
        if not kind.__dataclass_params__.frozen and kind.__setattr__ is object.__setattr__:
            mutable.add(name)
    assert by_position == BY_POSITION
    assert mutable == MUTABLE


def test_the_flows_are_those_of_the_document() -> None:
    """How each authenticates, what is kept out of URLs, and what its requests may carry."""
    client = ("client_id", "client_secret", "redirect_uri")
    refresh = sorted(("grant_type", "refresh_token", *client))
    url, partner = "/oauth/token", "/partner/oauth/token"
    expected = {
        "AuthorizationCode": (
            ("oauth2", "authorizationCode", "authorization_code", False, "/oauth/authorize", url, url),
            {"client_secret"},
            sorted(("grant_type", "code", *client)),
            refresh,
        ),
        "Implicit": (("oauth2", "implicit", "", False, "/oauth/authorize", None, None), set(), [], []),
        "Password": (
            ("oauth2", "password", "password", False, None, url, url),
            {"client_secret", "password"},
            sorted(("grant_type", "email", "password")),
            refresh,
        ),
        "ClientCredentials": (
            ("oauth2", "clientCredentials", "client_credentials", False, None, url, url),
            {"client_secret"},
            sorted(("grant_type", *client, "siteId")),
            refresh,
        ),
        "PartnerPassword": (
            ("partnerOAuth2", "password", "password", False, None, partner, partner),
            {"password"},
            sorted(("grant_type", "email", "password")),
            ["refresh_token"],
        ),
    }
    flows = {name: getattr(comm100, name).flow for name in expected}
    assert {
        name: (
            (
                *(flow.scheme, flow.kind, flow.grant_type, flow.basic),
                *(flow.authorization_url, flow.token_url, flow.refresh_url),
            ),
            set(flow.secrets),
            sorted(flow.token_request),
            sorted(flow.refresh_request),
        )
        for name, flow in flows.items()
    } == expected
    assert {name: getattr(comm100, name).scheme for name in ("ApiKey", *expected)} == {
        "ApiKey": "apiKey",
        **{name: flow.scheme for name, flow in flows.items()},
    }


def test_the_errors_are_those_of_the_document() -> None:
    """One a status, one more where a message tells two meanings apart, and those of the RFCs."""
    assert {status: error.__name__ for status, error in errors.STATUS_ERRORS.items()} == {
        400: "BadRequestError",
        401: "UnauthorizedError",
        403: "ForbiddenError",
        404: "NotFoundError",
        429: "RateLimitError",
        500: "InternalServerError",
        503: "ServiceUnavailableError",
    }
    kinds = {(status, error.__name__) for status, kinds in errors.ERROR_KINDS.items() for error in kinds.values()}
    assert kinds == {(403, "DailyLimitExceededError")}
    assert all(code == error.error_code for code, error in errors.OAUTH_ERRORS.items())
