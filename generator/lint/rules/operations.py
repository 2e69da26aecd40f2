"""Rules about operations and their parameters: each can be called and is described."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ...build import names
from ...build.examples import media_examples
from ...build.operations import STYLES
from ...build.resources import paths
from ...document.pointers import join, resolve_ref, resolve_schema
from ...document.walk import Document, chosen_media, is_json, operations, responses, walk, webhooks
from ...errors import Finding, SpecError

__all__ = ["RENDERING", "RULES", "TOLERATED"]

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


def success(document: Document) -> Iterator[Finding]:
    """An operation has a successful response."""
    for ref in operations(document):
        if not any(status.startswith(("2", "3", "default")) for status in responses(ref.body)):
            yield Finding.warning("success", ref.pointer, "the operation has no successful response")


def links(document: Document) -> Iterator[Finding]:
    """A link names an operation that exists, and parameters that it has."""
    known = {ref.body["operationId"]: ref for ref in operations(document) if "operationId" in ref.body}
    for pointer, node, context in walk(document):
        if context.kind != "links" or context.named or not isinstance(node, dict):
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
    """A package can be named after the title."""
    if not names.words(names.product(document["info"]["title"])):
        yield Finding.warning("title", "/info/title", "no package can be named after this title")


def duplicates(document: Document) -> Iterator[Finding]:
    """No operation has two parameters of the same name in the same location."""
    for ref in operations(document):
        for nodes in (ref.body.get("parameters"), ref.item.get("parameters")):
            bodies = [resolve_ref(document, node) for node in nodes or ()]
            for (name, place), count in Counter((body["name"], body["in"]) for body in bodies).items():
                if count > 1:
                    yield Finding.error("duplicate-parameter", ref.pointer, f"{count} parameters {name!r} in {place}")


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
    """A parameter has a schema or a content, and one of the styles of its location."""
    for pointer, parameter in _parameters(document):
        place = parameter["in"]
        if not {"schema", "content"} & parameter.keys():
            yield Finding.warning("parameter-style", pointer, "the parameter has neither schema nor content")
        style = parameter.get("style")
        if style is not None and style not in STYLES[place]:
            message = f"style {style!r} is not defined in {place}; values are sent as {STYLES[place][0]!r}"
            yield Finding.warning("parameter-style", pointer, message)


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


def payloads(document: Document) -> Iterator[Finding]:
    """Every webhook has a JSON payload, and is described."""
    described = {ref.path: ref for ref in webhooks(document)}
    for name in document.get("webhooks") or ():
        if name not in described:
            yield Finding.warning("webhook", join("/webhooks", name), "the webhook has no payload")
    for ref in described.values():
        content = resolve_ref(document, ref.body["requestBody"])["content"]
        if not is_json(chosen_media(content) or ""):
            yield Finding.warning("webhook", ref.pointer, "the payload of the webhook is not JSON")
        elif not any(media_examples(document, media) for media in content.values()):
            yield Finding.warning("example", ref.pointer, "the payload of the webhook has no example")
        for key in ("summary", "description"):
            if not str(ref.body.get(key, "")).strip():
                yield Finding.warning(key, ref.pointer, f"the webhook has no {key}")
        if "x-source" not in ref.body and any("x-source" in other.body for other in operations(document)):
            yield Finding.warning("extension", ref.pointer, "the webhook needs x-source: the document and the lines")


def unread_payloads(document: Document) -> Iterator[Finding]:
    """The payload of a webhook is JSON, which ``parse_webhook`` reads."""
    for ref in webhooks(document):
        content = resolve_ref(document, ref.body["requestBody"])["content"]
        if not is_json(chosen_media(content) or ""):
            message = f"the payload of the webhook {ref.path!r} is not JSON: parse_webhook does not read it"
            yield Finding.graded("degraded", "webhook", ref.pointer, message, "")


def _parameters(document: Document) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for pointer, node, context in walk(document):
        if context.kind == "parameters" and isinstance(node, dict) and {"name", "in"} <= node.keys():
            yield pointer, node


RULES = (
    operation_id,
    method_name,
    path_parameters,
    success,
    links,
    summaries,
    title,
    duplicates,
    requirements,
    serialization,
    ignored_headers,
    parameter_descriptions,
    payloads,
)

RENDERING = (operation_id, method_name, path_parameters, duplicates)

TOLERATED = (serialization, unread_payloads)
