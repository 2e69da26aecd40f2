"""Attachment: A file that was sent in a chat or an offline message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["Attachment"]


class Attachment(Model):
    """A file that was sent in a chat or an offline message.

    Attributes:
        name: The file's name.
        uri: The URL of the file.

    Source: Livechat.md:5388-5395
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str = _field("name")
    uri: str | None = _field("uri", default=None)
