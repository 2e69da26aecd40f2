"""Reports: rows that no operation changes, from the document's examples or from a test."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from ._document import Document, Route
from ._filters import require_period
from ._openapi.examples import schema_examples
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
            name: Its operationId, or the end of it; of several reports that end so, the one with the shortest.
            value: The JSON that it returns.

        Raises:
            ValueError: There is no such report, or the value does not match its schema.
        """
        found = [id for id in self._routes if f".{id}".endswith(f".{name}")]
        if not found:
            raise ValueError(f"there is no report {name!r}; known are {', '.join(self._routes) or 'none'}")
        route = self._routes[min(found, key=len)]
        failure = self._document.response_schemas.compile(self._document.success_schema(route))(value)
        if failure is not None:
            raise ValueError(f"{name}: {failure.pointer} {failure.message}")
        self._values[route.id] = copy.deepcopy(value)

    def respond(self, route: Route, query: Mapping[str, Any]) -> MockResponse:
        """Return a report.

        Args:
            route: The report's operation.
            query: The query parameters, of which one may decide the form of the rows.

        Raises:
            ErrorResponse: The report's period ends before it begins, or a time cannot be read.
        """
        require_period(self._times(route), query)
        value = self._values[route.id] if route.id in self._values else self._example(route, query)
        return json_response(int(route.success), value)

    def _times(self, route: Route) -> list[str]:
        """Return the parameters that are times, in the order of the document: the beginning and the end."""
        parameters = [self._document.resolve(node) for node in route.source.get("parameters", ())]
        return [
            parameter["name"]
            for parameter in parameters
            if self._document.resolve(parameter.get("schema", {})).get("format") == "date-time-local"
        ]

    def _example(self, route: Route, query: Mapping[str, Any]) -> Any:
        schema = self._document.success_schema(route)
        resolved = self._document.resolve(schema)
        if not isinstance(resolved, Mapping) or "items" not in resolved or schema_examples(self._document.root, schema):
            return example_value(self._document, self._asked_for(schema, query))
        row = self._asked_for(resolved["items"], query)
        return schema_examples(self._document.root, row) or [example_value(self._document, row)]

    def _asked_for(self, schema: Any, query: Mapping[str, Any]) -> Any:
        """Return the variant of a schema that a query parameter asks for, the first one if none does."""
        resolved = self._document.resolve(schema)
        variants: Sequence[Any] = resolved.get("oneOf", ()) if isinstance(resolved, Mapping) else ()
        for variant in variants:
            for name, values in self._document.resolve(variant).get("x-shape-for", {}).items():
                if str(query.get(name, "")).casefold() in (value.casefold() for value in values):
                    return variant
        return variants[0] if variants else schema
