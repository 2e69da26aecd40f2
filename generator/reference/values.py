"""Example values: the document's own, else the smallest that fit the type."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..filters import json_excerpt
from ..model import Api, Body, Content, Example, Field, Model, Operation, Parameter
from ..model.types import FileType, ListType, ModelType, NullType, ScalarType, Type, UnionType, plain_value

__all__ = [
    "SampleFile",
    "argument_value",
    "body_value",
    "completed",
    "excerpt",
    "model_value",
    "placeholder",
    "response_examples",
    "sample_media_type",
]

_NOTHING = object()

CALLBACK_URL = "https://app.example.com/callback"
"""Where the samples have the browser sent back to, if the document does not say it."""


# How many lines of an example are shown.
_LINES = 200


class SampleFile(str):
    """The name of a file among values, whose content is sent."""


def sample_media_type(media_type: str) -> str:
    """Return a media type, or a common member of a range such as ``image/*``."""
    return {
        "*/*": "application/octet-stream",
        "application/*": "application/octet-stream",
        "audio/*": "audio/mpeg",
        "image/*": "image/png",
        "text/*": "text/plain",
        "video/*": "video/mp4",
    }.get(media_type, media_type)


def argument_value(item: Parameter | Field, api: Api) -> Any:
    """Return an example of one parameter or property.

    Args:
        item: The parameter or property.
        api: The document that it belongs to.
    """
    value = _filled(_known(item), item.type, api)
    if isinstance(item, Parameter) and item.location == "path" and value in ([], {}):
        return _one_member(item.type, api)
    return value


def _one_member(type_: Type, api: Api) -> Any:
    """Return a list of one item or an object of one member, because a path has no place for an empty one."""
    if isinstance(type_, ListType):
        return [_filled(_NOTHING, type_.item, api)]
    model = _model(type_.model, api)
    field = next(iter(model.fields), None) if model else None
    return {field.wire_name: _filled(_known(field), field.type, api)} if field else {"name": "string"}


def body_value(body: Body, api: Api) -> Any:
    """Return an example of a request body, without read-only members.

    Args:
        body: The body.
        api: The document that it belongs to.
    """
    content = body.contents[0]
    if content.kind == "binary":
        essence = sample_media_type(content.media_type).partition(";")[0]
        return SampleFile(f"example{mimetypes.guess_extension(essence) or '.bin'}")
    value = body.examples[0].value if body.examples else _NOTHING
    if content.kind == "text":
        return value if isinstance(value, str) else "text"
    value = _filled(value, content.type, api)
    if content.fields:
        # An example of another type says nothing about the arguments.
        given = value if isinstance(value, Mapping) else {}
        lacking = [item for item in content.fields if item.required and item.wire_name not in given]
        value = {**given, **{item.wire_name: argument_value(item, api) for item in lacking}}
    if content.kind == "multipart" and isinstance(value, Mapping):
        value = {**value, **dict(_files(content))}
    model = _model(content.type.model, api)
    if model is None or not isinstance(value, Mapping):
        return value
    read_only = {field.wire_name for field in model.fields if field.read_only}
    return {name: member for name, member in value.items() if name not in read_only}


def _files(content: Content) -> list[tuple[str, Any]]:
    """Return a file for each part that is one and is required, or for the first one."""
    files = [
        item for item in content.fields if content.parts.get(item.wire_name) and content.parts[item.wire_name].is_file
    ]
    return [
        (item.wire_name, [file] if isinstance(item.type, ListType) else file)
        for item in [item for item in files if item.required] or files[:1]
        for media_type in [(content.parts[item.wire_name].media_type or "").partition(",")[0]]
        for file in [SampleFile(f"example{mimetypes.guess_extension(sample_media_type(media_type)) or '.bin'}")]
    ]


def completed(value: Any, type_: Type, api: Api) -> Any:
    """Return an example completed with required members, which examples composed of a schema's parts can lack.

    Args:
        value: The example.
        type_: Its type.
        api: The document that it belongs to.
    """
    return _filled(value, type_, api)


def excerpt(value: Any) -> str:
    """Return an example as JSON, as far as a reader can take it in: of what is long, the deepest parts are left out.

    Args:
        value: The example.
    """
    return json_excerpt(value, _LINES)


def model_value(model: Model, api: Api) -> Any:
    """Return an example of an object.

    Args:
        model: The object.
        api: The document that it belongs to.
    """
    return _filled(_NOTHING, ModelType(model.class_name), api)


def placeholder(field: Field) -> Any:
    """Return what represents a credential in a sample: the document's example, or a name to replace.

    Args:
        field: A parameter of an authentication method.
    """
    if field.example is not None:
        return field.example
    # Only a valid URL lets the sample run as it is.
    if field.wire_name == "redirect_uri":
        return CALLBACK_URL
    return 1 if field.type == ScalarType("integer") else f"YOUR_{field.name.strip('_').upper()}"


