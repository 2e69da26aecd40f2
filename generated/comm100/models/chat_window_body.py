"""ChatWindowBody: The part of a chat window that shows the messages, in the styles `classic` and
`simple`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatWindowBody"]


class ChatWindowBody(Model):
    """The part of a chat window that shows the messages, in the styles `classic` and `simple`.

    Attributes:
        is_show_avatar: Whether messages show the agent's avatar.
        is_show_background: Whether the background has a texture or an image.
        background_image_id: The background image. It is 0 if there is none.

    Inferred: That 0 means none follows from the samples.

    Source: Livechat.md:523-525 and 614-618
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_show_avatar: bool | None = _field("isShowAvatar", default=None)
    is_show_background: bool | None = _field("isShowBackground", default=None)
    background_image_id: int | None = _field("backgroundImageId", default=None, also=("backgroudImageId",))
