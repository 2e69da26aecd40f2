"""VisitorSsoDataMapping: An attribute of a visitor who signs in, and the field that it fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["VisitorSsoDataMapping"]


class VisitorSsoDataMapping(Model):
    """An attribute of a visitor who signs in, and the field that it fills.

    Attributes:
        sso_attribute: The name of the attribute at the identity provider.
        comm100_field: The field, as a placeholder. The vendor lists none; the samples have
            `{!Visitor.Name}` and `{!Prechat.Company}`.

    Source: Livechat.md:3900-3907 and 3971-3980
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    sso_attribute: str = _field("ssoAttribute")
    comm100_field: str = _field("comm100Field")
