"""Many files become one document, each part of which knows where it came from."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document import source
from generator.document.load import load_document
from generator.document.normalize import normalize
from generator.document.pointers import resolve
from generator.document.source import read
from generator.document.walk import operations
from generator.errors import SpecError
from tests.generator.support import load, minimal, operation, write_yaml

CONTENTS = """\
openapi: 3.1.0
paths:
  /pets: {$ref: paths/pets.yaml#/all}
components:
  securitySchemes:
    key: {$ref: components/securitySchemes/key.yaml}
"""
PATHS = """\
all:
  get:
    parameters: [{$ref: ../components/parameters/Page.yaml}]
    responses:
      200:
        description: no
        content:
          application/json:
            schema: {$ref: ../components/schemas/Pet.yaml}
            examples:
              rex: {$ref: ../examples/rex.yaml}
      404: {$ref: ../components/responses/NotFound.yaml}
"""


def spread(folder: Path) -> Path:
    """Write a document of many files and return its contents page."""
    write_yaml(folder, PATHS, "paths/pets.yaml")
    write_yaml(folder, "name: page\nin: query\nschema: {type: integer}\n", "components/parameters/Page.yaml")
    write_yaml(folder, "description: None\n", "components/responses/NotFound.yaml")
    write_yaml(folder, "type: http\nscheme: basic\n", "components/securitySchemes/key.yaml")
    write_yaml(folder, "value: {name: Rex, born: 2020-01-01}\n", "examples/rex.yaml")
    pet = "type: object\nproperties:\n  parent: {$ref: Pet.yaml, description: Its mother.}\n"
    write_yaml(folder, pet, "components/schemas/Pet.yaml")
    return write_yaml(folder, CONTENTS)


def test_files_become_components(tmp_path: Path) -> None:
    """A schema, parameter, response or example file is a component of its name; a path item is put in place."""
    document = load_document(spread(tmp_path)).document
    get = document["paths"]["/pets"]["get"]
    assert get["parameters"] == [{"$ref": "#/components/parameters/Page"}]
    assert get["responses"]["404"] == {"$ref": "#/components/responses/NotFound"}
    content = get["responses"]["200"]["content"]["application/json"]
    assert content["schema"] == {"$ref": "#/components/schemas/Pet"}
    assert content["examples"] == {"rex": {"$ref": "#/components/examples/rex"}}
    assert document["components"]["securitySchemes"] == {"key": {"type": "http", "scheme": "basic"}}
    assert document["components"]["examples"]["rex"]["value"]["name"] == "Rex"


def test_a_schema_may_refer_to_itself(tmp_path: Path) -> None:
    """Circles between schemas are kept as references, with what stands beside them."""
    document = load_document(spread(tmp_path)).document
    parent = document["components"]["schemas"]["Pet"]["properties"]["parent"]
    assert parent == {"$ref": "#/components/schemas/Pet", "description": "Its mother."}


def test_every_part_knows_its_line(tmp_path: Path) -> None:
    """A pointer of the bundled document leads to the file and line that it was written on."""
    loaded = load_document(spread(tmp_path))
    assert loaded.locate("/paths/~1pets/get/responses/404") == f"{tmp_path}/paths/pets.yaml:12"
    assert loaded.locate("/components/schemas/Pet/properties/parent") == f"{tmp_path}/components/schemas/Pet.yaml:3"
    assert loaded.locate("/components/schemas/Pet/nothing/here") == f"{tmp_path}/components/schemas/Pet.yaml:1"


def test_yaml_makes_no_surprises(tmp_path: Path) -> None:
    """no is a word, a date is text, a status is a key, a number with a leading zero is none, text in quotes is text."""
    text = "{no: no, on: 2020-01-01, 200: 1, a: 010, b: 1e3, c: '1', d: .5, e: -0, f: 1_000, g: ~, h: 0x1f, i: !!str 1}"
    assert load(tmp_path, text).document == {
        "no": "no",
        "on": "2020-01-01",
        "200": 1,
        "a": "010",
        "b": 1000.0,
        "c": "1",
        "d": 0.5,
        "e": 0,
        "f": "1_000",
        "g": None,
        "h": "0x1f",
        "i": "1",
    }


def test_two_files_of_one_name_stay_apart(tmp_path: Path) -> None:
    """The second component of a name gets a number, and the contents page's own names are kept."""
    write_yaml(tmp_path, "type: string\n", "a/Name.yaml")
    write_yaml(tmp_path, "type: integer\n", "b/Name.yaml")
    document = load(
        tmp_path,
        "components: {schemas: {X: {type: array, items: {$ref: a/Name.yaml}},"
        " Y: {type: array, items: {$ref: b/Name.yaml}}, Z: {$ref: b/Name.yaml}}}",
    ).document
    schemas = document["components"]["schemas"]
    assert schemas["X"]["items"] == {"$ref": "#/components/schemas/Name"}
    assert schemas["Y"]["items"] == {"$ref": "#/components/schemas/Z"}
    assert schemas["Name"] == {"type": "string"}
    assert schemas["Z"] == {"type": "integer"}
    write_yaml(tmp_path, "type: boolean\n", "c/Name.yaml")
    used = {name: {"$ref": f"{name}/Name.yaml"} for name in "abc"}
    document = load(tmp_path, {"components": {"schemas": {"X": {"properties": used}}}}).document
    assert list(document["components"]["schemas"]) == ["X", "Name", "Name2", "Name3"]


def test_a_reference_may_lead_to_an_item_of_a_list(tmp_path: Path) -> None:
    """Of another file, whose name may be in capitals; beyond its last item it leads nowhere."""
    write_yaml(tmp_path, "- {type: string}\n- {type: integer}\n", "PARTS.YAML")
    schemas = load(tmp_path, "components: {schemas: {X: {$ref: 'PARTS.YAML#/1'}}}").document["components"]["schemas"]
    assert schemas["X"] == {"type": "integer"}
    for index in ("2", "-1", "x", "1/0"):
        with pytest.raises(SpecError, match=f"the reference leads nowhere: .*PARTS.YAML#/{index}"):
            load(tmp_path, f"components: {{schemas: {{X: {{$ref: 'PARTS.YAML#/{index}'}}}}}}")


def test_a_reference_may_lead_through_others(tmp_path: Path) -> None:
    """A file that holds only a reference is as good as what it leads to."""
    write_yaml(tmp_path, "$ref: b.yaml#/deep/er\n", "a.yaml")
    write_yaml(tmp_path, "deep: {er: {type: string}}\n", "b.yaml")
    document = load(tmp_path, "components: {schemas: {X: {items: {$ref: a.yaml}}}}").document
    assert document["components"]["schemas"]["er"] == {"type": "string"}


def test_a_discriminator_may_name_files(tmp_path: Path) -> None:
    """The values of a mapping are references too."""
    write_yaml(tmp_path, "type: object\n", "Cat.yaml")
    discriminator = "discriminator: {propertyName: k, mapping: {c: ./Cat.yaml}}"
    text = f"components: {{schemas: {{X: {{oneOf: [{{$ref: Cat.yaml}}], {discriminator}}}}}}}"
    schema = load(tmp_path, text).document["components"]["schemas"]["X"]
    assert schema["discriminator"]["mapping"] == {"c": "#/components/schemas/Cat"}


def test_data_is_left_alone(tmp_path: Path) -> None:
    """Inside an example $ref is a key like any other, unless it is all there is and names a file."""
    write_yaml(tmp_path, "name: Rex\n", "rex.yaml")
    text = "components: {schemas: {X: {examples: [{$ref: '#/nowhere'}, {$ref: rex.yaml}, {$ref: rex.yaml, a: 1}]}}}"
    examples = load(tmp_path, text).document["components"]["schemas"]["X"]["examples"]
    assert examples == [{"$ref": "#/nowhere"}, {"name": "Rex"}, {"$ref": "rex.yaml", "a": 1}]


def test_a_property_may_be_called_as_a_keyword(tmp_path: Path) -> None:
    """The author's own names are not keywords: what stands under them is a schema."""
    write_yaml(tmp_path, "type: string\n", "S.yaml")
    text = "components: {schemas: {X: {properties: {example: {$ref: S.yaml}, default: {$ref: S.yaml}}}}}"
    properties = load(tmp_path, text).document["components"]["schemas"]["X"]["properties"]
    assert properties["example"] == properties["default"] == {"$ref": "#/components/schemas/S"}


def test_a_path_item_of_the_same_file_is_put_in_place(tmp_path: Path) -> None:
    """Operations that stand behind a local reference are operations like any other."""
    text = "paths: {/a: {$ref: '#/components/pathItems/X'}}\ncomponents: {pathItems: {X: {get: {summary: S}}}}"
    assert load(tmp_path, text).document["paths"]["/a"] == {"get": {"summary": "S"}}


@pytest.mark.parametrize(
    "files",
    [
        {"openapi.yaml": "paths: {/a: {$ref: a.yaml}}", "a.yaml": "get: {x: {$ref: a.yaml}}"},
        {"openapi.yaml": "paths: {/a: {$ref: a.yaml}}", "a.yaml": "$ref: b.yaml", "b.yaml": "$ref: a.yaml"},
    ],
)
def test_a_circle_that_cannot_be_inlined_is_refused(files: dict[str, str], tmp_path: Path) -> None:
    """A path item inside itself would never end."""
    for name, text in files.items():
        write_yaml(tmp_path, text, name)
    with pytest.raises(SpecError, match="circle"):
        load_document(tmp_path / "openapi.yaml")


def test_a_symbolic_link_does_not_lead_out(tmp_path: Path) -> None:
    """Not even a link inside the folder shows a file outside it."""
    (tmp_path / "secret").write_text("a: 1\n")
    inner = tmp_path / "spec"
    inner.mkdir()
    (inner / "link.yaml").symlink_to(tmp_path / "secret")
    with pytest.raises(SpecError, match="leads out of the document's folder"):
        load(inner, "paths: {/a: {$ref: link.yaml}}")


def test_all_dangling_references_are_reported_at_once(tmp_path: Path) -> None:
    """Mending a document does not take one run a mistake."""
    with pytest.raises(SpecError) as error:
        load(tmp_path, "paths: {/a: {$ref: a.yaml}, /b: {$ref: '#/b'}, /c: {get: {requestBody: {$ref: '#/c'}}}}")
    assert [finding.pointer for finding in error.value.findings] == [
        *("/paths/~1a", "/paths/~1b", "/paths/~1c/get/requestBody")
    ]


@pytest.mark.parametrize("fragment", ["/items/2", "/items/-1", "/items/x", "/items/0/x", "/none"])
def test_a_reference_to_what_another_file_does_not_have_leads_nowhere(fragment: str, tmp_path: Path) -> None:
    """Such as the item after the last one."""
    write_yaml(tmp_path, {"items": [{"type": "string"}, {"type": "integer"}]}, "a.yaml")
    assert load(tmp_path, {"components": {"schemas": {"X": {"$ref": "a.yaml#/items/1"}}}}).document
    with pytest.raises(SpecError) as error:
        load(tmp_path, {"components": {"schemas": {"X": {"$ref": f"a.yaml#{fragment}"}}}})
    (finding,) = error.value.findings
    assert finding.message == f"the reference leads nowhere: {tmp_path / 'a.yaml'}#{fragment}"


@pytest.mark.parametrize("reference", ["//files.example/a.yaml", "https://files.example/a.yaml#/x", "ftp://a.yaml"])
def test_a_reference_to_another_machine_is_refused(reference: str, tmp_path: Path) -> None:
    """Nothing is fetched, whatever the address looks like."""
    with pytest.raises(SpecError) as error:
        load(tmp_path, {"components": {"schemas": {"X": {"$ref": reference}}}})
    (finding,) = error.value.findings
    message = f"the reference {reference!r} leads to another machine; put a copy of the file next to the document"
    assert (finding.pointer, finding.message) == ("/components/schemas/X", message)


def test_long_references_are_named_by_their_beginnings(tmp_path: Path) -> None:
    """A message stays a line, whatever somebody has pasted."""
    references = {"long": "x" * 300, "odd": "\0" + "y" * 300}
    schemas = {name: {"$ref": reference} for name, reference in references.items()}
    with pytest.raises(SpecError) as error:
        load(tmp_path, {"components": {"schemas": schemas}})
    shown = f"{tmp_path}/{references['long']}"[:200]
    assert [finding.message for finding in error.value.findings] == [
        f"File name too long: {shown}",
        f"the reference {references['odd'][:200]!r} is not a valid file name",
    ]


def test_a_component_has_a_name_of_at_most_100_characters(tmp_path: Path) -> None:
    """It becomes part of other names."""
    write_yaml(tmp_path, {"x" * 150: {"type": "string"}, "?": {"type": "integer"}}, "a.yaml")
    reference = {name: {"$ref": f"a.yaml#/{name}"} for name in ("x" * 150, "?")}
    document = load(tmp_path, {"components": {"schemas": {"A": {"properties": reference}}}}).document
    assert list(document["components"]["schemas"]) == ["A", "x" * 100, "-"]


@pytest.mark.parametrize(("components", "line"), [("7", 2), ("{x: 1, schemas: [1]}", 2), ("\n  a: 1\n  schemas: 7", 4)])
def test_components_that_cannot_take_another_one_are_named(tmp_path: Path, components: str, line: int) -> None:
    """With their line."""
    write_yaml(tmp_path, {"type": "string"}, "a.yaml")
    used = "paths: {/a: {get: {requestBody: {content: {a/b: {schema: {$ref: a.yaml}}}}}}}"
    with pytest.raises(SpecError) as error:
        load(tmp_path, f"{used}\ncomponents: {components}\n")
    (finding,) = error.value.findings
    place = f"{tmp_path / 'openapi.yaml'}:{line}"
    assert (finding.pointer, finding.message, finding.location) == ("/components", "schemas is not a mapping", place)


def test_a_file_may_be_put_in_several_places(tmp_path: Path) -> None:
    """One after the other is not a circle."""
    write_yaml(tmp_path, {"get": {"summary": "One"}}, "a.yaml")
    document = load(tmp_path, "paths: {/a: {$ref: a.yaml}, /b: {$ref: a.yaml}}").document
    assert document["paths"]["/a"] == document["paths"]["/b"] == {"get": {"summary": "One"}}


def test_the_hash_is_that_of_the_content(tmp_path: Path) -> None:
    """Layout, comments and order do not change it; a value does."""
    first = load(tmp_path, "a: 1\nb: [x]\n").sha256
    assert load(tmp_path, "# other\nb:\n  - x\na: 1\n").sha256 == first
    assert load(tmp_path, "a: 2\nb: [x]\n").sha256 != first


def test_normalizing_states_what_was_implicit(tmp_path: Path) -> None:
    """Root security and a path's parameters stand in each operation; its own win."""
    document = minimal()
    own = operation(document)
    del own["security"]
    document["security"] = [{"key": []}]
    document["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    item = document["paths"]["/pets/{petId}"]
    item["parameters"] = [
        {"name": "petId", "in": "path", "required": True, "schema": {"type": "string"}},
        {"name": "trace", "in": "query", "schema": {"type": "string"}},
    ]
    before = copy.deepcopy(document)
    result = operation(normalize(document))
    assert document == before
    assert result["security"] == [{"key": []}]
    assert [(parameter["name"], parameter["schema"]["type"]) for parameter in result["parameters"]] == [
        ("trace", "string"),
        ("petId", "integer"),
    ]
    assert "parameters" not in normalize(document)["paths"]["/pets/{petId}"]
    item["put"] = copy.deepcopy(own)
    methods = normalize(document)["paths"]["/pets/{petId}"]
    assert methods["get"]["parameters"] == methods["put"]["parameters"]
    assert methods["get"]["parameters"][0] is not methods["put"]["parameters"][0]


def test_normalizing_leaves_out_servers_that_nothing_can_be_sent_to() -> None:
    """Of the document, its paths and its operations."""
    servers = [
        {"url": "https://a.example"},
        {"url": "https://ada@a.example"},
        7,
        {"url": "/v1"},
        {"url": "ftp://a.example"},
    ]
    path = {"servers": servers, "get": {"servers": servers, "responses": {}}, "put": {"responses": {}}}
    document = normalize({"servers": servers, "paths": {"/a": path}})
    usable = [{"url": "https://a.example"}, {"url": "/v1"}]
    item = document["paths"]["/a"]
    assert [document["servers"], item["servers"], item["get"]["servers"]] == [usable] * 3
    assert "servers" not in item["put"]
    assert servers[2] == 7


def test_normalizing_leaves_stated_security_alone() -> None:
    """security: [] says that nobody has to sign in, whatever the root says."""
    document = minimal()
    document["security"] = [{"key": []}]
    assert operation(normalize(document))["security"] == []


def test_keywords_of_openapi_3_0_are_turned_into_json_schema() -> None:
    """nullable and boolean limits mean the same in the words of 3.1, and a property of that name stays."""
    document = minimal()
    document["components"]["schemas"]["Pet"]["properties"] |= {
        "age": {"type": "integer", "nullable": True, "minimum": 0, "exclusiveMinimum": True},
        "kind": {"type": "string", "nullable": True, "enum": ["cat"]},
        "nullable": {"type": "string"},
    }
    properties = normalize(document)["components"]["schemas"]["Pet"]["properties"]
    assert properties["age"] == {"type": ["integer", "null"], "exclusiveMinimum": 0}
    assert properties["kind"] == {"type": ["string", "null"], "enum": ["cat", None]}
    assert properties["nullable"] == {"type": "string"}


def test_the_bundled_document_is_json(tmp_path: Path) -> None:
    """The mock reads it from the package as JSON."""
    document = load_document(spread(tmp_path)).document
    assert json.loads(json.dumps(document)) == document


def referring(*references: str) -> dict[str, Any]:
    """Return a document that refers to several schemas."""
    schema = {"allOf": [{"$ref": reference} for reference in references]}
    content = {"application/json": {"schema": schema}}
    return {"paths": {"/a": {"get": {"responses": {"200": {"description": "All", "content": content}}}}}}


def targets(document: dict[str, Any]) -> list[Any]:
    """Return what the references of :func:`referring` lead to."""
    schema = document["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return [resolve(document, part)[0]["description"] for part in schema["allOf"]]


@pytest.mark.parametrize(
    ("components", "others"),
    [
        ({}, {}),
        ({"schemas": {"X": {"description": "own"}}}, {}),
        ({"schemas": {"X": {"$ref": "b/X.yaml"}}}, {}),
        ({"schemas": {"$ref": "all.yaml"}}, {"all.yaml": {"X": {"description": "own"}}}),
        ({"schemas": {"$ref": "all.yaml"}}, {"all.yaml": {"X": {"$ref": "b/X.yaml"}, "Y": {"$ref": "a/X.yaml"}}}),
        ({"$ref": "all.yaml"}, {"all.yaml": {"schemas": {"X": {"description": "own"}}}}),
    ],
)
def test_files_of_one_name_stay_apart(components: Any, others: dict[str, Any], tmp_path: Path) -> None:
    """Each becomes a component, whatever the document itself calls so; no schema takes another's place."""
    for name in ("a", "b"):
        write_yaml(tmp_path, {"description": name}, f"{name}/X.yaml")
    for name, content in others.items():
        write_yaml(tmp_path, content, name)
    document = load(tmp_path, referring("a/X.yaml", "b/X.yaml", "a/X.yaml") | {"components": components}).document
    assert targets(document) == ["a", "b", "a"]
    declared = others.get("all.yaml", components)
    if {"description": "own"} in (declared.get("X"), declared.get("schemas", {}).get("X")):
        assert document["components"]["schemas"]["X"] == {"description": "own"}


SPELLINGS = {
    "My Pet": "My%20Pet",
    "a/b": "a~1b",
    "p%20q": "p%2520q",
    "t~1": "t~01",
    "u~0": "u%7E00",
    "é": "%C3%A9",
}


@pytest.mark.parametrize("prefix", ["#/components/schemas/", "all.yaml#/"])
def test_references_are_decoded_once(prefix: str, tmp_path: Path) -> None:
    """Percent-encoding first, then ``~1`` and ``~0`` (RFC 6901 sections 4 and 6), in any file."""
    schemas = {name: {"description": name} for name in SPELLINGS}
    write_yaml(tmp_path, schemas, "all.yaml")
    components = {"components": {"schemas": schemas}} if prefix.startswith("#") else {}
    document = load(tmp_path, referring(*(prefix + spelling for spelling in SPELLINGS.values())) | components).document
    assert targets(document) == list(SPELLINGS)


def test_a_file_name_may_be_percent_encoded(tmp_path: Path) -> None:
    """A reference is a URI; the component's name has only characters that OpenAPI allows."""
    write_yaml(tmp_path, {"description": "spaced"}, "My Pet.yaml")
    document = load(tmp_path, referring("My%20Pet.yaml")).document
    assert targets(document) == ["spaced"]
    assert list(document["components"]["schemas"]) == ["My-Pet"]


def test_json_may_escape_characters_in_pairs(tmp_path: Path) -> None:
    """Emoji take two escapes in JSON (RFC 8259 section 7); an escaped backslash before one is none."""
    text = "\U0001f600\U0001f601 \\ud83d\\ude00 \\\\\U0001f600 \t/"
    document = minimal()
    document["info"]["description"] = text
    path = tmp_path / "openapi.json"
    for spelled in (json.dumps(document), json.dumps(document, indent="\t").replace("/", "\\/")):
        path.write_text(spelled)
        assert load_document(path).document["info"]["description"] == text


def test_half_a_pair_is_an_error(tmp_path: Path) -> None:
    """A lone surrogate is not a character, and could not be written to any file."""
    document = minimal()
    document["info"]["description"] = "half \ud83d"
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document))
    with pytest.raises(SpecError, match=r"openapi\.json:1: \[yaml\] half of a surrogate pair"):
        load_document(path)


def test_only_methods_are_operations() -> None:
    """A path item holds other objects too, and a method that is not an object is for lint to find."""
    item: dict[str, Any] = {
        "get": {"operationId": "a"},
        "x-note": {"operationId": "b"},
        "post": None,
        "parameters": [],
        "summary": "c",
    }
    assert [(ref.method, ref.id) for ref in operations({"paths": {"/a": item}})] == [("get", "a")]
    assert [(ref.id, ref.tag) for ref in operations({"paths": {"/a": {"put": {"tags": ["T", "U"]}}}})] == [
        ("put /a", "T")
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [("a: 1", 2), ("a: [1, 2]\nb: {c: d}", 6), ("a: &x [1, 2]\nb: *x\nc: *x", 10), ("a: {b: &x [1, *y]}", None)],
)
def test_values_are_counted(monkeypatch: pytest.MonkeyPatch, text: str, values: int | None) -> None:
    """Each time that an alias repeats them, so that a small file cannot become a huge document."""
    if values is None:
        with pytest.raises(SpecError, match=r"the alias \*y has no anchor before it"):
            read(Path("a.yaml"), "a.yaml", text.encode())
        return
    monkeypatch.setattr(source, "MAX_VALUES", values)
    read(Path("a.yaml"), "a.yaml", text.encode())
    monkeypatch.setattr(source, "MAX_VALUES", values - 1)
    with pytest.raises(SpecError, match=f"holds more than {values - 1} values"):
        read(Path("a.yaml"), "a.yaml", text.encode())


def test_files_are_read_from_memory_if_they_are_given(tmp_path: Path) -> None:
    """Those of a revision, for example; the disk is not asked, and one that is missing is named."""
    root = tmp_path / "spec/openapi.yaml"
    files = {root: b"a: {$ref: parts/b.yaml}\n", tmp_path / "spec/parts/b.yaml": b"c: 1\r\nd: 2\r\n"}
    loaded = load_document(root, files)
    assert loaded.document == {"a": {"c": 1, "d": 2}}
    assert loaded.sources == {
        "openapi.yaml": hashlib.sha256(files[root]).hexdigest(),
        "parts/b.yaml": hashlib.sha256(b"c: 1\nd: 2\n").hexdigest(),
    }
    for kept, missing in ((root, "parts/b.yaml"), (tmp_path / "spec/parts/b.yaml", "openapi.yaml")):
        with pytest.raises(SpecError) as caught:
            load_document(root, {kept: files[kept]})
        assert "no such file" in str(caught.value)
        assert missing in str(caught.value)


_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u2028\u2029\ufeff", max_codepoint=0xFFFF
        )
    )
)
_KEYS = st.sampled_from(["a", "$ref", "1", "é", "a\nb", '"', "\\"])
_JSON = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4), max_leaves=10
)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(_KEYS, _JSON, max_size=5), st.sampled_from([None, 0, 2]), st.booleans())
def test_json_is_read_as_the_yaml_that_it_is(value: dict[str, Any], indent: int | None, ascii_only: bool) -> None:
    """JSON has a reader of its own, which is faster. A comment before it makes YAML of it, and moves it by one line."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    as_json, as_yaml = (read(Path("x"), "x", content.encode()) for content in (f"\n{text}\n", f"#\n{text}\n"))
    assert as_json == as_yaml
    assert as_json.plain() == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1,\n "a": 2}', "x:2: [yaml] duplicate key 'a'"),
        ('{"a": 1,\n "b": 1e999}', "x:2: [yaml] the number '1e999' is out of range"),
        ('{"a": 1,\n "b": "\\ud800"}', "x:2: [yaml] half of a surrogate pair is not a character"),
        ('{"a": 1\n "b": 2}', "x:2: [yaml] did not find expected ',' or '}'"),
        ('{"a": 1}\n{}', "x:2: [yaml] did not find expected <document start>"),
        ('{"a":\n' + "[" * 200 + "]" * 200 + "}", "x:2: [yaml] is nested more than 100 levels deep"),
        ('{"a": [1,\n', "x:2: [yaml] did not find expected node content"),
    ],
)
def test_json_that_is_odd_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SpecError, match=re.escape(message)):
        read(Path("x"), "x", text.encode())


def test_json_may_end_its_lists_early_and_still_be_yaml() -> None:
    """What only YAML allows in JSON, such as commas at the end and comments, is read, too."""
    assert read(Path("x"), "x", b'{"a": [1, 2,], # two\n}').plain() == {"a": [1, 2]}


def test_a_document_has_a_bounded_number_of_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In all of its files together, and the place says where it was too much."""
    write_yaml(tmp_path, "a: 1\nb: 2\n", "b.yaml")
    path = write_yaml(tmp_path, "x:\n  $ref: b.yaml\ny: 1\n")
    monkeypatch.setattr("generator.document.load.MAX_VALUES", 6)
    load_document(path)
    monkeypatch.setattr("generator.document.load.MAX_VALUES", 3)
    with pytest.raises(SpecError) as error:
        load_document(path)
    assert str(error.value) == f"{tmp_path}/b.yaml:1: [yaml] more than 3 values"


