"""What a test does to a mock, and asks of it, beside sending requests."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from ._document import Document
from ._secrets import secret_names
from ._seeds import find, seed
from ._state import State
from .faults import Fault
from .journal import Journal

__all__ = ["Controls"]


class Controls:
    """The controls of `Mock`."""

    _document: Document
    _lock: threading.Lock
    _state: State

    @property
    def requests(self) -> Journal:
        """The journal: the latest requests and their answers, oldest first."""
        with self._lock:
            kept, dropped = self._state.journal, self._state.asked - len(self._state.journal)
            return Journal(kept, secrets=self.secrets, operations=self._operations, dropped=dropped)

    def assert_requested(self, *, times: int | None = None, **wanted: Any) -> Journal:
        """Return the requests that match: `Journal.assert_requested` of `requests`.

        Args:
            times: How many there must be; None for any number from one on.
            wanted: ``operation``, ``method``, ``path``, ``status``, ``json``, ``form``, ``query`` or ``headers``.

        Raises:
            AssertionError: There are none, or not as many; it shows the nearest request and what differs.
            ValueError: The document has no such operation.
        """
        return self.requests.assert_requested(times=times, **wanted)

    @cached_property
    def _operations(self) -> tuple[str, ...]:
        return tuple(operation.id for operation in self._document.routes)

    @cached_property
    def secrets(self) -> frozenset[str]:
        """The names of fields, members and headers whose values no message shows."""
        return secret_names(self._document.root)

    @property
    def daily_limit(self) -> int | None:
        """How many authenticated requests a day takes, from 0:00 UTC; None for no limit. It can be set."""
        return self._state.security.daily_limit

    @daily_limit.setter
    def daily_limit(self, limit: int | None) -> None:
        self._state.security.daily_limit = limit

    def seed_records(self, collection: str, records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Add records, as if they had been created before, and return them whole.

        Args:
            collection: Which kind of record, as the document's ``x-store`` names it.
            records: What is known of each, by wire names; a key and defaults are added where they are missing.
                Secrets that people sign in with may be among it and are not shown by any answer.

        Raises:
            ValueError: There is no such collection, a record is not as the document says, or its key is taken.
        """
        with self._lock:
            return seed(self._document, self._state, collection, records)

    def records(self, collection: str) -> list[dict[str, Any]]:
        """Return the records of one kind as they are now, in the order of their creation.

        Args:
            collection: Which kind, as the document's ``x-store`` names it.

        Raises:
            ValueError: There is no such collection.
        """
        with self._lock:
            return copy.deepcopy(list(find(self._state.records, collection).rows.values()))

    def inject(
        self,
        fault: str | Fault,
        *,
        operation: str | None = None,
        times: int | None = 1,
        probability: float = 1.0,
        **details: Any,
    ) -> None:
        """Let something go wrong: ``mock.inject("latency", operation="...", times=2, seconds=3)``.

        Args:
            fault: The name of one of `FAULTS`, or a whole fault, to which the other arguments mean nothing.
            operation: The operationId that it befalls; None for every operation that it can befall.
            times: How many requests it befalls; None for all, until `recover` or `reset`.
            probability: How likely it befalls a request that it could, from 0 to 1; the mock's seed decides.
            details: How it shows, such as ``seconds`` or ``status``.

        Raises:
            ValueError: There is no such fault or operation, or a value makes no sense.
        """
        if not isinstance(fault, Fault):
            fault = Fault(name=fault, operation=operation, times=times, probability=probability, details=details)
        with self._lock:
            self._state.faults.add(fault)

    def recover(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self._state.faults.clear()

    def fail_next(self, status: int, *, times: int = 1) -> None:
        """Answer the next requests with an error, whatever they ask for: ``inject("error_status", ...)`` in short.

        Args:
            status: The HTTP status; the body is the documented one, where the document knows the status.
            times: How many requests.

        Raises:
            ValueError: The status is no error, or times is less than 1.
        """
        self.inject("error_status", status=status, times=times)
