"""The Markdown file: readable as text, and its links lead where they say."""

from __future__ import annotations

import itertools
import re
import unicodedata

from tests.reference.support import Reference, fences, headings, links


def tables(markdown: str) -> list[list[str]]:
    """Return the lines of each table outside of fences."""
    prose = re.sub(r"^(`{3,}).*?^\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return [block.splitlines() for block in re.findall(r"(?:^\|.*\n?)+", prose, re.MULTILINE)]


def bars(line: str) -> list[int]:
    """Return the columns on screen of the bars that part cells."""
    widths = [2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line]
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", line)]
    return [sum(widths[:position]) for position in bars]


def test_tables_line_up(any_reference: Reference) -> None:
    """The bars of a table stand below one another, but for the last, which ends the prose."""
    grids = tables(any_reference.markdown)
    assert len(grids) > 10
    for lines in grids:
        assert len({tuple(bars(line)[:-1]) for line in lines}) == 1, lines[0]


def test_links_find_their_headings(any_reference: Reference) -> None:
    """The anchors are those that GitHub and its kin make of the headings, in the file or in another one."""
    anchors = {name: {anchor for _, anchor in headings(text)} for name, text in any_reference.texts.items()}
    for name, text in any_reference.texts.items():
        for link in links(text):
            if not link.startswith("https://"):
                file, _, anchor = link.partition("#")
                assert (file or name) in anchors, (name, link)
                assert not anchor or anchor in anchors[file or name], (name, link)
    assert len(links(any_reference.markdown)) > 10


def test_links_from_the_index_find_their_headings(any_reference: Reference) -> None:
    """Each entry of llms.txt leads to one place of a file beside it."""
    targets = links(any_reference.llms)
    assert len(targets) == len(set(targets))
    for link in targets:
        file, _, anchor = link.partition("#")
        assert file in any_reference.files
        assert not anchor or anchor in [own for _, own in headings(any_reference.files[file])]


def test_each_page_has_a_twin_in_markdown(any_reference: Reference) -> None:
    """The page's address with another suffix; that of the whole is llms-full.txt."""
    for name, page in any_reference.pages.items():
        twins = [
            attributes["href"] for tag, attributes in page.tags if tag == "link" and attributes["rel"] == "alternate"
        ]
        wanted = {"all.html": ["llms-full.txt"], "a-z.html": []}
        assert twins == wanted.get(name, [name.replace(".html", ".md")])
        assert set(twins) <= set(any_reference.files)


def test_the_index_keeps_to_the_convention(any_reference: Reference) -> None:
    """llms.txt: one title, a quoted summary, then sections that hold lists of links and nothing else."""
    lines = any_reference.llms.splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("> ")
    start = next(number for number, line in enumerate(lines) if line.startswith("## "))
    assert all(re.match(r"## |- \[|$", line) for line in lines[start:])


def test_headings_form_an_outline(any_reference: Reference) -> None:
    """One title, no level skipped."""
    for name, text in any_reference.texts.items():
        levels = [level for level, _ in headings(text)]
        assert levels.count(1) == 1, name
        assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), name


def test_no_two_empty_lines_and_no_white_space_at_ends(any_reference: Reference) -> None:
    """The text is as tidy as one written by hand; in Python, two empty lines stand around functions."""
    for name, text in (any_reference.texts | {"llms.txt": any_reference.llms}).items():
        assert text.endswith("\n"), name
        assert "\n\n\n" not in re.sub(r"^```python\n.*?^```$", "…", text, flags=re.MULTILINE | re.DOTALL), name
        assert not re.search(r"[ \t]$", text, re.MULTILINE), name


def test_no_line_is_longer_than_160_characters(spec_reference: Reference) -> None:
    """Except in tables and samples, which have lines of their own."""
    for name, text in spec_reference.texts.items():
        prose = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert [line for line in prose.splitlines() if len(line) > 160 and line[0] != "|"] == [], name


def test_all_three_tell_the_same(any_reference: Reference) -> None:
    """Operations, objects and ways stand in each file; the page's samples are those of the Markdown, in order."""
    api = any_reference.api
    calls = [
        f"{'.'.join(resource.path)}.{operation.name}" for resource in api.walk() for operation in resource.operations
    ]
    assert calls
    text = any_reference.page.text
    for name in calls:
        assert name in text
        assert f"`{name}`" in any_reference.markdown
    for model in api.models:
        assert model.class_name in text
        assert f"[{model.class_name}](" in any_reference.markdown
    for resource in api.walk():
        for operation in resource.operations:
            assert f"`{operation.path}`" in any_reference.llms
    for scheme in api.schemes:
        for way in scheme.flows or (scheme,):
            assert f"credentials-{way.class_name.lower()}" in any_reference.llms
    blocks = [(language, text.rstrip("\n")) for language, text in any_reference.page.blocks if language]
    assert blocks == [(fence.language, fence.text) for fence in fences(any_reference.markdown) if fence.language]
