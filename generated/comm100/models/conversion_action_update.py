"""ConversionActionUpdate: Changes to a conversion action. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["ConversionActionUpdate"]


class ConversionActionUpdate(Model):
    """Changes to a conversion action. Omitted properties keep their values.

    Attributes:
        name: The name of the conversion action.
        is_enable: Whether the conversion action is enabled.
        type: What counts as a conversion: a visit to a page (`url`), a value of a custom
            variable (`customVariable`), or a request that says so (`livechatapi`). (Inferred: The
            text names the types without a meaning.)
        custom_variable: The name of the custom variable that is compared if `type` is
            `customVariable`.
        match_type: How the URL or the custom variable is compared with `matchValue`. The vendor
            lists no values; the samples have `Is`.
        match_value: The value that the URL or the custom variable is compared with.
        is_case_sensitive: Whether the comparison of URLs distinguishes upper and lower case.
        is_assign_value: Whether a conversion has a value.
        is_assign_value_from_custom_variable: Whether the value of a conversion is that of the
            custom variable `customVariableForAssignValue`, and not the fixed `assignValue`.
        assign_value: The fixed value of a conversion, a number as text. (Inferred: The samples
            have "0".)
        custom_variable_for_assign_value: The name of the custom variable that holds the value
            of a conversion.

    Source: Livechat.md:3372-3389 and 3550-3593
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    is_enable: bool | None = _field("isEnable", default=None)
    type: Literal["url", "customVariable", "livechatapi"] | str | None = _field(
        "type", known=("url", "customVariable", "livechatapi"), default=None
    )
    custom_variable: str | None = _field("customVariable", default=None)
    match_type: str | None = _field("matchType", default=None)
    match_value: str | None = _field("matchValue", default=None)
    is_case_sensitive: bool | None = _field("isCaseSensitive", default=None)
    is_assign_value: bool | None = _field("isAssignValue", default=None)
    is_assign_value_from_custom_variable: bool | None = _field("isAssignValueFromCustomVariable", default=None)
    assign_value: str | None = _field("assignValue", default=None)
    custom_variable_for_assign_value: str | None = _field("customVariableForAssignValue", default=None)
