"""InvitationMessage: The text of an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["InvitationMessage"]


class InvitationMessage(Model):
    """The text of an invitation.

    Attributes:
        content: The text.
        font: The font.
        bold: Whether the text is bold.
        fontsize: The size of the text, as in CSS.
        italic: Whether the text is in italics.
        color: The color of the text, as `#` and six hexadecimal digits.

    Source: Livechat.md:1147-1152
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    content: str | None = _field("content", default=None)
    font: Literal["times new roman", "tahoma", "verdana", "arial", "comic sans ms", "courier"] | str | None = _field(
        "font", known=("times new roman", "tahoma", "verdana", "arial", "comic sans ms", "courier"), default=None
    )
    bold: bool | None = _field("bold", default=None)
    fontsize: Literal["xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large"] | str | None = _field(
        "fontsize", known=("xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large"), default=None
    )
    italic: bool | None = _field("italic", default=None)
    color: str | None = _field("color", default=None)
