"""ChatWindowOptions: What visitors and agents can do in a chat window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import ChatWindowEmail

__all__ = ["ChatWindowOptions"]


class ChatWindowOptions(Model):
    """What visitors and agents can do in a chat window.

    Attributes:
        is_can_print_transcript: Whether a visitor can print the chat.
        is_can_email_transcript: Whether a visitor can have the transcript sent by e-mail.
        email: The sender of transcripts.
        is_can_switch_to_offline: Whether a visitor who waits for a chat can leave a message
            instead.
        is_can_send_file: Whether an agent can send files.
        is_can_audio_chat: Whether an agent can start an audio chat.
        is_can_video_chat: Whether an agent can start a video chat.
        is_can_sent_seen: Whether a visitor sees that a message has been read.
        is_can_download_pdf: Whether a visitor can download the transcript as a PDF file.

    Source: Livechat.md:491-501
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_can_print_transcript: bool | None = _field("isCanPrintTranscript", default=None)
    is_can_email_transcript: bool | None = _field("isCanEmailTranscript", default=None)
    email: ChatWindowEmail | None = _model_field("email", "ChatWindowEmail", default=None)
    is_can_switch_to_offline: bool | None = _field("isCanSwitchToOffline", default=None)
    is_can_send_file: bool | None = _field("isCanSendFile", default=None)
    is_can_audio_chat: bool | None = _field("isCanAudioChat", default=None)
    is_can_video_chat: bool | None = _field("isCanVideoChat", default=None)
    is_can_sent_seen: bool | None = _field("isCanSentSeen", default=None)
    is_can_download_pdf: bool | None = _field("isCanDownloadPDF", default=None)
