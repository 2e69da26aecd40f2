"""Rules about operations and their parameters: each can be called and is described."""

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
_NESTED = {"array", "object"}
_IGNORED_HEADERS = {"accept", "authorization", "content-type"}


def operation_id(document: Document) -> Iterator[Finding]:
    """Every operation has an operationId of its own."""
    seen: dict[str, str] = {}
    for ref in operations(document):
        name = ref.body.get("operationId")
        if name is None:
            yield Finding.warning("operation-id", ref.pointer, "the operation has no operationId")
        elif name in seen:
            yield Finding.error(
                "operation-id",
                join(ref.pointer, "operationId"),
                f"duplicate operationId {name!r}: also used by {seen[name]}",
            )
        else:
            seen[name] = f"{ref.method.upper()} {ref.path}"


def method_name(document: Document) -> Iterator[Finding]:
    """No two operations become the same method, and no method needs another name than its operationId."""
    distinct = {ref.body["operationId"]: ref for ref in operations(document) if ref.body.get("operationId")}
    try:
        tree = paths(list(distinct.values()))
    except SpecError as error:
        yield from error.findings
        return
    for operation_id, ref in distinct.items():
        path = tree[ref.pointer]
        if renamed := [name for name in path if name.endswith("_")]:
            message = f"operationId {operation_id!r} becomes {'.'.join(path)}: {renamed[0].rstrip('_')!r} is reserved"
            yield Finding.warning("operation-id", join(ref.pointer, "operationId"), message)


def path_parameters(document: Document) -> Iterator[Finding]:
    """The braces in a path and the path parameters of its operations match."""
    for ref in operations(document):
        nodes = [*(ref.item.get("parameters") or ()), *(ref.body.get("parameters") or ())]
        declared = {
            body["name"] for body in (resolve_ref(document, node) for node in nodes) if body.get("in") == "path"
        }
        written = re.findall(r"{([^{}]*)}", ref.path)
        for name in sorted(set(written) - declared):
            yield Finding.error(
                "path-parameter", ref.pointer, f"{ref.path} has {{{name}}} but no path parameter {name!r}"
            )
        for name in sorted(declared - set(written)):
            yield Finding.error("path-parameter", ref.pointer, f"the path parameter {name!r} is not in {ref.path}")
        for name in sorted({name for name in written if written.count(name) > 1}):
            yield Finding.error("path-parameter", ref.pointer, f"{ref.path} has {{{name}}} more than once")


def body_type(document: Document) -> Iterator[Finding]:
    """A request body is either JSON or a form."""
    for ref in operations(document):
        if "requestBody" not in ref.body:
            continue
        pointer = join(ref.pointer, "requestBody")
        request, _ = resolve(document, ref.body["requestBody"])
        kinds = {"json" if is_json(name) else "form" if name.startswith(_FORM) else name for name in request["content"]}
        if kinds >= {"json", "form"}:
            yield Finding.error("body-type", pointer, "the body is both a form and JSON; choose one")
        elif not kinds & {"json", "form"}:
            yield Finding.error(
                "body-type", pointer, f"the body is neither JSON nor a form: {', '.join(sorted(kinds)) or 'no content'}"
            )


def success(document: Document) -> Iterator[Finding]:
    """An operation has one successful response."""
    for ref in operations(document):
        successes = [status for status in responses(ref.body) if status.startswith("2")]
        if not successes and not any(status.startswith("3") for status in responses(ref.body)):
            yield Finding.warning("success", ref.pointer, "the operation has no successful response")
        elif len(successes) > 1:
            yield Finding.warning(
                "success",
                ref.pointer,
                f"several successful responses, only {min(successes)} gets a type: {', '.join(successes)}",
            )


def links(document: Document) -> Iterator[Finding]:
    """A link names an operation that exists, and parameters that it has."""
    known = {ref.body["operationId"]: ref for ref in operations(document) if "operationId" in ref.body}
    for pointer, node, context in walk(document):
        if context.kind != "links" or context.named or context.data or not isinstance(node, dict):
            continue
        if (target := node.get("operationId")) is None:
            continue
        if target not in known:
            yield Finding.warning("link", pointer, f"the link names an unknown operationId {target!r}")
            continue
        ref = known[target]
        nodes = [*(ref.item.get("parameters") or ()), *(ref.body.get("parameters") or ())]
        own = [resolve_ref(document, parameter) for parameter in nodes]
        reachable = {body["name"] for body in own} | {f"{body['in']}.{body['name']}" for body in own}
        for name in sorted(set(node.get("parameters") or {}) - reachable):
            yield Finding.warning("link", pointer, f"{target} has no parameter {name!r}")


