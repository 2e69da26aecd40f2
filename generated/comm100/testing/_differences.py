"""How a request differs from the one that a test wanted, in words, without secrets."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .messages import MockRequest

__all__ = ["differences", "masked", "read_form", "read_json", "read_query"]

_MASK = "***"
_SHOWN = 80


def differences(wanted: Any, found: Any, secrets: Collection[str], path: str = "") -> Iterator[str]:
    """Name what differs. Members of objects that nobody asked for do not count.

    Args:
        wanted: What a test wanted.
        found: What came.
        secrets: Names of members whose values are not shown.
        path: Where the two stand.
    """
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        for name, value in wanted.items():
            where = f"{path}.{name}" if path else str(name)
            if name not in found:
                yield f"{where} is missing"
            elif name in secrets and value != found[name]:
                yield f"{where} is another secret"
            else:
                yield from differences(value, found[name], secrets, where)
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for number, (one, other) in enumerate(zip(wanted, found, strict=True)):
            yield from differences(one, other, secrets, f"{path}[{number}]")
    elif wanted != found or isinstance(wanted, bool) != isinstance(found, bool):
        yield f"{path or 'it'} is {_shown(masked(found, secrets))}, not {_shown(masked(wanted, secrets))}"


def masked(value: Any, secrets: Collection[str]) -> Any:
    """Return JSON with its secrets masked.

    Args:
        value: The JSON.
        secrets: The names of members that hold secrets.
    """
    if isinstance(value, Mapping):
        return {name: _MASK if name in secrets else masked(each, secrets) for name, each in value.items()}
    if isinstance(value, list):
        return [masked(each, secrets) for each in value]
    return value


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def read_json(request: MockRequest) -> Any:
    """Return the JSON that a request carries; None where it carries none.

    Args:
        request: The request.
    """
    try:
        return request.json()
    except ValueError:
        return None


def read_form(request: MockRequest) -> dict[str, str]:
    """Return the fields of the form that a request carries, the last of each name; none where it carries no form.

    Args:
        request: The request.
    """
    kind = next(iter(request.values("Content-Type")), "")
    try:
        return dict(request.form) if kind.startswith("application/x-www-form-urlencoded") else {}
    except ValueError:
        return {}


def read_query(request: MockRequest) -> dict[str, str]:
    """Return the parameters of a request's query, the last of each name; none where it is malformed.

    Args:
        request: The request.
    """
    try:
        return dict(request.parameters)
    except ValueError:
        return {}
