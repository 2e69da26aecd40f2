"""``make corpus``: render what others have published, and count what is lost.

``CORPUS_SAMPLE=60`` takes a sample, the same one for the same ``CORPUS_SEED``. ``CORPUS_JOBS`` documents are rendered
at a time. Documents may be named as arguments instead, by a part of their path.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing.connection import wait
from pathlib import Path

from tests.corpus.documents import choose, download, folder
from tests.corpus.outcome import Outcome, Run

# Names, numbers and places, so that the same trouble in two documents is counted as one.
_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|/\S+|\{.*\}|\[.*\]|\d+")


def main(wanted: Sequence[str]) -> int:
    """Render the documents and print the report; return 1 if any crashed or cannot be imported."""
    download()
    paths = [path for path in choose() if not wanted or any(part in str(path) for part in wanted)]
    outcomes: dict[Path, Outcome] = {}
    for path, outcome in _outcomes(paths):
        outcomes[path] = outcome
        _progress(path, outcome, len(outcomes), len(paths))
    _report(outcomes)
    return 1 if any(outcome.crash or outcome.broken for outcome in outcomes.values()) else 0


def _outcomes(paths: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
    """Yield what came of each document, as soon as it is known."""
    jobs = int(os.environ.get("CORPUS_JOBS", os.cpu_count() or 1))
    waiting, running = list(reversed(paths)), list[Run]()
    while waiting or running:
        while waiting and len(running) < jobs:
            running.append(Run(waiting.pop()))
        wait([run.connection for run in running], timeout=5)
        for run in list(running):
            if (outcome := run.outcome()) is not None:
                running.remove(run)
                yield run.path, outcome


_STEP = 20
"""How many documents there are to a line that says how far it is, where there is no terminal."""


def _progress(path: Path, outcome: Outcome, count: int, total: int) -> None:
    trouble = outcome.crash or "".join(outcome.broken[:1]) or outcome.refused
    is_due = sys.stderr.isatty() or count % _STEP == 0 or count == total
    if is_due or trouble or outcome.dropped or outcome.lost:
        name = path.relative_to(folder()).with_suffix("")
        numbers = f"{outcome.operations} operations, {outcome.dropped} dropped, {outcome.lost} lost"
        print(f"{count}/{total} {name}: {numbers} ({outcome.seconds:.0f} s) {trouble}".rstrip(), file=sys.stderr)


def _report(outcomes: dict[Path, Outcome]) -> None:
    all_ = outcomes.values()
    print(f"{len(all_)} documents, {sum(outcome.operations for outcome in all_)} operations")
    print(f"{sum(outcome.dropped for outcome in all_)} operations dropped")
    print(f"{sum(outcome.lost for outcome in all_)} responses lost")
    print(f"{sum(1 for outcome in all_ if outcome.refused)} documents refused")
    print(f"{sum(1 for outcome in all_ if outcome.crash)} crashes")
    print(f"{sum(1 for outcome in all_ if outcome.broken)} packages that cannot be imported")
    reasons: Counter[tuple[str, str, str]] = Counter()
    documents: Counter[tuple[str, str, str]] = Counter()
    for outcome in all_:
        own = Counter[tuple[str, str, str]]()
        for (grade, rule, words), count in outcome.reasons.items():
            own[grade, rule, _PARTICULAR.sub("…", words)] += count
        reasons += own
        documents.update(own.keys())
    for grade in ("skipped", "degraded", "guessed", "note"):
        print(f"\n{grade}: places, documents, reason")
        for key, count in reasons.most_common():
            if key[0] == grade:
                print(f"{count:6} {documents[key]:4}  [{key[1]}] {key[2]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
