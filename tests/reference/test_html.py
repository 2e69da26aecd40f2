"""The page: whole, accessible, and sufficient unto itself."""

from __future__ import annotations

import base64
import gzip
import hashlib
import itertools
import json
import re

import pytest

from generator.reference import FILTERS
from generator.reference.html import source_links
from tests.reference.support import Reference


def test_every_page_is_well_formed(any_reference: Reference) -> None:
    """Every tag that opens closes where it should, and no attribute comes twice."""
    for name, page in any_reference.pages.items():
        assert any_reference.files[name].startswith("<!DOCTYPE html>\n"), name
        assert page.faults == [], name


def test_ids_are_unique_and_all_links_lead_somewhere(any_reference: Reference) -> None:
    """A link finds exactly one target, on its own page or on another one."""
    files, pages = any_reference.files, any_reference.pages
    ids = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        assert len(page.ids) == len(ids[name]), name
        for link in page.links:
            if not link.startswith("https://"):
                file, _, anchor = link.partition("#")
                assert (file or name) in files, (name, link)
                assert not anchor or anchor in ids[file or name], (name, link)


def test_the_whole_is_on_one_page_that_links_to_itself(any_reference: Reference) -> None:
    """What is printed needs no other file: its text links to its own parts."""
    inner = [link for link in any_reference.page.links if link.startswith("#")]
    others = {link for link in any_reference.page.links if ".html#" in link}
    assert len(inner) > 20
    assert others == set()


def test_each_resource_has_a_page(any_reference: Reference) -> None:
    """Its operations are on it, and the navigation of that page says where the reader is."""
    for resource in any_reference.api.walk():
        if resource.operations:
            page = any_reference.pages[f"{'.'.join(resource.path)}.html"]
            assert {f"{'.'.join(resource.path)}.{operation.name}" for operation in resource.operations} <= set(page.ids)
            current = [attributes["href"] for _, attributes in page.tags if attributes.get("aria-current") == "page"]
            assert current == [f"#resource-{'.'.join(resource.path)}"]


def test_each_object_is_described_once(any_reference: Reference) -> None:
    """One page has its anchor, whatever uses it."""
    ids = {name: set(page.ids) for name, page in any_reference.pages.items()}
    for model in any_reference.api.models:
        places = [name for name in ids if f"object-{model.class_name}" in ids[name]]
        assert len(places) == 2, (model.class_name, places)
        assert "all.html" in places


def test_headings_form_an_outline(any_reference: Reference) -> None:
    """One h1, no level skipped, and an anchor that can be linked to on each."""
    for name, page in any_reference.pages.items():
        levels = [level for level, _ in page.headings]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), name
        ids, links = set(page.ids), set(page.links)
        assert all(id_ in ids and f"#{id_}" in links for _, id_ in page.headings), name


def test_operations_objects_and_ways_have_readable_anchors(spec_reference: Reference) -> None:
    """Anchors are the names that people type, so links to them survive."""
    wanted = {"account.agents.list", "object-Agent", "object-Agent.email", "credentials-ApiKey", "errors", "error-403"}
    wanted |= {"account.agents.list.page_index", "account.agents.create.email", "object-AgentCreate"}
    assert wanted <= set(spec_reference.page.ids)


def test_every_parameter_and_property_has_a_permalink(any_reference: Reference) -> None:
    """What one reader found another one can open."""
    for name, page in any_reference.pages.items():
        rows = {f"#{attributes['id']}" for tag, attributes in page.tags if tag == "div" and "id" in attributes}
        assert rows <= set(page.links), name


def test_pages_are_light(spec_reference: Reference) -> None:
    """At most 150 KiB, 25 of them sent by a web server; the largest page has at most 300 and 40."""
    pages = {name: text.encode() for name, text in spec_reference.files.items() if name.endswith(".html")}
    del pages["all.html"]
    weights = sorted(((len(page), len(gzip.compress(page))) for page in pages.values()), reverse=True)
    assert weights[0][0] <= 300 * 1024
    assert weights[0][1] <= 40 * 1024
    assert all(raw <= 150 * 1024 and sent <= 25 * 1024 for raw, sent in weights[1:])


def test_only_files_of_the_folder_are_loaded(any_reference: Reference) -> None:
    """No style sheet, script, image, font or frame comes from elsewhere."""
    for name, page in any_reference.pages.items():
        loaded = [attributes["src"] for _, attributes in page.tags if "src" in attributes]
        loaded += [
            attributes["href"] for tag, attributes in page.tags if tag == "link" and attributes["rel"] == "stylesheet"
        ]
        assert loaded == ["reference.js", "style.css"], name
        others = {attributes["rel"] for tag, attributes in page.tags if tag == "link"} - {
            "stylesheet",
            "alternate",
            "icon",
        }
        assert others == set()
        assert not [attributes for _, attributes in page.tags if "srcset" in attributes or "integrity" in attributes]
    assert not re.search(r"@import|url\(", any_reference.files["style.css"])


