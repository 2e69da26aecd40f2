"""IpRangeCreate: A new range of authorized IP addresses, both ends included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["IpRangeCreate"]


class IpRangeCreate(Model):
    """A new range of authorized IP addresses, both ends included.

    Attributes:
        from_: The first IP address of the range. The samples show IPv4 addresses.
        to: The last IP address of the range.

    Inferred: Both ends are included, since a sample range has two addresses that follow each other.

    Source: Account.md:1390-1398
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    from_: str = _field("from")
    to: str = _field("to")
