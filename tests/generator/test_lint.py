"""Each house rule objects to what it is about, and to nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.errors import Finding, SpecError
from generator.lint import (
    _in_order,
    guesses,
    lint,
    obstacles,
    require_clean,
    require_renderable,
    require_structure,
)
from tests.generator.support import api_of, load, minimal, operation, write_yaml

Change = Callable[[Any], None]


def rules_of(folder: Path, document: Any) -> list[str]:
    return [finding.rule for finding in lint(load(folder, document))]


def test_the_smallest_good_document_is_good(tmp_path: Path) -> None:
    """No rule is so strict that the document which the others start from breaks it."""
    assert lint(load(tmp_path, minimal())) == []


def at(*path: str | int, value: Any) -> Change:
    """Return a change that puts ``value`` where ``path`` leads, or takes away what is there for ``...``."""

    def change(document: Any) -> None:
        node = document
        for step in path[:-1]:
            node = node.setdefault(step, {}) if isinstance(node, dict) else node[step]
        if value is ...:
            del node[path[-1]]
        elif isinstance(node, list) and path[-1] == len(node):
            node.append(value)
        else:
            node[path[-1]] = value

    return change


GET = ("paths", "/pets/{petId}", "get")
PET = ("components", "schemas", "Pet")
NAME = (*PET, "properties", "name")
NAMED_EXAMPLES = {
    **{"name": "petId", "in": "path", "required": True, "description": "Its number.", "schema": {"type": "integer"}},
    "examples": {"none": {"value": None}, "no": {"value": False}, "empty": {"value": ""}, "zero": {"value": 0}},
}
QUERY = {"name": "q", "in": "query", "description": "A filter.", "example": "x"}
IN_PATH = {"name": "petId", "in": "path", "required": True}
ACCEPT = {"name": "Accept", "in": "header", "schema": {"type": "string"}}
RESPONSES = {"200": {"description": "Fine."}}
SCHEMES = ("components", "securitySchemes", "k")
OK = (*GET, "responses", "200")

CHAIN = {f"S{n}": {"$ref": f"#/components/schemas/S{n + 1}"} for n in range(200)} | {"S200": {"type": "string"}}

ERRORS = [
    ("circle", at(*NAME, value={"allOf": [{"$ref": "#/components/schemas/Pet/properties/name"}]})),
    ("circle", at("components", "parameters", value={"P": {"$ref": "#/components/parameters/P"}})),
    ("chain", lambda document: document["components"]["schemas"].update(CHAIN)),
    ("ref", at(*GET, "parameters", 0, value={"$ref": "#/components/schemas/Pet"})),
    ("ref", at(*NAME, value={"$ref": "#/info"})),
    ("extension", at("x-path-aliases", value={"v2": "v1"})),
    ("extension", at(*GET, "x-store", value={"collection": "pets", "action": "touch"})),
    ("extension", at(*GET, "x-source", value=["a book"])),
    ("structure", at("info", "title", value=...)),
    ("structure", at("openapi", value="3.2.0")),
    ("structure", at("paths", "pets", value={})),
    ("structure", at(*OK, "description", value=...)),
    ("structure", at(*GET, "responses", "2000", value={"description": ""})),
    ("structure", at(*GET, "parameters", 0, "required", value=False)),
    ("structure", at(*NAME, "type", value="strng")),
    ("structure", at(*PET, "required", value="name")),
    ("structure", at(*SCHEMES, value={"type": "apiKey", "in": "header"})),
    ("operation-id", at("paths", "/x", "get", value={"operationId": "Pets.Get", "responses": RESPONSES})),
    ("path-parameter", at(*GET, "parameters", value=[])),
    ("path-parameter", at("paths", "/pets/{petId}", "parameters", value=[{**QUERY, "in": "path", "required": True}])),
    ("duplicate-parameter", at(*GET, "parameters", 1, value={**QUERY, **IN_PATH})),
    ("schema", at(*NAME, "required", value=["a", "a"])),
    ("type", at(*NAME, value={"description": "x", "allOf": [{"type": "string"}, {"type": "array"}]})),
]  # fmt: skip

HOOK = {
    "requestBody": {"content": {"application/json": {"schema": {"type": "integer"}}}},
    "responses": {"200": {"description": "Received."}},
}
OBJECTIONS = [
    ("example", at(*OK, "content", "application/json", "example", value={})),
    ("example", at(*GET, "parameters", 0, "example", value="one")),
    ("example", at(*NAME, "default", value=1)),
    ("example", at(*NAME, "examples", value=[1])),
    ("example", at(*GET, "parameters", 0, value=NAMED_EXAMPLES)),
    ("unknown-field", at(*GET, "summry", value="x")),
    ("openapi-version", at("openapi", value="3.0.3")),
    ("unused-component", at("components", "schemas", "Dog", value={"description": "x"})),
    ("operation-id", at(*GET, "operationId", value=...)),
    ("success", at(*GET, "responses", value={"404": {"description": "None"}})),
    ("link", at(*OK, "links", value={"x": {"operationId": "pets.nobody"}})),
    ("link", at(*OK, "links", value={"x": {"operationId": "pets.get", "parameters": {"id": "$response.body#/id"}}})),
    ("parameter-style", at(*GET, "parameters", 1, value=QUERY)),
    ("parameter-style", at(*GET, "parameters", 1, value={**QUERY, "style": "label", "schema": {}})),
    ("requires", at(*GET, "parameters", 1, value={**QUERY, "schema": {"type": "string"}, "x-requires": "r"})),
    ("summary", at(*GET, "summary", value=...)),
    ("summary", at(*GET, "summary", value="Show a pet.")),
    ("description", at(*GET, "description", value="")),
    ("description", at(*GET, "parameters", 0, "description", value=...)),
    ("description", at(*PET, "description", value=...)),
    ("description", at(*NAME, "description", value=...)),
    ("tag", at(*GET, "tags", value=[])),
    ("tag", at(*GET, "tags", value=["Dogs"])),
    ("title", at("info", "title", value="…")),
    ("ignored-header", at(*GET, "parameters", 1, value={**QUERY, **ACCEPT})),
    ("security", at(*GET, "security", value=...)),
    ("server", at("servers", value=[])),
    ("server", at("servers", value=[{"url": "/v1"}])),
    ("server", at("servers", value=[{"url": "http://tiny.example"}])),
    ("server", at("servers", value=[{"url": "https://{host}"}])),
    ("server", at("servers", value=[{"url": "https://{host}", "variables": {"host": {}}}])),
    ("security-scheme", at(*GET, "security", value=[{"nobody": []}])),
    ("security-scheme", at(*SCHEMES, value={"type": "http", "scheme": "digest"})),
    ("security-scheme", at(*SCHEMES, value={"type": "mutualTLS"})),
    ("security-scheme", at(*SCHEMES, value={"type": "oauth2", "flows": {"device": {}}})),
    ("oauth-url", at(*SCHEMES, value={"type": "openIdConnect", "openIdConnectUrl": "ftp://tiny.example"})),
    ("keyword", at(*NAME, "contains", value={"description": "x"})),
    ("pattern", at(*NAME, "pattern", value="(?<name>x)")),
    ("required", at(*PET, "required", value=["name", "owner"])),
    ("example", at(*GET, "parameters", 0, "example", value=...)),
    ("example", at(*OK, "content", "application/json", "example", value=...)),
    ("extension", at(*GET, "x-sorce", value="a book")),
    ("webhook", at("webhooks", value={"sold": {"post": {"responses": HOOK["responses"]}}})),
    ("webhook", at("webhooks", value={"sold": {"post": HOOK | {"requestBody": {"content": {"text/xml": {}}}}}})),
    ("summary", at("webhooks", value={"sold": {"post": HOOK}})),
]  # fmt: skip


FINDINGS = yaml.load(Path(__file__).with_name("findings.yaml").read_text("utf-8"), yaml.CSafeLoader)


def shown(findings: Sequence[Finding]) -> list[str]:
    """Return findings as findings.yaml lists them."""
    heads = [f"{each.location.rpartition(':')[2]}: {each.severity} [{each.rule}]" for each in findings]
    tails = [f" {each.message} ({each.pointer})" for each in findings]
    return [head + tail for head, tail in zip(heads, tails, strict=True)]


def cases(table: Sequence[tuple[str, Change]], name: str) -> list[tuple[str, Change, list[str]]]:
    """Return the cases of a table with what lint says about each."""
    return [(rule, change, words) for (rule, change), words in zip(table, FINDINGS[name], strict=True)]


@pytest.mark.parametrize(("rule", "change", "words"), cases(ERRORS, "errors"))
def test_what_cannot_be_rendered_is_an_error(rule: str, change: Change, words: list[str], tmp_path: Path) -> None:
    """The rule speaks up, and render does not take the document as it is."""
    document = minimal()
    change(document)
    found = lint(load(tmp_path, document))
    assert rule in [finding.rule for finding in found if finding.severity == "error"]
    assert shown(found) == words


@pytest.mark.parametrize(("rule", "change", "words"), cases(OBJECTIONS, "objections"))
def test_what_only_the_house_minds_is_a_warning(rule: str, change: Change, words: list[str], tmp_path: Path) -> None:
    """The rule speaks up, and render does not mind."""
    document = minimal()
    change(document)
    loaded = load(tmp_path, document)
    found = lint(loaded)
    assert rule in [finding.rule for finding in found]
    assert shown(found) == words
    assert [finding for finding in found if finding.severity == "error"] == []
    require_renderable(loaded)


def test_a_query_may_hold_a_list_of_objects(tmp_path: Path) -> None:
    """With ``deepObject``, which nothing else may have."""
    document = minimal()
    listed = {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string", "description": "x"}}}}
    operation(document)["parameters"].append(
        {**QUERY, "style": "deepObject", "schema": listed, "example": [{"a": "b"}]}
    )
    assert rules_of(tmp_path, document) == []


@pytest.mark.parametrize("words", [{}, {"items": "dogs"}])
def test_a_list_says_where_its_records_are(words: dict[str, str], tmp_path: Path) -> None:
    """In an object they are the items of a page, or of the property that `items` names."""
    document = minimal()
    described = operation(document)
    described |= {"x-source": "page 1", "x-store": {"collection": "pets", "action": "list", **words}}
    messages = [finding.message for finding in lint(load(tmp_path, document)) if finding.rule == "store"]
    assert any(message.startswith("list: the response is not an array") for message in messages)


@pytest.mark.parametrize("root", [{}, {"security": []}])
def test_each_operation_states_its_own_security(tmp_path: Path, root: dict[str, Any]) -> None:
    """Who reads an operation need not look elsewhere, whatever the document says for all of them."""
    document = minimal() | root
    del operation(document)["security"]
    assert rules_of(tmp_path, document) == ["security"]


def test_security_names_scopes_that_exist(tmp_path: Path) -> None:
    """A scope that the scheme does not list is a mistake in one of the two."""
    document = minimal()
    flow = {"tokenUrl": "/token", "scopes": {"read": "Read."}}
    document["components"]["securitySchemes"] = {
        "machine": {"type": "oauth2", "description": "x", "flows": {"clientCredentials": flow}}
    }
    # For other kinds of schemes these are roles, which are declared nowhere (OpenAPI 3.1, section 4.8.30).
    document["components"]["securitySchemes"]["key"] = {"type": "http", "scheme": "bearer", "description": "x"}
    operation(document)["security"] = [{"machine": ["read", "write"]}, {"key": ["admin"]}]
    (finding,) = lint(load(tmp_path, document))
    assert finding.rule == "security-scope"
    assert "'write'" in finding.message


def test_an_extension_that_does_not_fit_its_operation_is_an_error(tmp_path: Path) -> None:
    """Pages are cut by keys that the response has."""
    document = minimal()
    operation(document)["x-pagination"] = {"items": "pets", "next": "next", "page": "page"}
    (finding,) = lint(load(tmp_path, document))
    assert (finding.rule, finding.severity) == ("extension", "error")
    assert "no list 'pets'" in finding.message


def test_findings_stand_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """A reader mends a document from its top to its end."""
    document = minimal()
    del document["components"]["schemas"]["Pet"]["description"]
    del operation(document)["summary"]
    found = lint(load(tmp_path, document))
    lines = [int(finding.location.rpartition(":")[2]) for finding in found]
    assert lines == sorted(lines)
    assert [finding.rule for finding in found] == ["summary", "description"]


def test_a_finding_in_another_file_names_that_file(tmp_path: Path) -> None:
    """The place is where an author has to look."""
    document = minimal()
    write_yaml(tmp_path, document["components"]["schemas"].pop("Pet") | {"description": ""}, "schemas/Pet.yaml")
    operation(document)["responses"]["200"]["content"]["application/json"]["schema"]["$ref"] = "schemas/Pet.yaml"
    (finding,) = lint(load(tmp_path, document))
    assert (
        str(finding)
        == f"{tmp_path}/schemas/Pet.yaml:1: [description] 'Pet' has no description (/components/schemas/Pet)"
    )


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (lambda document: None, []),
        (at(*GET, "summary", value=...), ["clean"]),
        (at(*GET, "summry", value="x"), ["clean"]),
        (at(*GET, "parameters", value=[]), ["clean", "renderable"]),
        (at(*NAME, "type", value="strng"), ["clean", "renderable", "structure"]),
        (at(*NAME, value={"$ref": "#/info"}), ["clean", "renderable", "structure"]),
    ],
)
def test_a_document_is_refused_for_what_counts(change: Change, refused: list[str], tmp_path: Path) -> None:
    """The house's own needs to be clean, one to render renderable, and one with a package at hand only well-formed."""
    document = minimal()
    change(document)
    loaded = load(tmp_path, document)
    needs = {"clean": require_clean, "renderable": require_renderable, "structure": require_structure}
    for name, require in needs.items():
        with pytest.raises(SpecError, match=r"\[\S+\]") if name in refused else contextlib.nullcontext():
            require(loaded)


