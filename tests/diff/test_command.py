"""``diff`` as a user runs it: what may be compared, what is printed, and the exit codes."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.commands import generate, main
from generator.output.write import replace_tree
from tests.generator.support import ROOT, minimal, operation, write_templates, write_yaml

Output = pytest.CaptureFixture[str]
README = (ROOT / "README.md").read_text("utf-8")


def diff(*arguments: object) -> int:
    return main(["diff", *map(str, arguments)])


def without_name() -> Any:
    """Return the smallest document after its one property has got another name."""
    document = minimal()
    pet = document["components"]["schemas"]["Pet"]
    pet["properties"] = {"title": pet["properties"].pop("name")}
    pet["required"] = ["title"]
    operation(document)["responses"]["200"]["content"]["application/json"]["example"] = {"title": "Rex"}
    return document


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return write_yaml(tmp_path / "old", minimal()), write_yaml(tmp_path / "new", without_name())


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with the smallest document in two files, committed once, and make it the current folder."""
    document = minimal()
    schema = document["components"]["schemas"].pop("Pet")
    media = operation(document)["responses"]["200"]["content"]["application/json"]
    media["schema"] = {"$ref": "schemas/Pet.yaml"}
    write_yaml(tmp_path / "repository/spec", document)
    write_yaml(tmp_path / "repository/spec", schema, "schemas/Pet.yaml")
    monkeypatch.chdir(tmp_path / "repository")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Describe pets")):
        git(*command)
    return tmp_path / "repository"


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_a_break_is_told_with_both_places_and_calls(pair: tuple[Path, Path], capsys: Output) -> None:
    """The rule, both verdicts, the Python that stops working, and the version that it needs."""
    assert diff(*pair) == 1
    shown = capsys.readouterr().out
    assert f"{pair[1]}:38: [property-removed] Pet.name was removed\n" in shown
    assert "    wire: breaking (response); Python: breaks at run time; fingerprint " in shown
    assert f"    before: {pair[0]}:44\n" in shown
    assert "    gone: Pet.name: str\n" in shown
    assert "    affects client.pets.get\n" in shown
    assert "1 breaking, 1 compatible, 1 in texts or the mock only\nversion bump: major" in shown


def test_nothing_breaks_where_nothing_differs(pair: tuple[Path, Path], capsys: Output) -> None:
    """Exit code 0, and one line that says so."""
    assert diff(pair[0], pair[0].parent) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(": no differences")


def test_a_new_version_may_add_and_reword(tmp_path: Path, capsys: Output) -> None:
    """Additions ask for a minor version; texts are counted, and listed on request."""
    document = minimal()
    document["info"]["description"] = "New words."
    document["components"]["schemas"]["Pet"]["properties"]["age"] = {"type": "integer", "description": "Its age."}
    pair = write_yaml(tmp_path / "old", minimal()), write_yaml(tmp_path / "new", document)
    assert diff(*pair) == 0
    shown = capsys.readouterr().out
    assert "version bump: minor" in shown
    assert "not shown: 1 in texts or the mock only; --all lists them" in shown
    assert diff(*pair, "--all") == 0
    assert '[text-changed] info reads differently: description: null -> description: "New words."' in (
        capsys.readouterr().out
    )


def test_what_breaks_type_checkers_only_is_a_class_of_its_own(tmp_path: Path, capsys: Output) -> None:
    """To them, a list of integers is not one of floats; a minor version is enough, unless one insists."""
    document = minimal()
    scores = {"type": "array", "description": "Its scores.", "items": {"type": "number"}}
    document["components"]["schemas"]["Pet"]["properties"]["scores"] = scores
    pair = [write_yaml(tmp_path / "old", document)]
    scores["items"] = {"type": "integer"}
    pair.append(write_yaml(tmp_path / "new", document))
    assert diff(*pair) == 0
    shown = capsys.readouterr().out
    assert "wire: compatible (response); Python: breaks type checkers" in shown
    assert "1 breaking type checkers only\nversion bump: minor" in shown
    assert diff(*pair, "--strict-types") == 1


