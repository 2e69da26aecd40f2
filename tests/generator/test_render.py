"""The template tree is the output tree."""

from __future__ import annotations

import copy
import json
import re
import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest

from generator.errors import RenderError
from generator.filters import FILTERS
from generator.output.format import format_python
from generator.render import _environment, render, templates_sha256
from tests.generator.support import api_of, minimal, operation, write_templates


def rendered(folder: Path, **files: str) -> dict[str, str]:
    """Render one small document with these templates; a name's double underscore is a slash, its ``J`` the suffix."""
    names = {name.replace("__", "/").replace("J", ".py.jinja"): text for name, text in files.items()}
    return render(api_of(folder, minimal()), write_templates(folder / "templates", names))


# The document for download, which is written whatever the templates.
DOWNLOADS = ("reference/openapi.json", "reference/openapi.yaml")


def test_the_package_takes_the_place_of_package(tmp_path: Path) -> None:
    """What is below package/ lands in the package, the reference in reference/, and macros nowhere."""
    templates = write_templates(
        tmp_path / "templates",
        {
            "package/a.py.jinja": "{% include '_macros/x.jinja' %}",
            "package/deep/b.txt": "{{ left alone }}\n",
            "reference/index.html.jinja": "{{ api.title }}\n",
            "_macros/x.jinja": "X = {{ api.version | literal }}\n",
            "README.md": "not a part\n",
            "package/__pycache__/a.pyc": "litter",
            "package/.DS_Store": "litter",
            "package/.git/config": "litter",
            ".idea/package/x.py.jinja": "litter",
        },
    )
    files = render(api_of(tmp_path, minimal()), templates)
    bundled, surface = (json.loads(files.pop(f"tiny/{name}.json")) for name in ("openapi", "surface"))
    assert all("Tiny API" in files.pop(name) for name in DOWNLOADS)
    assert files == {
        "tiny/a.py": 'X = "1"\n',
        "tiny/deep/b.txt": "{{ left alone }}\n",
        "reference/index.html": "Tiny API\n",
    }
    assert bundled["info"]["title"] == "Tiny API"
    assert list(surface["methods"]) == ["pets.get"]


def test_statements_leave_no_lines_behind(tmp_path: Path) -> None:
    """Nor indentation; the last line end stays, and a name that nobody knows is an error."""
    text = "{% if true %}\n    {% do [].append(1) %}\n  a\n{% endif %}\nb\n"
    templates = write_templates(tmp_path / "templates", {"package/a.txt.jinja": text, "package/b.txt.jinja": "c"})
    files = render(api_of(tmp_path, minimal()), templates)
    assert (files["tiny/a.txt"], files["tiny/b.txt"]) == ("  a\nb\n", "c")
    write_templates(tmp_path / "templates", {"package/c.txt.jinja": "{{ nobody }}"})
    with pytest.raises(RenderError, match=r"c\.txt\.jinja:1: UndefinedError: 'nobody' is undefined"):
        render(api_of(tmp_path, minimal()), templates)


def test_one_file_a_model_and_a_resource(tmp_path: Path) -> None:
    """Names in braces are rendered once each; a resource with children is a package, and knows the way up."""
    document = minimal()
    item = copy.deepcopy(document["paths"]["/pets/{petId}"])
    item["get"]["operationId"] = "pets.toys.get"
    document["paths"]["/pets/{petId}/toys"] = item
    templates = write_templates(
        tmp_path / "templates",
        {
            "package/models/{model}.py.jinja": "NAME = {{ model.class_name | literal }}\n",
            "package/resources/{resource}.py.jinja": "from {{ up }}x import y  # {{ resource.path | join('.') }}\n",
            "reference/{page}.txt.jinja": "{{ page.title }}\n",
        },
    )
    files = render(api_of(tmp_path, document), templates)
    pages = {name: files.pop(name) for name in list(files) if name.startswith("reference/") and name.endswith(".txt")}
    assert pages["reference/pets.toys.txt"] == "Pets › Toys\n"
    assert {"reference/index.txt", "reference/pets.txt", "reference/objects.txt"} < pages.keys()
    for name in ("tiny/openapi.json", "tiny/surface.json", *DOWNLOADS):
        del files[name]
    assert files == {
        "tiny/models/pet.py": 'NAME = "Pet"\n',
        "tiny/resources/pets/__init__.py": "from ...x import y  # pets\n",
        "tiny/resources/pets/toys.py": "from ...x import y  # pets.toys\n",
    }


