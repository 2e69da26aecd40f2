"""The command line: ``python -m <package> --help``."""

from __future__ import annotations

import os
import sys

from ._vendoring import commands as vendoring

__all__ = ["main"]


def main() -> int:
    """Run the command that this process was started with, and return its exit code."""
    try:
        code = _run()
    except SystemExit as end:  # after help, and on SIGTERM
        code = int(end.code or 0)
    return _flush(code)


def _run() -> int:
    if sys.argv[1:] and sys.argv[1] in vendoring.COMMANDS:
        # A damaged copy can still be verified: these commands need nothing else of the package.
        return vendoring.main(sys.argv[1:])
    try:
        from .auth import exit_on_sigterm
        from .auth._concurrency import ignore_signals
        from .cli import main as cli_main
    except KeyboardInterrupt:  # these imports take longer than many a command
        return _fail("\nCancelled.", 130)
    except ImportError as error:
        return _fail(str(error), 1)
    exit_on_sigterm()
    try:
        return cli_main()
    except KeyboardInterrupt:  # a second one, while the first was being reported
        return 130
    finally:
        ignore_signals()


def _flush(code: int) -> int:
    """Write what is buffered, and return the exit code; the interpreter would report a full disk in its own way."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            # What cannot be written must not fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            if not code and not isinstance(error, BrokenPipeError):
                code = _fail(str(error.strerror), 1)
            code = code or 1
    return code


def _fail(message: str, code: int) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"{message}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
