"""Models, which are typed views over decoded JSON, and the decoders that build them.

A model declares one field per line. Reading a field reads the JSON underneath it, so nothing is copied, unknown
members are kept, and a model converts back to exactly the JSON it came from.

A text that is documented, but in another letter case, reads as it is documented, so that it can be compared.

Decoding never fails: an optional member that the server leaves out reads as None, and a value of an undocumented type,
null included, is returned unchanged. Only reading a required member that the server left out raises an error,
:class:`~.errors.MissingFieldError`, because no value would be of the declared type.

Models have empty ``__slots__``, so that assigning to a misspelled name fails. Type checkers must not see the slots:
they take the fields for instance variables, which the slots would forbid.
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Self, dataclass_transform

from .errors import MissingFieldError

__all__ = [
    "Decode",
    "Model",
    "as_date",
    "as_datetime",
    "as_duration",
    "as_known",
    "date_field",
    "datetime_field",
    "decoded_field",
    "duration_field",
    "field",
    "in_zone",
    "list_field",
    "list_of",
    "model",
    "model_field",
    "union",
]

Decode = Callable[[Any], Any]

_MASK = "**********"
_UNITS = {unit: datetime.timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours")}
_REQUIRED = object()


def as_datetime(value: Any) -> Any:
    """Return the date and time that a string names: RFC 3339, or ``MM/dd/yyyy HH:mm:ss``; without an offset, in UTC."""
    return _parse(_datetime, value)


def in_zone(value: Any, zone: datetime.tzinfo) -> Any:
    """Return a decoded value that knows the time zone of its request.

    Args:
        value: A model or a list of models, whose times may be in that zone; or a time, which gets it if it has none.
        zone: The time zone.
    """
    if isinstance(value, datetime.datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Model):
            item._zone = zone
    return value


def as_duration(unit: str) -> Decode:
    """Return a decoder of time spans.

    Args:
        unit: The unit of numbers: ``seconds``, ``minutes`` or ``hours``; or ``hh:mm:ss``, the form of texts.
    """

    def parse(value: Any) -> datetime.timedelta:
        if unit in _UNITS:
            return float(value) * _UNITS[unit]
        hours, minutes, seconds = value.split(":")
        return datetime.timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))

    return lambda value: _parse(parse, value)


def as_date(value: Any) -> Any:
    """Return the date that an RFC 3339 string names."""
    return _parse(datetime.date.fromisoformat, value)


def list_of(decode: Decode) -> Decode:
    """Return a decoder that applies ``decode`` to each entry of a list."""

    def decode_list(value: Any) -> Any:
        return [decode(item) for item in value] if isinstance(value, list) else value

    return decode_list


def as_known(values: tuple[str, ...]) -> Decode:
    """Return a decoder that spells a text as one of ``values`` if only its letter case differs."""
    spelling = {value.casefold(): value for value in values} | {value: value for value in values}

    def spell(value: Any) -> Any:
        return spelling.get(value, spelling.get(value.casefold(), value)) if isinstance(value, str) else value

    return spell


def model(name: str) -> Decode:
    """Return a decoder that turns a JSON object into a model.

    Args:
        name: The class in ``models``. It is imported on first use, so models may refer to one another.
    """
    model_class: Any = None

    def decode_model(value: Any) -> Any:
        nonlocal model_class
        if not isinstance(value, dict):
            return value
        if model_class is None:
            model_class = getattr(importlib.import_module(".models", __package__), name)
        return model_class.from_dict(value)

    return decode_model


def union(
    names: tuple[str, ...],
    *,
    by: str = "",
    mapping: Mapping[str, str] | None = None,
    base: str | None = None,
    items: str | None = None,
) -> Decode:
    """Return a decoder that turns a JSON object into the one of several models that it fits.

    That is the model that the discriminator names, or the base for a value that names none; else the first one whose
    required members are there, best without others. An object that fits none of them is returned unchanged.

    Args:
        names: The classes in ``models``.
        by: The member whose value names the model.
        mapping: The classes by these values.
        base: The class for all other values.
        items: The class of the items, if the value may also be a list of models.
    """
    decode_items = list_of(model(items)) if items else None
    classes: list[Any] = []
    named: dict[str, Any] = {}
    base_class: Any = None

    def decode_union(value: Any) -> Any:
        nonlocal base_class
        if not isinstance(value, dict):
            return decode_items(value) if decode_items else value
        if not classes:
            models = importlib.import_module(".models", __package__)
            named.update({key: getattr(models, name) for key, name in (mapping or {}).items()})
            base_class = getattr(models, base) if base else None
            classes.extend(getattr(models, name) for name in names)
        if by and isinstance(kind := value.get(by), str) and (chosen := named.get(kind, base_class)) is not None:
            return chosen.from_dict(value)
        fitting = [view for view in (known.from_dict(value) for known in classes) if view._fits()]
        return next((view for view in fitting if not view.extra), fitting[0] if fitting else value)

    return decode_union


class _Field:
    """Reads and writes one member; ``decode`` turns its JSON into the annotated type."""

    __slots__ = ("also", "decode", "init", "known", "name", "optional", "secret", "unit", "wire", "zoned")

    def __init__(
        self,
        wire: str,
        decode: Decode | None,
        default: object,
        init: bool,
        also: tuple[str, ...],
        *,
        secret: bool = False,
        unit: str | None = None,
        zoned: bool = False,
        known: tuple[str, ...] = (),
    ) -> None:
        self.wire = wire
        self.known = known
        self.decode = decode
        self.optional = default is not _REQUIRED
        self.init = init
        self.secret = secret
        self.also = also
        self.unit = unit
        self.zoned = zoned

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Model | None, owner: type) -> Any:
        if instance is None:
            return self
        try:
            value = instance._data[self.wire]
        except KeyError:
            value = self._read_ignoring_case(instance)
        if self.decode is None or value is None:
            return value
        decoded = self.decode(value)
        return in_zone(decoded, getattr(instance, "_zone", datetime.UTC)) if self.zoned else decoded

    def __set__(self, instance: Model, value: object) -> None:
        if isinstance(value, datetime.timedelta) and self.unit is not None:
            value = _duration_value(value, self.unit)
        instance._data[self.wire] = _unwrap(value)

    @property
    def spellings(self) -> set[str]:
        """The names under which the member is read, in lower case."""
        return {name.casefold() for name in (self.wire, *self.also)}

    def _read_ignoring_case(self, instance: Model) -> Any:
        spellings = self.spellings
        for name, value in instance._data.items():
            if name.casefold() in spellings:
                return value
        if self.optional:
            return None
        raise MissingFieldError(
            f"The server left out {self.wire!r}, which {type(instance).__name__}.{self.name} requires. "
            f"Use getattr(…, {self.name!r}, None) if it may be missing."
        )


def field(
    wire: str,
    *,
    known: tuple[str, ...] = (),
    default: Any = _REQUIRED,
    init: bool = True,
    secret: bool = False,
    also: tuple[str, ...] = (),
) -> Any:
    """Declare a member that is returned unchanged, except that a known text is spelled as documented.

    Args:
        wire: The member's name in JSON.
        known: The texts that are documented. The server may send them in another letter case, or others.
        default: Any value makes the member optional: it may be left out of the constructor, and by the server.
        init: False for a member that only the server sets.
        secret: True keeps the value out of ``repr``.
        also: Further names under which the server may send it.
    """
    return _Field(wire, as_known(known) if known else None, default, init, also, secret=secret, known=known)


def model_field(
    wire: str, name: str, *, default: Any = _REQUIRED, init: bool = True, also: tuple[str, ...] = ()
) -> Any:
    """Declare a member that holds one object; ``name`` is its class in ``models``."""
    return _Field(wire, model(name), default, init, also, zoned=True)


def list_field(wire: str, name: str, *, default: Any = _REQUIRED, init: bool = True, also: tuple[str, ...] = ()) -> Any:
    """Declare a member that holds a list of objects; ``name`` is their class in ``models``."""
    return _Field(wire, list_of(model(name)), default, init, also, zoned=True)


def datetime_field(
    wire: str, *, default: Any = _REQUIRED, init: bool = True, also: tuple[str, ...] = (), zoned: bool = False
) -> Any:
    """Declare a member that holds a date with a time (RFC 3339); ``zoned`` if it is in the time zone of the request."""
    return _Field(wire, _as_local_datetime if zoned else as_datetime, default, init, also, zoned=zoned)


def date_field(wire: str, *, default: Any = _REQUIRED, init: bool = True, also: tuple[str, ...] = ()) -> Any:
    """Declare a member that holds a date (RFC 3339)."""
    return _Field(wire, as_date, default, init, also)


def decoded_field(
    wire: str, decode: Decode, *, default: Any = _REQUIRED, init: bool = True, also: tuple[str, ...] = ()
) -> Any:
    """Declare a member that holds one of several objects, or a list of such; ``decode`` chooses."""
    return _Field(wire, decode, default, init, also, zoned=True)


def duration_field(
    wire: str, unit: str, *, default: Any = _REQUIRED, init: bool = True, also: tuple[str, ...] = ()
) -> Any:
    """Declare a member that holds a span of time; ``unit`` is that of its numbers, or ``hh:mm:ss``."""
    return _Field(wire, as_duration(unit), default, init, also, unit=unit)


@dataclass_transform(
    kw_only_default=True, field_specifiers=(field, model_field, list_field, datetime_field, date_field, duration_field)
)
class Model:
    """The base class of all models.

    Args:
        **values: The members by their Python names. A member that is not given is not sent; None is sent as null.

    Raises:
        TypeError: A name is unknown, or a required member is missing.
    """

    __slots__ = ("_data", "_zone")
    _data: dict[str, Any]
    _zone: datetime.tzinfo
    _fields: ClassVar[dict[str, _Field]] = {}

    def __init_subclass__(cls) -> None:
        own = {name: member for name, member in vars(cls).items() if isinstance(member, _Field)}
        cls._fields = {**cls._fields, **own}

    def __init__(self, **values: Any) -> None:
        fields = self._fields
        unknown = [name for name in values if name not in fields or not fields[name].init]
        missing = [
            name for name, member in fields.items() if not (member.optional or not member.init or name in values)
        ]
        if unknown or missing:
            problem, names = ("got unexpected arguments", unknown) if unknown else ("is missing", missing)
            raise TypeError(f"{type(self).__name__}() {problem}: {', '.join(names)}")
        self._data = {}
        for name, value in values.items():
            fields[name].__set__(self, value)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Return a view over decoded JSON; the model shares ``data`` and does not copy it."""
        view = cls.__new__(cls)
        view._data = data
        return view

    def to_dict(self) -> dict[str, Any]:
        """Return the underlying JSON, by wire names."""
        return self._data

    @property
    def extra(self) -> dict[str, Any]:
        """The members that the server sent beyond the documented ones, by wire names."""
        known = {name for member in self._fields.values() for name in member.spellings}
        return {name: value for name, value in self._data.items() if name.casefold() not in known}

    def _fits(self) -> bool:
        """Tell whether the required members are there, and texts that have one documented value have that one."""
        data = self._data
        for member in self._fields.values():
            value = data.get(member.wire, data)
            if value is data:
                if not member.optional:
                    return False
            elif len(member.known) == 1 and value is not None and value != member.known[0]:
                return False
        return True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._data == other._data

    __hash__ = None  # type: ignore[assignment]  # a model is mutable, like the dict underneath it

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._present())})"

    def _present(self) -> Iterator[tuple[str, Any]]:
        for name, member in self._fields.items():
            if member.wire in self._data or any(name in self._data for name in member.also):
                yield name, _MASK if member.secret else getattr(self, name)


def _parse(parse: Callable[[str], Any], value: Any) -> Any:
    try:
        return parse(value)
    except (AttributeError, OverflowError, TypeError, ValueError):
        return value


def _as_local_datetime(value: Any) -> Any:
    return _parse(_local_datetime, value)


def _datetime(text: str) -> datetime.datetime:
    moment = _local_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _local_datetime(text: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return datetime.datetime.strptime(text, "%m/%d/%Y %H:%M:%S")


def _duration_value(span: datetime.timedelta, unit: str) -> float | str:
    if unit in _UNITS:
        number = span / _UNITS[unit]
        return int(number) if number.is_integer() else number
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _unwrap(value: object) -> Any:
    if isinstance(value, Model):
        return value._data
    if isinstance(value, Mapping):
        return {name: _unwrap(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_unwrap(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
