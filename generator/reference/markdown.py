"""Pieces of a Markdown file that no text can break: prose, cells, code, tables with aligned columns."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..filters import clean
from .html import has_code_links

__all__ = [
    "collapse_blank_lines",
    "md_anchor",
    "md_cell",
    "md_code",
    "md_fence",
    "md_prose",
    "md_summary",
    "md_table",
    "md_text",
    "md_wrap",
    "one_line",
]

_SIGN = re.compile(r"[\\`*\[\]<~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
# What has a meaning in Markdown, read from left to right: an escape, a code span, a stray backtick, an image, raw HTML.
_ACTIVE = re.compile(
    r"\\.|(?<!`)(?P<ticks>`+)(?!`)(?P<code>.*?)(?<!`)(?P=ticks)(?!`)|`|!(?=\[)|<(?!https?://[^\s<>]*>)", re.DOTALL
)
# Characters two columns wide, and of no width. Python's own tables would make the output depend on its version.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001f64f\U0001f900-\U0001faff\U00020000-\U0003fffd]"
)
_ZERO = re.compile("[\u0300-\u036f\u200b-\u200f\ufe00-\ufe0f]")
_PIPE = re.compile(r"\\.|\|")
# Where a line must not begin, because it would be a list, a quote, a heading, a table, a fence or a rule.
_NO_BREAK = re.compile(r" (?=[-+*>#|=~]|\d+[.)]|```)")
_WIDTH = 120
_FENCED_OR_GAP = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$|\n{3,}", re.MULTILINE | re.DOTALL)


@cache
def _commonmark() -> MarkdownIt:
    """Return what reads Markdown; commands that render nothing do not wait for it."""
    return MarkdownIt("commonmark", {"html": False})


@lru_cache(maxsize=4096)
def md_prose(text: str, level: int = 1) -> str:
    """Return Markdown with its raw HTML escaped, its fences closed and its headings starting at a level.

    Args:
        text: Markdown of the document; if it links to code it becomes plain text.
        level: The level that its first-level headings get, 1 to 6.
    """
    if has_code_links(text):
        return md_text(text)
    lines, result, position = clean(text).strip().splitlines(), list[str](), 0
    heading: Token | None = None
    for token in _commonmark().parse("\n".join(lines)):
        if token.type == "heading_open" and not token.level:
            heading = token
        if token.type not in ("fence", "code_block", "inline") or token.map is None:
            continue
        start, end = (heading or token).map or token.map
        result += map(_inert, lines[position:start])
        if heading:
            mark = "#" * min(6, int(heading.tag[1:]) + level - 1)
            result.append(_inert(f"{mark} {one_line(token.content)}".rstrip()))
        elif token.type == "inline":
            # Code spans end where their block ends, so blocks are handled one by one.
            block = _inert("\n".join(lines[start:end]))
            result.append(md_wrap(block) if _is_long_paragraph(block, token) else block)
        else:
            result += lines[start:end] if token.level else _closed(lines[start:end], token.markup)
        position, heading = end, None
    return "\n".join([*result, *map(_inert, lines[position:])])


@lru_cache(maxsize=16384)
def md_cell(text: str) -> str:
    """Return Markdown on one line, for a table's cell or a list item.

    Args:
        text: Markdown of the document; its line breaks become spaces.
    """
    return md_text(text) if has_code_links(text) else _inert(one_line(text))


def md_text(text: object) -> str:
    """Return plain text on one line, with everything escaped that has a meaning in Markdown."""
    return _SIGN.sub(r"\\\g<0>", one_line(text))


def md_code(text: object) -> str:
    """Return text as a code span that its own backticks cannot end."""
    line = one_line(text)
    ticks = "`" * (1 + _longest_run(line))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{pad}{line}{pad}{ticks}" if line else ""


def md_fence(text: str, language: str = "") -> str:
    """Return a fenced block that its own fences cannot end.

    Args:
        text: The block's lines.
        language: The info string.
    """
    ticks = "`" * max(3, 1 + _longest_run(text))
    return f"{ticks}{language}\n{clean(text).rstrip()}\n{ticks}"


def md_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with aligned columns; the last column, which is prose, is not padded.

    Args:
        head: The column titles.
        rows: The cells, each one line of Markdown.
    """
    cells = [[_cell(cell) for cell in row] for row in (head, *rows)]
    widths = [max(3, *(_width(row[column]) for row in cells)) for column in range(len(head) - 1)]
    lines = [f"| {' | '.join(map(_padded, row, [*widths, 0]))} |" for row in cells]
    rule = f"| {' | '.join('-' * width for width in (*widths, max(3, _width(cells[0][-1]))))} |"
    return "\n".join([lines[0], rule, *lines[1:]])


@lru_cache(maxsize=4096)
def md_summary(text: str) -> str:
    """Return the first sentence of Markdown, on one line.

    Args:
        text: Markdown of the document.
    """
    paragraph = re.split(r"\n\s*\n", text.strip())[0]
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", md_cell(paragraph))[0]


def md_wrap(text: object, indent: str = "", first: str | None = None) -> str:
    """Return a paragraph of Markdown in lines of at most 120 columns, unless a word is longer.

    Args:
        text: The paragraph.
        indent: What lines start with.
        first: What the first line starts with instead.
    """
    kept = _NO_BREAK.sub("\0", " ".join(str(text).split()))
    start = indent if first is None else first
    if kept and len(start) + len(kept) <= _WIDTH:
        return f"{start}{kept}".replace("\0", " ")
    lines = textwrap.wrap(
        kept,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace("\0", " ")


def md_anchor(id_: str) -> str:
    """Return the anchor that Markdown renderers give to the heading with an id: lower case, without dots."""
    return id_.lower().replace(".", "")


def one_line(text: object) -> str:
    """Return text with each run of white space replaced by one space."""
    return " ".join(clean(text).split())


def collapse_blank_lines(text: str) -> str:
    """Return Markdown without consecutive blank lines, except in fenced blocks."""
    return _FENCED_OR_GAP.sub(lambda match: match[0] if match[1] else "\n\n", text).strip() + "\n"


def _inert(block: str) -> str:
    """Neutralise raw HTML, images and stray backticks outside code spans."""
    return _ACTIVE.sub(_disarmed, block)


def _disarmed(match: re.Match[str]) -> str:
    ticks, code = match["ticks"], match["code"]
    # In a table a bar ends the code span, so that what looks like code may be HTML.
    if ticks and "<" in code and "|" in code:
        mark = "\\`" * len(ticks)
        return f"{mark}{_inert(code)}{mark}"
    return {"!": "", "<": "\\<", "`": "\\`"}.get(match[0], match[0])


def _is_long_paragraph(block: str, token: Token) -> bool:
    """Tell whether a paragraph outside of lists and quotes, without hard line breaks, has lines to be wrapped."""
    hard = any(child.type == "hardbreak" for child in token.children or ())
    return token.level == 1 and not hard and any(len(line) > _WIDTH for line in block.split("\n"))


def _closed(lines: Sequence[str], markup: str) -> list[str]:
    if not markup or (len(lines) > 1 and re.fullmatch(rf" {{0,3}}{markup}+\s*", lines[-1])):
        return list(lines)
    return [*lines, markup]


def _cell(text: object) -> str:
    return _PIPE.sub(lambda match: "\\|" if match[0] == "|" else match[0], str(text).strip())


def _longest_run(text: str) -> int:
    return max(map(len, re.findall(r"`+", text))) if "`" in text else 0


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text)) - len(_ZERO.findall(text))


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - _width(text))
