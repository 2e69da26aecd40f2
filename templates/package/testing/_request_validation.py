"""Requests checked against the document: parameters as OpenAPI serialises them, bodies by media type and schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote as url_unquote

from .._wire import is_json
from ._bodies import OtherMedia, compile_other, holds_json, matches
from ._error_response import ErrorResponse
from ._forms import coerce, group_values, parse_json, parse_pairs
from ._openapi.semantics import FORM
from ._schema import ANY, Check, Compiler, Schema
from ._styles import StyleReader
from .messages import MockRequest

__all__ = [
    "FormSchema",
    "Parameter",
    "RequestBody",
    "compile_body",
    "compile_form",
    "compile_parameter",
    "cookies",
    "media_type",
    "parse_form",
    "read_parameters",
]

_CHARSET = re.compile(r';\s*charset\s*=\s*"?([^";\s]+)', re.IGNORECASE)
_SEPARATORS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
# These describe the message itself, so OpenAPI ignores them as parameters.
_IGNORED_HEADERS = frozenset({"accept", "authorization", "content-type"})


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One parameter, compiled (OpenAPI 3.1, Parameter Object).

    Attributes:
        name: In lower case for a header.
        location: ``path``, ``query``, ``header`` or ``cookie``.
        required: Whether a request must carry it.
        types: The types of JSON Schema that its text may stand for.
        check: The check of its value.
        is_array: Whether its value is an array.
        separator: What separates the items of an array that is sent as one text; None if the name is repeated instead.
        default: The value that the document names for a parameter that is not sent.
        styled: Reads it if it is an object or has an unusual style.
        requires: The name of the parameter that must be sent with it; None if it can stand alone.
    """

    name: str
    location: str
    required: bool
    types: frozenset[str]
    check: Check
    is_array: bool
    separator: str | None = None
    default: Any = None
    styled: StyleReader | None = None
    requires: str | None = None
    spell: Callable[[Any], Any] | None = None

    def read(self, texts: Sequence[str]) -> Any:
        """Return the parameter's value.

        Args:
            texts: The decoded values that were sent under its name, at least one.

        Raises:
            ErrorResponse: It is repeated, or does not match its schema.
        """
        items = texts
        if self.separator or not self.is_array:
            if len(texts) > 1:
                raise ErrorResponse(400, f"Parameter '{self.name}' must not be repeated.")
            if self.is_array:
                items = texts[0].split(self.separator)
        coerced = [coerce(item, self.types) for item in items]
        return self.valid(coerced if self.is_array else coerced[0])

    def valid(self, value: Any) -> Any:
        """Return a value as the document spells it.

        Args:
            value: The value.

        Raises:
            ErrorResponse: It does not match the parameter's schema.
        """
        if self.spell is not None:
            value = self.spell(value)
        failure = self.check(value)
        if failure:
            raise ErrorResponse(400, f"Parameter '{self.name}{failure.pointer}' {failure.message}.")
        return value


def read_parameters(
    parameters: Iterable[Parameter], location: str, texts: Mapping[str, Sequence[str]], *, ignore_case: bool = False
) -> dict[str, Any]:
    """Return the values of the parameters of one location, and ignore names that the document does not declare.

    Args:
        parameters: The route's parameters.
        location: ``path``, ``query``, ``header`` or ``cookie``.
        texts: The decoded values that were sent, by name.
        ignore_case: Whether the letter case of names does not matter.

    Raises:
        ErrorResponse: A parameter is missing, repeated, does not match its schema, or lacks one that it requires.
    """
    values: dict[str, Any] = {}
    if ignore_case:
        texts = {name.casefold(): sent for name, sent in texts.items()}
    own = [parameter for parameter in parameters if parameter.location == location]
    for parameter in own:
        name = parameter.name.casefold() if ignore_case else parameter.name
        sent = texts.get(name, ())
        if parameter.styled is not None:
            try:
                value = parameter.styled.read(name, texts)
            except ValueError as error:
                raise ErrorResponse(400, f"Parameter '{parameter.name}' {error}.") from None
            if value is not None:
                values[parameter.name] = parameter.valid(value)
            elif parameter.required:
                raise ErrorResponse(400, f"Parameter '{parameter.name}' is required.")
        elif sent:
            values[parameter.name] = parameter.read(sent)
        elif parameter.required:
            raise ErrorResponse(400, f"Parameter '{parameter.name}' is required.")
    for parameter in own:
        if parameter.name in values and parameter.requires not in (None, *values):
            raise ErrorResponse(400, f"Parameter '{parameter.requires}' is required with '{parameter.name}'.")
    return values


