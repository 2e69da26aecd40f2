"""SecureFormUpdate: Changes to a secure form. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import FormField

__all__ = ["SecureFormUpdate"]


class SecureFormUpdate(Model):
    """Changes to a secure form. Omitted properties keep their values.

    Attributes:
        name: The form's name.
        description: What the form is for.
        fields: The fields of the form. A list that is sent replaces the old one. (Inferred:
            Other lists in requests are replaced as a whole.)

    Source: Livechat.md:4667-4676
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    description: str | None = _field("description", default=None)
    fields: list[FormField] | None = _list_field("fields", "FormField", default=None)
