"""Webhook: A URL that the server calls when something happens in Live Chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["Webhook"]


class Webhook(Model):
    """A URL that the server calls when something happens in Live Chat.

    Attributes:
        id: The identifier, assigned by the server.
        event: What the target URL is told about.
        target_url: The URL that receives the events.

    Source: Livechat.md:4919-4927
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    event: (
        Literal[
            "offlineMessageSubmitted",
            "operatorEventNotification",
            "chatStarted",
            "chatEnded",
            "chatWrappedUp",
            "chatRequested",
            "chatTransferred",
        ]
        | str
    ) = _field(
        "event",
        known=(
            "offlineMessageSubmitted",
            "operatorEventNotification",
            "chatStarted",
            "chatEnded",
            "chatWrappedUp",
            "chatRequested",
            "chatTransferred",
        ),
    )
    target_url: str = _field("targetUrl")