def test_the_policy_allows_the_own_files_and_one_inline_script(any_reference: Reference) -> None:
    """The Content-Security-Policy names the script's hash, so nothing that slipped into the page would run."""
    for name, page in any_reference.pages.items():
        metas = [attributes for tag, attributes in page.tags if tag == "meta"]
        policy = next(
            attributes["content"] for attributes in metas if attributes.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert "unsafe" not in policy
        (text,) = re.findall(r"<script>(.*?)</script>", any_reference.files[name], re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"script-src 'self' 'sha256-{digest}';" in policy


def test_no_attribute_holds_code_or_style(any_reference: Reference) -> None:
    """Event handlers and style attributes would need a policy that lets more in."""
    names = {name for page in any_reference.pages.values() for _, attributes in page.tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_everything_is_there_without_the_script(any_reference: Reference) -> None:
    """All operations, parameters, properties, permissions and errors stand in the page as text."""
    api, text = any_reference.api, any_reference.page.text
    for resource in api.walk():
        for operation in resource.operations:
            fields = operation.body.fields if operation.body else ()
            assert operation.path in text
            assert (operation.permission or "") in text
            names = [(parameter.wire_name, parameter.name) for parameter in operation.parameters]
            names += [(field.wire_name, field.name) for field in fields]
            assert all(wire_name in text and name in text for wire_name, name in names)
    assert all(error.class_name in text and str(error.status) in text for error in api.error_statuses)
    assert all(field.wire_name in text for model in api.models for field in model.fields)
    for page in any_reference.pages.values():
        tags = [
            (tag, attributes)
            for tag, attributes in page.tags
            if tag in ("button", "input", "noscript", "select", "template")
        ]
        # The browser itself opens a popover.
        assert all(tag == "button" and "popovertarget" in attributes for tag, attributes in tags)


def test_readers_of_all_kinds_find_their_way(any_reference: Reference) -> None:
    """Landmarks, a language, a way past the contents, labelled tables, and keyboards reach what scrolls."""
    tags = any_reference.page.tags
    assert ("html", {"lang": "en"}) in tags
    assert {"nav", "main", "header", "footer"} <= {tag for tag, _ in tags}
    assert any(tag == "a" and attributes.get("href") == "#main" for tag, attributes in tags)
    assert all(attributes.get("aria-label") for tag, attributes in tags if tag in ("table", "nav"))
    assert all(attributes.get("scope") == "col" for tag, attributes in tags if tag == "th")
    assert all(attributes.get("tabindex") == "0" for tag, attributes in tags if tag == "pre" and attributes)
    labelled = [attributes["aria-labelledby"] for tag, attributes in tags if tag == "section"]
    assert set(labelled) <= set(any_reference.page.ids)


def test_all_names_are_in_the_index_and_in_the_search(spec_reference: Reference) -> None:
    """Operations, webhook events, objects, errors, permissions, properties: by name, without a script and with one."""
    api, text = spec_reference.api, spec_reference.pages["a-z.html"].text
    names = {webhook.event for webhook in api.webhooks} | {model.class_name for model in api.models}
    names |= {str(error.status) for error in api.error_statuses} | {field.wire_name for field in api.models[0].fields}
    names |= {operation.summary for resource in api.walk() for operation in resource.operations}
    assert all(name in text for name in names)
    rows = json.loads(spec_reference.files["search-data.js"].partition(" = ")[2].rstrip(";\n"))["rows"]
    assert names <= {row[1] for row in rows}


def test_what_was_only_observed_is_marked(spec_reference: Reference) -> None:
    """The refresh request and ``state`` carry the mark and say where they were seen."""
    marks = [
        attributes
        for tag, attributes in spec_reference.page.tags
        if tag == "span" and attributes.get("class") == "mark observed"
    ]
    assert len(marks) >= 3
    marks_of_refresh = next(flow.refresh.marks for _, flow in spec_reference.api.flows() if flow.refresh.marks)
    assert [mark.kind for mark in marks_of_refresh] == ["observed", "inferred"]
    assert all(" ".join(mark.reason.split()) in spec_reference.page.text for mark in marks_of_refresh)


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("reports.md:609-675", {"reports.md?plain=1#L609-L675": "reports.md:609-675"}),
        ("Agent.md:7", {"Agent.md?plain=1#L7": "Agent.md:7"}),
        (
            "a.md:1-2, 4 and 6-8; b.md:9",
            {
                "a.md?plain=1#L1-L2": "a.md:1-2",
                "a.md?plain=1#L4": "4",
                "a.md?plain=1#L6-L8": "6-8",
                "b.md?plain=1#L9": "b.md:9",
            },
        ),
        ("introduction, lines 26-28", {}),
        ('<img src="x.md:1">', {"x.md?plain=1#L1": "x.md:1"}),
    ],
)
def test_sources_are_links_to_their_lines(source: str, links: dict[str, str]) -> None:
    """Below the address that the document gives for its sources; all else stays text."""
    html = str(source_links(source, "https://example.com/texts/"))
    assert dict(re.findall(r'<a href="https://example\.com/texts/([^"]*)">([^<]*)</a>', html)) == links
    assert "<img" not in html
    assert "<a " not in str(source_links(source, ""))


RFC = "https://www.rfc-editor.org/rfc/rfc"


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("(RFC 6749 section 4.1.2).", f'(<a href="{RFC}6749#section-4.1.2">RFC 6749 section 4.1.2</a>).'),
        ("RFC 6749, section 4.", f'<a href="{RFC}6749#section-4">RFC 6749, section 4</a>.'),
        ("RFC 6749 section A.1", f'<a href="{RFC}6749#appendix-A.1">RFC 6749 section A.1</a>'),
        ("RFC 793 and RFC 1", f'<a href="{RFC}793">RFC 793</a> and RFC 1'),
        ("<b>RFC 793</b>", f'<b><a href="{RFC}793">RFC 793</a></b>'),
        ("<code>RFC 793</code> RFC 793", f'<code>RFC 793</code> <a href="{RFC}793">RFC 793</a>'),
        ("<a><code>RFC 793</code> RFC 793</a> RFC 793",
         f'<a><code>RFC 793</code> RFC 793</a> <a href="{RFC}793">RFC 793</a>'),
        ("<br>XRFC 793", "<br>XRFC 793"),
    ],
)  # fmt: skip
def test_rfcs_are_links_outside_of_code_and_links(html: str, linked: str) -> None:
    assert str(FILTERS["with_rfc_links"](html)) == linked


