"""A sample is the seed's: the same one again, and another one for another seed."""

from __future__ import annotations

from itertools import product

import pytest

from tests.mutants.sampling import PLACES, environment, sample

EVERY = [f"{place}{number}" for place, number in product("abcdefgh", range(5))]


def of(size: str, seed: int) -> list[str]:
    return sample(EVERY, size, seed, place=lambda mutant: mutant[0])


@pytest.mark.parametrize(("size", "count"), [("0", 40), ("7", 7), ("99", 40), (PLACES, 8)])
def test_a_sample_has_its_size_and_keeps_the_order(size: str, count: int) -> None:
    """All of them where there are no more; neighbours stay neighbours."""
    taken = of(size, 1)
    assert len(set(taken)) == len(taken) == count
    assert taken == sorted(taken) == of(size, 1)
    assert set(taken) <= set(EVERY)


def test_another_seed_takes_others() -> None:
    """In the end each mutant has its turn."""
    for size in ("7", PLACES):
        assert of(size, 1) != of(size, 2)
        assert {mutant for seed in range(100) for mutant in of(size, seed)} == set(EVERY)


def test_one_of_each_place_is_taken() -> None:
    """However many a place has."""
    assert [mutant[0] for mutant in of(PLACES, 1)] == list("abcdefgh")


def test_the_environment_gives_size_and_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """All mutants where it gives none."""
    for name in ("MUTANTS_SAMPLE", "MUTANTS_SEED"):
        monkeypatch.delenv(name, raising=False)
    assert environment() == ("0", 0)
    monkeypatch.setenv("MUTANTS_SAMPLE", PLACES)
    monkeypatch.setenv("MUTANTS_SEED", "7")
    assert environment() == (PLACES, 7)
