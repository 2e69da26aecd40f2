"""The document's share of ``make mutants``: which wrong documents the tests of ``tests/spec`` notice."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.document.load import load_document
from tests.mutants.mutations import Mutation, mutations
from tests.mutants.runner import caught_by
from tests.mutants.sampling import environment, sample
from tests.progress import Progress

__all__ = ["EQUIVALENT", "main", "survivors"]

EQUIVALENT: dict[str, str] = yaml.load(Path(__file__).with_name("equivalent.yaml").read_text("utf-8"), yaml.CSafeLoader)
SCORE = 0.95


@cache
def _document() -> dict[str, Any]:
    return load_document(Path(__file__).parents[2] / "spec/openapi.yaml").document


@cache
def _all() -> tuple[Mutation, ...]:
    return tuple({mutation.name: mutation for mutation in mutations(_document())}.values())


def _caught(index: int) -> tuple[int, bool]:
    return index, caught_by(_all()[index].applied(_document())) is not None


def survivors(size: int, seed: int) -> list[str]:
    """Return the names of those of a random sample that nothing notices and that are not listed as equivalent.

    Args:
        size: How many mutations it takes.
        seed: Where the sample comes from.
    """
    assert caught_by(_document()) is None
    chosen = sample(range(len(_all())), str(size), seed, place=lambda index: index)
    names = [_all()[index].name for index in chosen if not _caught(index)[1]]
    return [name for name in names if name not in EQUIVALENT]


def main(arguments: Sequence[str]) -> int:
    """Run all mutations or a sample of them (see sampling.py), and print the score and the survivors.

    Args:
        arguments: See ``--help``.

    Returns:
        1 if the score is too low, or if a survivor is not listed as equivalent; 2 if the document itself fails its
        tests; otherwise 0.
    """
    argparse.ArgumentParser(prog="python -m tests.mutants document", description=__doc__).parse_args(arguments)
    if (failing := caught_by(_document())) is not None:
        print(f"{failing} fails over the document itself", file=sys.stderr)
        return 2
    chosen = sample(range(len(_all())), *environment(), place=lambda index: _all()[index].pointer)
    started, whole = time.monotonic(), len(chosen)
    left, progress = [], Progress(whole)
    jobs = int(os.environ.get("MUTANTS_JOBS", str(os.cpu_count() or 1)))
    # Spawned, because a fork of a process in which libraries have threads of their own may hang.
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        for index, caught in pool.imap_unordered(_caught, chosen, chunksize=8):
            left += [] if caught else [_all()[index].name]
            progress.advance()
    for name in sorted(left):
        print(f"{name}  {EQUIVALENT.get(name, 'SURVIVED')}")
    unexplained = [name for name in left if name not in EQUIVALENT]
    score, seconds = 1 - len(left) / whole, time.monotonic() - started
    print(f"{whole - len(left)} of {whole} wrong documents caught ({score:.1%}) in {seconds:.0f} s; ", end="")
    print(f"{len(unexplained)} survivors without a reason")
    return 1 if unexplained or score < SCORE else 0
