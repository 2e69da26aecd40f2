"""The manifest of what callers of a rendered package can use, written into the package as ``surface.json``.

It is made of the model, like the package itself: methods, models, exceptions, credentials and the client's arguments,
with their types as data. Asynchronous classes have the same methods and are not listed. What does not depend on the
document, such as the client's other arguments, is not listed either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

from ..build.names import error_class
from ..errors import GeneratorError
from ..model import Api, Field, Location, Operation, Resource
from ..model.types import Type
from ..python_source import Annotation, Term, content_type, credential, parameter, read, received, result

__all__ = ["Argument", "Credentials", "Method", "ModelClass", "ModelField", "Surface", "surface_of"]

FORMAT: Final = 1
# The exceptions of these statuses exist in every package.
_ALWAYS: Final = (429, 503)
_BASE_ERROR: Final = "APIStatusError"

Kind = Literal["positional", "either", "keyword"]


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One argument of a method, of credentials or of the client.

    Attributes:
        location: Where a method sends it: a location of OpenAPI, or ``body``.
        wire_name: Its name there; empty for a whole body.
        kind: How it may be passed.
        default: The source of its default; None if it is required.
    """

    name: str
    location: Location | Literal["body", ""] = ""
    wire_name: str
    kind: Kind = "keyword"
    type: Annotation
    default: str | None


@dataclass(frozen=True, kw_only=True)
class Method:
    """One method of a resource.

    Attributes:
        name: The path below the client: ``account.agents.list``.
        operation: The operation's method and path, as in ``GET /agents/{id}``.
        result: What the blocking method returns.
        overloads: What it returns for the values of one argument: the argument's name, its values, the result.
    """

    name: str
    operation: str
    arguments: tuple[Argument, ...]
    result: Annotation
    overloads: tuple[tuple[str, tuple[str, ...], Annotation], ...]


@dataclass(frozen=True, kw_only=True)
class ModelField:
    """One field of a model.

    Attributes:
        type: What reading it gives.
        required: Whether the constructor needs it.
        settable: Whether the constructor takes it.
    """

    name: str
    wire_name: str
    type: Annotation
    required: bool
    settable: bool


@dataclass(frozen=True, kw_only=True)
class ModelClass:
    """One class of ``models``.

    Attributes:
        pointer: Where its schema stands in the document.
        sent: Whether a method takes it, so that callers create it.
        read: Whether a method or ``parse_webhook`` returns it.
    """

    name: str
    pointer: str
    sent: bool
    read: bool
    fields: tuple[ModelField, ...]


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """One class of credentials, with the key of its security scheme."""

    name: str
    scheme: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, kw_only=True)
