"""BanUpdate: Changes to a ban. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["BanUpdate"]


class BanUpdate(Model):
    """Changes to a ban. Omitted properties keep their values.

    Attributes:
        type: Whether the ban is on a visitor or on IP addresses.
        visitor_id: The visitor's identifier, a UUID, if `type` is `visitor`; otherwise empty.
        ip_address: If `type` is `ip`: one address, a range in CIDR notation such as
            `192.0.2.0/28`, or the first and the last address of a range, as in
            `192.0.2.1-192.0.2.14`. Otherwise empty.
        comment: A note on the ban.

    Source: Livechat.md:3156-3166 and 3286-3322
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    type: Literal["visitor", "ip"] | str | None = _field("type", known=("visitor", "ip"), default=None)
    visitor_id: str | None = _field("visitorId", default=None)
    ip_address: str | None = _field("ipAddress", default=None)
    comment: str | None = _field("comment", default=None)
