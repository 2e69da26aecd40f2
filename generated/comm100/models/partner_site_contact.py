"""PartnerSiteContact: The contact of a site, who is also the agent that registered it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["PartnerSiteContact"]


class PartnerSiteContact(Model):
    """The contact of a site, who is also the agent that registered it.

    Attributes:
        first_name: The first name.
        last_name: The last name.
        email: The e-mail address.
        phone: The phone number.

    Source: Partner.md:107-112
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    first_name: str | None = _field("firstName", default=None)
    last_name: str | None = _field("lastName", default=None)
    email: str | None = _field("email", default=None)
    phone: str | None = _field("phone", default=None)
