"""Changes of a small document: what breaks its callers, what only adds to it, and what means the same."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

__all__ = ["BREAKS", "GROWTH", "REWRITES", "Case", "Rewrite", "shop"]

Change = Callable[[Any], None]
# What a finding says: its rule, and its verdicts for the wire and for Python.
Verdict = tuple[str, str, str]

BREAKING, COMPATIBLE, SAME = "breaking", "compatible", "same"
RUN_TIME, TYPES = "breaks at run time", "breaks type checkers"


@dataclass(frozen=True)
class Case:
    """A change with what has to be said about it.

    Attributes:
        name: What it is.
        change: Makes the new document of the old one.
        forward: The finding.
        backward: The finding if the two documents change places.
        also: Further rules that find a break.
    """

    name: str
    change: Change
    forward: Verdict
    backward: Verdict
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rewrite:
    """A change that means the same in either direction."""

    name: str
    change: Change


def shop() -> Any:
    """Return the document that all changes start from, as a tree to change."""
    return copy.deepcopy(_SHOP)


_SHOP = yaml.load(Path(__file__).with_name("shop.yaml").read_text("utf-8"), yaml.CSafeLoader)


def put(*path: str | int, value: Any) -> Change:
    """Return a change that puts ``value`` where ``path`` leads, at the end of a list for its length."""

    def change(document: Any) -> None:
        *steps, last = path
        node = document
        for step in steps:
            node = node[step]
        if isinstance(node, list) and last == len(node):
            node.append(value)
        else:
            node[last] = value

    return change


def drop(*path: str | int) -> Change:
    """Return a change that takes away what ``path`` leads to."""

    def change(document: Any) -> None:
        *steps, last = path
        node = document
        for step in steps:
            node = node[step]
        del node[last]

    return change


def move(source: tuple[str | int, ...], target: tuple[str | int, ...], reference: str | None = None) -> Change:
    """Return a change that moves a value, and leaves a reference behind if one is given."""

    def change(document: Any) -> None:
        *steps, last = source
        node = document
        for step in steps:
            node = node[step]
        value = node.pop(last)
        *target_steps, name = target
        home = document
        for step in target_steps:
            home = home.setdefault(step, {})
        home[name] = value
        if reference is not None:
            node[last] = {"$ref": reference}

    return change


def first(*path: str | int, value: Any) -> Change:
    """Return a change that puts ``value`` before all other members of an object."""

    def change(document: Any) -> None:
        *steps, name = path
        node = document
        for step in steps:
            node = node[step]
        others = dict(node)
        node.clear()
        node |= {name: value, **others}

    return change


def both(*changes: Change) -> Change:
    """Return a change that makes several."""

    def change(document: Any) -> None:
        for one in changes:
            one(document)

    return change


def _swap_path(document: Any) -> None:
    """Exchange the two parameters of a path, whose types are the same."""
    document["paths"]["/toys/{toyId}/pets/{petId}"] = document["paths"].pop("/pets/{petId}/toys/{toyId}")


def rename(old: str, new: str) -> Change:
    """Return a change that gives a component another name."""

    def change(document: Any) -> None:
        text = yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False).replace(
            f"schemas/{old}'", f"schemas/{new}'"
        )
        renamed = yaml.load(text, yaml.CSafeLoader)
        renamed["components"]["schemas"][new] = renamed["components"]["schemas"].pop(old)
        document.clear()
        document.update(renamed)

    return change


def _share_path_parameter(document: Any) -> None:
    item = document["paths"]["/pets/{petId}/toys/{toyId}"]
    item["parameters"] = item["get"].pop("parameters")


def _shorten_server(document: Any) -> None:
    document["servers"][0]["url"] = "https://{host}"
    document["paths"] = {f"/v1{path}": item for path, item in document["paths"].items()}
    for flow in document["components"]["securitySchemes"]["login"]["flows"].values():
        flow["tokenUrl"] = "https://api.shop.example/oauth/token"


SCHEMAS = ("components", "schemas")
UPDATE = (*SCHEMAS, "PetUpdate", "properties")
PET = (*SCHEMAS, "Pet", "properties")
TOY = (*SCHEMAS, "Toy", "properties")
OWNER = (*SCHEMAS, "Owner", "properties")
LIST = ("paths", "/pets", "get")
CREATE = ("paths", "/pets", "post")
ONE = ("paths", "/pets/{petId}")
OK = (*LIST, "responses", "200")
SIZE = (*LIST, "parameters", 1)
JSON = ("content", "application/json", "schema")
SCHEMES = ("components", "securitySchemes")
FLOWS = (*SCHEMES, "login", "flows")
STRING = {"type": "string"}
PROBLEM = {"$ref": "#/components/schemas/Problem"}

_REMOVED = ("breaking", RUN_TIME)
_ADDED = (COMPATIBLE, COMPATIBLE)

BREAKS = [
    # Operations and how they are called.
    Case("operation removed", drop(*ONE, "delete"), ("operation-removed", *_REMOVED), ("operation-added", *_ADDED)),
    Case(
        "path changed",
        move(("paths", "/animals"), ("paths", "/beasts")),
        ("operation-moved", BREAKING, SAME),
        ("operation-moved", BREAKING, SAME),
    ),
    Case(
        "method changed",
        move((*ONE, "put"), (*ONE, "patch")),
        ("operation-moved", BREAKING, SAME),
        ("operation-moved", BREAKING, SAME),
    ),
    Case(
        "operationId changed",
        put(*ONE, "get", "operationId", value="pets.fetch"),
        ("operation-renamed", SAME, RUN_TIME),
        ("operation-renamed", SAME, RUN_TIME),
    ),
    Case(
        "path parameters exchanged",
        _swap_path,
        ("operation-moved", BREAKING, RUN_TIME),
        ("operation-moved", BREAKING, RUN_TIME),
    ),
    Case(
        "paging removed",
        drop(*LIST, "x-pagination"),
        ("pagination-changed", BREAKING, RUN_TIME),
        ("pagination-added", COMPATIBLE, RUN_TIME),
    ),
    # Parameters.
    Case(
        "parameter removed",
        drop(*LIST, "parameters", 1),
        ("parameter-removed", *_REMOVED),
        ("parameter-added", *_ADDED),
    ),
    Case(
        "required parameter added",
        put(*ONE, "get", "parameters", 2, value={"name": "lang", "in": "query", "required": True, "schema": STRING}),
        ("parameter-added-required", *_REMOVED),
        ("parameter-removed", *_REMOVED),
    ),
    Case(
        "parameter became required",
        put(*SIZE, "required", value=True),
        ("parameter-became-required", *_REMOVED),
        ("parameter-became-optional", *_ADDED),
    ),
    Case(
        "parameter moved from the query to a header",
        put(*SIZE, "in", value="header"),
        ("parameter-removed", *_REMOVED),
        ("parameter-removed", *_REMOVED),
    ),
    Case(
        "default of a parameter changed",
        put(*LIST, "parameters", 0, "schema", "default", value=0),
        ("default-changed", BREAKING, SAME),
        ("default-changed", BREAKING, SAME),
    ),
    Case(
        "lists separated by commas",
        put(*LIST, "parameters", 2, "explode", value=False),
        ("parameter-serialization-changed", BREAKING, SAME),
        ("parameter-serialization-changed", BREAKING, SAME),
    ),
    Case(
        "upper bound of a parameter lowered",
        put(*SIZE, "schema", "maximum", value=50),
        ("bound-tightened", BREAKING, SAME),
        ("bound-loosened", COMPATIBLE, SAME),
    ),
    Case(
        "value of a parameter removed",
        put(*LIST, "parameters", 3, "schema", "enum", value=["available"]),
        ("enum-value-removed", BREAKING, SAME),
        ("enum-value-added", COMPATIBLE, SAME),
    ),
    Case(
        "member of an object parameter became required",
        put(*SCHEMAS, "Filter", "required", value=["field", "value"]),
        ("property-became-required", *_REMOVED),
        ("property-became-optional", *_ADDED),
    ),
    Case(
        "parameter of the time zone changed",
        put(*LIST, "parameters", 4, "x-time-zone", value="size"),
        ("time-zone-changed", BREAKING, SAME),
        ("time-zone-changed", BREAKING, SAME),
    ),
    # Request bodies.
    Case(
        "body removed",
        drop("paths", "/visits", "post", "requestBody"),
        ("body-removed", *_REMOVED),
        ("body-added-required", *_REMOVED),
        also=("python-model-removed",),
    ),
    Case(
        "media type of a request changed",
        put(
            *CREATE,
            "requestBody",
            "content",
            value={"application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/PetCreate"}}},
        ),
        ("media-type-removed", BREAKING, SAME),
        ("media-type-removed", BREAKING, SAME),
    ),
    Case(
        "property of a request became required",
        put(*SCHEMAS, "PetCreate", "required", value=["name", "litter"]),
        ("property-became-required", *_REMOVED),
        ("property-became-optional", *_ADDED),
    ),
    Case(
        "required property of a request added",
        both(
            put(*SCHEMAS, "PetCreate", "allOf", 1, "properties", "vet", value=STRING),
            put(*SCHEMAS, "PetCreate", "required", value=["name", "vet"]),
        ),
        ("property-added-required", *_REMOVED),
        ("property-removed", *_REMOVED),
    ),
    Case(
        "property cannot be sent anymore",
        put(*UPDATE, "weight", "readOnly", value=True),
        ("property-became-read-only", *_REMOVED),
        ("property-not-read-only", *_ADDED),
    ),
    Case(
        "pattern set",
        put(*UPDATE, "name", "pattern", value="^[A-Z]"),
        ("pattern-set", BREAKING, SAME),
        ("pattern-unset", COMPATIBLE, SAME),
    ),
    Case(
        "pattern changed",
        put(*UPDATE, "chip", "pattern", value="^[0-9]{9}$"),
        ("pattern-changed", BREAKING, SAME),
        ("pattern-changed", BREAKING, SAME),
    ),
    Case(
        "null not taken anymore",
        put(*UPDATE, "chip", "type", value="string"),
        ("nullable-removed", BREAKING, TYPES),
        ("nullable-added", BREAKING, COMPATIBLE),
    ),
    Case(
        "multiple of another number",
        put(*SCHEMAS, "PetCreate", "allOf", 1, "properties", "litter", "multipleOf", value=2),
        ("multiple-tightened", BREAKING, SAME),
        ("multiple-loosened", COMPATIBLE, SAME),
    ),
    Case(
        "items must differ",
        put("paths", "/visits", "post", "requestBody", *JSON, "uniqueItems", value=True),
        ("unique-items-set", BREAKING, SAME),
        ("unique-items-unset", COMPATIBLE, SAME),
    ),
    Case(
        "other properties forbidden",
        put(*SCHEMAS, "Visit", "additionalProperties", value=False),
        ("additional-properties-forbidden", BREAKING, SAME),
        ("additional-properties-allowed", COMPATIBLE, SAME),
    ),
    Case(
        "restriction of another kind",
        put(*SCHEMAS, "Visit", "not", value={"required": ["at"]}),
        ("keyword-changed", BREAKING, SAME),
        ("keyword-changed", BREAKING, SAME),
    ),
    # Responses.
    Case(
        "another success status",
        move((*CREATE, "responses", "201"), (*CREATE, "responses", "202")),
        ("success-status-removed", BREAKING, SAME),
        ("success-status-removed", BREAKING, SAME),
    ),
    Case(
        "response without a body",
        drop(*ONE, "put", "responses", "200", "content"),
        ("response-body-removed", *_REMOVED),
        ("response-body-added", *_ADDED),
    ),
    Case(
        "exception of a status removed",
        drop(*CREATE, "responses", "409"),
        ("error-status-removed", COMPATIBLE, RUN_TIME),
        ("error-status-added", *_ADDED),
    ),
    Case(
        "exception of a meaning removed",
        drop("components", "responses", "BadRequest", "x-kinds"),
        ("error-kind-removed", COMPATIBLE, RUN_TIME),
        ("error-kind-added", *_ADDED),
    ),
    Case(
        "response header removed",
        drop(*OK, "headers", "X-Total"),
        ("header-removed", BREAKING, SAME),
        ("header-added", COMPATIBLE, SAME),
    ),
    Case(
        "response header became optional",
        drop(*OK, "headers", "X-Total", "required"),
        ("header-became-optional", BREAKING, SAME),
        ("header-became-required", COMPATIBLE, SAME),
    ),
    Case(
        "type of a response header changed",
        put(*OK, "headers", "X-Cost", "schema", "type", value="string"),
        ("type-changed", BREAKING, SAME),
        ("type-changed", BREAKING, SAME),
    ),
    Case(
        "property of a response removed",
        drop(*PET, "born"),
        ("property-removed", *_REMOVED),
        ("property-added", *_ADDED),
    ),
    Case(
        "property of a response became optional",
        put(*SCHEMAS, "Pet", "required", value=["id"]),
        ("property-became-optional", BREAKING, TYPES),
        ("property-became-required", *_ADDED),
    ),
    Case(
        "type changed",
        put(*PET, "rank", "type", value="string"),
        ("type-changed", BREAKING, TYPES),
        ("type-changed", BREAKING, TYPES),
    ),
    Case(
        "integer became number",
        put(*PET, "rank", "type", value="number"),
        ("type-widened", BREAKING, TYPES),
        ("type-narrowed", *_ADDED),
    ),
    Case(
        "format removed",
        drop(*PET, "born", "format"),
        ("format-unset", *_REMOVED),
        ("format-set", COMPATIBLE, RUN_TIME),
    ),
    Case(
        "null returned",
        put(*PET, "rank", "type", value=["integer", "null"]),
        ("nullable-added", BREAKING, SAME),
        ("nullable-removed", COMPATIBLE, SAME),
    ),
    Case(
        "lower bound of a response lowered",
        put(*TOY, "price", "minimum", value=-1),
        ("bound-loosened", BREAKING, SAME),
        ("bound-tightened", BREAKING, SAME),
    ),
    Case(
        "object became one of two",
        put(
            *PET,
            "owner",
            value={"oneOf": [{"$ref": "#/components/schemas/Owner"}, {"$ref": "#/components/schemas/Toy"}]},
        ),
        ("became-union", BREAKING, TYPES),
        ("union-branch-removed", COMPATIBLE, COMPATIBLE),
    ),
    Case(
        "values of a map changed",
        put(*OWNER, "labels", "additionalProperties", "type", value="integer"),
        ("type-changed", BREAKING, TYPES),
        ("type-changed", BREAKING, TYPES),
    ),
    Case(
        "items changed",
        put(*UPDATE, "toys", "items", value=STRING),
        ("type-changed", *_REMOVED),
        ("type-changed", *_REMOVED),
    ),
    Case(
        "discriminator changed",
        put(*SCHEMAS, "Animal", "discriminator", "propertyName", value="species"),
        ("discriminator-changed", BREAKING, SAME),
        ("discriminator-changed", BREAKING, SAME),
    ),
    Case(
        "unit of time changed",
        put(*PET, "nap", "x-duration", value="minutes"),
        ("duration-changed", BREAKING, SAME),
        ("duration-changed", BREAKING, SAME),
    ),
    Case(
        "spelling not read anymore",
        drop(*PET, "rank", "x-also-read"),
        ("spelling-removed", BREAKING, SAME),
        ("spelling-added", COMPATIBLE, SAME),
    ),
    # Who may call, and where.
    Case(
        "credentials required",
        drop("paths", "/animals", "get", "security"),
        ("security-required", BREAKING, SAME),
        ("security-not-required", COMPATIBLE, SAME),
    ),
    Case(
        "credentials not accepted anymore",
        put(*ONE, "put", "security", value=[{"login": ["write"]}]),
        ("security-removed", BREAKING, SAME),
        ("security-added", COMPATIBLE, SAME),
    ),
    Case(
        "another scope required",
        put(*ONE, "delete", "security", value=[{"login": ["write", "read"]}]),
        ("scope-required", BREAKING, SAME),
        ("scope-not-required", COMPATIBLE, SAME),
    ),
    Case(
        "key in another header",
        put(*SCHEMES, "key", "name", value="X-Api-Key"),
        ("scheme-changed", BREAKING, SAME),
        ("scheme-changed", BREAKING, SAME),
    ),
    Case("flow removed", drop(*FLOWS, "password"), ("flow-removed", *_REMOVED), ("flow-added", *_ADDED)),
    Case(
        "token URL changed",
        put(*FLOWS, "password", "tokenUrl", value="/oauth2/token"),
        ("oauth-url-changed", BREAKING, SAME),
        ("oauth-url-changed", BREAKING, SAME),
    ),
    Case(
        "scope removed",
        drop(*FLOWS, "clientCredentials", "scopes", "write"),
        ("scope-removed", BREAKING, SAME),
        ("scope-added", COMPATIBLE, SAME),
    ),
    Case(
        "another server",
        put("servers", 0, "url", value="https://api.{host}/v1"),
        ("server-changed", BREAKING, SAME),
        ("server-changed", BREAKING, SAME),
    ),
    Case(
        "another default host",
        put("servers", 0, "variables", "host", "default", value="eu.shop.example"),
        ("server-default-changed", BREAKING, SAME),
        ("server-default-changed", BREAKING, SAME),
    ),
    Case(
        "host removed",
        both(
            drop("servers", 0, "variables"),
            put("servers", 0, "url", value="https://api.shop.example/v1"),
        ),
        ("server-variable-removed", *_REMOVED),
        ("server-variable-added", *_ADDED),
    ),
    # The package alone.
    Case(
        "component renamed",
        rename("Toy", "Plaything"),
        ("python-model-renamed", SAME, RUN_TIME),
        ("python-model-renamed", SAME, RUN_TIME),
    ),
    Case(
        "values of a form changed",
        put(*SCHEMAS, "VisitsByDay", "x-shape-for", value={"by": ["day"]}),
        ("python-overloads-changed", SAME, TYPES),
        ("python-overloads-added", SAME, COMPATIBLE),
    ),
    Case(
        "exception of a meaning below another one",
        both(
            drop("components", "responses", "BadRequest", "x-kinds"),
            put(*ONE, "get", "responses", "404", "x-kinds", value=[{"name": "quota exceeded", "pattern": "quota"}]),
        ),
        ("python-error-moved", SAME, RUN_TIME),
        ("python-error-moved", SAME, RUN_TIME),
    ),
    Case(
        "argument that gives way to another one",
        put(*ONE, "get", "parameters", 0, "name", value="x_trace"),
        ("python-argument-renamed", SAME, RUN_TIME),
        ("python-argument-renamed", SAME, RUN_TIME),
        also=("parameter-removed",),
    ),
    Case(
        "field that gives way to another one",
        first(*PET, "Born", value=STRING),
        ("python-field-renamed", SAME, RUN_TIME),
        ("python-field-renamed", SAME, RUN_TIME),
        also=("property-removed",),
    ),
    Case(
        "class of a resource that gives way to a model",
        rename("Problem", "Pets"),
        ("python-resource-renamed", SAME, RUN_TIME),
        ("python-resource-renamed", SAME, RUN_TIME),
        also=("python-model-renamed",),
    ),
    Case(
        "package renamed",
        put("info", "title", value="Store API"),
        ("python-package-renamed", SAME, RUN_TIME),
        ("python-package-renamed", SAME, RUN_TIME),
    ),
    Case(
        "form of a response added",
        both(
            put(
                *SCHEMAS,
                "VisitsByHour",
                value={"type": "object", "x-shape-for": {"by": ["hour"]}, "properties": {"hour": STRING}},
            ),
            put(
                "paths",
                "/visits",
                "get",
                "responses",
                "200",
                *JSON,
                "oneOf",
                2,
                value={"$ref": "#/components/schemas/VisitsByHour"},
            ),
        ),
        ("union-branch-added", COMPATIBLE, TYPES),
        ("python-model-removed", SAME, RUN_TIME),
    ),
    Case(
        "parameter restricted to some values",
        put(*LIST, "parameters", 5, "schema", "enum", value=["UTC", "CET"]),
        ("enum-set", BREAKING, SAME),
        ("enum-unset", COMPATIBLE, SAME),
    ),
    Case(
        "body became required",
        put(*ONE, "put", "requestBody", "required", value=True),
        ("body-became-required", BREAKING, SAME),
        ("body-became-optional", COMPATIBLE, SAME),
    ),
    Case(
        "format changed",
        put(*PET, "born", "format", value="date"),
        ("format-changed", BREAKING, RUN_TIME),
        ("format-changed", BREAKING, RUN_TIME),
    ),
    Case(
        "form of time changed",
        put(*PET, "born", "x-time-format", value="MM/dd/yyyy HH:mm:ss"),
        ("time-format-changed", BREAKING, SAME),
        ("time-format-changed", BREAKING, SAME),
    ),
    Case(
        "property not returned anymore",
        put(*PET, "rank", "writeOnly", value=True),
        ("property-became-write-only", BREAKING, SAME),
        ("property-not-write-only", COMPATIBLE, SAME),
    ),
    Case(
        "property of a nested object cannot be sent anymore",
        put(*TOY, "price", "readOnly", value=True),
        ("property-became-read-only", *_REMOVED),
        ("property-not-read-only", *_ADDED),
    ),
    Case("scheme removed", drop(*SCHEMES, "visitor"), ("scheme-removed", *_REMOVED), ("scheme-added", *_ADDED)),
    Case(
        "further server removed",
        drop("servers", 1),
        ("server-removed", BREAKING, SAME),
        ("server-added", COMPATIBLE, SAME),
        # A client of one server has nothing to choose.
        also=("python-argument-removed",),
    ),
    Case(
        "known host removed",
        put("servers", 0, "variables", "host", "x-known-values", value=["api.shop.example"]),
        ("server-value-removed", BREAKING, SAME),
        ("server-value-added", COMPATIBLE, SAME),
    ),
]

# What adds something, or is a change of responses that are open anyway.
GROWTH = [
    Case(
        "value of a response added",
        put(*PET, "mood", "enum", 2, value="asleep"),
        ("enum-value-added", COMPATIBLE, SAME),
        ("enum-value-removed", COMPATIBLE, SAME),
    ),
    Case(
        "value of a discriminator removed",
        drop(*SCHEMAS, "Animal", "discriminator", "mapping", "dog"),
        ("discriminator-value-removed", COMPATIBLE, SAME),
        ("discriminator-value-added", COMPATIBLE, SAME),
    ),
    Case(
        "meaning of an error recognized differently",
        put("components", "responses", "BadRequest", "x-kinds", 0, "pattern", value="quota|limit"),
        ("error-kind-changed", COMPATIBLE, SAME),
        ("error-kind-changed", COMPATIBLE, SAME),
    ),
    Case(
        "operation deprecated",
        put(*LIST, "deprecated", value=True),
        ("operation-deprecated", COMPATIBLE, SAME),
        ("operation-not-deprecated", "text only", SAME),
    ),
    Case(
        "optional body added",
        put(
            *ONE,
            "delete",
            "requestBody",
            value={"content": {"application/json": {"schema": {"type": "object", "properties": {"why": STRING}}}}},
        ),
        ("body-added", *_ADDED),
        ("body-removed", *_REMOVED),
        also=("python-model-removed",),
    ),
    Case(
        "media type of a response added",
        put(
            "paths",
            "/pets/{petId}/toys/{toyId}",
            "get",
            "responses",
            "200",
            "content",
            "text/csv",
            value={"schema": STRING},
        ),
        ("media-type-added", COMPATIBLE, SAME),
        ("media-type-removed", BREAKING, SAME),
    ),
    Case(
        "further success status",
        put(*CREATE, "responses", "202", value={"description": "It will be created."}),
        ("success-status-added", COMPATIBLE, SAME),
        ("success-status-removed", BREAKING, SAME),
        also=("python-result-widened",),  # a caller gets None, too
    ),
    Case(
        "nested object added",
        put(*PET, "vet", value={"type": "object", "properties": {"name": STRING}}),
        ("python-model-added", SAME, COMPATIBLE),
        ("python-model-removed", SAME, RUN_TIME),
        also=("property-removed",),
    ),
    Case(
        "property deprecated",
        put(*PET, "rank", "deprecated", value=True),
        ("property-deprecated", COMPATIBLE, SAME),
        ("property-not-deprecated", "text only", SAME),
    ),
]

_COMPOSED = {
    "allOf": [
        {"$ref": "#/components/schemas/Labelled"},
        {"type": "object", "properties": {"price": {"type": "integer", "minimum": 0}}},
    ]
}
_LABELLED = {"type": "object", "required": ["label"], "properties": {"label": STRING}}

REWRITES = [
    Rewrite("parameters at the path", _share_path_parameter),
    Rewrite(
        "parameter moved into a component",
        both(
            put("components", "parameters", value={"Size": _SHOP["paths"]["/pets"]["get"]["parameters"][1]}),
            put(*LIST, "parameters", 1, value={"$ref": "#/components/parameters/Size"}),
        ),
    ),
    Rewrite(
        "inline schema moved into a component",
        move((*UPDATE, "kind"), (*SCHEMAS, "PetKind"), "#/components/schemas/PetKind"),
    ),
    Rewrite(
        "response moved into a component",
        move(
            (*ONE, "get", "responses", "404"),
            ("components", "responses", "NotFound"),
            "#/components/responses/NotFound",
        ),
    ),
    Rewrite(
        "body moved into a component",
        move((*CREATE, "requestBody"), ("components", "requestBodies", "NewPet"), "#/components/requestBodies/NewPet"),
    ),
    Rewrite(
        "header moved into a component",
        move((*OK, "headers", "X-Total"), ("components", "headers", "Total"), "#/components/headers/Total"),
    ),
    Rewrite(
        "properties split over an allOf",
        both(put(*SCHEMAS, "Labelled", value=_LABELLED), put(*SCHEMAS, "Toy", value=_COMPOSED)),
    ),
    Rewrite("allOf of one", put(*PET, "owner", value={"allOf": [{"$ref": "#/components/schemas/Owner"}]})),
    Rewrite(
        "null as one of anyOf",
        put(*UPDATE, "chip", value={"anyOf": [{"type": "string", "pattern": "^[0-9]+$"}, {"type": "null"}]}),
    ),
    Rewrite(
        "null as one of oneOf",
        put(*UPDATE, "chip", value={"oneOf": [{"type": "null"}, {"type": "string", "pattern": "^[0-9]+$"}]}),
    ),
    Rewrite(
        "null as in OpenAPI 3.0",
        put(*UPDATE, "chip", value={"type": "string", "nullable": True, "pattern": "^[0-9]+$"}),
    ),
    Rewrite(
        "constant as an enum of one",
        put(*SCHEMAS, "Cat", "properties", "kind", value={"type": "string", "enum": ["cat"]}),
    ),
    Rewrite("enum in another order", put(*UPDATE, "kind", "enum", value=["dog", "cat"])),
    Rewrite(
        "exclusive bound of an integer",
        put(*LIST, "parameters", 0, "schema", value={"type": "integer", "exclusiveMinimum": 0, "default": 1}),
    ),
    Rewrite(
        "exclusive bound as in OpenAPI 3.0",
        put(
            *LIST,
            "parameters",
            0,
            "schema",
            value={"type": "integer", "minimum": 0, "exclusiveMinimum": True, "default": 1},
        ),
    ),
    Rewrite("length of at least 0", put(*OWNER, "email", value={"type": "string", "minLength": 0})),
    Rewrite("additionalProperties that are allowed anyway", put(*SCHEMAS, "Toy", "additionalProperties", value=True)),
    Rewrite("type as a list of one", put(*TOY, "label", value={"type": ["string"]})),
    Rewrite(
        "style and explode as they are by default",
        both(put(*LIST, "parameters", 2, "style", value="form"), put(*LIST, "parameters", 2, "explode", value=True)),
    ),
    Rewrite(
        "name of a path parameter",
        both(put(*ONE, "parameters", 0, "name", value="id"), move(("paths", "/pets/{petId}"), ("paths", "/pets/{id}"))),
    ),
    Rewrite("security stated by an operation", put(*LIST, "security", value=[{"key": []}])),
    Rewrite(
        "security alternatives in another order",
        put(*ONE, "put", "security", value=[{"login": ["write"]}, {"key": []}]),
    ),
    Rewrite("base path moved from the server to the paths", _shorten_server),
    Rewrite("letter case of a header", move((*OK, "headers", "X-Total"), (*OK, "headers", "x-total"))),
    Rewrite("unused component", put(*SCHEMAS, "Unused", value={"type": "object", "properties": {"a": STRING}})),
    Rewrite("order of properties", both(move((*TOY, "label"), ("x-moved",)), move(("x-moved",), (*TOY, "label")))),
    Rewrite(
        "descriptions, examples and sources",
        both(
            put("info", "description", value="Other words."),
            put(*UPDATE, "name", "description", value="The pet's name."),
            put(*UPDATE, "name", "example", value="Rex"),
            put(*LIST, "x-source", value="page 3"),
            put(*LIST, "x-store", value={"collection": "pets", "action": "list"}),
        ),
    ),
]
