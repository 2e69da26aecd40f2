"""The pieces of HTML: safe whatever the document says, with links to what is cited, and with highlighted code."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from generator.reference import FILTERS
from generator.reference import html as module
from generator.reference.html import source_links
from tests.reference.support import Page
from tests.reference.test_markdown import TEXT, seeded


@pytest.fixture(autouse=True)
def _remembers_nothing() -> None:
    """Have each test make what others remember."""
    for function in (module._safe, module._any_link, module.html_cell, module.html_prose, module.has_code_links):
        function.cache_clear()


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
        ("![a *b*](https://c.d/e.png?f&g)", '<a href="https://c.d/e.png?f&amp;g">a *b*</a>'),
        (
            "|a|\n|-|\n|b|",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>",
        ),
    ],
)
def test_a_cell_has_no_headings_and_no_lonely_paragraph(text: str, html: str) -> None:
    assert str(FILTERS["html_cell"](text)) == html


def test_small_pieces_of_html() -> None:
    assert str(FILTERS["path_parts"]("/a/{b}/<c>{d}")) == "/a/<var>{b}</var>/&lt;c&gt;<var>{d}</var>"
    assert str(FILTERS["html_inline"](" a\n `<b>` ")) == "a `&lt;b&gt;`"
    assert FILTERS["csp_hash"]("a") == "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="
    dangerous = ["[a](javascript:x)", "![a](javascript:x)", "<javascript:x>", "<p>\n[a](javascript:x)"]
    assert [FILTERS["has_code_links"](text) for text in dangerous] == [True, True, True, True]
    harmless = ["`[a](javascript:x)`", "[a](https://b)", "a < b", "javascript:x"]
    assert [FILTERS["has_code_links"](text) for text in harmless] == [False, False, False, False]


@seeded
@settings(derandomize=True, max_examples=300)
@given(TEXT)
def test_html_of_any_text_nests_and_loads_nothing(text: str) -> None:
    """Whatever a description says, its HTML is well-formed and holds no element that loads or runs anything."""
    for html in (FILTERS["html_prose"](text, 4, "x"), FILTERS["html_cell"](text), FILTERS["highlight"](text, "bash")):
        page = Page.of(html)
        assert page.faults == []
        assert len(page.ids) == len(set(page.ids))
        assert not {"img", "script", "style", "iframe"} & {tag for tag, _ in page.tags}


def test_headings_have_ids_of_their_own() -> None:
    """Repeated ones are numbered, and none is below the sixth level."""
    html = str(FILTERS["html_prose"]("# A\n# A\n## A\n###### B", 2, "x"))
    assert html.splitlines() == [
        '<h2 id="x-a">A</h2>',
        '<h2 id="x-a-2">A</h2>',
        '<h3 id="x-a-3">A</h3>',
        '<h6 id="x-b">B</h6>',
    ]


@pytest.mark.parametrize("language", ["bash", "http", "json", "python", "text"])
def test_highlighting_changes_no_character(language: str) -> None:
    """What is copied from a coloured sample is the sample."""
    sample = 'curl \'a\' --get "b": <1> & True # no\nHTTP/1.1 200\nfrom x import y as "z\\""\n'
    page = Page.of(f"<pre><code>{FILTERS['highlight'](sample, language)}</code></pre>")
    assert page.faults == []
    assert page.blocks == [("", sample)]
