"""ChatButtonAdaptive: The settings of a chat button of the type `adaptive`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["ChatButtonAdaptive"]


class ChatButtonAdaptive(Model):
    """The settings of a chat button of the type `adaptive`.

    Attributes:
        theme_color: The color, as `#` and six hexadecimal digits.
        icon: The number of the icon. The vendor does not list the icons.

    Source: Livechat.md:322-323
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    theme_color: str | None = _field("themeColor", default=None)
    icon: int | None = _field("icon", default=None)
