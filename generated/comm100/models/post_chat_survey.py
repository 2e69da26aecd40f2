"""PostChatSurvey: What a visitor answered after a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import CustomFieldValue

__all__ = ["PostChatSurvey"]


class PostChatSurvey(Model):
    """What a visitor answered after a chat.

    Attributes:
        rating_grade: The grade as a decimal number. `-1` if the visitor did not rate the chat.
            (Inferred: The samples have -1 with an empty comment.)
        rating_comment: The visitor's comment.
        fields: What the visitor entered in the other fields of the post-chat form.

    Source: Livechat.md:5428-5436
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    rating_grade: str | None = _field("ratingGrade", default=None)
    rating_comment: str | None = _field("ratingComment", default=None)
    fields: list[CustomFieldValue] | None = _list_field("fields", "CustomFieldValue", default=None)
