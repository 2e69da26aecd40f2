"""The Markdown file: readable as text, and its links lead where they say."""

from __future__ import annotations

import itertools
import re
import unicodedata

from tests.reference.support import Reference, fences, headings


def tables(markdown: str) -> list[list[str]]:
    """Return the lines of each table outside of fences."""
    prose = re.sub(r"^(`{3,}).*?^\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return [block.splitlines() for block in re.findall(r"(?:^\|.*\n?)+", prose, re.MULTILINE)]


def bars(line: str) -> list[int]:
    """Return the columns on screen of the bars that part cells."""
    widths = [2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line]
    found = [match.start() for match in re.finditer(r"(?<!\\)\|", line)]
    return [sum(widths[:position]) for position in found]


def test_tables_line_up(any_reference: Reference) -> None:
    """The bars of a table stand below one another, but for the last, which ends the prose."""
    found = tables(any_reference.markdown)
    assert len(found) > 10
    for lines in found:
        assert len({tuple(bars(line)[:-1]) for line in lines}) == 1, lines[0]


def test_inner_links_find_their_headings(any_reference: Reference) -> None:
    """The anchors are those that GitHub and its kin make of the headings."""
    anchors = [anchor for _, anchor in headings(any_reference.markdown)]
    links = re.findall(r"\]\(#([^)]*)\)", any_reference.markdown)
    assert links
    assert set(links) <= set(anchors)


def test_links_from_the_index_find_their_headings(any_reference: Reference) -> None:
    """Each entry of llms.txt leads to one place of reference.md."""
    anchors = [anchor for _, anchor in headings(any_reference.markdown)]
    links = re.findall(r"\]\(([^)]*)\)", any_reference.llms)
    assert len(links) == len(set(links))
    assert {link.partition("#")[0] for link in links} == {"reference.md"}
    assert {link.partition("#")[2] for link in links} <= set(anchors)


def test_the_index_keeps_to_the_convention(any_reference: Reference) -> None:
    """llms.txt: one title, a quoted summary, then sections that hold lists of links and nothing else."""
    lines = any_reference.llms.splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("> ")
    start = next(number for number, line in enumerate(lines) if line.startswith("## "))
    assert all(re.match(r"## |- \[|$", line) for line in lines[start:])


def test_headings_form_an_outline(any_reference: Reference) -> None:
    """One title, no level skipped."""
    levels = [level for level, _ in headings(any_reference.markdown)]
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_no_two_empty_lines_and_no_white_space_at_ends(any_reference: Reference) -> None:
    """The text is as tidy as one written by hand."""
    for text in (any_reference.markdown, any_reference.llms):
        assert text.endswith("\n")
        assert "\n\n\n" not in text
        assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_all_three_tell_the_same(any_reference: Reference) -> None:
    """Operations, objects and ways stand in each file; the page's samples are those of the Markdown, in order."""
    api = any_reference.api
    calls = [f"{'.'.join(resource.path)}.{each.name}" for resource in api.walk() for each in resource.operations]
    assert calls
    page = any_reference.page
    text = page.text
    for name in (*calls, *(model.class_name for model in api.models)):
        assert name in text
        assert f"`{name}`" in any_reference.markdown
        assert f"[{name}]" in any_reference.llms
    for scheme in api.schemes:
        for way in scheme.flows or (scheme,):
            assert f"credentials-{way.class_name.lower()}" in any_reference.llms
    blocks = [(language, text.rstrip("\n")) for language, text in page.blocks if language]
    assert blocks == [(fence.language, fence.text) for fence in fences(any_reference.markdown) if fence.language]
