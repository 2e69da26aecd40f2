"""Keeping secrets out of reprs, pickles, tracebacks and error messages."""

from __future__ import annotations

import base64
import functools
import re
from abc import ABCMeta
from collections.abc import Callable, Iterable, Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass
from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar, dataclass_transform
from urllib.parse import quote, quote_plus, unquote

__all__ = [
    "HiddenArguments",
    "NotPicklable",
    "RedactedDict",
    "RedactedList",
    "RedactedTuple",
    "SecretBytes",
    "SecretStr",
    "ValueObject",
    "hide",
    "redact",
    "type_name",
    "value_object",
]

T = TypeVar("T")
V = TypeVar("V")

_LONGEST_TEXT = 300
_LONGEST_READ = 64 * 1024
_SHORTEST_SECRET = 4
_SHORTEST_IN_PIECES = 8
_URL_SAFE = str.maketrans("+/", "-_")
_WORDS = """
access account action address admin administrator again agent allowed already another authentication authorization
bearer been before blocked browser cannot change check client code contact correct create credential credentials data
denied deny disabled does email e-mail empty enter error exist exists expired failed failure find forbidden format found
from grant header host identifier incorrect invalid limit locked login mail match matches message method missing must
name null number only operation option parameter partner password passwords permission please refused register
registered rejected request required reset response secret server session sign signed site string support system that
their them there this time token true unauthorized unknown user username valid value verify version wait were what when
with wrong your
"""
_ORDINARY_WORDS = frozenset(_WORDS.split())
_ESCAPE = r"\\(?:u([0-9a-fA-F]{4})|(.))"


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


class HiddenArguments(ABCMeta):
    """Hides the secret arguments of a constructor before the frames exist that a traceback with locals would show."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        positional, hidden = _secret_fields(cls)
        args = tuple(
            hide(value) if index >= len(positional) or positional[index] in hidden else value
            for index, value in enumerate(args)
        )
        kwargs = RedactedDict({name: hide(kwargs[name]) if name in hidden else kwargs[name] for name in kwargs})
        return super().__call__(*args, **kwargs)

    @property
    def __signature__(cls) -> object:
        # Without it, inspect and help() would show the arguments of __call__ above.
        import inspect

        signature = inspect.signature(cls.__init__)  # type: ignore[misc]  # of this class, not of an instance
        return signature.replace(parameters=list(signature.parameters.values())[1:])


@functools.cache
def _secret_fields(cls: type) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the names of a dataclass's positional arguments, and of its fields that no repr shows."""
    declared = fields(cls) if is_dataclass(cls) else ()
    positional = tuple(field.name for field in declared if field.init and not field.kw_only)
    return positional, frozenset(field.name for field in declared if not field.repr)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value_object(*, kw_only: bool = True, init: bool = True) -> Callable[[type[T]], type[T]]:
    """Make a :class:`ValueObject` a frozen dataclass.

    ``frozen=True`` would compile two methods for each class, which took a quarter of the package's import.

    Args:
        kw_only: Whether the constructor takes keyword arguments only.
        init: Whether there is a constructor; a base class needs none.
    """
    return dataclass(kw_only=kw_only, init=init, repr=False, eq=False)


class ValueObject(NotPicklable):
    """The base of frozen dataclasses that may hold secrets: ``repr=False`` hides fields in ``vars()`` too."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __setattr__(self, name: str, value: object) -> None:
        if is_dataclass(self) and (name not in self.__dataclass_fields__ or name in vars(self)):
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        if is_dataclass(self):
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    def __post_init__(self) -> None:
        for member in fields(self):
            value = getattr(self, member.name, None)
            if not member.repr and isinstance(value, str):
                object.__setattr__(self, member.name, SecretStr(value))

    def __repr__(self) -> str:
        if not is_dataclass(self):
            return super().__repr__()
        # A constructor that refuses its arguments has set none of them, and tracebacks show the object all the same.
        members = [member.name for member in fields(self) if member.repr and member.name in vars(self)]
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in members)
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
        return f"<fields {', '.join(sorted(map(str, self)))}>"


class RedactedList(list[V], Generic[V]):
    """A list whose repr shows the length only."""

    def __repr__(self) -> str:
        return f"<{len(self)} items>"


class RedactedTuple(tuple[V, ...]):
    """A tuple whose repr shows the length only."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} items>"


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


