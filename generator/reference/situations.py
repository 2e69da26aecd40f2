"""The situations that readers start in: what they have, and the first commands for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..model import Api, AuthScheme, Flow, Operation, Resource
from .curl import example_path, example_query, quoted, variable_name
from .programs import sample_operation
from .python import dotted
from .queries import auth_methods, discouraged
from .samples import variant_labels

__all__ = ["situations", "switches"]


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One situation.

    Attributes:
        key: Its name in addresses.
        title: What the reader has.
        method: How to authenticate in it.
        scheme: The scheme of that method.
        commands: The first commands for a shell.
        browser: Whether a user signs in with a browser.
    """

    key: Literal["script", "service", "web", "terminal"]
    title: str
    method: AuthScheme | Flow
    scheme: AuthScheme
    commands: str
    browser: bool = False


def situations(api: Api) -> list[Situation]:
    """Return the situations that the document's authentication methods allow, the simplest first."""
    methods = auth_methods(api)
    usable = [pair for pair in methods if not discouraged(pair[0])] or methods
    keys = [pair for pair in usable if not isinstance(pair[0], Flow)]
    clients = [pair for pair in usable if isinstance(pair[0], Flow) and pair[0].authorization.url is None]
    logins = [pair for pair in usable if isinstance(pair[0], Flow) and pair[0].authorization.url is not None]
    found = [Situation(key="script", title="A script with a key", **_shared(*pair, api)) for pair in keys[:1]]
    found += [Situation(key="service", title="A service", **_shared(*pair, api)) for pair in clients[:1]]
    found += [
        Situation(key="web", title="A web application", browser=True, **_shared(*pair, api)) for pair in logins[:1]
    ]
    found += [_terminal(*pair, api) for pair in [*logins, *keys, *clients][:1]]
    return found


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


def _shared(method: AuthScheme | Flow, scheme: AuthScheme, api: Api) -> dict[str, Any]:
    lines = ["pip install .  # in a copy of this project"]
    secrets = [field for field in method.parameters if field.secret and field.required]
    lines += [f"read -rs {name} && export {name}" for name in (variable_name(field, api) for field in secrets)]
    return {"method": method, "scheme": scheme, "commands": "\n".join(lines)}


def _terminal(method: AuthScheme | Flow, scheme: AuthScheme, api: Api) -> Situation:
    sample = sample_operation(scheme, api, method)
    program = f"python -m {api.package}"
    call = f"GET {quoted(api.who_am_i.path if api.who_am_i else '/')}"
    if sample and not api.who_am_i:
        call = _call(*sample, api)
    lines = ["pip install .  # in a copy of this project", f"{program} login", f"{program} call {call}"]
    if api.who_am_i:
        lines.insert(2, f"{program} status")
    return Situation(key="terminal", title="A terminal", method=method, scheme=scheme, commands="\n".join(lines))


def _call(operation: Operation, resource: Resource, api: Api) -> str:
    """Return what the command is told to call; of what sends a body, how it is called."""
    if operation.body or operation.located("header") or operation.located("cookie"):
        return f"{dotted(operation, resource)} --help"
    options = [f" --query {quoted(f'{name}={value}')}" for name, value in example_query(operation, api)]
    return f"{operation.method.upper()} {quoted(example_path(operation, api))}{''.join(options)}"
