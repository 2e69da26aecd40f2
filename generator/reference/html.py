"""Turn the document's Markdown into safe HTML with headings of the right depth, and highlight code.

The result loads and runs nothing: raw HTML is escaped, an image becomes a link to it, and a link to a scheme that runs
code is not a link. What several files contain is made once: the functions remember their results.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from ..filters import clean, slug

__all__ = [
    "csp_hash",
    "has_code_links",
    "highlight",
    "html_cell",
    "html_inline",
    "html_prose",
    "path_parts",
    "source_links",
    "with_rfc_links",
]

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_RULES = {
    "json": rf"(?P<k>{_STRING}(?=\s*:))|(?P<s>{_STRING})|(?P<n>\b(?:true|false|null)\b|-?\b\d[\d.eE+-]*)",
    "python": rf"(?P<c>#[^\n]*)|(?P<s>{_STRING})|(?P<w>\b(?:from|import|with|as|for|in|try|except|print)\b)"
    r"|(?P<n>\b(?:True|False|None)\b|\b\d[\d.]*\b)",
    "bash": r"(?P<s>'[^']*')|(?P<k>(?<=\s)--[a-z-]+)|(?P<w>^curl\b)",
    "http": r"(?P<w>^HTTP/[^\n]*)|(?P<k>^[A-Za-z-]+(?=:))",
}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_RFC = re.compile(r"\bRFC (\d{3,5})(?:,? section ((?:[A-Z]|\d+)(?:\.\d+)*))?")
# A file with its lines, and further lines of the same file.
_LINES = r"\d+(?:-\d+)?"
_SOURCE = re.compile(rf"([\w.-]+\.\w+):({_LINES}(?:(?:, | and ){_LINES})*)")
# What a link must not stand in.
_UNLINKED = {"a", "code", "pre", "button", "summary"}
_PATTERNS = {language: re.compile(rule, re.MULTILINE) for language, rule in _RULES.items()}


def _image(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    return f'<a href="{escape(str(token.attrs["src"]))}">{escape(token.content)}</a>'


def _line_break(state: StateInline, silent: bool) -> bool:
    """Read ``<br>``, the one tag of HTML that documents often have in Markdown, as what it means."""
    tag = _BREAK.match(state.src, state.pos)
    if not tag:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = tag.end()
    return True


@cache
def _safe() -> MarkdownIt:
    """Return what reads and writes Markdown; commands that render nothing do not wait for it."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.inline.ruler.before("html_inline", "line_break", _line_break)
    markdown.add_render_rule("image", _image)
    return markdown


@cache
def _any_link() -> MarkdownIt:
    """Return what reads links that would be refused, too."""
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # the only way to see them
    return markdown


@lru_cache(maxsize=4096)
def html_prose(text: str, level: int, prefix: str) -> Markup:
    """Return Markdown as HTML.

    Args:
        text: Markdown of the document.
        level: The level that its first-level headings get, 1 to 6.
        prefix: What the ids of its headings start with.
    """
    markdown = _safe()
    tokens, seen = markdown.parse(clean(text)), set[str]()
    for index, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + level - 1)}"
        if token.type == "heading_open":
            name = f"{prefix}-{slug(tokens[index + 1].content)}"
            numbered = (f"{name}-{number}" for number in itertools.count(2))
            token.attrSet("id", next(free for free in itertools.chain([name], numbered) if free not in seen))
            seen.add(str(token.attrs["id"]))
    return with_rfc_links(markdown.renderer.render(tokens, markdown.options, {}))