def test_a_file_may_refer_to_its_own_parts(tmp_path: Path) -> None:
    """They become components; a reference inside of the root file stays as it is written."""
    write_yaml(tmp_path, "A: {properties: {b: {$ref: '#/B'}}}\nB: {type: integer}\n", "b.yaml")
    text = "components: {schemas: {X: {$ref: 'b.yaml#/A'}, Y: {$ref: '#/components/schemas/%58'}}}"
    assert load(tmp_path, text).document["components"]["schemas"] == {
        "X": {"properties": {"b": {"$ref": "#/components/schemas/B"}}},
        "Y": {"$ref": "#/components/schemas/%58"},
        "B": {"type": "integer"},
    }


def test_a_reference_may_lead_to_text(tmp_path: Path) -> None:
    """Long descriptions and code samples are in files of their own, and nothing in them is a reference."""
    for name in ("hello.md", "sample.py"):
        (tmp_path / name).write_text("$ref: x.yaml\n- [a: b]: c\n", encoding="utf-8")
    info = {"title": "Tiny", "version": "1", "description": {"$ref": "hello.md"}, "x-sample": {"$ref": "sample.py"}}
    loaded = load_document(write_yaml(tmp_path, minimal() | {"info": info}))
    assert loaded.document["info"]["description"] == "$ref: x.yaml\n- [a: b]: c\n"
    assert loaded.document["info"]["x-sample"] == loaded.document["info"]["description"]
    assert set(loaded.sources) == {"openapi.yaml", "hello.md", "sample.py"}
    assert loaded.locate("/info/description") == f"{tmp_path / 'hello.md'}:1"


