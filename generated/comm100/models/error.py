"""Error: Why a request failed. Answers of the server that have another shape were observed: `Message`
or `ErrorMessage` instead of `message`, or no JSON at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["Error"]


class Error(Model):
    """Why a request failed. Answers of the server that have another shape were observed: `Message` or
    `ErrorMessage` instead of `message`, or no JSON at all.

    Attributes:
        code: The number of the error. `400000` is the only one that is documented: the HTTP status
            times a thousand, and a number within it. The others in this document follow that
            pattern.
        message: What went wrong, in English, for people to read.

    Source: introduction, lines 259-262
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    code: int = _field("code")
    message: str = _field("message")
