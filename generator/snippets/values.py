"""Example values: the document's own where it has some, else the smallest that fit the type."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from ..model import Api, Body, Field, Parameter, Response, Type

__all__ = ["argument_value", "body_value", "placeholder", "response_value"]

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
    return _of_type(item.type, api, ()) if item.example is None else item.example


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


def body_value(body: Body, api: Api) -> Any:
    """Return an example of a request body; what only the server may set is left out.

    Args:
        body: The body.
        api: The document that it belongs to.
    """
    if body.examples:
        return body.examples[0].value
    if body.fields:
        chosen = [field for field in body.fields if not field.read_only and _worth_showing(field)]
        return {field.wire_name: argument_value(field, api) for field in chosen}
    return _of_type(body.type, api, ())


def response_value(response: Response, api: Api) -> Any:
    """Return an example of a response's body, or None where it has none.

    Args:
        response: The response.
        api: The document that it belongs to.
    """
    if response.examples:
        return response.examples[0].value
    return None if response.type is None else _of_type(response.type, api, ())


def _worth_showing(item: Field) -> bool:
    return item.required or item.example is not None


def _of_type(type_: Type, api: Api, above: tuple[str, ...]) -> Any:
    if type_.model is None:
        return _of_annotation(ast.parse(type_.annotation, mode="eval").body)
    value = _of_model(type_.model, api, above)
    return [value] if type_.kind == "models" else value


def _of_model(name: str, api: Api, above: tuple[str, ...]) -> Any:
    model = next((model for model in api.models if model.class_name == name), None)
    # A model that contains itself ends here.
    if model is None or name in above:
        return {}
    if model.example is not None:
        return model.example
    return {
        field.wire_name: _of_type(field.type, api, (*above, name)) if field.example is None else field.example
        for field in model.fields
        if _worth_showing(field)
    }


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
