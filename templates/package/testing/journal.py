"""What the mock was asked, and what it answered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ._differences import differences, read_form, read_json, read_query
from ._hint import hint
from .messages import MockRequest, MockResponse

__all__ = ["Exchange", "Journal"]


@dataclass(frozen=True, repr=False)
class Exchange:
    """One request and its answer. The repr shows no header, no query and no body, so that it holds no secret.

    Attributes:
        request: What came.
        response: What was answered.
        operation: The operationId; None where path and method lead to no operation.
    """

    request: MockRequest
    response: MockResponse
    operation: str | None

    def __repr__(self) -> str:
        return f"<{self.request.method} {self.request.path} -> {self.response.status} ({self.operation})>"


class Journal(list[Exchange]):
    """The latest requests and their answers, oldest first.

    Args:
        exchanges: The requests and their answers.
        secrets: Names of fields and members whose values no message shows.
        operations: The operations that there are.
        dropped: How many older requests are not there any more.
    """

    def __init__(
        self,
        exchanges: Iterable[Exchange] = (),
        *,
        secrets: Collection[str] = (),
        operations: Collection[str] = (),
        dropped: int = 0,
    ) -> None:
        super().__init__(exchanges)
        self._secrets = frozenset(secrets)
        self._operations = operations
        self._dropped = dropped

    def find(self, **wanted: Any) -> Journal:
        """Return the requests that match; what is left out matches any.

        Args:
            wanted: ``operation``, ``method``, ``path`` and ``status`` are compared as they stand. ``json``, ``form``,
                ``query`` and ``headers`` name what must be there: other members, fields and headers do not count.

        Raises:
            TypeError: A name is none of these.
            ValueError: The document has no such operation.
        """
        self._check(wanted)
        found = (exchange for exchange in self if not self._differences(exchange, wanted))
        return Journal(found, secrets=self._secrets, operations=self._operations, dropped=self._dropped)

    def assert_requested(self, *, times: int | None = None, **wanted: Any) -> Journal:
        """Return the requests that match, of which there must be at least one.

        Args:
            times: How many there must be; None for any number from one on. Where older requests were dropped, they
                cannot be counted, and the assertion fails.
            wanted: As in `find`.

        Raises:
            AssertionError: There are none, or not as many. It shows the nearest request, what differs, and no secret.
            TypeError: A name is none of those that `find` knows.
            ValueError: The document has no such operation.
        """
        found = self.find(**wanted)
        if found if times is None else len(found) == times and not self._dropped:
            return found
        raise AssertionError(self._explained(found, times, wanted))

    def _explained(self, found: Journal, times: int | None, wanted: Mapping[str, Any]) -> str:
        parts = [f"{name}={value!r}" for name, value in wanted.items() if name in _PLAIN]
        parts += [f"{name} with {', '.join(map(str, wanted[name]))}" for name in wanted if name in _PARTIAL]
        should = "" if times is None else f", and {times} should"
        lines = [f"{len(found)} of {len(self)} requests match {'; '.join(parts) or 'anything'}{should}"]
        if found:
            lines += [f"  {exchange!r}" for exchange in found]
        elif self:
            # Of those that are equally near, the latest.
            nearest = min(reversed(self), key=lambda exchange: self._distance(exchange, wanted))
            lines.append(f"the nearest is {nearest!r}:")
            lines += [f"  {each}" for each in self._differences(nearest, wanted)]
        if self._dropped:
            lines.append(f"older requests, {self._dropped} of them, were dropped; Mock(journal_limit=...) keeps more")
        return "\n".join(lines)

    def _distance(self, exchange: Exchange, wanted: Mapping[str, Any]) -> tuple[int, int]:
        """Return how far a request is from the one wanted; another operation is further away than any other member."""
        plain = {name: value for name, value in wanted.items() if name in _PLAIN}
        return len(self._differences(exchange, plain)), len(self._differences(exchange, wanted))

    def _check(self, wanted: Mapping[str, Any]) -> None:
        """Refuse what no request could ever match, because a test that wants none would pass."""
        unknown = sorted(wanted.keys() - _PLAIN.keys() - _PARTIAL.keys())
        if unknown:
            known = ", ".join([*_PLAIN, *_PARTIAL])
            raise TypeError(f"a request cannot be found by {', '.join(unknown)}; it can by {known}")
        operation = wanted.get("operation")
        if self._operations and operation is not None and operation not in self._operations:
            raise ValueError(f"the document has no operation {operation!r}; {hint(operation, self._operations)}")

    def _differences(self, exchange: Exchange, wanted: Mapping[str, Any]) -> list[str]:
        lines: list[str] = []
        for name, value in wanted.items():
            read = _PLAIN.get(name) or _PARTIAL[name]
            sought = {key.lower(): each for key, each in value.items()} if name == "headers" else value
            lines += differences(sought, read(exchange), self._secrets, name)
        return lines


_PLAIN: Mapping[str, Callable[[Exchange], Any]] = {
    "operation": lambda exchange: exchange.operation,
    "method": lambda exchange: exchange.request.method,
    "path": lambda exchange: exchange.request.path,
    "status": lambda exchange: exchange.response.status,
}
_PARTIAL: Mapping[str, Callable[[Exchange], Any]] = {
    "json": lambda exchange: read_json(exchange.request),
    "form": lambda exchange: read_form(exchange.request),
    "query": lambda exchange: read_query(exchange.request),
    "headers": lambda exchange: {name.lower(): value for name, value in exchange.request.headers},
}
