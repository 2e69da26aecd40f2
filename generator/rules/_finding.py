"""How a rule says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from ..errors import Finding

__all__ = ["Document", "Rule", "broken", "objection"]

Document: TypeAlias = Mapping[str, Any]
Rule: TypeAlias = Callable[[Document], Iterator[Finding]]


def broken(rule: str, pointer: str, message: str) -> Finding:
    """Return a finding that nothing can be rendered with."""
    return Finding(pointer=pointer, rule=rule, message=message, severity="error")


def objection(rule: str, pointer: str, message: str) -> Finding:
    """Return a finding that only a document of the house's own has to mend."""
    return Finding(pointer=pointer, rule=rule, message=message, severity="warning")
