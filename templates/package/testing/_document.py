"""The bundled document, compiled once: what stands at each path, and what it asks for and answers."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from ._body import Body, body
from ._parameters import Parameter, parameter
from ._pointer import lookup
from ._route import Router
from ._schema import Compiler

__all__ = ["Document", "Route", "bundled", "server_url"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, kw_only=True, eq=False)
class Route:
    """One operation, compiled.

    Attributes:
        id: Its operationId, or its method and path.
        method: In capitals.
        path: Its whole path, the server's own included.
        parameters: What it takes beside the body.
        body: What it takes as the body; None where it takes none.
        security: The alternatives, each a tuple of scheme keys; empty where it is open to all.
        responses: The Response Objects by status, without references.
        store: Its ``x-store``: what it does to the records.
        pagination: Its ``x-pagination``: how its list is cut into pages.
        permission: Its ``x-permission``: what the caller must be allowed to do.
        source: The Operation Object.
    """

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    security: tuple[tuple[str, ...], ...]
    responses: Mapping[str, Mapping[str, Any]]
    store: Mapping[str, Any] | None
    pagination: Mapping[str, Any] | None
    permission: str | None
    source: Mapping[str, Any]

    @property
    def success(self) -> str:
        """The first status of success."""
        return next((status for status in sorted(self.responses) if status.startswith("2")), "200")


def bundled() -> Mapping[str, Any]:
    """Return the document that lies in this package."""
    package = __name__.rpartition(".")[0].rpartition(".")[0]
    text = importlib.resources.files(package).joinpath("openapi.json").read_text("utf-8")
    return json.loads(text)  # type: ignore[no-any-return]  # the generator wrote it: an object


def server_url(root: Mapping[str, Any]) -> str:
    """Return the URL of the document's first server, variables at their defaults, without a trailing slash.

    Args:
        root: The document.
    """
    server: Mapping[str, Any] = next(iter(root.get("servers", [])), {"url": "/"})
    url: str = server["url"]
    for name, variable in server.get("variables", {}).items():
        url = url.replace("{" + name + "}", variable["default"])
    return url.rstrip("/")


class Document:
    """An OpenAPI 3.1 document with everything that the mock asks of it.

    Args:
        root: The document, with local references only.

    Raises:
        UnsupportedSchemaError: A schema uses what the validator does not know.
    """

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.root = root
        self.server = server_url(root)
        self.requests = Compiler(root, "request")
        self.responses = Compiler(root, "response")
        self.schemes: Mapping[str, Mapping[str, Any]] = {
            key: self.resolve(scheme) for key, scheme in root.get("components", {}).get("securitySchemes", {}).items()
        }
        self.router: Router[Route] = Router(root.get("x-path-aliases", {}))
        self.routes: list[Route] = []
        prefix = urlsplit(self.server).path
        for path, reference in root.get("paths", {}).items():
            item = self.resolve(reference)
            for method in METHODS:
                if method in item:
                    self.add(method.upper(), prefix + path, item[method], item.get("parameters", []))

    def resolve(self, node: Any) -> Any:
        """Follow the references of a node until something stands there.

        Args:
            node: Any part of the document.
        """
        while isinstance(node, Mapping) and "$ref" in node:
            node = lookup(self.root, node["$ref"])
        return node

    def path_of(self, url: str) -> str:
        """Return the path of a URL that the document gives, absolute or relative to the server.

        Args:
            url: The URL.
        """
        return urlsplit(urljoin(self.server + "/", url)).path

    def at(self, method: str, path: str) -> Route | None:
        """Return the operation that the document puts at a path.

        Args:
            method: In capitals.
            path: The whole path, with its templates.
        """
        return next((each for each in self.routes if (each.method, each.path) == (method, path)), None)

    def add(self, method: str, path: str, source: Mapping[str, Any], shared: Sequence[Any] = ()) -> Route:
        """Compile an operation and put it at a path.

        Args:
            method: In capitals.
            path: The whole path, with its templates.
            source: The Operation Object.
            shared: The parameters that it shares with the other operations of its path.
        """
        security: Sequence[Mapping[str, Any]] = source.get("security", self.root.get("security", []))
        content = self.resolve(source.get("requestBody"))
        route = Route(
            id=source.get("operationId", f"{method} {path}"),
            method=method,
            path=path,
            parameters=self._parameters([*shared, *source.get("parameters", [])]),
            body=body(self.root, self.requests, content) if content else None,
            security=tuple(tuple(alternative) for alternative in security),
            responses={str(status): self.resolve(each) for status, each in source.get("responses", {}).items()},
            store=source.get("x-store"),
            pagination=source.get("x-pagination"),
            permission=source.get("x-permission"),
            source=source,
        )
        self.routes.append(route)
        self.router.add(method, path, route)
        return route

    def _parameters(self, sources: Sequence[Any]) -> tuple[Parameter, ...]:
        # An operation's own parameter replaces one of its path (OpenAPI 3.1, Operation Object).
        named = {(each["in"], each["name"]): each for each in map(self.resolve, sources)}
        compiled = (parameter(self.root, self.requests, each) for each in named.values())
        return tuple(each for each in compiled if each)

    def success_schema(self, route: Route) -> Any:
        """Return the schema of an operation's JSON success, or True where there is none.

        Args:
            route: The operation.
        """
        content = route.responses.get(route.success, {}).get("content", {})
        return next((media.get("schema", True) for kind, media in content.items() if "json" in kind), True)

    def properties(self, schema: Any) -> dict[str, Any]:
        """Return the properties of an object's schema, those of its ``allOf`` parts included.

        Args:
            schema: The schema.
        """
        resolved = self.resolve(schema)
        if not isinstance(resolved, Mapping):
            return {}
        found: dict[str, Any] = {}
        for part in resolved.get("allOf", []):
            found |= self.properties(part)
        found |= resolved.get("properties", {})
        return found
