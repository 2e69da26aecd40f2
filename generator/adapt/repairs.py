"""Repairs that have one meaning, or one that is so likely that it is worth a guess.

Whatever they do not mend, the rules find, and :mod:`.remedies` leaves out.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..document.pointers import as_mapping, join, resolve
from ..document.semantics import scheme_kind
from ..document.walk import Context, operations, walk, webhooks
from ..errors import Finding, SpecError, locate_bugs
from .draft import Draft
from .markup import markdown_of
from .schema_repairs import SCHEMA_REPAIRS, Repair, read_examples

__all__ = ["repair"]

# In Swagger 2.0 these stood beside the name of a parameter, not in a schema.
_IN_SCHEMA: Final = frozenset({"type", "format", "items", "enum", "default", "pattern", "minimum", "maximum"})
_IGNORED_HEADERS: Final = frozenset({"accept", "authorization", "content-type"})
# The values that null may be.
_MAY_BE_NULL: Final = frozenset({"default", "const", "example", "value", "enum"})

_MAPS: Final = frozenset(
    {"additionalProperties", "callbacks", "components", "content", "encoding", "headers", "links", "mapping"}
    | {"patternProperties", "properties", "responses", "schema", "scopes", "variables"}
)

_MAX_ALTERNATIVES: Final = 16
_STATUS: Final = re.compile(r"[1-5](?:[0-9]{2}|xx)(?![\w-])|default$", re.IGNORECASE)
# What stands where a reader has to put something else.
_NO_URL: Final = re.compile(r"[\s<>{}]")


def repair(draft: Draft) -> list[Finding]:
    """Mend what can be mended in place, and return what could not be looked at."""
    problems: list[Finding] = []
    _version(draft)
    _info(draft)
    _servers(draft)
    _paths(draft)
    for pointer, node, context in walk(draft.document):
        if isinstance(node, dict):
            try:
                with locate_bugs(pointer):
                    _object(draft, node, pointer, context)
            except SpecError as error:
                problems += error.findings
    for ref in list(webhooks(draft.document)):
        try:
            with locate_bugs(ref.pointer):
                _operation(draft, ref.body, ref.pointer)
        except SpecError as error:
            problems += error.findings
    for ref in list(operations(draft.document)):
        try:
            with locate_bugs(ref.pointer):
                _operation(draft, ref.body, ref.pointer)
                _list_of_parameters(draft, ref.item, ref.pointer.rpartition("/")[0])
                _list_of_parameters(draft, ref.body, ref.pointer)
                _path_parameters(draft, ref.path, ref.item, ref.body, ref.pointer)
        except SpecError as error:
            problems += error.findings
    draft.close()
    _operation_ids(draft)
    _requirements(draft)
    _server_variables(draft)
    return problems


def _version(draft: Draft) -> None:
    version = draft.document.get("openapi")
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01]\.[0-9]+", version):
        draft.document["openapi"] = "3.1.0"
        said = "the version of OpenAPI is missing" if version is None else f"OpenAPI {version} is not supported"
        draft.say("guessed", "openapi-version", "/openapi", f"{said}; read as 3.1.0")


def _info(draft: Draft) -> None:
    info = draft.document.get("info")
    if not isinstance(info, dict):
        info = draft.document["info"] = {}
    if not _is_text(info.get("title")):
        info["title"] = "API"
        draft.say("guessed", "title", "/info", "the document has no title; the package is named api")
    if not _is_text(info.get("version")):
        info["version"] = str(info.get("version") or "0")
    for key in ("summary", "description", "termsOfService"):
        if key in info and not isinstance(info[key], str):
            del info[key]


def _servers(draft: Draft) -> None:
    """Make texts of the values of variables, which in YAML are numbers unless they are quoted."""
    operated = list(operations(draft.document))
    nodes = [draft.document, *(ref.item for ref in operated), *(ref.body for ref in operated)]
    for server in [server for node in nodes if isinstance(servers := node.get("servers"), list) for server in servers]:
        for variable in as_mapping(as_mapping(server).get("variables")).values():
            if isinstance(variable, dict):
                variable |= {key: _quoted(variable[key]) for key in ("default", "enum") if key in variable}


def _quoted(value: Any) -> Any:
    if isinstance(value, list):
        return [_quoted(item) for item in value]
    return json.dumps(value) if isinstance(value, bool | int | float) else value


def _paths(draft: Draft) -> None:
    """Give each path the slash that it begins with, and each operation responses."""
    paths = draft.document.get("paths")
    if not isinstance(paths, dict):
        draft.document["paths"] = {}
        return
    for path in [path for path in paths if not path.startswith(("/", "x-"))]:
        if f"/{path}" not in paths:
            draft.say("guessed", "path", join("/paths", path), f"the path {path!r} does not begin with a slash")
            draft.document["paths"] = paths = {f"/{key}" if key == path else key: value for key, value in paths.items()}


def _object(draft: Draft, node: dict[str, Any], pointer: str, context: Context) -> None:
    if context.named:
        for key, value in node.items():
            if value is None and context.kind == "schemas":
                node[key] = {}
        return
    for key in [key for key, value in node.items() if value is None and key not in _MAY_BE_NULL]:
        del node[key]
    for key in [key for key, value in node.items() if value == [] and (key in _MAPS or pointer == "/components")]:
        # Some languages write an object without members like this.
        node[key] = {}
    if "$ref" in node:
        if not isinstance(node["$ref"], str):
            del node["$ref"]
        # Beside a reference, only schemas have keywords that count (OpenAPI 3.1, sections 4.8.23 and 4.8.24).
        if context.kind != "schemas":
            return
    for key in ("description", "summary"):
        if isinstance(text := node.get(key), str):
            node[key] = markdown_of(text)
    repairs = _REPAIRS.get(context.kind or "", ())
    for mend in repairs:
        mend(draft, node, pointer)
    if context.kind != "schemas" and "schema" in node:
        read_examples(draft, node, node["schema"], pointer)


def _parameter(draft: Draft, parameter: dict[str, Any], pointer: str) -> None:
    """Put the schema of a parameter where it belongs; one in a path is required."""
    if isinstance(parameter.get("required"), str):
        parameter["required"] = parameter["required"].lower() == "true"
    if "schema" not in parameter and "content" not in parameter and {"name", "in"} <= parameter.keys():
        parameter["schema"] = {key: parameter.pop(key) for key in list(parameter) if key in _IN_SCHEMA}
        said = "is written beside its name" if parameter["schema"] else "is missing"
        draft.say("guessed", "parameter", pointer, f"the schema of the parameter {parameter.get('name')!r} {said}")
    if parameter.get("in") == "path" and parameter.get("required") is not True:
        parameter["required"] = True
    if isinstance(parameter.get("name"), int | float):
        parameter["name"] = str(parameter["name"])


def _response(draft: Draft, response: dict[str, Any], pointer: str) -> None:
    if not isinstance(response.get("description"), str):
        response["description"] = ""


_REPAIRS: Final[Mapping[str, tuple[Repair, ...]]] = {
    "schemas": SCHEMA_REPAIRS,
    "parameters": (_parameter,),
    "responses": (_response,),
}


def _operation(draft: Draft, body: dict[str, Any], pointer: str) -> None:
    if isinstance(declared := body.get("responses"), dict):
        body["responses"] = dict(_by_status(draft, declared, join(pointer, "responses")))
    if not isinstance(body.get("responses"), dict) or not body["responses"]:
        body["responses"] = {"default": {"description": ""}}
        draft.say("note", "responses", pointer, "the operation has no responses; any is taken for a success")
    if isinstance(body.get("tags"), str):
        body["tags"] = [body["tags"]]
    if isinstance(body.get("tags"), list):
        body["tags"] = [tag for tag in body["tags"] if _is_text(tag)]
    for key in ("summary", "description", "operationId"):
        if key in body and not _is_text(body[key]):
            del body[key]
    if "deprecated" in body and not isinstance(body["deprecated"], bool):
        body["deprecated"] = str(body["deprecated"]).lower() == "true"


def _by_status(draft: Draft, responses: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    """Yield responses by what OpenAPI calls their statuses: ``2XX``, not ``2xx``, and ``200``, not ``200 OK``."""
    for key, response in responses.items():
        if key.startswith("x-"):
            yield key, response
        elif match := _STATUS.match(key.strip()):
            status = "default" if match[0].isalpha() else match[0].upper()
            if status == key or status not in responses:
                yield status, response
        else:
            message = f"{key!r} is not a status; the response is left out"
            draft.say("degraded", "responses", join(pointer, key), message)


def _list_of_parameters(draft: Draft, parent: dict[str, Any], pointer: str) -> None:
    """Make a list of the parameters of an operation or a path."""
    listed = parent.get("parameters", [])
    if isinstance(listed, list):
        return
    spot = join(pointer, "parameters")
    members = list(as_mapping(listed).values())
    if members and all({"name", "in"} <= as_mapping(member).keys() for member in members):
        parent["parameters"] = members
        draft.say("guessed", "parameter", spot, "the parameters are not a list; read as one, without their keys")
    else:
        draft.drop(spot, draft.say("degraded", "parameter", spot, "the parameters are not a list; they are left out"))


def _path_parameters(draft: Draft, path: str, item: dict[str, Any], body: dict[str, Any], pointer: str) -> None:
    """Make the parameters of an operation fit its path, and each of them one of a kind."""
    around = pointer.rpartition("/")[0]
    written = list(dict.fromkeys(re.findall(r"{([^{}]*)}", path)))
    declared: dict[str, str] = {}
    for parent, place in ((item, around), (body, pointer)):
        seen: set[tuple[Any, Any]] = set()
        for parameter, spot in _parameters(draft, parent, place):
            identity = parameter.get("name"), parameter.get("in")
            if not all(isinstance(part, str) for part in identity):
                continue
            if identity in seen:
                message = f"there are two parameters {identity[0]!r} in {identity[1]}; the first one counts"
                draft.drop(spot, draft.say("note", "duplicate-parameter", spot, message))
            elif identity[1] == "header" and str(identity[0]).lower() in _IGNORED_HEADERS:
                message = f"OpenAPI ignores the header parameter {identity[0]!r}"
                draft.drop(spot, draft.say("note", "ignored-header", spot, message))
            elif identity[1] == "path":
                declared[str(identity[0])] = spot
            seen.add(identity)
    missing = [name for name in written if name not in declared]
    superfluous = [name for name in declared if name not in written]
    for name in superfluous:
        spot = declared[name]
        alike = [other for other in missing if _plain(other) == _plain(name)]
        if len(superfluous) == len(missing) == 1 or len(alike) == 1:
            target = alike[0] if alike else missing[0]
            parameter, _ = resolve(draft.document, draft.find(spot))
            message = f"the path parameter {name!r} is not in {path}; it is taken for {target!r}"
            draft.say("guessed", "path-parameter", spot, message)
            draft.replace(spot, {**parameter, "name": target})
            missing.remove(target)
        elif spot.startswith(f"{pointer}/"):
            message = f"the path parameter {name!r} is not in {path}"
            draft.drop(spot, draft.say("note", "path-parameter", spot, message))
    for name in missing:
        parameters = body.setdefault("parameters", [])
        if isinstance(parameters, list):
            parameters.append({"name": name, "in": "path", "required": True, "schema": {"type": "string"}})
            message = f"{path} has {{{name}}} but no path parameter {name!r}; it is taken for a text"
            draft.say("guessed", "path-parameter", pointer, message)


def _parameters(draft: Draft, parent: Mapping[str, Any], pointer: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the parameters of an operation or a path, each with the place where it is listed."""
    listed = parent.get("parameters")
    for index, node in enumerate(list(listed) if isinstance(listed, list) else ()):
        try:
            parameter, _ = resolve(draft.document, node)
        except KeyError:
            continue
        if isinstance(parameter, Mapping):
            yield parameter, join(pointer, "parameters", index)