def test_what_is_refused_names_every_place(tmp_path: Path) -> None:
    """Render says all that stands in its way, each with its line."""
    document = minimal()
    operation(document)["x-source"] = operation(document)["x-permission"] = []
    with pytest.raises(SpecError) as error:
        require_renderable(load(tmp_path, document))
    assert [finding.pointer.rpartition("/")[2] for finding in error.value.findings] == ["x-source", "x-permission"]
    assert all(finding.location.startswith(str(tmp_path)) for finding in error.value.findings)


SERVER_URLS = {
    "https://ada:secret@tiny.example": "contains a user name",
    "https://tiny.example/\x1b[31m": "has characters that a URL cannot contain; percent-encode them",
    "https://tiny.example/a b": "has characters that a URL cannot contain; percent-encode them",
    "https://tïny.example": "has characters that a URL cannot contain; percent-encode them",
    "https://tiny.example:65536": "has an invalid port",
    "https://tiny.example:": "has an invalid port",
    "https://tiny..example": "has an invalid host",
    "https://[::1": "has an invalid host",
    "https://[1.2.3.4]": "has an invalid host",
    "https://-tiny.example": "has an invalid host",
    "https://": "has an invalid host",
    "https://tiny.example?x=1": "has a query",
    "https://tiny.example#x": "has a fragment",
    "ftp://tiny.example": "is not an absolute http or https URL",
    "javascript:alert(1)": "is not an absolute http or https URL",
    "tiny.example:8080/v1": "is not an absolute http or https URL",
    "": "is empty",
    "https://tiny.example/" + "x" * 2000: "has more than 2000 characters",
    "https://{host": "has characters that a URL cannot contain; percent-encode them",
}
GOOD_SERVER_URLS = [
    "https://tiny.example",
    "http://127.0.0.1:4010",
    "https://[::1]:8443/v2/",
    "HTTPS://a_b.example./%20",
]


