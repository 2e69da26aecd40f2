"""The situations that readers start in: what they have, and the first commands for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ..model import Api, AuthScheme, Flow, Operation, Resource
from .curl import example_path, example_query, quoted, variable_name
from .programs import sample_operation
from .python import dotted
from .queries import auth_methods, discouraged
from .samples import variant_labels

__all__ = ["situations", "switches"]

_Method: TypeAlias = tuple[AuthScheme | Flow, AuthScheme]
_Program: TypeAlias = Literal["script", "service", "web"]

_INSTALL = "pip install .  # in a copy of this project"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One situation.

    Attributes:
        key: Its name in addresses.
        title: What the reader has.
        method: How to authenticate in it.
        scheme: The scheme of that method.
        commands: The first commands for a shell.
    """

    key: Literal["script", "service", "web", "terminal"]
    title: str
    method: AuthScheme | Flow
    scheme: AuthScheme
    commands: str


def situations(api: Api) -> list[Situation]:
    """Return the situations that the document's authentication methods allow, the simplest first."""
    methods = auth_methods(api)
    usable = [pair for pair in methods if not discouraged(pair[0])] or methods
    keys = [pair for pair in usable if not isinstance(pair[0], Flow)]
    clients = [pair for pair in usable if isinstance(pair[0], Flow) and pair[0].authorization.url is None]
    logins = [pair for pair in usable if isinstance(pair[0], Flow) and pair[0].authorization.url is not None]
    return [
        *_programs("script", "A script with a key", keys, api),
        *_programs("service", "A service", clients, api),
        *_programs("web", "A web application", logins, api),
        *_terminals([*logins, *keys, *clients], api),
    ]


def switches(api: Api) -> dict[str, Any]:
    """Return what the switches of the samples offer: credentials, and hosts if the document lists several.

    ``server.argument`` is the name that the host has in Python.
    """
    server: dict[str, Any] | None = None
    for place, variable in enumerate(api.server.variables):
        if len(variable.known_values) > 1:
            urls = {value: api.server.url_with(place, value) for value in (variable.default, *variable.known_values)}
            server = {
                "argument": variable.name,
                "label": variable.wire_name.capitalize(),
                "default": api.server.default_url,
                "choices": [{"value": value, "url": url} for value, url in urls.items()],
            }
            break
    return {"variants": variant_labels(api), "server": server}


def _programs(key: _Program, title: str, methods: Sequence[_Method], api: Api) -> Iterator[Situation]:
    """Yield the situation of somebody who writes a program, with the first of these methods."""
    for method, scheme in methods[:1]:
        variables = [variable_name(field, api) for field in method.parameters if field.secret]
        commands = [_INSTALL, *(f"read -rs {name} && export {name}" for name in variables)]
        yield Situation(key=key, title=title, method=method, scheme=scheme, commands="\n".join(commands))


def _terminals(methods: Sequence[_Method], api: Api) -> Iterator[Situation]:
    """Yield the situation of somebody who types commands, and signs in with the first of these methods."""
    for method, scheme in methods[:1]:
        sample = sample_operation(scheme, api, method)
        if api.who_am_i:
            calls = ["status", f"call GET {quoted(api.who_am_i.path)}"]
        else:
            calls = [f"call {_call(*sample, api)}" if sample else "call GET '/'"]
        commands = [_INSTALL, *(f"python -m {api.package} {command}" for command in ("login", *calls))]
        yield Situation(key="terminal", title="A terminal", method=method, scheme=scheme, commands="\n".join(commands))


def _call(operation: Operation, resource: Resource, api: Api) -> str:
    """Return what the command is told to call; of what sends a body, how it is called."""
    if operation.body or operation.located("header") or operation.located("cookie"):
        return f"{dotted(operation, resource)} --help"
    options = [f" --query {quoted(f'{name}={value}')}" for name, value in example_query(operation, api)]
    return f"{operation.method.upper()} {quoted(example_path(operation, api))}{''.join(options)}"
