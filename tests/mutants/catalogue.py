"""The catalogue's share of ``make mutants``: whether each fault of the mock is caught by the layer it names."""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.layers import FAULTS, LAYERS, Fault
from tests.progress import progress

ROOT = Path(__file__).parents[2]
SEEDS = range(5)
PATIENCE = 300.0
"""Seconds after which a mock that hangs counts as caught."""


@dataclass(frozen=True)
class Verdict:
    """What became of one run."""

    name: str
    layer: str
    caught: str | None
    seconds: float

    def __str__(self) -> str:
        return f"{self.name:<60}  {self.layer:<12}  {self.seconds:>6.1f}  {self.caught or 'SURVIVED'}"


def _run(layer: str, environment: Mapping[str, str], options: Sequence[str] = ()) -> tuple[str | None, float]:
    """Run a layer; return the first test that fails, or None, and the seconds that it took."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:randomly"]
    command += ["-o", f"pythonpath=. {os.environ.get('MUTANTS_PACKAGE', 'generated')}", *options, *LAYERS[layer].paths]
    started = time.monotonic()
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **LAYERS[layer].environment, **environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return "hangs", time.monotonic() - started
    failed = re.search(r"^(?:FAILED|ERROR) \S*?(\w+\.py(?:::\w+)*)", done.stdout, re.MULTILINE)
    if done.returncode not in (0, 1) and failed is None:
        raise SystemExit(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    caught = failed[1] if failed else None if done.returncode == 0 else "a failure without a name"
    return caught, time.monotonic() - started


def _fault(fault: Fault) -> Verdict:
    caught, seconds = _run(fault.layer, {"MOCK_FAULT": fault.name}, ["-p", "tests.mutants.plugin"])
    return Verdict(fault.name, fault.layer, caught, seconds)


def _clean(layer: str, seed: int) -> Verdict:
    caught, seconds = _run(layer, {"FUZZ_SEED": str(seed)})
    return Verdict(f"(none, seed {seed})", layer, caught or "nothing to catch", seconds)


def main(arguments: Sequence[str]) -> int:
    """Run the faults whose name or layer is given, or all, and the mock without a fault.

    Args:
        arguments: Layers or names; see ``--help``.

    Returns:
        1 if a fault survives, or if the clean mock fails; otherwise 0.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.mutants catalogue", description=__doc__)
    parser.add_argument("wanted", nargs="*", metavar="FAULT", help="the name of a fault or a layer (default: all)")
    wanted = set(parser.parse_args(arguments).wanted)
    faults = [fault for fault in FAULTS if not wanted or {fault.name, fault.layer} & wanted]
    if sample := int(os.environ.get("MUTANTS_SAMPLE", "0")):
        faults = random.Random(os.environ.get("MUTANTS_SEED", "0")).sample(faults, min(sample, len(faults)))
    layers = dict.fromkeys(fault.layer for fault in faults)
    verdicts: list[Verdict] = []
    with ThreadPoolExecutor(int(os.environ.get("MUTANTS_JOBS", str(os.cpu_count() or 1)))) as pool:
        jobs = [pool.submit(_fault, fault) for fault in faults]
        # The tests of the corpus and the tables have no seed.
        jobs += [
            pool.submit(_clean, layer, seed)
            for layer in layers
            for seed in (SEEDS if layer not in ("corpus", "tables") else SEEDS[:1])
        ]
        for done, job in enumerate(as_completed(jobs), 1):
            verdicts.append(job.result())
            progress(done, len(jobs), log=True)
    return _report(verdicts)


def _report(verdicts: Sequence[Verdict]) -> int:
    print(f"{'fault':<60}  {'layer':<12}  {'sec.':>6}  caught by")
    for verdict in sorted(verdicts, key=lambda verdict: (verdict.name.startswith("("), verdict.layer, verdict.name)):
        print(verdict)
    faults = [verdict for verdict in verdicts if not verdict.name.startswith("(")]
    survived = [verdict for verdict in faults if verdict.caught is None]
    false = [verdict for verdict in verdicts if verdict not in faults and verdict.caught != "nothing to catch"]
    print(f"\n{len(faults) - len(survived)} of {len(faults)} faults caught; {len(false)} failures of the clean mock")
    return 1 if survived or false else 0
