"""QueueByDepartment: The queue of a department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["QueueByDepartment"]


class QueueByDepartment(Model):
    """The queue of a department.

    Attributes:
        department_id: The department's identifier.
        queued_chat_requests: The number of chat requests that waited in the queue.
        chats_from_queue: The number of chat requests that an agent accepted from the queue.
        switched_to_messages: The number of chat requests whose visitors left an offline message
            instead.
        abandoned_chats: The number of chat requests whose visitors closed the chat window while
            they waited.
        refused_chats: The number of chat requests that agents refused.
        max_queue_size: The largest number of chat requests that waited in one queue.

    Source: reports.md:380-431
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    department_id: int = _field("departmentId")
    queued_chat_requests: float = _field("queuedChatRequests")
    chats_from_queue: float = _field("chatsFromQueue")
    switched_to_messages: float = _field("switchedToMessages")
    abandoned_chats: float = _field("abandonedChats")
    refused_chats: float = _field("refusedChats")
    max_queue_size: float = _field("maxQueueSize")
