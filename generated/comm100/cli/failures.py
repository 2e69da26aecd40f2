"""Why a command failed, and the exit code that says so."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["CommandError", "UsageError"]


class CommandError(Exception):
    """The command failed. The message says what was asked, what went wrong and what to do next."""

    code: ClassVar[int] = 1


class UsageError(CommandError):
    """The command line makes no sense, so nothing was done."""

    code: ClassVar[int] = 2
