"""InvitationUpdate: How the invitations of a campaign look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["InvitationUpdate"]


class InvitationUpdate(Model):
    """How the invitations of a campaign look.

    Attributes:
        style: The layout of the windows that invite visitors.

    Source: Livechat.md:1306-1312
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    style: Literal["bubble", "popup", "embedded"] | str = _field("style", known=("bubble", "popup", "embedded"))
