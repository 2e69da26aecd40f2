"""Each schema has instances, refuses what it should, and says the same as its relatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from jsonschema_rs import canonical

from generator.document.pointers import join, properties, resolve
from generator.document.walk import operations, schemas

if TYPE_CHECKING:
    from tests.spec.conftest import Validator

QUICK = settings(
    max_examples=3,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
REQUESTS = ("AgentCreate", "AgentUpdate", "AgentSelfUpdate")


def test_every_schema_is_satisfiable(document: dict[str, Any]) -> None:
    """No schema and no part of one contradicts itself."""
    whole: dict[str, Any] = {}
    last = ""
    for pointer, node in schemas(document):
        if last and pointer.startswith(f"{last}/"):
            continue  # a part of the one before
        whole[pointer], last = node, pointer
    # As properties of one schema: to read all components again for each schema would take seconds.
    assert canonical.find_unsatisfiable({"properties": whole, "components": document["components"]}) == {}


def test_a_contradiction_would_be_noticed() -> None:
    """The check above finds an optional property that no value fits."""
    schema = {"type": "object", "properties": {"a": {"type": "string", "enum": ["b"], "minLength": 3}}}
    assert canonical.find_unsatisfiable(schema).keys() == {"/properties/a"}


def _draw(strategy: SearchStrategy[Any]) -> list[Any]:
    """Return a few values of a strategy, the same ones each time."""
    drawn = []

    @QUICK
    @given(strategy)
    def collect(value: Any) -> None:
        drawn.append(value)

    collect()
    return drawn


def test_every_operation_with_a_body_has_requests(document: dict[str, Any], validator: Validator) -> None:
    """Requests can be made up, and their bodies are valid by our own reading of the schema."""
    api = schemathesis.openapi.from_dict(document)
    for operation in operations(document):
        content = operation.body.get("requestBody", {}).get("content", {})
        if not content:
            continue  # That its parameters have values is shown above.
        schema = {name: join(operation.pointer, "requestBody", "content", name, "schema") for name in content}
        cases = _draw(api[operation.path][operation.method.upper()].as_strategy())
        assert cases, operation.pointer
        for case in cases:
            assert validator(schema[case.media_type]).is_valid(case.body), operation.pointer


def test_every_schema_says_what_type_it_is_of(document: dict[str, Any]) -> None:
    """Or it is composed of others; what a value must not be needs no type, and nothing is said of any value."""
    silent = {
        pointer
        for pointer, schema in schemas(document)
        if schema and not {"type", "$ref", "allOf", "oneOf", "anyOf"} & schema.keys() and "/not" not in pointer
    }
    assert silent == set()


def test_every_list_says_what_its_items_are(document: dict[str, Any]) -> None:
    """An empty schema says that nobody knows."""
    silent = {
        pointer for pointer, schema in schemas(document) if schema.get("type") == "array" and "items" not in schema
    }
    assert silent == set()


def test_every_group_of_a_report_has_a_form(document: dict[str, Any]) -> None:
    """If the form of the rows depends on it."""

    def at(node: Any) -> Any:
        return resolve(document, node)[0]

    reports = 0
    for operation in operations(document):
        contents = at(operation.body["responses"].get("200", {})).get("content", {})
        rows = [at(content["schema"]) for content in contents.values()]
        forms = [at(form) for schema in rows for form in schema.get("items", schema).get("oneOf", ())]
        chosen = [value for form in forms for value in form.get("x-shape-for", {}).get("group", ())]
        if chosen:
            parameters = [at(parameter) for parameter in operation.body["parameters"]]
            values = next(parameter["schema"]["enum"] for parameter in parameters if parameter["name"] == "group")
            assert sorted(chosen) == sorted(values), operation.pointer
            reports += 1
    assert reports > 10


def test_every_property_is_written_once(document: dict[str, Any]) -> None:
    """What a resource's forms share stands in one of them, or in a base; the others refer to it."""
    described = document["components"]["schemas"]
    for name, schema in described.items():
        base = name.removesuffix("Create").removesuffix("Update").removesuffix("Self")
        forms = [form for form in (base, f"{base}Create", f"{base}Update", f"{base}SelfUpdate") if form in described]
        for wire_name in schema.get("properties", {}):
            owners = [form for form in forms if wire_name in described[form].get("properties", {})]
            bodies = [described[owner]["properties"][wire_name] for owner in owners]
            assert all("$ref" in body for body in bodies) or len(owners) == 1 or name not in forms, (name, wire_name)


