"""ChatWindowAgentInfo: The settings of a header of the type `agentInfo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatWindowAgentInfo"]


class ChatWindowAgentInfo(Model):
    """The settings of a header of the type `agentInfo`.

    Attributes:
        is_show_avatar: Whether the header shows the agent's avatar. It also applies to the type
            `avatarAndLogo`.
        is_show_title: Whether the header shows the agent's title.
        is_show_bio: Whether the header shows the agent's biography.

    Source: Livechat.md:515-517
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_show_avatar: bool | None = _field("isShowAvatar", default=None)
    is_show_title: bool | None = _field("isShowTitle", default=None)
    is_show_bio: bool | None = _field("isShowBio", default=None)
