"""Operations: each can be called, and says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import names
from ..errors import Finding, SpecError
from ..objects import referred
from ..pointers import join, resolve
from ..skeleton import is_json
from ..tree import paths
from ..walk import operations, responses, walk
from ._finding import Document, broken, objection

__all__ = ["RULES"]

_FORM = "application/x-www-form-urlencoded"


def operation_id(document: Document) -> Iterator[Finding]:
    """Every operation has an operationId, and no other operation has it."""
    seen: dict[str, str] = {}
    for at in operations(document):
        name = at.body.get("operationId")
        if name is None:
            yield objection("operation-id", at.pointer, "an operation needs an operationId")
        elif name in seen:
            yield broken(
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
        declared = {body["name"] for body in (referred(document, node) for node in nodes) if body.get("in") == "path"}
        written = re.findall(r"{([^{}]*)}", at.path)
        for name in sorted(set(written) - declared):
            yield broken("path-parameter", at.pointer, f"{at.path} has {{{name}}}, but no path parameter {name!r}")
        for name in sorted(declared - set(written)):
            yield broken(
                "path-parameter", at.pointer, f"there is a path parameter {name!r}, but no {{{name}}} in {at.path}"
            )
        for name in sorted({name for name in written if written.count(name) > 1}):
            yield broken("path-parameter", at.pointer, f"{at.path} has {{{name}}} more than once")


def body_type(document: Document) -> Iterator[Finding]:
    """A request body is JSON or a form, and not both."""
    for at in operations(document):
        if "requestBody" not in at.body:
            continue
        pointer = join(at.pointer, "requestBody")
        request, _ = resolve(document, at.body["requestBody"])
        kinds = {"json" if is_json(name) else "form" if name.startswith(_FORM) else name for name in request["content"]}
        if kinds >= {"json", "form"}:
            yield broken("body-type", pointer, "both a form and JSON; choose one, the parser mixes them up")
        elif not kinds & {"json", "form"}:
            yield broken(
                "body-type", pointer, f"neither JSON nor a form: {', '.join(sorted(kinds)) or 'empty content'}"
            )


def success(document: Document) -> Iterator[Finding]:
    """An operation has one success."""
    for at in operations(document):
        good = [status for status in responses(at.body) if status.startswith("2")]
        if not good and not any(status.startswith("3") for status in responses(at.body)):
            yield objection("success", at.pointer, "no response of success is described")
        elif len(good) > 1:
            yield objection(
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
            yield objection("link", pointer, f"the link leads to an unknown operationId {target!r}")
            continue
        at = known[target]
        nodes = [*(at.item.get("parameters") or ()), *(at.body.get("parameters") or ())]
        own = [referred(document, parameter) for parameter in nodes]
        reachable = {body["name"] for body in own} | {f"{body['in']}.{body['name']}" for body in own}
        for name in sorted(set(node.get("parameters") or {}) - reachable):
            yield objection("link", pointer, f"{target} has no parameter {name!r}")


def summaries(document: Document) -> Iterator[Finding]:
    """Every operation has a tag, a summary of one line and a description."""
    tags = {tag["name"] for tag in document.get("tags") or ()}
    for at in operations(document):
        if not at.body.get("summary", "").strip():
            yield objection("summary", at.pointer, "an operation needs a summary")
        elif "\n" in at.body["summary"].strip() or at.body["summary"].rstrip().endswith("."):
            yield objection("summary", join(at.pointer, "summary"), "a summary is one line without a full stop")
        if not at.body.get("description", "").strip():
            yield objection("description", at.pointer, "an operation needs a description")
        if not at.body.get("tags"):
            yield objection("tag", at.pointer, "an operation needs a tag")
        for tag in at.body.get("tags") or ():
            if tag not in tags:
                yield objection("tag", at.pointer, f"the tag {tag!r} is not described in tags")


def title(document: Document) -> Iterator[Finding]:
    """The title makes a package's name, and the document says where the API is."""
    if not names.words(names.product(document["info"]["title"])):
        yield objection("title", "/info/title", "no package can be named after this title")
    if not document.get("servers"):
        yield broken("server", "", "the document names no server")


RULES = (operation_id, method_name, path_parameters, body_type, success, links, summaries, title)
