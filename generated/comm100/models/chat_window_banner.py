"""ChatWindowBanner: The settings of a header of the type `bannerImage`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["ChatWindowBanner"]


class ChatWindowBanner(Model):
    """The settings of a header of the type `bannerImage`.

    Attributes:
        image_type: Whether the image comes from the gallery or is a custom one.
        image_id: The image.

    Source: Livechat.md:518-519
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    image_type: Literal["custom", "gallery"] | str | None = _field(
        "imageType", known=("custom", "gallery"), default=None
    )
    image_id: int | None = _field("imageId", default=None)
