"""``make mutants``: what the tests are worth.

``python -m tests.mutants document`` and ``programs`` run one part, with its own arguments (``--help``).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from tests.mutants import document, programs

PARTS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "document": document.main,
    "programs": programs.main,
}


def main(arguments: Sequence[str]) -> int:
    """Run one part, or all of them one after another.

    Args:
        arguments: The name of a part and its arguments; nothing for all.

    Returns:
        The worst of the parts' exit codes.
    """
    if arguments:
        return PARTS[arguments[0]](arguments[1:])
    # All of them run, whatever the first ones find: each in a process of its own, which has imported nothing yet.
    return max([subprocess.run([sys.executable, "-m", "tests.mutants", part]).returncode for part in PARTS])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
