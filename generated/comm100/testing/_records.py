"""The records of a document; ``x-store`` says which operation does what to them."""

from __future__ import annotations

import copy
import math
import random
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from ._document import Document, Route
from ._error_response import ErrorResponse
from ._openapi.examples import schema_examples
from ._responses import example_value, minimal_value
from ._schema import ANY

__all__ = ["Collection", "Records", "path_names"]

_TEMPLATE = re.compile(r"{([^{}]+)}")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


@dataclass(eq=False, kw_only=True)
class Collection:
    """The records of one kind.

    Attributes:
        schema: The schema of a record in a response.
        properties: Its properties.
        template: The values of a new record that nobody sets: what the schema requires, and its defaults.
        key: The property that identifies a record.
        parent: The name of the collection whose records these belong to; None if they belong to none.
        fields: The schemas of the sub-documents that belong to a record without being part of it.
        minimal: The minimal value of each sub-document, which grants no permission.
        locks: Property values that lock the record's owner out.
        rows: The records by key, in the order of their creation. None of them changes in place, since copies of the
            collection share them.
        owners: The key of the parent's record, by key.
        singletons: The values that exist once, by the key of the parent's record; None if there is no parent.
        subdocuments: The sub-documents that are not minimal, by key and field: those that have been written, and those
            of the first record, which are the document's examples.
        secrets: The passwords and API keys of each record's owner, by key.
        last_number: The highest numeric key so far.
    """

    schema: Any = ANY
    properties: dict[str, Any] = field(default_factory=dict)
    template: dict[str, Any] = field(default_factory=dict)
    key: str = "id"
    parent: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    minimal: dict[str, Any] = field(default_factory=dict)
    locks: dict[str, Any] = field(default_factory=dict)
    rows: dict[Any, dict[str, Any]] = field(default_factory=dict)
    owners: dict[Any, Any] = field(default_factory=dict)
    singletons: dict[Any, Any] = field(default_factory=dict)
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
        self._limit: float = math.inf
        self.collections: dict[str, Collection] = {}
        self._listed: dict[str, None] = {}
        # The response to a single record shows it best, then an entry of a list, then what a creation returns.
        for action in ("create", "list", "get"):
            for route in document.routes:
                if isinstance(route.store, Mapping) and route.store["action"] == action:
                    self._describe(route, route.store)
        for route in document.routes:
            if isinstance(route.store, Mapping):
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
        for name in self._listed:
            self._insert_examples(self.collections[name])
        # The document's own records are there however low the limit is.
        self._limit = limit

    def copy(self, rng: random.Random) -> Records:
        """Return these records, to be changed apart from the original.

        Args:
            rng: Generates the keys of the copy.
        """
        twin = copy.copy(self)
        twin._rng = rng
        twin.collections = {name: _copied(collection) for name, collection in self.collections.items()}
        return twin

    def _insert_examples(self, collection: Collection) -> None:
        for example in schema_examples(self._document.root, collection.schema):
            key = self.insert(collection, copy.deepcopy(example), owner=self._first_owner(collection))
            if len(collection.rows) == 1:
                for name, schema in collection.fields.items():
                    subdocument = example_value(self._document, schema)
                    if subdocument is not None:
                        collection.subdocuments[key, name] = subdocument

    def _describe(self, route: Route, store: Mapping[str, Any]) -> None:
        """Learn the schema of a collection's records from a response."""
        collection = self.collections.setdefault(store["collection"], Collection())
        schema = self._document.success_schema(route)
        if "field" in store:
            return
        if store["action"] == "list":
            items = store.get("items") if route.pagination is None else route.pagination["items"]
            if items is not None:
                schema = self._document.properties(schema)[items]
            schema = self._document.resolve(schema).get("items", ANY)
        collection.schema = schema
        if store["action"] != "get" or not self._document.is_singleton(route, store):
            self._listed.setdefault(store["collection"])

    def _define(self, route: Route, store: Mapping[str, Any]) -> None:
        collection = self.collections.setdefault(store["collection"], Collection())
        collection.key = store.get("key", collection.key)
        collection.parent = store.get("parent", collection.parent)
        if store["action"] == "get" and "field" in store and store["field"] not in self._properties(collection):
            collection.fields[store["field"]] = self._document.success_schema(route)
        # The opposite of what an action sets is a lock: unlocking sets isLocked to false.
        if store["action"] == "touch":
            collection.locks |= {name: not value for name, value in store["set"].items() if isinstance(value, bool)}

    def _properties(self, collection: Collection) -> Mapping[str, Any]:
        return self._document.properties(collection.schema)

    def _first_owner(self, collection: Collection) -> Any:
        """Return the record that the document's examples of a nested collection belong to."""
        if collection.parent is None:
            return None
        parent = self.collections[collection.parent]
        return next((example[parent.key] for example in schema_examples(self._document.root, parent.schema)), None)

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

    def insert(self, collection: Collection, record: dict[str, Any], *, owner: Any = None) -> Any:
        """Add a record, with a generated key if it has none and defaults for what it lacks, and return its key.

        Args:
            collection: The collection to add it to.
            record: The known values.
            owner: The key of the parent's record that it belongs to.

        Raises:
            ErrorResponse: The collection is full.
        """
        if len(collection.rows) >= self._limit:
            raise ErrorResponse(400, f"This mock holds at most {self._limit} records of a kind; reset it.")
        values = collection.template | record
        if collection.key in record:
            key = record[collection.key]
        else:
            key = self.new_key(collection, collection.properties.get(collection.key, ANY))
            # Records that have no identifier are kept under a number that nobody sees.
            if not collection.properties or collection.key in collection.properties:
                values[collection.key] = key
        # In the order of the schema, as in the document's examples.
        collection.rows[key] = {name: values[name] for name in collection.properties if name in values} | values
        collection.owners[key] = owner
        if isinstance(key, int):
            collection.last_number = max(collection.last_number, key)
        return key

    def new_key(self, collection: Collection, schema: Any) -> Any:
        """Return an identifier that no record of a collection has.

        Args:
            collection: The collection.
            schema: The schema of the identifier.
        """
        resolved = self._document.resolve(schema)
        described: Mapping[str, Any] = resolved if isinstance(resolved, Mapping) else {}
        if described.get("format") == "uuid":
            return str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
        collection.last_number += 1
        return str(collection.last_number) if described.get("type") == "string" else collection.last_number

    def seed(
        self, collection: Collection, records: Iterable[Mapping[str, Any]], login_secrets: Set[str], owner: Any = None
    ) -> list[dict[str, Any]]:
        """Add all records, or none of them, and return copies of them whole.

        Args:
            collection: The collection to add them to.
            records: The known values of each; keys and defaults are added where they are missing.
            login_secrets: The fields of the secrets that owners of these records sign in with.
            owner: The key of the parent's record that they belong to.

        Raises:
            ValueError: A record does not match the schema, its key is taken, or the collection is full.
        """
        if collection.parent is None and owner is not None:
            raise ValueError("these records have no parent")
        if collection.parent is not None and owner not in self.collections[collection.parent].rows:
            raise ValueError(f"the parent {owner!r} is not one of {collection.parent}")
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
                added.append(self.insert(collection, values, owner=owner))
                failure = check(collection.rows[added[-1]])
                if failure is not None:
                    raise ValueError(f"record {number}: {failure.pointer[1:]} {failure.message}")
                collection.secrets[added[-1]] = {name: str(record[name]) for name in hidden & record.keys()}
        except (ValueError, ErrorResponse) as error:
            for key in added:
                self.remove(collection, key)
            raise ValueError(str(error)) from None
        return [copy.deepcopy(collection.rows[key]) for key in added]

    def remove(self, collection: Collection, key: Any) -> None:
        """Remove a record with its sub-documents, its secrets and everything that belongs to it.

        Args:
            collection: The record's collection.
            key: The record's key.
        """
        del collection.rows[key]
        collection.owners.pop(key, None)
        collection.secrets.pop(key, None)
        for name in collection.fields:
            collection.subdocuments.pop((key, name), None)
        for child in self.collections.values():
            if child.parent is not None and self.collections[child.parent] is collection:
                child.singletons.pop(key, None)
                for own in [own for own, owner in child.owners.items() if owner == key]:
                    self.remove(child, own)

    def singleton(self, collection: Collection, owner: Any) -> Any:
        """Return a value that exists once, for each record of the parent if there is one; made when it is first read.

        Args:
            collection: The value's collection.
            owner: The key of the parent's record; None if there is no parent.
        """
        if owner not in collection.singletons:
            value = copy.deepcopy(example_value(self._document, collection.schema))
            value = minimal_value(self._document, collection.schema) if value is None else value
            if owner is not None and isinstance(value, dict) and collection.key in value:
                value[collection.key] = owner
            collection.singletons[owner] = value
        return collection.singletons[owner]

    def subdocument(self, collection: Collection, key: Any, name: str) -> Any:
        """Return a sub-document as it was last written, or its minimal value.

        Args:
            collection: The record's collection.
            key: The record's key.
            name: The sub-document's field.
        """
        if (key, name) in collection.subdocuments:
            return collection.subdocuments[key, name]
        return collection.minimal[name]

    def has_permission(self, collection: Collection, key: Any, permission: str) -> bool:
        """Tell whether a record's owner has a permission: a flag of a sub-document whose name has the same words.

        If there is no such flag, one whose words are all among the permission's will do: Manage Ban List, manageBan.
        Administrators (``x-administrator``) have every permission, and everybody has one that no sub-document mentions.

        Args:
            collection: The record's collection.
            key: The record's key.
            permission: The permission, as the document names it.
        """
        for name, schema in collection.properties.items():
            if isinstance(schema, Mapping) and "x-administrator" in schema and collection.rows[key].get(name) is True:
                return True
        wanted = _words(permission)
        flags = [flag for name in collection.fields for flag in _flags(self.subdocument(collection, key, name))]
        values = [value for name, value in flags if _words(name) == wanted]
        values = values or [value for name, value in flags if _words(name) < wanted]
        return any(values) or not values


def _copied(collection: Collection) -> Collection:
    """Return a collection with the same description and the same records, which are replaced but never changed."""
    # Neither copy.copy nor the constructor, which take several times as long, for dozens of collections at each reset.
    twin = Collection.__new__(Collection)
    twin.__dict__ = collection.__dict__ | {
        "rows": dict(collection.rows),
        "owners": dict(collection.owners),
        "singletons": dict(collection.singletons),
        "subdocuments": dict(collection.subdocuments),
        "secrets": {key: dict(secrets) for key, secrets in collection.secrets.items()},
    }
    return twin


def path_names(route: Route) -> list[str]:
    """Return the names of a route's path parameters, in the order of the path."""
    return _TEMPLATE.findall(route.path)


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
