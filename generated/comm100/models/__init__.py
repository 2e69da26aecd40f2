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
    from .audit_log import AuditLog as AuditLog
    from .audit_log_page import AuditLogPage as AuditLogPage
    from .ban import Ban as Ban
    from .ban_create import BanCreate as BanCreate
    from .ban_update import BanUpdate as BanUpdate
    from .canned_message import CannedMessage as CannedMessage
    from .canned_message_category import CannedMessageCategory as CannedMessageCategory
    from .canned_message_category_create import CannedMessageCategoryCreate as CannedMessageCategoryCreate
    from .canned_message_category_update import CannedMessageCategoryUpdate as CannedMessageCategoryUpdate
    from .canned_message_create import CannedMessageCreate as CannedMessageCreate
    from .canned_message_update import CannedMessageUpdate as CannedMessageUpdate
    from .change_password import ChangePassword as ChangePassword
    from .custom_away_status import CustomAwayStatus as CustomAwayStatus
    from .custom_away_status_create import CustomAwayStatusCreate as CustomAwayStatusCreate
    from .custom_away_status_update import CustomAwayStatusUpdate as CustomAwayStatusUpdate
    from .department import Department as Department
    from .department_create import DepartmentCreate as DepartmentCreate
    from .department_update import DepartmentUpdate as DepartmentUpdate
    from .error import Error as Error
    from .group import Group as Group
    from .group_agent import GroupAgent as GroupAgent
    from .group_create import GroupCreate as GroupCreate
    from .group_update import GroupUpdate as GroupUpdate
    from .ip_range import IpRange as IpRange
    from .ip_range_create import IpRangeCreate as IpRangeCreate
    from .ip_restriction import IpRestriction as IpRestriction
    from .live_chat_permissions import LiveChatPermissions as LiveChatPermissions
    from .partner_plan import PartnerPlan as PartnerPlan
    from .partner_site import PartnerSite as PartnerSite
    from .partner_site_contact import PartnerSiteContact as PartnerSiteContact
    from .partner_site_create import PartnerSiteCreate as PartnerSiteCreate
    from .partner_site_new_contact import PartnerSiteNewContact as PartnerSiteNewContact
    from .partner_site_page import PartnerSitePage as PartnerSitePage
    from .partner_site_update import PartnerSiteUpdate as PartnerSiteUpdate
    from .set_password import SetPassword as SetPassword
    from .site_profile import SiteProfile as SiteProfile
    from .site_profile_update import SiteProfileUpdate as SiteProfileUpdate

_MODULES = {
    "AccountPermissions": "account_permissions",
    "Agent": "agent",
    "AgentCreate": "agent_create",
    "AgentPage": "agent_page",
    "AgentPermissions": "agent_permissions",
    "AgentSelfUpdate": "agent_self_update",
    "AgentUpdate": "agent_update",
    "AuditLog": "audit_log",
    "AuditLogPage": "audit_log_page",
    "Ban": "ban",
    "BanCreate": "ban_create",
    "BanUpdate": "ban_update",
    "CannedMessage": "canned_message",
    "CannedMessageCategory": "canned_message_category",
    "CannedMessageCategoryCreate": "canned_message_category_create",
    "CannedMessageCategoryUpdate": "canned_message_category_update",
    "CannedMessageCreate": "canned_message_create",
    "CannedMessageUpdate": "canned_message_update",
    "ChangePassword": "change_password",
    "CustomAwayStatus": "custom_away_status",
    "CustomAwayStatusCreate": "custom_away_status_create",
    "CustomAwayStatusUpdate": "custom_away_status_update",
    "Department": "department",
    "DepartmentCreate": "department_create",
    "DepartmentUpdate": "department_update",
    "Error": "error",
    "Group": "group",
    "GroupAgent": "group_agent",
    "GroupCreate": "group_create",
    "GroupUpdate": "group_update",
    "IpRange": "ip_range",
    "IpRangeCreate": "ip_range_create",
    "IpRestriction": "ip_restriction",
    "LiveChatPermissions": "live_chat_permissions",
    "PartnerPlan": "partner_plan",
    "PartnerSite": "partner_site",
    "PartnerSiteContact": "partner_site_contact",
    "PartnerSiteCreate": "partner_site_create",
    "PartnerSiteNewContact": "partner_site_new_contact",
    "PartnerSitePage": "partner_site_page",
    "PartnerSiteUpdate": "partner_site_update",
    "SetPassword": "set_password",
    "SiteProfile": "site_profile",
    "SiteProfileUpdate": "site_profile_update",
}

__all__ = [
    "AccountPermissions",
    "Agent",
    "AgentCreate",
    "AgentPage",
    "AgentPermissions",
    "AgentSelfUpdate",
    "AgentUpdate",
    "AuditLog",
    "AuditLogPage",
    "Ban",
    "BanCreate",
    "BanUpdate",
    "CannedMessage",
    "CannedMessageCategory",
    "CannedMessageCategoryCreate",
    "CannedMessageCategoryUpdate",
    "CannedMessageCreate",
    "CannedMessageUpdate",
    "ChangePassword",
    "CustomAwayStatus",
    "CustomAwayStatusCreate",
    "CustomAwayStatusUpdate",
    "Department",
    "DepartmentCreate",
    "DepartmentUpdate",
    "Error",
    "Group",
    "GroupAgent",
    "GroupCreate",
    "GroupUpdate",
    "IpRange",
    "IpRangeCreate",
    "IpRestriction",
    "LiveChatPermissions",
    "PartnerPlan",
    "PartnerSite",
    "PartnerSiteContact",
    "PartnerSiteCreate",
    "PartnerSiteNewContact",
    "PartnerSitePage",
    "PartnerSiteUpdate",
    "SetPassword",
    "SiteProfile",
    "SiteProfileUpdate",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
