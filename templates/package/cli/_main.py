"""From a command line to an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from ..errors import ClientError, ConfigurationError
from ._console import Console
from ._failures import CommandError
from ._parser import parse_arguments

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code.

    Args:
        argv: The command line's arguments; the process's own where they are left out.

    Returns:
        0 for success, 1 for a failure, 2 for a command line that makes no sense, 130 after Ctrl-C.
    """
    console = Console.system()
    try:
        return _run(sys.argv[1:] if argv is None else argv, console)
    except CommandError as error:
        return _failed(console, str(error), error.code)
    except ConfigurationError as error:
        return _failed(console, str(error), 2)
    except (ClientError, ImportError) as error:
        return _failed(console, str(error), 1)
    except RecursionError:
        return _failed(console, "What came back is nested too deeply to be read.", 1)
    except KeyboardInterrupt:
        return _given_up(console)
    except RuntimeError as error:
        # Python's own locks raise it where Ctrl-C comes between two of their lines.
        if not isinstance(error.__context__, KeyboardInterrupt):
            raise
        return _given_up(console)
    except BrokenPipeError:
        # Whoever read the output has gone; closing it at exit must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _failed(console, f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", 1)


def _run(argv: Sequence[str], console: Console) -> int:
    package = (__package__ or "").rpartition(".")[0]
    arguments = parse_arguments(f"python -m {package}", argv)
    command = importlib.import_module(f"._{arguments.command}", __package__)
    code: int = command.run(arguments, console)
    return code


def _given_up(console: Console) -> int:
    return _failed(console, "\nGiven up.", 130)


def _failed(console: Console, message: str, code: int) -> int:
    console.say(message)
    return code
