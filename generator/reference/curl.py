"""Calls as curl commands for bash, with every argument in single quotes.

Secrets come from environment variables and reach curl through standard input (``--config -``) or a file descriptor, so
that they are neither in the list of processes nor in the shell's history.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from ..model import Api, AuthScheme, Body, Field, Flow, Operation, Parameter, Part, Style
from .oauth import Step, absolute_url, is_one_time_secret, request_fields, request_of
from .queries import alternatives
from .values import SampleFile, argument_value, body_value, placeholder, sample_media_type

__all__ = ["curl_authorize", "curl_operation", "curl_token", "example_path", "example_query", "quoted", "variable_name"]

_FORM = "application/x-www-form-urlencoded"


def curl_operation(operation: Operation, api: Api, keys: Sequence[str] | None = None) -> str:
    """Return the command that calls an operation with example values.

    Args:
        operation: The operation.
        api: The document that it belongs to.
        keys: The schemes to authenticate with; by default those that the operation accepts and that are recommended.
    """
    if keys is None:
        keys = next(iter(alternatives(operation, api)), ())
    schemes = [scheme for scheme in api.schemes if scheme.key in keys]
    arguments = [] if operation.method.upper() == "GET" else [f"--request {operation.method.upper()}"]
    arguments += [f"--header {quoted(f'{name}: {value}')}" for name, value in _pairs(operation.located("header"), api)]
    if operation.accept and operation.accept != ("application/json",):
        arguments.append(f"--header {quoted('Accept: ' + ', '.join(operation.accept))}")
    if any(content.kind == "binary" for content in operation.success.contents):
        arguments.append("--output content.bin")
    arguments += [f"--cookie {quoted(f'{name}={value}')}" for name, value in _pairs(operation.located("cookie"), api)]
    secrets = [_credential(other, api) for other in schemes if other.parameters or other.flows]
    url = _url(operation, example_query(operation, api), api)
    text = _secret_json(operation.body, api) if operation.body else None
    if text is None:
        return _command(url, [*arguments, *_body(operation, api)], secrets)
    # Standard input is for the body here, so that curl reads its options from a file that only bash can see.
    arguments.append("--header 'Content-Type: application/json'")
    config = ((option, value.replace('"', r"\"")) for option, value in secrets)
    arguments += [f'--config <(echo "{option} = \\"{value}\\"")' for option, value in config]
    return _command(url, [*arguments, f"--data-binary @- <<EOF\n{text}\nEOF"])


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
    own = {field.wire_name: field for field in flow.parameters}
    fields = [field for field in request_fields(flow, step) if field.example is not None]
    secrets = []
    if flow.client_authentication == "basic" and "client_id" in own and own["client_id"].required:
        # RFC 6749 section 2.3.1: both halves are form-encoded before they are joined.
        client = _literal(quote(_text(placeholder(own["client_id"])), safe=""))
        secrets.append(
            ("user", f"{client}:{_variable(own['client_secret'], api)}" if "client_secret" in own else client)
        )
    secrets += [
        ("data-urlencode", f"{_literal(quote(field.wire_name))}={_variable(field, api)}")
        for field in fields
        if _is_secret(field)
    ]
    arguments = _urlencoded((field.wire_name, field.example) for field in fields if not _is_secret(field))
    return _command(absolute_url(request_of(flow, step).url or "", api), arguments, secrets)


def _sent(flow: Flow, step: Step) -> list[tuple[str, Any]]:
    return [(field.wire_name, field.example) for field in request_fields(flow, step) if field.example is not None]


def _command(url: str, arguments: Iterable[str], secrets: Sequence[tuple[str, str]] = ()) -> str:
    config = "".join(f'{option} = "{value}"\n' for option, value in secrets)
    here = [f"--config - <<EOF\n{config}EOF"] if secrets else []
    return " \\\n  ".join([f"curl {quoted(url)}", *arguments, *here])


def _is_secret(field: Field) -> bool:
    return field.secret or is_one_time_secret(field.wire_name)


def variable_name(field: Field, api: Api) -> str:
    """Return the environment variable that samples read a value from.

    Args:
        field: The value.
        api: The document that it belongs to.
    """
    return f"{api.env_prefix}_{field.variable}"


def _variable(field: Field, api: Api) -> str:
    return f"${variable_name(field, api)}"


def _literal(text: str) -> str:
    """Return text for a quoted value of curl's configuration that stands in a here-document of bash."""
    for character, escaped in (("\\", r"\\"), ('"', r"\""), ("\n", r"\n"), ("\r", r"\r"), ("\t", r"\t"), ("\v", r"\v")):
        text = text.replace(character, escaped)
    return _without_expansion(text.replace("\0", ""))


