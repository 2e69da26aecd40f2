"""The pieces of Markdown, against a reader that believes everything: raw HTML on, every link allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.reference import FILTERS
from generator.reference import markdown as module


@pytest.fixture(autouse=True)
def _remembers_nothing() -> None:
    """Have each test make what others remember."""
    for function in (module._commonmark, module.md_prose, module.md_cell, module.md_summary):
        function.cache_clear()


# A small alphabet of signs makes collisions likely.
TEXT = st.text(alphabet="`<>|![]()#-*_~\\\n :ab/\"'=1.&;", max_size=40)
TRUSTING = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

Test = TypeVar("Test", bound=Callable[..., None])

SEEDS = [
    "` <b>\n\n` <i>",
    "- ` <b>\n- `",
    "|`|<b>`|\n|-|-|",
    "```\n<b>",
    "~~~~\n<b>\n~~~",
    "\\`<b>`",
    "<a\n",
    "[x](<y>)",
]


def flat(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens and what is in them."""
    for token in tokens:
        yield token
        yield from token.children or ()


def types(markdown: str) -> list[str]:
    """Return what a trusting reader finds in Markdown."""
    return [token.type for token in flat(TRUSTING.parse(markdown))]


def seeded(test: Test) -> Test:
    """Add the cases that were once wrong, or nearly."""
    for seed in SEEDS:
        test = example(seed)(test)
    return test


@seeded
@settings(derandomize=True, max_examples=400)
@given(TEXT)
def test_prose_holds_no_html_and_no_image(text: str) -> None:
    """Whatever a description says, no renderer finds an element or an image in it."""
    assert not {"html_block", "html_inline", "image"} & set(types(FILTERS["md_prose"](text, 3)))


@seeded
@settings(derandomize=True, max_examples=400)
@given(TEXT)
def test_prose_ends_where_it_ends(text: str) -> None:
    """No description swallows the heading that follows it."""
    last = TRUSTING.parse(FILTERS["md_prose"](text, 3) + "\n\n## Next\n")[-3:]
    assert [token.type for token in last] == ["heading_open", "inline", "heading_close"]
    assert last[0].tag == "h2"


@seeded
@settings(derandomize=True, max_examples=400)
@given(TEXT)
def test_a_table_keeps_its_cells(text: str) -> None:
    """Whatever a cell says, each row has as many cells as the head, and none holds an element."""
    cells = [FILTERS[name](text) for name in ("md_code", "md_text", "md_cell")]
    kinds = types(FILTERS["md_table"](["A", "B", "C"], [cells, cells]))
    assert kinds.count("td_open") == 6
    assert kinds.count("tr_open") == 3
    assert not {"html_block", "html_inline", "image"} & set(kinds)


@seeded
@settings(derandomize=True, max_examples=200)
@given(TEXT)
def test_plain_text_stays_plain(text: str) -> None:
    """Text that is not Markdown has no emphasis, no code and no link."""
    inline = TRUSTING.parseInline(f"x {FILTERS['md_text'](text)} x")[0].children or []
    assert {token.type for token in inline} <= {"text", "text_special", "softbreak"}


@pytest.mark.parametrize(
    ("text", "fence"),
    [
        ("a", "```"),
        ("a ``b``", "```"),
        ("```\na\n```", "````"),
        ("a `````b", "``````"),
    ],
)
def test_a_fence_is_one_backtick_longer_than_those_in_the_text(text: str, fence: str) -> None:
    """And three at least, as everybody writes them (CommonMark 0.31, section 4.5)."""
    assert FILTERS["md_fence"](f"{text}\n\n", "bash") == f"{fence}bash\n{text}\n{fence}"
    assert FILTERS["md_fence"](text) == f"{fence}\n{text}\n{fence}"


@seeded
@settings(derandomize=True, max_examples=200)
@given(TEXT)
def test_fences_hold_their_text(text: str) -> None:
    """A sample that holds fences of its own comes out unchanged, as one block."""
    tokens = TRUSTING.parse(FILTERS["md_fence"](text, "bash"))
    assert [token.type for token in tokens] == ["fence"]
    assert tokens[0].content.rstrip() == text.rstrip()


LINE = "ab " * 39 + "abb"


