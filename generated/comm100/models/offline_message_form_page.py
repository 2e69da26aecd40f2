"""OfflineMessageFormPage: The page that takes the place of an offline message form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["OfflineMessageFormPage"]


class OfflineMessageFormPage(Model):
    """The page that takes the place of an offline message form.

    Attributes:
        url: The page's address. It is empty if there is none.
        is_open_in_new_window: Whether the page opens in a new window.

    Source: Livechat.md:1016-1017
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    url: str | None = _field("url", default=None)
    is_open_in_new_window: bool | None = _field("isOpenInNewWindow", default=None)