def test_only_administrators_set_passwords_in_a_record(document: dict[str, Any]) -> None:
    """A password can be given to another agent, never to oneself without the current one, and no answer has it."""
    described = {name: document["components"]["schemas"][name] for name in (*REQUESTS, "Agent")}
    having = {name for name, schema in described.items() if "password" in properties(document, schema)}
    assert having == {"AgentCreate", "AgentUpdate"}


def test_updates_are_partial(document: dict[str, Any], validator: Validator) -> None:
    """An update may hold any part of a record and has no defaults that would slip in."""
    whole = {"PartnerSiteUpdate", "InvitationUpdate"}  # the plans are always sent, and the style is all there is
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("Update"):
            known = properties(document, schema)
            assert all("default" not in resolve(document, item.schema)[0] for item in known.values()), name
            assert validator(f"/components/schemas/{name}").is_valid({}) is (name not in whole), name


def test_secrets_are_marked(document: dict[str, Any]) -> None:
    """Every property that holds a secret has ``format: password``, which keeps it out of reprs and logs."""
    secret = {"access_token", "refresh_token", "client_secret", "code", "password", "currentPassword", "newPassword"}
    others = {("Error", "code"), ("InstallationCode", "code"), ("ApiConversionResult", "code")}
    marked = {
        (name, key): value.get("format") == "password"
        for name, schema in document["components"]["schemas"].items()
        for key, value in schema.get("properties", {}).items()
        if key in secret and (name, key) not in others
    }
    assert set(marked.values()) == {True}
    assert {key for _, key in marked} == secret


def test_secrets_of_requests_are_never_read(document: dict[str, Any]) -> None:
    """A secret that is only sent is ``writeOnly``."""
    for name, schema in document["components"]["schemas"].items():
        for key, value in schema.get("properties", {}).items():
            if value.get("format") == "password":
                assert value.get("writeOnly", False) is (name != "AccessToken"), (name, key)


def test_each_grant_is_told_apart_by_its_type(document: dict[str, Any], validator: Validator) -> None:
    """The form of a token request is valid as one grant only, the one that its ``grant_type`` names."""
    request = document["components"]["schemas"]["TokenRequest"]
    mapping = request["discriminator"]["mapping"]
    assert list(mapping.values()) == [branch["$ref"] for branch in request["oneOf"]]
    for grant_type, reference in mapping.items():
        schema = document["components"]["schemas"][reference.rpartition("/")[2]]
        assert (
            schema["properties"]["grant_type"] | {"type": "string", "enum": [grant_type]}
            == (schema["properties"]["grant_type"])
        )
        example = schema["examples"][0]
        valid = [branch["$ref"] for branch in request["oneOf"] if validator(branch["$ref"][1:]).is_valid(example)]
        assert valid == [reference]


def test_forms_take_extension_parameters(document: dict[str, Any], validator: Validator) -> None:
    """Unknown parameters of a token request are ignored (RFC 6749 section 3.2)."""
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("Grant"):
            assert validator(f"/components/schemas/{name}").is_valid({**schema["examples"][0], "audience": "x"})


def test_patterns_mean_the_same_everywhere(document: dict[str, Any]) -> None:
    """Each pattern compiles as ECMA 262 and uses no feature that Python reads another way."""
    for pointer, node in schemas(document):
        if pattern := node.get("pattern"):
            jsonschema_rs.Draft202012Validator({"pattern": pattern})
            assert not any(word in pattern for word in (r"\d", r"\w", r"\s", r"\b", "(?")), pointer
