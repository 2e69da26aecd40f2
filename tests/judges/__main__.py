"""Run the judges: ``python -m tests.judges [NAME ...]``; the exit code is 1 if one of them refuses the description."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from time import perf_counter

from .judges import JUDGES, Judge, RefusedError
from .tools import AbsentError

__all__ = ["main"]

_WIDTHS = (26, 9, 9, 6)


def main(names: Sequence[str], judges: Sequence[Judge] = JUDGES) -> int:
    """Run the named judges, or all of them, and print a table.

    Args:
        names: Words that their names contain; none means all.
        judges: Those that there are.

    Returns:
        1 if one refuses the description or if no judge has such a name, else 0. What cannot be installed is skipped.
    """
    chosen = [judge for judge in judges if not names or any(name.casefold() in judge.name.casefold() for name in names)]
    if not chosen:
        print(f"No judge is named {' or '.join(names)}: {', '.join(judge.name for judge in judges)}", file=sys.stderr)
        return 1
    rows = []
    for number, judge in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] {judge.name} {judge.version} ...", file=sys.stderr, flush=True)
        rows.append(_row(judge))
    print(_line("judge", "version", "verdict", "s", "what it says"))
    for row in rows:
        print(_line(*row))
    return int(any(verdict == "REFUSED" for _, _, verdict, _, _ in rows))


def _row(judge: Judge) -> tuple[str, str, str, str, str]:
    started = perf_counter()
    try:
        verdict, said = "accepted", judge.run()
    except AbsentError as error:
        verdict, said = "skipped", str(error)
    except RefusedError as error:
        verdict, said = "REFUSED", str(error)
    return judge.name, judge.version, verdict, f"{perf_counter() - started:.0f}", said


def _line(name: str, version: str, verdict: str, seconds: str, said: str) -> str:
    first, second, third, fourth = _WIDTHS
    return f"{name:<{first}} {version:<{second}} {verdict:<{third}} {seconds:>{fourth}}  {said}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
