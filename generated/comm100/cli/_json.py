"""JSON as people type and read it."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

from ._failures import UsageError

__all__ = ["parse", "pretty"]

_RESET: Final = "\x1b[0m"
_COLOURS: Final = {"key": "\x1b[34m", "text": "\x1b[32m", "word": "\x1b[35m", "number": "\x1b[36m"}
_PIECE = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=:))|(?P<text>"(?:[^"\\]|\\.)*")|(?P<word>true|false|null)|(?P<number>-?\d[\d.eE+-]*)'
)
# Control characters are escaped by JSON itself; these are what else a terminal would obey or could not show.
_ODD = re.compile(r"[^\x20-\x7e\n]")


def pretty(value: Any, *, colours: bool = False, encoding: str = "utf-8") -> str:
    """Return a value as indented JSON, harmless to a terminal.

    Args:
        value: A decoded JSON value.
        colours: Whether to tell keys, texts and numbers apart by colour.
        encoding: What the reader's terminal can show; all else is escaped.
    """

    def spelled(match: re.Match[str]) -> str:
        mark = match.group()
        return mark if mark.isprintable() and _fits(mark, encoding) else json.dumps(mark)[1:-1]

    text = _ODD.sub(spelled, json.dumps(value, indent=2, ensure_ascii=False))
    return _PIECE.sub(_coloured, text) if colours else text


def parse(text: str) -> Any:
    """Return the value of JSON text that a person gave.

    Raises:
        UsageError: It is none; the message does not repeat it.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise UsageError(f"--data is no JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--data is no JSON that can be read ({type(error).__name__}).") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _fits(mark: str, encoding: str) -> bool:
    try:
        mark.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _coloured(match: re.Match[str]) -> str:
    return f"{_COLOURS[match.lastgroup or 'text']}{match.group()}{_RESET}"
