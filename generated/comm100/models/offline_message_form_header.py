"""OfflineMessageFormHeader: The header of an offline message form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["OfflineMessageFormHeader"]


class OfflineMessageFormHeader(Model):
    """The header of an offline message form.

    Attributes:
        is_show_team_name: Whether the header shows the name of the team.
        is_show_avator: Whether the header shows the agent's avatar.
        team_name: The name of the team.

    Source: Livechat.md:1019-1021 and 1064-1068
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_show_team_name: bool | None = _field("isShowTeamName", default=None)
    is_show_avator: bool | None = _field("isShowAvator", default=None, also=("isShowAvatar",))
    team_name: str | None = _field("teamName", default=None)
