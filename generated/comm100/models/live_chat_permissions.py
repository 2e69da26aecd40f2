"""LiveChatPermissions: What an agent may do in live chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._model import Model, field

__all__ = ["LiveChatPermissions"]


class LiveChatPermissions(Model):
    """What an agent may do in live chat.

    Attributes:
        manage_campaigns: Change campaigns.
        manage_public_canned_messages: Change the canned messages that all agents share.
        manage_settings: Change the settings of live chat.
        manage_chatbot: Change the chatbot. The model names it, no sample of an answer has it.
        manage_security: Change the security settings of live chat.
        manage_integration: Change integrations with other products.
        manage_ban: Change the list of banned visitors.
        manage_custom_metrics: Change custom metrics.
        view_all_history: Read the history of all chats.
        view_history_in_my_department: Read the history of chats in the agent's own departments.
        chat_with_agents: Chat with other agents.
        view_all_agent_chats: Read all chats between agents.
        view_agent_chats_in_my_department: Read chats between agents in the agent's own departments.
        delete_history: Delete the history of chats.
        view_reports: Read the reports of live chat.
        accept_chats: Accept chats.
        refuse_chats: Refuse chats.
        invite_visitor: Invite a visitor to a chat.
        join_chats: Join the chats of other agents.
        transfer_chats: Hand a chat over to another agent.
        monitor_all_chats: Watch all chats as they happen.
        monitor_chats_in_my_department: Watch chats in the agent's own departments as they happen.
        capture_visitor: Take a visitor from the queue or from the chatbot.
        set_other_agent_to_away: Set another agent to away.
        log_other_agent_off: Sign another agent out.
        promote_visitor: Move a visitor forward in the queue.

    Source: Account.md:507-607
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    manage_campaigns: bool = field("manageCampaigns")
    manage_public_canned_messages: bool = field("managePublicCannedMessages")
    manage_settings: bool = field("manageSettings")
    manage_chatbot: bool | None = field("manageChatbot", default=None)
    manage_security: bool = field("manageSecurity")
    manage_integration: bool = field("manageIntegration")
    manage_ban: bool = field("manageBan")
    manage_custom_metrics: bool = field("manageCustomMetrics")
    view_all_history: bool = field("viewAllHistory")
    view_history_in_my_department: bool = field("viewHistoryInMyDepartment")
    chat_with_agents: bool = field("chatWithAgents")
    view_all_agent_chats: bool = field("viewAllAgentChats")
    view_agent_chats_in_my_department: bool = field("viewAgentChatsInMyDepartment")
    delete_history: bool = field("deleteHistory")
    view_reports: bool = field("viewReports")
    accept_chats: bool = field("acceptChats")
    refuse_chats: bool = field("refuseChats")
    invite_visitor: bool = field("inviteVisitor")
    join_chats: bool = field("joinChats")
    transfer_chats: bool = field("transferChats")
    monitor_all_chats: bool = field("monitorAllChats")
    monitor_chats_in_my_department: bool = field("monitorChatsInMyDepartment")
    capture_visitor: bool = field("captureVisitor")
    set_other_agent_to_away: bool = field("setOtherAgentToAway")
    log_other_agent_off: bool = field("logOtherAgentOff")
    promote_visitor: bool = field("promoteVisitor")
