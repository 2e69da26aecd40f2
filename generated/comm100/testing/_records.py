"""The records that the operations read and change, kept in memory; ``x-store`` says which operation does what."""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._document import Document, Route
from ._error_response import ErrorResponse
from ._responses import minimal_value, schema_example, schema_examples

__all__ = ["Collection", "Records"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


def _words(name: str) -> frozenset[str]:
    """Return the words of a label or of a camelCase name: both spell one permission."""
    return frozenset(word.lower() for word in _WORD.findall(name)) - {"and"}


def _flags(value: Any) -> Iterator[tuple[str, bool]]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            if isinstance(each, bool):
                yield name, each
            else:
                yield from _flags(each)


@dataclass(eq=False, kw_only=True)
class Collection:
    """The records of one kind.

    Attributes:
        schema: The schema of a record as a response shows it.
        properties: Its properties.
        blank: A record of which nothing is known: what the schema requires, and its defaults.
        key: The property that identifies a record.
        fields: The schemas of the sub-documents that belong to a record and are not part of it.
        locks: Values of properties that keep the record's owner out.
        rows: The records by key, in the order of their creation.
        documents: The sub-documents that are not as they were at first, by key and field.
        secrets: What nobody gets to see, by key: passwords and API keys.
    """

    schema: Any = True
    properties: dict[str, Any] = field(default_factory=dict)
    blank: dict[str, Any] = field(default_factory=dict)
    key: str = "id"
    fields: dict[str, Any] = field(default_factory=dict)
    locks: dict[str, Any] = field(default_factory=dict)
    rows: dict[Any, dict[str, Any]] = field(default_factory=dict)
    documents: dict[tuple[Any, str], Any] = field(default_factory=dict)
    secrets: dict[Any, dict[str, str]] = field(default_factory=dict)
    last: int = 0


class Records:
    """All collections of a document.

    Args:
        document: The document.
        rng: Makes identifiers that are no numbers.
        limit: How many records a collection may hold.
    """

    def __init__(self, document: Document, rng: random.Random, limit: int) -> None:
        self._document = document
        self._rng = rng
        self._limit = limit
        self.collections: dict[str, Collection] = {}
        for route in document.routes:
            if route.store:
                self._learn(route, route.store)
        for collection in self.collections.values():
            properties = collection.properties = document.properties(collection.schema)
            described = [(name, document.resolve(each)) for name, each in properties.items()]
            known = {name: each for name, each in described if isinstance(each, Mapping)}
            defaults = {name: each["default"] for name, each in known.items() if "default" in each}
            collection.blank = (minimal_value(document, collection.schema) or {}) | defaults
            for seed in schema_examples(document, collection.schema):
                self.insert(collection, dict(seed))

    def _learn(self, route: Route, store: Mapping[str, Any]) -> None:
        collection = self.collections.setdefault(store["collection"], Collection())
        collection.key = store.get("key", collection.key)
        shown = self._document.success_schema(route)
        if store["action"] == "get":
            if "field" in store:
                collection.fields[store["field"]] = shown
            else:
                collection.schema = shown
        # What an action sets free must have been a lock before: unlocking sets isLocked to false.
        if store["action"] == "touch":
            collection.locks |= {name: not value for name, value in store["set"].items() if isinstance(value, bool)}

    def insert(self, collection: Collection, record: dict[str, Any]) -> dict[str, Any]:
        """Add a record, with a key of its own where it brings none and a default for all else that it lacks.

        Args:
            collection: Where to.
            record: What is known of it.

        Raises:
            ErrorResponse: The collection is full.
        """
        if len(collection.rows) >= self._limit:
            raise ErrorResponse(400, f"This mock holds at most {self._limit} records of a kind; reset it.")
        if collection.key not in record:
            record[collection.key] = self._new_key(collection, collection.properties.get(collection.key, True))
        whole = collection.blank | record
        key = whole[collection.key]
        # In the order of the schema, as the document's examples have it.
        collection.rows[key] = {name: whole[name] for name in collection.properties if name in whole} | whole
        if isinstance(key, int):
            collection.last = max(collection.last, key)
        return collection.rows[key]

    def _new_key(self, collection: Collection, schema: Any) -> Any:
        resolved = self._document.resolve(schema)
        described: Mapping[str, Any] = resolved if isinstance(resolved, Mapping) else {}
        if described.get("format") == "uuid":
            return str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
        collection.last += 1
        return str(collection.last) if described.get("type") == "string" else collection.last

    def remove(self, collection: Collection, key: Any) -> None:
        """Remove a record and all that belongs to it.

        Args:
            collection: Where from.
            key: The record's key.
        """
        del collection.rows[key]
        collection.secrets.pop(key, None)
        for name in collection.fields:
            collection.documents.pop((key, name), None)

    def document(self, collection: Collection, key: Any, name: str) -> Any:
        """Return a sub-document: as it was last written, or as it is at first.

        The first record is the one that the document's examples show, so it begins with the example; any other begins
        with the least that the schema allows, which grants nothing.

        Args:
            collection: Where the record is.
            key: The record's key.
            name: The sub-document's field.
        """
        if (key, name) in collection.documents:
            return collection.documents[key, name]
        schema = collection.fields[name]
        first: Mapping[str, Any] = next(iter(schema_examples(self._document, collection.schema)), {})
        shown = schema_example(self._document, schema) if first.get(collection.key) == key else None
        return minimal_value(self._document, schema) if shown is None else shown

    def allows(self, collection: Collection, key: Any, permission: str) -> bool:
        """Tell whether a record's owner has a permission: a flag of a sub-document whose name says the same words.

        A permission that no sub-document knows is everybody's.

        Args:
            collection: Where the record is.
            key: The record's key.
            permission: The permission as the document names it.
        """
        wanted = _words(permission)
        flags = (flag for name in collection.fields for flag in _flags(self.document(collection, key, name)))
        found = [value for name, value in flags if _words(name) == wanted]
        return any(found) or not found
