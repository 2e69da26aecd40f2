"""OfflineMessageForm: What visitors of a campaign see while no agent is online."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import FormField, OfflineMessageFormHeader, OfflineMessageFormPage

__all__ = ["OfflineMessageForm"]


class OfflineMessageForm(Model):
    """What visitors of a campaign see while no agent is online.

    Attributes:
        is_use_own_page: Whether visitors see a page of the site's own instead of the form.
        page: The page that takes the place of an offline message form.
        greeting_message: The text above the fields.
        header: The header of an offline message form.
        field_layout: How the fields are laid out.
        fields: The fields of the form.

    Source: Livechat.md:1009-1023
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_use_own_page: bool | None = _field("isUseOwnPage", default=None)
    page: OfflineMessageFormPage | None = _model_field("page", "OfflineMessageFormPage", default=None)
    greeting_message: str | None = _field("greetingMessage", default=None)
    header: OfflineMessageFormHeader | None = _model_field("header", "OfflineMessageFormHeader", default=None)
    field_layout: Literal["vertical", "horizontal"] | str | None = _field(
        "fieldLayout", known=("vertical", "horizontal"), default=None
    )
    fields: list[FormField] | None = _list_field("fields", "FormField", default=None)