@pytest.mark.parametrize("content", [b"a: [", b"\xff", b"a: 1\n  b: 2"])
def test_a_file_that_cannot_be_read_costs_what_refers_to_it(content: bytes, tmp_path: Path) -> None:
    """The finding names the place in the file, once for each reference; without tolerance it is an error."""
    (tmp_path / "broken.yaml").write_bytes(content)
    document = minimal()
    document["components"]["schemas"] |= {name: {"$ref": "broken.yaml"} for name in ("A", "B")}
    path = write_yaml(tmp_path, document)
    problems = [finding for finding in load_document(path, tolerant=True).findings if finding.rule == "ref"]
    assert [finding.pointer for finding in problems] == ["/components/schemas/A", "/components/schemas/B"]
    assert all(f"{tmp_path / 'broken.yaml'}:" in finding.message for finding in problems)
    with pytest.raises(SpecError, match=r"broken\.yaml:"):
        load_document(path)


def test_what_stands_beside_a_reference_in_another_file_is_kept(tmp_path: Path) -> None:
    """Such a schema is one of its own, and not that which it refers to."""
    write_yaml(tmp_path, "{$ref: b.yaml, description: mine}", "a.yaml")
    write_yaml(tmp_path, "{$ref: c.yaml}", "b.yaml")
    write_yaml(tmp_path, "{type: string, description: theirs}", "c.yaml")
    document = minimal()
    document["components"]["schemas"]["Uses"] = {"properties": {"x": {"$ref": "a.yaml"}, "y": {"$ref": "b.yaml"}}}
    loaded = load_document(write_yaml(tmp_path, document)).document["components"]["schemas"]
    x, y = (loaded["Uses"]["properties"][name]["$ref"].rpartition("/")[2] for name in "xy")
    assert loaded[x] == {"$ref": f"#/components/schemas/{y}", "description": "mine"}
    assert loaded[y] == {"type": "string", "description": "theirs"}