@pytest.mark.parametrize(
    ("language", "code", "html"),
    [
        ("json", '{"a": [1.5, true, "b\\"c"]}', '{<i k>"a"</i>: [<i n>1.5</i>, <i n>true</i>, <i s>"b\\"c"</i>]}'),
        (
            "python",
            'import os  # c\nx = f("<", 1)',
            '<i w>import</i> os  <i c># c</i>\nx = f(<i s>"&lt;"</i>, <i n>1</i>)',
        ),
        (
            "bash",
            "curl 'https://x' \\\n  --data \"$A\"",
            "<i w>curl</i> <i s>'https://x'</i> \\\n  <i k>--data</i> \"$A\"",
        ),
        ("http", "HTTP/1.1 302 Found\nLocation: x", "<i w>HTTP/1.1 302 Found</i>\n<i k>Location</i>: x"),
        ("text", "<a> 'b' 1", "&lt;a&gt; 'b' 1"),
    ],
)
def test_code_is_highlighted_by_its_tokens(language: str, code: str, html: str) -> None:
    """Each token in an element of the class that says what it is."""
    shown = str(FILTERS["highlight"](code, language))
    assert re.sub(r'<span class="(\w)">(.*?)</span>', r"<i \1>\2</i>", shown) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a `b` <d>", "a <code>b</code> &lt;d&gt;"),
        ("# H\n\nb", "<p>H</p>\n<p>b</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("*a<br>b*<BR/>c", "<em>a<br />\nb</em><br />\nc"),
        ("a<br>[b<br>c](https://d.e)", 'a<br />\n<a href="https://d.e">b<br />\nc</a>'),
        ("[RFC 793](https://a.b)", '<a href="https://a.b">RFC 793</a>'),
    ],
)
def test_a_cell_has_no_headings_and_no_lonely_paragraph(text: str, html: str) -> None:
    assert str(FILTERS["html_cell"](text)) == html


def test_small_pieces_of_html() -> None:
    assert str(FILTERS["path_parts"]("/a/{b}/<c>{d}")) == "/a/<var>{b}</var>/&lt;c&gt;<var>{d}</var>"
    assert str(FILTERS["html_inline"](" a\n `<b>` ")) == "a `&lt;b&gt;`"
    assert FILTERS["csp_hash"]("a") == "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="
    dangerous = ["[a](javascript:x)", "![a](javascript:x)", "<javascript:x>"]
    assert [FILTERS["has_code_links"](text) for text in dangerous] == [True, True, True]
    harmless = ["`[a](javascript:x)`", "[a](https://b)", "a < b", "javascript:x"]
    assert [FILTERS["has_code_links"](text) for text in harmless] == [False, False, False, False]


def test_the_page_of_all_has_each_heading_one_level_deeper(any_reference: Reference) -> None:
    """And the heading has the same id there."""
    levels = {id_: level for level, id_ in any_reference.page.headings if id_}
    for part in any_reference.pages.values():
        for level, id_ in part.headings:
            if part is not any_reference.page and id_ in levels:
                assert levels[id_] == level + 1
    assert set(levels.values()) >= {1, 2, 3}
