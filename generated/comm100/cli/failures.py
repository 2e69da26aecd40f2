"""Why a command failed."""

from __future__ import annotations

__all__ = ["CommandError", "UsageError"]


class CommandError(Exception):
    """The command failed. The message says what was asked, what went wrong and what to do next."""


class UsageError(CommandError):
    """The command line makes no sense, so nothing was done."""
