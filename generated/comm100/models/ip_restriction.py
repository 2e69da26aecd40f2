"""IpRestriction: Whether agents can sign in from authorized IP addresses only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["IpRestriction"]


class IpRestriction(Model):
    """Whether agents can sign in from authorized IP addresses only.

    Attributes:
        is_enable: Whether the restriction applies to the control panel and the agent console.
            (Inferred: The table says only that restrictions are enabled; the other property is
            about the mobile app.)
        is_enable_for_mobile: Whether the restriction applies to the mobile app.

    Source: Account.md:1308-1318
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_enable: bool | None = _field("isEnable", default=None)
    is_enable_for_mobile: bool | None = _field("isEnableForMobile", default=None)
