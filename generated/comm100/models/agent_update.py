"""AgentUpdate: Changes to an agent. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._models import Model
from .._models import field as _field

__all__ = ["AgentUpdate"]


class AgentUpdate(Model):
    """Changes to an agent. Omitted properties keep their values.

    Attributes:
        email: The e-mail address that the agent signs in with.
        display_name: The name that visitors and other agents see.
        first_name: The first name.
        last_name: The last name.
        title: The job title.
        bio: A short biography.
        mobile_phone: The mobile phone number, in any format.
        time_zone: The time zone, as a decimal index into a list that the vendor does not
            publish. `-1` means that none is set. (Inferred: The samples are whole numbers as text,
            which no text explains.)
        date_time_format: How the site shows dates and times to the agent, as a .NET format
            string.
        groups: The groups that the agent belongs to. The format of an entry is not documented;
            every sample is empty.
        password: The password to sign in with. It is never returned.

    Source: Account.md:355-401
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    email: str | None = _field("email", default=None)
    display_name: str | None = _field("displayName", default=None)
    first_name: str | None = _field("firstName", default=None)
    last_name: str | None = _field("lastName", default=None)
    title: str | None = _field("title", default=None)
    bio: str | None = _field("bio", default=None)
    mobile_phone: str | None = _field("mobilePhone", default=None)
    time_zone: str | None = _field("timeZone", default=None)
    date_time_format: str | None = _field("dateTimeFormat", default=None)
    groups: list[Any] | None = _field("groups", default=None)
    password: str | None = _field("password", default=None, secret=True)
