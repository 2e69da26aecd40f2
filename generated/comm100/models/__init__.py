"""The objects of Comm100 API, each imported when it is first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account_permissions import AccountPermissions as AccountPermissions
    from .agent import Agent as Agent
    from .agent_chat import AgentChat as AgentChat
    from .agent_chat_list import AgentChatList as AgentChatList
    from .agent_chat_message import AgentChatMessage as AgentChatMessage
    from .agent_create import AgentCreate as AgentCreate
    from .agent_page import AgentPage as AgentPage
    from .agent_performance_by_agent import AgentPerformanceByAgent as AgentPerformanceByAgent
    from .agent_performance_by_department import AgentPerformanceByDepartment as AgentPerformanceByDepartment
    from .agent_performance_by_time import AgentPerformanceByTime as AgentPerformanceByTime
    from .agent_permissions import AgentPermissions as AgentPermissions
    from .agent_self_update import AgentSelfUpdate as AgentSelfUpdate
    from .agent_status_change import AgentStatusChange as AgentStatusChange
    from .agent_status_log import AgentStatusLog as AgentStatusLog
    from .agent_update import AgentUpdate as AgentUpdate
    from .api_conversion import ApiConversion as ApiConversion
    from .api_conversion_result import ApiConversionResult as ApiConversionResult
    from .attachment import Attachment as Attachment
    from .audit_log import AuditLog as AuditLog
    from .audit_log_page import AuditLogPage as AuditLogPage
    from .auto_allocation import AutoAllocation as AutoAllocation
    from .auto_invitation import AutoInvitation as AutoInvitation
    from .auto_invitation_create import AutoInvitationCreate as AutoInvitationCreate
    from .auto_invitation_update import AutoInvitationUpdate as AutoInvitationUpdate
    from .availability_by_agent import AvailabilityByAgent as AvailabilityByAgent
    from .availability_by_department import AvailabilityByDepartment as AvailabilityByDepartment
    from .availability_by_time import AvailabilityByTime as AvailabilityByTime
    from .availability_status import AvailabilityStatus as AvailabilityStatus
    from .ban import Ban as Ban
    from .ban_create import BanCreate as BanCreate
    from .ban_update import BanUpdate as BanUpdate
    from .campaign import Campaign as Campaign
    from .campaign_create import CampaignCreate as CampaignCreate
    from .campaign_language import CampaignLanguage as CampaignLanguage
    from .campaign_update import CampaignUpdate as CampaignUpdate
    from .canned_message import CannedMessage as CannedMessage
    from .canned_message_category import CannedMessageCategory as CannedMessageCategory
    from .canned_message_category_create import CannedMessageCategoryCreate as CannedMessageCategoryCreate
    from .canned_message_category_update import CannedMessageCategoryUpdate as CannedMessageCategoryUpdate
    from .canned_message_create import CannedMessageCreate as CannedMessageCreate
    from .canned_message_update import CannedMessageUpdate as CannedMessageUpdate
    from .canned_message_usage import CannedMessageUsage as CannedMessageUsage
    from .change_password import ChangePassword as ChangePassword
    from .chat import Chat as Chat
    from .chat_agent import ChatAgent as ChatAgent
    from .chat_button import ChatButton as ChatButton
    from .chat_button_adaptive import ChatButtonAdaptive as ChatButtonAdaptive
    from .chat_button_image import ChatButtonImage as ChatButtonImage
    from .chat_button_mobile import ChatButtonMobile as ChatButtonMobile
    from .chat_button_position import ChatButtonPosition as ChatButtonPosition
    from .chat_button_text_link import ChatButtonTextLink as ChatButtonTextLink
    from .chat_condition import ChatCondition as ChatCondition
    from .chat_custom_variable import ChatCustomVariable as ChatCustomVariable
    from .chat_ended_event import ChatEndedEvent as ChatEndedEvent
    from .chat_ids import ChatIds as ChatIds
    from .chat_message import ChatMessage as ChatMessage
    from .chat_page import ChatPage as ChatPage
    from .chat_requested_event import ChatRequestedEvent as ChatRequestedEvent
    from .chat_source_by_department import ChatSourceByDepartment as ChatSourceByDepartment
    from .chat_source_by_time import ChatSourceByTime as ChatSourceByTime
    from .chat_source_distribution import ChatSourceDistribution as ChatSourceDistribution
    from .chat_started_event import ChatStartedEvent as ChatStartedEvent
    from .chat_transfer_by_department import ChatTransferByDepartment as ChatTransferByDepartment
    from .chat_transfer_by_time import ChatTransferByTime as ChatTransferByTime
    from .chat_transferred_event import ChatTransferredEvent as ChatTransferredEvent
    from .chat_volume_by_campaign import ChatVolumeByCampaign as ChatVolumeByCampaign
    from .chat_volume_by_department import ChatVolumeByDepartment as ChatVolumeByDepartment
    from .chat_volume_by_time import ChatVolumeByTime as ChatVolumeByTime
    from .chat_volume_by_visitor_segment import ChatVolumeByVisitorSegment as ChatVolumeByVisitorSegment
    from .chat_volume_distribution import ChatVolumeDistribution as ChatVolumeDistribution
    from .chat_window import ChatWindow as ChatWindow
    from .chat_window_advanced import ChatWindowAdvanced as ChatWindowAdvanced
    from .chat_window_agent_info import ChatWindowAgentInfo as ChatWindowAgentInfo
    from .chat_window_avatar_and_logo import ChatWindowAvatarAndLogo as ChatWindowAvatarAndLogo
    from .chat_window_banner import ChatWindowBanner as ChatWindowBanner
    from .chat_window_body import ChatWindowBody as ChatWindowBody
    from .chat_window_email import ChatWindowEmail as ChatWindowEmail
    from .chat_window_header import ChatWindowHeader as ChatWindowHeader
    from .chat_window_options import ChatWindowOptions as ChatWindowOptions
    from .chat_window_popup import ChatWindowPopup as ChatWindowPopup
    from .chat_wrapped_up_event import ChatWrappedUpEvent as ChatWrappedUpEvent
    from .chat_wrapup import ChatWrapup as ChatWrapup
    from .chat_wrapup_category import ChatWrapupCategory as ChatWrapupCategory
    from .condition import Condition as Condition
    from .conditions import Conditions as Conditions
    from .conversion_action import ConversionAction as ConversionAction
    from .conversion_action_create import ConversionActionCreate as ConversionActionCreate
    from .conversion_action_update import ConversionActionUpdate as ConversionActionUpdate
    from .conversions_by_action import ConversionsByAction as ConversionsByAction
    from .conversions_by_agent import ConversionsByAgent as ConversionsByAgent
    from .conversions_by_department import ConversionsByDepartment as ConversionsByDepartment
    from .conversions_by_time import ConversionsByTime as ConversionsByTime
    from .custom_away_status import CustomAwayStatus as CustomAwayStatus
    from .custom_away_status_create import CustomAwayStatusCreate as CustomAwayStatusCreate
    from .custom_away_status_update import CustomAwayStatusUpdate as CustomAwayStatusUpdate
    from .custom_field_value import CustomFieldValue as CustomFieldValue
    from .custom_metric_value import CustomMetricValue as CustomMetricValue
    from .custom_rule import CustomRule as CustomRule
    from .custom_rule_create import CustomRuleCreate as CustomRuleCreate
    from .custom_rule_update import CustomRuleUpdate as CustomRuleUpdate
    from .custom_variable import CustomVariable as CustomVariable
    from .custom_variable_create import CustomVariableCreate as CustomVariableCreate
    from .custom_variable_update import CustomVariableUpdate as CustomVariableUpdate
    from .department import Department as Department
    from .department_create import DepartmentCreate as DepartmentCreate
    from .department_update import DepartmentUpdate as DepartmentUpdate
    from .efficiency_by_agent import EfficiencyByAgent as EfficiencyByAgent
    from .efficiency_by_department import EfficiencyByDepartment as EfficiencyByDepartment
    from .efficiency_by_time import EfficiencyByTime as EfficiencyByTime
    from .efficiency_distribution import EfficiencyDistribution as EfficiencyDistribution
    from .error import Error as Error
    from .form_field import FormField as FormField
    from .group import Group as Group
    from .group_agent import GroupAgent as GroupAgent
    from .group_create import GroupCreate as GroupCreate
    from .group_update import GroupUpdate as GroupUpdate
    from .installation_code import InstallationCode as InstallationCode
    from .invitation import Invitation as Invitation
    from .invitation_frame import InvitationFrame as InvitationFrame
    from .invitation_image import InvitationImage as InvitationImage
    from .invitation_message import InvitationMessage as InvitationMessage
    from .invitation_popup import InvitationPopup as InvitationPopup
    from .invitation_update import InvitationUpdate as InvitationUpdate
    from .invitation_window import InvitationWindow as InvitationWindow
    from .invitations_by_agent import InvitationsByAgent as InvitationsByAgent
    from .invitations_by_auto_invitation import InvitationsByAutoInvitation as InvitationsByAutoInvitation
    from .invitations_by_campaign import InvitationsByCampaign as InvitationsByCampaign
    from .invitations_by_time import InvitationsByTime as InvitationsByTime
    from .ip_range import IpRange as IpRange
    from .ip_range_create import IpRangeCreate as IpRangeCreate
    from .ip_restriction import IpRestriction as IpRestriction
    from .language_text import LanguageText as LanguageText
    from .live_chat_agent import LiveChatAgent as LiveChatAgent
    from .live_chat_agent_update import LiveChatAgentUpdate as LiveChatAgentUpdate
    from .live_chat_config import LiveChatConfig as LiveChatConfig
    from .live_chat_permissions import LiveChatPermissions as LiveChatPermissions
    from .missed_and_refused_chat_page import MissedAndRefusedChatPage as MissedAndRefusedChatPage
    from .missed_or_refused_chat import MissedOrRefusedChat as MissedOrRefusedChat
    from .offline_message import OfflineMessage as OfflineMessage
    from .offline_message_by_campaign import OfflineMessageByCampaign as OfflineMessageByCampaign
    from .offline_message_by_department import OfflineMessageByDepartment as OfflineMessageByDepartment
    from .offline_message_by_time import OfflineMessageByTime as OfflineMessageByTime
    from .offline_message_by_visitor_segment import OfflineMessageByVisitorSegment as OfflineMessageByVisitorSegment
    from .offline_message_distribution import OfflineMessageDistribution as OfflineMessageDistribution
    from .offline_message_form import OfflineMessageForm as OfflineMessageForm
    from .offline_message_form_header import OfflineMessageFormHeader as OfflineMessageFormHeader
    from .offline_message_form_page import OfflineMessageFormPage as OfflineMessageFormPage
    from .offline_message_page import OfflineMessagePage as OfflineMessagePage
    from .offline_message_submitted_event import OfflineMessageSubmittedEvent as OfflineMessageSubmittedEvent
    from .partner_plan import PartnerPlan as PartnerPlan
    from .partner_site import PartnerSite as PartnerSite
    from .partner_site_contact import PartnerSiteContact as PartnerSiteContact
    from .partner_site_create import PartnerSiteCreate as PartnerSiteCreate
    from .partner_site_new_contact import PartnerSiteNewContact as PartnerSiteNewContact
    from .partner_site_page import PartnerSitePage as PartnerSitePage
    from .partner_site_update import PartnerSiteUpdate as PartnerSiteUpdate
    from .post_chat import PostChat as PostChat
    from .post_chat_survey import PostChatSurvey as PostChatSurvey
    from .pre_chat import PreChat as PreChat
    from .pre_chat_header import PreChatHeader as PreChatHeader
    from .pre_chat_social_login import PreChatSocialLogin as PreChatSocialLogin
    from .queue_by_department import QueueByDepartment as QueueByDepartment
    from .queue_by_time import QueueByTime as QueueByTime
    from .queue_distribution import QueueDistribution as QueueDistribution
    from .queue_route import QueueRoute as QueueRoute
    from .queued_visitor import QueuedVisitor as QueuedVisitor
    from .rating_by_agent import RatingByAgent as RatingByAgent
    from .rating_by_department import RatingByDepartment as RatingByDepartment
    from .rating_by_time import RatingByTime as RatingByTime
    from .rating_distribution import RatingDistribution as RatingDistribution
    from .realtime_agent import RealtimeAgent as RealtimeAgent
    from .realtime_queue import RealtimeQueue as RealtimeQueue
    from .realtime_right_now import RealtimeRightNow as RealtimeRightNow
    from .realtime_today import RealtimeToday as RealtimeToday
    from .report_period import ReportPeriod as ReportPeriod
    from .report_slot import ReportSlot as ReportSlot
    from .request_page import RequestPage as RequestPage
    from .routing_failure import RoutingFailure as RoutingFailure
    from .routing_rules import RoutingRules as RoutingRules
    from .routing_rules_update import RoutingRulesUpdate as RoutingRulesUpdate
    from .secure_form import SecureForm as SecureForm
    from .secure_form_create import SecureFormCreate as SecureFormCreate
    from .secure_form_update import SecureFormUpdate as SecureFormUpdate
    from .set_password import SetPassword as SetPassword
    from .site_profile import SiteProfile as SiteProfile
    from .site_profile_update import SiteProfileUpdate as SiteProfileUpdate
    from .status_duration import StatusDuration as StatusDuration
    from .survey_field import SurveyField as SurveyField
    from .survey_group import SurveyGroup as SurveyGroup
    from .survey_option import SurveyOption as SurveyOption
    from .survey_report import SurveyReport as SurveyReport
    from .today_agent_performance import TodayAgentPerformance as TodayAgentPerformance
    from .today_chat_overview import TodayChatOverview as TodayChatOverview
    from .today_chatbot import TodayChatbot as TodayChatbot
    from .today_service_efficiency import TodayServiceEfficiency as TodayServiceEfficiency
    from .visitor import Visitor as Visitor
    from .visitor_custom_variable import VisitorCustomVariable as VisitorCustomVariable
    from .visitor_segmentation import VisitorSegmentation as VisitorSegmentation
    from .visitor_segmentation_create import VisitorSegmentationCreate as VisitorSegmentationCreate
    from .visitor_segmentation_notification import VisitorSegmentationNotification as VisitorSegmentationNotification
    from .visitor_segmentation_update import VisitorSegmentationUpdate as VisitorSegmentationUpdate
    from .visitor_sso import VisitorSso as VisitorSso
    from .visitor_sso_campaign_options import VisitorSsoCampaignOptions as VisitorSsoCampaignOptions
    from .visitor_sso_data_mapping import VisitorSsoDataMapping as VisitorSsoDataMapping
    from .visitor_sso_update import VisitorSsoUpdate as VisitorSsoUpdate
    from .visits_by_campaign import VisitsByCampaign as VisitsByCampaign
    from .visits_by_time import VisitsByTime as VisitsByTime
    from .visits_distribution import VisitsDistribution as VisitsDistribution
    from .wait_time_by_department import WaitTimeByDepartment as WaitTimeByDepartment
    from .wait_time_by_time import WaitTimeByTime as WaitTimeByTime
    from .wait_time_distribution import WaitTimeDistribution as WaitTimeDistribution
    from .webhook import Webhook as Webhook
    from .webhook_chat import WebhookChat as WebhookChat
    from .webhook_create import WebhookCreate as WebhookCreate
    from .webhook_offline_message import WebhookOfflineMessage as WebhookOfflineMessage
    from .webhook_update import WebhookUpdate as WebhookUpdate
    from .webhook_visitor import WebhookVisitor as WebhookVisitor
    from .webhook_wrapup import WebhookWrapup as WebhookWrapup
    from .workload_by_agent import WorkloadByAgent as WorkloadByAgent
    from .workload_by_department import WorkloadByDepartment as WorkloadByDepartment
    from .workload_by_time import WorkloadByTime as WorkloadByTime
    from .workload_distribution import WorkloadDistribution as WorkloadDistribution
    from .wrapup_completion_by_agent import WrapupCompletionByAgent as WrapupCompletionByAgent
    from .wrapup_completion_by_department import WrapupCompletionByDepartment as WrapupCompletionByDepartment
    from .wrapup_completion_by_time import WrapupCompletionByTime as WrapupCompletionByTime

_MODULES: dict[str, str] = {
    "AccountPermissions": "account_permissions",
    "Agent": "agent",
    "AgentChat": "agent_chat",
    "AgentChatList": "agent_chat_list",
    "AgentChatMessage": "agent_chat_message",
    "AgentCreate": "agent_create",
    "AgentPage": "agent_page",
    "AgentPerformanceByAgent": "agent_performance_by_agent",
    "AgentPerformanceByDepartment": "agent_performance_by_department",
    "AgentPerformanceByTime": "agent_performance_by_time",
    "AgentPermissions": "agent_permissions",
    "AgentSelfUpdate": "agent_self_update",
    "AgentStatusChange": "agent_status_change",
    "AgentStatusLog": "agent_status_log",
    "AgentUpdate": "agent_update",
    "ApiConversion": "api_conversion",
    "ApiConversionResult": "api_conversion_result",
    "Attachment": "attachment",
    "AuditLog": "audit_log",
    "AuditLogPage": "audit_log_page",
    "AutoAllocation": "auto_allocation",
    "AutoInvitation": "auto_invitation",
    "AutoInvitationCreate": "auto_invitation_create",
    "AutoInvitationUpdate": "auto_invitation_update",
    "AvailabilityByAgent": "availability_by_agent",
    "AvailabilityByDepartment": "availability_by_department",
    "AvailabilityByTime": "availability_by_time",
    "AvailabilityStatus": "availability_status",
    "Ban": "ban",
    "BanCreate": "ban_create",
    "BanUpdate": "ban_update",
    "Campaign": "campaign",
    "CampaignCreate": "campaign_create",
    "CampaignLanguage": "campaign_language",
    "CampaignUpdate": "campaign_update",
    "CannedMessage": "canned_message",
    "CannedMessageCategory": "canned_message_category",
    "CannedMessageCategoryCreate": "canned_message_category_create",
    "CannedMessageCategoryUpdate": "canned_message_category_update",
    "CannedMessageCreate": "canned_message_create",
    "CannedMessageUpdate": "canned_message_update",
    "CannedMessageUsage": "canned_message_usage",
    "ChangePassword": "change_password",
    "Chat": "chat",
    "ChatAgent": "chat_agent",
    "ChatButton": "chat_button",
    "ChatButtonAdaptive": "chat_button_adaptive",
    "ChatButtonImage": "chat_button_image",
    "ChatButtonMobile": "chat_button_mobile",
    "ChatButtonPosition": "chat_button_position",
    "ChatButtonTextLink": "chat_button_text_link",
    "ChatCondition": "chat_condition",
    "ChatCustomVariable": "chat_custom_variable",
    "ChatEndedEvent": "chat_ended_event",
    "ChatIds": "chat_ids",
    "ChatMessage": "chat_message",
    "ChatPage": "chat_page",
    "ChatRequestedEvent": "chat_requested_event",
    "ChatSourceByDepartment": "chat_source_by_department",
    "ChatSourceByTime": "chat_source_by_time",
    "ChatSourceDistribution": "chat_source_distribution",
    "ChatStartedEvent": "chat_started_event",
    "ChatTransferByDepartment": "chat_transfer_by_department",
    "ChatTransferByTime": "chat_transfer_by_time",
    "ChatTransferredEvent": "chat_transferred_event",
    "ChatVolumeByCampaign": "chat_volume_by_campaign",
    "ChatVolumeByDepartment": "chat_volume_by_department",
    "ChatVolumeByTime": "chat_volume_by_time",
    "ChatVolumeByVisitorSegment": "chat_volume_by_visitor_segment",
    "ChatVolumeDistribution": "chat_volume_distribution",
    "ChatWindow": "chat_window",
    "ChatWindowAdvanced": "chat_window_advanced",
    "ChatWindowAgentInfo": "chat_window_agent_info",
    "ChatWindowAvatarAndLogo": "chat_window_avatar_and_logo",
    "ChatWindowBanner": "chat_window_banner",
    "ChatWindowBody": "chat_window_body",
    "ChatWindowEmail": "chat_window_email",
    "ChatWindowHeader": "chat_window_header",
    "ChatWindowOptions": "chat_window_options",
    "ChatWindowPopup": "chat_window_popup",
    "ChatWrappedUpEvent": "chat_wrapped_up_event",
    "ChatWrapup": "chat_wrapup",
    "ChatWrapupCategory": "chat_wrapup_category",
    "Condition": "condition",
    "Conditions": "conditions",
    "ConversionAction": "conversion_action",
    "ConversionActionCreate": "conversion_action_create",
    "ConversionActionUpdate": "conversion_action_update",
    "ConversionsByAction": "conversions_by_action",
    "ConversionsByAgent": "conversions_by_agent",
    "ConversionsByDepartment": "conversions_by_department",
    "ConversionsByTime": "conversions_by_time",
    "CustomAwayStatus": "custom_away_status",
    "CustomAwayStatusCreate": "custom_away_status_create",
    "CustomAwayStatusUpdate": "custom_away_status_update",
    "CustomFieldValue": "custom_field_value",
    "CustomMetricValue": "custom_metric_value",
    "CustomRule": "custom_rule",
    "CustomRuleCreate": "custom_rule_create",
    "CustomRuleUpdate": "custom_rule_update",
    "CustomVariable": "custom_variable",
    "CustomVariableCreate": "custom_variable_create",
    "CustomVariableUpdate": "custom_variable_update",
    "Department": "department",
    "DepartmentCreate": "department_create",
    "DepartmentUpdate": "department_update",
    "EfficiencyByAgent": "efficiency_by_agent",
    "EfficiencyByDepartment": "efficiency_by_department",
    "EfficiencyByTime": "efficiency_by_time",
    "EfficiencyDistribution": "efficiency_distribution",
    "Error": "error",
    "FormField": "form_field",
    "Group": "group",
    "GroupAgent": "group_agent",
    "GroupCreate": "group_create",
    "GroupUpdate": "group_update",
    "InstallationCode": "installation_code",
    "Invitation": "invitation",
    "InvitationFrame": "invitation_frame",
    "InvitationImage": "invitation_image",
    "InvitationMessage": "invitation_message",
    "InvitationPopup": "invitation_popup",
    "InvitationUpdate": "invitation_update",
    "InvitationWindow": "invitation_window",
    "InvitationsByAgent": "invitations_by_agent",
    "InvitationsByAutoInvitation": "invitations_by_auto_invitation",
    "InvitationsByCampaign": "invitations_by_campaign",
    "InvitationsByTime": "invitations_by_time",
    "IpRange": "ip_range",
    "IpRangeCreate": "ip_range_create",
    "IpRestriction": "ip_restriction",
    "LanguageText": "language_text",
    "LiveChatAgent": "live_chat_agent",
    "LiveChatAgentUpdate": "live_chat_agent_update",
    "LiveChatConfig": "live_chat_config",
    "LiveChatPermissions": "live_chat_permissions",
    "MissedAndRefusedChatPage": "missed_and_refused_chat_page",
    "MissedOrRefusedChat": "missed_or_refused_chat",
    "OfflineMessage": "offline_message",
    "OfflineMessageByCampaign": "offline_message_by_campaign",
    "OfflineMessageByDepartment": "offline_message_by_department",
    "OfflineMessageByTime": "offline_message_by_time",
    "OfflineMessageByVisitorSegment": "offline_message_by_visitor_segment",
    "OfflineMessageDistribution": "offline_message_distribution",
    "OfflineMessageForm": "offline_message_form",
    "OfflineMessageFormHeader": "offline_message_form_header",
    "OfflineMessageFormPage": "offline_message_form_page",
    "OfflineMessagePage": "offline_message_page",
    "OfflineMessageSubmittedEvent": "offline_message_submitted_event",
    "PartnerPlan": "partner_plan",
    "PartnerSite": "partner_site",
    "PartnerSiteContact": "partner_site_contact",
    "PartnerSiteCreate": "partner_site_create",
    "PartnerSiteNewContact": "partner_site_new_contact",
    "PartnerSitePage": "partner_site_page",
    "PartnerSiteUpdate": "partner_site_update",
    "PostChat": "post_chat",
    "PostChatSurvey": "post_chat_survey",
    "PreChat": "pre_chat",
    "PreChatHeader": "pre_chat_header",
    "PreChatSocialLogin": "pre_chat_social_login",
    "QueueByDepartment": "queue_by_department",
    "QueueByTime": "queue_by_time",
    "QueueDistribution": "queue_distribution",
    "QueueRoute": "queue_route",
    "QueuedVisitor": "queued_visitor",
    "RatingByAgent": "rating_by_agent",
    "RatingByDepartment": "rating_by_department",
    "RatingByTime": "rating_by_time",
    "RatingDistribution": "rating_distribution",
    "RealtimeAgent": "realtime_agent",
    "RealtimeQueue": "realtime_queue",
    "RealtimeRightNow": "realtime_right_now",
    "RealtimeToday": "realtime_today",
    "ReportPeriod": "report_period",
    "ReportSlot": "report_slot",
    "RequestPage": "request_page",
    "RoutingFailure": "routing_failure",
    "RoutingRules": "routing_rules",
    "RoutingRulesUpdate": "routing_rules_update",
    "SecureForm": "secure_form",
    "SecureFormCreate": "secure_form_create",
    "SecureFormUpdate": "secure_form_update",
    "SetPassword": "set_password",
    "SiteProfile": "site_profile",
    "SiteProfileUpdate": "site_profile_update",
    "StatusDuration": "status_duration",
    "SurveyField": "survey_field",
    "SurveyGroup": "survey_group",
    "SurveyOption": "survey_option",
    "SurveyReport": "survey_report",
    "TodayAgentPerformance": "today_agent_performance",
    "TodayChatOverview": "today_chat_overview",
    "TodayChatbot": "today_chatbot",
    "TodayServiceEfficiency": "today_service_efficiency",
    "Visitor": "visitor",
    "VisitorCustomVariable": "visitor_custom_variable",
    "VisitorSegmentation": "visitor_segmentation",
    "VisitorSegmentationCreate": "visitor_segmentation_create",
    "VisitorSegmentationNotification": "visitor_segmentation_notification",
    "VisitorSegmentationUpdate": "visitor_segmentation_update",
    "VisitorSso": "visitor_sso",
    "VisitorSsoCampaignOptions": "visitor_sso_campaign_options",
    "VisitorSsoDataMapping": "visitor_sso_data_mapping",
    "VisitorSsoUpdate": "visitor_sso_update",
    "VisitsByCampaign": "visits_by_campaign",
    "VisitsByTime": "visits_by_time",
    "VisitsDistribution": "visits_distribution",
    "WaitTimeByDepartment": "wait_time_by_department",
    "WaitTimeByTime": "wait_time_by_time",
    "WaitTimeDistribution": "wait_time_distribution",
    "Webhook": "webhook",
    "WebhookChat": "webhook_chat",
    "WebhookCreate": "webhook_create",
    "WebhookOfflineMessage": "webhook_offline_message",
    "WebhookUpdate": "webhook_update",
    "WebhookVisitor": "webhook_visitor",
    "WebhookWrapup": "webhook_wrapup",
    "WorkloadByAgent": "workload_by_agent",
    "WorkloadByDepartment": "workload_by_department",
    "WorkloadByTime": "workload_by_time",
    "WorkloadDistribution": "workload_distribution",
    "WrapupCompletionByAgent": "wrapup_completion_by_agent",
    "WrapupCompletionByDepartment": "wrapup_completion_by_department",
    "WrapupCompletionByTime": "wrapup_completion_by_time",
}

__all__ = [
    "AccountPermissions",
    "Agent",
    "AgentChat",
    "AgentChatList",
    "AgentChatMessage",
    "AgentCreate",
    "AgentPage",
    "AgentPerformanceByAgent",
    "AgentPerformanceByDepartment",
    "AgentPerformanceByTime",
    "AgentPermissions",
    "AgentSelfUpdate",
    "AgentStatusChange",
    "AgentStatusLog",
    "AgentUpdate",
    "ApiConversion",
    "ApiConversionResult",
    "Attachment",
    "AuditLog",
    "AuditLogPage",
    "AutoAllocation",
    "AutoInvitation",
    "AutoInvitationCreate",
    "AutoInvitationUpdate",
    "AvailabilityByAgent",
    "AvailabilityByDepartment",
    "AvailabilityByTime",
    "AvailabilityStatus",
    "Ban",
    "BanCreate",
    "BanUpdate",
    "Campaign",
    "CampaignCreate",
    "CampaignLanguage",
    "CampaignUpdate",
    "CannedMessage",
    "CannedMessageCategory",
    "CannedMessageCategoryCreate",
    "CannedMessageCategoryUpdate",
    "CannedMessageCreate",
    "CannedMessageUpdate",
    "CannedMessageUsage",
    "ChangePassword",
    "Chat",
    "ChatAgent",
    "ChatButton",
    "ChatButtonAdaptive",
    "ChatButtonImage",
    "ChatButtonMobile",
    "ChatButtonPosition",
    "ChatButtonTextLink",
    "ChatCondition",
    "ChatCustomVariable",
    "ChatEndedEvent",
    "ChatIds",
    "ChatMessage",
    "ChatPage",
    "ChatRequestedEvent",
    "ChatSourceByDepartment",
    "ChatSourceByTime",
    "ChatSourceDistribution",
    "ChatStartedEvent",
    "ChatTransferByDepartment",
    "ChatTransferByTime",
    "ChatTransferredEvent",
    "ChatVolumeByCampaign",
    "ChatVolumeByDepartment",
    "ChatVolumeByTime",
    "ChatVolumeByVisitorSegment",
    "ChatVolumeDistribution",
    "ChatWindow",
    "ChatWindowAdvanced",
    "ChatWindowAgentInfo",
    "ChatWindowAvatarAndLogo",
    "ChatWindowBanner",
    "ChatWindowBody",
    "ChatWindowEmail",
    "ChatWindowHeader",
    "ChatWindowOptions",
    "ChatWindowPopup",
    "ChatWrappedUpEvent",
    "ChatWrapup",
    "ChatWrapupCategory",
    "Condition",
    "Conditions",
    "ConversionAction",
    "ConversionActionCreate",
    "ConversionActionUpdate",
    "ConversionsByAction",
    "ConversionsByAgent",
    "ConversionsByDepartment",
    "ConversionsByTime",
    "CustomAwayStatus",
    "CustomAwayStatusCreate",
    "CustomAwayStatusUpdate",
    "CustomFieldValue",
    "CustomMetricValue",
    "CustomRule",
    "CustomRuleCreate",
    "CustomRuleUpdate",
    "CustomVariable",
    "CustomVariableCreate",
    "CustomVariableUpdate",
    "Department",
    "DepartmentCreate",
    "DepartmentUpdate",
    "EfficiencyByAgent",
    "EfficiencyByDepartment",
    "EfficiencyByTime",
    "EfficiencyDistribution",
    "Error",
    "FormField",
    "Group",
    "GroupAgent",
    "GroupCreate",
    "GroupUpdate",
    "InstallationCode",
    "Invitation",
    "InvitationFrame",
    "InvitationImage",
    "InvitationMessage",
    "InvitationPopup",
    "InvitationUpdate",
    "InvitationWindow",
    "InvitationsByAgent",
    "InvitationsByAutoInvitation",
    "InvitationsByCampaign",
    "InvitationsByTime",
    "IpRange",
    "IpRangeCreate",
    "IpRestriction",
    "LanguageText",
    "LiveChatAgent",
    "LiveChatAgentUpdate",
    "LiveChatConfig",
    "LiveChatPermissions",
    "MissedAndRefusedChatPage",
    "MissedOrRefusedChat",
    "OfflineMessage",
    "OfflineMessageByCampaign",
    "OfflineMessageByDepartment",
    "OfflineMessageByTime",
    "OfflineMessageByVisitorSegment",
    "OfflineMessageDistribution",
    "OfflineMessageForm",
    "OfflineMessageFormHeader",
    "OfflineMessageFormPage",
    "OfflineMessagePage",
    "OfflineMessageSubmittedEvent",
    "PartnerPlan",
    "PartnerSite",
    "PartnerSiteContact",
    "PartnerSiteCreate",
    "PartnerSiteNewContact",
    "PartnerSitePage",
    "PartnerSiteUpdate",
    "PostChat",
    "PostChatSurvey",
    "PreChat",
    "PreChatHeader",
    "PreChatSocialLogin",
    "QueueByDepartment",
    "QueueByTime",
    "QueueDistribution",
    "QueueRoute",
    "QueuedVisitor",
    "RatingByAgent",
    "RatingByDepartment",
    "RatingByTime",
    "RatingDistribution",
    "RealtimeAgent",
    "RealtimeQueue",
    "RealtimeRightNow",
    "RealtimeToday",
    "ReportPeriod",
    "ReportSlot",
    "RequestPage",
    "RoutingFailure",
    "RoutingRules",
    "RoutingRulesUpdate",
    "SecureForm",
    "SecureFormCreate",
    "SecureFormUpdate",
    "SetPassword",
    "SiteProfile",
    "SiteProfileUpdate",
    "StatusDuration",
    "SurveyField",
    "SurveyGroup",
    "SurveyOption",
    "SurveyReport",
    "TodayAgentPerformance",
    "TodayChatOverview",
    "TodayChatbot",
    "TodayServiceEfficiency",
    "Visitor",
    "VisitorCustomVariable",
    "VisitorSegmentation",
    "VisitorSegmentationCreate",
    "VisitorSegmentationNotification",
    "VisitorSegmentationUpdate",
    "VisitorSso",
    "VisitorSsoCampaignOptions",
    "VisitorSsoDataMapping",
    "VisitorSsoUpdate",
    "VisitsByCampaign",
    "VisitsByTime",
    "VisitsDistribution",
    "WaitTimeByDepartment",
    "WaitTimeByTime",
    "WaitTimeDistribution",
    "Webhook",
    "WebhookChat",
    "WebhookCreate",
    "WebhookOfflineMessage",
    "WebhookUpdate",
    "WebhookVisitor",
    "WebhookWrapup",
    "WorkloadByAgent",
    "WorkloadByDepartment",
    "WorkloadByTime",
    "WorkloadDistribution",
    "WrapupCompletionByAgent",
    "WrapupCompletionByDepartment",
    "WrapupCompletionByTime",
]


if not TYPE_CHECKING:  # type checkers know the names above, and report all others

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
