"""CustomFieldValue: What a visitor entered in a field of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["CustomFieldValue"]


class CustomFieldValue(Model):
    """What a visitor entered in a field of a form.

    Attributes:
        id: The identifier, assigned by the server.
        name: The field's name.
        value: The value that was entered.

    Source: Livechat.md:4099-4107
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int | None = _field("id", default=None, init=False)
    name: str = _field("name")
    value: str | None = _field("value", default=None)
