"""The OpenAPI document as the mock reads it: the route behind each path, and what a route accepts and returns."""

from __future__ import annotations

import functools
import importlib.resources
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .._wire import is_json
from ._forms import unquote
from ._openapi.semantics import METHODS, ordered_servers, server_uri, server_uris
from ._request_validation import Parameter, RequestBody, compile_body, compile_parameter
from ._schema import ANY, Compiler, lookup

__all__ = ["Document", "Match", "Route", "Router", "base_uri", "bundled_document", "server_url"]

_TEMPLATE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Route:
    """One operation of the document, compiled.

    Attributes:
        id: The operationId, or the method and the path.
        method: In capitals.
        path: The whole path, including the server's own.
        parameters: The path, query and header parameters.
        body: The request body; None if the operation takes none.
        security: The alternatives, each with the scopes of its security schemes; empty if the operation is public.
        responses: The Response Objects by status, references resolved.
        store: ``x-store``: what the operation does to the records; ``none`` or ``report`` if it concerns none.
        pagination: ``x-pagination``: how a list is cut into pages.
        permission: ``x-permission``: the permission that the caller needs.
        source: The Operation Object.
    """

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: RequestBody | None
    security: tuple[Mapping[str, Sequence[str]], ...]
    responses: Mapping[str, Mapping[str, Any]]
    store: Mapping[str, Any] | str | None
    pagination: Mapping[str, Any] | None
    permission: str | None
    source: Mapping[str, Any]

    @property
    def success(self) -> str:
        """The lowest documented 2xx status, or ``200``."""
        return next((status for status in sorted(self.responses) if status.startswith("2")), "200")


@functools.cache
def bundled_document() -> Mapping[str, Any]:
    """Return the document that ships with this package; all mocks share it, and none changes it."""
    package = __name__.rpartition(".")[0].rpartition(".")[0]
    text = importlib.resources.files(package).joinpath("openapi.json").read_text("utf-8")
    return json.loads(text)  # type: ignore[no-any-return]  # the generator wrote it: an object


def base_uri(root: Mapping[str, Any]) -> str:
    """Return the URL of the document's first server with variables at their defaults, as relative URLs need it."""
    # Without any, there is one "with a url value of /" (OpenAPI 3.1, section 4.8.1).
    return next(iter(_server_uris(root)), server_uri({"url": "/"}))


def _server_uris(node: Mapping[str, Any]) -> list[str]:
    """Return the URLs of the servers of a document, path or operation, those to use first."""
    servers = ordered_servers(node.get("servers"))
    # The defaults of a later server come before the other values of an earlier one.
    return [*map(server_uri, servers), *(url for server in servers for url in server_uris(server))]


def server_url(root: Mapping[str, Any]) -> str:
    """Return the URL that paths are appended to: that of the first server, without a trailing slash."""
    return base_uri(root).rstrip("/")