def quoted(text: str) -> str:
    """Return text as one word for bash."""
    return "'" + text.replace("\0", "").replace("'", "'\\''") + "'"


def _url(operation: Operation, query: list[tuple[str, str]], api: Api) -> str:
    path = example_path(operation, api)
    return api.server.default_url + path + ("?" + urlencode(query, quote_via=quote) if query else "")


def example_path(operation: Operation, api: Api) -> str:
    """Return the path of an operation with example values.

    Args:
        operation: The operation.
        api: The document that it belongs to.
    """
    path = operation.path
    for parameter in operation.located("path"):
        path = path.replace("{" + parameter.wire_name + "}", _in_path(parameter, argument_value(parameter, api)))
    return path


def example_query(operation: Operation, api: Api) -> list[tuple[str, str]]:
    """Return the names and example values of an operation's query.

    Args:
        operation: The operation.
        api: The document that it belongs to.
    """
    return list(_pairs(operation.located("query"), api))


def _pairs(parameters: Iterable[Parameter], api: Api) -> Iterator[tuple[str, str]]:
    for parameter in parameters:
        if not parameter.required and parameter.example is None:
            continue
        yield from _styled(parameter.wire_name, argument_value(parameter, api), parameter.style)


def _styled(name: str, value: Any, style: Style) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a parameter in a query, a cookie or a form; a header field has one pair."""
    separator = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style.name, ",")
    if style.name == "json":
        yield name, _json(value)
    elif style.name == "deepObject" and isinstance(value, dict | list):
        yield from _deep(name, value)
    elif isinstance(value, dict) and style.name == "simple":
        yield name, _joined(value, style.explode)
    elif isinstance(value, dict) and style.explode:
        yield from ((member, _text(item)) for member, item in value.items())
    elif isinstance(value, dict):
        yield name, separator.join(_text(part) for member in value.items() for part in member)
    elif isinstance(value, list) and style.explode:
        yield from ((name, _text(item)) for item in value)
    else:
        yield name, separator.join(map(_text, value)) if isinstance(value, list) else _text(value)


def _deep(place: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the members of objects and lists, with their names in brackets: ``filters[0][name]``."""
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _deep(f"{place}[{key}]", item)
    else:
        yield place, _text(value)


def _in_path(parameter: Parameter, value: Any) -> str:
    """Return a path parameter, percent-encoded (RFC 6570 section 3.2)."""
    style = parameter.style
    prefix = {"label": ".", "matrix": ";"}.get(style.name, "")
    key = f"{parameter.wire_name}=" if prefix == ";" else ""
    separator = prefix if style.explode and prefix else ","
    if isinstance(value, dict):
        members = [[_quoted(part) for part in member] for member in value.items()]
        if style.explode:
            return prefix + separator.join("=".join(member) for member in members)
        return prefix + key + ",".join(part for member in members for part in member)
    if isinstance(value, list):
        return prefix + key + (separator + (key if style.explode else "")).join(map(_quoted, value))
    return prefix + key + _quoted(value)


def _joined(members: Mapping[str, Any], explode: bool) -> str:
    return ",".join(f"{name}{'=' if explode else ','}{_text(item)}" for name, item in members.items())


def _quoted(value: Any) -> str:
    return quote(_text(value), safe="")


