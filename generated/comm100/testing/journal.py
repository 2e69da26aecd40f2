"""What the mock was asked and what it answered, with assertions that explain themselves."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from ._forms import parse_json
from .messages import Exchange, MockRequest

__all__ = ["Journal", "read_form", "read_json", "read_query", "redact", "secret_names", "suggest"]

_MASK = "***"
_MAX_SHOWN = 80
# RFC 6749, RFC 7636, and the headers that carry credentials.
_ALWAYS_SECRET = frozenset(
    {"access_token", "authorization", "client_secret", "code", "code_verifier", "cookie", "password", "refresh_token"}
)


class Journal(list[Exchange]):
    """The most recent exchanges, oldest first.

    Args:
        exchanges: The exchanges.
        secrets: Names of fields, members and headers whose values messages mask.
        operations: The operationIds of the document; empty to accept any.
        dropped: How many older exchanges have been discarded.
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
        """Return the exchanges that match all criteria.

        Args:
            wanted: ``operation``, ``method``, ``path`` and ``status`` must be equal. ``json``, ``form``, ``query`` and
                ``headers`` must be contained: members, fields and headers that they do not name are ignored.

        Raises:
            TypeError: There is no such criterion.
            ValueError: The document has no such operation.
        """
        self._check(wanted)
        matching = (exchange for exchange in self if not self._differences(exchange, wanted))
        return Journal(matching, secrets=self._secrets, operations=self._operations, dropped=self._dropped)

    def assert_requested(self, *, times: int | None = None, **wanted: Any) -> Journal:
        """Assert that matching requests were made, and return their exchanges.

        Args:
            times: The exact number of matching requests; None for at least one. Discarded exchanges cannot be counted,
                so an exact number fails once the journal has overflowed.
            wanted: The criteria, as for `find`.

        Raises:
            AssertionError: There are none, or not as many. The message shows the nearest request and how it differs,
                and masks secrets.
            TypeError: There is no such criterion.
            ValueError: The document has no such operation.
        """
        matching = self.find(**wanted)
        if matching if times is None else len(matching) == times and not self._dropped:
            return matching
        raise AssertionError(self._explain(matching, times, wanted))

    def _explain(self, matching: Journal, times: int | None, wanted: Mapping[str, Any]) -> str:
        criteria = [f"{name}={value!r}" for name, value in wanted.items() if name in _EQUAL]
        criteria += [f"{name} with {', '.join(map(str, wanted[name]))}" for name in wanted if name in _CONTAINED]
        expected = "" if times is None else f"; expected {times}"
        lines = [f"{len(matching)} of {len(self)} requests match {'; '.join(criteria) or 'anything'}{expected}"]
        if matching:
            lines += [f"  {exchange!r}" for exchange in matching]
        elif self:
            # Among equally near ones, the latest.
            nearest = min(reversed(self), key=lambda exchange: self._distance(exchange, wanted))
            lines.append(f"the nearest is {nearest!r}:")
            lines += [f"  {difference}" for difference in self._differences(nearest, wanted)]
        if self._dropped:
            limits = "Mock(journal_limit=..., journal_bytes=...)"
            lines.append(f"older requests have been dropped ({self._dropped}); {limits} keeps more")
        return "\n".join(lines)

    def _distance(self, exchange: Exchange, wanted: Mapping[str, Any]) -> tuple[int, int]:
        """Return how far an exchange is from the one wanted; the operation weighs more than any member of a body."""
        equal = {name: value for name, value in wanted.items() if name in _EQUAL}
        return len(self._differences(exchange, equal)), len(self._differences(exchange, wanted))

    def _check(self, wanted: Mapping[str, Any]) -> None:
        """Reject criteria that nothing can match: a test that asserts "never requested" would pass for ever."""
        unknown = sorted(wanted.keys() - _EQUAL.keys() - _CONTAINED.keys())
        if unknown:
            known = ", ".join([*_EQUAL, *_CONTAINED])
            raise TypeError(f"requests cannot be found by {', '.join(unknown)}; use {known}")
        operation = wanted.get("operation")
        if self._operations and operation is not None and operation not in self._operations:
            raise ValueError(f"the document has no operation {operation!r}; {suggest(operation, self._operations)}")

    def _differences(self, exchange: Exchange, wanted: Mapping[str, Any]) -> list[str]:
        lines: list[str] = []
        for name, value in wanted.items():
            read = _EQUAL.get(name) or _CONTAINED[name]
            expected = {key.lower(): text for key, text in value.items()} if name == "headers" else value
            lines += _compare(expected, read(exchange), self._secrets, name)
        return lines


