"""SurveyGroup: A group of options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import SurveyOption

__all__ = ["SurveyGroup"]


class SurveyGroup(Model):
    """A group of options.

    Attributes:
        name: The name of the group.
        options: The options of the group.

    Source: reports.md:1075-1170, 1200-1250 and 1280-1341
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str = _field("name")
    options: list[SurveyOption] = _list_field("options", "SurveyOption")
