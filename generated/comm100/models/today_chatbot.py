"""TodayChatbot: The chatbot's day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["TodayChatbot"]


class TodayChatbot(Model):
    """The chatbot's day.

    Attributes:
        chatbot_only_chats: The number of chats that only the chatbot had.
        chats_from_chatbot_to_agent: The number of chats that the chatbot handed over to an
            agent.
        answers: The number of the chatbot's answers.
        high_confidence_answers: The number of answers of which the chatbot was confident.

    Source: reports.md:1799-1832
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    chatbot_only_chats: float = _field("chatbotOnlyChats")
    chats_from_chatbot_to_agent: float = _field("chatsFromChatbotToAgent")
    answers: float = _field("answers")
    high_confidence_answers: float = _field("highConfidenceAnswers")