@pytest.mark.parametrize(("url", "problem"), SERVER_URLS.items())
def test_a_server_is_one_that_credentials_may_go_to(url: str, problem: str, tmp_path: Path) -> None:
    """Its URL has a scheme, a host and at most a port and a path; what is secret in it is not shown."""
    document = minimal()
    document["servers"][0]["url"] = url
    found = lint(load(tmp_path, document))
    assert [(finding.rule, finding.severity, finding.message) for finding in found] == [
        ("server", "warning", "no server has an absolute URL: callers have to give base_url"),
        ("server", "warning", f"the URL of the server {problem}: it is left out"),
    ]
    assert not api_of(tmp_path, document).server.is_known


def test_known_values_of_a_variable_are_checked_too(tmp_path: Path) -> None:
    """Each of them makes a URL that a sign-in may end at."""
    document = minimal()
    variable = {"default": "tiny.example", "x-known-values": ["other.example", "evil.example/@tiny.example"]}
    document["servers"][0] |= {"url": "https://{host}", "variables": {"host": variable}}
    assert rules_of(tmp_path, document) == []
    variable["x-known-values"] = ["ada@evil.example"]
    assert rules_of(tmp_path, document) == ["server"]


@pytest.mark.parametrize("url", GOOD_SERVER_URLS)
def test_any_other_server_is_fine(url: str, tmp_path: Path) -> None:
    """Ports, addresses, paths and letters in any case."""
    document = minimal()
    document["servers"][0]["url"] = url
    assert rules_of(tmp_path, document) == []


