"""Values on the wire: JSON, and parameters in the styles of OpenAPI in paths, queries, header fields and cookies."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from .errors import ConfigurationError

__all__ = [
    "FORM",
    "OMIT",
    "SIMPLE",
    "TOKEN",
    "Omit",
    "Style",
    "describe",
    "field_value",
    "header_value",
    "is_json",
    "json_text",
    "pairs",
    "path_segment",
    "text_of",
    "to_wire",
]

# RFC 9110 sections 5.6.2 and 5.5. Compiled when first used: that takes longer than importing this module.
TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_FIELD_VALUE: Final = r"[\t\x20-\x7e\x80-\xff]*"

_SEPARATORS: Final[Mapping[str, str]] = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
# Reserved characters (RFC 3986 section 2.2), without those that would end a value or a query.
_RESERVED: Final = ":/?@!$'()*,;"


class Omit:
    """The type of :data:`OMIT`, which distinguishes "not given" from ``None`` (sent as null)."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "OMIT"

    def __reduce__(self) -> str:
        # A copy, or what is unpickled, is OMIT itself.
        return "OMIT"


OMIT: Final = Omit()


class Style(NamedTuple):
    """How a parameter is serialized (OpenAPI 3.1, section 4.8.12.3).

    Attributes:
        name: ``form``, ``simple``, ``label``, ``matrix``, ``spaceDelimited``, ``pipeDelimited`` or ``deepObject``;
            ``json`` for a parameter that is one JSON text.
        explode: Whether each item of a list and each member of an object stands for itself.
        reserved: Whether reserved characters are sent as they are.
    """

    name: str
    explode: bool = False
    reserved: bool = False


FORM: Final = Style("form", explode=True)
SIMPLE: Final = Style("simple")


def pairs(name: str, value: object, style: Style | None = None) -> list[tuple[str, str]]:
    """Return the names and values of a parameter in a query, a cookie or a form, percent-encoded.

    Lists in objects, and objects in lists, are sent with numbers in brackets as ``deepObject``, and as JSON in any
    other style.

    Args:
        name: The parameter's name.
        value: The value; there are no pairs for None and an omitted one.
        style: How it is serialized; None for a parameter that is not an object, and is sent in the usual style.

    Raises:
        TypeError: The value cannot be a parameter, or is an object although the parameter is not.
    """
    if value is OMIT or value is None:
        return []
    # Nearly all parameters are numbers or short texts.
    if isinstance(value, str | int) and style is None:
        return [(quote(name, safe=""), quote(text_of(value), safe=""))]
    plain = _plain(value, style)
    style = style or FORM
    encode = _encoder(style)
    key = quote(name, safe="")
    if style.name == "json":
        return [(key, encode(json_text(plain)))]
    if style.name == "deepObject" and isinstance(plain, dict | list):
        return [(quote(place, safe=""), encode(text_of(item))) for place, item in _deep(name, plain)]
    if isinstance(plain, dict):
        members = _members(plain, encode)
        if style.explode:
            return members
        return [(key, _SEPARATORS.get(style.name, ",").join(part for member in members for part in member))]
    if isinstance(plain, list):
        texts = [encode(text_of(item)) for item in plain]
        if style.explode:
            return [(key, text) for text in texts]
        return [(key, _SEPARATORS.get(style.name, ",").join(texts))]
    return [(key, encode(text_of(plain)))]


def path_segment(name: str, value: object, style: Style | None = None) -> str:
    """Return a path parameter, percent-encoded (RFC 6570 sections 3.2.2, 3.2.5 and 3.2.7).

    Args:
        name: The parameter's name.
        value: The value.
        style: As for :func:`pairs`.

    Raises:
        ConfigurationError: The value is missing or empty, or would lead to another path.
        TypeError: As for :func:`pairs`.
    """
    segment = "" if value is None or value is OMIT else _expanded(name, _plain(value, style), style or SIMPLE)
    if segment in ("", ".", ".."):
        raise ConfigurationError(
            f"The path parameter {name!r} is {describe(value)}; give the identifier of one object."
        )
    return segment


def field_value(value: object, style: Style | None = None) -> str:
    """Return the value of a parameter in a header field, which is not percent-encoded.

    Args:
        value: The value.
        style: As for :func:`pairs`.

    Raises:
        TypeError: As for :func:`pairs`.
    """
    plain = _plain(value, style)
    if style is not None and style.name == "json":
        return json_text(plain)
    if isinstance(plain, dict):
        return _joined(_members(plain, str), style is not None and style.explode)
    return ",".join(map(text_of, plain)) if isinstance(plain, list) else text_of(plain)