@pytest.mark.parametrize(
    ("text", "level", "markdown"),
    [
        ("# A\ntext\n\n## B", 3, "### A\ntext\n\n#### B"),
        ("A\n===\n\nB\n---", 2, "## A\n\n### B"),
        ("###### F", 4, "###### F"),
        ("```\n# no heading\n```", 3, "```\n# no heading\n```"),
        ("use `<id>` and <id>", 1, "use `<id>` and \\<id>"),
        ("see <https://example.com>", 1, "see <https://example.com>"),
        ("```\n```", 1, "```\n```"),
        ("```", 1, "```\n```"),
        ("***\na", 1, "***\na"),
        ("<p>\n# A", 3, "\\<p>\n### A"),
        ("~~~\na\n   ~~~~ ", 1, "~~~\na\n   ~~~~"),
        ("```\na\n    ```", 1, "```\na\n    ```\n```"),
        ("```\na\n``", 1, "```\na\n``\n```"),
        (f"b\n{LINE}", 1, f"b\n{LINE}"),
        (f"{LINE}b\nc", 1, f"{LINE[:-4]}\nabbb c"),
        (f"{LINE}b  \nc", 1, f"{LINE}b  \nc"),
        (f"> {LINE}\n> b", 1, f"> {LINE}\n> b"),
    ],
)
def test_prose_keeps_what_is_harmless(text: str, level: int, markdown: str) -> None:
    """Headings move below their place; code, links and text stay as they are."""
    assert FILTERS["md_prose"](text, level) == markdown


def test_prose_begins_at_the_first_level() -> None:
    assert FILTERS["md_prose"]("# A\n## B") == "# A\n## B"


def test_wide_letters_count_twice() -> None:
    """Tables line up on a screen that gives CJK letters two columns, and an accent of its own none."""
    table = FILTERS["md_table"](["A", "B"], [["漢字", "x"], ["ae\u0301", "y"], ["a\\|", "z"]])
    rows = ["| 漢字 | x |", "| ae\u0301   | y |", "| a\\|  | z |"]
    assert table.splitlines() == ["| A    | B |", "| ---- | --- |", *rows]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a", "```bash\na\n```"),
        ("a\n\n", "```bash\na\n```"),
        ("``` b", "````bash\n``` b\n````"),
        ("`````", "``````bash\n`````\n``````"),
    ],
)
def test_a_fence_is_longer_than_what_it_holds(text: str, markdown: str) -> None:
    """By one, and three signs at least."""
    assert FILTERS["md_fence"](text, "bash") == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("One thing. Another.", "One thing."),
        ("One, e.g. two. Another.", "One, e.g. two."),
        ("One. Two. Three.\n\nFour.", "One."),
        ("Is it? Yes! No.", "Is it?"),
        ("One line\nand more.\n\nA second paragraph. A third.", "One line and more."),
        ("\n\nOne\n \nTwo\n\nThree", "One"),
    ],
)
def test_a_summary_is_the_first_sentence(text: str, markdown: str) -> None:
    """On one line."""
    assert FILTERS["md_summary"](text) == markdown


def test_a_table_is_aligned_but_for_its_last_column() -> None:
    """Bars are escaped, in code too, and letters of double width count twice."""
    rows = [["a|b", "c", "some prose"], ["用", "`x|y`", ""]]
    assert FILTERS["md_table"](["A", "Wide", "Last one"], rows).splitlines() == [
        "| A    | Wide   | Last one |",
        "| ---- | ------ | -------- |",
        "| a\\|b | c      | some prose |",
        "| 用   | `x\\|y` |  |",
    ]
    assert FILTERS["md_table"](["A", "B"], []).splitlines() == ["| A   | B |", "| --- | --- |"]


@pytest.mark.parametrize(
    ("name", "text", "markdown"),
    [
        ("md_code", "a", "`a`"),
        ("md_code", "a`b", "``a`b``"),
        ("md_code", "`a", "`` `a ``"),
        ("md_code", "a`", "`` a` ``"),
        ("md_code", "a``b` c\nd", "```a``b` c d```"),
        ("md_code", "", ""),
        ("md_cell", "`a|<b>` `a|b` `<b>` <b>", "\\`a|\\<b>\\` `a|b` `<b>` \\<b>"),
        ("md_cell", "*a* [b](https://c.example)", "*a* [b](https://c.example)"),
        ("md_cell", "*a* [b](javascript:c)", "\\*a\\* \\[b\\](javascript:c)"),
        ("one_line", " a \n\t b ", "a b"),
        ("md_anchor", "Account.Agents-list", "accountagents-list"),
        ("collapse_blank_lines", "\n\na\n\n\n\nb\n```\n\n\nc\n```\n\n\n", "a\n\nb\n```\n\n\nc\n```\n"),
        ("md_wrap", "a  b\nc", "a b c"),
        ("md_wrap", "", ""),
    ],
)
def test_pieces_of_markdown(name: str, text: str, markdown: str) -> None:
    assert FILTERS[name](text) == markdown


def test_paragraphs_are_wrapped_at_120_columns() -> None:
    """With what lines start with, and long words whole."""
    text = "word " * 23 + "end"
    assert len(f"- {text}") == 120
    assert FILTERS["md_wrap"](text, "  ", "- ") == f"- {text}"
    assert FILTERS["md_wrap"](f"{text}s", "  ", "- ") == f"- {text[:-4]}\n  ends"
    assert FILTERS["md_wrap"](f"{text[:-4]} one-long-word") == f"{text[:-4]}\none-long-word"
    assert FILTERS["md_wrap"](f"a {'x' * 130} b", "> ") == f"> a\n> {'x' * 130}\n> b"
