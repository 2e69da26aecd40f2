"""LiveChatPermissions: What an agent may do in live chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["LiveChatPermissions"]


class LiveChatPermissions(Model):
    """What an agent may do in live chat.

    Attributes:
        manage_campaigns: Change campaigns.
        manage_public_canned_messages: Change the canned messages that all agents share.
        manage_settings: Change the live chat settings.
        manage_chatbot: Change the chatbot. The vendor's model includes it, but no sample
            response does.
        manage_security: Change the live chat security settings.
        manage_integration: Change integrations with other products.
        manage_ban: Change the list of banned visitors.
        manage_custom_metrics: Change custom metrics.
        view_all_history: Read all chat history.
        view_history_in_my_department: Read the chat history of the agent's own departments.
        chat_with_agents: Chat with other agents.
        view_all_agent_chats: Read all chats between agents.
        view_agent_chats_in_my_department: Read chats between agents in the agent's own
            departments.
        delete_history: Delete chat history.
        view_reports: Read live chat reports.
        accept_chats: Accept chats.
        refuse_chats: Decline chats.
        invite_visitor: Invite a visitor to a chat.
        join_chats: Join the chats of other agents.
        transfer_chats: Transfer a chat to another agent.
        monitor_all_chats: Monitor all ongoing chats.
        monitor_chats_in_my_department: Monitor ongoing chats in the agent's own departments.
        capture_visitor: Take a visitor from the queue or from the chatbot.
        set_other_agent_to_away: Set another agent to away.
        log_other_agent_off: Sign another agent out.
        promote_visitor: Move a visitor forward in the queue.

    Inferred: What a permission allows is read from its name.

    Source: Account.md:507-607
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    manage_campaigns: bool = _field("manageCampaigns")
    manage_public_canned_messages: bool = _field("managePublicCannedMessages")
    manage_settings: bool = _field("manageSettings")
    manage_chatbot: bool | None = _field("manageChatbot", default=None)
    manage_security: bool = _field("manageSecurity")
    manage_integration: bool = _field("manageIntegration")
    manage_ban: bool = _field("manageBan")
    manage_custom_metrics: bool = _field("manageCustomMetrics")
    view_all_history: bool = _field("viewAllHistory")
    view_history_in_my_department: bool = _field("viewHistoryInMyDepartment")
    chat_with_agents: bool = _field("chatWithAgents")
    view_all_agent_chats: bool = _field("viewAllAgentChats")
    view_agent_chats_in_my_department: bool = _field("viewAgentChatsInMyDepartment")
    delete_history: bool = _field("deleteHistory")
    view_reports: bool = _field("viewReports")
    accept_chats: bool = _field("acceptChats")
    refuse_chats: bool = _field("refuseChats")
    invite_visitor: bool = _field("inviteVisitor")
    join_chats: bool = _field("joinChats")
    transfer_chats: bool = _field("transferChats")
    monitor_all_chats: bool = _field("monitorAllChats")
    monitor_chats_in_my_department: bool = _field("monitorChatsInMyDepartment")
    capture_visitor: bool = _field("captureVisitor")
    set_other_agent_to_away: bool = _field("setOtherAgentToAway")
    log_other_agent_off: bool = _field("logOtherAgentOff")
    promote_visitor: bool = _field("promoteVisitor")
