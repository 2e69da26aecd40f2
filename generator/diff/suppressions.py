"""Findings that somebody has accepted, each with a reason: a YAML list of rule, fingerprint and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ..document.source import Node, read
from ..errors import SpecError
from .compare import Comparison
from .rules import RULES

__all__ = ["Suppression", "read_suppressions", "suppress"]

_KEYS: Final = ("rule", "fingerprint", "reason")


@dataclass(frozen=True)
class Suppression:
    """One accepted finding; ``location`` is where it is accepted."""

    rule: str
    fingerprint: str
    reason: str
    location: str


def read_suppressions(path: Path) -> list[Suppression]:
    """Return the entries of a file.

    Raises:
        SpecError: It cannot be read, or an entry lacks a key or names a rule that does not exist.
    """
    root = read(path, str(path))
    if not isinstance(root.value, list):
        raise _error(path, root, "is not a list of suppressions")
    return [_entry(path, node) for node in root.value]


def suppress(comparison: Comparison, suppressions: list[Suppression]) -> tuple[Comparison, list[Suppression]]:
    """Return a comparison with the accepted findings marked, and the suppressions that match none.

    Args:
        comparison: The comparison.
        suppressions: What is accepted.
    """
    reasons = {(item.rule, item.fingerprint): item.reason for item in suppressions}
    found = {(item.rule, item.fingerprint) for item in comparison.differences}
    marked = tuple(replace(item, reason=reasons.get((item.rule, item.fingerprint))) for item in comparison.differences)
    unused = [item for item in suppressions if (item.rule, item.fingerprint) not in found]
    return replace(comparison, differences=marked), unused


def _entry(path: Path, node: Node) -> Suppression:
    members: Mapping[str, Node] = node.value if isinstance(node.value, dict) else {}
    values = dict(_texts(path, node, members))
    if values["rule"] not in RULES:
        raise _error(path, node, f"there is no rule {values['rule']!r}")
    return Suppression(**values, location=f"{path}:{node.line}")


def _texts(path: Path, node: Node, members: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    for key in _KEYS:
        # A fingerprint of digits alone is a number in YAML.
        value = members[key].value if key in members else None
        if isinstance(value, dict | list) or value is None or not str(value).strip():
            raise _error(path, node, f"a suppression needs a {key}")
        if key == "fingerprint" and not isinstance(value, str):
            raise _error(path, members[key], "a fingerprint is text: put it in quotes")
        yield key, str(value)


def _error(path: Path, node: Node, message: str) -> SpecError:
    return SpecError("", message, location=f"{path}:{node.line}", rule="suppression")