@dataclass
class _Node:
    literal: dict[str, _Node] = field(default_factory=dict)
    patterns: dict[str, tuple[re.Pattern[str], _Node]] = field(default_factory=dict)
    template: _Node | None = None
    routes: dict[str, tuple[Route, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """The result of looking up a path.

    Attributes:
        routes: By method, the route and the names of its path parameters.
        values: The values of the path parameters, decoded, in the order of the path.
    """

    routes: Mapping[str, tuple[Route, tuple[str, ...]]]
    values: tuple[str, ...]


class Router:
    """Finds the routes of a path; a literal segment wins over one with some text, and that one over a template.

    Args:
        aliases: Path prefixes that the server accepts in place of the documented ones.
        ignore_case: Whether the letter case of literal segments does not matter.
    """

    def __init__(self, aliases: Mapping[str, str], *, ignore_case: bool) -> None:
        self._aliases = aliases
        self._ignore_case = ignore_case
        self._root = _Node()

    def add(self, route: Route, path: str = "") -> None:
        """Register a route.

        Args:
            route: The route. A fragment or a query in its path, which distinguishes it in the document, does not count.
            path: Another path that the server accepts in place of its own.
        """
        node, names = self._root, []
        for segment in re.split("[?#]", path or route.path)[0].split("/")[1:]:
            names += _TEMPLATE.findall(segment)
            if _TEMPLATE.fullmatch(segment):
                node.template = node.template or _Node()
                node = node.template
            elif _TEMPLATE.search(segment):
                node = node.patterns.setdefault(_TEMPLATE.sub("{}", segment), (self._pattern(segment), _Node()))[1]
            else:
                node = node.literal.setdefault(self._spelled(segment), _Node())
        node.routes.setdefault(route.method, (route, tuple(names)))

    def _pattern(self, segment: str) -> re.Pattern[str]:
        """Return what a segment of some text and some templates matches: ``thumbnail.{extension}``."""
        literals = _TEMPLATE.split(segment)[::2]
        return re.compile("(.+?)".join(map(re.escape, literals)), re.IGNORECASE if self._ignore_case else 0)

    def find(self, path: str) -> Match | None:
        """Return the routes of a path, or None if there are none.

        Args:
            path: The path as sent, percent-encoded.
        """
        for alias, prefix in self._aliases.items():
            if self._spelled(path).startswith(self._spelled(alias)):
                path = prefix + path[len(alias) :]
                break
        try:
            # Split first: an encoded slash belongs to its segment (RFC 3986 section 2.2).
            segments = [unquote(segment) for segment in path.split("/")[1:]]
        except ValueError:
            return None
        return self._walk(self._root, segments, ())

    def _walk(self, node: _Node, segments: Sequence[str], values: tuple[str, ...]) -> Match | None:
        if not segments:
            return Match(node.routes, values) if node.routes else None
        first, rest = segments[0], segments[1:]
        literal = node.literal.get(self._spelled(first))
        if literal is not None:
            match = self._walk(literal, rest, values)
            if match:
                return match
        for pattern, inner in node.patterns.values():
            if parts := pattern.fullmatch(first):
                match = self._walk(inner, rest, (*values, *parts.groups()))
                if match:
                    return match
        # A path parameter is never empty.
        if node.template is None or not first:
            return None
        return self._walk(node.template, rest, (*values, first))

    def _spelled(self, text: str) -> str:
        return text.casefold() if self._ignore_case else text


class Document:
    """An OpenAPI 3.1 document, and everything that the mock looks up in it.

    Args:
        root: The document, with local references only.

    Raises:
        ConfigurationError: The library jsonschema-rs is not installed.
        UnsupportedSchemaError: A reference of the document cannot be followed.
    """

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.root = root
        self.server = server_url(root)
        self.request_schemas = Compiler(root, "request")
        self.response_schemas = Compiler(root, "response")
        self.schemes: Mapping[str, Mapping[str, Any]] = {
            key: self.resolve(scheme) for key, scheme in root.get("components", {}).get("securitySchemes", {}).items()
        }
        self.lenient: Sequence[str] = root.get("x-lenient", ())
        self.router = Router(root.get("x-path-aliases", {}), ignore_case="letter-case" in self.lenient)
        self.routes: list[Route] = []
        others: list[tuple[Route, str]] = []
        for path, reference in root.get("paths", {}).items():
            item = self.resolve(reference)
            for method in METHODS:
                if method in item:
                    first, *further = self._prefixes(item, item[method])
                    route = self.add_route(method.upper(), first + path, item[method], item.get("parameters", []))
                    others += [(route, prefix + path) for prefix in further]
        # The paths at the servers that are used unless a caller chooses others take precedence.
        for route, path in others:
            self.router.add(route, path)

    def _prefixes(self, item: Mapping[str, Any], operation: Mapping[str, Any]) -> list[str]:
        """Return the paths of the servers that an operation can be called at; the mock answers for every host.

        A client that is given a base URL calls all operations there, also those that have servers of their own.
        """
        stated = operation if operation.get("servers") else item
        urls = [*_server_uris(stated), self.server, *_server_uris(self.root)]
        return list(dict.fromkeys(urlsplit(url.rstrip("/")).path for url in urls))

    def resolve(self, node: Any) -> Any:
        """Return a part of the document, following its reference if it is one."""
        while isinstance(node, Mapping) and "$ref" in node:
            node = lookup(self.root, node["$ref"])
        return node

    def find_route(self, method: str, path: str) -> Route | None:
        """Return the route of a documented path, or None.

        Args:
            method: In capitals.
            path: The whole path, templates as documented.
        """
        return next((route for route in self.routes if (route.method, route.path) == (method, path)), None)

    def add_route(self, method: str, path: str, source: Mapping[str, Any], shared: Sequence[Any] = ()) -> Route:
        """Compile an operation and register it under a path.

        Args:
            method: In capitals.
            path: The whole path, with its templates.
            source: The Operation Object.
            shared: The parameters of its Path Item Object.
        """
        security: Sequence[Mapping[str, Any]] = source.get("security", self.root.get("security", []))
        body = self.resolve(source.get("requestBody"))
        route = Route(
            id=source.get("operationId", f"{method} {path}"),
            method=method,
            path=path,
            parameters=self._parameters([*shared, *source.get("parameters", [])]),
            body=compile_body(self.request_schemas, body, self.lenient) if body else None,
            security=tuple(security),
            responses={str(status): self.resolve(response) for status, response in source.get("responses", {}).items()},
            store=source.get("x-store"),
            pagination=source.get("x-pagination"),
            permission=source.get("x-permission"),
            source=source,
        )
        self.routes.append(route)
        self.router.add(route)
        return route

    def _parameters(self, sources: Sequence[Any]) -> tuple[Parameter, ...]:
        # An operation's own parameter replaces one of its path (OpenAPI 3.1, Operation Object).
        by_name = {(parameter["in"], parameter["name"]): parameter for parameter in map(self.resolve, sources)}
        compiled = (compile_parameter(self.request_schemas, source, self.lenient) for source in by_name.values())
        return tuple(parameter for parameter in compiled if parameter)

    def is_singleton(self, route: Route, store: Mapping[str, Any]) -> bool:
        """Tell whether an operation is about a value that exists once: its path names no record beside the parent's.

        Args:
            route: The operation.
            store: Its ``x-store``.
        """
        if store.get("principal") or store["action"] not in ("get", "update", "touch"):
            return False
        return len(_TEMPLATE.findall(route.path)) == (1 if "parent" in store else 0)

    def success_schema(self, route: Route) -> Any:
        """Return the schema of a route's successful JSON response, or ANY if it has none."""
        content = route.responses.get(route.success, {}).get("content", {})
        return next((media.get("schema", ANY) for kind, media in content.items() if is_json(kind)), ANY)

    def properties(self, schema: Any) -> dict[str, Any]:
        """Return the property schemas of an object schema, including those of its ``allOf`` parts."""
        return self.request_schemas.properties(schema)
