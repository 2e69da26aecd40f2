"""IpRange: A range of authorized IP addresses, both ends included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["IpRange"]


class IpRange(Model):
    """A range of authorized IP addresses, both ends included.

    Attributes:
        id: The identifier, assigned by the server.
        from_: The first IP address of the range. The samples show IPv4 addresses.
        to: The last IP address of the range.

    Source: Account.md:1390-1398
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    from_: str = _field("from")
    to: str = _field("to")
