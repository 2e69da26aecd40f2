"""ChatWindowPopup: The settings of a chat window of the type `popup`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatWindowPopup"]


class ChatWindowPopup(Model):
    """The settings of a chat window of the type `popup`.

    Attributes:
        title: The title of the browser window.

    Source: Livechat.md:490
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    title: str | None = _field("title", default=None)
