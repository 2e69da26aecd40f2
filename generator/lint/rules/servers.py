"""Rules about servers: every URL is one that credentials may go to, and says which host it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...document.pointers import join
from ...document.semantics import is_relative, server_template, server_uri
from ...document.urls import server_url_problem
from ...document.walk import Document, operations
from ...errors import Finding

__all__ = ["RULES"]


def usable(document: Document) -> Iterator[Finding]:
    """Servers are absolute https URLs whose variables have defaults."""
    for pointer, server in _servers(document):
        url = str(server.get("url") or "")
        if problem := _problem(server):
            yield Finding.warning("server", pointer, f"the URL of the server {problem}: it is left out")
            continue
        if url.lower().startswith("http://") and server_template(server) != url:
            message = "the server is plain http, which would expose credentials: the client uses https"
            yield Finding.warning("server", pointer, message)
        for name in dict.fromkeys(re.findall(r"{([^{}]+)}", url)):
            yield from _variable(pointer, server, name)


def stated(document: Document) -> Iterator[Finding]:
    """The document says which host its server is; otherwise every caller has to."""
    servers = [server for _, server in _declared("", document)]
    if not any(not is_relative(server) and _problem(server) is None for server in servers):
        yield Finding.warning("server", "/servers", "no server has an absolute URL: callers have to give base_url")


def _problem(server: Mapping[str, Any]) -> str | None:
    return server_url_problem(server_uri(server)) if server.get("url") else "is empty"


def _variable(pointer: str, server: Mapping[str, Any], name: str) -> Iterator[Finding]:
    variables = server.get("variables") or {}
    variable = variables.get(name)
    if not isinstance(variable, Mapping):
        yield Finding.warning("server", pointer, f"the URL of the server has no variable {{{name}}}: callers give it")
        return
    if not variable.get("default"):
        yield Finding.warning("server", pointer, f"the variable {{{name}}} has no default: callers give it")
    for value in variable.get("enum") or variable.get("x-known-values") or ():
        changed = {**server, "variables": {**variables, name: {"default": str(value)}}}
        if problem := server_url_problem(server_uri(changed)):
            message = f"with one of the values of {{{name}}}, the URL of the server {problem}: it is left out"
            yield Finding.warning("server", pointer, message)


def _servers(document: Document) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from _declared("", document)
    seen = set()
    for ref in operations(document):
        parent = ref.pointer.rpartition("/")[0]
        if parent not in seen:
            seen.add(parent)
            yield from _declared(parent, ref.item)
        yield from _declared(ref.pointer, ref.body)


def _declared(parent: str, node: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    servers = node.get("servers")
    for index, server in enumerate(servers if isinstance(servers, list) else ()):
        if isinstance(server, Mapping):
            yield join(parent, "servers", index), server


RULES = (usable, stated)
