"""Compare the servers of two documents, and where their URLs end and paths begin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..document.pointers import join
from ..document.walk import Document
from .changes import Changes, Pair

__all__ = ["base_path", "base_uri", "compare_servers"]

_ORIGIN = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*")


def base_path(document: Document) -> str:
    """Return the path of the first server's URL, without a trailing slash; paths are appended to it."""
    servers = _servers(document)
    return _ORIGIN.sub("", str(servers[0].get("url", "")), count=1).rstrip("/") if servers else ""


def base_uri(document: Document) -> str:
    """Return the first server's URL with each variable at its default."""
    servers = _servers(document)
    url = str(servers[0].get("url", "")) if servers else ""
    for name, variable in _variables(servers[0]).items() if servers else ():
        url = url.replace("{" + name + "}", str(variable.get("default", "")))
    return url


def compare_servers(old: Document, new: Document, changes: Changes) -> None:
    """Compare the servers: the first one is what the client sends requests to.

    Args:
        old: The old document.
        new: The new document.
        changes: Where changes are added.
    """
    before, after = _servers(old), _servers(new)
    origins = [_origin(server) for server in before], [_origin(server) for server in after]
    subject = Pair("/servers", "/servers")
    defaults = _origin({"url": base_uri(old)}), _origin({"url": base_uri(new)})
    # A variable that has another default, or that is written out, does not make another server.
    if before and after and origins[0][0] != origins[1][0] and defaults[0] != defaults[1]:
        changes.add(
            "server-changed",
            "the first server",
            subject,
            ("/servers/0", "/servers/0"),
            before=origins[0][0],
            after=origins[1][0],
        )
    for index, origin in enumerate(origins[0][1:], 1):
        if origin not in origins[1]:
            place = join("/servers", index), "/servers"
            changes.add("server-removed", f"server {origin}", Pair(place[0], None), place, before=origin)
    for index, origin in enumerate(origins[1][1:], 1):
        if origin not in origins[0]:
            place = "/servers", join("/servers", index)
            changes.add("server-added", f"server {origin}", Pair(None, place[1]), place, after=origin)
    if before and after:
        _compare_variables(before[0], after[0], changes)


def _compare_variables(old: Mapping[str, Any], new: Mapping[str, Any], changes: Changes) -> None:
    before, after = _variables(old), _variables(new)
    root = "/servers/0/variables"
    for name in dict.fromkeys((*before, *after)):
        pointer = join(root, name)
        place = pointer, pointer
        subject = Pair(pointer if name in before else None, pointer if name in after else None)
        shown = f"server variable {name}"
        if subject.new is None or subject.old is None:
            rule = "server-variable-removed" if subject.new is None else "server-variable-added"
            changes.add(rule, shown, subject, place)
            continue
        defaults = str(before[name].get("default")), str(after[name].get("default"))
        if defaults[0] != defaults[1]:
            changes.add("server-default-changed", shown, subject, place, before=defaults[0], after=defaults[1])
        values = _values(before[name]), _values(after[name])
        for value in values[0]:
            if value not in values[1] and (values[1] or "enum" not in before[name]):
                changes.add("server-value-removed", shown, subject, place, before=value)
        for value in values[1]:
            if value not in values[0] and (values[0] or "enum" not in after[name]):
                changes.add("server-value-added", shown, subject, place, after=value)


def _values(variable: Mapping[str, Any]) -> list[str]:
    return [str(value) for value in variable.get("enum") or variable.get("x-known-values") or ()]


def _servers(document: Document) -> list[Mapping[str, Any]]:
    servers = document.get("servers")
    return [server for server in servers if isinstance(server, Mapping)] if isinstance(servers, list) else []


def _variables(server: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    variables = server.get("variables")
    members = variables.items() if isinstance(variables, Mapping) else ()
    return {name: variable for name, variable in members if isinstance(variable, Mapping)}


def _origin(server: Mapping[str, Any]) -> str:
    url = str(server.get("url", ""))
    match = _ORIGIN.match(url)
    return match[0].lower() if match else url.rstrip("/")
