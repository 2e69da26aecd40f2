"""Documents of others: what is repaired, guessed, degraded or skipped, and what is said about it."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.adapt.adapt import Adaptation, adapt
from generator.adapt.dependents import Dependents
from generator.commands import main
from generator.document.load import load_document
from generator.errors import SpecError
from generator.model import Api
from generator.python_source import annotation
from tests.generator.support import minimal, operation, write_yaml

Change = Callable[[Any], None]


def adapted(folder: Path, document: Any) -> Adaptation:
    return adapt(load_document(write_yaml(folder, document), tolerant=True))


def set_at(*path: str | int, value: Any) -> Change:
    """Return a change that puts ``value`` where ``path`` leads, or takes away what is there for ``...``."""

    def change(document: Any) -> None:
        node = document
        for step in path[:-1]:
            node = node.setdefault(step, {}) if isinstance(node, dict) else node[step]
        if value is ...:
            del node[path[-1]]
        else:
            node[path[-1]] = value

    return change


PATH = ("paths", "/pets/{petId}")
GET = (*PATH, "get")
PARAMETERS = (*GET, "parameters")
OK = (*GET, "responses", "200")
JSON = (*OK, "content", "application/json")
PET = ("components", "schemas", "Pet")
NAME = (*PET, "properties", "name")
SWAGGER_2 = {"name": "petId", "in": "path", "required": True, "type": "integer"}
GET_PET: dict[str, Any] = minimal()["paths"]["/pets/{petId}"]["get"]
NAMED_BY_A_LIST = {"name": ["x"], "in": "query", "schema": {}}
BAD_PORT = {"url": "https://tiny.example:99999"}
RESULT = {"responses": {"200": {"description": "Received"}}}
TEXT: dict[str, Any] = {"requestBody": {"content": {"text/plain": {}}}}
PET_ID = {"name": "petId", "in": "path", "required": True, "schema": {"type": "integer"}}


WHOLE: dict[str, Any] = {
    "type": "object",
    "properties": {"name": {"$ref": "#/definitions/Name"}},
    "definitions": {"Name": {"type": "string"}},
}


# Each with the grade of what is said about it, or an empty text where nothing is.
MENDED: list[tuple[str, str, Change]] = [
    ("no title", "guessed", set_at("info", value={})),
    ("another version", "guessed", set_at("openapi", value="3.2.0")),
    ("no version", "guessed", set_at("openapi", value=...)),
    ("the version of Swagger beside that of OpenAPI", "", set_at("swagger", value="2.0")),
    ("a reference within what was a document", "guessed", set_at(*PET, value=WHOLE)),
    ("null instead of nothing", "", set_at(*GET, "description", value=None)),
    ("no responses", "note", set_at(*GET, "responses", value=...)),
    ("a response without a description", "", set_at(*OK, "description", value=...)),
    ("a path without its slash", "guessed", lambda document: document.update(paths={"pets/{petId}": {"get": GET_PET}})),
    ("a missing path parameter", "guessed", set_at(*PARAMETERS, value=[])),
    ("another spelling of a path parameter", "guessed", set_at(*PARAMETERS, 0, "name", value="pet_id")),
    ("a path parameter that is not required", "", set_at(*PARAMETERS, 0, "required", value=False)),
    ("a path parameter too many", "note", set_at(*PARAMETERS, value=[PET_ID, {**PET_ID, "name": "id"}])),
    ("a parameter twice", "note", set_at(*PARAMETERS, value=[PET_ID, PET_ID])),
    ("a parameter of Swagger 2.0", "guessed", set_at(*PARAMETERS, 0, value=SWAGGER_2)),
    ("an ignored header", "note", set_at(*PARAMETERS, value=[PET_ID, {**PET_ID, "name": "Accept", "in": "header"}])),
    ("a type of another language", "guessed", set_at(*NAME, "type", value="str")),
    ("a type in capitals", "", set_at(*NAME, "type", value="String")),
    ("required beside the property's type", "guessed", set_at(*NAME, "required", value=True)),
    ("a name listed twice", "", set_at(*PET, "required", value=["name", "name"])),
    ("a constraint of the wrong type", "note", set_at(*NAME, "maxLength", value="ten")),
    ("a wrong extension", "note", set_at(*GET, "x-source", value=["a book"])),
    ("an unknown type", "degraded", set_at(*NAME, "type", value="strng")),
    ("lists in the place of types", "", set_at(*NAME, "type", value=[["string"], "string"])),
    ("a parameter whose name is a list", "degraded", set_at(*PARAMETERS, value=[PET_ID, NAMED_BY_A_LIST])),
    ("parts by their indices", "", set_at(*JSON, "schema", "allOf", value={"3": {"title": "Pet"}})),
    ("parts that contradict each other", "degraded", set_at(*NAME, "allOf", value=[{"type": "array"}])),
    ("parameters that are not a list", "degraded", set_at(*PATH, "parameters", value={"$ref": "#/servers"})),
    ("parameters by their names", "guessed", set_at(*PARAMETERS, value={"petId": PET_ID})),
    ("a reference that leads nowhere", "degraded", set_at(*NAME, value={"$ref": "#/components/schemas/Nobody"})),
    ("a reference into a missing file", "degraded", set_at(*NAME, value={"$ref": "missing.yaml"})),
    ("a reference to something else", "degraded", set_at(*NAME, value={"$ref": "#/info"})),
    ("a schema that consists of itself", "degraded", set_at(*NAME, value={"$ref": f"#/{'/'.join(NAME)}"})),
    ("a response that is not one", "degraded", set_at(*OK, value="fine")),
    ("an optional parameter that is not one", "degraded", set_at(*PARAMETERS, value=[PET_ID, {"name": "x"}])),
    ("a server whose port is impossible", "guessed", set_at("servers", value=[BAD_PORT, *minimal()["servers"]])),
    ("pages that the operation does not have", "degraded", set_at(*GET, "x-fern-pagination", value={"offset": "$x"})),
    ("a webhook that is not JSON", "degraded", set_at("webhooks", value={"sold": {"post": {**RESULT, **TEXT}}})),
    ("an unknown security scheme", "guessed", set_at(*GET, "security", value=[{"nobody": []}])),
]  # fmt: skip


@pytest.mark.parametrize(("grade", "change"), [pytest.param(*case[1:], id=case[0]) for case in MENDED])
def test_a_trouble_costs_no_operation(grade: str, change: Change, tmp_path: Path) -> None:
    """The document is rendered, and what had to be done is graded, with the line."""
    document = minimal()
    change(document)
    adaptation = adapted(tmp_path, document)
    assert (adaptation.rendered, adaptation.total) == (1, 1)
    assert [finding.grade for finding in adaptation.findings] == ([grade] if grade else [])
    assert all(re.search(r":\d+$", finding.location) for finding in adaptation.findings)


def test_a_schema_without_a_type_leaves_all_others_theirs(tmp_path: Path) -> None:
    """What refers to it keeps its own members."""
    document = minimal()
    document["components"]["schemas"]["Pet"]["properties"] |= {
        "odd": {"$ref": "#/components/schemas/Odd"},
        "friend": {"$ref": "#/components/schemas/Pet"},
    }
    document["components"]["schemas"]["Odd"] = {"allOf": [{"type": "array"}, {"type": "string"}]}
    adaptation = adapted(tmp_path, document)
    (pet,) = adaptation.api.models
    assert {field.name: annotation(field.type) for field in pet.fields} == {
        "name": "str",
        "odd": "Any",
        "friend": "Pet",
    }
    (finding,) = adaptation.findings
    assert finding.pointer == "/components/schemas/Odd"
    assert finding.affected == ("pets.get",)
    assert str(finding).endswith(
        "; its values may be anything; touches 1 operation: pets.get (/components/schemas/Odd)"
    )


def test_references_may_lead_into_paths(tmp_path: Path) -> None:
    """Into the parameters of a path and the schemas of another operation, however these are rearranged."""
    document = with_dogs()
    first, second = document["paths"].values()
    first["parameters"] = [{"name": "q", "in": "query", "schema": {"type": "integer"}}]
    inside = "#/paths/~1pets~1{petId}"
    second["get"]["parameters"].append(
        {"name": "q", "in": "query", "schema": {"$ref": f"{inside}/parameters/0/schema"}}
    )
    shared = f"{inside}/get/responses/200/content/application~1json/schema/properties/name"
    first["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {
        "type": "object",
        "properties": {"name": {"type": "string", "enum": ["a"]}},
    }
    second["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {"$ref": shared}
    adaptation = adapted(tmp_path, document)
    assert adaptation.findings == ()
    methods = [ref for resource in adaptation.api.walk() for ref in resource.operations]
    assert annotation(methods[1].parameters[1].type) == "int"
    assert annotation(methods[1].success.contents[0].type) == 'Literal["a"] | str'


def with_dogs(count: int = 1) -> Any:
    """Return a document with more operations than one."""
    document = minimal()
    for number in range(count):
        dog = copy.deepcopy(document["paths"]["/pets/{petId}"])
        dog["get"]["operationId"] = f"dogs.get{number}"
        document["paths"][f"/dogs{number}/{{petId}}"] = dog
    return document


def test_an_operation_goes_only_if_its_request_cannot_be_sent(tmp_path: Path) -> None:
    """A required parameter that nobody can send is the end of its operation, and of no other."""
    document = with_dogs()
    operation(document)["parameters"].append({"name": "x", "in": "nowhere", "required": True})
    adaptation = adapted(tmp_path, document)
    assert [ref.id for resource in adaptation.api.walk() for ref in resource.operations] == ["dogs.get0"]
    skipped = [finding for finding in adaptation.findings if finding.grade == "skipped"]
    assert [(finding.pointer, finding.affected) for finding in skipped] == [
        ("/paths/~1pets~1{petId}/get", ("pets.get",))
    ]


def test_a_cause_is_told_once(tmp_path: Path) -> None:
    """Many operations that share a broken parameter are one finding."""
    document = with_dogs(4)
    document["components"]["parameters"] = {"Odd": {"name": "odd", "in": "nowhere", "schema": {"type": "string"}}}
    for item in document["paths"].values():
        item["get"]["parameters"].append({"$ref": "#/components/parameters/Odd"})
    adaptation = adapted(tmp_path, document)
    assert adaptation.rendered == 5
    assert {finding.rule for finding in adaptation.findings} == {"structure"}
    assert max(len(finding.affected) for finding in adaptation.findings) == 5


def test_findings_that_are_alike_name_the_operations_of_all_places(tmp_path: Path) -> None:
    """Each broken response stands in an operation of its own, and the finding is told once."""
    document = with_dogs(2)
    for item in document["paths"].values():
        item["get"]["responses"]["200"]["content"] = 7
    (finding,) = adapted(tmp_path, document).findings
    assert (finding.others, finding.affected) == (2, ("pets.get", "dogs.get0", "dogs.get1"))


def test_two_operations_of_one_name_get_two(tmp_path: Path) -> None:
    """The same operationId, and another that becomes the same method."""
    document = with_dogs(2)
    first, second, third = document["paths"].values()
    second["get"]["operationId"] = first["get"]["operationId"]
    third["get"]["operationId"] = "Pets.Get"
    adaptation = adapted(tmp_path, document)
    methods = [ref.name for resource in adaptation.api.walk() for ref in resource.operations]
    assert len(set(methods)) == 3
    assert [finding.grade for finding in adaptation.findings] == ["guessed", "guessed"]


def test_yaml_that_cannot_be_read_as_it_is_costs_one_value(tmp_path: Path) -> None:
    """Duplicate keys, infinite numbers, tags, and what is nested too deeply."""
    text = (
        "openapi: 3.1.0\ninfo: {title: Tiny, version: '1'}\nservers: [{url: https://tiny.example}]\n"
        "paths:\n  /a:\n    get:\n      summary: !!python/name:os.system x\n      summary: Show\n"
        "      parameters: [{name: q, in: query, schema: {type: number, maximum: 1e999}}]\n"
        f"      x-deep: {'[' * 120}{']' * 120}\n      x-round: &round [*round]\n"
        f"      responses: {{'200': {{description: Fine}}}}\n"
    )
    adaptation = adapt(load_document(write_yaml(tmp_path, text), tolerant=True))
    assert adaptation.rendered == 1
    said = {finding.location.rpartition(":")[2]: finding.message for finding in adaptation.findings}
    assert said["7"].endswith("is not allowed; read as text")
    assert said["8"] == "duplicate key 'summary'; the last one counts"
    assert said["9"] == "the number '1e999' is out of range; read as null"
    assert said["10"] == "is nested more than 100 levels deep; read as null"
    assert said["11"] == "the alias *round has no anchor before it, or is inside it; read as null"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"swagger": "2.0", "paths": {}}, "Swagger 2.0 is not supported; convert it first: npx swagger2openapi"),
        ({"name": "package"}, "the document has neither openapi nor paths"),
        ({"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": {}}, "the document has no operations"),
    ],
)  # fmt: skip
def test_what_is_not_an_api_is_refused(document: dict[str, Any], message: str, tmp_path: Path) -> None:
    """With the reason, and what to do about it."""
    with pytest.raises(SpecError, match=re.escape(message)) as error:
        adapted(tmp_path, document)
    (finding,) = error.value.findings
    assert finding.message.startswith(message)


SHARED = """\
paths:
  /a:
    parameters: [{$ref: '#/components/parameters/P'}]
    get: {operationId: a.get, responses: {'200': {$ref: '#/components/responses/R'}}}
    put: {operationId: a.put, x-odd: {$ref: '#/components/schemas/S'}}
  /b: {get: {operationId: b.get, parameters: [{$ref: '#/components/parameters/P'}]}, summary: B}
