"""AccountPermissions: What an agent may do with the site's account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["AccountPermissions"]


class AccountPermissions(Model):
    """What an agent may do with the site's account.

    Attributes:
        manage_agent_and_groups: Change agents and groups.
        manage_billing_info: Change the site's billing data.
        manage_plan: Change the site's plan.
        buy_email_marketing_credits: Buy credits for e-mail marketing. The vendor's model omits
            it, but the samples include it.
        view_balance_history: Read the history of the site's balance.
        manage_site: Change the site's profile.
        manage_header_and_footer_settings: Change the header and footer settings.
        view_audit_log: Read the audit log.
        view_reports: Read account reports.
        manage_security: Change the account's security settings.

    Inferred: What a permission allows is read from its name.

    Source: Account.md:507-607
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    manage_agent_and_groups: bool = _field("manageAgentAndGroups")
    manage_billing_info: bool = _field("manageBillingInfo")
    manage_plan: bool = _field("managePlan")
    buy_email_marketing_credits: bool | None = _field("buyEmailMarketingCredits", default=None)
    view_balance_history: bool = _field("viewBalanceHistory")
    manage_site: bool = _field("manageSite")
    manage_header_and_footer_settings: bool = _field("manageHeaderAndFooterSettings")
    view_audit_log: bool = _field("viewAuditLog")
    view_reports: bool = _field("viewReports")
    manage_security: bool = _field("manageSecurity")
