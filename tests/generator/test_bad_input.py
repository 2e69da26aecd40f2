"""What a user sees when the document is wrong: one line a finding, its place first, exit code 1, no traceback."""

from __future__ import annotations

import copy
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.adapt.adapt import adapt
from generator.commands import main
from generator.document.load import load_document
from tests.generator.support import MINIMAL, command, minimal, operation, write_yaml

Shown = subprocess.CompletedProcess[str]


def findings(result: Shown) -> list[str]:
    """Return the lines of findings, after the checks that hold for every bad document."""
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    *lines, summary = result.stdout.splitlines()
    assert re.fullmatch(r"\d+ findings?", summary)
    assert len(lines) == int(summary.split()[0])
    return lines


def lint(folder: Path, document: object) -> list[str]:
    return findings(command("lint", "--spec", write_yaml(folder, document), cwd=folder))


def test_a_dangling_reference_is_named_with_its_line(tmp_path: Path) -> None:
    """A $ref that leads nowhere is found where it stands, and not where it leads."""
    text = MINIMAL.replace("schemas/Pet'", "schemas/Cat'")
    line = text.splitlines().index("              schema: {$ref: '#/components/schemas/Cat'}") + 1
    (finding,) = lint(tmp_path, text)
    expected = f"{tmp_path}/openapi.yaml:{line}: [ref] the reference leads nowhere: #/components/schemas/Cat"
    assert finding.startswith(expected)


def test_a_reference_into_a_missing_file_is_named_with_its_line(tmp_path: Path) -> None:
    """The place of the reference is shown, and the file that is not there."""
    (finding,) = lint(tmp_path, MINIMAL.replace("'#/components/schemas/Pet'", "schemas/Pet.yaml"))
    expected = rf"{tmp_path}/openapi\.yaml:\d+: \[ref\] no such file: .*schemas/Pet\.yaml"
    assert re.match(expected, finding)


def test_a_duplicate_operation_id_names_both_operations(tmp_path: Path) -> None:
    """The second one is found; the message says who has it already."""
    document = minimal()
    document["paths"]["/dogs/{petId}"] = copy.deepcopy(document["paths"]["/pets/{petId}"])
    (finding,) = lint(tmp_path, document)
    assert re.match(r".*:\d+: \[operation-id\] duplicate operationId 'pets.get': also used by GET /pets", finding)


def test_an_operation_without_security_is_named(tmp_path: Path) -> None:
    """Neither the operation nor the document says who may call it."""
    document = minimal()
    del operation(document)["security"]
    (finding,) = lint(tmp_path, document)
    assert re.match(r".*openapi\.yaml:\d+: \[security\] the operation states no security", finding)


def test_an_example_that_does_not_validate_is_named(tmp_path: Path) -> None:
    """The example's line and what is wrong with it, formats included."""
    document = minimal()
    document["components"]["schemas"]["Pet"]["properties"]["born"] = {
        "type": "string",
        "format": "date",
        "description": "Its birthday.",
        "examples": ["yesterday"],
    }
    (finding,) = lint(tmp_path, document)
    assert re.match(r'.*:\d+: \[example\] does not match its schema: "yesterday" is not a "date"', finding)


def test_yaml_that_does_not_parse_is_named_with_its_line(tmp_path: Path) -> None:
    """The parser's complaint, on the line where it gave up."""
    (finding,) = lint(tmp_path, "openapi: 3.1.0\ninfo: {title: [\n")
    assert re.match(rf"{tmp_path}/openapi\.yaml:\d+: \[yaml\] ", finding)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """There is no such document."""
    (finding,) = findings(command("lint", "--spec", tmp_path / "none.yaml", cwd=tmp_path))
    assert finding == f"{tmp_path}/none.yaml: [file] no such file"


def test_the_default_document_is_missed_in_the_same_words(tmp_path: Path) -> None:
    """Without --spec the document of the project is meant, wherever the user stands."""
    (finding,) = findings(command("lint", cwd=tmp_path))
    assert finding == "spec/openapi.yaml: [file] no such file"


def test_a_wrong_flag_is_exit_code_2(tmp_path: Path) -> None:
    """Wrong arguments are told apart from wrong documents."""
    result = command("lint", "--sepc", "x", cwd=tmp_path)
    assert result.returncode == 2
    assert "unrecognized arguments" in result.stderr
    assert "Traceback" not in result.stderr


Break = Callable[[Path], Path]


def folder(tmp_path: Path) -> Path:
    return tmp_path