OAUTH_URLS = {
    "javascript:alert(1)": "is not an absolute http or https URL",
    "data:text/html,x": "is not an absolute http or https URL",
    "//evil.example/token": "is not an absolute http or https URL",
    "https://ada:secret@tiny.example/token": "contains a user name",
    "https://tiny.example/token#x": "has a fragment",
    "\x1bhttps://tiny.example": "has characters that a URL cannot contain; percent-encode them",
}


@pytest.mark.parametrize(("url", "problem"), OAUTH_URLS.items())
@pytest.mark.parametrize("name", ["authorizationUrl", "tokenUrl", "refreshUrl"])
def test_an_oauth_url_is_one_that_credentials_may_go_to(name: str, url: str, problem: str, tmp_path: Path) -> None:
    """A browser opens the one, secrets go to the others: neither runs code nor has credentials of its own."""
    document = minimal()
    flow = {"authorizationUrl": "/authorize", "tokenUrl": "/token", "scopes": {}} | {name: url}
    document["components"]["securitySchemes"] = {
        "oauth2": {"type": "oauth2", "description": "x", "flows": {"authorizationCode": flow}}
    }
    operation(document)["security"] = [{"oauth2": []}]
    (finding,) = lint(load(tmp_path, document))
    assert (finding.rule, finding.severity) == ("oauth-url", "warning")
    assert finding.message.partition(": ")[0] == f"{name} {problem}"
    flows = [flow for _, flow in api_of(tmp_path, document).flows()]
    assert [flow.refresh.url for flow in flows] == (["/token"] if name == "refreshUrl" else [])


