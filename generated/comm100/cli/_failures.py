"""How a command ends when it cannot do what it was asked."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["CommandError", "UsageError"]


class CommandError(Exception):
    """It failed; the message says what was asked, what came back and what to do."""

    code: ClassVar[int] = 1


class UsageError(CommandError):
    """What it was asked makes no sense, so nothing was done."""

    code: ClassVar[int] = 2
