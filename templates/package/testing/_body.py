"""The body of a request: its media type, its syntax, its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from ._error_response import ErrorResponse
from ._forms import coerce, pairs, repeated
from ._parameters import types_of
from ._pointer import lookup
from ._schema import Check, Compiler, Schema
from .messages import MockRequest

__all__ = ["FORM", "Body", "Form", "body", "media_type", "read_form"]

FORM = "application/x-www-form-urlencoded"
_DEEPEST = 100
_CHARSET = re.compile(r';\s*charset\s*=\s*"?([^";\s]+)', re.IGNORECASE)


@dataclass(frozen=True)
class Form:
    """The fields of a form.

    Attributes:
        types: What the text of each field may stand for; names that are not here are ignored.
        check: The check of the whole.
    """

    types: Mapping[str, frozenset[str]]
    check: Check

    def read(self, texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Return the values of the fields that the form declares.

        Args:
            texts: What came, decoded, by name.

        Raises:
            ErrorResponse: One is missing, repeated, or does not match its schema.
        """
        values: dict[str, Any] = {}
        for name, types in self.types.items():
            found = texts.get(name)
            if not found:
                continue
            if len(found) > 1:
                raise ErrorResponse(400, f"Parameter '{name}' must not be repeated.")
            values[name] = coerce(found[0], types)
        _checked(self.check, values)
        return values


@dataclass(frozen=True)
class Body:
    """A request body, compiled.

    Attributes:
        required: Whether there must be one.
        json: The check of each JSON media type.
        form: The fields where a form is accepted.
    """

    required: bool
    json: Mapping[str, Check]
    form: Form | None

    def read(self, request: MockRequest) -> Any:
        """Return the body's value, or None where there is none.

        Args:
            request: The request.

        Raises:
            ErrorResponse: It is missing, of another media type, malformed, or does not match its schema.
        """
        if not request.body:
            if self.required:
                raise ErrorResponse(400, "A request body is required.")
            return None
        kind = media_type(request)
        if kind == FORM and self.form:
            return self.form.read(repeated(read_form(request)))
        if kind is None or kind not in self.json:
            accepted = [*self.json, *([FORM] if self.form else [])]
            raise ErrorResponse(400, f"The Content-Type must be {' or '.join(accepted)}.")
        value = _parse(request)
        _checked(self.json[kind], value)
        return value


def media_type(request: MockRequest) -> str | None:
    """Return the media type of a request in lower case, without parameters; None where it is absent or not usable.

    Args:
        request: The request.
    """
    values = request.values("Content-Type")
    if len(values) != 1:
        return None
    charset = _CHARSET.search(values[0])
    if charset and charset[1].lower() not in ("utf-8", "us-ascii"):
        return None
    return values[0].partition(";")[0].strip().lower()


def read_form(request: MockRequest) -> list[tuple[str, str]]:
    """Return the decoded fields of a form body, in order.

    Args:
        request: The request.

    Raises:
        ErrorResponse: The body is not well encoded.
    """
    try:
        return pairs(request.body.decode("ascii"))
    except ValueError:
        raise ErrorResponse(400, "The form is not well encoded.") from None


def _parse(request: MockRequest) -> Any:
    try:
        value = json.loads(request.body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ErrorResponse(400, "The body must be JSON.") from None
    if _is_deep(value):
        raise ErrorResponse(400, "The body is nested too deeply.")
    return value


def _is_deep(value: Any) -> bool:
    """Tell whether a value has more levels than any request needs; how many Python could read differs by version."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _object(found: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(found)
    if len(made) != len(found):
        raise ValueError("a name is repeated")
    return made


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")


def _checked(check: Check, value: Any) -> None:
    failure = check(value)
    if failure:
        place = f"Parameter '{failure.pointer[1:]}'" if failure.path else "The body"
        raise ErrorResponse(400, f"{place} {failure.message}.")


def form(root: Mapping[str, Any], compiler: Compiler, schema: Schema) -> Form:
    """Compile the schema of a form.

    Args:
        root: The document.
        compiler: Compiles the whole.
        schema: An object's schema, or a reference to one.
    """
    while not isinstance(schema, bool) and "$ref" in schema:
        schema = lookup(root, schema["$ref"])
    properties: Mapping[str, Any] = {} if isinstance(schema, bool) else schema.get("properties", {})
    return Form({name: types_of(root, each) for name, each in properties.items()}, compiler.compile(schema))


def body(root: Mapping[str, Any], compiler: Compiler, source: Mapping[str, Any]) -> Body:
    """Compile one Request Body Object; media types other than JSON and forms are not accepted.

    Args:
        root: The document.
        compiler: Compiles its schemas.
        source: The object, without a reference.
    """
    content = {media.partition(";")[0].strip().lower(): each for media, each in source.get("content", {}).items()}
    return Body(
        required=source.get("required", False),
        json={kind: compiler.compile(each.get("schema", True)) for kind, each in content.items() if "json" in kind},
        form=form(root, compiler, content[FORM].get("schema", True)) if FORM in content else None,
    )
