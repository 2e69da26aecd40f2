"""ApiConversionResult: Whether a conversion has been recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["ApiConversionResult"]


class ApiConversionResult(Model):
    """Whether a conversion has been recorded.

    Attributes:
        code: 0: the conversion has been recorded. 1: there is no conversion action with this
            name. 2: there is no such visitor. 3: it could not be stored.
        message: A sentence about the failure; `ok` if there is none.

    Source: Livechat.md:3401-3408 and 3621-3629
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    code: Literal[0, 1, 2, 3] | int = _field("code", also=("error_code",))
    message: str | None = _field("message", default=None, also=("error_message",))