class Surface:
    """Everything of a package that depends on its document.

    Attributes:
        resources: The class of each resource, by its path below the client.
        methods: By name.
        models: By name.
        errors: The base class and the status of each exception, by name.
        credentials: By name.
        client: The client's arguments.
    """

    package: str
    resources: Mapping[str, str] = field(default_factory=dict)
    methods: Mapping[str, Method] = field(default_factory=dict)
    models: Mapping[str, ModelClass] = field(default_factory=dict)
    errors: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    credentials: Mapping[str, Credentials] = field(default_factory=dict)
    client: tuple[Argument, ...] = ()

    def to_json(self) -> str:
        """Return the manifest's text, one line for each method and class."""
        sections: dict[str, Any] = {
            "resources": self.resources,
            "methods": {name: _method_record(method) for name, method in self.methods.items()},
            "models": {name: _model_record(model) for name, model in self.models.items()},
            "errors": self.errors,
            "credentials": {
                name: {"scheme": item.scheme, "arguments": [_argument_record(one) for one in item.arguments]}
                for name, item in self.credentials.items()
            },
            "client": {item.name: _argument_record(item) for item in self.client},
        }
        lines = [f'"format": {FORMAT}', f'"package": {_line(self.package)}']
        for title, entries in sections.items():
            members = ",\n".join(f"{_line(name)}: {_line(entry)}" for name, entry in entries.items())
            lines.append(f'"{title}": {{\n{members}\n}}' if members else f'"{title}": {{}}')
        return "{\n" + ",\n".join(lines) + "\n}\n"

    @classmethod
    def from_json(cls, text: str, name: str) -> Surface:
        """Return the surface that a manifest describes.

        Args:
            text: The manifest.
            name: What it is called in messages.

        Raises:
            GeneratorError: It is not a manifest, or one of another format.
        """
        try:
            record = json.loads(text)
            if record["format"] != FORMAT:
                raise GeneratorError(f"{name}: has format {record['format']!r}; this generator reads format {FORMAT}")
            return cls(
                package=record["package"],
                resources=dict(record["resources"]),
                methods={key: _method(key, entry) for key, entry in record["methods"].items()},
                models={key: _model(key, entry) for key, entry in record["models"].items()},
                errors={key: (base, status) for key, (base, status) in record["errors"].items()},
                credentials={
                    key: Credentials(name=key, scheme=entry["scheme"], arguments=_arguments(entry["arguments"]))
                    for key, entry in record["credentials"].items()
                },
                client=_arguments(record["client"].values()),
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise GeneratorError(f"{name}: is not the manifest of a package; render the package anew") from None


def surface_of(api: Api) -> Surface:
    """Return what callers of the package that is rendered of a model can use."""
    errors = {error_class(status): (_BASE_ERROR, status) for status in _ALWAYS}
    for error in api.error_statuses:
        errors[error.class_name] = (_BASE_ERROR, error.status)
        errors |= {kind.class_name: (error.class_name, error.status) for kind in error.kinds}
    credentials = [
        Credentials(name=item.class_name, scheme=item.key, arguments=_credential_arguments(item.parameters, "either"))
        for item in api.fixed_schemes
    ] + [
        Credentials(
            name=flow.class_name, scheme=scheme.key, arguments=_credential_arguments(flow.parameters, "keyword")
        )
        for scheme, flow in api.flows()
    ]
    optional_text = Annotation((Term("str"), Term("None")))
    return Surface(
        package=api.package,
        resources={".".join(resource.path): resource.class_name for resource in api.walk()},
        methods={method.name: method for method in _methods(api)},
        models=_models(api),
        errors=dict(sorted(errors.items())),
        credentials={item.name: item for item in credentials},
        client=tuple(
            Argument(name=variable.name, wire_name=variable.wire_name, type=optional_text, default="None")
            for variable in api.server_arguments
        ),
    )


def _methods(api: Api) -> Iterator[Method]:
    for resource in api.walk():
        for operation in resource.operations:
            yield _method_of(resource, operation)


def _method_of(resource: Resource, operation: Operation) -> Method:
    arguments = [
        Argument(
            name=item.name,
            location=item.location,
            wire_name=item.wire_name,
            kind="positional" if item.location == "path" else "keyword",
            type=parameter(item),
            default=None if item.required else "OMIT",
        )
        for location in cast("tuple[Location, ...]", ("path", "query", "header", "cookie"))
        for item in operation.located(location)
    ]
    body = operation.body
    if body and body.is_passed_whole:
        default = None if body.required and not body.fields else "OMIT"
        arguments.append(
            Argument(
                name="body", location="body", wire_name="", kind="positional", type=parameter(body), default=default
            )
        )
    for member in body.fields if body else ():
        default = None if member.required else "OMIT"
        arguments.append(
            Argument(
                name=member.name,
                location="body",
                wire_name=member.wire_name,
                type=parameter(member),
                default=default,
            )
        )
    if body and body.has_choice:
        arguments.append(
            Argument(
                name="content_type",
                location="header",
                wire_name="Content-Type",
                type=content_type(body),
                default="OMIT",
            )
        )
    shaped_by = operation.shaped_by.name if operation.shaped_by else ""
    return Method(
        name=".".join([*resource.path, operation.name]),
        operation=f"{operation.method.upper()} {operation.path}",
        arguments=tuple(arguments),
        result=result(operation, is_async=False),
        overloads=tuple((shaped_by, shape.values, received(shape.type)) for shape in operation.shapes),
    )


def _credential_arguments(fields: Iterable[Field], kind: Kind) -> tuple[Argument, ...]:
    return tuple(
        Argument(
            name=item.name,
            wire_name=item.wire_name,
            kind=kind,
            type=credential(item),
            default=None if item.required else "None",
        )
        for item in fields
    )


def _models(api: Api) -> dict[str, ModelClass]:
    methods = [operation for resource in api.walk() for operation in resource.operations]
    sent = _reached(api, (type_ for operation in methods for type_ in _argument_types(operation)))
    results = [type_ for operation in methods for type_ in _result_types(operation)]
    returned = _reached(api, [*results, *(webhook.type for webhook in api.webhooks)])
    return {
        model.class_name: ModelClass(
            name=model.class_name,
            pointer=model.pointer,
            sent=model.class_name in sent,
            read=model.class_name in returned,
            fields=tuple(
                ModelField(
                    name=item.name,
                    wire_name=item.wire_name,
                    type=read(item),
                    required=item.required and not item.read_only,
                    settable=not item.read_only,
                )
                for item in model.fields
            ),
        )
        for model in api.models
    }


def _reached(api: Api, types: Iterable[Type]) -> set[str]:
    """Return the classes that types mention, and those that the fields of these mention."""
    mentions = {model.class_name: {name for item in model.fields for name in item.type.models} for model in api.models}
    waiting = {name for type_ in types for name in type_.models}
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= mentions.get(name, set()) - found
    return found


def _result_types(operation: Operation) -> Iterator[Type]:
    if operation.pagination:
        yield operation.pagination.item_type
    else:
        yield from (content.type for response in operation.successes for content in response.contents)


def _argument_types(operation: Operation) -> Iterator[Type]:
    yield from (item.type for item in operation.parameters)
    yield from operation.body_types


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(", ", ": "))


