"""JSON values as Python source."""

from __future__ import annotations

from typing import Any

__all__ = ["python_literal"]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def python_literal(value: Any) -> str:
    """Return the source of a JSON value: double quotes, and each character that could hide or break a line escaped.

    Raises:
        TypeError: The value is none that JSON has.
    """
    if isinstance(value, str):
        return '"' + "".join(_character(character) for character in value) + '"'
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{python_literal(key)}: {python_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(python_literal(item) for item in value) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(f"{python_literal(item)}, " for item in value) + ")"
    raise TypeError(f"{type(value).__name__} is no JSON")


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
