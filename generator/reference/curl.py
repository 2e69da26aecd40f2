"""Calls as curl commands for bash, with every argument in single quotes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from ..model import Api, AuthScheme, Flow, Operation, Parameter
from .oauth import Step, absolute_url, request_fields, request_of, token_value
from .values import argument_value, body_value, placeholder

__all__ = ["curl_authorize", "curl_operation", "curl_token"]

_FORM = "application/x-www-form-urlencoded"


def curl_operation(operation: Operation, api: Api, scheme: AuthScheme | None = None) -> str:
    """Return the command that calls an operation with example values.

    Args:
        operation: The operation.
        api: The document that it belongs to.
        scheme: How to authenticate; by default the first scheme that the operation accepts.
    """
    keys = operation.security[0] if operation.security else ()
    schemes = [scheme] if scheme else [other for other in api.schemes if other.key in keys]
    query = [*_pairs(operation.located("query"), api), *_credentials(schemes, "query")]
    headers = [*_pairs(operation.located("header"), api), *_credentials(schemes, "header")]
    cookies = [*_pairs(operation.located("cookie"), api), *_credentials(schemes, "cookie")]
    arguments = [] if operation.method.upper() == "GET" else [f"--request {operation.method.upper()}"]
    arguments += [f"--user {_quoted(':'.join(pair))}" for pair in _credentials(schemes, "basic")]
    arguments += [f"--header {_quoted(f'{name}: {value}')}" for name, value in headers]
    arguments += [f"--cookie {_quoted(f'{name}={value}')}" for name, value in cookies]
    return _command(_url(operation, query, api), [*arguments, *_body(operation, api)])


def curl_authorize(flow: Flow, api: Api) -> str:
    """Return the command that sends a flow's authorization request and shows the redirect.

    Args:
        flow: A flow with an authorization URL.
        api: The document that it belongs to.
    """
    sent = _urlencoded(_sent(flow, "authorization"))
    return _command(absolute_url(flow.authorization.url or "", api), ["--include", "--get", *sent])


def curl_token(flow: Flow, api: Api, step: Step = "token") -> str:
    """Return the command that requests or refreshes a token.

    Args:
        flow: A flow with a token URL.
        api: The document that it belongs to.
        step: ``token`` or ``refresh``.
    """
    arguments = _urlencoded(_sent(flow, step))
    own = {field.wire_name: field for field in flow.parameters}
    if flow.client_authentication == "basic" and "client_id" in own and own["client_id"].required:
        # RFC 6749 section 2.3.1: both halves are form-encoded before they are joined.
        pair = [quote(_text(placeholder(own[name])), safe="") for name in ("client_id", "client_secret") if name in own]
        arguments.insert(0, f"--user {_quoted(':'.join(pair))}")
    return _command(absolute_url(request_of(flow, step).url or "", api), arguments)


def _sent(flow: Flow, step: Step) -> list[tuple[str, Any]]:
    return [(field.wire_name, field.example) for field in request_fields(flow, step) if field.example is not None]


def _command(url: str, arguments: Iterable[str]) -> str:
    return " \\\n  ".join([f"curl {_quoted(url)}", *arguments])


def _quoted(text: str) -> str:
    return "'" + text.replace("\0", "").replace("'", "'\\''") + "'"


def _url(operation: Operation, query: list[tuple[str, str]], api: Api) -> str:
    path = operation.path
    for parameter in operation.located("path"):
        value = quote(_text(argument_value(parameter, api)), safe="")
        path = path.replace("{" + parameter.wire_name + "}", value)
    return api.server.default_url + path + ("?" + urlencode(query, quote_via=quote) if query else "")


def _pairs(parameters: Iterable[Parameter], api: Api) -> Iterator[tuple[str, str]]:
    for parameter in parameters:
        if not parameter.required and parameter.example is None:
            continue
        value = argument_value(parameter, api)
        if isinstance(value, list) and parameter.explode:
            yield from ((parameter.wire_name, _text(item)) for item in value)
        else:
            yield parameter.wire_name, ",".join(map(_text, value)) if isinstance(value, list) else _text(value)


def _credentials(schemes: Iterable[AuthScheme], place: str) -> Iterator[tuple[str, str]]:
    for scheme in schemes:
        values = [_text(placeholder(field)) for field in scheme.parameters]
        if scheme.kind == "basic" and place == "basic":
            yield values[0], values[1]
        elif scheme.kind == "apiKey" and place == scheme.location:
            yield scheme.wire_name or "", values[0]
        elif scheme.kind == "bearer" and place == "header":
            yield "Authorization", f"Bearer {values[0]}"
        elif scheme.kind == "oauth2" and place == "header" and scheme.flows:
            yield "Authorization", f"Bearer {token_value(scheme.flows[0])['access_token']}"


def _body(operation: Operation, api: Api) -> list[str]:
    if operation.body is None:
        # Some servers insist on the length of an empty body (RFC 9110 section 8.6), which curl omits.
        return ["--header 'Content-Length: 0'"] if operation.method.upper() in ("POST", "PUT", "PATCH") else []
    value, media_type = body_value(operation.body, api), operation.body.media_type
    if media_type == _FORM and isinstance(value, Mapping):
        return _urlencoded(value.items())
    if media_type.startswith("multipart/") and isinstance(value, Mapping):
        return [f"--form-string {_quoted(f'{name}={_text(member)}')}" for name, member in value.items()]
    text = (
        value
        if isinstance(value, str) and "json" not in media_type
        else json.dumps(value, indent=2, ensure_ascii=False)
    )
    return [f"--header {_quoted(f'Content-Type: {media_type}')}", f"--data-raw {_quoted(text)}"]


def _urlencoded(pairs: Iterable[tuple[str, Any]]) -> list[str]:
    return [f"--data-urlencode {_quoted(f'{quote(name)}={_text(value)}')}" for name, value in pairs]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