def summaries(document: Document) -> Iterator[Finding]:
    """Every operation has a tag, a one-line summary and a description."""
    tags = {tag["name"] for tag in document.get("tags") or ()}
    for ref in operations(document):
        if not ref.body.get("summary", "").strip():
            yield Finding.warning("summary", ref.pointer, "the operation has no summary")
        elif "\n" in ref.body["summary"].strip() or ref.body["summary"].rstrip().endswith("."):
            yield Finding.warning("summary", join(ref.pointer, "summary"), "a summary is one line without a full stop")
        if not ref.body.get("description", "").strip():
            yield Finding.warning("description", ref.pointer, "the operation has no description")
        if not ref.body.get("tags"):
            yield Finding.warning("tag", ref.pointer, "the operation has no tag")
        for tag in ref.body.get("tags") or ():
            if tag not in tags:
                yield Finding.warning("tag", ref.pointer, f"the tag {tag!r} is not listed in tags")


def title(document: Document) -> Iterator[Finding]:
    """A package can be named after the title, and the document has a server."""
    if not names.words(names.product(document["info"]["title"])):
        yield Finding.warning("title", "/info/title", "no package can be named after this title")
    if not document.get("servers"):
        yield Finding.error("server", "", "the document has no server")


def duplicates(document: Document) -> Iterator[Finding]:
    """No operation has two parameters of the same name in the same location."""
    for ref in operations(document):
        for nodes, pointer in ((ref.body.get("parameters"), ref.pointer), (ref.item.get("parameters"), ref.pointer)):
            bodies = [resolve_ref(document, node) for node in nodes or ()]
            for (name, place), count in Counter((body["name"], body["in"]) for body in bodies).items():
                if count > 1:
                    yield Finding.error("duplicate-parameter", pointer, f"{count} parameters {name!r} in {place}")


def requirements(document: Document) -> Iterator[Finding]:
    """A parameter requires one that its operation has (``x-requires``)."""
    for ref in operations(document):
        nodes = [*(ref.item.get("parameters") or ()), *(ref.body.get("parameters") or ())]
        own = [resolve_ref(document, node) for node in nodes]
        names = {body["name"] for body in own if body["in"] == "query"}
        for body in own:
            if body.get("x-requires") not in (None, *names):
                message = f"the parameter {body['name']!r} requires {body['x-requires']!r}, which is not in the query"
                yield Finding.warning("requires", ref.pointer, message)


def serialization(document: Document) -> Iterator[Finding]:
    """A parameter has a schema and its location's default style, and is a scalar or, in a query, a list of scalars."""
    for pointer, parameter in _parameters(document):
        place = parameter["in"]
        if "content" in parameter:
            yield Finding.error("parameter-style", pointer, "a parameter with content is not supported; use schema")
            continue
        if "schema" not in parameter:
            yield Finding.error("parameter-style", pointer, "the parameter has no schema")
            continue
        nested = parameter.get("style") == "deepObject" and place == "query"
        if (style := parameter.get("style", _STYLES[place])) != _STYLES[place] and not nested:
            yield Finding.error(
                "parameter-style", pointer, f"style {style!r} is not supported in {place}; use {_STYLES[place]!r}"
            )
        if parameter.get("allowReserved"):
            yield Finding.error("parameter-style", pointer, "allowReserved is not supported")
        types = set(_types(document, parameter["schema"]))
        if "object" in types:
            yield Finding.error("parameter-style", pointer, "a parameter cannot be an object")
        elif "array" in types and place != "query":
            yield Finding.error("parameter-style", pointer, f"a list is not supported in {place}")
        elif nested and set(_item_types(document, parameter["schema"])) != {"object"}:
            yield Finding.error("parameter-style", pointer, "deepObject is supported for lists of objects only")
        elif "array" in types and not nested and _NESTED & set(_item_types(document, parameter["schema"])):
            yield Finding.error("parameter-style", pointer, "a parameter cannot be a list of lists or objects")


def ignored_headers(document: Document) -> Iterator[Finding]:
    """No header parameter is one of those that OpenAPI ignores (3.1, section 4.8.12.2)."""
    for pointer, parameter in _parameters(document):
        if parameter["in"] == "header" and parameter["name"].lower() in _IGNORED_HEADERS:
            yield Finding.warning(
                "ignored-header", pointer, f"OpenAPI ignores the header parameter {parameter['name']!r}"
            )


def parameter_descriptions(document: Document) -> Iterator[Finding]:
    """Every parameter has a description and an example."""
    for pointer, parameter in _parameters(document):
        if not str(parameter.get("description", "")).strip():
            yield Finding.warning("description", pointer, f"the parameter {parameter['name']!r} has no description")
        schema = resolve_schema(document, parameter.get("schema", {}))
        if not {"example", "examples"} & (parameter.keys() | schema.keys()) and not {"enum", "const"} & schema.keys():
            yield Finding.warning("example", pointer, f"the parameter {parameter['name']!r} has no example")


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
    requirements,
    serialization,
    ignored_headers,
    parameter_descriptions,
)
