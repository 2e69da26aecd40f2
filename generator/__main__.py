"""``python -m generator lint | render | check | diff | vendor``."""

from __future__ import annotations

import gc
import os
import sys

if __name__ == "__main__":
    # All that is made stays until the end, and looking for garbage in it takes a tenth of the time, of imports too.
    gc.disable()
    from .commands import main

    # A finding may quote letters that the terminal's encoding lacks.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal, file or pipe
    code = main()
    # Taking apart all that was made would take a while, and the system does it at once. Each line is flushed already.
    os._exit(code)