def cookies(fields: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of each cookie (RFC 6265 section 4.2.1), percent-decoded if they are encoded.

    Args:
        fields: The Cookie header fields.
    """
    pairs = [pair.strip().partition("=") for header in fields for pair in header.split(";") if "=" in pair]
    return group_values((name, url_unquote(value)) for name, _, value in pairs)


def compile_parameter(schemas: Compiler, source: Mapping[str, Any], lenient: Collection[str] = ()) -> Parameter | None:
    """Compile one Parameter Object; None for the headers that OpenAPI ignores.

    Args:
        schemas: Compiles the parameter's schema.
        source: The object, references resolved.
        lenient: What the server is lenient about (``x-lenient``).
    """
    location, name = source["in"], source["name"]
    if location == "header":
        name = name.lower()
        if name in _IGNORED_HEADERS:
            return None
    kind, media = next(iter(source.get("content", {}).items()), ("", source))
    schema = media.get("schema", ANY)
    types = schemas.allowed_types(schema)
    style = "json" if "json" in kind else source.get("style", _STYLES[location])
    explode = source.get("explode", style == "form")
    repeats_name = location in ("query", "cookie") and explode
    is_plain = style not in ("json", "deepObject", "label", "matrix") and "object" not in types
    return Parameter(
        name=name,
        location=location,
        required=source.get("required", False),
        types=schemas.allowed_types(schema.get("items", ANY)) if "array" in types else types,
        check=schemas.compile(schema),
        is_array="array" in types,
        separator=None if repeats_name else _SEPARATORS.get(style, ","),
        default=schema.get("default") if isinstance(schema, Mapping) else None,
        styled=None if is_plain else StyleReader(schemas, schema, style, explode),
        requires=source.get("x-requires"),
        spell=_Speller(schemas, schema) if location == "query" and "letter-case" in lenient else None,
    )


@dataclass(frozen=True)
class FormSchema:
    """The fields that a form declares, compiled.

    Attributes:
        types: The types that the text of each field may stand for; undeclared fields are ignored.
        check: The check of the form as a whole.
        styled: Reads the fields that are lists or objects.
    """

    types: Mapping[str, frozenset[str]]
    check: Check
    styled: Mapping[str, StyleReader] = field(default_factory=dict)

    def read(self, texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Return the values of the declared fields.

        Args:
            texts: The decoded values that were sent, by name.

        Raises:
            ErrorResponse: A field is missing, repeated, or does not match its schema.
        """
        values: dict[str, Any] = {}
        for name, types in self.types.items():
            if name in self.styled:
                try:
                    value = self.styled[name].read(name, texts)
                except ValueError as error:
                    raise ErrorResponse(400, f"Parameter '{name}' {error}.") from None
                if value is not None:
                    values[name] = value
                continue
            sent = texts.get(name)
            if not sent:
                continue
            if len(sent) > 1:
                raise ErrorResponse(400, f"Parameter '{name}' must not be repeated.")
            values[name] = coerce(sent[0], types)
        _require_valid(self.check, values)
        return values


@dataclass(frozen=True)
class RequestBody:
    """A request body, compiled (OpenAPI 3.1, Request Body Object).

    Attributes:
        required: Whether a request must have one.
        json: The check of each JSON media type.
        form: The fields, if a form is accepted.
        any_type: Whether a JSON body is read whatever its media type.
        spell: Spells the property names of a JSON body as the document does; None if their letter case matters.
        others: The other media types.
    """

    required: bool
    json: Mapping[str, Check]
    form: FormSchema | None
    any_type: bool
    spell: Callable[[Any], Any] | None = None
    others: tuple[OtherMedia, ...] = ()

    def read(self, request: MockRequest) -> Any:
        """Return the body's value, or None if the request has no body.

        Raises:
            ErrorResponse: The body is missing, malformed, of another media type, or does not match its schema.
        """
        if not request.body:
            if self.required:
                raise ErrorResponse(400, "A request body is required.")
            return None
        kind = media_type(request)
        if kind == FORM and self.form:
            return self.form.read(group_values(parse_form(request)))
        if self.any_type and self.json and (kind == FORM or not request.values("Content-Type")):
            kind = next(iter(self.json))
        if kind is None or kind not in self.json:
            for other in self.others:
                if kind is not None and matches(kind, other.media_range):
                    return other.read(request)
            accepted = [*self.json, *([FORM] if self.form else []), *(other.media_range for other in self.others)]
            raise ErrorResponse(400, f"The Content-Type must be {' or '.join(accepted)}.")
        try:
            value = parse_json(request.body)
        except ValueError as error:
            raise ErrorResponse(400, f"The body {error}.") from None
        if self.spell is not None:
            value = self.spell(value)
        _require_valid(self.json[kind], value)
        return value


def compile_body(schemas: Compiler, source: Mapping[str, Any], lenient: Collection[str] = ()) -> RequestBody:
    """Compile one Request Body Object.

    Args:
        schemas: Compiles the body's schemas.
        source: The object, references resolved.
        lenient: What the server is lenient about (``x-lenient``).
    """
    content = {name.partition(";")[0].strip().lower(): media for name, media in source.get("content", {}).items()}
    json_schemas = {
        "application/json" if holds_json(schemas, kind, media) else kind: media.get("schema", ANY)
        for kind, media in content.items()
        if (is_json(kind) and "*" not in kind) or holds_json(schemas, kind, media)
    }
    others = [kind for kind in content if kind != FORM and not is_json(kind)]
    is_spelled = json_schemas and "letter-case" in lenient
    return RequestBody(
        required=source.get("required", False),
        json={kind: schemas.compile(schema) for kind, schema in json_schemas.items()},
        form=compile_form(schemas, content[FORM].get("schema", ANY), content[FORM]) if FORM in content else None,
        any_type="content-type" in lenient,
        spell=_Speller(schemas, next(iter(json_schemas.values()))) if is_spelled else None,
        others=tuple(compile_other(schemas, kind, content[kind]) for kind in others),
    )


@dataclass(frozen=True)
class _Shape:
    """What a schema says of the spelling of a value.

    Attributes:
        items: The schema of the items.
        properties: The names and schemas of the properties, by their case-folded names.
        texts: The enumerated texts, by themselves and by their case-folded forms.
    """

    items: Schema
    properties: Mapping[str, tuple[str, Schema]]
    texts: Mapping[str, str]


class _Speller:
    """Spells property names and enumerated texts of JSON as a schema does: their letter case does not matter.

    Args:
        schemas: Resolves the references of the schema.
        schema: The schema of the whole value.
    """

    def __init__(self, schemas: Compiler, schema: Schema) -> None:
        self._schemas = schemas
        self._schema = schema
        # The schemas are parts of the document, which outlives this.
        self._shapes: dict[int, _Shape] = {}

    def __call__(self, value: Any) -> Any:
        return self._spell(self._schema, value)

    def _spell(self, schema: Schema, value: Any) -> Any:
        if not isinstance(value, dict | list | str):
            return value
        shape = self._shape(schema)
        if isinstance(value, str):
            return shape.texts.get(value, shape.texts.get(value.casefold(), value))
        if isinstance(value, list):
            return [self._spell(shape.items, item) for item in value]
        result: dict[str, Any] = {}
        for key, member in value.items():
            name, subschema = shape.properties.get(key.casefold(), (key, ANY))
            if name in result:
                raise ErrorResponse(400, f"Parameter '{name}' must not be repeated.")
            result[name] = self._spell(subschema, member)
        return result

    def _shape(self, schema: Schema) -> _Shape:
        if id(schema) not in self._shapes:
            parts = list(self._schemas.composition(schema))
            items: Schema = next((part["items"] for part in parts if "items" in part), ANY)
            properties = {
                name.casefold(): (name, subschema)
                for part in parts
                for name, subschema in part.get("properties", {}).items()
            }
            texts = [text for part in parts for text in part.get("enum", ()) if isinstance(text, str)]
            spelling = {text.casefold(): text for text in texts} | {text: text for text in texts}
            self._shapes[id(schema)] = _Shape(items, properties, spelling)
        return self._shapes[id(schema)]


def compile_form(schemas: Compiler, schema: Schema, media: Mapping[str, Any] | None = None) -> FormSchema:
    """Compile the schema of a form.

    Args:
        schemas: Compiles the schema of the form as a whole.
        schema: The schema of an object, or a reference to one.
        media: The Media Type Object, which says how lists and objects are sent.
    """
    properties = schemas.properties(schema)
    types = {name: schemas.allowed_types(subschema) for name, subschema in properties.items()}
    encoding = (media or {}).get("encoding", {})
    styled = {
        name: _form_reader(schemas, properties[name], encoding.get(name, {}), own)
        for name, own in types.items()
        if own & {"array", "object"} and "string" not in own
    }
    return FormSchema(types, schemas.compile(schema), styled)


def _form_reader(schemas: Compiler, schema: Schema, encoding: Mapping[str, Any], types: frozenset[str]) -> StyleReader:
    # Without a style, an object is JSON (OpenAPI 3.1, section 4.8.14.4).
    style = encoding.get("style", "form" if "array" in types or encoding.keys() & {"explode"} else "json")
    return StyleReader(schemas, schema, style, encoding.get("explode", style == "form"))


def media_type(request: MockRequest) -> str | None:
    """Return the media type of a request in lower case, without parameters; None if it is absent or not usable."""
    values = request.values("Content-Type")
    if len(values) != 1:
        return None
    charset = _CHARSET.search(values[0])
    if charset and charset[1].lower() not in ("utf-8", "us-ascii"):
        return None
    return values[0].partition(";")[0].strip().lower()


def parse_form(request: MockRequest) -> list[tuple[str, str]]:
    """Return the decoded fields of a form body, in order.

    Raises:
        ErrorResponse: The body is not validly encoded.
    """
    try:
        return parse_pairs(request.body.decode("ascii"))
    except ValueError:
        raise ErrorResponse(400, "The form is not validly encoded.") from None


def _require_valid(check: Check, value: Any) -> None:
    failure = check(value)
    if failure:
        place = f"Parameter '{failure.pointer[1:]}'" if failure.path else "The body"
        raise ErrorResponse(400, f"{place} {failure.message}.")
