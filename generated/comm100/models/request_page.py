"""RequestPage: A page of the website, with the chats that were requested there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["RequestPage"]


class RequestPage(Model):
    """A page of the website, with the chats that were requested there.

    Attributes:
        request_page: The URL of the page.
        chats: The number of chats that were requested on the page and took place.

    Source: reports.md:323-348
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    request_page: str = _field("requestPage")
    chats: int = _field("chats")
