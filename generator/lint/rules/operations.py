"""Operations and their parameters: each can be called, and says what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ...build import names
from ...build.resources import paths
from ...document.pointers import join, resolve, resolve_ref, resolve_schema
from ...document.walk import Document, is_json, operations, responses, walk
from ...errors import Finding, SpecError

__all__ = ["RULES"]

_FORM = "application/x-www-form-urlencoded"
_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
_IGNORED_HEADERS = {"accept", "authorization", "content-type"}


def operation_id(document: Document) -> Iterator[Finding]:
    """Every operation has an operationId, and no other operation has it."""
    seen: dict[str, str] = {}
    for at in operations(document):
        name = at.body.get("operationId")
        if name is None:
            yield Finding.warning("operation-id", at.pointer, "an operation needs an operationId")
        elif name in seen:
            yield Finding.error(
                "operation-id", join(at.pointer, "operationId"), f"duplicate operationId {name!r}: {seen[name]}"
            )
        else:
            seen[name] = f"{at.method.upper()} {at.path} has it too"


def method_name(document: Document) -> Iterator[Finding]:
    """No two operations become one method."""
    found = [at for at in operations(document) if at.body.get("operationId")]
    distinct = {at.body["operationId"]: at for at in found}
    try:
        paths(list(distinct.values()))
    except SpecError as error:
        yield from error.findings


def path_parameters(document: Document) -> Iterator[Finding]:
    """The braces of a path and the path parameters of its operations are the same."""
    for at in operations(document):
        nodes = [*(at.item.get("parameters") or ()), *(at.body.get("parameters") or ())]
        declared = {
            body["name"] for body in (resolve_ref(document, node) for node in nodes) if body.get("in") == "path"
        }
        written = re.findall(r"{([^{}]*)}", at.path)
        for name in sorted(set(written) - declared):
            yield Finding.error(
                "path-parameter", at.pointer, f"{at.path} has {{{name}}} but no path parameter {name!r}"
            )
        for name in sorted(declared - set(written)):
            yield Finding.error(
                "path-parameter", at.pointer, f"there is a path parameter {name!r}, but no {{{name}}} in {at.path}"
            )
        for name in sorted({name for name in written if written.count(name) > 1}):
            yield Finding.error("path-parameter", at.pointer, f"{at.path} has {{{name}}} more than once")


def body_type(document: Document) -> Iterator[Finding]:
    """A request body is JSON or a form, and not both."""
    for at in operations(document):
        if "requestBody" not in at.body:
            continue
        pointer = join(at.pointer, "requestBody")
        request, _ = resolve(document, at.body["requestBody"])
        kinds = {"json" if is_json(name) else "form" if name.startswith(_FORM) else name for name in request["content"]}
        if kinds >= {"json", "form"}:
            yield Finding.error("body-type", pointer, "both a form and JSON; choose one, the parser mixes them up")
        elif not kinds & {"json", "form"}:
            yield Finding.error(
                "body-type", pointer, f"neither JSON nor a form: {', '.join(sorted(kinds)) or 'empty content'}"
            )


def success(document: Document) -> Iterator[Finding]:
    """An operation has one success."""
    for at in operations(document):
        good = [status for status in responses(at.body) if status.startswith("2")]
        if not good and not any(status.startswith("3") for status in responses(at.body)):
            yield Finding.warning("success", at.pointer, "no response of success is described")
        elif len(good) > 1:
            yield Finding.warning(
                "success", at.pointer, f"several successes, of which only {min(good)} has a type: {', '.join(good)}"
            )


def links(document: Document) -> Iterator[Finding]:
    """A link leads to an operation that exists, and to parameters that it has."""
    known = {at.body["operationId"]: at for at in operations(document) if "operationId" in at.body}
    for pointer, node, context in walk(document):
        if context.kind != "links" or context.named or context.data or not isinstance(node, dict):
            continue
        if (target := node.get("operationId")) is None:
            continue
        if target not in known:
            yield Finding.warning("link", pointer, f"the link leads to an unknown operationId {target!r}")
            continue
        at = known[target]
        nodes = [*(at.item.get("parameters") or ()), *(at.body.get("parameters") or ())]
        own = [resolve_ref(document, parameter) for parameter in nodes]
        reachable = {body["name"] for body in own} | {f"{body['in']}.{body['name']}" for body in own}
        for name in sorted(set(node.get("parameters") or {}) - reachable):
            yield Finding.warning("link", pointer, f"{target} has no parameter {name!r}")


def summaries(document: Document) -> Iterator[Finding]:
    """Every operation has a tag, a summary of one line and a description."""
    tags = {tag["name"] for tag in document.get("tags") or ()}
    for at in operations(document):
        if not at.body.get("summary", "").strip():
            yield Finding.warning("summary", at.pointer, "an operation needs a summary")
        elif "\n" in at.body["summary"].strip() or at.body["summary"].rstrip().endswith("."):
            yield Finding.warning("summary", join(at.pointer, "summary"), "a summary is one line without a full stop")
        if not at.body.get("description", "").strip():
            yield Finding.warning("description", at.pointer, "an operation needs a description")
        if not at.body.get("tags"):
            yield Finding.warning("tag", at.pointer, "an operation needs a tag")
        for tag in at.body.get("tags") or ():
            if tag not in tags:
                yield Finding.warning("tag", at.pointer, f"the tag {tag!r} is not described in tags")


def title(document: Document) -> Iterator[Finding]:
    """The title makes a package's name, and the document says where the API is."""
    if not names.words(names.product(document["info"]["title"])):
        yield Finding.warning("title", "/info/title", "no package can be named after this title")
    if not document.get("servers"):
        yield Finding.error("server", "", "the document names no server")


