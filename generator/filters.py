"""The filters of all templates. Those of the reference alone are in :mod:`generator.reference`.

Text of the document reaches the output only through filters, each of which makes any text safe for its destination.
"""

from __future__ import annotations

import itertools
import json as json_module
import math
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from .build.names import words
from .model import Field, Parameter, Variable
from .python_source import (
    annotation,
    content_type_annotation,
    credential_annotation,
    field_annotation,
    parameter_annotation,
    python_literal,
    result_annotation,
)

__all__ = ["FILTERS", "INVISIBLE", "json_excerpt"]

# What Python, terminals or browsers treat as a line end, and what reorders text on screen (CVE-2021-42574).
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Zero-width joiners stay, which some scripts and emoji need.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_NOT_IN_JSON = re.compile(INVISIBLE.pattern + "|[\x85\u2028\u2029]")
_quoted = json_module.encoder.encode_basestring
_STANDS_ALONE = re.compile(r"\s*([-*+|>#]|\d+[.)]|```|~~~)")


def docstring(value: object, indent: int = 4, width: int = 100) -> str:
    """Return text for the inside of a triple-quoted string, wrapped and indented.

    Args:
        value: Any text. Backslashes are doubled, and none of its quotes can end the string.
        indent: Spaces before each line except the first.
        width: Columns, including ``indent``.
    """
    text = clean(value).strip().replace("\\", "\\\\")
    # A quote at either end may be next to one of the template's own.
    text = re.sub(r'"{2,}|\A"|"\Z', lambda quotes: '\\"' * len(quotes.group()), text)
    lines = [line for paragraph in _blocks(text) for line in _wrapped(paragraph, width - indent)]
    return "\n".join(" " * indent + line if line and index else line for index, line in enumerate(lines))


def json(value: object, indent: int | None = 2) -> str:
    """Return a value as JSON, keys in their order, invisible characters escaped.

    For a script element use Jinja's ``tojson`` instead.
    """
    text = json_module.dumps(value, ensure_ascii=False) if indent is None else _json(value, "\n", " " * indent)
    # Nearly all text is plain, whole files too.
    if text.replace("\n", "").isprintable():
        return text
    return _NOT_IN_JSON.sub(lambda character: json_module.dumps(character[0])[1:-1], text)


def json_excerpt(value: object, room: int) -> str:
    """Return a value as JSON of at most so many lines, with an ellipsis for what is left out: the deepest parts first.

    Args:
        value: The value.
        room: How many lines there may be.
    """
    text = ""
    for depth in itertools.count(1):
        deeper = _json(value, "\n", "  ", depth)
        if deeper == text or (text and deeper.count("\n") >= room):
            break
        text = deeper
    lines = _NOT_IN_JSON.sub("\ufffd", text).split("\n")
    return "\n".join([*lines[: room - 2], "  …", lines[-1]] if len(lines) > room else lines)


def _json(value: object, line: str, step: str, depth: float = math.inf) -> str:
    """Return a value as the standard library writes it, down to a depth.

    Args:
        value: The value.
        line: A line's end, and the indentation of the next one.
        step: How much deeper each level is.
        depth: How many levels are written, of the others only that they are there.
    """
    if isinstance(value, str):
        return _quoted(value)
    if not value or not isinstance(value, dict | list | tuple):
        return json_module.dumps(value)
    inner = line + step
    if isinstance(value, dict):
        if not depth:
            return "{…}"
        members = [
            f"{_quoted(key if type(key) is str else json_module.dumps(key))}: "
            f"{_quoted(member) if type(member) is str else _json(member, inner, step, depth - 1)}"
            for key, member in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
    if not depth:
        return "[…]"
    return f"[{inner}{f',{inner}'.join([_json(item, inner, step, depth - 1) for item in value])}{line}]"


def slug(value: object) -> str:
    """Return text as an anchor: ``Set password`` becomes ``set-password``."""
    return "-".join(words(str(value))).lower() or "section"


def wrap(value: object, width: int = 100, indent: int = 0) -> str:
    """Return text wrapped to ``width`` columns, paragraphs kept; lines after the first are indented."""
    lines = [line for block in _blocks(clean(value).strip()) for line in _wrapped(block, width - indent)]
    return "\n".join(" " * indent + line if line and index else line for index, line in enumerate(lines))


def restates(description: str, name: str) -> bool:
    """Tell whether a description only repeats a name, as "The first name." does for ``first_name``."""
    said = {word.lower() for word in words(description)} - {"a", "an", "the"}
    return said <= {word.lower() for word in words(name)}


def marked(item: Field | Parameter) -> str:
    """Return a description, and what of it no text documents: ``The start. (Inferred: the samples have one.)``"""
    said = " ".join(f"({mark.kind.capitalize()}: {mark.reason.rstrip('.')}.)" for mark in item.marks)
    return f"{item.description} {said}".strip()


def clean(value: object) -> str:
    """Return text with one kind of line end, and without characters that do not belong in a source file."""
    return visible(str(value)).expandtabs(4)


def visible(text: str) -> str:
    """Return text with one kind of line end, and with control and bidirectional characters replaced by U+FFFD."""
    # Nearly all text is plain, whole files too.
    if text.replace("\n", "").isprintable():
        return text
    return INVISIBLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def _blocks(text: str) -> list[str]:
    """Return the blocks to wrap one by one: paragraphs, and each line that must not be joined to a paragraph."""
    blocks: list[str] = []
    fenced = joins = False
    for line in text.split("\n"):
        fence = line.lstrip().startswith(("```", "~~~"))
        alone = fenced or fence or not line.strip() or line.startswith("    ")
        fenced ^= fence
        if joins and not alone and not _STANDS_ALONE.match(line):
            blocks[-1] += " " + line.strip()
        else:
            blocks.append(line.rstrip())
        joins = not alone and not line.lstrip().startswith(("|", "#"))
    return blocks


def _wrapped(block: str, width: int) -> list[str]:
    if len(block) <= width:
        return [block.rstrip()]
    marker = re.match(r"\s*([-*+>]|\d+[.)])\s+", block)
    return textwrap.wrap(
        block,
        max(width, 40),
        subsequent_indent=" " * len(marker.group()) if marker else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def server_argument(variable: Variable, condition: str) -> str:
    """Return what an argument about the server means.

    Args:
        variable: The argument.
        condition: When its default counts.
    """
    if variable.place == "choice":
        return f"Which server, by name or URL: {variable.description}. It is {variable.default} {condition}."
    default = "it has to be given" if variable.required else f"{variable.default} {condition}"
    return f"The server's {variable.name}; {default}."


FILTERS: Mapping[str, Callable[..., Any]] = {
    "annotation": annotation,
    "content_type_annotation": content_type_annotation,
    "credential_annotation": credential_annotation,
    "field_annotation": field_annotation,
    "parameter_annotation": parameter_annotation,
    "result_annotation": result_annotation,
    "docstring": docstring,
    "json": json,
    "literal": python_literal,
    "marked": marked,
    "restates": restates,
    "server_argument": server_argument,
    "slug": slug,
    "wrap": wrap,
}
