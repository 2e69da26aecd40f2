"""Ban: A visitor or a range of IP addresses, banned from the chat of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["Ban"]


class Ban(Model):
    """A visitor or a range of IP addresses, banned from the chat of the site.

    Attributes:
        id: The identifier, assigned by the server.
        type: Whether the ban is on a visitor or on IP addresses.
        visitor_id: The visitor's identifier, a UUID, if `type` is `visitor`; otherwise empty.
        ip_address: If `type` is `ip`: one address, a range in CIDR notation such as
            `192.0.2.0/28`, or the first and the last address of a range, as in
            `192.0.2.1-192.0.2.14`. Otherwise empty.
        comment: A note on the ban.

    Source: Livechat.md:3156-3166
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    type: Literal["visitor", "ip"] | str = _field("type", known=("visitor", "ip"))
    visitor_id: str = _field("visitorId")
    ip_address: str = _field("ipAddress")
    comment: str = _field("comment")