@pytest.mark.parametrize(
    ("operation_id", "message"),
    [
        ("class", "operationId 'class' becomes pets.class_: 'class' is reserved"),
        ("import.get", "operationId 'import.get' becomes import_.get: 'import' is reserved"),
        ("token.get", "operationId 'token.get' becomes token_.get: 'token' is reserved"),
        ("pets.con.get", "operationId 'pets.con.get' becomes pets.con_.get: 'con' is reserved"),
    ],
)
def test_an_operation_id_that_is_reserved_is_named(operation_id: str, message: str, tmp_path: Path) -> None:
    """Users type what the document says, so it should not say what Python or the client keeps for itself."""
    document = minimal()
    operation(document)["operationId"] = operation_id
    (finding,) = lint(load(tmp_path, document))
    assert (finding.rule, finding.severity, finding.message) == ("operation-id", "warning", message)


def test_resources_are_not_nested_without_end(tmp_path: Path) -> None:
    """Each part of an operationId is a folder, and paths of files have an end."""
    document = minimal()
    operation(document)["operationId"] = ".".join("a" * 10)
    assert rules_of(tmp_path, document) == []
    operation(document)["operationId"] = ".".join("a" * 11)
    (finding,) = lint(load(tmp_path, document))
    assert (finding.severity, finding.message) == ("error", "operationId has more than 10 parts")