def duplicates(document: Document) -> Iterator[Finding]:
    """No operation has two parameters of one name in one place."""
    for at in operations(document):
        for nodes, pointer in ((at.body.get("parameters"), at.pointer), (at.item.get("parameters"), at.pointer)):
            bodies = [resolve_ref(document, node) for node in nodes or ()]
            for (name, place), count in Counter((body["name"], body["in"]) for body in bodies).items():
                if count > 1:
                    yield Finding.error("duplicate-parameter", pointer, f"{count} parameters {name!r} in {place}")


def serialization(document: Document) -> Iterator[Finding]:
    """A parameter has a schema, the usual style of its place, and is a scalar or, in a query, a list of scalars."""
    for pointer, parameter in _parameters(document):
        place = parameter["in"]
        if "content" in parameter:
            yield Finding.error("parameter-style", pointer, "a parameter with content is not supported; use schema")
            continue
        if "schema" not in parameter:
            yield Finding.error("parameter-style", pointer, "a parameter needs a schema")
            continue
        if (style := parameter.get("style", _STYLES[place])) != _STYLES[place]:
            yield Finding.error(
                "parameter-style", pointer, f"style {style!r} cannot be sent in {place}; use {_STYLES[place]!r}"
            )
        if parameter.get("allowReserved"):
            yield Finding.error("parameter-style", pointer, "allowReserved cannot be sent")
        types = set(_types(document, parameter["schema"]))
        if "object" in types:
            yield Finding.error("parameter-style", pointer, "an object cannot be sent as a parameter")
        elif "array" in types and place != "query":
            yield Finding.error("parameter-style", pointer, f"a list cannot be sent in {place}")
        elif "array" in types and {"array", "object"} & set(_item_types(document, parameter["schema"])):
            yield Finding.error("parameter-style", pointer, "a list of lists or objects cannot be sent as a parameter")


def ignored_headers(document: Document) -> Iterator[Finding]:
    """No header parameter is one that OpenAPI ignores (3.1, section 4.8.12.2)."""
    for pointer, parameter in _parameters(document):
        if parameter["in"] == "header" and parameter["name"].lower() in _IGNORED_HEADERS:
            yield Finding.warning(
                "ignored-header", pointer, f"OpenAPI ignores the header parameter {parameter['name']!r}"
            )


def parameter_descriptions(document: Document) -> Iterator[Finding]:
    """Every parameter has a description and an example."""
    for pointer, parameter in _parameters(document):
        if not str(parameter.get("description", "")).strip():
            yield Finding.warning("description", pointer, f"the parameter {parameter['name']!r} needs a description")
        schema = resolve_schema(document, parameter.get("schema", {}))
        if not {"example", "examples"} & (parameter.keys() | schema.keys()) and not {"enum", "const"} & schema.keys():
            yield Finding.warning("example", pointer, f"the parameter {parameter['name']!r} needs an example")


def _parameters(document: Document) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for pointer, node, context in walk(document):
        if (
            context.kind == "parameters"
            and not context.data
            and isinstance(node, dict)
            and {"name", "in"} <= node.keys()
        ):
            yield pointer, node


def _types(document: Document, schema: Any) -> Iterator[str]:
    body = resolve_schema(document, schema)
    declared = body.get("type", [])
    yield from [declared] if isinstance(declared, str) else declared
    if "properties" in body:
        yield "object"
    for part in (*body.get("allOf", ()), *body.get("anyOf", ()), *body.get("oneOf", ())):
        yield from _types(document, part)


def _item_types(document: Document, schema: Any) -> Iterator[str]:
    body = resolve_schema(document, schema)
    yield from _types(document, body.get("items", {}))


RULES = (
    operation_id,
    method_name,
    path_parameters,
    body_type,
    success,
    links,
    summaries,
    title,
    duplicates,
    serialization,
    ignored_headers,
    parameter_descriptions,
)
