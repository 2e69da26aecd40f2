"""The records of a document and the operations on them; ``x-store`` says which operation does what."""

from __future__ import annotations

import copy
import random
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from ._document import Document, Route
from ._error_response import ErrorResponse
from ._forms import constant_time_equal
from ._openapi.examples import schema_examples
from ._responses import example_value, json_response, minimal_value
from ._tokens import Principal
from .messages import MockRequest, MockResponse

__all__ = ["Collection", "RecordOperations", "RecordRequest", "Records"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


@dataclass(eq=False, kw_only=True)
class Collection:
    """The records of one kind.

    Attributes:
        schema: The schema of a record in a response.
        properties: Its properties.
        template: The values of a new record that nobody sets: what the schema requires, and its defaults.
        key: The property that identifies a record.
        fields: The schemas of the sub-documents that belong to a record without being part of it.
        minimal: The minimal value of each sub-document, which grants no permission.
        examples: The sub-documents of the record in the document's examples.
        locks: Property values that lock the record's owner out.
        rows: The records by key, in the order of their creation.
        subdocuments: The sub-documents that have been written, by key and field.
        secrets: The passwords and API keys of each record's owner, by key.
        last_number: The highest numeric key so far.
    """

    schema: Any = True
    properties: dict[str, Any] = field(default_factory=dict)
    template: dict[str, Any] = field(default_factory=dict)
    key: str = "id"
    fields: dict[str, Any] = field(default_factory=dict)
    minimal: dict[str, Any] = field(default_factory=dict)
    examples: dict[tuple[Any, str], Any] = field(default_factory=dict)
    locks: dict[str, Any] = field(default_factory=dict)
    rows: dict[Any, dict[str, Any]] = field(default_factory=dict)
    subdocuments: dict[tuple[Any, str], Any] = field(default_factory=dict)
    secrets: dict[Any, dict[str, str]] = field(default_factory=dict)
    last_number: int = 0


class Records:
    """All collections of a document, filled with its examples.

    Args:
        document: The document.
        rng: Generates keys that are not numbers.
        limit: The maximum number of records in a collection.
    """

    def __init__(self, document: Document, rng: random.Random, limit: int) -> None:
        self._document = document
        self._rng = rng
        self._limit = limit
        self.collections: dict[str, Collection] = {}
        for route in document.routes:
            if route.store:
                self._define(route, route.store)
        for collection in self.collections.values():
            properties = collection.properties = document.properties(collection.schema)
            resolved = {name: document.resolve(schema) for name, schema in properties.items()}
            defaults = {
                name: schema["default"]
                for name, schema in resolved.items()
                if isinstance(schema, Mapping) and "default" in schema
            }
            collection.template = (minimal_value(document, collection.schema) or {}) | defaults
            collection.minimal = {name: minimal_value(document, schema) for name, schema in collection.fields.items()}
            for example in schema_examples(document.root, collection.schema):
                record = self.insert(collection, dict(example))
                if not collection.examples:
                    collection.examples = {
                        (record[collection.key], name): example_value(document, schema)
                        for name, schema in collection.fields.items()
                    }

    def _define(self, route: Route, store: Mapping[str, Any]) -> None:
        collection = self.collections.setdefault(store["collection"], Collection())
        collection.key = store.get("key", collection.key)
        if store["action"] == "get":
            schema = self._document.success_schema(route)
            if "field" in store:
                collection.fields[store["field"]] = schema
            else:
                collection.schema = schema
        # The opposite of what an action sets is a lock: unlocking sets isLocked to false.
        if store["action"] == "touch":
            collection.locks |= {name: not value for name, value in store["set"].items() if isinstance(value, bool)}

    def find(self, name: str) -> Collection:
        """Return a collection by its name in ``x-store``.

        Args:
            name: The name.

        Raises:
            ValueError: There is no such collection.
        """
        if name not in self.collections:
            raise ValueError(f"there is no collection {name!r}; known are {', '.join(self.collections) or 'none'}")
        return self.collections[name]

    def insert(self, collection: Collection, record: dict[str, Any]) -> dict[str, Any]:
        """Add a record and return it whole, with a generated key if it has none and defaults for what it lacks.

        Args:
            collection: The collection to add it to.
            record: The known values.

        Raises:
            ErrorResponse: The collection is full.
        """
        if len(collection.rows) >= self._limit:
            raise ErrorResponse(400, f"This mock holds at most {self._limit} records of a kind; reset it.")
        if collection.key not in record:
            record[collection.key] = self._new_key(collection, collection.properties.get(collection.key, True))
        values = collection.template | record
        key = values[collection.key]
        # In the order of the schema, as in the document's examples.
        collection.rows[key] = {name: values[name] for name in collection.properties if name in values} | values
        if isinstance(key, int):
            collection.last_number = max(collection.last_number, key)
        return collection.rows[key]

    def _new_key(self, collection: Collection, schema: Any) -> Any:
        resolved = self._document.resolve(schema)
        described: Mapping[str, Any] = resolved if isinstance(resolved, Mapping) else {}
        if described.get("format") == "uuid":
            return str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
        collection.last_number += 1
        return str(collection.last_number) if described.get("type") == "string" else collection.last_number

    def seed(
        self, collection: Collection, records: Iterable[Mapping[str, Any]], login_secrets: Set[str]
    ) -> list[dict[str, Any]]:
        """Add all records, or none of them, and return copies of them whole.

        Args:
            collection: The collection to add them to.
            records: The known values of each; keys and defaults are added where they are missing.
            login_secrets: The fields of the secrets that owners of these records sign in with.

        Raises:
            ValueError: A record does not match the schema, its key is taken, or the collection is full.
        """
        hidden = login_secrets - collection.properties.keys()
        check = self._document.response_schemas.compile(collection.schema)
        added: list[Any] = []
        try:
            for number, record in enumerate(records):
                values = {name: copy.deepcopy(value) for name, value in record.items() if name not in hidden}
                key = values.get(collection.key)
                if not isinstance(key, int | str | None):
                    raise ValueError(f"record {number}: its {collection.key} cannot be a key")
                if key in collection.rows:
                    raise ValueError(f"record {number}: its {collection.key} is taken")
                row = self.insert(collection, values)
                added.append(row[collection.key])
                failure = check(row)
                if failure is not None:
                    raise ValueError(f"record {number}: {failure.pointer[1:]} {failure.message}")
                collection.secrets[added[-1]] = {name: str(record[name]) for name in hidden & record.keys()}
        except (ValueError, ErrorResponse) as error:
            for key in added:
                self.remove(collection, key)
            raise ValueError(str(error)) from None
        return [copy.deepcopy(collection.rows[key]) for key in added]

    def remove(self, collection: Collection, key: Any) -> None:
        """Remove a record with its sub-documents and secrets.

        Args:
            collection: The record's collection.
            key: The record's key.
        """
        del collection.rows[key]
        collection.secrets.pop(key, None)
        for name in collection.fields:
            collection.subdocuments.pop((key, name), None)

    def subdocument(self, collection: Collection, key: Any, name: str) -> Any:
        """Return a sub-document as it was last written, or its initial value.

        The first record is the one in the document's examples, so its sub-documents are their examples; those of other
        records are minimal.

        Args:
            collection: The record's collection.
            key: The record's key.
            name: The sub-document's field.
        """
        if (key, name) in collection.subdocuments:
            return collection.subdocuments[key, name]
        example = collection.examples.get((key, name))
        return collection.minimal[name] if example is None else example

    def has_permission(self, collection: Collection, key: Any, permission: str) -> bool:
        """Tell whether a record's owner has a permission: a flag of a sub-document whose name has the same words.

        Everybody has a permission that no sub-document mentions.

        Args:
            collection: The record's collection.
            key: The record's key.
            permission: The permission, as the document names it.
        """
        wanted = _words(permission)
        flags = (flag for name in collection.fields for flag in _flags(self.subdocument(collection, key, name)))
        values = [value for name, value in flags if _words(name) == wanted]
        return any(values) or not values


def _words(name: str) -> frozenset[str]:
    """Return the words of a label or a camelCase name, so that both spellings of a permission are equal."""
    return frozenset(word.lower() for word in _WORD.findall(name)) - {"and"}


def _flags(value: Any) -> Iterator[tuple[str, bool]]:
    if isinstance(value, Mapping):
        for name, member in value.items():
            if isinstance(member, bool):
                yield name, member
            else:
                yield from _flags(member)


@dataclass(frozen=True, kw_only=True)
class RecordRequest:
    """One validated request to read or change records.

    Attributes:
        route: The operation it calls.
        request: The request itself.
        path: The path parameters.
        query: The query parameters.
        body: The decoded body.
        principal: Whom it acts for; None if the operation is open to all.
    """

    route: Route
    request: MockRequest
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any
    principal: Principal | None


class RecordOperations:
    """Carries out the operations that read and change records.

    Args:
        document: The document.
        records: The records.
        page_size: The number of records on a page.
    """

    def __init__(self, document: Document, records: Records, page_size: int) -> None:
        self._document = document
        self._records = records
        self._page_size = page_size
        self._absent_links: dict[Route, str | None] = {}
        self._body_properties: dict[Route, dict[str, Any]] = {}
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

    def respond(self, call: RecordRequest, store: Mapping[str, Any]) -> MockResponse:
        """Carry out an operation and return its successful response.

        Args:
            call: The request.
            store: The operation's ``x-store``.

        Raises:
            ErrorResponse: There is no such record, or the caller has no record of its own.
        """
        collection = self._records.collections[store["collection"]]
        result = self._actions[store["action"]](call, store, collection)
        status = int(call.route.success)
        if result is None or not call.route.responses[call.route.success].get("content"):
            return MockResponse(status)
        return json_response(status, result)

    def _key(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        if store.get("principal"):
            if call.principal is None or call.principal.key is None:
                raise ErrorResponse(403, "These credentials belong to a client, which has no record of its own.")
            return call.principal.key
        key = call.path[store["key"]]
        if key not in collection.rows:
            raise ErrorResponse(404, "No resource has this identifier.")
        return key

    def _list(self, call: RecordRequest, _store: Mapping[str, Any], collection: Collection) -> Any:
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

    def _link(self, call: RecordRequest, index: int | None) -> str | None:
        """Return the absolute URL of another page; if there is none, the value that the document allows instead."""
        pagination = call.route.pagination or {}
        if index is None:
            return self._absent_link(call.route, pagination)
        return call.request.url_with(pagination["page"], str(index))

    def _absent_link(self, route: Route, pagination: Mapping[str, Any]) -> str | None:
        if route not in self._absent_links:
            properties = self._document.properties(self._document.success_schema(route))
            check = self._document.response_schemas.compile(properties.get(pagination["next"], True))
            self._absent_links[route] = "" if check("") is None else None
        return self._absent_links[route]

    def _create(self, call: RecordRequest, _store: Mapping[str, Any], collection: Collection) -> Any:
        record = self._records.insert(collection, self._settable(call, collection.properties))
        self._keep_secrets(call, collection, record[collection.key])
        return record

    def _get(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        key = self._key(call, store, collection)
        return self._records.subdocument(collection, key, store["field"]) if "field" in store else collection.rows[key]

    def _update(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        key = self._key(call, store, collection)
        if "field" in store:
            schema = collection.fields.get(store["field"], True)
            collection.subdocuments[key, store["field"]] = self._settable(call, self._document.properties(schema))
            return collection.subdocuments[key, store["field"]]
        collection.rows[key] = collection.rows[key] | self._settable(call, collection.properties)
        self._keep_secrets(call, collection, key)
        return collection.rows[key]

    def _delete(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> None:
        self._records.remove(collection, self._key(call, store, collection))

    def _touch(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        key = self._key(call, store, collection)
        collection.rows[key] = collection.rows[key] | store["set"]
        return collection.rows[key]

    def _set_secret(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> None:
        key = self._key(call, store, collection)
        collection.secrets.setdefault(key, {})[store["field"]] = call.body[store["field"]]

    def _change_secret(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> None:
        secrets = collection.secrets.setdefault(self._key(call, store, collection), {})
        name = store.get("field", "password")
        if name not in secrets or not constant_time_equal(secrets[name], call.body[store["current"]]):
            raise ErrorResponse(400, f"Parameter '{store['current']}' is wrong.")
        secrets[name] = call.body[store["new"]]

    def _settable(self, call: RecordRequest, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values that a request may set: declared, and neither assigned by the server nor secret."""
        flag, declared = self._document.request_schemas.has_flag, self._declared(call.route)
        return {
            name: value
            for name, value in (call.body or {}).items()
            if name in declared
            and not flag(declared[name], "writeOnly")
            and not flag(declared[name], "readOnly")
            and not flag(properties.get(name, True), "readOnly")
        }

    def _keep_secrets(self, call: RecordRequest, collection: Collection, key: Any) -> None:
        for name, schema in self._declared(call.route).items():
            if name in (call.body or {}) and self._document.request_schemas.has_flag(schema, "writeOnly"):
                collection.secrets.setdefault(key, {})[name] = call.body[name]

    def _declared(self, route: Route) -> dict[str, Any]:
        """Return the properties that the body of a route's request declares."""
        if route not in self._body_properties:
            body = self._document.resolve(route.source.get("requestBody", {}))
            schemas = [media.get("schema", True) for media in body.get("content", {}).values()]
            self._body_properties[route] = {
                name: subschema for schema in schemas for name, subschema in self._document.properties(schema).items()
            }
        return self._body_properties[route]
