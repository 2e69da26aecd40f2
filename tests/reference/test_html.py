"""The page: whole, accessible, and sufficient unto itself."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re

from tests.reference.support import Reference


def test_it_is_well_formed(any_reference: Reference) -> None:
    """Every tag that opens closes where it should, and no attribute comes twice."""
    assert any_reference.html.startswith("<!DOCTYPE html>\n")
    assert any_reference.page.faults == []


def test_ids_are_unique_and_all_inner_links_lead_somewhere(any_reference: Reference) -> None:
    """A link inside the page always finds exactly one target."""
    page = any_reference.page
    assert len(page.ids) == len(set(page.ids))
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert inner
    assert set(inner) <= set(page.ids)


def test_outer_links_stay_in_the_folder(spec_reference: Reference) -> None:
    """Only the document's own Markdown may link elsewhere; the templates link to the two files beside the page."""
    outer = {link for link in spec_reference.page.links if not link.startswith(("#", "https://"))}
    assert outer == {"reference.md", "llms.txt"}


def test_headings_form_an_outline(any_reference: Reference) -> None:
    """One h1, no level skipped, and an anchor that can be linked to on each."""
    page = any_reference.page
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))
    ids, links = set(page.ids), set(page.links)
    assert all(id_ in ids and f"#{id_}" in links for _, id_ in page.headings)


def test_operations_objects_and_ways_have_readable_anchors(spec_reference: Reference) -> None:
    """Anchors are the names that people type, so links to them survive."""
    wanted = {"account.agents.list", "object-Agent", "object-Agent.email", "credentials-ApiKey", "errors", "error-403"}
    assert wanted <= set(spec_reference.page.ids)


def test_nothing_is_loaded_from_anywhere(any_reference: Reference) -> None:
    """No style sheet, script, image, font or frame comes from a URL."""
    loading = [(tag, each) for tag, each in any_reference.page.tags if "src" in each or "srcset" in each]
    assert loading == []
    rels = {each["rel"]: each["href"] for tag, each in any_reference.page.tags if tag == "link"}
    assert rels == {"icon": "data:,", "alternate": "reference.md"}
    assert not re.search(r"@import|url\(", any_reference.html.partition("</head>")[0])


def test_the_policy_allows_the_inline_style_and_script_and_nothing_else(any_reference: Reference) -> None:
    """The Content-Security-Policy names their hashes, so nothing that slipped into the page would run."""
    metas = [each for tag, each in any_reference.page.tags if tag == "meta"]
    policy = next(each["content"] for each in metas if each.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for element in ("style", "script"):
        (text,) = re.findall(rf"<{element}>(.*?)</{element}>", any_reference.html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy


def test_no_attribute_holds_code_or_style(any_reference: Reference) -> None:
    """Event handlers and style attributes would need a policy that lets more in."""
    names = {name for _, attributes in any_reference.page.tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_everything_is_there_without_the_script(any_reference: Reference) -> None:
    """All operations, parameters, properties, permissions and errors stand in the page as text."""
    api, text = any_reference.api, any_reference.page.text
    for resource in api.walk():
        for operation in resource.operations:
            fields = operation.body.fields if operation.body else ()
            assert operation.path in text
            assert (operation.permission or "") in text
            names = [(each.wire_name, each.name) for each in operation.parameters]
            names += [(each.wire_name, each.name) for each in fields]
            assert all(wire_name in text and name in text for wire_name, name in names)
    assert all(error.class_name in text and str(error.status) in text for error in api.error_statuses)
    assert all(each.wire_name in text for model in api.models for each in model.fields)
    for element in ("button", "noscript", "template"):
        assert f"<{element}" not in any_reference.html.partition("<script>")[0]


def test_readers_of_all_kinds_find_their_way(any_reference: Reference) -> None:
    """Landmarks, a language, a way past the contents, labelled tables, and keyboards reach what scrolls."""
    tags = any_reference.page.tags
    assert ("html", {"lang": "en"}) in tags
    assert {"nav", "main", "header", "footer"} <= {tag for tag, _ in tags}
    assert any(tag == "a" and each.get("href") == "#main" for tag, each in tags)
    assert all(each.get("aria-label") for tag, each in tags if tag in ("table", "nav"))
    assert all(each.get("scope") == "col" for tag, each in tags if tag == "th")
    assert all(each.get("tabindex") == "0" for tag, each in tags if tag == "pre" and each)
    labelled = [each["aria-labelledby"] for tag, each in tags if tag == "section"]
    assert set(labelled) <= set(any_reference.page.ids)


def test_what_was_only_observed_is_marked(spec_reference: Reference) -> None:
    """The refresh request and ``state`` carry the mark and say where they were seen."""
    marks = [each for tag, each in spec_reference.page.tags if tag == "span" and each.get("class") == "mark observed"]
    assert len(marks) >= 3
    marks_of_refresh = next(flow.refresh.marks for _, flow in spec_reference.api.flows() if flow.refresh.marks)
    assert [mark.kind for mark in marks_of_refresh] == ["observed", "inferred"]
    assert all(" ".join(mark.reason.split()) in spec_reference.page.text for mark in marks_of_refresh)
