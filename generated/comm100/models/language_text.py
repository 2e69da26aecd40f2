"""LanguageText: A text that visitors see. Its category and its name identify it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["LanguageText"]


class LanguageText(Model):
    """A text that visitors see. Its category and its name identify it.

    Attributes:
        category: The part of live chat that the text belongs to.
        name: The name of the text.
        default_text: The text in the campaign's language, unless it is replaced.
        current_text: The text that replaces the default one.
        macros: The macros that the text can have. It is empty if there are none.

    Inferred: The table calls the category and the name both read-only and mandatory, so a request
    names the text by them.

    Source: Livechat.md:2162-2172 and 2239-2256
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    category: (
        Literal[
            "buttons",
            "fields",
            "prompts",
            "system messages",
            "audio chat",
            "video chat",
            "cobrowsing",
            "screen sharing",
            "transcript email to visitors",
            "text on mobile browsers",
            "embedded window",
            "bot",
        ]
        | str
    ) = _field(
        "category",
        known=(
            "buttons",
            "fields",
            "prompts",
            "system messages",
            "audio chat",
            "video chat",
            "cobrowsing",
            "screen sharing",
            "transcript email to visitors",
            "text on mobile browsers",
            "embedded window",
            "bot",
        ),
    )
    name: str = _field("name")
    default_text: str | None = _field("defaultText", default=None, init=False)
    current_text: str | None = _field("currentText", default=None)
    macros: str | None = _field("macros", default=None, init=False)
