"""Build the servers: those of the document, and those that paths and operations have of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from ..document.pointers import as_mapping
from ..document.semantics import is_relative, ordered_servers, server_template, server_uri, variable_default
from ..document.urls import server_url_problem
from ..document.walk import OperationRef
from ..model import Server, Variable
from . import names, reserved
from .objects import text

__all__ = ["operation_server", "servers"]

_LONGEST_NAME = 4


def servers(document: Mapping[str, Any]) -> tuple[Server, ...]:
    """Return the servers of a document that requests can be sent to; without any, the one that OpenAPI presumes.

    The first is the one to use. That is the document's first, unless only a later one says which host it is.
    """
    usable = {server.url: server for server in _servers(document.get("servers"))}
    # Without any, there is one "with a url value of /" (OpenAPI 3.1, section 4.8.1).
    return tuple(usable.values()) or tuple(_servers([{"url": "/"}]))


def operation_server(ref: OperationRef, own: tuple[Server, ...]) -> Server | None:
    """Return the server that an operation or its path has instead of the document's, or None.

    Args:
        ref: The operation.
        own: The document's servers.
    """
    stated = list(_servers(ref.body.get("servers") or ref.item.get("servers")))
    urls = {server.default_url for server in own}
    return None if any(server.default_url in urls for server in stated) else next(iter(stated), None)


def _servers(declared: Any) -> Iterator[Server]:
    taken: list[str] = []
    for server in ordered_servers(declared):
        built = _server(server, taken)
        taken.append(built.name)
        yield built


def _server(declared: Mapping[str, Any], taken: list[str]) -> Server:
    url = server_template(declared)
    variables: list[Variable] = []
    for wire_name in dict.fromkeys(re.findall(r"{([^{}]+)}", url)):
        described = as_mapping((declared.get("variables") or {}).get(wire_name))
        values = described.get("enum") or described.get("x-known-values")
        name = names.attribute(wire_name, reserved.CLIENT_ARGUMENTS)
        default = variable_default(declared, wire_name)
        variables.append(
            Variable(
                name=names.unique(name, [other.name for other in variables]),
                wire_name=wire_name,
                default=default,
                description=text(described, "description"),
                known_values=_usable(declared, wire_name, values),
                place=_place(url, wire_name),
                required=not described.get("default") and not described.get("enum"),
            )
        )
    return Server(
        name=names.unique(_name(declared), taken),
        url=url,
        description=text(declared, "description"),
        variables=tuple(variables),
        is_relative=is_relative(declared),
    )


def _usable(declared: Mapping[str, Any], wire_name: str, values: Any) -> tuple[str, ...]:
    """Return the values of a variable that make a URL which credentials may be sent to."""
    usable = []
    for value in values if isinstance(values, list) else ():
        changed = {**(declared.get("variables") or {}), wire_name: {"default": str(value)}}
        if server_url_problem(server_uri({**declared, "variables": changed})) is None:
            usable.append(str(value))
    return tuple(usable)


def _place(url: str, wire_name: str) -> Literal["url", "scheme", "host", "port", "path"]:
    before = url.partition("{" + wire_name + "}")[0]
    scheme, separator, rest = before.partition("://")
    if not separator:
        return "scheme" if "://" in url and not scheme else "url"
    if "/" in rest:
        return "path"
    return "port" if rest.endswith(":") else "host"


def _name(declared: Mapping[str, Any]) -> str:
    """Return a name of few words: the server's own (OpenAPI 3.2), its description, or else its host."""
    for given in (declared.get("name"), declared.get("x-name"), declared.get("description")):
        words = names.words(given) if isinstance(given, str) else []
        if words and len(words) <= _LONGEST_NAME:
            return "-".join(words).lower()
    host = server_uri(declared).partition("://")[2].partition("/")[0]
    return "-".join(names.words(host)).lower() or "server"