def _compare(wanted: Any, actual: Any, secrets: Collection[str], path: str) -> Iterator[str]:
    """Describe each difference. Members of objects that ``wanted`` does not name are ignored."""
    if isinstance(wanted, Mapping) and isinstance(actual, Mapping):
        for name, value in wanted.items():
            member = f"{path}.{name}"
            if name not in actual:
                yield f"{member} is missing"
            elif name in secrets and value != actual[name]:
                yield f"{member} is a different secret"
            else:
                yield from _compare(value, actual[name], secrets, member)
    elif isinstance(wanted, list) and isinstance(actual, list) and len(wanted) == len(actual):
        for number, (expected, item) in enumerate(zip(wanted, actual, strict=True)):
            yield from _compare(expected, item, secrets, f"{path}[{number}]")
    elif wanted != actual or isinstance(wanted, bool) != isinstance(actual, bool):
        yield f"{path} is {_shown(redact(actual, secrets))}, not {_shown(redact(wanted, secrets))}"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"


def redact(value: Any, secrets: Collection[str]) -> Any:
    """Return JSON with the values of secret members masked.

    Args:
        value: The decoded JSON.
        secrets: The names of members that hold secrets.
    """
    if isinstance(value, Mapping):
        return {name: _MASK if name in secrets else redact(member, secrets) for name, member in value.items()}
    if isinstance(value, list):
        return [redact(item, secrets) for item in value]
    return value


def read_json(request: MockRequest) -> Any:
    """Return the JSON body of a request; None if it has none.

    Args:
        request: The request.
    """
    try:
        return parse_json(request.body)
    except ValueError:
        return None


def read_form(request: MockRequest) -> dict[str, str]:
    """Return the form fields of a request, the last of each name; empty if the body is not a form.

    Args:
        request: The request.
    """
    content_type = next(iter(request.values("Content-Type")), "")
    try:
        return dict(request.form) if content_type.startswith("application/x-www-form-urlencoded") else {}
    except ValueError:
        return {}


def read_query(request: MockRequest) -> dict[str, str]:
    """Return the query parameters of a request, the last of each name; empty if the query is malformed.

    Args:
        request: The request.
    """
    try:
        return dict(request.parameters)
    except ValueError:
        return {}


_EQUAL: Mapping[str, Callable[[Exchange], Any]] = {
    "operation": lambda exchange: exchange.operation,
    "method": lambda exchange: exchange.request.method,
    "path": lambda exchange: exchange.request.path,
    "status": lambda exchange: exchange.response.status,
}
_CONTAINED: Mapping[str, Callable[[Exchange], Any]] = {
    "json": lambda exchange: read_json(exchange.request),
    "form": lambda exchange: read_form(exchange.request),
    "query": lambda exchange: read_query(exchange.request),
    "headers": lambda exchange: {name.lower(): value for name, value in exchange.request.headers},
}


def suggest(name: object, known: Iterable[str]) -> str:
    """Return the end of an error message about an unknown name: the closest known one, or all of them.

    Args:
        name: The unknown name.
        known: The known names.
    """
    names = list(known)
    closest = difflib.get_close_matches(str(name), names)
    return f"did you mean {closest[0]!r}?" if closest else f"known are {', '.join(names)}"


def secret_names(root: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of the fields, members, parameters and headers of a document that hold secrets.

    Args:
        root: The document.
    """
    schemes = root.get("components", {}).get("securitySchemes", {}).values()
    keys = {scheme["name"].lower() for scheme in schemes if scheme.get("type") == "apiKey"}
    return _ALWAYS_SECRET | keys | set(_secrets_below(root))


def _secrets_below(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        properties = node.get("properties")
        if isinstance(properties, Mapping):
            yield from (name for name, schema in properties.items() if _is_secret(schema))
        # Also matches an object with members of these names that is not a parameter; masking too much is harmless.
        if isinstance(node.get("name"), str) and "in" in node and _is_secret(node.get("schema")):
            yield node["name"]
        for child in node.values():
            yield from _secrets_below(child)
    elif isinstance(node, list):
        for child in node:
            yield from _secrets_below(child)


def _is_secret(schema: Any) -> bool:
    return isinstance(schema, Mapping) and (schema.get("format") == "password" or schema.get("writeOnly") is True)
