"""WebhookOfflineMessage: The message that an event is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import Attachment, CustomFieldValue, VisitorCustomVariable

__all__ = ["WebhookOfflineMessage"]


class WebhookOfflineMessage(Model):
    """The message that an event is about.

    Attributes:
        id: The message's identifier. Unlike in operations, it is a number.
        name: The visitor's name.
        company: The visitor's company.
        department: The identifier of the visitor's department.
        email: The visitor's e-mail address.
        phone: The visitor's phone number.
        subject: The subject of the message.
        time: When the message was submitted, in milliseconds since 1970-01-01 UTC.
        attachment: A file that was sent in a chat or an offline message.
        content: The text of the message.
        custom_fields: What the visitor entered in the fields of the form.
        custom_variables: The custom variables that were captured from the pages that the
            visitor viewed.

    Observed: Design notes of the vendor's Zapier app list these members; no text of version 2
    describes the payloads.

    Source: design notes of the vendor's Zapier app
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id")
    name: str | None = _field("name", default=None)
    company: str | None = _field("company", default=None)
    department: int | None = _field("department", default=None)
    email: str | None = _field("email", default=None)
    phone: str | None = _field("phone", default=None)
    subject: str | None = _field("subject", default=None)
    time: int | None = _field("time", default=None)
    attachment: Attachment | None = _model_field("attachment", "Attachment", default=None)
    content: str | None = _field("content", default=None)
    custom_fields: list[CustomFieldValue] | None = _list_field("custom_fields", "CustomFieldValue", default=None)
    custom_variables: list[VisitorCustomVariable] | None = _list_field(
        "custom_variables", "VisitorCustomVariable", default=None
    )
