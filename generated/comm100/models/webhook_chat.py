"""WebhookChat: The chat that an event is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import Attachment, CustomFieldValue, VisitorCustomVariable

__all__ = ["WebhookChat"]


class WebhookChat(Model):
    """The chat that an event is about.

    Attributes:
        id: The chat's identifier. Unlike in operations, it is a number.
        name: The visitor's name.
        attachment: A file that was sent in a chat or an offline message.
        chat_transcript: The transcript as one text.
        company: The visitor's company.
        department: The identifier of the visitor's department.
        email: The visitor's e-mail address.
        phone: The visitor's phone number.
        start_time: When the chat started, in milliseconds since 1970-01-01 UTC.
        end_time: When the chat ended, in milliseconds since 1970-01-01 UTC.
        waiting_time: How long the visitor waited, such as `6s`.
        operator_comment: The agent's comment.
        operators: The names of the agents as one text.
        rating: The visitor's rating.
        rating_comment: The visitor's comment on the rating.
        wrap_up: What an agent recorded about the chat. The members are not described.
        custom_fields: What the visitor entered in the fields of the form.
        custom_variables: The custom variables that were captured from the pages that the
            visitor viewed.
        product_service: The product or service that the visitor chose.

    Observed: Design notes of the vendor's Zapier app list these members; no text of version 2
    describes the payloads.

    Source: design notes of the vendor's Zapier app
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id")
    name: str | None = _field("name", default=None)
    attachment: Attachment | None = _model_field("attachment", "Attachment", default=None)
    chat_transcript: str | None = _field("chat_transcript", default=None)
    company: str | None = _field("company", default=None)
    department: int | None = _field("department", default=None)
    email: str | None = _field("email", default=None)
    phone: str | None = _field("phone", default=None)
    start_time: int | None = _field("start_time", default=None)
    end_time: int | None = _field("end_time", default=None)
    waiting_time: str | None = _field("waiting_time", default=None)
    operator_comment: str | None = _field("operator_comment", default=None)
    operators: str | None = _field("operators", default=None)
    rating: int | None = _field("rating", default=None)
    rating_comment: str | None = _field("rating_comment", default=None)
    wrap_up: dict[str, Any] | None = _field("wrap_up", default=None)
    custom_fields: list[CustomFieldValue] | None = _list_field("custom_fields", "CustomFieldValue", default=None)
    custom_variables: list[VisitorCustomVariable] | None = _list_field(
        "custom_variables", "VisitorCustomVariable", default=None
    )
    product_service: str | None = _field("product_service", default=None)
