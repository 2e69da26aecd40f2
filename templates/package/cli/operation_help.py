"""The help of one operation or resource, from the documentation of its methods."""

from __future__ import annotations

import inspect
import re
import shutil
import textwrap
from collections.abc import Iterator
from typing import Final

from ..client import Client
from .failures import UsageError
from .operations import Argument, NamedOperation, Operations

__all__ = ["help_text"]

_WIDEST: Final = 100
_WIDEST_NAME: Final = 28
_ALL: Final = " --all prints the items of all pages, one JSON line each."


def help_text(program: str, name: str, operations: Operations) -> str:
    """Return the help of an operation, or the list of a resource's operations.

    Args:
        program: How the user started the program.
        name: The name of an operation or a resource.
        operations: All operations.

    Raises:
        UsageError: There is nothing of this name.
    """
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    below = operations.below(name)
    try:
        operation = operations.get(name)
    except UsageError:
        if not below:
            raise
        return "\n".join(_list(below, operations, width))
    return "\n".join(_help(program, operation, width))


def _list(names: list[str], operations: Operations, width: int) -> Iterator[str]:
    """Yield each name with the first sentence of its documentation."""
    for name in names:
        purpose = _documentation(operations.get(name)).partition("\n")[0]
        yield from _row(name, purpose, max(map(len, names)), width)


def _help(program: str, operation: NamedOperation, width: int) -> Iterator[str]:
    before, described, after = _sections(_documentation(operation))
    required = [
        argument.name if argument.positional else f"{argument.name}=..."
        for argument in operation.arguments
        if argument.required
    ]
    optional = len(required) < len(operation.arguments)
    words = [f"usage: {program} call {operation.name}", *required, *(["[NAME=VALUE ...]"] if optional else [])]
    yield " ".join(words)
    for paragraph in before:
        yield ""
        yield textwrap.fill(paragraph, width)
    if operation.arguments:
        yield "\narguments:"
        titles = {argument.name: _title(argument) for argument in operation.arguments}
        column = min(max(map(len, titles.values())), _WIDEST_NAME)
        for argument in operation.arguments:
            members = f"Members: {', '.join(argument.members)}." if argument.members else ""
            text = f"{described.get(argument.name, '')} {members}".strip()
            yield from _row(titles[argument.name], text, column, width)
    for paragraph in after:
        yield ""
        yield textwrap.fill(paragraph, width)
    yield f"\n{program} call --help lists the options.{_ALL if operation.is_list else ''}"


def _title(argument: Argument) -> str:
    return f"{argument.name}={argument.kind}"


def _row(title: str, text: str, column: int, width: int) -> Iterator[str]:
    """Yield a title with a text beside it, or below it if the title is too long."""
    indent = " " * (column + 4)
    lines = textwrap.wrap(text, max(width - len(indent), 20))
    fits = len(title) <= column
    if not fits or not lines:
        yield f"  {title}"
    for number, line in enumerate(lines):
        yield f"  {title:<{column}}  {line}" if fits and number == 0 else f"{indent}{line}"


def _documentation(operation: NamedOperation) -> str:
    # The documentation of a method needs no client that could send anything.
    method = operation.method(Client.__new__(Client))
    return inspect.getdoc(method) or ""


def _sections(documentation: str) -> tuple[list[str], dict[str, str], list[str]]:
    """Return the paragraphs before the arguments, the arguments' descriptions, and the paragraphs after them."""
    paragraphs = documentation.split("\n\n")
    at = next((index for index, text in enumerate(paragraphs) if text.startswith("Args:\n")), None)
    if at is None:
        return [text for text in paragraphs if text], {}, []
    entries = re.split(r"\n    (?=\S)", paragraphs[at])[1:]
    described = {name: " ".join(text.split()) for name, _, text in (entry.partition(": ") for entry in entries)}
    return paragraphs[:at], described, paragraphs[at + 1 :]