def test_what_stands_beside_a_reference_that_is_put_in_its_place_counts(tmp_path: Path) -> None:
    """As the summary of a path does (OpenAPI 3.1, section 4.8.9.1)."""
    item = {"summary": "theirs", "description": "theirs", "get": {"responses": {}}}
    write_yaml(tmp_path, item, "a.yaml")
    document = minimal()
    document["paths"]["/a"] = {"$ref": "a.yaml", "summary": "mine"}
    loaded = load_document(write_yaml(tmp_path, document)).document
    assert loaded["paths"]["/a"] == {**item, "summary": "mine"}


def test_a_reference_to_a_component_is_percent_encoded(tmp_path: Path) -> None:
    """As a pointer in a URI fragment is (RFC 6901 section 6), whatever the component is called."""
    write_yaml(tmp_path, "{type: string}", "a.yaml")
    document = minimal()
    schemas = document["components"]["schemas"]
    schemas["a b/%~é"] = {"$ref": "a.yaml"}
    schemas["Uses"] = {"items": {"$ref": "a.yaml"}}
    loaded = load_document(write_yaml(tmp_path, document)).document
    assert loaded["components"]["schemas"]["Uses"]["items"] == {"$ref": "#/components/schemas/a%20b~1%25~0%C3%A9"}
    assert resolve(loaded, loaded["components"]["schemas"]["Uses"]["items"])[0] == {"type": "string"}
