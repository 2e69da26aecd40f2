"""The rules of a good document, one small function each, by what they are about."""

from __future__ import annotations

from collections.abc import Sequence

from . import examples, extensions, operations, parameters, schemas, security
from ._finding import Rule
from .structure import FIRST, LATER

__all__ = ["FIRST", "RULES"]

RULES: Sequence[Rule] = (
    *LATER,
    *operations.RULES,
    *parameters.RULES,
    *security.RULES,
    *schemas.RULES,
    *examples.RULES,
    *extensions.RULES,
)
