"""What ``x-store`` says an operation does, done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ._basic import constant_time_equal
from ._document import Document, Route
from ._error_response import ErrorResponse
from ._records import Collection, Records
from ._responses import json_response
from ._tokens import Principal
from .messages import MockRequest, MockResponse

__all__ = ["Call", "RecordOperations"]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One validated request.

    Attributes:
        route: What it calls.
        request: The request itself.
        path: The path parameters.
        query: The query parameters.
        body: The decoded body.
        principal: Whom it acts for.
    """

    route: Route
    request: MockRequest
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any
    principal: Principal | None


class RecordOperations:
    """Answers the operations that read and change records.

    Args:
        document: The document.
        records: The records.
        page_size: How many records make a page.
    """

    def __init__(self, document: Document, records: Records, page_size: int) -> None:
        self._document = document
        self._records = records
        self._page_size = page_size
        self._blanks: dict[Route, str | None] = {}
        self._bodies: dict[Route, dict[str, Any]] = {}
        self._actions = {
            "list": self._list,
            "create": self._create,
            "get": self._get,
            "update": self._update,
            "delete": self._delete,
            "touch": self._touch,
            "secret": self._set_secret,
            "change-secret": self._change_secret,
        }

    def answer(self, call: Call, store: Mapping[str, Any]) -> MockResponse:
        """Do what the operation does and return its success.

        Args:
            call: The request.
            store: The operation's ``x-store``.

        Raises:
            ErrorResponse: There is no such record, or the caller has none of its own.
        """
        collection = self._records.collections[store["collection"]]
        result = self._actions[store["action"]](call, store, collection)
        status = int(call.route.success)
        if result is None or not call.route.responses[call.route.success].get("content"):
            return MockResponse(status)
        return json_response(status, result)

    def _key(self, call: Call, store: Mapping[str, Any], collection: Collection) -> Any:
        if store.get("principal"):
            if call.principal is None or call.principal.key is None:
                raise ErrorResponse(403, "These credentials belong to a client, which has no record of its own.")
            return call.principal.key
        key = call.path[store["key"]]
        if key not in collection.rows:
            raise ErrorResponse(404, "No resource has this identifier.")
        return key

    def _list(self, call: Call, _store: Mapping[str, Any], collection: Collection) -> Any:
        rows = list(collection.rows.values())
        pagination = call.route.pagination
        if pagination is None:
            return rows
        index, size = call.query.get(pagination["page"], 0), self._page_size
        last = max(0, -(-len(rows) // size) - 1)
        page = {
            pagination.get("total"): len(rows),
            pagination.get("previous"): self._link(call, min(index - 1, last) if index > 0 else None),
            pagination["next"]: self._link(call, index + 1 if index < last else None),
            pagination["items"]: rows[index * size : (index + 1) * size],
        }
        return {name: value for name, value in page.items() if name is not None}

    def _link(self, call: Call, index: int | None) -> str | None:
        """Return the absolute URL of another page; where there is none, what the document has in its place."""
        pagination = call.route.pagination or {}
        if index is None:
            return self._no_link(call.route, pagination)
        kept = [(name, value) for name, value in call.request.parameters if name != pagination["page"]]
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in [*kept, (pagination["page"], str(index))])
        return f"{call.request.origin}{call.request.path}?{query}"

    def _no_link(self, route: Route, pagination: Mapping[str, Any]) -> str | None:
        if route not in self._blanks:
            properties = self._document.properties(self._document.success_schema(route))
            accepts = self._document.response_schemas.compile(properties.get(pagination["next"], True))
            self._blanks[route] = "" if accepts("") is None else None
        return self._blanks[route]

    def _create(self, call: Call, _store: Mapping[str, Any], collection: Collection) -> Any:
        record = self._records.insert(collection, self._writable(call, collection))
        self._keep_secrets(call, collection, record[collection.key])
        return record

    def _get(self, call: Call, store: Mapping[str, Any], collection: Collection) -> Any:
        key = self._key(call, store, collection)
        return self._records.document(collection, key, store["field"]) if "field" in store else collection.rows[key]

    def _update(self, call: Call, store: Mapping[str, Any], collection: Collection) -> Any:
        key = self._key(call, store, collection)
        if "field" in store:
            schema = collection.fields.get(store["field"], True)
            collection.documents[key, store["field"]] = self._accepted(call, self._document.properties(schema))
            return collection.documents[key, store["field"]]
        collection.rows[key] = collection.rows[key] | self._writable(call, collection)
        self._keep_secrets(call, collection, key)
        return collection.rows[key]

    def _delete(self, call: Call, store: Mapping[str, Any], collection: Collection) -> None:
        self._records.remove(collection, self._key(call, store, collection))

    def _touch(self, call: Call, store: Mapping[str, Any], collection: Collection) -> Any:
        key = self._key(call, store, collection)
        collection.rows[key] = collection.rows[key] | store["set"]
        return collection.rows[key]

    def _set_secret(self, call: Call, store: Mapping[str, Any], collection: Collection) -> None:
        key = self._key(call, store, collection)
        collection.secrets.setdefault(key, {})[store["field"]] = call.body[store["field"]]

    def _change_secret(self, call: Call, store: Mapping[str, Any], collection: Collection) -> None:
        secrets = collection.secrets.setdefault(self._key(call, store, collection), {})
        name = store.get("field", "password")
        if name not in secrets or not constant_time_equal(secrets[name], call.body[store["current"]]):
            raise ErrorResponse(400, f"Parameter '{store['current']}' is wrong.")
        secrets[name] = call.body[store["new"]]

    def _accepted(self, call: Call, shown: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the request sets: of all that it declares, not what the server assigns or keeps secret."""
        flag, declared = self._document.request_schemas.flag, self._declared(call.route)
        return {
            name: value
            for name, value in (call.body or {}).items()
            if name in declared
            and not flag(declared[name], "writeOnly")
            and not flag(declared[name], "readOnly")
            and not flag(shown.get(name, True), "readOnly")
        }

    def _writable(self, call: Call, collection: Collection) -> dict[str, Any]:
        return self._accepted(call, collection.properties)

    def _keep_secrets(self, call: Call, collection: Collection, key: Any) -> None:
        for name, schema in self._declared(call.route).items():
            if name in (call.body or {}) and self._document.request_schemas.flag(schema, "writeOnly"):
                collection.secrets.setdefault(key, {})[name] = call.body[name]

    def _declared(self, route: Route) -> dict[str, Any]:
        if route not in self._bodies:
            self._bodies[route] = self._body_properties(route)
        return self._bodies[route]

    def _body_properties(self, route: Route) -> dict[str, Any]:
        body = self._document.resolve(route.source.get("requestBody", {}))
        schemas = [media.get("schema", True) for media in body.get("content", {}).values()]
        return {name: each for schema in schemas for name, each in self._document.properties(schema).items()}
