"""PostChat: The form that visitors fill in after a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import FormField

__all__ = ["PostChat"]


class PostChat(Model):
    """The form that visitors fill in after a chat.

    Attributes:
        is_enable: Whether visitors see the form.
        greeting_message: The text above the fields.
        field_layout: How the fields are laid out.
        fields: The fields of the form.

    Source: Livechat.md:900-909
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_enable: bool | None = _field("isEnable", default=None)
    greeting_message: str | None = _field("greetingMessage", default=None)
    field_layout: Literal["vertical", "horizontal"] | str | None = _field(
        "fieldLayout", known=("vertical", "horizontal"), default=None
    )
    fields: list[FormField] | None = _list_field("fields", "FormField", default=None)
