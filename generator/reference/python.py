"""Calls as a user of the generated client writes them."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..build.names import snake
from ..model import Api, AuthScheme, Field, Flow, Operation, Parameter, Resource
from ..python_source import argument_annotation, python_literal, result_annotation
from ..types import Type
from .values import argument_value, body_value, placeholder

__all__ = [
    "dotted",
    "python_call",
    "python_client",
    "python_credentials",
    "python_errors",
    "python_finish",
    "python_pages",
    "python_signature",
    "python_start",
    "sample_operation",
]

_WIDTH = 68


def dotted(operation: Operation, resource: Resource) -> str:
    """Return the path of an operation below the client: ``account.agents.list``."""
    return ".".join([*resource.path, operation.name])


def python_call(operation: Operation, resource: Resource, api: Api) -> str:
    """Return the call of an operation with example values.

    Args:
        operation: The operation.
        resource: The resource that it belongs to.
        api: The document.
    """
    call = f"client.{dotted(operation, resource)}"
    positional, keywords = _arguments(operation, api)
    if operation.pagination:
        item = _variable(operation.pagination.item_type)
        return f"{_call(f'for {item} in {call}', positional, keywords)}:\n    print({item})"
    if operation.success.type is None:
        return _call(call, positional, keywords)
    return _call(f"{_variable(operation.success.type)} = {call}", positional, keywords)


def python_signature(operation: Operation, resource: Resource) -> str:
    """Return an operation's signature; ``...`` marks what is optional.

    Args:
        operation: The operation.
        resource: The resource that it belongs to.
    """
    positional = [f"{item.name}: {argument_annotation(item.type)}" for item in operation.located("path")]
    if operation.body and not operation.body.fields:
        positional.append(
            f"body: {argument_annotation(operation.body.type)}{'' if operation.body.required else ' = ...'}"
        )
    keywords = sorted(_keywords(operation), key=lambda item: not item.required)
    named = [f"{item.name}: {argument_annotation(item.type)}{'' if item.required else ' = ...'}" for item in keywords]
    parts = [*positional, *(["*", *named] if named else [])]
    return f"{dotted(operation, resource)}({', '.join(parts)}) -> {result_annotation(operation, list_name='list')}"


def sample_operation(scheme: AuthScheme, api: Api, *, alone: bool = False) -> tuple[Operation, Resource] | None:
    """Return the simplest operation to try an authentication method with, or None.

    Args:
        scheme: The security scheme.
        api: The document that it belongs to.
        alone: Whether the credentials are not a user's, so that there is no record of the caller.
    """
    harmless = [
        (operation, resource)
        for resource in api.walk()
        for operation in resource.operations
        if operation.method.upper() == "GET"
        and (scheme.key,) in operation.security
        and not any(parameter.required for parameter in operation.parameters)
        and not (alone and operation.own_record)
    ]
    return min(harmless, key=lambda pair: (pair[0].pagination is not None, len(pair[0].parameters)), default=None)


def python_client(method: AuthScheme | Flow, scheme: AuthScheme, api: Api) -> str:
    """Return a first call with credentials that need no browser.

    Args:
        method: The scheme itself, or one of its flows.
        scheme: The scheme.
        api: The document that it belongs to.
    """
    names = ", ".join(sorted(["Client", method.class_name]))
    credentials = python_credentials(method)
    alone = isinstance(method, Flow) and method.kind == "clientCredentials"
    return f"from {api.package} import {names}\n\n" + _session(credentials, scheme, api, alone=alone)


def python_start(flow: Flow, api: Api) -> str:
    """Return the code that creates the URL to open in a browser.

    Args:
        flow: A flow that uses a browser.
        api: The document that it belongs to.
    """
    names = ", ".join(sorted(["Client", flow.class_name]))
    setup = _call(f"app = {flow.class_name}", [], _given(flow.parameters))
    return f"from {api.package} import {names}\n\n{setup}\nlogin = app.start()\nprint(login.url)"


def python_finish(scheme: AuthScheme, api: Api) -> str:
    """Return the code that handles the redirect and calls the API.

    Args:
        scheme: The scheme that the flow belongs to.
        api: The document.
    """
    comment = "# redirected_url is the full URL that the browser was redirected to."
    return f"{comment}\ntoken = app.finish(redirected_url, login)\n\n" + _session("app.resume(token)", scheme, api)


def python_pages(operation: Operation, resource: Resource, api: Api) -> str:
    """Return code that iterates over a list, and code that fetches it page by page.

    Args:
        operation: An operation with pages.
        resource: The resource that it belongs to.
        api: The document.
    """
    call = _call(f"page = client.{dotted(operation, resource)}", *_arguments(operation, api))
    walk = python_call(operation, resource, api)
    return f"{walk}\n\n{call}\nprint(len(page.items), page.total)\npage = page.next_page()"


def python_errors(api: Api) -> str | None:
    """Return a call with a handler for each kind of error, or None if the document has no operations.

    Args:
        api: The document.
    """
    pairs = [(operation, resource) for resource in api.walk() for operation in resource.operations]
    simple = [pair for pair in pairs if pair[0].pagination is None] or pairs
    if not simple:
        return None
    missing = next((error.class_name for error in api.error_statuses if error.status == 404), None)
    hit = next((pair for pair in simple if any(error.status == "404" for error in pair[0].errors)), None)
    special = [missing] if missing and hit else []
    names = sorted(["APIConnectionError", "APIStatusError", "OAuthError", *special])
    inside = python_call(*(hit if special and hit else simple[0]), api).replace("\n", "\n    ")
    first = f'except {missing}:\n    print("Not found.")\n' if special else ""
    return (
        f"from {api.package}.errors import {', '.join(names)}\n\ntry:\n    {inside}\n{first}"
        "except APIStatusError as error:\n    print(error.status_code, error.code, error.message)\n"
        'except OAuthError as error:\n    print("Signing in failed:", error.error, error.error_description)\n'
        'except APIConnectionError as error:\n    print("No response:", error)'
    )


def python_credentials(method: AuthScheme | Flow) -> str:
    """Return the expression that creates the credentials of an authentication method."""
    return _call(method.class_name, [], _given(method.parameters))


def _session(credentials: str, scheme: AuthScheme, api: Api, *, alone: bool = False) -> str:
    sample = sample_operation(scheme, api, alone=alone)
    if sample is None:
        return _wrapped("client = Client(", credentials, ")")
    inside = _shown(*sample, api).replace("\n", "\n    ")
    return f"{_wrapped('with Client(', credentials, ') as client:')}\n    {inside}"


def _shown(operation: Operation, resource: Resource, api: Api) -> str:
    call = python_call(operation, resource, api)
    name, separator, _ = call.partition(" = ")
    return f"{call}\nprint({name})" if separator and name.isidentifier() else call


def _wrapped(before: str, credentials: str, after: str) -> str:
    if "\n" not in credentials and len(before + credentials + after) <= _WIDTH:
        return before + credentials + after
    return f"credentials = {credentials}\n{before}credentials{after}"


def _given(parameters: Iterable[Field]) -> dict[str, Any]:
    # Optional secrets are shown too: a client that has one must send it.
    shown = (field for field in parameters if field.required or field.example is not None or field.secret)
    return {field.name: placeholder(field) for field in shown}


def _keywords(operation: Operation) -> list[Parameter | Field]:
    fields = operation.body.fields if operation.body else ()
    parameters = (*operation.located("query"), *operation.located("header"))
    return [*parameters, *(field for field in fields if not field.read_only)]


def _arguments(operation: Operation, api: Api) -> tuple[list[Any], dict[str, Any]]:
    positional = [argument_value(parameter, api) for parameter in operation.located("path")]
    parameters = (*operation.located("query"), *operation.located("header"))
    keywords = {
        parameter.name: argument_value(parameter, api)
        for parameter in parameters
        if parameter.required or parameter.example is not None
    }
    if operation.body:
        value = body_value(operation.body, api)
        if not operation.body.fields:
            positional.append(value)
        elif isinstance(value, Mapping):
            known = {field.wire_name: field.name for field in operation.body.fields if not field.read_only}
            keywords |= {known[name]: member for name, member in value.items() if name in known}
    return positional, keywords


def _variable(type_: Type) -> str:
    """Return the name of the variable for a result, after its class if it has one."""
    if type_.model is None or type_.nullable:
        return "result"
    name = snake(type_.model).rstrip("_") + ("s" if type_.decoding == "models" else "")
    return f"{name}_" if keyword.iskeyword(name) or name in ("client", "print") else name


def _call(function: str, positional: Sequence[Any], keywords: Mapping[str, Any]) -> str:
    flat = [*map(_literal, positional), *(f"{name}={_literal(value)}" for name, value in keywords.items())]
    line = f"{function}({', '.join(flat)})"
    if len(line) <= (_WIDTH if keywords else 2 * _WIDTH):
        return line
    parts = [_literal(value, 4) for value in positional]
    parts += [f"{name}={_literal(value, 4)}" for name, value in keywords.items()]
    return f"{function}(\n" + "".join(f"    {part},\n" for part in parts) + ")"


def _literal(value: Any, indent: int | None = None) -> str:
    """Write a JSON value as Python; with ``indent``, long lists and objects get one line per entry."""
    if isinstance(value, Mapping):
        parts, brackets = [(_literal(str(name)) + ": ", member) for name, member in value.items()], "{}"
    elif isinstance(value, list | tuple):
        parts, brackets = [("", item) for item in value], "[]"
    else:
        return python_literal(value)
    line = brackets[0] + ", ".join(prefix + _literal(item) for prefix, item in parts) + brackets[1]
    if indent is None or len(line) + indent <= _WIDTH - 16:
        return line
    pad = " " * (indent + 4)
    lines = "".join(f"{pad}{prefix}{_literal(item, indent + 4)},\n" for prefix, item in parts)
    return f"{brackets[0]}\n{lines}{' ' * indent}{brackets[1]}"