def _credential(scheme: AuthScheme, api: Api) -> tuple[str, str]:
    """Return the option of curl that sends a credential, and its value with a variable for what is secret."""
    if scheme.flows:
        return "header", "Authorization: Bearer $TOKEN"
    secret = _variable(scheme.parameters[-1], api)
    if scheme.kind == "basic":
        return "user", f"{_literal(_text(placeholder(scheme.parameters[0])))}:{secret}"
    if scheme.kind == "bearer":
        return "header", f"Authorization: Bearer {secret}"
    if scheme.kind == "http":
        return "header", f"Authorization: {secret}"
    name = _literal(scheme.wire_name or "")
    option, separator = {"header": ("header", ": "), "cookie": ("cookie", "="), "query": ("url-query", "=")}[
        str(scheme.location)
    ]
    return option, f"{name}{separator}{secret}"


def _secret_json(body: Body, api: Api) -> str | None:
    """Return a JSON object for a here-document of bash, with variables for its secret members; None if it has none."""
    value = body_value(body, api)
    variables = {field.wire_name: _variable(field, api) for field in body.fields if field.secret}
    if body.media_type != "application/json" or not isinstance(value, Mapping) or variables.keys().isdisjoint(value):
        return None
    members = [
        f'{_without_expansion(_json(name))}: "{variables[name]}"'
        if name in variables
        else _without_expansion(_json({name: member})[1:-1])
        for name, member in value.items()
    ]
    return "{\n  " + ",\n  ".join(members) + "\n}"


def _without_expansion(text: str) -> str:
    """Escape text for a place where bash expands variables."""
    return re.sub(r"[\\$`]", r"\\\g<0>", text)


def _body(operation: Operation, api: Api) -> list[str]:
    if operation.body is None:
        # Some servers insist on the length of an empty body (RFC 9110 section 8.6), which curl omits.
        return ["--header 'Content-Length: 0'"] if operation.method.upper() in ("POST", "PUT", "PATCH") else []
    value, media_type = body_value(operation.body, api), operation.body.media_type
    parts = operation.body.contents[0].parts
    if media_type == _FORM and isinstance(value, Mapping):
        pairs = [pair for name, member in value.items() for pair in _form_pairs(name, member, parts.get(name, Part()))]
        return _urlencoded(pairs)
    if media_type.startswith("multipart/") and isinstance(value, Mapping):
        return [line for name, member in value.items() for line in _form_part(name, member, parts.get(name, Part()))]
    header = f"--header {quoted(f'Content-Type: {sample_media_type(media_type)}')}"
    if isinstance(value, SampleFile):
        return [header, f"--data-binary {quoted(f'@{value}')}"]
    text = (
        value
        if isinstance(value, str) and "json" not in media_type
        else json.dumps(value, indent=2, ensure_ascii=False)
    )
    return [header, f"--data-raw {quoted(text)}"]


def _form_pairs(name: str, value: Any, part: Part) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and part.style is None:
        return iter([(name, _json(value))])
    return _styled(name, value, part.style or Style("form", explode=True))


def _form_part(name: str, value: Any, part: Part) -> list[str]:
    if isinstance(value, SampleFile):
        return [f"--form {quoted(f'{name}=@{value}')}"]
    is_json = isinstance(value, Mapping) or (part.media_type or "").endswith("json")
    if isinstance(value, list) and not is_json:
        return [line for item in value for line in _form_part(name, item, part)]
    if is_json:
        # In double quotes, a semicolon does not end the content.
        content = _json(value).replace("\\", r"\\").replace('"', r"\"")
        text = f'{name}="{content}";type=application/json'
        return [f"--form {quoted(text)}"]
    return [f"--form-string {quoted(f'{name}={_text(value)}')}"]


def _urlencoded(pairs: Iterable[tuple[str, Any]]) -> list[str]:
    return [f"--data-urlencode {quoted(f'{quote(name)}={_text(value)}')}" for name, value in pairs]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
