"""SetPassword: A password for another agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["SetPassword"]


class SetPassword(Model):
    """A password for another agent.

    Attributes:
        password: The password to sign in with. It is never returned.

    Source: Account.md:433-462
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    password: str = _field("password", secret=True)
