"""What the document says of a response, judged by other code than the mock's: jsonschema-rs and a router of its own."""

from __future__ import annotations

import functools
import importlib.resources
import json
import re
from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from comm100.testing import MockRequest, MockResponse

__all__ = ["DOCUMENT", "check", "find", "pattern", "resolve", "validator"]

DOCUMENT: Mapping[str, Any] = json.loads(
    importlib.resources.files("comm100").joinpath("openapi.json").read_text("utf-8")
)


def resolve(node: Any) -> Any:
    """Follow the references of a node."""
    while isinstance(node, dict) and "$ref" in node:
        node = _target(node["$ref"])
    return node


@functools.cache
def _target(reference: str) -> Any:
    target: Any = DOCUMENT
    for token in reference.removeprefix("#/").split("/"):
        target = target[token.replace("~1", "/").replace("~0", "~")]
    return target


# Registered once: a copy of the components in each validator would take 2 MB and 8 ms.
_COMPONENTS = "urn:components"
# By the identity of the schema, most often a part of the document: to write it out would take as long as to validate.
_VALIDATORS: dict[tuple[int, bool], tuple[Any, jsonschema_rs.Draft202012Validator]] = {}


def validator(schema: Any, *, for_requests: bool = False) -> jsonschema_rs.Draft202012Validator:
    """Return a validator of one of the document's schemas; its references find the document's components.

    Args:
        schema: The schema, which is kept and must not change.
        for_requests: Whether it ignores, like a server, what is for responses only.
    """
    known = _VALIDATORS.get((id(schema), for_requests))
    if known is None:
        own = _with_registered_references(_without_read_only(schema) if for_requests else schema)
        known = schema, jsonschema_rs.Draft202012Validator(own, validate_formats=True, registry=_registry(for_requests))
        _VALIDATORS[id(schema), for_requests] = known
    return known[1]


@functools.cache
def _registry(for_requests: bool) -> jsonschema_rs.Registry:
    components = {"components": DOCUMENT["components"]}
    resource = _without_read_only(components) if for_requests else components
    return jsonschema_rs.Registry([(_COMPONENTS, resource)], draft=jsonschema_rs.Draft202012)


def _with_registered_references(node: Any) -> Any:
    if isinstance(node, list):
        return [_with_registered_references(item) for item in node]
    if not isinstance(node, dict):
        return node
    own = {name: _with_registered_references(item) for name, item in node.items()}
    return {**own, "$ref": _COMPONENTS + node["$ref"]} if "$ref" in node else own


def _without_read_only(node: Any) -> Any:
    """Return schemas in which a read-only member can be anything."""
    if isinstance(node, list):
        return [_without_read_only(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {} if node.get("readOnly") is True else {name: _without_read_only(item) for name, item in node.items()}


_ERROR = {"$ref": "#/components/schemas/Error"}
# Whether paths are found in any letter case.
_LETTER_CASE = re.IGNORECASE if "letter-case" in DOCUMENT.get("x-lenient", ()) else re.NOFLAG


@functools.cache
def pattern(template: str) -> re.Pattern[str]:
    """Return what the paths of a template match; each parameter is a group of its name."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template)), _LETTER_CASE)


# Paths with fewer parameters first (OpenAPI 3.1, Paths Object).
_PATTERNS = [(pattern(path), DOCUMENT["paths"][path]) for path in sorted(DOCUMENT["paths"], key=lambda p: p.count("{"))]


@functools.lru_cache(maxsize=1000)
def find(method: str, path: str) -> tuple[Any, list[str]]:
    """Return the operation of a path, or None, and the methods that the path lists."""
    path = path.partition("?")[0]
    for alias, prefix in DOCUMENT.get("x-path-aliases", {}).items():
        if path.startswith(alias):
            path = prefix + path.removeprefix(alias)
    for template, item in _PATTERNS:
        if template.fullmatch(path):
            methods = [name.upper() for name in item if name in ("get", "put", "post", "delete", "patch")]
            return item.get(method.lower()), methods
    return None, []


def check(request: MockRequest, response: MockResponse) -> None:
    """Fail unless a response is one that the document gives to the request's operation."""
    where = f"{request.method} {request.path} -> {response.status} {response.body[:300]!r}"
    operation, methods = find(request.method, request.path)
    if operation is None:
        assert response.status == (405 if methods else 404), where
        if methods:
            assert (response.header("Allow") or "").split(", ") == sorted(methods), where
        validator(_ERROR).validate(response.json())
        return
    assert str(response.status) in operation["responses"], f"undocumented: {where}"
    documented = resolve(operation["responses"][str(response.status)])
    for name, reference in documented.get("headers", {}).items():
        _header(name, resolve(reference), response.header(name), where)
    content = documented.get("content", {})
    kind = response.header("Content-Type")
    assert (kind in content) if response.body else (not content and kind is None), f"{kind}: {where}"
    if kind == "application/json":
        schema = content[kind]["schema"]
        validator(schema).validate(response.json())
        assert not _secrets(schema, response.json()), where
        assert not _echoed(operation, schema, response.json()), where


def _header(name: str, described: Mapping[str, Any], value: str | None, where: str) -> None:
    assert value is not None or not described.get("required"), f"{name} is missing: {where}"
    if value is not None:
        validator(described["schema"]).validate(value)


def _secrets(schema: Any, value: Any) -> list[str]:
    """Return the names of properties that are for requests only."""
    described = resolve(schema)
    if isinstance(value, list):
        return [name for item in value for name in _secrets(described.get("items", {}), item)]
    if not isinstance(value, dict):
        return []
    properties = described.get("properties", {})
    own = [name for name in value if resolve(properties.get(name, {})).get("writeOnly")]
    return own + [name for member in value for name in _secrets(properties.get(member, {}), value[member])]


def _echoed(operation: Any, schema: Any, value: Any) -> set[str]:
    """Return the secrets of the request that a response holds as properties of its own, undeclared."""
    request = resolve(operation.get("requestBody", {})).get("content", {})
    declared = [resolve(media["schema"]).get("properties", {}) for media in request.values()]
    secret = {name for properties in declared for name in properties if resolve(properties[name]).get("writeOnly")}
    undeclared: set[str] = set(value if isinstance(value, dict) else ()) - set(resolve(schema).get("properties", {}))
    return secret & undeclared