def _operation_ids(draft: Draft) -> None:
    """Give the second operation of one operationId another one."""
    seen: set[str] = set()
    for ref in operations(draft.document):
        name = ref.body.get("operationId")
        if not isinstance(name, str):
            continue
        if name in seen:
            numbered = (f"{name}_{number}" for number in itertools.count(2))
            ref.body["operationId"] = next(candidate for candidate in numbered if candidate not in seen)
            message = f"duplicate operationId {name!r}; this one is called {ref.body['operationId']!r}"
            draft.say("guessed", "operation-id", join(ref.pointer, "operationId"), message)
        seen.add(ref.body["operationId"])


def _requirements(draft: Draft) -> None:
    """Make alternatives of credentials that are required together although one request cannot carry them.

    They need the same place. Authors who list them so mean that either will do (OpenAPI 3.1, section 4.8.30).
    """
    schemes = as_mapping(as_mapping(draft.document.get("components")).get("securitySchemes"))
    for parent, pointer in [(draft.document, ""), *((ref.body, ref.pointer) for ref in operations(draft.document))]:
        if not isinstance(declared := parent.get("security"), list):
            continue
        alternatives: list[Any] = []
        for index, requirement in enumerate(declared):
            by_place: dict[tuple[str, str], list[str]] = {}
            for key in as_mapping(requirement):
                by_place.setdefault(_place(draft, schemes.get(key), key), []).append(key)
            if rivals := next((keys for keys in by_place.values() if len(keys) > 1), []):
                message = f"{' and '.join(map(repr, rivals))} cannot be sent together; either will do"
                draft.say("guessed", "security", join(pointer, "security", index), message)
                choices = itertools.islice(itertools.product(*by_place.values()), _MAX_ALTERNATIVES)
                split_up = [{key: requirement[key] for key in keys} for keys in choices]
            else:
                split_up = [requirement]
            alternatives += [alternative for alternative in split_up if alternative not in alternatives]
        parent["security"] = alternatives


