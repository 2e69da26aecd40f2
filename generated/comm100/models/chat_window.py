"""ChatWindow: The window in which visitors of a campaign chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ChatWindowAdvanced, ChatWindowBody, ChatWindowHeader, ChatWindowOptions, ChatWindowPopup

__all__ = ["ChatWindow"]


class ChatWindow(Model):
    """The window in which visitors of a campaign chat.

    Attributes:
        style: The style of the theme.
        color: The color of the theme, as `#` and six hexadecimal digits.
        type: Whether the window is part of the page or a browser window of its own.
        custom_css: CSS that the window uses in addition.
        popup: The settings of a chat window of the type `popup`.
        options: What visitors and agents can do in a chat window.
        advanced: When chats end, who gets the transcripts, and how long the queue is.
            (Inferred: That 0 means never, and what limits the queue, follow from the samples and
            the names.)
        header: The header of a chat window. It has the settings of every type; those of its own
            type apply.
        body: The part of a chat window that shows the messages, in the styles `classic` and
            `simple`. (Inferred: That 0 means none follows from the samples.)

    Source: Livechat.md:480-525
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    style: Literal["classic", "simple", "bubble"] | str | None = _field(
        "style", known=("classic", "simple", "bubble"), default=None
    )
    color: str | None = _field("color", default=None)
    type: Literal["embedded", "popup"] | str | None = _field("type", known=("embedded", "popup"), default=None)
    custom_css: str | None = _field("customCSS", default=None)
    popup: ChatWindowPopup | None = _model_field("popup", "ChatWindowPopup", default=None)
    options: ChatWindowOptions | None = _model_field("options", "ChatWindowOptions", default=None)
    advanced: ChatWindowAdvanced | None = _model_field("advanced", "ChatWindowAdvanced", default=None)
    header: ChatWindowHeader | None = _model_field("header", "ChatWindowHeader", default=None)
    body: ChatWindowBody | None = _model_field("body", "ChatWindowBody", default=None)
