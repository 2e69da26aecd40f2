"""The command line: ``python -m <package> --help``."""

from __future__ import annotations

import sys

from ._vendoring.commands import COMMANDS, main


def _main() -> int:
    if sys.argv[1:] and sys.argv[1] in COMMANDS:
        # A damaged copy can still be verified: these commands need nothing else of the package.
        return main(sys.argv[1:])
    from .auth import exit_on_sigterm
    from .cli import main as cli_main

    exit_on_sigterm()
    return cli_main()


if __name__ == "__main__":
    sys.exit(_main())
