"""CampaignLanguage: The texts that visitors of a campaign see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import LanguageText

__all__ = ["CampaignLanguage"]


class CampaignLanguage(Model):
    """The texts that visitors of a campaign see.

    Attributes:
        is_use_default_language_text: Whether visitors see the default texts.
        is_rtl: Whether the language is written from right to left.
        language_texts: The texts.

    Source: Livechat.md:2152-2160
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_use_default_language_text: bool | None = _field("isUseDefaultLanguageText", default=None)
    is_rtl: bool | None = _field("isRTL", default=None)
    language_texts: list[LanguageText] | None = _list_field("languageTexts", "LanguageText", default=None)
