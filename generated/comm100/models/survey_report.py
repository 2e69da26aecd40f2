"""SurveyReport: The answers to the survey of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import SurveyField

__all__ = ["SurveyReport"]


class SurveyReport(Model):
    """The answers to the survey of a campaign.

    Attributes:
        campaign_id: The campaign's identifier.
        fields: The fields of the survey.

    Source: reports.md:1075-1170, 1200-1250 and 1280-1341
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    campaign_id: int = _field("campaignId")
    fields: list[SurveyField] = _list_field("fields", "SurveyField")
