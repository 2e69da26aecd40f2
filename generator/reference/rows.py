"""The rows of a table of parameters or properties, with what is nested in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..filters import slug
from ..model import AuthScheme, Field, Flow, Model, Operation, Parameter, Resource, Response
from ..model.types import ListType, Type
from .oauth import Step, request_fields
from .python import dotted
from .site import Site

__all__ = [
    "Row",
    "argument_rows",
    "credential_rows",
    "field_rows",
    "flat_rows",
    "has_python_names",
    "header_rows",
    "member_rows",
    "parameter_rows",
    "request_rows",
    "response_rows",
    "shape_rows",
]

# How many properties are named of an object that is described elsewhere, with those of the objects in it: beside an
# operation, and at a property. A longer list is where the object is, which the type links to.
_OF_RESPONSE = 120
_OF_PROPERTY = 40
# How often they are named in one table, if many of its properties contain the same object.
_OFTEN = 3


@dataclass(frozen=True, kw_only=True)
class Row:
    """One parameter or property.

    Attributes:
        id: The id that links to it; empty if it is described elsewhere.
        item: The parameter or property.
        path: Its wire name, preceded by those of the properties that it is nested in.
        model: The object that it contains, if its own properties follow in ``rows``.
        is_home: Whether that object is described here.
        rows: Its own properties.
        other_ids: The ids of the same property in other objects, for which this row stands, too.
    """

    id: str
    item: Field | Parameter
    path: str
    model: str = ""
    is_home: bool = False
    rows: tuple[Row, ...] = ()
    other_ids: tuple[str, ...] = ()


def parameter_rows(operation: Operation, resource: Resource, site: Site) -> tuple[Row, ...]:
    """Return the rows of an operation's parameters.

    Args:
        operation: The operation.
        resource: The resource that it belongs to.
        site: The reference.
    """
    return _operation_rows(operation.parameters, operation, resource, site)


def argument_rows(operation: Operation, resource: Resource, site: Site) -> tuple[Row, ...]:
    """Return the rows of an operation's request body.

    Args:
        operation: The operation.
        resource: The resource that it belongs to.
        site: The reference.
    """
    if operation.body is None:
        return ()
    body = operation.body.type.model
    owner = body if body and site.homes.is_at(body, "body", dotted(operation, resource)) else ""
    return _operation_rows(operation.body.fields, operation, resource, site, owner)


def response_rows(operation: Operation, site: Site) -> tuple[Row, ...]:
    """Return rows that only name the properties of a response, which is described elsewhere.

    Args:
        operation: The operation.
        site: The reference.
    """
    type_ = operation.success.type
    model = site.model(type_.model) if type_ and type_.model else None
    return _preview(model, "", site, _OF_RESPONSE) if model else ()


def shape_rows(operation: Operation, resource: Resource, site: Site) -> list[tuple[tuple[str, ...], tuple[Row, ...]]]:
    """Return the properties of the forms of a response that are described with it, equal ones once.

    Those that the same objects have are one table, beside the classes of these objects; what fewest have comes first.

    Args:
        operation: An operation whose response has several forms.
        resource: The resource that it belongs to.
        site: The reference.
    """
    id_ = dotted(operation, resource)
    names = [shape.type.model for shape in operation.shapes if shape.type.model]
    equal: list[tuple[Row, list[tuple[str, str]]]] = []
    for name in dict.fromkeys(names):
        if site.homes.is_at(name, "shape", id_):
            for row in member_rows(site.model(name), site):
                # Examples are not shown.
                bare = replace(row, id="", item=replace(row.item, example=None))
                places = next((places for known, places in equal if known == bare), None)
                if places is None:
                    equal.append((bare, places := []))
                places.append((name, row.id))
    tables: dict[tuple[str, ...], list[Row]] = {}
    for row, places in equal:
        ids = [place for _, place in places]
        table = tables.setdefault(tuple(name for name, _ in places), [])
        table.append(replace(row, id=ids[0], other_ids=tuple(ids[1:])))
    return sorted(((owners, tuple(rows)) for owners, rows in tables.items()), key=lambda table: len(table[0]))


def member_rows(model: Model, site: Site) -> tuple[Row, ...]:
    """Return the rows of an object at the place where it is described.

    Args:
        model: The object.
        site: The reference.
    """
    return _member_rows(model, "", site, Counter())


def credential_rows(method: AuthScheme | Flow) -> tuple[Row, ...]:
    """Return the rows of what a method of authentication needs.

    Args:
        method: A scheme other than OAuth 2, or a flow.
    """
    return field_rows(method.parameters, f"credentials-{method.class_name}")


def request_rows(flow: Flow, step: Step) -> tuple[Row, ...]:
    """Return the rows of one request of a flow.

    Args:
        flow: The flow.
        step: Which of its requests.
    """
    return field_rows(request_fields(flow, step), f"credentials-{flow.class_name}-{step}")


def header_rows(response: Response, prefix: str) -> tuple[Row, ...]:
    """Return the rows of a response's headers.

    Args:
        response: The response.
        prefix: What their ids start with.
    """
    return field_rows(response.headers, prefix)


def field_rows(fields: Iterable[Field], prefix: str) -> tuple[Row, ...]:
    """Return rows of properties that contain no objects.

    Args:
        fields: The properties.
        prefix: What their ids start with.
    """
    return tuple(Row(id=f"{prefix}.{slug(field.name)}", item=field, path=field.wire_name) for field in fields)


def flat_rows(rows: Iterable[Row]) -> list[Row]:
    """Return rows and all that is described in them, for formats without nested tables."""
    result = []
    for row in rows:
        result.append(row)
        if row.is_home:
            result += flat_rows(row.rows)
    return result


def has_python_names(rows: Iterable[Row]) -> bool:
    """Tell whether a parameter or property has another name in Python."""
    return any(row.item.name != row.item.wire_name for row in rows)


def _operation_rows(
    items: Iterable[Field | Parameter], operation: Operation, resource: Resource, site: Site, owner: str = ""
) -> tuple[Row, ...]:
    id_, shown = dotted(operation, resource), Counter[str]()
    return tuple(_row(f"{id_}.{item.name}", item, item.wire_name, owner, site, shown) for item in items)


def _member_rows(model: Model, prefix: str, site: Site, shown: Counter[str]) -> tuple[Row, ...]:
    name = model.class_name
    return tuple(
        _row(f"object-{name}.{field.name}", field, f"{prefix}{field.wire_name}", name, site, shown)
        for field in model.fields
    )


def _row(id_: str, item: Field | Parameter, path: str, owner: str, site: Site, shown: Counter[str]) -> Row:
    """Return the row of a parameter or property.

    Args:
        id_: The id that links to it.
        item: The parameter or property.
        path: Its wire name, preceded by those of the properties that it is nested in.
        owner: The object that it is a property of.
        site: The reference.
        shown: How often the properties of each object are named in the same table already; this one is added.
    """
    model = site.model(item.type.model) if item.type.model else None
    if model is None:
        return Row(id=id_, item=item, path=path)
    below = f"{path}{_brackets(item.type)}."
    is_home = site.homes.is_at(model.class_name, "field", f"{owner}.{item.wire_name}")
    if is_home:
        rows = _member_rows(model, below, site, shown)
    else:
        rows = _preview(model, below, site, _OF_PROPERTY) if shown[model.class_name] < _OFTEN else ()
        shown[model.class_name] += 1
    return Row(id=id_, item=item, path=path, model=model.class_name, is_home=is_home, rows=rows)


def _preview(model: Model, prefix: str, site: Site, room: int) -> tuple[Row, ...]:
    """Return rows that only name the properties of an object, and those of the objects in it if there is room."""
    inner = [site.model(field.type.model) if field.type.model else None for field in model.fields]
    is_flat = len(model.fields) + sum(len(part.fields) for part in inner if part) > room
    if is_flat and len(model.fields) > room:
        return ()
    rows = []
    for field, part in zip(model.fields, inner, strict=True):
        path = f"{prefix}{field.wire_name}"
        if part is None or is_flat or not part.fields:
            rows.append(Row(id="", item=field, path=path))
        else:
            below = tuple(
                Row(id="", item=member, path=f"{path}{_brackets(field.type)}.{member.wire_name}")
                for member in part.fields
            )
            rows.append(Row(id="", item=field, path=path, model=part.class_name, rows=below))
    return tuple(rows)


def _brackets(type_: Type) -> str:
    return "[]" if any(isinstance(variant, ListType) for variant in type_.alternatives) else ""
