"""Run the benchmarks: ``python -m tests.bench [--only SECTION] [--quick]``."""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import NoReturn

from comm100._http import http
from comm100.errors import InsecureFlowWarning

from . import calls, memory, mocks, models, startup, weights
from .table import Row, show

Measure = Callable[[bool], list[Row]]

_SECTIONS: dict[str, list[tuple[str, str, Measure]]] = {
    "calls": [
        ("a call with a valid token, blocking", "µs", lambda quick: calls.blocking(20 if quick else 1500)),
        ("a call with a valid token, awaited", "µs", lambda quick: calls.awaited(20 if quick else 1500)),
        ("a whole method, blocking", "µs", lambda quick: calls.methods(20 if quick else 800)),
    ],
    "models": [
        ("1,000 agents of one answer", "ms", lambda quick: models.decoding(3 if quick else 60)),
        ("1,000 chats with their transcripts", "ms", lambda quick: models.transcripts(3 if quick else 60)),
        ("reading one attribute", "ns", lambda quick: models.attributes(20 if quick else 800)),
    ],
    "mock": [
        ("creating a mock", "ms", lambda quick: mocks.created(1 if quick else 11)),
        ("the mock, in process", "µs", lambda quick: mocks.in_process(5 if quick else 200)),
        (
            "the mock, over loopback",
            "answers/s",
            lambda quick: mocks.over_loopback(1 if quick else 7, 0.1 if quick else 1.0, beside_prism=not quick),
        ),
    ],
    "memory": [
        (
            "the memory of a mock in process",
            "MiB",
            lambda quick: memory.in_process([100, 1_000] if quick else [10_000, 100_000, 1_000_000]),
        ),
        (
            "the memory of a served mock",
            "MiB",
            lambda quick: memory.served([100, 1_000] if quick else [10_000, 100_000, 200_000]),
        ),
    ],
    "weights": [
        ("the package", "KiB", lambda quick: weights.package()),
        ("the pages of the reference", "KiB", lambda quick: weights.pages(compressed=False)),
        ("the pages of the reference, compressed", "KiB", lambda quick: weights.pages(compressed=True)),
    ],
    "startup": [
        ("the steps to a first call", "ms", lambda quick: startup.imports(1 if quick else 11)),
        ("a copy in another source tree", "ms", lambda quick: startup.copies(1 if quick else 9)),
        ("rendering", "s", lambda quick: startup.rendering(1 if quick else 3)),
    ],
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the sections that were asked for, or all of them.

    Args:
        arguments: The command line without the program's name; None takes that of the process.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure what this package costs.")
    parser.add_argument("--only", action="append", choices=_SECTIONS, help="one section; may be given again")
    parser.add_argument("--quick", action="store_true", help="a look at whether it runs; the numbers mean little")
    options = parser.parse_args(arguments)
    # The password flow is used on purpose: the vendor documents it.
    warnings.simplefilter("ignore", InsecureFlowWarning)
    started = perf_counter()
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {http.__name__} {http.__version__}, "
        f"{os.cpu_count()} cores; medians, each beside the first row of its table"
    )
    for section in options.only or _SECTIONS:
        for title, unit, measure in _SECTIONS[section]:
            print(f"measuring: {title} …", file=sys.stderr, flush=True)
            show(title, unit, measure(options.quick))
    print(f"measured in {perf_counter() - started:.0f} s", file=sys.stderr)


def _end(number: int, _frame: object) -> NoReturn:
    # What a server was started for ends it; a signal that ends Python at once would leave it behind.
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    try:
        main()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        _end(signal.SIGINT, None)
