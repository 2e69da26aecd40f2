"""A document that means harm: its text stays text, in the page, in the Markdown and in the samples."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.reference import FILTERS
from tests.generator.support import minimal, operation
from tests.reference.support import Reference, fences, headings, reference_of
from tests.reference.test_markdown_pages import bars, tables
from tests.reference.test_shown_samples import words

EVIL = (
    "</code></pre></script><script>alert(1)</script><img src=x onerror=alert(1)> \"'` | {{ api }} {% raw %}\n"
    "# No heading\n\n"
    "![pixel](https://evil.example/pixel.png) <!-- \\ $(touch owned) `touch owned`\n\n"
    "```\nnever closed <b>\n"
)
LINE = "'; touch owned; '\" | `touch owned` $(touch owned) </script><script>alert(1)</script>"


def hostile() -> Any:
    """Return a document with hostile text wherever a document may hold text."""
    document = minimal()
    document["info"] |= {"title": f"Evil {LINE}", "summary": LINE, "description": EVIL}
    document["tags"][0]["description"] = f"{EVIL}```\n[click](javascript:alert(1))"
    document["servers"][0]["description"] = EVIL
    shown = operation(document)
    shown |= {"summary": LINE, "description": EVIL, "x-permission": LINE, "x-source": LINE, "security": [{"evil": []}]}
    shown["parameters"] += [
        {"name": f"q{LINE}", "in": "query", "description": EVIL, "schema": {"type": "string"}, "example": LINE},
        {
            "name": "X-Head",
            "in": "header",
            "description": EVIL,
            "schema": {"type": "string"},
            "example": f"{LINE}\nX: y",
        },
    ]
    shown["requestBody"] = {
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}, "example": {"name": EVIL}}}
    }
    shown["responses"]["200"] |= {"description": EVIL}
    shown["responses"]["200"]["content"]["application/json"]["example"] = {"name": EVIL}
    shown["responses"]["418"] = {"description": EVIL}
    pet = document["components"]["schemas"]["Pet"]
    pet |= {"description": EVIL, "x-observed": LINE}
    pet["properties"]["name"] |= {"description": EVIL, "default": LINE, "pattern": LINE}
    pet["properties"][LINE] = {"type": "string", "enum": [LINE, "|"], "description": EVIL}
    document["components"]["securitySchemes"] = {
        "evil": {"type": "apiKey", "in": "header", "name": "X-Key", "description": EVIL, "x-source": LINE}
    }
    return document


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The reference of a hostile document."""
    return reference_of(tmp_path_factory.mktemp("hostile"), hostile())


def test_no_element_comes_from_the_document(evil: Reference) -> None:
    """A page has its own two scripts; no image, and no attribute that runs anything."""
    for page in evil.pages.values():
        assert page.faults == []
        tags = [tag for tag, _ in page.tags]
        assert tags.count("script") == 2
        assert not {"img", "iframe", "object", "form", "b"} & set(tags)
        assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
        assert not [link for link in page.links if re.match(r"\s*(javascript|data|vbscript):", link, re.IGNORECASE)]
    assert "<script>alert(1)</script>" in evil.page.text


def test_the_outline_stays_the_templates(evil: Reference) -> None:
    """A heading in a description goes below the place where it stands, and ids stay unique."""
    for page in evil.pages.values():
        assert [level for level, _ in page.headings].count(1) == 1
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_markdown_keeps_its_form(evil: Reference) -> None:
    """Tables keep their columns, fences close, headings stay an outline, and no raw HTML and no image is left."""
    for lines in tables(evil.markdown):
        assert len({tuple(bars(line)[:-1]) for line in lines}) == 1, lines
    assert [level for level, _ in headings(evil.markdown)].count(1) == 1
    prose = re.sub(r"^(`{3,}).*?^\1$", "", evil.markdown, flags=re.MULTILINE | re.DOTALL)
    assert not re.search(r"^ {0,3}```", prose, re.MULTILINE)
    prose = re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", prose, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)<[a-z!/]", prose)
    assert "![" not in prose
    assert not re.search(r"\]\(\s*javascript:", prose)


def test_python_samples_hold_only_data(evil: Reference) -> None:
    """What the document says ends up in literals: the program is the one that the templates wrote."""
    for fence in fences(evil.markdown):
        if fence.language == "python":
            called = [node.func for node in ast.walk(ast.parse(fence.text)) if isinstance(node, ast.Call)]
            assert all(isinstance(function, ast.Name | ast.Attribute) for function in called)
            assert not {"touch", "alert", "eval"} & {ast.unparse(function) for function in called}


def test_curl_samples_run_only_curl(evil: Reference, tmp_path: Path) -> None:
    """Quotes and substitutions in names, examples and bodies are words for curl, not commands for bash."""
    calls = [fence.text for fence in fences(evil.markdown) if fence.language == "bash"]
    assert any("touch owned" in call for call in calls)
    for call in calls:
        words(call)
        subprocess.run(["/bin/bash", "-c", f"curl() {{ :; }}\n{call}"], cwd=tmp_path, check=True)
    assert list(tmp_path.iterdir()) == []


def test_names_in_the_index_stay_on_their_lines(evil: Reference) -> None:
    """llms.txt keeps its form: a title, a quote, then lists."""
    start = evil.llms.index("\n## ")
    assert all(re.match(r"## |- \[|$", line) for line in evil.llms[start + 1 :].splitlines())
    assert not re.search(r"(?<!\\)<[a-z!/]", evil.llms)


@pytest.mark.parametrize(
    "text", ["[a](javascript:x)", "[a]: javascript:x\n\n[a]", "![a](vbscript:x)", "[a](JAVA&#115;cript:x)"]
)
def test_links_that_run_code_become_text(text: str) -> None:
    """Careless readers of Markdown run such links, however they are spelled; here none is left to click."""
    from markdown_it import MarkdownIt

    careless = MarkdownIt("commonmark")
    careless.validateLink = lambda url: True  # type: ignore[method-assign]  # what a careless reader does
    for written in (FILTERS["md_prose"](text, 1), FILTERS["md_cell"](text)):
        assert "href" not in careless.render(written)
    assert "href" not in FILTERS["html_prose"](text, 1, "x")


def test_invisible_characters_are_shown() -> None:
    """What reorders text on screen would make code read as something else (CVE-2021-42574)."""
    for rendered in (
        FILTERS["highlight"]("a\u202eb", "bash"),
        FILTERS["md_fence"]("a\u202eb"),
        FILTERS["md_cell"]("a\u202eb"),
    ):
        assert "\u202e" not in rendered


def test_a_line_break_is_the_only_tag_that_is_read() -> None:
    """``<br>`` is common in descriptions and harmless; in code, and with attributes, it is text."""
    html = FILTERS["html_prose"]("One<br>two<BR/>three `<br>` <br onclick=x> <b>", 1, "x")
    assert html.count("<br />") == 2
    assert "<code>&lt;br&gt;</code> &lt;br onclick=x&gt; &lt;b&gt;" in html
