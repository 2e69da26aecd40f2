"""Whole Python programs, which run as they are pasted: imports, credentials, a client, a call.

Secrets come from environment variables, which the curl samples read, too.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Api, AuthScheme, Flow, Operation, Resource
from .python import Code, python_call, python_credentials, python_expression, python_pages
from .queries import alternatives, calls, scheme_of

__all__ = [
    "first_operation",
    "python_errors",
    "python_first_call",
    "python_page_program",
    "python_program",
    "python_sign_in",
    "sample_operation",
    "usual_method",
    "webhook_program",
]

_WIDTH = 68


@dataclass(frozen=True)
class _Setup:
    """How a program makes its credentials: what it imports, the lines before the client, and the client's argument."""

    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    argument: str = ""


def python_program(
    operation: Operation, resource: Resource, api: Api, keys: Sequence[str] = (), *, asynchronous: bool = False
) -> str:
    """Return a program that calls an operation with example values.

    Args:
        operation: The operation.
        resource: The resource that it belongs to.
        api: The document.
        keys: The schemes to authenticate with.
        asynchronous: Whether it uses an ``AsyncClient``.
    """
    setups = [_setup(usual_method(scheme, operation), api) for key in keys if (scheme := scheme_of(key, api))]
    call = python_call(operation, resource, api, asynchronous=asynchronous)
    return _program(_joined(setups), call, api, asynchronous=asynchronous)


def python_first_call(method: AuthScheme | Flow, scheme: AuthScheme, api: Api) -> str:
    """Return a program that authenticates and makes a first call.

    Args:
        method: The scheme itself, or one of its flows that takes no browser.
        scheme: The scheme.
        api: The document that it belongs to.
    """
    return _program(_setup(method, api), _first_call(method, scheme, api), api)


def python_sign_in(flow: Flow, scheme: AuthScheme, api: Api) -> str:
    """Return a program that lets a user sign in with a browser and makes a first call.

    Args:
        flow: A flow that uses a browser.
        scheme: Its scheme.
        api: The document that it belongs to.
    """
    lines = (
        f"app = {python_credentials(flow, api)}",
        "login = app.start()",
        'print("Open this address:", login.url)',
        'token = app.finish(input("The address that you came back to: "), login)',
    )
    setup = _Setup((flow.class_name,), lines, "app.resume(token)")
    return _program(setup, _first_call(flow, scheme, api), api)


def python_page_program(operation: Operation, resource: Resource, api: Api) -> str:
    """Return a program that fetches a list page by page.

    Args:
        operation: An operation with pages.
        resource: The resource that it belongs to.
        api: The document.
    """
    return _program(_recommended(operation, api), python_pages(operation, resource, api), api)


def python_errors(api: Api) -> str | None:
    """Return a program with a handler for each kind of error, or None if the document has no operations.

    Args:
        api: The document.
    """
    simple = [pair for pair in calls(api) if pair[0].pagination is None] or calls(api)
    if not simple:
        return None
    missing = next((pair for pair in simple if any(error.status == "404" for error in pair[0].errors)), None)
    operation, resource = missing or simple[0]
    special = [error.class_name for error in api.error_statuses if missing and error.status == 404]
    call = textwrap.indent(python_call(operation, resource, api), "    ")
    body = f"try:\n{call}\n" + "".join(f'except {name}:\n    print("Not found.")\n' for name in special)
    body += (
        "except APIStatusError as error:\n    print(error.status_code, error.code, error.message)\n"
        'except OAuthError as error:\n    print("Signing in failed:", error.error, error.error_description)\n'
        'except APIConnectionError as error:\n    print("No response:", error)'
    )
    names = sorted(["APIConnectionError", "APIStatusError", "OAuthError", *special])
    imports = [f"from {api.package}.errors import {', '.join(names)}"]
    return _program(_recommended(operation, api), body, api, imports=imports)


def webhook_program(api: Api) -> str:
    """Return a program that receives webhooks, whatever framework calls it.

    Args:
        api: The document.
    """
    first = next((webhook.type.model for webhook in api.webhooks if webhook.accepts == "object"), None)
    known = f"    if isinstance(payload, {first}):\n        print(payload)\n" if first else "    print(payload)\n"
    imports = f"from {api.package}.models import {first}\n" if first else ""
    return f'''\
from http import HTTPStatus

from {api.package}.errors import WebhookError
{imports}from {api.package}.webhooks import parse_webhook


def receive(body: bytes, headers: dict[str, str]) -> HTTPStatus:
    """Handle a request, and return the status of the response."""
    try:
        payload = parse_webhook(body, headers)
    except WebhookError as error:
        print("Refused:", error)
        return HTTPStatus.BAD_REQUEST
{known}    return HTTPStatus.OK
'''