def hide(value: T) -> T:
    """Return an argument that is secret, so that tracebacks with locals show no text, bytes or members of it."""
    argument: Any = value
    if isinstance(argument, str):
        argument = SecretStr(argument)
    elif isinstance(argument, bytes):
        argument = SecretBytes(argument)
    elif type(argument) is list:
        argument = RedactedList(argument)
    elif type(argument) is tuple:
        argument = RedactedTuple(SecretStr(item) if isinstance(item, str) else item for item in argument)
    elif isinstance(argument, Mapping) and not isinstance(argument, RedactedDict):
        members = argument.items()
        argument = RedactedDict({name: SecretStr(item) if isinstance(item, str) else item for name, item in members})
    return argument  # type: ignore[no-any-return]  # of the same type, or of a subclass


def type_name(value: object) -> str:
    """Return the name of an argument's type, as it was before :func:`hide`."""
    kind = type(value)
    return (kind.__base__ or kind).__name__ if kind.__module__ == __name__ else kind.__name__


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return a server's words in a form fit for an error message: one line of limited length, without secrets.

    A secret that is an ordinary word of such messages stays: to mask it in "The password is wrong." would reveal that
    it is one of them.

    Args:
        text: The words.
        secrets: Values of the request that the server may have repeated.
    """
    text = text[:_LONGEST_READ]
    hidden = {
        secret for secret in secrets if len(secret) >= _SHORTEST_SECRET and secret.casefold() not in _ORDINARY_WORDS
    }
    spellings = {spelling for secret in hidden for spelling in _spellings(secret)}
    for spelling in sorted(spellings, key=len, reverse=True):
        text = re.sub(re.escape(spelling), "***", text, flags=re.IGNORECASE)
    if _reveals(text, hidden):
        return "***"
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    return line if len(line) <= _LONGEST_TEXT else line[:_LONGEST_TEXT] + "…"


def _spellings(secret: str) -> set[str]:
    """Return how a server may spell a secret: as it is, encoded for a URL, or reversed."""
    return {secret, quote(secret, safe=""), quote_plus(secret), secret[::-1]}


def _reveals(text: str, secrets: Iterable[str]) -> bool:
    """Return whether a text contains a secret: escaped up to three times, in Base64 or hex, or in pieces."""
    from html import unescape  # takes long to import, and only errors need it

    readings = {text}
    for _ in range(3):
        readings |= {decode(text) for decode in (unquote, unescape, _unescape_json) for text in readings}
    plain_texts = {_plain(reading) for reading in readings}
    joined_texts = {_join(reading) for reading in readings}
    for secret in secrets:
        plain, joined = _plain(secret), _join(secret)
        if len(plain) >= _SHORTEST_SECRET and any(
            plain in reading or plain[::-1] in reading for reading in plain_texts
        ):
            return True
        if len(joined) >= _SHORTEST_IN_PIECES and any(
            joined in reading or joined[::-1] in reading for reading in joined_texts
        ):
            return True
        if any(encoded in reading for encoded in _encodings(secret) for reading in readings):
            return True
    return False


def _plain(text: str) -> str:
    # A plus sign may mean a space or itself; the text does not say which.
    return " ".join(text.replace("+", " ").split()).casefold()


def _join(text: str) -> str:
    """Return the letters and digits of a text, which it may separate in any way."""
    return "".join(mark for mark in text if mark.isalnum()).casefold()


def _encodings(secret: str) -> set[str]:
    """Return what a text contains if it holds a secret in Base64 or hex, wherever in the encoded data the secret is."""
    data = secret.encode(errors="surrogatepass")
    encodings = {data.hex(), data.hex().upper()}
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + data).rstrip(b"=").decode("ascii")
        # The first and the last characters also depend on the neighbouring bytes.
        core = encoded[(0, 2, 3)[before] : len(encoded) if (before + len(data)) % 3 == 0 else -1]
        encodings |= {core, core.translate(_URL_SAFE)}
    return {encoding for encoding in encodings if len(encoding) >= _SHORTEST_IN_PIECES}


def _unescape_json(text: str) -> str:
    return re.sub(_ESCAPE, lambda escape: chr(int(escape[1], 16)) if escape[1] else escape[2], text)