def binary(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.yaml"
    path.write_bytes(b"openapi: \xff\xfe")
    return path


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (folder, r"{path}: \[file\] is a folder, not a file"),
        (binary, r"{path}:1: \[encoding\] is not UTF-8 \(byte 9\)"),
        ("", r"{path}:1: \[yaml\] is empty"),
        ("- a list\n", r"{path}:1: \[structure\] the top level is not a mapping"),
        ("a: 1\na: 2\n", r"{path}:2: \[yaml\] duplicate key 'a'"),
        ("a: !!python/object:os.system x\n", r"{path}:1: \[yaml\] the tag '.*:python/object.*' is not allowed"),
        ("a: 1\n---\nb: 2\n", r"{path}:2: \[yaml\] contains more than one document"),
        ("a: *b\n", r"{path}:1: \[yaml\] the alias \*b has no anchor"),
        ("a: &a [*a]\n", r"{path}:1: \[yaml\] the alias \*a has no anchor before it, or is inside it"),
        ("? [a]\n: 1\n", r"{path}:1: \[yaml\] a key must be a scalar"),
        ("a: 1e999\n", r"{path}:1: \[yaml\] the number '1e999' is out of range"),
        ("[" * 5000, r"{path}:1: \[yaml\] is nested more than 100 levels deep"),
        ("a: \x07\n", r"{path}:1: \[yaml\] "),
        ("openapi: 2.0\n", r"{path}:1: \[structure\] "),
        ("a: {$ref: ../../etc/passwd}\n", r"{path}:1: \[ref\] .* leads out of the document's folder"),
        ("a: {$ref: 'https://evil.example/x.yaml'}\n", r"{path}:1: \[ref\] .* leads to another machine"),
        ("paths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: 'openapi.yaml#/x y'}}\n", r"{path}:1: \[ref\] "),
    ],
)
def test_no_input_makes_a_traceback(
    make: Break | str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever stands in the place of the document, a line says what is wrong with it."""
    path = make(tmp_path) if callable(make) else write_yaml(tmp_path, make)
    assert main(["lint", "--spec", str(path)]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert re.match(expected.replace("{path}", re.escape(str(path))), first)


def test_aliases_cannot_blow_a_document_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A few hundred bytes of nested aliases mean billions of values; reading stops long before."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    path = write_yaml(tmp_path, "\n".join(levels) + "\n")
    assert main(["lint", "--spec", str(path)]) == 1
    assert "more than 2000000 values" in capsys.readouterr().out


def test_a_chain_that_is_too_long_to_follow_is_a_line_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Thousands of schemas, each a reference to the next, end in no traceback either."""
    document = minimal()
    schemas = document["components"]["schemas"]
    schemas |= {f"S{number}": {"allOf": [{"$ref": f"#/components/schemas/S{number + 1}"}]} for number in range(3000)}
    schemas["S3000"] = {"type": "string"}
    path = write_yaml(tmp_path, document)
    assert main(["lint", str(path)]) == 1
    assert "[chain] a chain of 200 references is too long to follow (/components/schemas/S" in capsys.readouterr().out
    assert adapt(load_document(path, tolerant=True)).rendered == 1


def test_render_leaves_the_old_tree_if_nothing_can_be_rendered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A document without an operation that can be sent costs nothing that was there."""
    out = tmp_path / "generated"
    (out / "tiny").mkdir(parents=True)
    (out / "tiny" / "provenance.json").write_text("{}")
    document = minimal()
    operation(document)["parameters"].append({"name": "x", "in": "nowhere", "required": True, "schema": {}})
    path = write_yaml(tmp_path, document)
    assert main(["render", str(path), "--out", str(out)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "skipped [structure]" in shown.err
    assert "[operations] no operation of the document can be rendered" in shown.err
    assert [entry.name for entry in out.rglob("*")] == ["tiny", "provenance.json"]


def test_render_does_not_mind_what_only_the_house_objects_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A document without summaries, descriptions and examples still becomes a client, unless --strict is given."""
    document = minimal()
    for key in ("summary", "description", "tags"):
        del operation(document)[key]
    spec = write_yaml(tmp_path, document)
    templates = tmp_path / "templates/package"
    templates.mkdir(parents=True)
    (templates / "x.py.jinja").write_text("PATHS = {{ api.document.paths | list | literal }}\n")
    assert main(["lint", "--spec", str(spec)]) == 1
    arguments = [str(spec), "--templates", str(tmp_path / "templates"), "--out", str(tmp_path / "out")]
    capsys.readouterr()
    assert main(["render", *arguments, "--strict"]) == 1
    assert re.fullmatch(r"(.*openapi\.yaml:\d+: \[(summary|description|tag)\] .*\n){3}", capsys.readouterr().err)
    assert main(["render", *arguments]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.endswith("6 files rendered for 1 operation\n")
    assert (tmp_path / "out/tiny/x.py").read_text() == 'PATHS = ["/pets/{petId}"]\n'