def _server_variables(draft: Draft) -> None:
    """Let callers give the variables of servers whose defaults cannot be part of a URL: ``{your-domain}``."""
    parents = [(draft.document, "")]
    for ref in operations(draft.document):
        parents += [(ref.item, ref.pointer.rpartition("/")[0]), (ref.body, ref.pointer)]
    for parent, pointer in parents:
        servers = parent.get("servers")
        for index, server in enumerate(servers if isinstance(servers, list) else ()):
            for name, variable in as_mapping(as_mapping(server).get("variables")).items():
                if not isinstance(variable, dict):
                    continue
                if isinstance(default := variable.get("default"), str) and _NO_URL.search(default):
                    del variable["default"]
                    message = f"the default of the variable {{{name}}} cannot be in a URL; it is left out"
                    place = join(pointer, "servers", index, "variables", name, "default")
                    draft.say("guessed", "server", place, message)


def _place(draft: Draft, scheme: Any, key: str) -> tuple[str, str]:
    """Return where in a request the credentials of a security scheme are; a place of its own if that is not known."""
    try:
        declared, _ = resolve(draft.document, scheme)
    except KeyError:
        return "", key
    match scheme_kind(as_mapping(declared)):
        case "apiKey" if declared["in"] == "header":
            return "header", declared["name"].lower()
        case "apiKey":
            return declared["in"], declared["name"]
        case None | "mutualTLS":
            return "", key
        case _:
            return "header", "authorization"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
