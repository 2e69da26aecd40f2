"""DepartmentUpdate: Changes to a department. Omitted properties keep their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._models import Model
from .._models import field as _field

__all__ = ["DepartmentUpdate"]


class DepartmentUpdate(Model):
    """Changes to a department. Omitted properties keep their values.

    Attributes:
        name: The name of the department.
        description: What the department is for.
        agents: The identifiers of the agents in the department.
        groups: The identifiers of the groups whose agents are in the department. (Inferred: The
            agents of the samples are identifiers; their groups are empty.)
        allocation_rule: How chats are allocated to the agents of the department.
        is_last_chatted_preferred: Whether a visitor's chat is allocated to the agent of the
            visitor's last chat, if possible. (Inferred: The text says only that the last-chatted
            agent is preferred.)
        backup_department_id: The identifier of the backup department; 0 means that there is
            none. (Inferred: A new department has 0 in the sample.)
        offline_message_to: Who gets the department's offline messages by e-mail: all of its
            agents, or those whose addresses are in `emailAddresses`. (Inferred: The text does not
            say whose agents these are.)
        email_addresses: The e-mail addresses that get the department's offline messages. No
            text says what stands between two of them.

    Source: Livechat.md:2706-2721 and 2860-2901
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str | None = _field("name", default=None)
    description: str | None = _field("description", default=None)
    agents: list[int] | None = _field("agents", default=None)
    groups: list[int] | None = _field("groups", default=None)
    allocation_rule: Literal["load balancing", "round robin", "capability weighted"] | str | None = _field(
        "allocationRule", known=("load balancing", "round robin", "capability weighted"), default=None
    )
    is_last_chatted_preferred: bool | None = _field("isLastChattedPreferred", default=None)
    backup_department_id: int | None = _field("backupDepartmentId", default=None)
    offline_message_to: Literal["allAgents", "emailAddresses"] | str | None = _field(
        "offlineMessageTo", known=("allAgents", "emailAddresses"), default=None
    )
    email_addresses: str | None = _field("emailAddresses", default=None)
