"""VisitorCustomVariable: The value of a custom variable that was captured from the web page of a
visitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["VisitorCustomVariable"]


class VisitorCustomVariable(Model):
    """The value of a custom variable that was captured from the web page of a visitor.

    Attributes:
        name: The variable's name.
        value: The variable's value.
        url: The URL that agents can open from the value. (Inferred: The table says only url;
            the definition of a custom variable has a hyperlink.)

    Source: Livechat.md:4109-4117
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str = _field("name")
    value: str | None = _field("value", default=None)
    url: str | None = _field("url", default=None)
