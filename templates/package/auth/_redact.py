"""Keeping secrets out of reprs, pickles, tracebacks and error messages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar
from urllib.parse import quote, quote_plus, unquote

__all__ = ["NotPicklable", "RedactedDict", "SecretBytes", "SecretStr", "ValueObject", "redact"]

V = TypeVar("V")

_LONGEST_TEXT = 300
_LONGEST_READ = 64 * 1024
_SHORTEST_SECRET = 4
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")


class NotPicklable:
    """The base of immutable objects that hold secrets: pickling is refused, and a copy is the object itself."""

    __slots__ = ()

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} holds secrets and cannot be pickled. "
            "Create it where it is needed, or transfer a token with to_dict() and from_dict()."
        )

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


class ValueObject(NotPicklable):
    """The base of frozen dataclasses that hold secrets: it compares their fields, and its repr omits secret ones.

    Use ``@dataclass(repr=False, eq=False)``: compiling these methods for each class would take long at import.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __repr__(self) -> str:
        if not is_dataclass(self):
            return super().__repr__()
        shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
        return f"{type(self).__qualname__}({shown})"

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other) or not is_dataclass(self):
            return NotImplemented
        names = [field.name for field in fields(self) if field.compare]
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        if not is_dataclass(self):
            return super().__hash__()
        hashed = (field for field in fields(self) if (field.compare if field.hash is None else field.hash))
        return hash((type(self), *(getattr(self, field.name) for field in hashed)))


class RedactedDict(dict[str, V], Generic[V]):
    """A dict whose repr shows the names only, so that a traceback with locals shows no value."""

    def __repr__(self) -> str:
        return f"<fields {', '.join(sorted(self))}>"


class SecretBytes(bytes):
    """Bytes whose repr shows the length only."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"

    __str__ = __repr__


class SecretStr(str):
    """A text whose repr shows the length only, so that a traceback with locals does not show it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} characters>"


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return a server's words in a form fit for an error message: one line of limited length, without secrets.

    Args:
        text: The words.
        secrets: Values of the request that the server may have repeated.
    """
    text = text[:_LONGEST_READ]
    hidden = {secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}
    spellings = {spelling for secret in hidden for spelling in (secret, quote(secret, safe=""), quote_plus(secret))}
    for spelling in sorted(spellings, key=len, reverse=True):
        text = text.replace(spelling, "***")
    if _reveals(text, hidden):
        return "***"
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    return line if len(line) <= _LONGEST_TEXT else line[:_LONGEST_TEXT] + "…"


def _reveals(text: str, secrets: Iterable[str]) -> bool:
    """Return whether a text contains a secret that is escaped up to three times, for a URL, HTML or JSON."""
    from html import unescape  # takes long to import, and only errors need it

    hidden = [plain for plain in map(_plain, secrets) if len(plain) >= _SHORTEST_SECRET]
    readings = {text}
    for _ in range(3):
        readings |= {decode(text) for decode in (unquote, unescape, _unescape_json) for text in readings}
    return any(secret in plain for plain in map(_plain, readings) for secret in hidden)


def _plain(text: str) -> str:
    # A plus sign may mean a space or itself; the text does not say which.
    return " ".join(text.replace("+", " ").split())


def _unescape_json(text: str) -> str:
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else escape[2], text)
