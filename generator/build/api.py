"""The whole document as the model that the templates see."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..document.load import LoadedDocument
from ..document.normalize import normalize
from ..document.pointers import lookup, properties, resolve_ref, split
from ..document.walk import OperationRef, operations
from ..errors import SpecError
from ..model import Api, ErrorStatus, Field, Model, Operation, Server, Variable
from ..parser.parse import parse
from ..parser.schema_types import ParsedTypes
from . import names, reserved
from .authentication import schemes
from .examples import schema_example
from .oauth_requests import Endpoints
from .objects import field, text
from .operations import auth_operation, method
from .resources import paths, resources
from .types import TypeBuilder

__all__ = ["build_api", "server_of"]


def build_api(loaded: LoadedDocument) -> Api:
    """Return the model of a document.

    Raises:
        SpecError: The document cannot be rendered; the findings name the places.
    """
    document = normalize(loaded.document)
    info = document["info"]
    server = server_of(document)
    endpoints = Endpoints(document, server)
    declared = _security_schemes(document)
    auth = endpoints.all(declared)
    behind = {at.pointer for at in auth}
    kept = [at for at in operations(document) if at.pointer not in behind]
    parsed = parse(document, kept)
    classes = _classes(parsed, kept)
    types = TypeBuilder(parsed.objects, classes)
    places = paths(kept)
    made = [(places[at.pointer], _tag(at), method(document, at, places[at.pointer][-1], parsed, types)) for at in kept]
    return Api(
        title=text(info, "title"),
        version=text(info, "version"),
        summary=text(info, "summary"),
        description=text(info, "description"),
        package=names.package(text(info, "title")),
        product=names.product(text(info, "title")),
        env_prefix=names.env_prefix(text(info, "title")),
        server=server,
        schemes=schemes(declared, endpoints),
        resources=resources(document, made, frozenset(classes.values())),
        models=tuple(_models(document, parsed, classes, types)),
        error_statuses=tuple(_error_statuses([operation for _, _, operation in made])),
        auth_operations=tuple(auth_operation(document, at, types) for at in auth),
        who_am_i=_who_am_i(kept, [operation for _, _, operation in made]),
        path_aliases=document.get("x-path-aliases") or {},
        document=document,
        source_sha256=loaded.sha256,
    )


def server_of(document: Mapping[str, Any]) -> Server:
    """Return the document's first server.

    Raises:
        SpecError: It has none, or none with an absolute URL.
    """
    servers = document.get("servers")
    declared = servers[0] if isinstance(servers, list) and servers and isinstance(servers[0], Mapping) else {}
    found: list[Variable] = []
    for wire_name, variable in (declared.get("variables") or {}).items():
        name = names.attribute(wire_name, reserved.CLIENT_ARGUMENTS)
        found.append(
            Variable(
                name=names.unique(name, [other.name for other in found]),
                wire_name=wire_name,
                default=str(variable.get("default", "")),
                description=text(variable, "description"),
                known_values=tuple(
                    str(value) for value in variable.get("enum") or variable.get("x-known-values") or ()
                ),
            )
        )
    server = Server(url=text(declared, "url"), description=text(declared, "description"), variables=tuple(found))
    if not re.fullmatch(r"https?://[^/{}?#\s]+(/[^{}?#\s]*)?", server.default_url):
        raise SpecError("/servers", "the first server needs an absolute URL, http or https", rule="server")
    return server


def _security_schemes(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    declared = (document.get("components") or {}).get("securitySchemes") or {}
    return {key: resolve_ref(document, scheme) for key, scheme in declared.items()}


def _tag(at: OperationRef) -> str | None:
    return next((str(tag) for tag in at.body.get("tags") or ()), None)


def _classes(parsed: ParsedTypes, kept: Sequence[OperationRef]) -> dict[str, str]:
    """Return the class of each object that has properties, by pointer; components choose their names first."""
    ids = {at.pointer: at.body.get("operationId") or f"{at.method} {at.path}" for at in kept}
    pointers = sorted((pointer for pointer, known in parsed.objects.items() if known.properties), key=_depth)
    classes: dict[str, str] = {}
    for pointer in pointers:
        classes[pointer] = names.model_class(pointer, ids, classes)
    return classes


def _depth(pointer: str) -> tuple[int, str]:
    segments = split(pointer)
    return (0 if segments[:2] == ["components", "schemas"] else 1) * 1000 + len(segments), pointer


def _models(
    document: Mapping[str, Any], parsed: ParsedTypes, classes: Mapping[str, str], types: TypeBuilder
) -> list[Model]:
    modules: dict[str, str] = {}
    made: list[Model] = []
    for pointer, class_name in sorted(classes.items(), key=lambda item: item[1]):
        schema = lookup(document, pointer)
        modules[class_name] = names.unique(names.module(class_name), modules.values())
        made.append(
            Model(
                class_name=class_name,
                module=modules[class_name],
                schema_name=split(pointer)[2] if pointer.count("/") == 3 else class_name,
                description=text(schema, "description") or text(schema, "title"),
                fields=_fields(document, schema, pointer, parsed, types),
                source=schema.get("x-source"),
                observed=schema.get("x-observed"),
                example=schema_example(document, schema),
            )
        )
    return made


def _fields(
    document: Mapping[str, Any], schema: Any, pointer: str, parsed: ParsedTypes, types: TypeBuilder
) -> tuple[Field, ...]:
    known = parsed.objects[pointer].properties
    made: list[Field] = []
    for name, item in properties(document, schema, pointer).items():
        if name in known:
            taken = [other.name for other in made]
            made.append(field(document, name, item, types.type(known[name]), taken=taken))
    return tuple(made)


def _error_statuses(made: Sequence[Operation]) -> list[ErrorStatus]:
    found: dict[int, ErrorStatus] = {}
    for operation in made:
        for response in operation.errors:
            if response.status.isdecimal() and int(response.status) not in found:
                status = int(response.status)
                found[status] = ErrorStatus(
                    status=status,
                    class_name=names.error_class(status),
                    reason=names.reason(status),
                    description=response.description,
                    example=response.examples[0].value if response.examples else None,
                    kinds=response.kinds,
                )
    return [found[status] for status in sorted(found)]


def _who_am_i(kept: Sequence[OperationRef], made: Sequence[Operation]) -> Operation | None:
    """Return the operation that returns the caller's own record, whole."""
    for at, operation in zip(kept, made, strict=True):
        store = at.body.get("x-store") or {}
        if operation.own_record and at.method == "get" and store.get("action") == "get" and "field" not in store:
            return operation
    return None
