"""ChatButtonMobile: The settings of a chat button of the type `image` on mobile devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["ChatButtonMobile"]


class ChatButtonMobile(Model):
    """The settings of a chat button of the type `image` on mobile devices.

    Attributes:
        type: Whether the button is a text or an image.
        online_text: The text while an agent is online.
        offline_text: The text while no agent is online.
        theme_color: The color of the text button, as `#` and six hexadecimal digits.
        online_image_id: The image while an agent is online. It is 0 if there is none.
        offline_image_id: The image while no agent is online. It is 0 if there is none.
        position: The place on the screen.

    Inferred: That 0 means none follows from the samples, in which the type is text.

    Source: Livechat.md:331-337
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    type: Literal["text", "image"] | str | None = _field("type", known=("text", "image"), default=None)
    online_text: str | None = _field("onlineText", default=None)
    offline_text: str | None = _field("offlineText", default=None)
    theme_color: str | None = _field("themeColor", default=None)
    online_image_id: int | None = _field("onlineImageId", default=None)
    offline_image_id: int | None = _field("offlineImageId", default=None)
    position: (
        Literal["bottomLeft", "bottomMiddle", "bottomRight", "leftMiddle", "rightMiddle", "leftBottom", "rightBottom"]
        | str
        | None
    ) = _field(
        "position",
        known=("bottomLeft", "bottomMiddle", "bottomRight", "leftMiddle", "rightMiddle", "leftBottom", "rightBottom"),
        default=None,
    )
