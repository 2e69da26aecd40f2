"""ChatWindowAvatarAndLogo: The settings of a header of the type `avatarAndLogo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatWindowAvatarAndLogo"]


class ChatWindowAvatarAndLogo(Model):
    """The settings of a header of the type `avatarAndLogo`.

    Attributes:
        is_avatar: Whether the header shows the agent's avatar.
        is_show_logo: Whether the header shows the company's logo.
        logo_image_id: The image of the logo. It is 0 if there is none.

    Inferred: That 0 means none follows from the samples.

    Source: Livechat.md:520-522 and 608-612
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_avatar: bool | None = _field("isAvatar", default=None, also=("isShowAvatar",))
    is_show_logo: bool | None = _field("isShowLogo", default=None)
    logo_image_id: int | None = _field("logoImageId", default=None)
