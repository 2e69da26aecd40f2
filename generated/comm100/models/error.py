"""Error: Why a request failed. Other forms have been observed: `Message` or `ErrorMessage` instead of
`message`, and bodies that are not JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["Error"]


class Error(Model):
    """Why a request failed. Other forms have been observed: `Message` or `ErrorMessage` instead of
    `message`, and bodies that are not JSON.

    Attributes:
        code: The error code. Only `400000` is documented: the HTTP status times 1000, plus a
            number. The other codes in this document follow that pattern. (Inferred: 400000 is the
            only documented code; the others repeat its pattern.)
        message: What went wrong, in English, for people.

    Source: introduction, lines 259-262
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    code: int = _field("code")
    message: str = _field("message")
