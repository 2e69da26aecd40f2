"""What holds secrets is neither pickled nor copied, and what prints it prints no secret."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Generic, NoReturn, Self, TypeVar
from urllib.parse import quote, quote_plus, unquote

__all__ = ["NotPicklable", "RedactedDict", "SecretBytes", "SecretStr", "redact"]

V = TypeVar("V")

_LONGEST_TEXT = 300
_LONGEST_READ = 64 * 1024
_SHORTEST_SECRET = 4
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")


class NotPicklable:
    """A base for immutable objects with secrets in them: pickling is refused, a copy is the object itself."""

    __slots__ = ()

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} holds secrets and is not pickled. "
            "Build it anew where it is needed, or carry a token over with to_dict() and from_dict()."
        )

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


class RedactedDict(dict[str, V], Generic[V]):
    """Names and values from outside; its repr shows the names only, so a traceback with locals shows no value."""

    def __repr__(self) -> str:
        return f"<fields {', '.join(sorted(self))}>"


class SecretBytes(bytes):
    """A request's body; printed it shows its length only."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"

    __str__ = __repr__


class SecretStr(str):
    """A text that a traceback with locals must not show."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} characters>"


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return a server's words fit for an error message: one line, not too long, without the secrets it was sent."""
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
    """Tell whether a secret is left in a text, escaped up to three times over for a URL, HTML or JSON."""
    hidden = [plain for plain in map(_plain, secrets) if len(plain) >= _SHORTEST_SECRET]
    readings = {text}
    for _ in range(3):
        readings |= {decode(text) for decode in (unquote, unescape, _unescaped) for text in readings}
    return any(secret in plain for plain in map(_plain, readings) for secret in hidden)


def _plain(text: str) -> str:
    # A plus sign stands for a space or for itself, which only its writer knows.
    return " ".join(text.replace("+", " ").split())


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else escape[2], text)
