"""Models: typed views over decoded JSON.

A model is a declaration, one line a field. Reading a field reads the JSON below it, so nothing is copied, unknown
members stay, and a model goes back to exactly the JSON that it came from. A member that the server leaves out reads
as None, and one of an unexpected type is handed out as it came: reading never raises.

Models have empty ``__slots__``, so that a typing error in an assignment is found. Type checkers must not see them: they
take the fields for instance variables, which the slots would forbid.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Self, dataclass_transform

from ._decode import as_date, as_datetime, list_of, model

__all__ = ["Model", "day", "field", "many", "moment", "one"]

_MASK = "**********"
_REQUIRED = object()


class _Field:
    """Reads and writes one member; ``wrap`` turns its JSON into what the annotation says."""

    __slots__ = ("init", "name", "required", "secret", "wire", "wrap")

    def __init__(self, wire: str, wrap: Callable[[Any], Any] | None, default: object, init: bool, secret: bool) -> None:
        self.wire = wire
        self.wrap = wrap
        self.required = default is _REQUIRED and init
        self.init = init
        self.secret = secret

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Model | None, owner: type) -> Any:
        if instance is None:
            return self
        try:
            value = instance._data[self.wire]
        except KeyError:
            value = self._spelled_otherwise(instance._data)
        return value if self.wrap is None or value is None else self.wrap(value)

    def __set__(self, instance: Model, value: object) -> None:
        instance._data[self.wire] = _unwrap(value)

    def _spelled_otherwise(self, data: dict[str, Any]) -> Any:
        wanted = self.wire.casefold()
        return next((value for name, value in data.items() if name.casefold() == wanted), None)


def field(wire: str, *, default: Any = _REQUIRED, init: bool = True, secret: bool = False) -> Any:
    """Declare a member that is handed out as it came.

    Args:
        wire: The member's name in JSON.
        default: Any value makes the member optional in the constructor; what is not given is not sent.
        init: False for what only the server sets.
        secret: True keeps the value out of ``repr``.
    """
    return _Field(wire, None, default, init, secret)


def one(wire: str, name: str, *, default: Any = _REQUIRED, init: bool = True) -> Any:
    """Declare a member that is one object, named by its class in ``models``."""
    return _Field(wire, model(name), default, init, False)


def many(wire: str, name: str, *, default: Any = _REQUIRED, init: bool = True) -> Any:
    """Declare a member that is a list of objects, named by their class in ``models``."""
    return _Field(wire, list_of(model(name)), default, init, False)


def moment(wire: str, *, default: Any = _REQUIRED, init: bool = True) -> Any:
    """Declare a member that is a date with a time (RFC 3339)."""
    return _Field(wire, as_datetime, default, init, False)


def day(wire: str, *, default: Any = _REQUIRED, init: bool = True) -> Any:
    """Declare a member that is a date (RFC 3339)."""
    return _Field(wire, as_date, default, init, False)


def _unwrap(value: object) -> Any:
    if isinstance(value, Model):
        return value._data
    if isinstance(value, Mapping):
        return {name: _unwrap(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_unwrap(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


@dataclass_transform(kw_only_default=True, field_specifiers=(field, one, many, moment, day))
class Model:
    """The base of all models.

    Args:
        **values: The members by their Python names; what is not given is not sent, and None is sent as null.

    Raises:
        TypeError: A name is unknown, or a required member is missing.
    """

    __slots__ = ("_data",)
    _data: dict[str, Any]
    _fields: ClassVar[dict[str, _Field]] = {}

    def __init_subclass__(cls) -> None:
        own = {name: member for name, member in vars(cls).items() if isinstance(member, _Field)}
        cls._fields = {**cls._fields, **own}

    def __init__(self, **values: Any) -> None:
        fields = self._fields
        unknown = [name for name in values if name not in fields or not fields[name].init]
        missing = [name for name, member in fields.items() if member.required and name not in values]
        if unknown or missing:
            problem = f"takes no {', '.join(unknown)}" if unknown else f"needs {', '.join(missing)}"
            raise TypeError(f"{type(self).__name__}() {problem}")
        self._data = {}
        for name, value in values.items():
            fields[name].__set__(self, value)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Return a view over decoded JSON; the model and ``data`` stay one."""
        view = cls.__new__(cls)
        view._data = data
        return view

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON below, by wire names."""
        return self._data

    @property
    def extra(self) -> dict[str, Any]:
        """What the server sent beyond the documented members, by wire names."""
        known = {member.wire.casefold() for member in self._fields.values()}
        return {name: value for name, value in self._data.items() if name.casefold() not in known}

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._data == other._data

    __hash__ = None  # type: ignore[assignment]  # a model can change, as the dict below it can

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._shown())})"

    def _shown(self) -> Iterator[tuple[str, Any]]:
        for name, member in self._fields.items():
            if member.wire in self._data:
                yield name, _MASK if member.secret else getattr(self, name)
