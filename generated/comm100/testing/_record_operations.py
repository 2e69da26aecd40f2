"""The operations on records, carried out as ``x-store`` says."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from ._document import Document, Route
from ._error_response import ErrorResponse
from ._filters import apply_filters
from ._forms import constant_time_equal
from ._openapi import pointers
from ._records import Collection, Records, path_names
from ._schema import ANY
from ._tokens import Principal
from .clock import ServerTime
from .messages import MockRequest, MockResponse, json_response

__all__ = ["RecordOperations", "RecordRequest"]


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


@dataclass(frozen=True)
class _BodyNames:
    """The members of a request body that set a value, and those that are secrets."""

    settable: Set[str]
    secret: Set[str]


class RecordOperations:
    """Carries out the operations that read and change records.

    Args:
        document: The document.
        records: The records.
        time: Tells when a record is created.
        page_size: The number of records on a page.
    """

    def __init__(self, document: Document, records: Records, time: ServerTime, page_size: int) -> None:
        self._document = document
        self._records = records
        self._time = time
        self._page_size = page_size
        self._changes = _Changes(document, records)
        self._absent_links: dict[Route, str | None] = {}
        self._names: dict[Route, _BodyNames] = {}
        self._actions = {
            "list": self._list,
            "create": self._create,
            "get": self._get,
            "update": self._update,
            "delete": self._delete,
            "delete-many": self._delete_many,
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
        self._require_owner(call, collection)
        result = self._actions[store["action"]](call, store, collection)
        if "message" in store:
            result = store["message"].format(**call.path)
        status = int(call.route.success)
        if result is None or not call.route.responses[call.route.success].get("content"):
            return MockResponse(status)
        return json_response(status, result)

    def _require_owner(self, call: RecordRequest, collection: Collection) -> None:
        if collection.parent is not None:
            owner = self._owner(call, collection)
            if owner not in self._records.collections[collection.parent].rows:
                raise ErrorResponse(404, "No resource has this identifier.")

    def _owner(self, call: RecordRequest, collection: Collection) -> Any:
        """Return the key of the parent's record, which is the first path parameter; None if there is no parent."""
        return call.path[path_names(call.route)[0]] if collection.parent is not None else None

    def _key(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        if store.get("principal"):
            if call.principal is None or call.principal.key is None:
                raise ErrorResponse(403, "These credentials belong to a client, which has no record of its own.")
            return call.principal.key
        key = call.path[path_names(call.route)[-1]]
        if key not in collection.rows or collection.owners.get(key) != self._owner(call, collection):
            raise ErrorResponse(404, "No resource has this identifier.")
        return key

    def _list(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        owner = self._owner(call, collection)
        rows = [row for key, row in collection.rows.items() if collection.owners.get(key) == owner]
        where = store.get("where", {})
        rows = [row for row in rows if all(row.get(name) in values for name, values in where.items())]
        rows = apply_filters(rows, store.get("filter", {}), call.query, self._records, self._now())
        pagination = call.route.pagination
        if pagination is None:
            return {store["items"]: rows} if "items" in store else rows
        first = next((p.default for p in call.route.parameters if p.name == pagination["page"]), None) or 0
        size = call.query.get(pagination.get("size", ""), self._page_size)
        index = call.query.get(pagination["page"], first) - first
        last = max(0, -(-len(rows) // size) - 1)
        page = {
            pagination.get("total"): len(rows),
            pagination.get("previous"): self._link(call, min(index - 1, last) + first if index > 0 else None),
            pagination["next"]: self._link(call, index + 1 + first if index < last else None),
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
            check = self._document.response_schemas.compile(properties.get(pagination["next"], ANY))
            self._absent_links[route] = "" if check("") is None else None
        return self._absent_links[route]

    def _create(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        assigned = {name: self._assigned(value) for name, value in store.get("defaults", {}).items()}
        values = self._changes.apply(assigned, self._settable(call, collection.schema), collection.schema)
        key = self._records.insert(collection, values, owner=self._owner(call, collection))
        self._keep_secrets(call, collection, key)
        return collection.rows[key]

    def _assigned(self, value: Any) -> Any:
        """Return a default value of ``x-store``, in which ``$now`` is the time."""
        if value != "$now":
            return copy.deepcopy(value)
        return self._now().replace(tzinfo=None).isoformat(timespec="milliseconds")

    def _now(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self._time.wall(), datetime.UTC)

    def _get(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        record, field = self._record(call, store, collection), store.get("field")
        if field in collection.fields:
            return self._records.subdocument(collection, self._key(call, store, collection), field)
        if field is not None:
            return record.get(field)
        return self._with_embedded(call, store, collection, record)

    def _record(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        if self._document.is_singleton(call.route, store):
            return self._records.singleton(collection, self._owner(call, collection))
        return collection.rows[self._key(call, store, collection)]

    def _replace(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection, value: Any) -> Any:
        """Put a value in the place of the record of a request, and return it; records never change in place."""
        if self._document.is_singleton(call.route, store):
            collection.singletons[self._owner(call, collection)] = value
        else:
            collection.rows[self._key(call, store, collection)] = value
        return value

    def _with_embedded(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection, record: Any) -> Any:
        """Return a record with the records of other collections that are shown in it."""
        if "embed" not in store:
            return record
        shown = dict(record)
        for name, other in store["embed"].items():
            child = self._records.collections[other]
            nested = child.parent is not None and self._records.collections[child.parent] is collection
            owner = record[collection.key] if nested else self._owner(call, collection)
            shown[name] = [row for key, row in child.rows.items() if child.owners.get(key) == owner]
        return shown

    def _update(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        field = store.get("field")
        if field in collection.fields:
            schema, key = collection.fields[field], self._key(call, store, collection)
            collection.subdocuments[key, field] = self._settable(call, schema)
            return collection.subdocuments[key, field]
        record = self._record(call, store, collection)
        if field is not None:
            value = self._changed(record.get(field), call, store, collection.properties.get(field, ANY))
            record = self._replace(call, store, collection, {**record, field: value})
            shows_record = self._document.success_schema(call.route) == collection.schema
            return record if shows_record else value
        if self._document.is_singleton(call.route, store):
            value = self._replace(call, store, collection, self._changed(record, call, store, collection.schema))
            return self._with_embedded(call, store, collection, value)
        key = self._key(call, store, collection)
        collection.rows[key] = self._changes.apply(record, self._settable(call, collection.schema), collection.schema)
        self._keep_secrets(call, collection, key)
        return self._with_embedded(call, store, collection, collection.rows[key])

    def _changed(self, old: Any, call: RecordRequest, store: Mapping[str, Any], schema: Any) -> Any:
        """Return a value after a request that changes an object or replaces a list.

        With ``match``, the entries of the list that have the same property are replaced, and the others are kept.
        """
        if isinstance(call.body, Mapping):
            return self._changes.apply(old or {}, self._settable(call, schema), schema)
        entries, name = self._changes.apply(old, call.body, schema), store.get("match")
        if name is None:
            return entries
        replaced = {entry.get(name) for entry in entries}
        return [entry for entry in old or [] if entry.get(name) not in replaced] + entries

    def _delete(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> None:
        self._records.remove(collection, self._key(call, store, collection))

    def _delete_many(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> None:
        """Remove the records that a request lists; identifiers without a record are ignored."""
        owner = self._owner(call, collection)
        for key in call.body[store["ids"]]:
            if key in collection.rows and collection.owners.get(key) == owner:
                self._records.remove(collection, key)

    def _touch(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> Any:
        record = self._record(call, store, collection)
        return self._replace(call, store, collection, record | store["set"])

    def _set_secret(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> None:
        key = self._key(call, store, collection)
        collection.secrets.setdefault(key, {})[store["field"]] = call.body[store["field"]]

    def _change_secret(self, call: RecordRequest, store: Mapping[str, Any], collection: Collection) -> None:
        secrets = collection.secrets.setdefault(self._key(call, store, collection), {})
        name = store.get("field", "password")
        if name not in secrets or not constant_time_equal(secrets[name], call.body[store["current"]]):
            raise ErrorResponse(400, f"Parameter '{store['current']}' is wrong.")
        secrets[name] = call.body[store["new"]]

    def _settable(self, call: RecordRequest, schema: Any) -> dict[str, Any]:
        """Return the values that a request may set: declared, and neither assigned by the server nor secret."""
        names = self._body_names(call.route, schema).settable
        return {name: value for name, value in (call.body or {}).items() if name in names}

    def _keep_secrets(self, call: RecordRequest, collection: Collection, key: Any) -> None:
        for name in self._body_names(call.route, collection.schema).secret:
            if name in (call.body or {}):
                collection.secrets.setdefault(key, {})[name] = call.body[name]

    def _body_names(self, route: Route, schema: Any) -> _BodyNames:
        """Return what the members of a route's request mean for the value that it changes, whose schema is given."""
        if route not in self._names:
            has_flag = self._document.request_schemas.has_flag
            properties = self._document.properties(schema)
            body = self._document.resolve(route.source.get("requestBody", {}))
            declared: dict[str, Any] = {}
            for media in body.get("content", {}).values():
                declared |= self._document.properties(media.get("schema", ANY))
            secret = {name for name, subschema in declared.items() if has_flag(subschema, "writeOnly")}
            assigned = {
                name
                for name, subschema in declared.items()
                if has_flag(subschema, "readOnly") or has_flag(properties.get(name, ANY), "readOnly")
            }
            self._names[route] = _BodyNames(declared.keys() - secret - assigned, secret)
        return self._names[route]


@dataclass(frozen=True, kw_only=True)
class _ObjectSchema:
    """The properties of an object, which of them only the server sets, to what, and which tell objects apart."""

    properties: Mapping[str, Any]
    read_only: Set[str]
    defaults: Mapping[str, Any]
    identity: Sequence[str]


class _Changes:
    """Applies requests to values of one document.

    Args:
        document: The document.
        records: Gives identifiers to new entries of lists.
    """

    def __init__(self, document: Document, records: Records) -> None:
        self._document = document
        self._records = records
        self._known: dict[int, tuple[Any, _ObjectSchema]] = {}

    def apply(self, old: Any, new: Any, schema: Any) -> Any:
        """Return a value as a request changes it.

        An object keeps the members that the request omits, and so do the objects inside it. A list is replaced, but an
        entry that was in the old list keeps what only the server sets. It was there if one with the same ``id`` was,
        or, if entries have no ``id``, one with the same required members. A new entry gets an ``id``.

        Args:
            old: The value before.
            new: What the request says.
            schema: The schema of the value in responses.
        """
        if isinstance(new, list):
            return self._list(old if isinstance(old, list) else [], new, schema)
        if not isinstance(new, Mapping):
            return new
        described = self._object_schema(schema)
        kept = old if isinstance(old, Mapping) else described.defaults
        return {**kept, **self._sent(kept, new, described)}

    def _sent(self, old: Mapping[str, Any], new: Mapping[str, Any], described: _ObjectSchema) -> dict[str, Any]:
        return {
            name: self.apply(old.get(name), value, described.properties.get(name, ANY))
            for name, value in new.items()
            if name not in described.read_only
        }

    def _list(self, old: Sequence[Any], new: Sequence[Any], schema: Any) -> list[Any]:
        resolved = self._document.resolve(schema)
        described = self._object_schema(resolved.get("items", ANY) if isinstance(resolved, Mapping) else ANY)
        numbers = [entry["id"] for entry in (*old, *new) if isinstance(entry, Mapping) and type(entry.get("id")) is int]
        taken = Collection(last_number=max(numbers, default=0))
        return [self._entry(old, entry, described, taken) if isinstance(entry, Mapping) else entry for entry in new]

    def _entry(
        self, old: Sequence[Any], new: Mapping[str, Any], described: _ObjectSchema, taken: Collection
    ) -> dict[str, Any]:
        before = next((entry for entry in old if _is_same(entry, new, described.identity)), None)
        assigned = described.defaults
        if before is not None:
            assigned = {name: value for name, value in before.items() if name in described.read_only}
        values = {**assigned, **self._sent({}, new, described)}
        if "id" in described.properties and "id" not in values:
            values["id"] = self._records.new_key(taken, described.properties["id"])
        # In the order of the schema, as in the document's examples.
        return {name: values[name] for name in described.properties if name in values} | values

    def _object_schema(self, schema: Any) -> _ObjectSchema:
        if id(schema) not in self._known:
            # The schema is kept too, so that no other one can get its identity.
            self._known[id(schema)] = schema, self._describe(schema)
        return self._known[id(schema)][1]

    def _describe(self, schema: Any) -> _ObjectSchema:
        members = pointers.properties(self._document.root, schema)
        has_flag = self._document.response_schemas.has_flag
        read_only = {name for name, member in members.items() if has_flag(member.schema, "readOnly")}
        resolved = {name: self._document.resolve(members[name].schema) for name in read_only}
        return _ObjectSchema(
            properties={name: member.schema for name, member in members.items()},
            read_only=read_only,
            defaults={name: schema["default"] for name, schema in resolved.items() if "default" in schema},
            identity=["id"] if "id" in members else [name for name, member in members.items() if member.required],
        )


def _is_same(old: Any, new: Mapping[str, Any], identity: Sequence[str]) -> bool:
    if not isinstance(old, Mapping) or not identity:
        return False
    return all(name in old and name in new and old[name] == new[name] for name in identity)
