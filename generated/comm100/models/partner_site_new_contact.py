"""PartnerSiteNewContact: The contact of a new site, who becomes its first agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["PartnerSiteNewContact"]


class PartnerSiteNewContact(Model):
    """The contact of a new site, who becomes its first agent.

    Attributes:
        first_name: The first name.
        last_name: The last name.
        email: The e-mail address.
        phone: The phone number.

    Source: Partner.md:263-266
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    first_name: str = _field("firstName")
    last_name: str = _field("lastName")
    email: str = _field("email")
    phone: str | None = _field("phone", default=None)
