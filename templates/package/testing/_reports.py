"""Reports: rows that no operation changes, from the document's examples or from a test."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from ._document import Document, Route
from ._openapi.examples import schema_example
from ._responses import example_value
from .messages import MockResponse, json_response

__all__ = ["Reports"]


class Reports:
    """The reports of a document (``x-store: report``).

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._values: dict[str, Any] = {}
        self._routes = {route.id: route for route in document.routes if route.store == "report"}

    def set(self, name: str, value: Any) -> None:
        """Replace what a report returns, whatever is asked for.

        Args:
            name: Its operationId, or the end of it.
            value: The JSON that it returns.

        Raises:
            ValueError: There is no such report, or the value does not match its schema.
        """
        found = [route for id, route in self._routes.items() if f".{id}".endswith(f".{name}")]
        if len(found) != 1:
            raise ValueError(f"there is no report {name!r}; known are {', '.join(self._routes) or 'none'}")
        failure = self._document.response_schemas.compile(self._document.success_schema(found[0]))(value)
        if failure is not None:
            raise ValueError(f"{name}: {failure.pointer} {failure.message}")
        self._values[found[0].id] = copy.deepcopy(value)

    def respond(self, route: Route, query: Mapping[str, Any]) -> MockResponse:
        """Return a report.

        Args:
            route: The report's operation.
            query: The query parameters, of which one may decide the form of the rows.
        """
        value = self._values[route.id] if route.id in self._values else self._example(route, query)
        return json_response(int(route.success), value)

    def _example(self, route: Route, query: Mapping[str, Any]) -> Any:
        schema = self._document.success_schema(route)
        resolved = self._document.resolve(schema)
        items = resolved.get("items", {}) if isinstance(resolved, Mapping) else {}
        variants: Sequence[Any] = (items or resolved).get("oneOf", ()) if isinstance(resolved, Mapping) else ()
        for variant in variants:
            for name, values in self._document.resolve(variant).get("x-shape-for", {}).items():
                if str(query.get(name, "")).casefold() in (value.casefold() for value in values):
                    row = schema_example(self._document.root, variant)
                    return [row] if items else row
        return example_value(self._document, schema)
