"""The rules, one small function each, grouped by subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from ...document.walk import Document
from ...errors import Finding
from . import operations, records, schemas, security, servers
from .structure import OTHER
from .structure import STRUCTURAL as STRUCTURAL

__all__ = ["RENDERING", "RULES", "STRUCTURAL", "TOLERATED", "Rule"]

Rule: TypeAlias = Callable[[Document], Iterator[Finding]]

RULES: Sequence[Rule] = (
    *OTHER,
    *servers.RULES,
    *operations.RULES,
    *security.RULES,
    *schemas.RULES,
    *records.RULES,
)

# Those that find what cannot be rendered, beside the structural ones.
RENDERING: Sequence[Rule] = (*operations.RENDERING, *schemas.RENDERING)
# Those that find what is rendered otherwise than it is written. All others are about the style of the house.
TOLERATED: Sequence[Rule] = (*servers.RULES, *operations.TOLERATED, *security.TOLERATED)
