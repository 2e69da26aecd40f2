"""Write a comparison down: as text for a terminal, as Markdown for a review, as JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, Literal, get_args

from ..filters import clean
from .compare import Call, Comparison, Difference
from .rules import Python, Wire

__all__ = ["FORMATS", "Format", "summary", "write_report"]

Format = Literal["text", "markdown", "json"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_BUMPS: Final = {
    "none": "nothing has to change",
    "patch": "patch: only texts differ",
    "minor": "minor: nothing breaks at run time",
    "major": "major: callers have to change something",
}
# More methods, or calls, than this are counted.
_MOST_NAMES: Final = 5
_MOST_CALLS: Final = 6


def write_report(comparison: Comparison, form: Format, *, with_texts: bool = False) -> str:
    """Return a comparison as text that ends with a line end.

    Args:
        comparison: The comparison.
        form: The format.
        with_texts: Whether findings that change nothing but texts are listed, and not only counted; JSON has them all.
    """
    writers: dict[Format, Callable[[Comparison, Sequence[Difference]], Iterator[str]]] = {
        "text": _text,
        "markdown": _markdown,
        "json": _json,
    }
    listed = [item for item in comparison.differences if with_texts or form == "json" or not _is_text(item)]
    return "\n".join(writers[form](comparison, listed)) + "\n"


def summary(comparison: Comparison) -> str:
    """Return how many findings there are of each kind: ``2 breaking, 1 compatible``."""
    counted = comparison.counted
    kinds = {
        "breaking": [item for item in counted if item.is_breaking],
        "breaking type checkers only": [
            item for item in counted if not item.is_breaking and item.python is Python.TYPES
        ],
        "compatible": [item for item in counted if item.bump == "minor" and item.python is not Python.TYPES],
        "in texts or the mock only": [item for item in counted if item.bump in ("patch", "none")],
        "suppressed": [item for item in comparison.differences if item.reason is not None],
    }
    return ", ".join(f"{len(items)} {name}" for name, items in kinds.items() if items) or "no differences"


def _text(comparison: Comparison, listed: Sequence[Difference]) -> Iterator[str]:
    for item in listed:
        yield f"{item.new_location or comparison.new.name}: [{item.rule}] {_plain(_sentence(item))}"
        yield f"    wire: {_wire(item)}; Python: {item.python.label}; fingerprint {item.fingerprint}"
        if item.old_location != item.new_location:
            yield f"    before: {item.old_location or comparison.old.name}"
        for call in item.calls[:_MOST_CALLS]:
            yield f"    {_before_and_after(call)}"
        if len(item.calls) > _MOST_CALLS:
            yield f"    and {len(item.calls) - _MOST_CALLS} more like these"
        if item.operations:
            yield f"    affects {_names(item.operations)}"
        if item.reason is not None:
            yield f"    suppressed: {_plain(item.reason)}"
    yield f"{comparison.old.name} -> {comparison.new.name}: {summary(comparison)}"
    yield f"version bump: {_BUMPS[comparison.bump]}"
    yield from _notes(comparison, listed)


def _markdown(comparison: Comparison, listed: Sequence[Difference]) -> Iterator[str]:
    yield f"## API changes: {_code(comparison.old.name)} → {_code(comparison.new.name)}"
    yield ""
    yield f"**Version bump: {_BUMPS[comparison.bump]}.** {summary(comparison).capitalize()}."
    for note in _notes(comparison, listed):
        yield f"\n{note.capitalize()}."
    ranked = sorted(listed, key=lambda item: (not _breaks_in(item.group, listed), item.group))
    for group, items in groupby(ranked, key=lambda item: item.group):
        yield f"\n### {_inline(group)}\n"
        for item in items:
            yield from _entry(item)


def _entry(item: Difference) -> Iterator[str]:
    sign = "⚠️ " if item.is_breaking and item.reason is None else ""
    change = " → ".join(_code(text) for text in (item.before, item.after) if text)
    yield f"- {sign}{_code(item.title)} {item.text}{f': {change}' if change else ''}  "
    yield f"  Wire: {_wire(item)}. Python: {item.python.label}. `{item.rule}` `{item.fingerprint}`  "
    places = dict.fromkeys(place for place in (item.old_location, item.new_location) if place)
    if places:
        yield f"  {' → '.join(map(_code, places))}"
    if item.operations:
        yield f"  Affects {_names(item.operations, _code)}."
    if item.reason is not None:
        yield f"  Suppressed: {_inline(item.reason)}"
    if item.calls:
        yield "\n  ```diff"
        yield from (f"  {line}" for call in item.calls[:_MOST_CALLS] for line in _diff(call))
        if len(item.calls) > _MOST_CALLS:
            yield f"  # and {len(item.calls) - _MOST_CALLS} more like these"
        yield "  ```\n"


def _json(comparison: Comparison, listed: Sequence[Difference]) -> Iterator[str]:
    record = {
        "old": {"name": comparison.old.name, "version": comparison.old.number},
        "new": {"name": comparison.new.name, "version": comparison.new.number},
        "bump": comparison.bump,
        "findings": [_record(item) for item in listed],
    }
    yield json.dumps(record, ensure_ascii=True, indent=2)


def _record(item: Difference) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "fingerprint": item.fingerprint,
        "title": item.title,
        "text": item.text,
        "wire": item.wire.name.lower(),
        "python": item.python.name.lower(),
        "bump": item.bump,
        "directions": list(item.directions),
        "before": item.before,
        "after": item.after,
        "old_location": item.old_location,
        "new_location": item.new_location,
        "group": item.group,
        "operations": list(item.operations),
        "calls": [{"title": call.title, "before": call.before, "after": call.after} for call in item.calls],
        "suppressed": item.reason,
    }


def _notes(comparison: Comparison, listed: Sequence[Difference]) -> Iterator[str]:
    hidden = len(comparison.differences) - len(listed)
    if hidden:
        yield f"not shown: {hidden} in texts or the mock only; --all lists them"
    if comparison.is_other_rendering:
        yield "the packages were rendered from other templates: what does not depend on the document was not compared"


def _is_text(item: Difference) -> bool:
    return item.wire <= Wire.TEXT and not item.python


def _breaks_in(group: str, items: Iterable[Difference]) -> bool:
    return any(item.group == group and item.is_breaking for item in items)


def _sentence(item: Difference) -> str:
    change = " -> ".join(text for text in (item.before, item.after) if text)
    return f"{item.title} {item.text}{f': {change}' if change else ''}"


def _wire(item: Difference) -> str:
    return f"{item.wire.label} ({' and '.join(item.directions)})" if item.directions else item.wire.label


def _names(operations: Sequence[str], write: Callable[[str], str] = lambda name: name) -> str:
    shown = ", ".join(write(name) for name in operations[:_MOST_NAMES])
    rest = len(operations) - _MOST_NAMES
    return f"{shown} and {rest} more" if rest > 0 else shown


def _before_and_after(call: Call) -> str:
    before, after = _plain(call.before), _plain(call.after)
    if before and after:
        return f"{before}  ->  {after}"
    return f"gone: {before}" if before else f"new: {after}"


def _diff(call: Call) -> Iterator[str]:
    yield from (f"- {_plain(call.before)}",) if call.before else ()
    yield from (f"+ {_plain(call.after)}",) if call.after else ()


def _plain(text: str) -> str:
    """Return text of the document on one line, without characters that a terminal acts on."""
    return " ".join(clean(text).split())


def _inline(text: str) -> str:
    """Return text of the document as text in Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+\-!<>|&~])", r"\\\1", _plain(text))


def _code(text: str) -> str:
    """Return text of the document as code in Markdown, whatever backticks it has."""
    plain = _plain(text)
    if not plain:
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", plain)), default=0) + 1)
    padding = " " if "`" in plain else ""
    return f"{fence}{padding}{plain}{padding}{fence}"
