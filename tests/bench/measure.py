"""Timing variants in turn, so that whatever disturbs the machine disturbs all of them alike."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Generic, TypeVar

from .table import Row

__all__ = ["Variant", "compare", "compare_awaited", "rows", "turns", "warm_up"]

T = TypeVar("T")


@dataclass(frozen=True)
class Variant(Generic[T]):
    """One way to do the work.

    Args:
        name: What it is, for the table.
        batch: Does it; short enough for most batches to run undisturbed, long enough for the clock.
        units: How often a batch does it.
    """

    name: str
    batch: Callable[[], T]
    units: int = 1
    laps: list[float] = field(default_factory=list, repr=False)


def compare(variants: Sequence[Variant[object]], rounds: int) -> None:
    """Fill the laps of each variant.

    Args:
        variants: What to run, in `turns`.
        rounds: How often.
    """
    with _quiet():
        for variant in turns(variants, rounds):
            started = perf_counter()
            variant.batch()
            variant.laps.append((perf_counter() - started) / variant.units)


async def compare_awaited(variants: Sequence[Variant[Awaitable[object]]], rounds: int) -> None:
    """Fill the laps of each variant, as :func:`compare` does.

    Args:
        variants: What to await.
        rounds: How often.
    """
    with _quiet():
        for variant in turns(variants, rounds):
            started = perf_counter()
            await variant.batch()
            variant.laps.append((perf_counter() - started) / variant.units)


def rows(variants: Sequence[Variant[T]], scale: float) -> list[Row]:
    """Return the medians, each beside that of the first variant; a difference is the median of those of all rounds.

    Args:
        variants: What was run.
        scale: How many of the table's units a second has.
    """
    first = variants[0].laps
    return [
        Row(
            variant.name,
            median(variant.laps) * scale,
            median(lap - other for lap, other in zip(variant.laps, first, strict=True)) * scale,
            median(variant.laps) / median(first),
        )
        for variant in variants
    ]


def turns(variants: Sequence[Variant[T]], rounds: int) -> Iterator[Variant[T]]:
    """Yield the variants in the order to run them in; laps of the warm-up are cleared on the way.

    Args:
        variants: What to run; each round runs all of them, and begins with another one.
        rounds: How often, without the warm-up.
    """
    for number in range(warm_up(rounds) + rounds):
        if number == warm_up(rounds):
            for variant in variants:
                variant.laps.clear()
        start = number % len(variants)
        yield from (*variants[start:], *variants[:start])


def warm_up(rounds: int) -> int:
    """Return how many rounds come before those that count.

    Args:
        rounds: Those that count.
    """
    return rounds // 10 + 1


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the garbage collector out: when it runs has nothing to do with what is measured."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
