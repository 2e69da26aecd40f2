"""The objects of Comm100 API, each imported when it is first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account_permissions import AccountPermissions as AccountPermissions
    from .agent import Agent as Agent
    from .agent_create import AgentCreate as AgentCreate
    from .agent_page import AgentPage as AgentPage
    from .agent_permissions import AgentPermissions as AgentPermissions
    from .agent_self_update import AgentSelfUpdate as AgentSelfUpdate
    from .agent_update import AgentUpdate as AgentUpdate
    from .change_password import ChangePassword as ChangePassword
    from .error import Error as Error
    from .live_chat_permissions import LiveChatPermissions as LiveChatPermissions
    from .set_password import SetPassword as SetPassword

_MODULES = {
    "AccountPermissions": "account_permissions",
    "Agent": "agent",
    "AgentCreate": "agent_create",
    "AgentPage": "agent_page",
    "AgentPermissions": "agent_permissions",
    "AgentSelfUpdate": "agent_self_update",
    "AgentUpdate": "agent_update",
    "ChangePassword": "change_password",
    "Error": "error",
    "LiveChatPermissions": "live_chat_permissions",
    "SetPassword": "set_password",
}

__all__ = [
    "AccountPermissions",
    "Agent",
    "AgentCreate",
    "AgentPage",
    "AgentPermissions",
    "AgentSelfUpdate",
    "AgentUpdate",
    "ChangePassword",
    "Error",
    "LiveChatPermissions",
    "SetPassword",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