def test_html_alone_is_escaped(tmp_path: Path) -> None:
    """Text goes into HTML as text, and into Python through its own filters."""
    document = minimal()
    document["info"]["title"] = "<b>Tiny</b>"
    text = "{{ api.title }}"
    templates = write_templates(tmp_path / "templates", {"reference/a.html.jinja": text, "reference/a.md.jinja": text})
    files = render(api_of(tmp_path, document), templates)
    assert files["reference/a.html"] == "&lt;b&gt;Tiny&lt;/b&gt;"
    assert files["reference/a.md"] == "<b>Tiny</b>"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x\n{{ api.titel }}\n", r"templates/package/a\.py\.jinja:2: UndefinedError: .*'titel'"),
        ("x\n\n{% if %}\n", r"templates/package/a\.py\.jinja:3: Expected an expression"),
        ("{{ 1 | nonsense }}", r"templates/package/a\.py\.jinja:1: No filter named 'nonsense'"),
        ("{% include 'b.jinja' %}", r"templates/package/a\.py\.jinja: there is no template 'b\.jinja'"),
        ("{{ api | literal }}", r"templates/package/a\.py\.jinja:1: TypeError: Api is not a JSON type"),
        ("{% include 'broken.jinja' %}", r"templates/broken\.jinja:2: UndefinedError"),
    ],
)
def test_a_broken_template_is_named_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    """An undefined name is an error and never an empty text."""
    templates = write_templates(
        tmp_path / "templates", {"package/a.py.jinja": text, "broken.jinja": "\n{{ nothing.here }}"}
    )
    with pytest.raises(RenderError, match=f"^{re.escape(str(tmp_path))}/{message}"):
        render(api_of(tmp_path, minimal()), templates)


def test_each_rendered_file_is_counted_before_it_is_rendered(tmp_path: Path) -> None:
    """What is only copied takes no time."""
    texts = {"package/a.txt.jinja": "{{ api.title }}", "package/b.txt": "b", "package/c.txt.jinja": ""}
    counted: list[tuple[int, int]] = []
    templates = write_templates(tmp_path / "templates", texts)
    files = render(api_of(tmp_path, minimal()), templates, lambda done, whole: counted.append((done, whole)))
    assert counted == [(0, 2), (1, 2)]
    assert [files[f"tiny/{name}.txt"] for name in "abc"] == ["Tiny API", "b", ""]


def test_each_page_is_rendered_once(tmp_path: Path) -> None:
    """All of them in HTML with the one that shows all others, and in Markdown what has a twin there."""
    names = ("reference/{page}.html.jinja", "reference/{page}.md.jinja")
    templates = write_templates(tmp_path / "templates", dict.fromkeys(names, "{{ page.title | md_code }}"))
    files = render(api_of(tmp_path, minimal()), templates)
    assert files["reference/pets.md"] == "`Pets`"
    shown = {kind: {name for name in files if name.endswith(kind)} for kind in (".html", ".md")}
    twins = {name.replace(".md", ".html") for name in shown[".md"]}
    assert shown[".html"] - twins == {"reference/all.html", "reference/a-z.html"}
    assert twins <= shown[".html"]


def test_templates_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process finds them compiled, unless they or the filters have changed, or there is no place for that."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))
    api = api_of(tmp_path, minimal())
    compiled: list[str | None] = []
    compile_template = jinja2.Environment.compile

    def counted(self: jinja2.Environment, source: str, name: str | None = None, *arguments: Any) -> Any:
        compiled.append(name)
        return compile_template(self, source, name, *arguments)

    monkeypatch.setattr(jinja2.Environment, "compile", counted)

    def text(template: str) -> str:
        """Render as a new process would."""
        _environment.cache_clear()
        templates = write_templates(tmp_path / "templates", {"package/a.py.jinja": template})
        return render(api, templates)["tiny/a.py"]

    assert text("A = {{ 'a' | literal }}\n") == text("A = {{ 'a' | literal }}\n") == 'A = "a"\n'
    assert compiled == ["package/a.py.jinja"]
    assert text("B = 2\n") == "B = 2\n"
    assert compiled == ["package/a.py.jinja"] * 2
    (tmp_path / "filters.py").write_text("changed")
    monkeypatch.setattr("generator.render._GENERATOR", tmp_path)
    monkeypatch.setitem(FILTERS, "literal", repr)
    assert text("A = {{ 'a' | literal }}\n") == "A = 'a'\n"
    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))
    assert text("B = 2\n") == "B = 2\n"


