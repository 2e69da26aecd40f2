"""SurveyField: A field of a survey whose answers are options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import SurveyGroup, SurveyOption

__all__ = ["SurveyField"]


class SurveyField(Model):
    """A field of a survey whose answers are options.

    Attributes:
        field_id: The identifier of the field.
        field_name: The name of the field.
        options: The options of the field. Left out if they are in groups.
        groups: The groups of options of a field that has any; left out or null otherwise, and
            always in the pre-chat survey.

    Source: reports.md:1075-1170, 1200-1250 and 1280-1341
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    field_id: int = _field("fieldId")
    field_name: str = _field("fieldName")
    options: list[SurveyOption] | None = _list_field("options", "SurveyOption", default=None)
    groups: list[SurveyGroup] | None = _list_field("groups", "SurveyGroup", default=None)