def to_wire(value: Any) -> Any:
    """Return plain JSON values for models, mappings, sequences, enums and dates, without members that are ``OMIT``."""
    if isinstance(value, Enum):
        return to_wire(value.value)
    if isinstance(value, Mapping):
        return {str(name): to_wire(member) for name, member in value.items() if member is not OMIT}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray | memoryview):
        return [to_wire(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    # A model: asking for its class would load the models for a call that has none.
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()


def text_of(value: object) -> str:
    """Return a value as the text of a parameter: numbers as in JSON, times as in RFC 3339, what has parts as JSON.

    Raises:
        TypeError: It is of a type that has no text, such as bytes, a set or a generator.
        ValueError: It is not a number, or infinite.
    """
    if isinstance(value, Enum):
        # The text of an enum is its name in the program, even if it is a str too.
        return text_of(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json_text(value)
    if isinstance(value, float) or hasattr(value, "is_nan"):  # a decimal number has that method
        if not math.isfinite(value):  # type: ignore[arg-type]  # object: a decimal number is one
            raise ValueError(f"{value} cannot be a parameter")
        return str(value)
    if type(value).__str__ is object.__str__ or isinstance(value, bytes | bytearray | datetime.timedelta):
        raise TypeError(f"{type(value).__name__} cannot be a parameter")
    return str(value)


def is_json(media_type: str) -> bool:
    """Tell whether bodies of a media type are JSON (RFC 6839 section 3.1)."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence in ("application/json", "text/json") or essence.endswith("+json")


def json_text(value: object) -> str:
    """Return a value as compact JSON.

    Raises:
        TypeError: It has no place in JSON.
        ValueError: It has a number that JSON has no place for.
    """
    return json.dumps(to_wire(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def header_value(name: str, value: str) -> str:
    """Return the value of a header field, unchanged.

    Raises:
        ConfigurationError: The name or the value has characters that could start another field (RFC 9110 section 5.5).
    """
    if not isinstance(name, str) or not re.fullmatch(TOKEN, name):
        raise ConfigurationError(f"{describe(name)} is not a valid name of a header field.")
    if not isinstance(value, str) or not re.fullmatch(_FIELD_VALUE, value):
        raise ConfigurationError(f"The header {name} has a value with line breaks, control or non-Latin-1 characters.")
    return value


def describe(value: object) -> str:
    """Return an argument for an error message: short numbers and texts as they are, anything else by its type."""
    if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 10**20):
        return repr(value)
    return repr(str(value)) if isinstance(value, str) and len(value) <= 80 else f"a {type(value).__name__}"


def _plain(value: object, style: Style | None) -> Any:
    if isinstance(value, str | int):
        return value
    plain = to_wire(value)
    items = plain if isinstance(plain, list) else [plain]
    if style is None and any(isinstance(item, dict | list) for item in items):
        raise TypeError(f"{type(value).__name__} cannot be a parameter")
    return plain


def _expanded(name: str, plain: Any, style: Style) -> str:
    encode = _encoder(Style(style.name))
    if style.name == "json":
        return encode(json_text(plain))
    prefix = {"label": ".", "matrix": ";"}.get(style.name, "")
    is_matrix = style.name == "matrix"
    key = f"{quote(name, safe='')}=" if is_matrix else ""
    if isinstance(plain, dict):
        members = _members(plain, encode)
        if style.explode:
            return prefix + (prefix or ",").join("=".join(member) for member in members) if members else ""
        return prefix + key + _joined(members, False) if members else ""
    if isinstance(plain, list):
        texts = [encode(text_of(item)) for item in plain]
        if not texts:
            return ""
        return prefix + key + (prefix + key if style.explode and prefix else ",").join(texts)
    text = encode(text_of(plain))
    return prefix + key + text if text else ""


def _encoder(style: Style) -> Callable[[str], str]:
    safe = _RESERVED if style.reserved else ""
    return lambda text: quote(text, safe=safe)


def _members(plain: Mapping[str, Any], encode: Callable[[str], str]) -> list[tuple[str, str]]:
    return [(encode(name), encode(text_of(member))) for name, member in plain.items() if member is not None]


def _joined(members: Sequence[tuple[str, str]], explode: bool) -> str:
    return ",".join("=".join(member) if explode else ",".join(member) for member in members)


def _deep(place: str, plain: Any) -> list[tuple[str, Any]]:
    if not isinstance(plain, dict | list):
        return [] if plain is None else [(place, plain)]
    items = plain.items() if isinstance(plain, dict) else enumerate(plain)
    return [pair for key, member in items for pair in _deep(f"{place}[{key}]", member)]