def test_no_templates_is_an_error(tmp_path: Path) -> None:
    """An empty output would be a wrong one."""
    with pytest.raises(RenderError, match="there are no templates in this folder"):
        render(api_of(tmp_path, minimal()), tmp_path / "nothing")


def test_a_template_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    """Every file of the output is text in UTF-8."""
    templates = write_templates(tmp_path / "templates", {"package/a.txt": ""})
    (templates / "package/a.txt").write_bytes(b"\xff")
    with pytest.raises(RenderError, match=r"package/a\.txt: .*utf-8"):
        render(api_of(tmp_path, minimal()), templates)


def test_python_is_tidied() -> None:
    """Imports are sorted, unused ones dropped, lines formatted; all else stays as it is."""
    files = format_python(
        {"p/a.py": "import sys\nimport os\nx = {'a':os}\n", "p/build/b.py": "y=1\n", "p/c.txt": "z=1\n"}
    )
    assert files == {"p/a.py": 'import os\n\nx = {"a": os}\n', "p/build/b.py": "y = 1\n", "p/c.txt": "z=1\n"}


def test_what_is_no_python_is_an_error() -> None:
    """A template's mistake is found when it is rendered, not when it is imported."""
    with pytest.raises(RenderError, match=r"p/a\.py"):
        format_python({"p/a.py": "def (:\n"})


def test_the_hash_of_the_templates_covers_names_and_texts(tmp_path: Path) -> None:
    """A macro counts as much as a file that is emitted."""
    first = write_templates(tmp_path / "1", {"package/a": "x", "_macros/m.jinja": "y"})
    same = write_templates(tmp_path / "2", {"_macros/m.jinja": "y", "package/a": "x"})
    other = write_templates(tmp_path / "3", {"package/a": "x", "_macros/n.jinja": "y"})
    assert templates_sha256(first) == templates_sha256(same) != templates_sha256(other)


def test_nothing_in_the_environment_changes_the_output(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither ruff's variables, nor a configuration file, nor a package that is called ruff itself."""
    files = {"ruff/__init__.py": "import os\nx=1\n", "ruff/__main__.py": "raise SystemExit('run in place of ruff')\n"}
    expected = format_python(files)
    for name, value in {"OUTPUT_FORMAT": "json", "CONFIG": "no.toml", "SELECT": "ALL", "NO_FIX": "1"}.items():
        monkeypatch.setenv(f"RUFF_{name}", value)
    monkeypatch.setenv("FORCE_COLOR", "1")
    (tmp_path / "ruff.toml").write_text("line-length = 20\n")
    monkeypatch.chdir(tmp_path)
    assert format_python(files) == expected
    assert expected["ruff/__init__.py"] == "x = 1\n"


@pytest.mark.parametrize(("media_type", "is_there"), [("application/json", False), ("text/csv", True)])
def test_modules_that_nothing_needs_are_left_out(tmp_path: Path, media_type: str, is_there: bool) -> None:
    """The one for downloads, if all responses are JSON; the one for webhooks, if there are none."""
    document = minimal()
    operation(document)["responses"]["200"]["content"] = {media_type: {"schema": {"type": "string"}}}
    if is_there:
        body = {"content": {"application/json": {"schema": {"type": "object"}}}}
        document["webhooks"] = {"sold": {"post": {"requestBody": body, "responses": {"200": {"description": "Ok"}}}}}
    names = ["package/_streaming.py", "package/webhooks.py.jinja"]
    templates = write_templates(tmp_path / "templates", dict.fromkeys(names, "x = 1\n"))
    files = render(api_of(tmp_path, document), templates)
    assert {name for name in files if name.endswith(".py")} == (
        {"tiny/_streaming.py", "tiny/webhooks.py"} if is_there else set()
    )
