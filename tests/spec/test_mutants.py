"""The tests of this folder notice wrong documents; ``make mutants`` tries all that a mutator makes, this a few."""

from __future__ import annotations

from typing import Any

from tests.mutants.document import EQUIVALENT, survivors
from tests.mutants.mutations import mutations


def test_a_sample_of_wrong_documents_is_noticed() -> None:
    """Of 40 changes at random, always the same ones, each fails a test, unless it changes no meaning."""
    assert survivors(40, seed=0) == []


def test_every_equivalent_change_is_one_that_is_made(document: dict[str, Any]) -> None:
    """No reason stands for a change that the mutator does not make any more."""
    assert EQUIVALENT.keys() <= {mutation.name for mutation in mutations(document)}
