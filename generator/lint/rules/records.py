"""What operations do to the mock's records (``x-store``): each one says so, in terms that the document has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from ...document.pointers import join, properties, resolve, resolve_ref, resolve_schema
from ...document.walk import Document, OperationRef, operations, responses, store_of
from ...errors import Finding

__all__ = ["RULES"]


def stated(document: Document) -> Iterator[Finding]:
    """Where one operation names its source or says what it does to the records, every operation does."""
    for key, example in (("x-source", "the document and the lines"), ("x-store", "{collection: …, action: …} or none")):
        if any(key in ref.body for ref in operations(document)):
            for ref in operations(document):
                if key not in ref.body:
                    yield Finding.warning("extension", ref.pointer, f"the operation needs {key}: {example}")


def records(document: Document) -> Iterator[Finding]:
    """Collections have records, and what an operation reads, sets and filters are properties of these."""
    stores = [(ref, store_of(ref.body)) for ref in operations(document) if store_of(ref.body)]
    schemas: dict[str, Any] = {}
    for action in ("create", "list", "get"):
        for ref, store in stores:
            if store.get("action") == action and not {"field", "principal"} & store.keys():
                schemas[store["collection"]] = _record(document, ref, action)
    for ref, store in stores:
        pointer = join(ref.pointer, "x-store")
        if (name := store["collection"]) not in schemas:
            yield Finding.warning("store", pointer, f"no operation gets, lists or creates the records of {name!r}")
        elif store.get("parent", name) not in schemas:
            yield Finding.warning("store", pointer, f"no operation stores the parent {store['parent']!r}")
        else:
            for message in (*_path(document, ref, store), *_members(document, ref, store, schemas)):
                yield Finding.warning("store", pointer, message)
        if store["action"] == "list" and not _record(document, ref, "list"):
            message = "list: the response is not an array; name the property that is with x-pagination or items"
            yield Finding.warning("store", pointer, message)


def _record(document: Document, ref: OperationRef, action: str) -> Any:
    """Return the schema of a record: what the operation returns, or the items of its list."""
    schema = _success(document, ref)
    if action != "list":
        return schema
    if (items := (ref.body.get("x-pagination") or store_of(ref.body)).get("items")) is not None:
        if items not in (known := properties(document, schema)):
            return {}
        schema = known[items].schema
    return resolve_schema(document, schema).get("items", {})


def _success(document: Document, ref: OperationRef) -> Any:
    for status, node in responses(ref.body).items():
        if status.startswith("2"):
            for media in (resolve_ref(document, node).get("content") or {}).values():
                return media.get("schema", {})
    return {}


def _path(document: Document, ref: OperationRef, store: Mapping[str, Any]) -> Iterator[str]:
    count = len(re.findall(r"{[^{}]+}", ref.path))
    inherited = 1 if "parent" in store else 0
    if store.get("principal"):
        expected = {0}
    elif store["action"] in ("list", "create", "delete-many"):
        expected = {inherited}
    else:
        expected = {inherited, inherited + 1} if store["action"] in ("get", "update", "touch") else {inherited + 1}
    if count not in expected:
        wanted = " or ".join(map(str, sorted(expected)))
        yield f"{ref.path} has {count} path parameters; {store['action']} needs {wanted} (parent: {inherited})"


def _members(
    document: Document, ref: OperationRef, store: Mapping[str, Any], schemas: Mapping[str, Any]
) -> Iterator[str]:
    schema = schemas[store["collection"]]
    known = properties(document, schema)
    for word in ("set", "defaults"):
        for name, value in store.get(word, {}).items():
            if name not in known:
                yield f"{word}: a record has no property {name!r}"
            elif value != "$now":
                yield from _invalid(document, known[name].schema, f"{word}: {name}", value)
    for name, values in store.get("where", {}).items():
        if name not in known:
            yield f"where: a record has no property {name!r}"
        else:
            for value in values:
                yield from _invalid(document, known[name].schema, f"where: {name}", value)
    for name in {*store.get("embed", {})} - {*known}:
        yield f"embed: a record has no property {name!r}"
    for name in sorted({*store.get("embed", {}).values()} - {*schemas}):
        yield f"embed: there is no collection {name!r}"
    body = _body(document, ref)
    sent = [store[word] for word in ("ids", "current", "new") if word in store]
    sent += [store["field"]] if store["action"] == "secret" else []
    for name in sent:
        if name not in body:
            yield f"the request has no property {name!r}"
    yield from _filters(document, ref, store, schemas)


def _filters(
    document: Document, ref: OperationRef, store: Mapping[str, Any], schemas: Mapping[str, Any]
) -> Iterator[str]:
    nodes = [*(ref.item.get("parameters") or ()), *(ref.body.get("parameters") or ())]
    parameters = {resolve_ref(document, node)["name"] for node in nodes}
    for name, how in store.get("filter", {}).items():
        if name not in parameters:
            yield f"filter: there is no parameter {name!r}"
        named = [how[word] for word in ("equals", "since", "until", "before") if word in how]
        for path in [*named, *how.get("contains", ())]:
            if not _has(document, schemas[store["collection"]], path):
                yield f"filter: a record has no {path!r}"
        if "of" in how:
            other, _, path = how["of"].partition(".")
            if other not in schemas or not _has(document, schemas[other], path):
                yield f"filter: there is no {how['of']!r}"


def _has(document: Document, schema: Any, path: str) -> bool:
    """Tell whether a dotted path leads through objects and the items of lists to a property."""
    for name in path.split("."):
        schema = resolve_schema(document, schema)
        schema = schema.get("items", schema)
        known = properties(document, schema)
        if name not in known:
            return False
        schema = known[name].schema
    return True


def _body(document: Document, ref: OperationRef) -> dict[str, Any]:
    request, _ = resolve(document, ref.body.get("requestBody") or {})
    found: dict[str, Any] = {}
    for media in (request.get("content") or {}).values():
        found |= properties(document, media.get("schema", {}))
    return found


def _invalid(document: Document, schema: Any, what: str, value: Any) -> Iterator[str]:
    validator = jsonschema_rs.validator_for({"components": document.get("components", {}), "allOf": [schema]})
    for error in validator.iter_errors(value):
        yield f"{what}: {error.message}"


RULES = (stated, records)
