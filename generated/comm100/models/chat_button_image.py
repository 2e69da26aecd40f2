"""ChatButtonImage: The settings of a chat button of the type `image`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ChatButtonMobile, ChatButtonPosition

__all__ = ["ChatButtonImage"]


class ChatButtonImage(Model):
    """The settings of a chat button of the type `image`.

    Attributes:
        type: Whether the images come from the gallery or are custom ones.
        online_image_id: The image while an agent is online.
        offline_image_id: The image while no agent is online.
        is_float: Whether the button floats above the page.
        position: Where a chat button of the type `image` is.
        mobile: The settings of a chat button of the type `image` on mobile devices. (Inferred:
            That 0 means none follows from the samples, in which the type is text.)

    Source: Livechat.md:324-337
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    type: Literal["gallery", "custom"] | str | None = _field("type", known=("gallery", "custom"), default=None)
    online_image_id: int | None = _field("onlineImageId", default=None)
    offline_image_id: int | None = _field("offlineImageId", default=None)
    is_float: bool | None = _field("isFloat", default=None)
    position: ChatButtonPosition | None = _model_field("position", "ChatButtonPosition", default=None)
    mobile: ChatButtonMobile | None = _model_field("mobile", "ChatButtonMobile", default=None)
