"""InstallationCode: The code to put on a website."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["InstallationCode"]


class InstallationCode(Model):
    """The code to put on a website.

    Attributes:
        code: An HTML fragment with a script, which shows the chat button and opens the chat
            window.

    Inferred: The text names the property; the sample shows only its value, escaped as in a JSON
    string.

    Source: Livechat.md:265-300
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    code: str = _field("code")
