"""Which of all mutants a run takes: all, some at random, or one of each place."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

__all__ = ["PLACES", "environment", "sample"]

Mutated = TypeVar("Mutated")

PLACES = "places"
"""Takes one mutant of each place: what several of them tell about the tests is mostly the same (Petrović and Ivanković,
"State of Mutation Testing at Google", ICSE-SEIP 2018, take one a line)."""


def environment() -> tuple[str, int]:
    """Return the size of the sample and its seed, as ``MUTANTS_SAMPLE`` and ``MUTANTS_SEED`` give them."""
    return os.environ.get("MUTANTS_SAMPLE", "0"), int(os.environ.get("MUTANTS_SEED", "0"))


def sample(every: Sequence[Mutated], size: str, seed: int, place: Callable[[Mutated], Hashable]) -> list[Mutated]:
    """Return the mutants that a run takes, in their order.

    Args:
        every: All mutants.
        size: How many; 0 for all; PLACES for one of each place.
        seed: Which ones. Another seed takes others.
        place: Where a mutant is.
    """
    randomly = random.Random(seed)
    if size == PLACES:
        places: dict[Hashable, list[Mutated]] = {}
        for mutant in every:
            places.setdefault(place(mutant), []).append(mutant)
        return [randomly.choice(mutants) for mutants in places.values()]
    count = min(int(size) or len(every), len(every))
    return [every[index] for index in sorted(randomly.sample(range(len(every)), count))]
