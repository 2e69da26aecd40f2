"""ChatWindowHeader: The header of a chat window. It has the settings of every type; those of its own
type apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ChatWindowAgentInfo, ChatWindowAvatarAndLogo, ChatWindowBanner

__all__ = ["ChatWindowHeader"]


class ChatWindowHeader(Model):
    """The header of a chat window. It has the settings of every type; those of its own type apply.

    Attributes:
        type: What the header shows. `avatarAndLogo` is available in the style `classic`, the
            others also in the style `simple`.
        agent_info: The settings of a header of the type `agentInfo`.
        banner: The settings of a header of the type `bannerImage`.
        avatar_and_logo: The settings of a header of the type `avatarAndLogo`. (Inferred: That 0
            means none follows from the samples.)

    Source: Livechat.md:514-522
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    type: Literal["agentInfo", "bannerImage", "avatarAndLogo"] | str | None = _field(
        "type", known=("agentInfo", "bannerImage", "avatarAndLogo"), default=None
    )
    agent_info: ChatWindowAgentInfo | None = _model_field("agentInfo", "ChatWindowAgentInfo", default=None)
    banner: ChatWindowBanner | None = _model_field("banner", "ChatWindowBanner", default=None)
    avatar_and_logo: ChatWindowAvatarAndLogo | None = _model_field(
        "avatarAndLogo", "ChatWindowAvatarAndLogo", default=None
    )
