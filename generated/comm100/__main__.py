"""The command line: ``python -m <package> --help``."""

from __future__ import annotations

import sys

from .auth import exit_on_sigterm
from .cli import main

if __name__ == "__main__":
    exit_on_sigterm()
    sys.exit(main())