def test_packages_are_compared_by_their_manifests(pair: tuple[Path, Path], tmp_path: Path, capsys: Output) -> None:
    """The folder of a package, or the one around it; not even a changed file of Python matters."""
    for number, spec in enumerate(pair):
        templates = write_templates(tmp_path / "templates", {"package/a.py.jinja": f"X = {number}\n"})
        replace_tree(generate(spec, templates), tmp_path / f"out{number}")
    assert diff(tmp_path / "out0", tmp_path / "out1/tiny") == 1
    shown = capsys.readouterr().out
    assert "gone: Pet.name: str" in shown
    assert "the packages were rendered from other templates" in shown
    assert diff(tmp_path / "out0", pair[0]) == 0
    # A package inside of the package that is named does not count.
    shutil.copytree(tmp_path / "out0/tiny", tmp_path / "out1/tiny/before")
    assert diff(tmp_path / "out0", tmp_path / "out1/tiny") == 1
    (tmp_path / "out0/tiny/surface.json").unlink()
    assert diff(tmp_path / "out0", pair[0]) == 0


def test_a_revision_is_compared_with_the_working_tree(repository: Path, capsys: Output) -> None:
    """Its files are read from git, and shown as git writes them."""
    schema = repository / "spec/schemas/Pet.yaml"
    assert diff("HEAD") == 0
    schema.write_text(schema.read_text().replace("name", "title"))
    openapi = repository / "spec/openapi.yaml"
    openapi.write_text(openapi.read_text().replace("name: Rex", "title: Rex"))
    capsys.readouterr()
    assert diff("HEAD") == 1
    assert "before: HEAD:spec/schemas/Pet.yaml:" in capsys.readouterr().out