@lru_cache(maxsize=16384)
def html_cell(text: str) -> Markup:
    """Return Markdown as HTML for a table's cell: without headings, and without ``<p>`` around a single paragraph.

    Args:
        text: Markdown of the document.
    """
    markdown = _safe()
    tokens = markdown.parse(clean(text))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "p"
    html = markdown.renderer.render(tokens, markdown.options, {}).strip()
    single = [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    return with_rfc_links(html.removeprefix("<p>").removesuffix("</p>") if single else html)


def html_inline(text: object) -> Markup:
    """Return plain text as HTML on one line, with links to the RFCs that it mentions."""
    return with_rfc_links(escape(" ".join(clean(text).split())))


def source_links(text: str, base: str) -> Markup:
    """Return the source of a fact as HTML, with links to RFCs and to the lines of files.

    Args:
        text: The source, such as ``reports.md:1504-1532 and 1563-1593; RFC 6749 section 5.2``.
        base: The URL that the files stand below; empty if they have no address.
    """
    html = html_inline(text)
    return Markup(_SOURCE.sub(lambda cited: _line_links(cited[1], cited[2], escape(base)), html)) if base else html


def _line_links(file: str, lines: str, base: str) -> str:
    def link(place: re.Match[str]) -> str:
        first, _, last = place[0].partition("-")
        # Code hosts show a text by its lines only where they are told not to render it.
        anchor = f"#L{first}-L{last}" if last else f"#L{first}"
        shown = f"{file}:{place[0]}" if place.start() == 0 else place[0]
        return f'<a href="{base}{file}?plain=1{anchor}">{shown}</a>'

    return re.sub(_LINES, link, lines)


def with_rfc_links(html: str) -> Markup:
    """Return HTML with the RFCs that its text mentions as links, except in code and in links.

    Args:
        html: Well-formed HTML.
    """
    result, position, inside = [], 0, list[str]()
    for tag in _TAG.finditer(html):
        result += [_linked(html[position : tag.start()], bool(inside)), tag[0]]
        position = tag.end()
        if tag[2] in _UNLINKED:
            inside = inside[:-1] if tag[1] else [*inside, tag[2]]
    return Markup("".join([*result, _linked(html[position:], bool(inside))]))


@lru_cache(maxsize=16384)
def has_code_links(text: str) -> bool:
    """Return whether Markdown links to something that runs code (``javascript:`` and the like)."""
    # Every link and image has one of these (CommonMark 0.31.2 sections 6.3, 6.4 and 6.5).
    return ("[" in text or "<" in text) and any(
        not _safe().validateLink(str(child.attrs.get("href") or child.attrs.get("src")))
        for token in _any_link().parse(text)
        for child in token.children or ()
        if child.type in ("link_open", "image")
    )


def csp_hash(text: str) -> str:
    """Return the source expression that allows one inline style or script (CSP 3 section 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def path_parts(path: str) -> Markup:
    """Return a path as HTML with its parameters marked.

    Args:
        path: The path as the document writes it.
    """
    pieces = re.split(r"(\{[^{}]*\})", clean(path))
    return Markup(
        "".join(f"<var>{escape(piece)}</var>" if piece.startswith("{") else escape(piece) for piece in pieces)
    )


def _linked(text: str, verbatim: bool) -> str:
    return text if verbatim else _RFC.sub(_rfc_link, text)


def _rfc_link(match: re.Match[str]) -> str:
    number, section = match.groups()
    # The appendices of an RFC have letters.
    anchor = "" if not section else f"#appendix-{section}" if section[0].isalpha() else f"#section-{section}"
    return f'<a href="https://www.rfc-editor.org/rfc/rfc{number}{anchor}">{match[0]}</a>'


@lru_cache(maxsize=4096)
def highlight(text: str, language: str) -> Markup:
    """Return code as HTML, escaped, with tokens in ``<span>`` elements of one-letter classes.

    Args:
        text: The code.
        language: ``json``, ``python``, ``bash``, ``http``, or anything else for plain text.
    """
    text = clean(text)
    if language not in _PATTERNS:
        return Markup(_escaped(text))
    result, position = [], 0
    for match in _PATTERNS[language].finditer(text):
        result += [
            _escaped(text[position : match.start()]),
            f'<span class="{match.lastgroup}">{_escaped(match[0])}</span>',
        ]
        position = match.end()
    return Markup("".join([*result, _escaped(text[position:])]))


def _escaped(text: str) -> str:
    """Return text for the content of an element, where quotation marks stand for themselves."""
    return escape(text, quote=False)
