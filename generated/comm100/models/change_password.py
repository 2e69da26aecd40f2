"""ChangePassword: The old and the new password of the agent who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChangePassword"]


class ChangePassword(Model):
    """The old and the new password of the agent who asks.

    Attributes:
        current_password: The password that the agent signs in with until now.
        new_password: The password that the agent signs in with from now on.

    Source: Account.md:853-884
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    current_password: str = _field("currentPassword", secret=True)
    new_password: str = _field("newPassword", secret=True)
