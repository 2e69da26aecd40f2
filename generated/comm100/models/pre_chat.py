"""PreChat: The form that visitors fill in before a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import FormField, PreChatHeader, PreChatSocialLogin

__all__ = ["PreChat"]


class PreChat(Model):
    """The form that visitors fill in before a chat.

    Attributes:
        is_enable: Whether visitors see the form.
        header: The header of a pre-chat form.
        greeting_message: The text above the fields.
        social_login: The social networks whose accounts visitors can use instead of the form.
        is_remember_visitor_info: Whether the form remembers what a visitor filled in.
        field_layout: How the fields are laid out.
        fields: The fields of the form.

    Source: Livechat.md:723-737
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_enable: bool | None = _field("isEnable", default=None)
    header: PreChatHeader | None = _model_field("header", "PreChatHeader", default=None)
    greeting_message: str | None = _field("greetingMessage", default=None)
    social_login: PreChatSocialLogin | None = _model_field("socialLogin", "PreChatSocialLogin", default=None)
    is_remember_visitor_info: bool | None = _field("isRememberVisitorInfo", default=None)
    field_layout: Literal["vertical", "horizontal"] | str | None = _field(
        "fieldLayout", known=("vertical", "horizontal"), default=None
    )
    fields: list[FormField] | None = _list_field("fields", "FormField", default=None)