def test_findings_have_one_order(tmp_path: Path) -> None:
    """Whatever finds them, they are sorted by file, line, rule, place and message, and each comes once."""
    document = minimal()
    schemas = document["components"]["schemas"]
    for name in "cba":
        schemas[name] = {"$ref": f"#/components/schemas/{name}1"}
    with pytest.raises(SpecError) as error:
        load(tmp_path, document)
    findings = error.value.findings
    assert list(findings) == sorted(set(findings), key=Finding.sort_key)
    assert len(findings) == 3


@pytest.mark.parametrize("length", [200, 201])
def test_a_long_value_is_not_quoted_whole(length: int, tmp_path: Path) -> None:
    """The end of the message says what is wrong with it."""
    document = minimal()
    words = ' is not of type "object"'
    document["paths"] = "x" * (length - len(words) - 2)
    (finding,) = lint(load(tmp_path, document))
    whole = f'"{document["paths"]}"{words}'
    assert len(whole) == length
    assert finding.message == (whole if length == 200 else f"… {whole[-160:]}")


def test_a_finding_with_a_place_of_its_own_keeps_it(tmp_path: Path) -> None:
    """Others have the file and the line of what they point at."""
    loaded = load(tmp_path, minimal())
    findings = [
        Finding.warning("a", "/info", "x"),
        replace(Finding.warning("b", "/info", "x"), location="other.yaml:7"),
        Finding.warning("a", "/info", "x"),
    ]
    first, second = _in_order(findings, loaded)
    assert {first.location, second.location} == {loaded.locate("/info"), "other.yaml:7"}


def test_what_has_no_consequences_is_not_a_guess() -> None:
    """A missing description, for example; what is rendered otherwise than it is written is one."""
    document = minimal()
    document["components"]["securitySchemes"] = {"k": {"type": "apiKey", "in": "header", "name": "k"}}
    document["security"] = [{"k": ["scope"]}]
    operation(document)["parameters"][0]["style"] = "form"
    assert [finding.rule for finding in guesses(document)] == ["parameter-style"]


@pytest.mark.parametrize(
    ("content", "is_read"),
    [
        ({"application/json": {}}, True),
        ({"application/xml": {}, "application/hook+json": {}}, True),
        ({"application/xml": {}}, False),
    ],
)
def test_a_payload_that_is_not_read_is_told(content: Any, is_read: bool) -> None:
    """The package parses JSON."""
    document = minimal()
    document["webhooks"] = {"born": {"post": {"requestBody": {"content": content}, "responses": {}}}}
    messages = ["the payload of the webhook 'born' is not JSON: parse_webhook does not read it"]
    assert [finding.message for finding in guesses(document)] == ([] if is_read else messages)


OBSTACLES: list[tuple[Sequence[Change], list[str]]] = [
    ((lambda document: document["components"]["schemas"].update(CHAIN),), ["chain"]),
    ((at(*GET, "operationId", value=...),), []),
    ((at("x-path-aliases", value={"v2": "v1"}), at(*GET, "parameters", value=[])), ["extension", "extension"]),
    ((at("info", "x-unknown", value=1), at(*GET, "parameters", value=[])), ["path-parameter"]),
    ((at(*GET, "operationId", value=...), at(*GET, "parameters", value=[])), ["path-parameter"]),
]


@pytest.mark.parametrize(("changes", "rules"), OBSTACLES)
def test_only_errors_are_in_the_way_of_a_rendering(changes: Sequence[Change], rules: list[str]) -> None:
    """Those of the structure first: other rules are not asked before it is right."""
    document = minimal()
    for change in changes:
        change(document)
    assert [finding.rule for finding in obstacles(document)] == rules
