"""CustomVariableUpdate: Changes to a custom variable. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["CustomVariableUpdate"]


class CustomVariableUpdate(Model):
    """Changes to a custom variable. Omitted properties keep their values.

    Attributes:
        name: The variable's name.
        type: What the variable's values are.
        value: The expression whose value is captured, as JavaScript on the visitor's page.
            (Inferred: The sample is a quoted JavaScript text.)
        hyperlink: A URL that agents can open from the value. It may contain macros. (Inferred:
            The table says only hyperlink; the sample has a macro of the visitor's IP address.)

    Source: Livechat.md:5088-5098
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    type: Literal["text", "integer", "decimal"] | str | None = _field(
        "type", known=("text", "integer", "decimal"), default=None
    )
    value: str | None = _field("value", default=None)
    hyperlink: str | None = _field("hyperlink", default=None)
