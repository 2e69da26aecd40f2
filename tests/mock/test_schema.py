"""Schema validation: the meaning of the document's schemas, OpenAPI's flags, and the messages."""

from __future__ import annotations

import functools
import json
import random
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comm100.errors import ConfigurationError
from comm100.testing import Mock, MockRequest
from comm100.testing._request_validation import compile_body, compile_parameter
from comm100.testing._schema import Check, Compiler, UnsupportedSchemaError
from tests.mock.response_validator import DOCUMENT, validator
from tests.mock.support import ADA, AGENTS

# Deterministic: a run is the same everywhere, and says nothing new by chance.
FIXED = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))

TEXTS = st.text("ab1é\n", max_size=4)
SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from([0.5, 1.0, -2.0, 1.5, 2.5]) | TEXTS
NAMES = st.sampled_from(["a", "b", "c", "ab"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)
TYPES = st.sampled_from(["array", "boolean", "integer", "null", "number", "object", "string"])
PATTERNS = st.sampled_from(["^a", "b$", "^[ab]*$", r"^\d$", r"\w", r"[^a$]", r"^.$", r"[\d]\b", r"\W", r"[\]a]", r"\$"])
LIMITS = st.integers(-3, 3)
SIZES = st.integers(0, 3)
ASSERTIONS: dict[str, st.SearchStrategy[Any]] = {
    "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
    "enum": st.lists(VALUES, min_size=1, max_size=3),
    "const": VALUES,
    "required": st.lists(NAMES, max_size=2, unique=True),
    "minLength": SIZES,
    "maxLength": SIZES,
    "pattern": PATTERNS,
    "minimum": LIMITS,
    "maximum": LIMITS,
    "exclusiveMinimum": LIMITS,
    "exclusiveMaximum": LIMITS,
    "multipleOf": st.sampled_from([1, 2, 0.5, 1.5]),
    "minItems": SIZES,
    "maxItems": SIZES,
    "uniqueItems": st.booleans(),
    "minProperties": SIZES,
    "maxProperties": SIZES,
}


def some(keywords: Mapping[str, st.SearchStrategy[Any]], most: int) -> st.SearchStrategy[dict[str, Any]]:
    """Return schemas with a few of these keywords: with many of them at once hardly any value would be valid."""
    names = st.lists(st.sampled_from(list(keywords)), max_size=most, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: keywords[name] for name in chosen}))


@functools.cache
def schemas(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """Return schemas nested to a depth; references lead to a definition or, one level down, to the root."""
    if depth == 0:
        return some(ASSERTIONS, 2)
    inner = schemas(depth - 1) | st.booleans()
    below = inner | st.just({"$ref": "#"})
    members: dict[str, st.SearchStrategy[Any]] = {
        "properties": st.dictionaries(NAMES, below, max_size=2),
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "b"]), inner, max_size=2),
        "additionalProperties": below,
        "propertyNames": inner,
        "dependentSchemas": st.dictionaries(NAMES, inner, max_size=1),
        "unevaluatedProperties": st.booleans(),
    }
    items: dict[str, st.SearchStrategy[Any]] = {
        "prefixItems": st.lists(inner, min_size=1, max_size=2),
        "items": below,
        "contains": inner,
        "unevaluatedItems": st.booleans(),
    }
    in_place: dict[str, st.SearchStrategy[Any]] = {
        "$ref": st.just("#/$defs/part"),
        "oneOf": st.lists(inner, min_size=1, max_size=3),
        "anyOf": st.lists(inner, min_size=1, max_size=3),
        "allOf": st.lists(inner, min_size=1, max_size=2),
        "not": inner,
        "if": inner,
        "then": inner,
        "else": inner,
    }
    # Those that heed each other often meet.
    parts = some(ASSERTIONS, 2), some(members, 3) | some(items, 3), some(in_place, 3)
    return st.tuples(*parts).map(lambda dicts: {name: value for part in dicts for name, value in part.items()})


@settings(FIXED, max_examples=200)
@given(schemas(2), schemas(0), st.lists(VALUES, min_size=1, max_size=6))
def test_random_schemas_keep_their_meaning(schema: Any, part: Any, values: Any) -> None:
    """Every keyword, nested, with references that may be recursive."""
    whole = {**schema, "$defs": {"part": part}}
    ours, theirs = Compiler(whole).compile(whole), jsonschema_rs.Draft202012Validator(whole)
    for value in values:
        assert (ours(value) is None) == theirs.is_valid(value), (whole, value, ours(value))


