"""Example values: the document's own where it has some, else the smallest that fit the type."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..model import Api, Body, Field, Model, Parameter, Response, Type

__all__ = ["argument_value", "body_value", "completed", "model_value", "placeholder", "response_value"]

_NOTHING = object()

_PLAIN: dict[str, Any] = {
    "int": 1,
    "float": 1.5,
    "bool": True,
    "str": "string",
    "None": None,
    "datetime": "2030-01-31T12:00:00Z",
    "date": "2030-01-31",
}
_CONTAINERS: dict[str, Any] = {"list": [], "Sequence": [], "dict": {}, "Mapping": {}}


def argument_value(item: Parameter | Field, api: Api) -> Any:
    """Return an example of one parameter or property.

    Args:
        item: The parameter or property.
        api: The document that it belongs to.
    """
    return _filled(_NOTHING if item.example is None else item.example, item.type, api)


def body_value(body: Body, api: Api) -> Any:
    """Return an example of a request body; what only the server may set is left out.

    Args:
        body: The body.
        api: The document that it belongs to.
    """
    value = completed(body.examples[0].value, body.type, api) if body.examples else _filled(_NOTHING, body.type, api)
    model = _model(body.type.model, api)
    if model is None or not isinstance(value, Mapping):
        return value
    read_only = {field.wire_name for field in model.fields if field.read_only}
    return {name: each for name, each in value.items() if name not in read_only}


def completed(value: Any, type_: Type, api: Api) -> Any:
    """Return an example with the required members that it leaves out, as examples made of a schema's parts may.

    Args:
        value: The example.
        type_: Its type.
        api: The document that it belongs to.
    """
    return _filled(value, type_, api)


def model_value(model: Model, api: Api) -> Any:
    """Return an example of an object.

    Args:
        model: The object.
        api: The document that it belongs to.
    """
    name = model.class_name
    return _filled(_NOTHING, Type(annotation=name, argument=name, kind="model", model=name), api)


def placeholder(field: Field) -> Any:
    """Return what stands for a credential in a sample: the document's example, or a name to replace.

    Args:
        field: A parameter of a way to authenticate.
    """
    if field.example is not None:
        return field.example
    # A redirect has to look like one, or the sample could not be tried at all.
    standard = {"redirect_uri": "https://app.example.com/callback"}.get(field.wire_name, f"YOUR_{field.name.upper()}")
    return 1 if field.type.annotation == "int" else standard


def response_value(response: Response, api: Api) -> Any:
    """Return an example of a response's body, or None where it has none.

    Args:
        response: The response.
        api: The document that it belongs to.
    """
    return None if response.type is None else _filled(_NOTHING, response.type, api)


def _filled(value: Any, type_: Type, api: Api, above: tuple[str, ...] = ()) -> Any:
    if type_.kind == "models":
        items = [_NOTHING] if value is _NOTHING else value
        one = replace(type_, kind="model")
        return [_filled(each, one, api, above) for each in items] if isinstance(items, list) else value
    model = _model(type_.model, api)
    if model is None:
        return _of_annotation(ast.parse(type_.annotation, mode="eval").body) if value is _NOTHING else value
    if model.class_name in above:
        # A model that contains itself ends here.
        return {} if value is _NOTHING else value
    known = model.example if value is _NOTHING else value
    if known is not None and not isinstance(known, Mapping):
        return known
    return _members(known, model, api, (*above, model.class_name))


def _members(known: Mapping[str, Any] | None, model: Model, api: Api, above: tuple[str, ...]) -> dict[str, Any]:
    fields = {field.wire_name: field for field in model.fields}
    given = known or {}
    made = {
        name: _filled(each, fields[name].type, api, above) if name in fields else each for name, each in given.items()
    }
    for name, field in fields.items():
        if name not in made and (field.required or (known is None and field.example is not None)):
            made[name] = _filled(_NOTHING if field.example is None else field.example, field.type, api, above)
    return made


def _model(name: str | None, api: Api) -> Model | None:
    return next((model for model in api.models if model.class_name == name), None)


def _of_annotation(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.BinOp):
        return _first_value(_of_annotation(part) for part in (node.left, node.right))
    if isinstance(node, ast.Subscript):
        name = _name(node.value)
        if name != "Literal":
            return _CONTAINERS.get(name, {})
        choice = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
        return ast.literal_eval(choice)
    return _PLAIN.get(_name(node), {})


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ast.unparse(node)


def _first_value(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)
