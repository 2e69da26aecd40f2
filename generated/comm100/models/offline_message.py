"""OfflineMessage: A message that a visitor left while no agent was online."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import datetime_field as _datetime_field
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import Attachment, ChatCustomVariable, CustomFieldValue

__all__ = ["OfflineMessage"]


class OfflineMessage(Model):
    """A message that a visitor left while no agent was online.

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
        time: When the message was submitted, in UTC. (Inferred: The samples have no offset, and
            a text about another API says that all times are UTC.)
        agent: The display name of the agent that the message belongs to. An empty string if
            there is none.
        content: The text of the message.
        fields: What the visitor entered in the other fields of the offline message form.
        attachment: The files that the visitor attached.

    Source: Livechat.md:5717-5733
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
    time: datetime.datetime | None = _datetime_field("time", default=None, init=False)
    agent: str | None = _field("agent", default=None)
    content: str | None = _field("content", default=None)
    fields: list[CustomFieldValue] | None = _list_field("fields", "CustomFieldValue", default=None)
    attachment: list[Attachment] | None = _list_field("attachment", "Attachment", default=None)