def changes(value: Any) -> Iterator[Any]:
    """Yield all values that are one change away from a given one: something removed, added or replaced."""
    if isinstance(value, dict):
        yield {**value, "unheard": 1}
        for name, member in value.items():
            yield {other: kept for other, kept in value.items() if other != name}
            for changed in changes(member):
                yield {**value, name: changed}
    elif isinstance(value, list):
        for at, item in enumerate(value):
            for changed in changes(item):
                yield [*value[:at], changed, *value[at + 1 :]]
    elif isinstance(value, str):
        yield from (value + " ", value[1:], value.upper(), "", 1)
    elif isinstance(value, int):
        yield from (-value, 0, float(value), value + 0.5, str(value), not value)
    yield from (None, [value], {}, "")


def described() -> Iterator[Any]:
    """Yield each named schema of the document with its examples."""
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for at, example in enumerate(schema.get("examples", [])):
            yield pytest.param(name, example, id=f"{name}-{at}")


@functools.cache
def compiled(name: str) -> tuple[Check, jsonschema_rs.Draft202012Validator]:
    """Return our check of a named schema of the document, and the library's; to compile takes longer than to check."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return Compiler(DOCUMENT).compile(schema), validator(schema)


@pytest.mark.parametrize(("name", "example"), list(described()))
def test_the_schemas_of_the_document_keep_their_meaning(name: str, example: Any) -> None:
    """For each example, all values that are one change away from it, and some that are two."""
    ours, theirs = compiled(name)
    assert ours(example) is None
    close = list(changes(example))
    choose = random.Random(name).choice
    for value in [*close, *(choose(list(changes(choose(close)))) for _ in range(60))]:
        assert (ours(value) is None) == theirs.is_valid(value), (value, ours(value))


@pytest.mark.parametrize(
    ("name", "valid", "invalid"),
    [
        ("date", "2024-02-29", "2023-02-29"),
        ("time", "23:59:60Z", "22:59:60Z"),
        ("date-time", "1998-12-31T15:59:60.5-08:00", "2024-13-01T00:00:00Z"),
        ("email", "a.b+c@example.com", "example.com"),
        ("hostname", "a-b.c", "-a.b"),
        ("ipv4", "127.0.0.1", "01.2.3.4"),
        ("ipv6", "::ffff:1.2.3.4", "fe80::1%eth0"),
        ("uri", "https://app.example/callback?x=1#f", "/callback"),
        ("uri-reference", "./a:b", "\\a"),
        ("uuid", "12345678-1234-4234-8234-123456789abc", "12345678123442348234123456789abc"),
    ],
)
def test_formats_are_asserted(name: Any, valid: Any, invalid: Any) -> None:
    """JSON Schema lets a validator treat formats as annotations; a format applies to strings only."""
    check = Compiler({}).compile({"format": name})
    assert check(valid) is None
    assert check(1) is None
    failure = check(invalid)
    assert failure is not None
    assert failure.message == f"must be a valid {name}"


def test_an_unknown_format_is_an_annotation() -> None:
    """As JSON Schema requires."""
    assert Compiler({}).compile({"format": "int64"})("anything") is None


@settings(FIXED, max_examples=100)
# A label that begins with "xn--" must be one that can be decoded (RFC 5890 section 2.3.2.1).
@given(st.emails().filter(lambda address: "--" not in address))
def test_valid_email_addresses_are_accepted(address: Any) -> None:
    """Everything that RFC 5322 allows."""
    assert Compiler({}).compile({"format": "email"})(address) is None


@pytest.mark.parametrize(
    ("schema", "value", "pointer", "message"),
    [
        ({"type": "integer"}, "hidden", "", "must be integer"),
        ({"type": ["string", "null"]}, 7, "", "must be null or string"),
        ({"enum": ["a", None, True]}, "hidden", "", "must be one of a, null, true"),
        ({"enum": ["a"]}, "hidden", "", "must be a"),
        ({"const": 1}, "hidden", "", "must be 1"),
        ({"required": ["a"]}, {"hidden": 1}, "/a", "is required"),
        ({"dependentRequired": {"a": ["b"]}}, {"a": "hidden"}, "/b", "is required"),
        ({"minLength": 1}, "", "", "must have at least 1 character"),
        ({"maxLength": 2}, "hidden", "", "must have at most 2 characters"),
        ({"pattern": "^x"}, "hidden", "", "must match ^x"),
        ({"format": "ipv4"}, "hidden", "", "must be a valid ipv4"),
        ({"minimum": 8}, 7, "", "must be at least 8"),
        ({"maximum": 6}, 7, "", "must be at most 6"),
        ({"exclusiveMinimum": 7}, 7, "", "must be greater than 7"),
        ({"exclusiveMaximum": 7}, 7, "", "must be less than 7"),
        ({"multipleOf": 2}, 7, "", "must be a multiple of 2"),
        ({"minItems": 1}, [], "", "must have at least 1 item"),
        ({"maxItems": 1}, ["hidden", 7], "", "must have at most 1 item"),
        ({"uniqueItems": True}, ["hidden", "hidden"], "", "must not repeat an item"),
        ({"contains": {"const": 1}}, ["hidden"], "", "must contain an item of the described form"),
        ({"prefixItems": [True], "unevaluatedItems": False}, [1, 7], "", "must not contain further items"),
        ({"minProperties": 2}, {"a": 7}, "", "must have at least 2 members"),
        ({"maxProperties": 0}, {"a": 7}, "", "must have at most 0 members"),
        ({"additionalProperties": False}, {"a": "hidden"}, "/a", "is not allowed"),
        ({"unevaluatedProperties": False}, {"a": "hidden"}, "/a", "is not allowed"),
        ({"properties": {"a": False}}, {"a": "hidden"}, "/a", "is not allowed"),
        ({"propertyNames": {"maxLength": 1}}, {"ab": "hidden"}, "/ab", "has a name that must have at most 1 character"),
        ({"oneOf": [True, {}, False]}, "hidden", "", "must match exactly one of 3 schemas, not 2"),
        ({"oneOf": [False, {"const": 1}]}, "hidden", "", "must match exactly one of 2 schemas, not 0"),
        ({"anyOf": [False, {"const": 1}]}, "hidden", "", "must match at least one of 2 schemas"),
        ({"not": {"type": "string"}}, "hidden", "", "must not match the excluded schema"),
        ({"if": True, "then": {"const": 1}}, "hidden", "", "must be 1"),
    ],
    ids=lambda value: json.dumps(value),
)
def test_a_message_names_the_rule_and_never_the_value(schema: Any, value: Any, pointer: Any, message: Any) -> None:
    """What was expected, and where."""
    failure = Compiler({}).compile(schema)(value)
    assert failure is not None
    assert (failure.pointer, failure.message) == (pointer, message)


def test_the_first_failure_says_where_and_what() -> None:
    """An escaped JSON pointer (RFC 6901) and the rule, but never the value."""
    schema = {"properties": {"a/b": {"items": {"properties": {"c~d": {"type": "integer"}}, "required": ["e"]}}}}
    check = Compiler(schema).compile(schema)
    failure = check({"a/b": [{"e": 1}, {"e": 1, "c~d": "hidden"}]})
    assert failure is not None
    assert (failure.pointer, failure.message) == ("/a~1b/1/c~0d", "must be integer")
    missing = check({"a/b": [{}]})
    assert missing is not None
    assert (missing.pointer, missing.message) == ("/a~1b/0/e", "is required")


READ_ONLY = {"$ref": "#/$defs/id", "description": "beside a reference"}
WRITE_ONLY = {"type": "string", "writeOnly": True}
RECORD: dict[str, Any] = {
    "required": ["id", "secret"],
    "properties": {"id": READ_ONLY, "secret": WRITE_ONLY},
    "$defs": {"id": {"type": "integer", "readOnly": True}},
}
BASE = {"properties": {"id": READ_ONLY, "secret": WRITE_ONLY, "inner": {"$ref": "#/$defs/inner"}}}
COMPOSED: dict[str, Any] = {
    "$defs": {**RECORD["$defs"], "base": BASE, "inner": {"$ref": "#/$defs/base", "required": ["id", "secret"]}},
    "allOf": [{"$ref": "#/$defs/base"}, {"required": ["id", "secret"]}],
    "required": ["id", "secret"],
    "unevaluatedProperties": False,
}


@pytest.mark.parametrize("schema", [RECORD, COMPOSED], ids=["one", "composed"])
def test_read_only_properties_are_ignored_in_requests(schema: Any) -> None:
    """A request may omit them, or send anything in their place (OpenAPI 3.1, Schema Object)."""
    check = Compiler(schema, "request").compile(schema)
    assert check({"secret": "x"}) is None
    assert check({"secret": "x", "id": "anything"}) is None
    missing, wrong = check({}), check({"secret": 1})
    assert missing is not None
    assert wrong is not None
    assert (missing.pointer, missing.message) == ("/secret", "is required")
    assert (wrong.pointer, wrong.message) == ("/secret", "must be string")


@pytest.mark.parametrize("schema", [RECORD, COMPOSED], ids=["one", "composed"])
def test_write_only_properties_are_refused_in_responses(schema: Any) -> None:
    """And are not required there."""
    check = Compiler(schema, "response").compile(schema)
    assert check({"id": 1}) is None
    leaked, wrong, missing = check({"id": 1, "secret": "x"}), check({"id": "x"}), check({})
    assert leaked is not None
    assert wrong is not None
    assert missing is not None
    assert (leaked.pointer, leaked.message) == ("/secret", "is not allowed")
    assert (wrong.pointer, wrong.message) == ("/id", "must be integer")
    assert (missing.pointer, missing.message) == ("/id", "is required")


def test_flags_apply_at_every_depth() -> None:
    """In nested properties, in items, and in pattern properties."""
    inner = {"inner": {"secret": "x", "inner": {"secret": "x"}}}
    assert Compiler(COMPOSED, "request").compile(COMPOSED)({"secret": "x", **inner}) is None
    leaked = Compiler(COMPOSED, "response").compile(COMPOSED)({"id": 1, "inner": {"id": 1, "inner": inner["inner"]}})
    assert leaked is not None
    assert leaked.pointer.startswith("/inner/inner/")
    listed = {"items": RECORD, "$defs": RECORD["$defs"]}
    assert Compiler(listed, "response").compile(listed)([{"id": 1}, {"id": 1, "secret": "x"}]) is not None
    pattern = {"patternProperties": {"^s": WRITE_ONLY, "^i": {"readOnly": True, "type": "integer"}}}
    assert Compiler(pattern, "response").compile(pattern)({"secret": "x"}) is not None
    assert Compiler(pattern, "request").compile(pattern)({"secret": "x", "id": "x"}) is None


def test_without_a_direction_flags_are_annotations() -> None:
    """The schema keeps its plain meaning."""
    check = Compiler(RECORD).compile(RECORD)
    assert check({"id": 1, "secret": "x"}) is None
    assert check({"id": 1}) is not None
    assert check({"secret": "x"}) is not None


@pytest.mark.parametrize(
    ("schema", "valid", "invalid"),
    [
        ({"type": "integer", "minimum": 1}, 10**400, -(10**400)),
        ({"type": "integer"}, 1e300, 1.5),
        ({"type": "string", "maxLength": 1}, "\ud800", "\ud800\ud800"),
        ({"items": {"type": "string"}}, ["\ud800"], ["\ud800", 1]),
        ({"properties": {"a": {"minLength": 1}}}, {"a": "\udfff", "\ud800": 1}, {"a": "", "b": "\ud800"}),
        ({"required": ["b"], "properties": {"a": {"minLength": 1}}}, {"a": "\ud800", "b": 1}, {"a": "\ud800"}),
    ],
)
def test_every_json_value_can_be_checked(schema: Any, valid: Any, invalid: Any) -> None:
    """Numbers of any length, and lone surrogates, which UTF-8 cannot encode."""
    check = Compiler({}).compile(schema)
    assert check(valid) is None
    assert check(invalid) is not None


KINDS: dict[str, Any] = {
    "Pet": {
        "type": "object",
        "required": ["kind", "id"],
        "properties": {"kind": {"type": "string"}, "id": {"type": "integer", "readOnly": True}},
        "discriminator": {"propertyName": "kind", "mapping": {"meow": "Cat", "purr": "Cat"}},
    },
    "Cat": {
        "allOf": [{"$ref": "#/components/schemas/Pet"}],
        "required": ["friend"],
        "properties": {"friend": {"anyOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "null"}]}},
    },
    "Dog": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["barks"]}]},
    "Puppy": {"allOf": [{"$ref": "#/components/schemas/Dog"}, {"required": ["weeks"]}]},
}


@pytest.mark.parametrize(
    ("name", "value", "failure"),
    [
        ("Pet", {"kind": "Pet"}, None),
        ("Pet", {"kind": "unheard", "id": "x"}, None),
        ("Pet", {}, "/kind is required"),
        ("Pet", {"kind": "Cat"}, "/friend is required"),
        ("Pet", {"kind": "meow"}, "/friend is required"),
        ("Pet", {"kind": "purr"}, "/friend is required"),
        ("Pet", {"kind": "purr", "friend": None}, None),
        ("Pet", {"kind": "purr", "friend": {"kind": "Dog", "barks": 1}}, None),
        ("Pet", {"kind": "purr", "friend": {"kind": "Dog"}}, "/friend must match at least one of 2 schemas"),
        ("Pet", {"kind": "Dog"}, "/barks is required"),
        ("Pet", {"kind": "Puppy", "barks": 1}, "/weeks is required"),
        ("Dog", {"kind": "Puppy", "barks": 1}, "/weeks is required"),
        ("Dog", {"kind": "meow", "barks": 1}, None),
        ("Dog", {"kind": "meow"}, "/barks is required"),
        ("Puppy", {"kind": "Dog", "barks": 1}, "/weeks is required"),
        ("Pet", "text", " must be object"),
    ],
)
def test_a_value_is_checked_as_what_its_discriminator_names(name: str, value: Any, failure: str | None) -> None:
    """Wherever a reference leads to the base of others, but not where others refer to their base themselves."""
    compiler = Compiler({"components": {"schemas": KINDS}}, "request")
    broken = compiler.compile({"$ref": f"#/components/schemas/{name}"})(value)
    assert (broken and f"{broken.pointer} {broken.message}") == failure
    # What one schema has copied, another one has as well.
    again = compiler.compile({"items": {"$ref": f"#/components/schemas/{name}"}})([value])
    assert (again and f"{again.pointer} {again.message}") == (failure and f"/0{failure}")


def test_a_subclass_has_the_properties_of_all() -> None:
    """Whoever reads an object reads what it may be besides."""
    properties = Compiler({"components": {"schemas": KINDS}}).properties
    assert set(properties({"$ref": "#/components/schemas/Pet"})) == {"kind", "id", "friend"}
    assert set(properties({"$ref": "#/components/schemas/Dog"})) == {"kind", "id"}
    with pytest.raises(UnsupportedSchemaError, match=r"the reference .* leads nowhere"):
        properties({"$ref": "#/components/schemas/Gone"})


@pytest.mark.parametrize(
    ("schema", "types"),
    [
        (True, set()),
        ({"type": "string"}, {"string"}),
        ({"type": ["string", "null"], "enum": [1]}, {"string", "null"}),
        ({"enum": ["a", 1, 1.5, True, None], "const": "b"}, {"string", "integer", "number", "boolean"}),
        ({"const": 1}, {"integer"}),
        ({"$ref": "#/components/schemas/Pet"}, {"object"}),
        (
            {"allOf": [{"const": 1}], "anyOf": [{"type": "array"}], "oneOf": [{"type": "null"}, {}]},
            {"integer", "array", "null"},
        ),
    ],
)
def test_the_types_that_a_schema_allows(schema: Any, types: set[str]) -> None:
    """Its own, or else those of its values, references and parts."""
    assert Compiler({"components": {"schemas": KINDS}}).allowed_types(schema) == types


def test_identifiers_of_parts_do_not_change_references() -> None:
    """``$id``, ``$anchor`` and ``$defs`` inside a schema have no effect on where references lead."""
    schema = {
        "$id": "https://example.com/whole",
        "properties": {"a/b": {"$ref": "#/$defs/a~1b%20~0"}},
        "$defs": {"a/b ~": {"$id": "https://example.com/part", "$anchor": "part", "items": {"$ref": "#/$defs/n"}}}
        | {"n": {"type": "integer"}},
    }
    check = Compiler(schema).compile(schema)
    assert check({"a/b": [1]}) is None
    assert check({"a/b": ["x"]}) is not None


@pytest.mark.parametrize(
    "schema",
    [
        {"$dynamicRef": "#anchor"},
        {"$ref": "other.json"},
        {"$ref": "https://example.com/other.json"},
        {"$ref": "#/nowhere"},
        {"$ref": "#anchor"},
        {"pattern": "("},
        {"type": "text"},
        {"multipleOf": 0},
        {"properties": []},
        {"required": 1},
    ],
    ids=lambda schema: json.dumps(schema),
)
@pytest.mark.parametrize("inside", [False, True])
def test_a_schema_that_cannot_be_compiled_raises(schema: Any, inside: Any) -> None:
    """Before the first value is checked; nothing is ever fetched."""
    whole = {"properties": {"a": {"items": schema}}} if inside else schema
    with pytest.raises(UnsupportedSchemaError):
        Compiler(whole).compile(whole)({})


def test_without_a_schema_any_value_will_do() -> None:
    """JSON Schema 2020-12 section 4.3.2."""
    parameter = compile_parameter(Compiler({}), {"name": "p", "in": "query", "content": {"text/plain": {}}})
    assert parameter is not None
    assert parameter.read(["1"]) == "1"
    body = compile_body(Compiler({}), {"content": {"application/json": {}}})
    assert body.read(MockRequest("POST", "/a", {"Content-Type": "application/json"}, b"[1]")) == [1]


def test_why_a_schema_is_invalid_is_one_line() -> None:
    """What the library says first; the rest repeats the schema."""
    with pytest.raises(UnsupportedSchemaError, match=r'^a schema is invalid: "text" is not valid .+$'):
        Compiler({}).validator({"type": "text"})


def test_a_part_of_another_object_is_checked_as_what_its_discriminator_names() -> None:
    """A reference in ``allOf``, as OpenAPI 3.0 writes one beside other keywords, does not make it a subclass."""
    friend = {"allOf": [{"$ref": "#/components/schemas/Pet"}], "description": "Who comes along."}
    check = Compiler({"components": {"schemas": KINDS}}, "request").compile(friend)
    assert check({"kind": "Dog", "barks": 1}) is None
    failure = check({"kind": "Dog"})
    assert failure is not None
    assert (failure.pointer, failure.message) == ("/barks", "is required")


def test_a_schema_is_compiled_once_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Creating a mock compiles nothing."""
    compiled = []
    original = Compiler.validator

    def validator(self: Any, schema: Any) -> Any:
        compiled.append(schema)
        return original(self, schema)

    monkeypatch.setattr(Compiler, "validator", validator)
    mock = Mock(document=DOCUMENT)
    assert compiled == []
    for _ in range(3):
        assert mock.respond(MockRequest("GET", AGENTS + "?pageIndex=0", ADA)).status == 200
    assert compiled.count({"type": "integer", "minimum": 0, "default": 0}) <= 1
    assert 0 < len(compiled) < 10


def test_mocks_of_the_bundled_document_share_what_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one compiles nothing, and shares no record, token or setting with the first one."""
    first = Mock(page_size=1)
    body = b'{"email": "bo@example.com", "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}'
    create = MockRequest("POST", AGENTS, {**ADA, "Content-Type": "application/json"}, body)
    unlock = MockRequest("PUT", AGENTS + "/3/unlock", ADA)
    names = [agent["id"] for agent in first.records("agents")]
    assert (first.respond(create).status, first.respond(unlock).status) == (200, 200)
    monkeypatch.delattr(Compiler, "validator")
    second = Mock()
    assert [agent["id"] for agent in second.records("agents")] == names
    assert second.records("agents")[2]["isLocked"]
    assert (second.respond(create).status, second.respond(unlock).status) == (200, 200)
    first.reset()
    assert first.records("agents") == Mock().records("agents") != second.records("agents")


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the extra, and the requirement for a vendored copy."""
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    with pytest.raises(ConfigurationError) as caught:
        Mock(document=DOCUMENT)
    assert str(caught.value) == (
        "The mock needs the library jsonschema-rs, which is not installed. Run: python -m pip install "
        "'jsonschema-rs>=0.44' (or install this package with its extra [testing])."
    )