def _annotation_record(annotation: Annotation) -> list[Any]:
    """Return an annotation as JSON: names, and lists of a generic's name and arguments or a literal's values."""
    record: list[Any] = []
    for term in annotation.terms:
        if term.values:
            record.append([term.name, *term.values])
        elif term.arguments:
            record.append([term.name, *(_annotation_record(argument) for argument in term.arguments)])
        else:
            record.append(term.name)
    return record


def _annotation(record: Sequence[Any]) -> Annotation:
    terms: list[Term] = []
    for entry in record:
        if isinstance(entry, str):
            terms.append(Term(entry))
        elif entry[0] == "Literal":
            terms.append(Term("Literal", values=tuple(entry[1:])))
        else:
            terms.append(Term(entry[0], tuple(_annotation(argument) for argument in entry[1:])))
    return Annotation(tuple(terms))


def _argument_record(item: Argument) -> list[Any]:
    return [item.name, item.location, item.wire_name, item.kind, _annotation_record(item.type), item.default]


def _arguments(records: Iterable[Sequence[Any]]) -> tuple[Argument, ...]:
    return tuple(
        Argument(name=name, location=location, wire_name=wire_name, kind=kind, type=_annotation(type_), default=default)
        for name, location, wire_name, kind, type_, default in records
    )


def _method_record(method: Method) -> dict[str, Any]:
    record: dict[str, Any] = {
        "operation": method.operation,
        "arguments": [_argument_record(item) for item in method.arguments],
        "result": _annotation_record(method.result),
    }
    if method.overloads:
        record["overloads"] = [[name, values, _annotation_record(type_)] for name, values, type_ in method.overloads]
    return record


def _method(name: str, record: Mapping[str, Any]) -> Method:
    return Method(
        name=name,
        operation=record["operation"],
        arguments=_arguments(record["arguments"]),
        result=_annotation(record["result"]),
        overloads=tuple(
            (argument, tuple(values), _annotation(type_)) for argument, values, type_ in record.get("overloads", ())
        ),
    )


def _model_record(model: ModelClass) -> dict[str, Any]:
    return {
        "pointer": model.pointer,
        "sent": model.sent,
        "read": model.read,
        "fields": [
            [item.name, item.wire_name, _annotation_record(item.type), item.required, item.settable]
            for item in model.fields
        ],
    }


def _model(name: str, record: Mapping[str, Any]) -> ModelClass:
    return ModelClass(
        name=name,
        pointer=record["pointer"],
        sent=record["sent"],
        read=record["read"],
        fields=tuple(
            ModelField(name=own, wire_name=wire_name, type=_annotation(type_), required=required, settable=settable)
            for own, wire_name, type_, required, settable in record["fields"]
        ),
    )
