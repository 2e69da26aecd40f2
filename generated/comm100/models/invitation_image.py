"""InvitationImage: The image of an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["InvitationImage"]


class InvitationImage(Model):
    """The image of an invitation.

    Attributes:
        id: The identifier of the image.
        type: Whether the image comes from the gallery or is a custom one.

    Source: Livechat.md:1154-1155 and 1252-1255
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int | None = _field("id", default=None)
    type: Literal["custom", "gallery"] | str | None = _field("type", known=("custom", "gallery"), default=None)
