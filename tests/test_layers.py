"""Who may import whom (CONTRIBUTING.md, "Rooms")."""

from __future__ import annotations

import ast
import re
import subprocess
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def imported(folder: str) -> dict[Path, set[str]]:
    """Return the top-level names that each module below a folder imports absolutely."""
    found: dict[Path, set[str]] = {}
    for file in (ROOT / folder).rglob("*.py"):
        names = found.setdefault(file.relative_to(ROOT), set())
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add((node.module or "").partition(".")[0])
    return found


def relative_imports(folder: str) -> dict[Path, set[str]]:
    """Return what each module below a folder imports from elsewhere in the package, without the leading dots."""
    found: dict[Path, set[str]] = {}
    for file in (ROOT / folder).rglob("*.py"):
        nodes = ast.walk(ast.parse(file.read_text()))
        relative = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level > 1]
        found[file.relative_to(ROOT)] = {node.module or alias.name for node in relative for alias in node.names}
    return found


def imports_between(folder: Path) -> dict[str, set[str]]:
    """Return which modules of a package import which of them, for type checkers and inside functions included."""
    names = {file: ".".join(file.relative_to(folder).with_suffix("").parts) for file in folder.rglob("*.py")}
    known = {name.removesuffix("__init__").rstrip("."): file for file, name in names.items()}
    imports: dict[str, set[str]] = {}
    for name, file in known.items():
        inside = file.relative_to(folder).parts[:-1]
        wanted = imports.setdefault(name, set())
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level:
                module = [*inside[: len(inside) - node.level + 1], *filter(None, (node.module or "").split("."))]
                for alias in node.names:
                    place = ".".join([*module, alias.name])
                    wanted.add(place if place in known else ".".join(module))
    return {name: wanted & known.keys() - {name} for name, wanted in imports.items()}


@pytest.mark.parametrize("folder", ["generator", "generated/comm100"])
def test_no_modules_import_each_other_in_a_circle(folder: str) -> None:
    """Models and resources are left out: an object may refer to itself by way of others, and a client to itself."""
    imports = {
        name: {other for other in wanted if not other.startswith(("models", "resources"))}
        for name, wanted in imports_between(ROOT / folder).items()
        if not name.startswith(("models", "resources"))
    }
    TopologicalSorter(imports).prepare()


def test_one_place_imports_the_parser() -> None:
    """openapi_python_client changes in patch releases, so it is known in one place."""
    users = {file.as_posix() for file, names in imported("generator").items() if "openapi_python_client" in names}
    assert users == {"generator/parser/parse.py"}


def test_the_generator_knows_nothing_of_its_output() -> None:
    """No module of the generator imports what it renders."""
    package = next(path.parent.name for path in (ROOT / "generated").glob("*/client.py"))
    for file, names in imported("generator").items():
        assert not names & {package, "generated", "tests"}, file


def test_only_output_touches_the_disk() -> None:
    """Everything before it hands text on; compiled templates are kept as Python keeps compiled modules."""
    writing = re.compile(r"\.(write_text|write_bytes|mkdir|unlink|rename)\(|shutil\.|os\.(replace|rename|remove)\(")
    files = (ROOT / "generator").rglob("*.py")
    writers = {file.relative_to(ROOT).as_posix() for file in files if writing.search(file.read_text())}
    assert writers == {"generator/compiled.py", "generator/output/format.py", "generator/output/write.py"}


def test_templates_and_samples_see_the_model_alone() -> None:
    """What OpenAPI spells, the model says in its own words: neither templates nor samples read the document."""
    readers = [*(ROOT / "templates").rglob("*.jinja"), *(ROOT / "generator" / "reference").rglob("*.py")]
    reading = re.compile(r"""\.document\b|["']x-[a-z]|\$ref|securitySchemes|operationId""")
    assert {file.relative_to(ROOT).as_posix() for file in readers if reading.search(file.read_text())} == set()
    for file, modules in relative_imports("generator/reference").items():
        assert not {name for name in modules if name.startswith(("document", "lint", "parser"))}, file


def test_no_python_text_is_read_back() -> None:
    """Types are objects until python_source.py writes them; nothing parses, searches or patches what it wrote."""
    for file, names in imported("generator").items():
        # This one hashes what a rendered file says, for provenance.json, and changes nothing.
        assert "ast" not in names or file.as_posix() == "generator/output/fingerprints.py", file
    patching = re.compile(r"annotation\w*\s*\|\s*(replace|split|trim)|annotation\w*\([^)]*\)\.")
    for template in (ROOT / "templates").rglob("*.jinja"):
        assert not patching.search(template.read_text()), template


def test_generator_and_templates_know_no_vendor() -> None:
    """All that is special about the vendor stands in the document."""
    names = subprocess.run(
        ["git", "grep", "-il", "comm100", "--", "generator", "templates"], cwd=ROOT, capture_output=True, text=True
    )
    assert names.stdout == ""
