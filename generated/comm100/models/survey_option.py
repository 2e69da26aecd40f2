"""SurveyOption: An option of a field, with how often it was selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["SurveyOption"]


class SurveyOption(Model):
    """An option of a field, with how often it was selected.

    Attributes:
        name: The text of the option.
        count: How often the option was selected.

    Source: reports.md:1075-1170, 1200-1250 and 1280-1341
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str = _field("name")
    count: int = _field("count")
