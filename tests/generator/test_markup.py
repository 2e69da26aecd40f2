"""Descriptions that are written in HTML become Markdown, and Markdown stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.adapt.adapt import adapt
from generator.adapt.markup import markdown_of
from tests.generator.support import load, minimal, operation


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("<p>The <code>id</code> of <a href=\"https://x.y/z?a=1&amp;b=2\">it</a>.</p>\n\n<p>More</p>", "The `id` of [it](https://x.y/z?a=1&b=2).\n\nMore"),
        ("<P>The <B>name</B>, <em>please</em>.</P>", "The **name**, *please*."),
        ("<b>a</b></b> <i>b <i>c</i></i></i> d", "**a** *b *c** d"),
        ("<div>a <span>b</span></div><div>c</div>", "a b\n\nc"),
        ("<ul><li>a" * 10 + "</ul>", "\n\n".join("  " * min(depth, 8) + "- a" for depth in range(10))),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>", "- a\n- b\n\n  1. c\n  2. d"),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>c<li>d", "- a\n\n1. b\n\nc\n- d"),
        ("<h2>Title</h2>text", "**Title**\n\ntext"),
        ("<pre><code>a\n  b</code></pre>", "```\na\n  b\n```"),
        ("Use `<b>x</b>` or ``<br>`` and <b>bold</b>", "Use `<b>x</b>` or ``<br>`` and **bold**"),
        ("<p>1 &lt; 2 &amp;amp; 3</p>", "1 < 2 &amp; 3"),
        ("&lt;a&gt; <b>b</b> &quot;c&quot; <b>d</b> &lt;e&gt;", '<a> **b** "c" **d** <e>'),
        ("<p><a href='#x'>in</a> <a href='/y'>here</a></p>", "[in](#x) [here](/y)"),
        ("<p><a href='javascript:x'>no</a> <a>none</a> <a href=''>empty</a></p>", "no none empty"),
        ("<p>x <script>a(1)</script> <your-name> <img src=x></p>", "x <script>a(1)</script> <your-name> <img src=x>"),
        ("a < b</b></li></ul></a></pre></h1> <!-- c -->", "a < b\n\n <!-- c -->"),
        ("<p>x <![CDATA[y]]> <?z?></p>", "x <![CDATA[y]]> <?z?>"),
        ("<p>one ` tick, ``` three and `` two</p>", "one ` tick, ``` three and `` two"),
        ("</p><a href='", "<a href='"),
        ("<p title='a>b'>x</p>", "b'>x"),
        ("plain <your-name> & <b> < 3", "plain <your-name> & <b> < 3"),
        ("**Markdown** &amp; `code`", "**Markdown** &amp; `code`"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(text: str, markdown: str) -> None:
    """The tags that say how words are set; all others, and what is code in Markdown, stay as they are."""
    assert markdown_of(text) == markdown


def test_all_that_is_rendered_has_the_markdown(tmp_path: Path) -> None:
    """Docstrings, the pages and the package's document."""
    document = minimal()
    operation(document)["description"] = "<p>Get <code>one</code> pet.</p>"
    api = adapt(load(tmp_path, document)).api
    (found,) = (item for resource in api.walk() for item in resource.operations)
    assert found.description == "Get `one` pet."
