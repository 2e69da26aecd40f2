"""MissedAndRefusedChatPage: One page of missed and refused chats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import MissedOrRefusedChat

__all__ = ["MissedAndRefusedChatPage"]


class MissedAndRefusedChatPage(Model):
    """One page of missed and refused chats.

    Attributes:
        total: The number of items on all pages.
        previous_page: The absolute URL of the previous page. If there is none, an empty string,
            null, or the URL of the first page.
        next_page: The absolute URL of the next page. An empty string or null if there is none.
            The URL may contain only the page index, without the other query parameters of the
            request.
        missed_and_refused_chats: The items of this page.

    Source: Livechat.md:5903-5908
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    total: int = _field("total")
    previous_page: str | None = _field("previousPage")
    next_page: str | None = _field("nextPage")
    missed_and_refused_chats: list[MissedOrRefusedChat] = _list_field("missedAndRefusedChats", "MissedOrRefusedChat")
