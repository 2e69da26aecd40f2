"""Records that a test puts into a mock by itself."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from ._document import Document
from ._error_response import ErrorResponse
from ._records import Collection, Records
from ._state import State

__all__ = ["find", "seed"]


def find(records: Records, name: str) -> Collection:
    """Return a collection.

    Args:
        records: All of them.
        name: Its name.

    Raises:
        ValueError: There is none of this name.
    """
    if name not in records.collections:
        known = ", ".join(records.collections) or "none"
        raise ValueError(f"there is no collection {name!r}; known are {known}")
    return records.collections[name]


def seed(document: Document, state: State, name: str, records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Add records and return them whole; either all of them are added or none.

    Args:
        document: The document.
        state: What the mock knows.
        name: The collection.
        records: What is known of each.

    Raises:
        ValueError: There is no such collection, a record is not as the document says, or its key is taken.
    """
    collection = find(state.records, name)
    hidden = {login.secret for login in state.logins.values() if login.realm == name} - collection.properties.keys()
    check = document.response_schemas.compile(collection.schema)
    added: list[Any] = []
    try:
        for number, record in enumerate(records):
            shown = {each: copy.deepcopy(value) for each, value in record.items() if each not in hidden}
            key = shown.get(collection.key)
            if not isinstance(key, int | str | None):
                raise ValueError(f"record {number}: its {collection.key} can be no key")
            if key in collection.rows:
                raise ValueError(f"record {number}: its {collection.key} is taken")
            whole = state.records.insert(collection, shown)
            added.append(whole[collection.key])
            problem = check(whole)
            if problem is not None:
                raise ValueError(f"record {number}: {problem.pointer[1:]} {problem.message}")
            collection.secrets[added[-1]] = {each: str(record[each]) for each in hidden & record.keys()}
    except (ValueError, ErrorResponse) as error:
        for key in added:
            state.records.remove(collection, key)
        raise ValueError(str(error)) from None
    return [copy.deepcopy(collection.rows[key]) for key in added]