def response_examples(operation: Operation, api: Api) -> list[Example]:
    """Return examples of an operation's successful response, completed with required members; none if it has no body.

    An example that is only that of the schema follows the request that the samples make: it is the record with the
    identifier in the path, with the members that the request sends.

    Args:
        operation: The operation.
        api: The document that it belongs to.
    """
    response = operation.success
    if response.type is None:
        return []
    examples = response.examples or (Example(name="", summary="", value=_NOTHING),)
    return [
        replace(example, value=_following(completed(example.value, response.type, api), response.type, operation, api))
        for example in examples
    ]


def _following(value: Any, type_: Type, operation: Operation, api: Api) -> Any:
    """Return an example as it follows from the request of the samples, if it is one of its schema."""
    model = _model(type_.model, api)
    if not model or value not in model.examples or not isinstance(value, Mapping):
        return value
    path = {item.wire_name: argument_value(item, api) for item in operation.located("path")}
    # A record that is not among the examples differs from them at least in what the path says.
    named = {name: given for name, given in path.items() if isinstance(given, type(value.get(name)))}
    asked = [
        record
        for record in model.examples
        if isinstance(record, Mapping) and all(record.get(name, given) == given for name, given in path.items())
    ]
    record = asked[0] if asked else {**value, **named}
    if operation.body is None:
        return record
    sent = body_value(operation.body, api)
    known = {field.wire_name: field for field in model.fields}
    settable = [item for item in operation.body.fields if (own := known.get(item.wire_name)) and own.type == item.type]
    changes = {item.wire_name: sent[item.wire_name] for item in settable if item.wire_name in sent}
    # What could have been set, and was not, is what the server makes it.
    open_ = {item.wire_name for item in settable if not known[item.wire_name].required} - set(changes)
    kept = {name: member for name, member in record.items() if operation.method != "post" or name not in open_}
    return kept | changes


def _filled(value: Any, type_: Type, api: Api, above: tuple[str, ...] = ()) -> Any:
    if value is None:
        return None
    if isinstance(type_, UnionType) and type_.decoding == "union":
        return _chosen(value, type_, api, above)
    model = _model(type_.model, api)
    if type_.decoding in ("models", "unions"):
        items = [_NOTHING] if value is _NOTHING else value
        item_type = next(variant.item for variant in type_.alternatives if isinstance(variant, ListType))
        return [_filled(item, item_type, api, above) for item in items] if isinstance(items, list) else value
    if model is None:
        return _smallest(type_) if value is _NOTHING else value
    if model.class_name in above:
        # End the recursion of a model that contains itself.
        return {} if value is _NOTHING else value
    known = model.example if value is _NOTHING else value
    if known is not None and not isinstance(known, Mapping):
        return known
    return _members(known, model, api, (*above, model.class_name))


def _chosen(value: Any, type_: UnionType, api: Api, above: tuple[str, ...]) -> Any:
    """Return a value of several types as the one that its discriminator names; without a value, the first of them."""
    named = dict(type_.mapping)
    if value is not _NOTHING:
        class_name = named.get(str(value.get(type_.discriminator))) if isinstance(value, Mapping) else None
        return _filled(value, ModelType(class_name), api, above) if class_name else value
    kind, class_name = next(iter(named.items()), ("", next(iter(type_.choices), None)))
    if class_name is None:
        return _smallest(type_)
    example = _filled(_NOTHING, ModelType(class_name), api, above)
    is_telling = (
        kind and isinstance(example, Mapping) and named.get(str(example.get(type_.discriminator))) != class_name
    )
    return {**example, type_.discriminator: kind} if is_telling else example


def _members(known: Mapping[str, Any] | None, model: Model, api: Api, above: tuple[str, ...]) -> dict[str, Any]:
    fields = {field.wire_name: field for field in model.fields}
    given = known or {}
    members = {
        name: _filled(member, fields[name].type, api, above) if name in fields else member
        for name, member in given.items()
    }
    for name, field in fields.items():
        if name not in members and (field.required or (known is None and field.example is not None)):
            members[name] = _filled(_known(field), field.type, api, above)
    return members


def _known(item: Parameter | Field) -> Any:
    """Return the document's example, or else a value that satisfies the constraints."""
    known = item.sample if item.example is None else item.example
    return _NOTHING if known is None else known


def _model(name: str | None, api: Api) -> Model | None:
    return api.models_by_class.get(name) if name else None


def _smallest(type_: Type) -> Any:
    """Return the smallest value of a type without examples; of several types the first that is not null."""
    first = next((variant for variant in type_.alternatives if not isinstance(variant, NullType)), None)
    match first:
        case None:
            return None
        case ListType():
            return []
        case FileType():
            return SampleFile("example.bin")
    value = plain_value(first)
    return {} if value is None else value