def sample_operation(
    scheme: AuthScheme, api: Api, method: AuthScheme | Flow | None = None
) -> tuple[Operation, Resource] | None:
    """Return the simplest operation to try an authentication method with, or None if the document has none for it.

    Args:
        scheme: The security scheme; if no operation declares any, all accept it.
        api: The document that it belongs to.
        method: The method; with client credentials there is no record of the caller.
    """
    pairs = calls(api)
    accepting = [pair for pair in pairs if (scheme.key,) in pair[0].security]
    if not any(operation.security for operation, _ in pairs):
        accepting = pairs
    if method is not None and method.kind == "clientCredentials":
        accepting = [pair for pair in accepting if not pair[0].own_record]
    return min(accepting, key=_effort, default=None)


def first_operation(api: Api) -> tuple[Operation, Resource] | None:
    """Return the simplest operation of a document, or None if it has none.

    Args:
        api: The document.
    """
    return min(calls(api), key=_effort, default=None)


def _effort(pair: tuple[Operation, Resource]) -> tuple[int, bool, int, bool, int]:
    """Return how much it takes to try an operation: one that changes nothing comes first, and values made up last."""
    operation, _ = pair
    required = [parameter for parameter in operation.parameters if parameter.required]
    made_up = any(parameter.example is None for parameter in required)
    if operation.body and operation.method != "get":
        made_up = made_up or not operation.body.examples
    verbs = ("get", "post", "put", "patch")
    verb = verbs.index(operation.method) if operation.method in verbs else len(verbs)
    return verb, made_up, len(required), operation.pagination is not None, len(operation.parameters)


def usual_method(scheme: AuthScheme, operation: Operation) -> AuthScheme | Flow:
    """Return how a program authenticates for an operation: with the first flow that takes no browser, if there is one.

    Args:
        scheme: The scheme, its flows in the recommended order.
        operation: The operation; a client by itself has no record of its own.
    """
    alone = [flow for flow in scheme.flows if flow.kind == "clientCredentials" and not operation.own_record]
    return next(iter(alone or scheme.flows), scheme)


def _recommended(operation: Operation, api: Api) -> _Setup:
    keys = next(iter(alternatives(operation, api)), ())
    return _joined([_setup(usual_method(scheme, operation), api) for key in keys if (scheme := scheme_of(key, api))])


def _first_call(method: AuthScheme | Flow, scheme: AuthScheme, api: Api) -> str:
    sample = sample_operation(scheme, api, method)
    return python_call(*sample, api) if sample else "print(client)"


def _setup(method: AuthScheme | Flow, api: Api) -> _Setup:
    """Return how a program authenticates with a method; of a user who has signed in it has a token already."""
    credentials = python_credentials(method, api)
    if isinstance(method, Flow) and method.authorization.url is not None:
        given = {"access_token": Code('os.environ["TOKEN"]'), "base_url": api.server.default_url, "issued_at": 0}
        token = python_expression("Token", [], given)
        lines = (f"app = {credentials}", f"token = {token}")
        return _Setup((method.class_name, "Token"), lines, "app.resume(token)")
    if "\n" not in credentials and len(credentials) <= _WIDTH - len("with Client() as client:"):
        return _Setup((method.class_name,), (), credentials)
    return _Setup((method.class_name,), (f"credentials = {credentials}",), "credentials")


def _joined(setups: Sequence[_Setup]) -> _Setup:
    """Return the setup of several credentials that are sent together."""
    if len(setups) < 2:
        return setups[0] if setups else _Setup()
    lines: list[str] = []
    arguments = []
    for number, setup in enumerate(setups, 1):
        lines += [re.sub(r"^credentials\b", f"credentials_{number}", line) for line in setup.lines]
        arguments.append(f"credentials_{number}" if setup.argument == "credentials" else setup.argument)
    return _Setup(tuple(name for setup in setups for name in setup.names), tuple(lines), " & ".join(arguments))


def _program(setup: _Setup, call: str, api: Api, *, asynchronous: bool = False, imports: Iterable[str] = ()) -> str:
    client = "AsyncClient" if asynchronous else "Client"
    body = [*setup.lines, f"{'async ' if asynchronous else ''}with {client}({setup.argument}) as client:"]
    text = "\n".join([*body, textwrap.indent(call, "    ")])
    if asynchronous:
        text = f"async def main():\n{textwrap.indent(text, '    ')}\n\n\nasyncio.run(main())"
    standard = [name for name in ("asyncio", "os") if re.search(rf"\b{name}\.", text)]
    modules = [f"import {name}" for name in standard]
    modules += ["from pathlib import Path"] if "Path(" in text else []
    own = [f"from {api.package} import {', '.join(sorted({client, *setup.names}))}", *imports]
    head = ["\n".join(modules), "\n".join(own)]
    space = "\n\n\n" if asynchronous else "\n\n"
    return "\n\n".join(filter(None, head)) + space + text
