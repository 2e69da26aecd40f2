"""ChatWindowAdvanced: When chats end, who gets the transcripts, and how long the queue is."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import duration_field as _duration_field
from .._models import field as _field

__all__ = ["ChatWindowAdvanced"]


class ChatWindowAdvanced(Model):
    """When chats end, who gets the transcripts, and how long the queue is.

    Attributes:
        is_auto_end_chat_when_visitor_inactivity: Whether a chat ends if the visitor does not
            respond.
        time_auto_end_chat_when_visitor_inactivity: How long a visitor may take to respond, in
            seconds: 180, 300, 600, 900, 1200, 1800 or 3600. It is 0 if chats do not end by
            themselves.
        is_auto_send_transcript_to_email: Whether the transcript is sent by e-mail after a chat.
        transcript_email_address: The e-mail address that transcripts are sent to. It is empty
            if none is given.
        transcript_email_subject: The subject of transcripts. It can have macros in braces.
        greeting_message: The text at the beginning of a chat.
        is_use_custom_js: Whether the window runs the custom JavaScript.
        custom_js: The custom JavaScript.
        if_enable_chat_queue_max_length: Whether the queue of visitors who wait for a chat is
            limited.
        chat_queue_max_length: The maximum number of visitors in the queue.
        chat_queue_max_wait_time: The maximum time in the queue. The vendor does not name the
            unit.
        chat_queue_limits_message: The text for visitors who exceed the limits of the queue.

    Inferred: That 0 means never, and what limits the queue, follow from the samples and the names.

    Source: Livechat.md:502-513
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_auto_end_chat_when_visitor_inactivity: bool | None = _field("isAutoEndChatWhenVisitorInactivity", default=None)
    time_auto_end_chat_when_visitor_inactivity: datetime.timedelta | None = _duration_field(
        "timeAutoEndChatWhenVisitorInactivity", "seconds", default=None
    )
    is_auto_send_transcript_to_email: bool | None = _field("isAutoSendTranscriptToEmail", default=None)
    transcript_email_address: str | None = _field("transcriptEmailAddress", default=None)
    transcript_email_subject: str | None = _field("transcriptEmailSubject", default=None)
    greeting_message: str | None = _field("greetingMessage", default=None)
    is_use_custom_js: bool | None = _field("isUseCustomJS", default=None)
    custom_js: str | None = _field("customJS", default=None)
    if_enable_chat_queue_max_length: bool | None = _field("ifEnableChatQueueMaxLength", default=None)
    chat_queue_max_length: int | None = _field("chatQueueMaxLength", default=None)
    chat_queue_max_wait_time: int | None = _field("chatQueueMaxWaitTime", default=None)
    chat_queue_limits_message: str | None = _field("chatQueueLimitsMessage", default=None)
