"""Chat: A chat of a visitor with agents, or one that was missed or refused."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import datetime_field as _datetime_field
from .._models import duration_field as _duration_field
from .._models import field as _field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import Attachment, ChatAgent, ChatCustomVariable, ChatMessage, ChatWrapup, CustomFieldValue, PostChatSurvey

__all__ = ["Chat"]


class Chat(Model):
    """A chat of a visitor with agents, or one that was missed or refused.

    Attributes:
        id: The identifier, assigned by the server.
        sso_user_id: The visitor's identifier in single sign-on. An empty string if the visitor
            did not sign in.
        name: The visitor's name, or the IP address if the name is unknown. (Inferred: A sample
            of missed chats has the IP address as the name.)
        email: The visitor's e-mail address. An empty string if it is unknown.
        department: The name of the department. An empty string if there is none.
        custom_variables: The custom variables that were captured from the pages that the
            visitor viewed.
        agents: The agents who took part.
        prechat_fields: What the visitor entered in the fields of the pre-chat form.
        request_time: When the visitor asked for the chat, in UTC. (Inferred: The samples have
            no offset, and a text about another API says that all times are UTC.)
        waiting_time: How long the visitor waited until an agent accepted the chat.
        end_time: When the chat ended, in UTC. (Inferred: The samples have no offset, and a text
            about another API says that all times are UTC.)
        chat_transcript: The messages in the order in which they were sent. Null if the chat was
            missed.
        attachments: The files and screenshots that agents and the visitor sent to each other.
        note_attachments: The files that agents attached to notes. The samples do not have this
            property.
        post_chat: What a visitor answered after a chat.
        wrapup: What an agent recorded about the chat. Null if there is nothing.

    Source: Livechat.md:5448-5469
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: str = _field("id", init=False)
    sso_user_id: str | None = _field("ssoUserId", default=None, init=False)
    name: str | None = _field("name", default=None)
    email: str | None = _field("email", default=None)
    department: str | None = _field("department", default=None)
    custom_variables: list[ChatCustomVariable] | None = _list_field(
        "customVariables", "ChatCustomVariable", default=None
    )
    agents: list[ChatAgent] | None = _list_field("agents", "ChatAgent", default=None)
    prechat_fields: list[CustomFieldValue] | None = _list_field("prechatFields", "CustomFieldValue", default=None)
    request_time: datetime.datetime | None = _datetime_field("requestTime", default=None)
    waiting_time: datetime.timedelta | None = _duration_field("waitingTime", "hh:mm:ss", default=None)
    end_time: datetime.datetime | None = _datetime_field("endTime", default=None)
    chat_transcript: list[ChatMessage] | None = _list_field("chatTranscript", "ChatMessage", default=None)
    attachments: list[Attachment] | None = _list_field("attachments", "Attachment", default=None)
    note_attachments: list[Attachment] | None = _list_field("noteAttachments", "Attachment", default=None)
    post_chat: PostChatSurvey | None = _model_field("postChat", "PostChatSurvey", default=None)
    wrapup: ChatWrapup | None = _model_field("wrapup", "ChatWrapup", default=None)