def test_a_revision_is_one_of_the_documents_repository(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the command is run."""
    monkeypatch.chdir(tmp_path)
    assert diff("HEAD", "--spec", repository / "spec/openapi.yaml", "--out", repository / "generated") == 0


def test_the_manifest_of_a_revision_is_that_of_its_package(repository: Path, capsys: Output) -> None:
    """What the generator of that time rendered counts, not what the one of today would."""
    templates = write_templates(repository / "templates", {"package/a.py.jinja": "X = 1\n"})
    replace_tree(generate(repository / "spec/openapi.yaml", templates), repository / "generated")
    manifest = repository / "generated/tiny/surface.json"
    manifest.write_text(manifest.read_text().replace("pets.get", "pets.fetch"))
    git("add", "-A")
    git("commit", "-q", "-m", "Render")
    assert diff("HEAD") == 1
    assert "client.pets.fetch(pet_id)  ->  client.pets.get(pet_id)" in capsys.readouterr().out
    # A package of another document says nothing about this one, nor does one that does not say what it is made of.
    provenance = repository / "generated/tiny/provenance.json"
    record = json.loads(provenance.read_text())
    for text in (json.dumps({**record, "spec": {**record["spec"], "sha256": "0"}}), "[]", "[" * 100_000):
        provenance.write_text(text)
        git("commit", "-q", "-a", "-m", "Render something else")
        assert diff("HEAD") == 0


def test_a_review_tells_and_never_fails(
    repository: Path, capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Markdown where something differs; nothing where nothing does, there is no such revision, or no repository."""
    assert diff("HEAD", "--review") == 0
    assert diff("no-such-revision", "--review") == 0
    assert capsys.readouterr() == ("", "")
    openapi = repository / "spec/openapi.yaml"
    openapi.write_text(openapi.read_text().replace("pets.get", "pets.fetch"))
    assert diff("HEAD", "--review") == 0
    assert capsys.readouterr().out.startswith("## API changes: `HEAD` → `spec/openapi.yaml`\n\n**Version bump: major")
    shutil.rmtree(repository / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert diff("HEAD", "--review") == 0
    assert capsys.readouterr() == ("", "")


def test_what_cannot_be_compared_is_one_line(pair: tuple[Path, Path], tmp_path: Path, capsys: Output) -> None:
    """Exit code 2: no file, no revision, not a document, an empty folder, a manifest of another time."""
    broken = write_yaml(tmp_path, "openapi: [", "broken.yaml")
    (tmp_path / "empty").mkdir()
    future = tmp_path / "future"
    replace_tree(generate(pair[0], write_templates(tmp_path / "templates", {"package/a.py.jinja": ""})), future)
    manifest = future / "tiny/surface.json"
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 2'))
    bare = tmp_path / "bare"
    replace_tree(generate(pair[0], tmp_path / "templates"), bare)
    (bare / "tiny/openapi.json").write_text('{"openapi": "3.1.0", "paths": {}}')
    for wrong in ("no-such-thing", broken, tmp_path / "empty", bare, future):
        assert diff(wrong, pair[1]) == 2
        assert diff(pair[0], wrong) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert len(shown.err.splitlines()) == 2, wrong
    assert "has format 2; this generator reads format 1" in shown.err


def test_a_revision_needs_the_folder_of_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Which is where its repository is looked for."""
    monkeypatch.chdir(tmp_path)
    assert diff("HEAD") == 2
    assert capsys.readouterr().err == (
        "HEAD: no such file or folder, and a revision is looked for in the repository of spec, which does not exist\n"
    )


def test_a_finding_is_suppressed_by_rule_and_fingerprint(
    pair: tuple[Path, Path], tmp_path: Path, capsys: Output
) -> None:
    """It is still listed, with the reason, and does not count; one that matches nothing is told."""
    assert diff(*pair, "--format", "json") == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    entries = [
        {"rule": finding["rule"], "fingerprint": finding["fingerprint"], "reason": "It was never sent."}
        for finding in findings
        if finding["bump"] == "major"
    ]
    file = tmp_path / "accepted.yaml"
    file.write_text(yaml.safe_dump([*entries, {**entries[0], "fingerprint": "gone"}]))
    assert diff(*pair, "--suppress", file) == 0
    shown = capsys.readouterr()
    assert "    suppressed: It was never sent.\n" in shown.out
    assert "1 compatible, 1 in texts or the mock only, 1 suppressed\nversion bump: minor" in shown.out
    assert shown.err.startswith(f"{file}:")
    file.write_text("- {rule: property-removed, fingerprint: abc}\n")
    assert diff(*pair, "--suppress", file) == 2
    assert capsys.readouterr().err == f"{file}:1: [suppression] a suppression needs a reason\n"


def test_fingerprints_outlive_other_edits(pair: tuple[Path, Path], capsys: Output) -> None:
    """Lines and wording may change: the same finding keeps its fingerprint."""
    fingerprints = []
    for prefix in ("", "# Another line.\n\n"):
        pair[1].write_text(prefix + pair[1].read_text())
        diff(*pair, "--format", "json")
        fingerprints.append([item["fingerprint"] for item in json.loads(capsys.readouterr().out)["findings"]])
    assert fingerprints[0] == fingerprints[1]


def test_markdown_is_grouped_and_inert(tmp_path: Path, capsys: Output) -> None:
    """By resource, what breaks first; text of the document cannot become a link, a heading or HTML."""
    hostile = "a`b`\n# <img src=x> [c](javascript:d)"
    document = minimal()
    document["components"]["schemas"]["Pet"]["properties"][hostile] = {"type": "string", "description": "Odd."}
    pair = write_yaml(tmp_path / "old", document), write_yaml(tmp_path / "new", minimal())
    assert diff(*pair, "--format", "markdown") == 1
    shown = capsys.readouterr().out
    assert [line for line in shown.splitlines() if line.startswith("#")][1:] == ["### pets"]
    assert "- ⚠️ `` Pet.a`b` # <img src=x> [c](javascript:d) `` was removed" in shown
    assert re.search(r"^  - Pet\.a_b\w*: str \| None$", shown, flags=re.MULTILINE)


def test_the_lines_of_the_readme_run(repository: Path, capsys: Output) -> None:
    """Each command is one that works, in a folder that is laid out like this project and has nothing to tell."""
    lines = re.findall(r"^    python -m generator (diff .*?)(?:\s+#.*)?$", README, flags=re.MULTILINE)
    assert len(lines) == 3
    templates = write_templates(repository / "templates", {"package/a.py.jinja": "X = 1\n"})
    files = generate(repository / "spec/openapi.yaml", templates)
    replace_tree(files, repository / "generated")
    replace_tree(files, repository / "src/acme/_vendor")
    for line in lines:
        assert main(shlex.split(line.replace("comm100", "tiny"))) == 0, line
        assert "no differences" in capsys.readouterr().out.lower()
