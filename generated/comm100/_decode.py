"""From decoded JSON to what a method returns; JSON of another shape than documented is handed out as it came."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._model import Model

__all__ = ["as_date", "as_datetime", "as_is", "list_of", "model"]

Decode = Callable[[Any], Any]


def as_is(value: Any) -> Any:
    """Return the value."""
    return value


def as_datetime(value: Any) -> Any:
    """Return the moment that a string of RFC 3339 names."""
    return _parsed(datetime.datetime.fromisoformat, value)


def as_date(value: Any) -> Any:
    """Return the day that a string of RFC 3339 names."""
    return _parsed(datetime.date.fromisoformat, value)


def list_of(decode: Decode) -> Decode:
    """Return what decodes every entry of a list."""

    def decode_list(value: Any) -> Any:
        return [decode(item) for item in value] if isinstance(value, list) else value

    return decode_list


def model(name: str) -> Decode:
    """Return what makes a model of an object.

    Args:
        name: The class in ``models``; it is imported on first use, so that models may refer to one another.
    """
    found: list[type[Model]] = []

    def decode_model(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if not found:
            found.append(getattr(importlib.import_module(".models", __package__), name))
        return found[0].from_dict(value)

    return decode_model


def _parsed(parse: Callable[[str], Any], value: Any) -> Any:
    try:
        return parse(value)
    except (TypeError, ValueError):
        return value
