"""ChangePassword: The caller's current and new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChangePassword"]


class ChangePassword(Model):
    """The caller's current and new password.

    Attributes:
        current_password: The current password.
        new_password: The new password.

    Source: Account.md:853-884
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    current_password: str = _field("currentPassword", secret=True)
    new_password: str = _field("newPassword", secret=True)
