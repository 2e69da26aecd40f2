"""ChatButtonTextLink: The settings of a chat button of the type `textLink`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatButtonTextLink"]


class ChatButtonTextLink(Model):
    """The settings of a chat button of the type `textLink`.

    Attributes:
        text: The text of the link.

    Source: Livechat.md:338
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    text: str | None = _field("text", default=None)
