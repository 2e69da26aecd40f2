"""Descriptions that are written in HTML, as Markdown, which all that is rendered of them understands.

OpenAPI has texts in CommonMark (3.1, section 4.3.3), which allows HTML; docstrings, terminals and our pages show its
tags as text. Only the tags that say how words are set are read; whatever else looks like one stays as it is.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

__all__ = ["markdown_of"]

_MARKS: Final = {"b": "**", "strong": "**", "em": "*", "i": "*", "code": "`", "tt": "`", "kbd": "`"}
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = frozenset({"p", "div", "section", "ul", "ol", "pre", *_HEADINGS})
_NAMES: Final = "|".join(sorted({*_MARKS, *_BLOCKS, "a", "br", "li", "span"}))
_TAG: Final = re.compile(rf"<(/?)({_NAMES})(\s[^<>]*)?/?>", re.IGNORECASE)
_IS_HTML: Final = re.compile(rf"</({_NAMES})\s*>|<br\s*/?>", re.IGNORECASE)
_DEEPEST: Final = 8
# Not all schemes: a page must not have links that run code.
_HREF: Final = re.compile(r"""\bhref\s*=\s*["']?((?:https?://|mailto:|[/#])[^"'\s]*)""", re.IGNORECASE)


def markdown_of(text: str) -> str:
    """Return a text with the HTML of its words and paragraphs as Markdown.

    Args:
        text: Markdown, HTML, or both.
    """
    if not _IS_HTML.search(text):
        return text
    writer = _Writer()
    for piece, is_code in _pieces(text):
        if is_code:
            # What is code in Markdown may be about HTML.
            writer.parts.append(piece)
            continue
        end = 0
        for tag in _TAG.finditer(piece):
            writer.parts.append(html.unescape(piece[end : tag.start()]))
            writer.write(tag[2].lower(), tag[3] or "", is_end=bool(tag[1]))
            end = tag.end()
        writer.parts.append(html.unescape(piece[end:]))
    lines = "".join(writer.parts).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(str.rstrip, lines))).strip()


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the code of a Markdown text, which is between backticks, and what is around it."""
    tokens = re.split("(`+)", text)
    following: dict[str, int] = {}
    ends: dict[int, int] = {}
    for index in range(len(tokens) - 2, 0, -2):
        if tokens[index] in following:
            ends[index] = following[tokens[index]]
        following[tokens[index]] = index
    end = 0
    for index in range(len(tokens)):
        if index >= end:
            end = ends.get(index, index) + 1
            yield "".join(tokens[index:end]), index in ends


class _Writer:
    """Writes Markdown for tags.

    Attributes:
        parts: What is written, to be joined.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._links: list[str] = []
        self._lists: list[int | None] = []
        self._open: Counter[str] = Counter()

    def write(self, tag: str, attributes: str, *, is_end: bool) -> None:
        """Write what a tag stands for."""
        if tag == "a":
            self._link(attributes, is_end=is_end)
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("" if is_end else f"\n{'  ' * min(len(self._lists) - 1, _DEEPEST)}{self._bullet()} ")
        elif tag in ("ul", "ol"):
            if not is_end:
                self._lists.append(0 if tag == "ol" else None)
            elif self._lists:
                self._lists.pop()
            self.parts.append("\n\n")
        elif tag in _MARKS or tag == "pre" or tag in _HEADINGS:
            self._pair(tag, is_end=is_end)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def _pair(self, tag: str, *, is_end: bool) -> None:
        """Write a mark that needs another one at its end; one that ends nothing is left out."""
        if is_end and self._open[tag] < 1:
            return
        is_inside = self._open["pre"] and tag != "pre"
        self._open[tag] += -1 if is_end else 1
        mark = "" if is_inside else {"pre": "```", **_MARKS}.get(tag, "**")
        if tag == "pre":
            self.parts.append(f"\n{mark}\n\n" if is_end else f"\n\n{mark}\n")
        elif tag in _HEADINGS:
            self.parts.append(f"{mark}\n\n" if is_end else f"\n\n{mark}")
        else:
            self.parts.append(mark)

    def _link(self, attributes: str, *, is_end: bool) -> None:
        if is_end:
            href = self._links.pop() if self._links else ""
            self.parts.append(f"]({href})" if href else "")
            return
        match = _HREF.search(attributes)
        self._links.append(html.unescape(match[1]) if match else "")
        self.parts.append("[" if match else "")

    def _bullet(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "-"
        self._lists[-1] = number + 1
        return f"{number + 1}."
