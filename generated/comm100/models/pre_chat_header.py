"""PreChatHeader: The header of a pre-chat form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["PreChatHeader"]


class PreChatHeader(Model):
    """The header of a pre-chat form.

    Attributes:
        is_show_team_name: Whether the header shows the name of the team.
        team_name: The name of the team.
        is_show_adatar: Whether the header shows agents' avatars.

    Source: Livechat.md:730-732 and 818-822
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_show_team_name: bool | None = _field("isShowTeamName", default=None)
    team_name: str | None = _field("teamName", default=None)
    is_show_adatar: bool | None = _field("isShowAdatar", default=None, also=("isShowAvatars",))
