"""WebhookUpdate: Changes to a webhook. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["WebhookUpdate"]


class WebhookUpdate(Model):
    """Changes to a webhook. Omitted properties keep their values.

    Attributes:
        event: What the target URL is told about.
        target_url: The URL that receives the events.

    Source: Livechat.md:4919-4927
    """

    if not TYPE_CHECKING:
        __slots__ = ()

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
        | None
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
        default=None,
    )
    target_url: str | None = _field("targetUrl", default=None)