components:
  parameters: {P: {schema: {$ref: '#/components/schemas/T'}}}
  responses: {R: {content: {a/b: {schema: {items: {$ref: '#/components/schemas/S'}}}}}}
  schemas: {S: {items: {$ref: '#/components/schemas/S'}}, T: {}, U: {}}
"""


@pytest.mark.parametrize(
    ("places", "affected"),
    [
        (["/paths/~1a/get/responses"], ["a.get"]),
        (["/paths/~1a/parameters/0"], ["a.get", "a.put"]),
        (["/paths/~1a"], ["a.get", "a.put"]),
        (["/paths/~1b/get", "/paths/~1a/get"], ["a.get", "b.get"]),
        (["/components/responses/R"], ["a.get"]),
        (["/components/parameters/P/schema"], ["a.get", "a.put", "b.get"]),
        (["/components/schemas/T"], ["a.get", "a.put", "b.get"]),
        (["/components/schemas/S/items"], ["a.get"]),
        (["/components/schemas/U", "/components/schemas", "/info", "/paths", ""], []),
    ],
)
def test_a_finding_names_the_operations_that_it_touches(places: list[str], affected: list[str]) -> None:
    """What contains a place or refers to it, through any number of components."""
    assert list(Dependents(yaml.load(SHARED, yaml.CSafeLoader)).of(places)) == affected


def test_a_file_that_is_missing_is_named_where_it_is_needed(tmp_path: Path) -> None:
    """What refers to it is left without a type, for that reason."""
    document = minimal()
    document["components"]["schemas"]["Pet"]["properties"]["name"] = {"$ref": "gone.yaml"}
    (finding,) = adapted(tmp_path, document).findings
    assert finding.message == f"no such file: {tmp_path / 'gone.yaml'}; its values may be anything"
    assert finding.pointer == "/components/schemas/Pet/properties/name"


def test_each_step_is_told_before_it_is_taken(tmp_path: Path) -> None:
    """Once a round, so that somebody who waits sees what takes so long."""
    steps: list[str] = []
    document = minimal()
    set_at(*NAME, value={"$ref": "#/info"})(document)
    loaded = load_document(write_yaml(tmp_path, document), tolerant=True)
    adapt(loaded, steps.append)
    assert steps == ["adapting the document", "building the model"]

    def rendering(api: Any) -> dict[str, str]:
        raise KeyError("owner")

    steps.clear()
    with pytest.raises(KeyError):
        adapt(loaded, steps.append, rendering)
    assert steps[2:] == ["looking for the part of the document that the generator fails at"]


def test_a_document_that_is_wrong_again_and_again_is_given_up(tmp_path: Path) -> None:
    """After thirty rounds, each of which left something out; the error carries what the last one found."""
    document = minimal()
    document["components"]["schemas"]["Pet"]["properties"] = {f"p{number}": {"type": "string"} for number in range(40)}
    rounds: list[str] = []

    def rendering(api: Api) -> dict[str, str]:
        rounds.append(f"/components/schemas/Pet/properties/p{len(rounds)}")
        raise SpecError(rounds[-1], "it is odd")

    with pytest.raises(SpecError, match="no operation of the document can be rendered") as error:
        adapt(load_document(write_yaml(tmp_path, document), tolerant=True), rendering=rendering)
    (told, last) = [finding for finding in error.value.findings if "it is odd" in finding.message]
    assert (told.others, last.pointer) == (29, rounds[29])


def render(*arguments: str | Path) -> int:
    return main(["render", *map(str, arguments)])


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """Templates that are quickly rendered."""
    file = tmp_path / "templates/package/a.py.jinja"
    file.parent.mkdir(parents=True)
    file.write_text("PATHS = {{ api.document.paths | list | literal }}\n")
    return tmp_path / "templates"


def test_a_rendering_in_part_is_exit_code_3(
    tmp_path: Path, templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last line says how much was rendered, and why the rest was not."""
    document = with_dogs()
    operation(document)["parameters"].append({"name": "x", "in": "nowhere", "required": True})
    path = write_yaml(tmp_path, document)
    assert render(path, "--out", tmp_path / "out", "--templates", templates) == 3
    last = capsys.readouterr().out.splitlines()[-1]
    assert re.fullmatch(r'1 of 2 operations; 1 skipped, because "nowhere" is not one of .* \(1\)', last)


def test_grades_that_fail_are_the_users_choice(
    tmp_path: Path, templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A finding of the grade or a worse one, and nothing is written."""
    document = minimal()
    operation(document)["parameters"] = []
    arguments: list[str | Path] = [write_yaml(tmp_path, document), "--out", tmp_path / "out", "--templates", templates]
    assert render(*arguments, "--fail-on", "guessed") == 1
    assert not (tmp_path / "out").exists()
    assert capsys.readouterr().err.endswith("1 finding of grade guessed or worse; nothing is written\n")
    assert render(*arguments, "--fail-on", "degraded") == 0


def test_a_url_is_refused_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """The generator opens no connections."""
    with pytest.raises(SystemExit) as error:
        render("https://api.example/openapi.json", "--out", "out")
    assert error.value.code == 2
    assert "curl -Lo openapi.json https://api.example/openapi.json" in capsys.readouterr().err


def test_a_foreign_document_never_replaces_what_the_project_renders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --out there is no folder to write to."""
    with pytest.raises(SystemExit) as error:
        render(write_yaml(tmp_path, minimal()))
    assert error.value.code == 2
    assert "--out is needed" in capsys.readouterr().err
