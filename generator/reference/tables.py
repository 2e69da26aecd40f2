"""Tables of parameters and properties in Markdown, which most of a page consists of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..model import Field, Parameter
from ..model.types import Type
from .markdown import md_cell, md_code, md_table, md_text
from .pages import Page
from .queries import badges
from .rows import Row, flat_rows, has_python_names
from .site import Site
from .words import limits, type_words

__all__ = ["md_badge", "md_fields", "md_type"]


def md_fields(rows: Iterable[Row], label: str, page: Page, site: Site) -> str:
    """Return a table of parameters or properties.

    Args:
        rows: The rows; those that are nested in them follow them.
        label: The title of the first column.
        page: The page that the table is on.
        site: The reference.
    """
    flat = flat_rows(rows)
    has_python = has_python_names(flat)
    has_location = any(isinstance(row.item, Parameter) for row in flat)
    head = [
        label,
        *(["Python"] if has_python else []),
        *(["In"] if has_location else []),
        "Type",
        "Required",
        "Meaning",
    ]
    lines = []
    for row in flat:
        item = row.item
        cells = [md_code(row.path)]
        if has_python:
            cells.append(md_code(item.name) if item.name != item.wire_name else "")
        if isinstance(item, Parameter):
            cells.append(item.location)
        cells += [md_type(item.type, page, site), "yes" if item.required else "no", _meaning(item)]
        lines.append(cells)
    return md_table(head, lines)


def md_type(type_: Type, page: Page, site: Site) -> str:
    """Return a type in words, with links to the objects in it.

    Args:
        type_: The type.
        page: The page that it is on.
        site: The reference.
    """
    parts: dict[str, Callable[[str], str]] = {
        "object": lambda words: f"[{words}]({site.href(f'object-{words}', page, 'md')})",
        "code": md_code,
        "text": str,
    }
    return "".join(parts[style](words) for words, style in type_words(type_))


def md_badge(title: str, why: str = "") -> str:
    """Return what is said of a property in one word, and the reason.

    Args:
        title: The word.
        why: The reason, as plain text.
    """
    return f"*{title}*: {md_text(why)}" if why else f"*{title}*"


def _meaning(item: Field | Parameter) -> str:
    said = [md_cell(item.description)]
    if pairs := limits(item.constraints):
        said.append(f"({', '.join(f'{words} {md_code(limit)}' for words, limit in pairs)})")
    said += map(md_badge, badges(item))
    said += [md_badge(mark.kind, mark.reason) for mark in item.marks]
    return " ".join(said)
