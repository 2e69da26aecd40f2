"""The resource ``client.reports``."""

from __future__ import annotations

import builtins
import datetime
import functools
from typing import TYPE_CHECKING, Literal, overload

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import (
        AgentPerformanceByAgent,
        AgentPerformanceByDepartment,
        AgentPerformanceByTime,
        AgentStatusLog,
        AvailabilityByAgent,
        AvailabilityByDepartment,
        AvailabilityByTime,
        CannedMessageUsage,
        ChatSourceByDepartment,
        ChatSourceByTime,
        ChatSourceDistribution,
        ChatTransferByDepartment,
        ChatTransferByTime,
        ChatVolumeByCampaign,
        ChatVolumeByDepartment,
        ChatVolumeByTime,
        ChatVolumeByVisitorSegment,
        ChatVolumeDistribution,
        ConversionsByAction,
        ConversionsByAgent,
        ConversionsByDepartment,
        ConversionsByTime,
        EfficiencyByAgent,
        EfficiencyByDepartment,
        EfficiencyByTime,
        EfficiencyDistribution,
        InvitationsByAgent,
        InvitationsByAutoInvitation,
        InvitationsByCampaign,
        InvitationsByTime,
        OfflineMessageByCampaign,
        OfflineMessageByDepartment,
        OfflineMessageByTime,
        OfflineMessageByVisitorSegment,
        OfflineMessageDistribution,
        QueueByDepartment,
        QueueByTime,
        QueueDistribution,
        RatingByAgent,
        RatingByDepartment,
        RatingByTime,
        RatingDistribution,
        RequestPage,
        SurveyReport,
        VisitsByCampaign,
        VisitsByTime,
        VisitsDistribution,
        WaitTimeByDepartment,
        WaitTimeByTime,
        WaitTimeDistribution,
        WorkloadByAgent,
        WorkloadByDepartment,
        WorkloadByTime,
        WorkloadDistribution,
        WrapupCompletionByAgent,
        WrapupCompletionByDepartment,
        WrapupCompletionByTime,
    )
    from .realtime import AsyncRealtime, Realtime

__all__ = ["AsyncReports", "Reports"]

_CHAT_VOLUME: Operation[
    list[ChatVolumeByTime]
    | list[ChatVolumeDistribution]
    | list[ChatVolumeByCampaign]
    | list[ChatVolumeByDepartment]
    | list[ChatVolumeByVisitorSegment]
] = Operation(
    "reports.chat_volume",
    "GET",
    "/api/v2/livechat/reports/chatVolume",
    decode=list_of(model("ChatVolumeByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("ChatVolumeByTime")),
        "day": list_of(model("ChatVolumeByTime")),
        "week": list_of(model("ChatVolumeByTime")),
        "month": list_of(model("ChatVolumeByTime")),
        "24*7distribution": list_of(model("ChatVolumeDistribution")),
        "halfhourdistribution": list_of(model("ChatVolumeDistribution")),
        "campaign": list_of(model("ChatVolumeByCampaign")),
        "department": list_of(model("ChatVolumeByDepartment")),
        "visitorsegment": list_of(model("ChatVolumeByVisitorSegment")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_VISITS: Operation[list[VisitsByTime] | list[VisitsDistribution] | list[VisitsByCampaign]] = Operation(
    "reports.visits",
    "GET",
    "/api/v2/livechat/reports/visits",
    decode=list_of(model("VisitsByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("VisitsByTime")),
        "day": list_of(model("VisitsByTime")),
        "week": list_of(model("VisitsByTime")),
        "month": list_of(model("VisitsByTime")),
        "24*7distribution": list_of(model("VisitsDistribution")),
        "halfhourdistribution": list_of(model("VisitsDistribution")),
        "campaign": list_of(model("VisitsByCampaign")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_CHAT_SOURCE: Operation[list[ChatSourceByTime] | list[ChatSourceDistribution] | list[ChatSourceByDepartment]] = (
    Operation(
        "reports.chat_source",
        "GET",
        "/api/v2/livechat/reports/chatSource",
        decode=list_of(model("ChatSourceByTime")),
        shaped_by="group",
        shapes={
            "hour": list_of(model("ChatSourceByTime")),
            "day": list_of(model("ChatSourceByTime")),
            "week": list_of(model("ChatSourceByTime")),
            "month": list_of(model("ChatSourceByTime")),
            "24*7distribution": list_of(model("ChatSourceDistribution")),
            "halfhourdistribution": list_of(model("ChatSourceDistribution")),
            "department": list_of(model("ChatSourceByDepartment")),
        },
        times={"timeFrom": "timezone", "timeTo": "timezone"},
    )
)
_CHAT_SOURCE_REQUEST_PAGE: Operation[list[RequestPage]] = Operation(
    "reports.chat_source_request_page",
    "GET",
    "/api/v2/livechat/reports/chatSource/requestPage",
    decode=list_of(model("RequestPage")),
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_QUEUE: Operation[list[QueueByTime] | list[QueueDistribution] | list[QueueByDepartment]] = Operation(
    "reports.queue",
    "GET",
    "/api/v2/livechat/reports/queue",
    decode=list_of(model("QueueByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("QueueByTime")),
        "day": list_of(model("QueueByTime")),
        "week": list_of(model("QueueByTime")),
        "month": list_of(model("QueueByTime")),
        "24*7distribution": list_of(model("QueueDistribution")),
        "halfhourdistribution": list_of(model("QueueDistribution")),
        "department": list_of(model("QueueByDepartment")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_WAIT_TIME: Operation[list[WaitTimeByTime] | list[WaitTimeDistribution] | list[WaitTimeByDepartment]] = Operation(
    "reports.wait_time",
    "GET",
    "/api/v2/livechat/reports/waitTime",
    decode=list_of(model("WaitTimeByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("WaitTimeByTime")),
        "day": list_of(model("WaitTimeByTime")),
        "week": list_of(model("WaitTimeByTime")),
        "month": list_of(model("WaitTimeByTime")),
        "24*7distribution": list_of(model("WaitTimeDistribution")),
        "halfhourdistribution": list_of(model("WaitTimeDistribution")),
        "department": list_of(model("WaitTimeByDepartment")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_CHAT_TRANSFER: Operation[list[ChatTransferByTime] | list[ChatTransferByDepartment]] = Operation(
    "reports.chat_transfer",
    "GET",
    "/api/v2/livechat/reports/chatTransfer",
    decode=list_of(model("ChatTransferByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("ChatTransferByTime")),
        "day": list_of(model("ChatTransferByTime")),
        "week": list_of(model("ChatTransferByTime")),
        "month": list_of(model("ChatTransferByTime")),
        "department": list_of(model("ChatTransferByDepartment")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_AVAILABILITY: Operation[list[AvailabilityByTime] | list[AvailabilityByAgent] | list[AvailabilityByDepartment]] = (
    Operation(
        "reports.availability",
        "GET",
        "/api/v2/livechat/reports/availability",
        decode=list_of(model("AvailabilityByTime")),
        shaped_by="group",
        shapes={
            "hour": list_of(model("AvailabilityByTime")),
            "day": list_of(model("AvailabilityByTime")),
            "week": list_of(model("AvailabilityByTime")),
            "month": list_of(model("AvailabilityByTime")),
            "agent": list_of(model("AvailabilityByAgent")),
            "department": list_of(model("AvailabilityByDepartment")),
        },
        times={"timeFrom": "timezone", "timeTo": "timezone"},
    )
)
_AGENT_STATUS: Operation[list[AgentStatusLog]] = Operation(
    "reports.agent_status",
    "GET",
    "/api/v2/livechat/reports/agentStatus",
    decode=list_of(model("AgentStatusLog")),
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_AGENT_PERFORMANCE: Operation[
    list[AgentPerformanceByTime] | list[AgentPerformanceByAgent] | list[AgentPerformanceByDepartment]
] = Operation(
    "reports.agent_performance",
    "GET",
    "/api/v2/livechat/reports/agentPerformance",
    decode=list_of(model("AgentPerformanceByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("AgentPerformanceByTime")),
        "day": list_of(model("AgentPerformanceByTime")),
        "week": list_of(model("AgentPerformanceByTime")),
        "month": list_of(model("AgentPerformanceByTime")),
        "agent": list_of(model("AgentPerformanceByAgent")),
        "department": list_of(model("AgentPerformanceByDepartment")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_WORKLOAD: Operation[
    list[WorkloadByTime] | list[WorkloadDistribution] | list[WorkloadByDepartment] | list[WorkloadByAgent]
] = Operation(
    "reports.workload",
    "GET",
    "/api/v2/livechat/reports/workload",
    decode=list_of(model("WorkloadByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("WorkloadByTime")),
        "day": list_of(model("WorkloadByTime")),
        "week": list_of(model("WorkloadByTime")),
        "month": list_of(model("WorkloadByTime")),
        "24*7distribution": list_of(model("WorkloadDistribution")),
        "halfhourdistribution": list_of(model("WorkloadDistribution")),
        "department": list_of(model("WorkloadByDepartment")),
        "agent": list_of(model("WorkloadByAgent")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_EFFICIENCY: Operation[
    list[EfficiencyByTime] | list[EfficiencyDistribution] | list[EfficiencyByDepartment] | list[EfficiencyByAgent]
] = Operation(
    "reports.efficiency",
    "GET",
    "/api/v2/livechat/reports/efficiency",
    decode=list_of(model("EfficiencyByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("EfficiencyByTime")),
        "day": list_of(model("EfficiencyByTime")),
        "week": list_of(model("EfficiencyByTime")),
        "month": list_of(model("EfficiencyByTime")),
        "24*7distribution": list_of(model("EfficiencyDistribution")),
        "halfhourdistribution": list_of(model("EfficiencyDistribution")),
        "department": list_of(model("EfficiencyByDepartment")),
        "agent": list_of(model("EfficiencyByAgent")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_RATING: Operation[list[RatingByTime] | list[RatingDistribution] | list[RatingByAgent] | list[RatingByDepartment]] = (
    Operation(
        "reports.rating",
        "GET",
        "/api/v2/livechat/reports/rating",
        decode=list_of(model("RatingByTime")),
        shaped_by="group",
        shapes={
            "hour": list_of(model("RatingByTime")),
            "day": list_of(model("RatingByTime")),
            "week": list_of(model("RatingByTime")),
            "month": list_of(model("RatingByTime")),
            "24*7distribution": list_of(model("RatingDistribution")),
            "halfhourdistribution": list_of(model("RatingDistribution")),
            "agent": list_of(model("RatingByAgent")),
            "department": list_of(model("RatingByDepartment")),
        },
        times={"timeFrom": "timezone", "timeTo": "timezone"},
    )
)
_POST_CHAT_SURVEY: Operation[list[SurveyReport]] = Operation(
    "reports.post_chat_survey",
    "GET",
    "/api/v2/livechat/reports/postChatSurvey",
    decode=list_of(model("SurveyReport")),
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_PRE_CHAT_SURVEY: Operation[list[SurveyReport]] = Operation(
    "reports.pre_chat_survey",
    "GET",
    "/api/v2/livechat/reports/prechatSurvey",
    decode=list_of(model("SurveyReport")),
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_WRAPUP_SURVEY: Operation[list[SurveyReport]] = Operation(
    "reports.wrapup_survey",
    "GET",
    "/api/v2/livechat/reports/wrapup/survey",
    decode=list_of(model("SurveyReport")),
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_WRAPUP_COMPLETION: Operation[
    list[WrapupCompletionByTime] | list[WrapupCompletionByAgent] | list[WrapupCompletionByDepartment]
] = Operation(
    "reports.wrapup_completion",
    "GET",
    "/api/v2/livechat/reports/wrapup/completion",
    decode=list_of(model("WrapupCompletionByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("WrapupCompletionByTime")),
        "day": list_of(model("WrapupCompletionByTime")),
        "week": list_of(model("WrapupCompletionByTime")),
        "month": list_of(model("WrapupCompletionByTime")),
        "agent": list_of(model("WrapupCompletionByAgent")),
        "department": list_of(model("WrapupCompletionByDepartment")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_CONVERSIONS: Operation[
    list[ConversionsByTime] | list[ConversionsByDepartment] | list[ConversionsByAgent] | list[ConversionsByAction]
] = Operation(
    "reports.conversions",
    "GET",
    "/api/v2/livechat/reports/conversions",
    decode=list_of(model("ConversionsByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("ConversionsByTime")),
        "day": list_of(model("ConversionsByTime")),
        "week": list_of(model("ConversionsByTime")),
        "month": list_of(model("ConversionsByTime")),
        "department": list_of(model("ConversionsByDepartment")),
        "agent": list_of(model("ConversionsByAgent")),
        "conversionaction": list_of(model("ConversionsByAction")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_MANUAL_INVITATION: Operation[list[InvitationsByTime] | list[InvitationsByAgent]] = Operation(
    "reports.manual_invitation",
    "GET",
    "/api/v2/livechat/reports/manualInvitation",
    decode=list_of(model("InvitationsByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("InvitationsByTime")),
        "day": list_of(model("InvitationsByTime")),
        "week": list_of(model("InvitationsByTime")),
        "month": list_of(model("InvitationsByTime")),
        "agent": list_of(model("InvitationsByAgent")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_AUTO_INVITATION: Operation[
    list[InvitationsByTime] | list[InvitationsByCampaign] | list[InvitationsByAutoInvitation]
] = Operation(
    "reports.auto_invitation",
    "GET",
    "/api/v2/livechat/reports/autoInvitation",
    decode=list_of(model("InvitationsByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("InvitationsByTime")),
        "day": list_of(model("InvitationsByTime")),
        "week": list_of(model("InvitationsByTime")),
        "month": list_of(model("InvitationsByTime")),
        "campaign": list_of(model("InvitationsByCampaign")),
        "autoinvitation": list_of(model("InvitationsByAutoInvitation")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_OFFLINE_MESSAGE: Operation[
    list[OfflineMessageByTime]
    | list[OfflineMessageDistribution]
    | list[OfflineMessageByDepartment]
    | list[OfflineMessageByCampaign]
    | list[OfflineMessageByVisitorSegment]
] = Operation(
    "reports.offline_message",
    "GET",
    "/api/v2/livechat/reports/offlineMessage",
    decode=list_of(model("OfflineMessageByTime")),
    shaped_by="group",
    shapes={
        "hour": list_of(model("OfflineMessageByTime")),
        "day": list_of(model("OfflineMessageByTime")),
        "week": list_of(model("OfflineMessageByTime")),
        "month": list_of(model("OfflineMessageByTime")),
        "24*7distribution": list_of(model("OfflineMessageDistribution")),
        "halfhourdistribution": list_of(model("OfflineMessageDistribution")),
        "department": list_of(model("OfflineMessageByDepartment")),
        "campaign": list_of(model("OfflineMessageByCampaign")),
        "visitorsegment": list_of(model("OfflineMessageByVisitorSegment")),
    },
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_CANNED_MESSAGE: Operation[list[CannedMessageUsage]] = Operation(
    "reports.canned_message",
    "GET",
    "/api/v2/livechat/reports/cannedMessage",
    decode=list_of(model("CannedMessageUsage")),
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)


class Reports(Resource):
    """Reports. What happened in a period of time, in rows about hours, days, agents, departments and so on. Counts
    are numbers that may have decimals. A report that the site's edition does not have is refused with status
    403.

    Every method accepts ``timeout``, in seconds, which replaces the client's for one call.

    Raises:
        ConfigurationError: An argument cannot be sent.
        APIConnectionError: No response was received; it is an APITimeoutError if time ran out.
        APIResponseError: The status reports success, but the body cannot be read.
        BadRequestError: The request is malformed: a parameter is missing, has the wrong type or is out of range.
        UnauthorizedError: The credentials are missing, wrong or expired: an unknown e-mail address, a wrong API key, an
            invalid access token.
        ForbiddenError: The credentials are valid, but the agent lacks the permission, or the daily request limit is
            exhausted.
        InternalServerError: The server failed.
        OAuthError: An access token could not be obtained or refreshed.
    """

    @functools.cached_property
    def realtime(self) -> Realtime:
        """What happens at the moment, and what has happened on the current day."""
        from .realtime import Realtime

        return Realtime(self._client)

    @functools.cached_property
    def with_raw_response(self) -> ReportsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return ReportsWithRawResponse(self._client)

    @overload
    def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeByTime]: ...

    @overload
    def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeDistribution]: ...

    @overload
    def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["campaign"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeByCampaign]: ...

    @overload
    def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeByDepartment]: ...

    @overload
    def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["visitorSegment"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeByVisitorSegment]: ...

    @overload
    def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ChatVolumeByTime]
        | builtins.list[ChatVolumeDistribution]
        | builtins.list[ChatVolumeByCampaign]
        | builtins.list[ChatVolumeByDepartment]
        | builtins.list[ChatVolumeByVisitorSegment]
    ): ...

    def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour",
            "day",
            "week",
            "month",
            "24*7Distribution",
            "halfHourDistribution",
            "campaign",
            "department",
            "visitorSegment",
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ChatVolumeByTime]
        | builtins.list[ChatVolumeDistribution]
        | builtins.list[ChatVolumeByCampaign]
        | builtins.list[ChatVolumeByDepartment]
        | builtins.list[ChatVolumeByVisitorSegment]
    ):
        """Report the chat volume.

        How many chats visitors requested, and how many of them took place.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:94-156
        """
        return self._send(
            _CHAT_VOLUME,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsByTime]: ...

    @overload
    def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsDistribution]: ...

    @overload
    def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["campaign"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsByCampaign]: ...

    @overload
    def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsByTime] | builtins.list[VisitsDistribution] | builtins.list[VisitsByCampaign]: ...

    def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "campaign"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsByTime] | builtins.list[VisitsDistribution] | builtins.list[VisitsByCampaign]:
        """Report the visits.

        How many visits to the website there were.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:170-222
        """
        return self._send(
            _VISITS,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatSourceByTime]: ...

    @overload
    def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatSourceDistribution]: ...

    @overload
    def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatSourceByDepartment]: ...

    @overload
    def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ChatSourceByTime] | builtins.list[ChatSourceDistribution] | builtins.list[ChatSourceByDepartment]
    ): ...

    def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ChatSourceByTime] | builtins.list[ChatSourceDistribution] | builtins.list[ChatSourceByDepartment]
    ):
        """Report what chats began with.

        How many chats visitors requested, and how many began with an invitation. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:236-297
        """
        return self._send(
            _CHAT_SOURCE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    def chat_source_request_page(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RequestPage]:
        """Report the pages where chats were requested.

        On which pages visitors requested chats. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            timezone: The offset of local times from UTC.

        Source: reports.md:311-348
        """
        return self._send(
            _CHAT_SOURCE_REQUEST_PAGE,
            query={"timeFrom": time_from, "timeTo": time_to, "timezone": timezone},
            timeout=timeout,
        )

    @overload
    def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueByTime]: ...

    @overload
    def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueDistribution]: ...

    @overload
    def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueByDepartment]: ...

    @overload
    def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueByTime] | builtins.list[QueueDistribution] | builtins.list[QueueByDepartment]: ...

    def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueByTime] | builtins.list[QueueDistribution] | builtins.list[QueueByDepartment]:
        """Report the queue.

        How many chat requests waited in the queue, and how visitors left it. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:364-431
        """
        return self._send(
            _QUEUE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeByTime]: ...

    @overload
    def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeDistribution]: ...

    @overload
    def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeByDepartment]: ...

    @overload
    def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeByTime] | builtins.list[WaitTimeDistribution] | builtins.list[WaitTimeByDepartment]: ...

    def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeByTime] | builtins.list[WaitTimeDistribution] | builtins.list[WaitTimeByDepartment]:
        """Report the waiting times.

        How long visitors waited in the queue. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:446-507
        """
        return self._send(
            _WAIT_TIME,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def chat_transfer(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatTransferByTime]: ...

    @overload
    def chat_transfer(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatTransferByDepartment]: ...

    @overload
    def chat_transfer(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatTransferByTime] | builtins.list[ChatTransferByDepartment]: ...

    def chat_transfer(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatTransferByTime] | builtins.list[ChatTransferByDepartment]:
        """Report the transfers of chats.

        How many chats were transferred to another agent or department. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:522-578
        """
        return self._send(
            _CHAT_TRANSFER,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AvailabilityByTime]: ...

    @overload
    def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AvailabilityByAgent]: ...

    @overload
    def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AvailabilityByDepartment]: ...

    @overload
    def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[AvailabilityByTime] | builtins.list[AvailabilityByAgent] | builtins.list[AvailabilityByDepartment]
    ): ...

    def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "agent", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[AvailabilityByTime] | builtins.list[AvailabilityByAgent] | builtins.list[AvailabilityByDepartment]
    ):
        """Report the availability.

        How long agents, departments or the whole team were online.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:593-675
        """
        return self._send(
            _AVAILABILITY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    def agent_status(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AgentStatusLog]:
        """Report the changes of agents' status.

        When agents changed their status.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:690-745
        """
        return self._send(
            _AGENT_STATUS,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )

    @overload
    def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AgentPerformanceByTime]: ...

    @overload
    def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AgentPerformanceByAgent]: ...

    @overload
    def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AgentPerformanceByDepartment]: ...

    @overload
    def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[AgentPerformanceByTime]
        | builtins.list[AgentPerformanceByAgent]
        | builtins.list[AgentPerformanceByDepartment]
    ): ...

    def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "agent", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[AgentPerformanceByTime]
        | builtins.list[AgentPerformanceByAgent]
        | builtins.list[AgentPerformanceByDepartment]
    ):
        """Report the performance of agents.

        How long chats and waiting took. The Enterprise edition has `workload` and `efficiency` instead.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:760-812
        """
        return self._send(
            _AGENT_PERFORMANCE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WorkloadByTime]: ...

    @overload
    def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WorkloadDistribution]: ...

    @overload
    def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WorkloadByDepartment]: ...

    @overload
    def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WorkloadByAgent]: ...

    @overload
    def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[WorkloadByTime]
        | builtins.list[WorkloadDistribution]
        | builtins.list[WorkloadByDepartment]
        | builtins.list[WorkloadByAgent]
    ): ...

    def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "agent", "department"
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[WorkloadByTime]
        | builtins.list[WorkloadDistribution]
        | builtins.list[WorkloadByDepartment]
        | builtins.list[WorkloadByAgent]
    ):
        """Report the workload.

        How long agents were in chats. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:827-895
        """
        return self._send(
            _WORKLOAD,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[EfficiencyByTime]: ...

    @overload
    def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[EfficiencyDistribution]: ...

    @overload
    def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[EfficiencyByDepartment]: ...

    @overload
    def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[EfficiencyByAgent]: ...

    @overload
    def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[EfficiencyByTime]
        | builtins.list[EfficiencyDistribution]
        | builtins.list[EfficiencyByDepartment]
        | builtins.list[EfficiencyByAgent]
    ): ...

    def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "agent", "department"
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[EfficiencyByTime]
        | builtins.list[EfficiencyDistribution]
        | builtins.list[EfficiencyByDepartment]
        | builtins.list[EfficiencyByAgent]
    ):
        """Report the efficiency.

        How fast agents answered, how long visitors waited and how long chats took. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:910-968
        """
        return self._send(
            _EFFICIENCY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RatingByTime]: ...

    @overload
    def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RatingDistribution]: ...

    @overload
    def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RatingByAgent]: ...

    @overload
    def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RatingByDepartment]: ...

    @overload
    def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[RatingByTime]
        | builtins.list[RatingDistribution]
        | builtins.list[RatingByAgent]
        | builtins.list[RatingByDepartment]
    ): ...

    def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "agent", "department"
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[RatingByTime]
        | builtins.list[RatingDistribution]
        | builtins.list[RatingByAgent]
        | builtins.list[RatingByDepartment]
    ):
        """Report the ratings.

        How visitors rated their chats.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:983-1045
        """
        return self._send(
            _RATING,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    def post_chat_survey(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[SurveyReport]:
        """Report the post-chat survey.

        How often each option of the post-chat survey was selected. Only fields whose answers are options are
        reported.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1060-1170
        """
        return self._send(
            _POST_CHAT_SURVEY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )

    def pre_chat_survey(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[SurveyReport]:
        """Report the pre-chat survey.

        How often each option of the pre-chat survey was selected. Only fields whose answers are options are
        reported.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1185-1250
        """
        return self._send(
            _PRE_CHAT_SURVEY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )

    def wrapup_survey(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[SurveyReport]:
        """Report the wrap-ups.

        How often agents selected each option when they wrapped up chats.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1265-1341
        """
        return self._send(
            _WRAPUP_SURVEY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )

    @overload
    def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WrapupCompletionByTime]: ...

    @overload
    def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WrapupCompletionByAgent]: ...

    @overload
    def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WrapupCompletionByDepartment]: ...

    @overload
    def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[WrapupCompletionByTime]
        | builtins.list[WrapupCompletionByAgent]
        | builtins.list[WrapupCompletionByDepartment]
    ): ...

    def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "agent", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[WrapupCompletionByTime]
        | builtins.list[WrapupCompletionByAgent]
        | builtins.list[WrapupCompletionByDepartment]
    ):
        """Report how many chats were wrapped up.

        How many chats agents wrapped up, beside the chats that took place.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1356-1404
        """
        return self._send(
            _WRAPUP_COMPLETION,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ConversionsByTime]: ...

    @overload
    def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ConversionsByDepartment]: ...

    @overload
    def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ConversionsByAgent]: ...

    @overload
    def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["conversionAction"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ConversionsByAction]: ...

    @overload
    def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ConversionsByTime]
        | builtins.list[ConversionsByDepartment]
        | builtins.list[ConversionsByAgent]
        | builtins.list[ConversionsByAction]
    ): ...

    def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "department", "agent", "conversionAction"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ConversionsByTime]
        | builtins.list[ConversionsByDepartment]
        | builtins.list[ConversionsByAgent]
        | builtins.list[ConversionsByAction]
    ):
        """Report the conversions.

        How many visitors converted, and how many of them had chatted. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1419-1473
        """
        return self._send(
            _CONVERSIONS,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def manual_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByTime]: ...

    @overload
    def manual_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByAgent]: ...

    @overload
    def manual_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByTime] | builtins.list[InvitationsByAgent]: ...

    def manual_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "agent"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByTime] | builtins.list[InvitationsByAgent]:
        """Report the manual invitations.

        How many invitations agents sent, and how many visitors accepted. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1488-1532
        """
        return self._send(
            _MANUAL_INVITATION,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByTime]: ...

    @overload
    def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["campaign"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByCampaign]: ...

    @overload
    def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["autoInvitation"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByAutoInvitation]: ...

    @overload
    def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[InvitationsByTime]
        | builtins.list[InvitationsByCampaign]
        | builtins.list[InvitationsByAutoInvitation]
    ): ...

    def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "campaign", "autoInvitation"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[InvitationsByTime]
        | builtins.list[InvitationsByCampaign]
        | builtins.list[InvitationsByAutoInvitation]
    ):
        """Report the automatic invitations.

        How many automatic invitations were sent, and how many visitors accepted. Enterprise edition only.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1547-1593
        """
        return self._send(
            _AUTO_INVITATION,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageByTime]: ...

    @overload
    def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageDistribution]: ...

    @overload
    def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageByDepartment]: ...

    @overload
    def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["campaign"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageByCampaign]: ...

    @overload
    def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["visitorSegment"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageByVisitorSegment]: ...

    @overload
    def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[OfflineMessageByTime]
        | builtins.list[OfflineMessageDistribution]
        | builtins.list[OfflineMessageByDepartment]
        | builtins.list[OfflineMessageByCampaign]
        | builtins.list[OfflineMessageByVisitorSegment]
    ): ...

    def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour",
            "day",
            "week",
            "month",
            "24*7Distribution",
            "halfHourDistribution",
            "campaign",
            "department",
            "visitorSegment",
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[OfflineMessageByTime]
        | builtins.list[OfflineMessageDistribution]
        | builtins.list[OfflineMessageByDepartment]
        | builtins.list[OfflineMessageByCampaign]
        | builtins.list[OfflineMessageByVisitorSegment]
    ):
        """Report the offline messages.

        How many offline messages visitors left, and where.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            group: What each row is about, which decides the form of the rows.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1608-1665
        """
        return self._send(
            _OFFLINE_MESSAGE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    def canned_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["category"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[CannedMessageUsage]:
        """Report the use of canned messages.

        How often canned messages were used, and by how many agents.

        Requires the permission "View Reports".

        Args:
            time_from: The beginning of the report, in the time zone of `timezone`.
            time_to: The end of the report, which is not part of it, in the time zone of `timezone`.
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1680-1722
        """
        return self._send(
            _CANNED_MESSAGE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )


class AsyncReports(AsyncResource):
    """Reports; see :class:`Reports`."""

    @functools.cached_property
    def realtime(self) -> AsyncRealtime:
        """What happens at the moment, and what has happened on the current day."""
        from .realtime import AsyncRealtime

        return AsyncRealtime(self._client)

    @functools.cached_property
    def with_raw_response(self) -> AsyncReportsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncReportsWithRawResponse(self._client)

    @overload
    async def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeByTime]: ...

    @overload
    async def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeDistribution]: ...

    @overload
    async def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["campaign"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeByCampaign]: ...

    @overload
    async def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeByDepartment]: ...

    @overload
    async def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["visitorSegment"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatVolumeByVisitorSegment]: ...

    @overload
    async def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ChatVolumeByTime]
        | builtins.list[ChatVolumeDistribution]
        | builtins.list[ChatVolumeByCampaign]
        | builtins.list[ChatVolumeByDepartment]
        | builtins.list[ChatVolumeByVisitorSegment]
    ): ...

    async def chat_volume(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour",
            "day",
            "week",
            "month",
            "24*7Distribution",
            "halfHourDistribution",
            "campaign",
            "department",
            "visitorSegment",
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ChatVolumeByTime]
        | builtins.list[ChatVolumeDistribution]
        | builtins.list[ChatVolumeByCampaign]
        | builtins.list[ChatVolumeByDepartment]
        | builtins.list[ChatVolumeByVisitorSegment]
    ):
        """Report the chat volume; see :meth:`Reports.chat_volume`."""
        return await self._send(
            _CHAT_VOLUME,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsByTime]: ...

    @overload
    async def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsDistribution]: ...

    @overload
    async def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["campaign"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsByCampaign]: ...

    @overload
    async def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsByTime] | builtins.list[VisitsDistribution] | builtins.list[VisitsByCampaign]: ...

    async def visits(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "campaign"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[VisitsByTime] | builtins.list[VisitsDistribution] | builtins.list[VisitsByCampaign]:
        """Report the visits; see :meth:`Reports.visits`."""
        return await self._send(
            _VISITS,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatSourceByTime]: ...

    @overload
    async def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatSourceDistribution]: ...

    @overload
    async def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatSourceByDepartment]: ...

    @overload
    async def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ChatSourceByTime] | builtins.list[ChatSourceDistribution] | builtins.list[ChatSourceByDepartment]
    ): ...

    async def chat_source(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ChatSourceByTime] | builtins.list[ChatSourceDistribution] | builtins.list[ChatSourceByDepartment]
    ):
        """Report what chats began with; see :meth:`Reports.chat_source`."""
        return await self._send(
            _CHAT_SOURCE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    async def chat_source_request_page(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RequestPage]:
        """Report the pages where chats were requested; see :meth:`Reports.chat_source_request_page`."""
        return await self._send(
            _CHAT_SOURCE_REQUEST_PAGE,
            query={"timeFrom": time_from, "timeTo": time_to, "timezone": timezone},
            timeout=timeout,
        )

    @overload
    async def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueByTime]: ...

    @overload
    async def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueDistribution]: ...

    @overload
    async def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueByDepartment]: ...

    @overload
    async def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueByTime] | builtins.list[QueueDistribution] | builtins.list[QueueByDepartment]: ...

    async def queue(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[QueueByTime] | builtins.list[QueueDistribution] | builtins.list[QueueByDepartment]:
        """Report the queue; see :meth:`Reports.queue`."""
        return await self._send(
            _QUEUE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeByTime]: ...

    @overload
    async def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeDistribution]: ...

    @overload
    async def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeByDepartment]: ...

    @overload
    async def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeByTime] | builtins.list[WaitTimeDistribution] | builtins.list[WaitTimeByDepartment]: ...

    async def wait_time(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WaitTimeByTime] | builtins.list[WaitTimeDistribution] | builtins.list[WaitTimeByDepartment]:
        """Report the waiting times; see :meth:`Reports.wait_time`."""
        return await self._send(
            _WAIT_TIME,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def chat_transfer(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatTransferByTime]: ...

    @overload
    async def chat_transfer(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatTransferByDepartment]: ...

    @overload
    async def chat_transfer(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatTransferByTime] | builtins.list[ChatTransferByDepartment]: ...

    async def chat_transfer(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ChatTransferByTime] | builtins.list[ChatTransferByDepartment]:
        """Report the transfers of chats; see :meth:`Reports.chat_transfer`."""
        return await self._send(
            _CHAT_TRANSFER,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AvailabilityByTime]: ...

    @overload
    async def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AvailabilityByAgent]: ...

    @overload
    async def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AvailabilityByDepartment]: ...

    @overload
    async def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[AvailabilityByTime] | builtins.list[AvailabilityByAgent] | builtins.list[AvailabilityByDepartment]
    ): ...

    async def availability(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "agent", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[AvailabilityByTime] | builtins.list[AvailabilityByAgent] | builtins.list[AvailabilityByDepartment]
    ):
        """Report the availability; see :meth:`Reports.availability`."""
        return await self._send(
            _AVAILABILITY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    async def agent_status(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AgentStatusLog]:
        """Report the changes of agents' status; see :meth:`Reports.agent_status`."""
        return await self._send(
            _AGENT_STATUS,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )

    @overload
    async def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AgentPerformanceByTime]: ...

    @overload
    async def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AgentPerformanceByAgent]: ...

    @overload
    async def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[AgentPerformanceByDepartment]: ...

    @overload
    async def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[AgentPerformanceByTime]
        | builtins.list[AgentPerformanceByAgent]
        | builtins.list[AgentPerformanceByDepartment]
    ): ...

    async def agent_performance(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "agent", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[AgentPerformanceByTime]
        | builtins.list[AgentPerformanceByAgent]
        | builtins.list[AgentPerformanceByDepartment]
    ):
        """Report the performance of agents; see :meth:`Reports.agent_performance`."""
        return await self._send(
            _AGENT_PERFORMANCE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WorkloadByTime]: ...

    @overload
    async def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WorkloadDistribution]: ...

    @overload
    async def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WorkloadByDepartment]: ...

    @overload
    async def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WorkloadByAgent]: ...

    @overload
    async def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[WorkloadByTime]
        | builtins.list[WorkloadDistribution]
        | builtins.list[WorkloadByDepartment]
        | builtins.list[WorkloadByAgent]
    ): ...

    async def workload(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "agent", "department"
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[WorkloadByTime]
        | builtins.list[WorkloadDistribution]
        | builtins.list[WorkloadByDepartment]
        | builtins.list[WorkloadByAgent]
    ):
        """Report the workload; see :meth:`Reports.workload`."""
        return await self._send(
            _WORKLOAD,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[EfficiencyByTime]: ...

    @overload
    async def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[EfficiencyDistribution]: ...

    @overload
    async def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[EfficiencyByDepartment]: ...

    @overload
    async def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[EfficiencyByAgent]: ...

    @overload
    async def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[EfficiencyByTime]
        | builtins.list[EfficiencyDistribution]
        | builtins.list[EfficiencyByDepartment]
        | builtins.list[EfficiencyByAgent]
    ): ...

    async def efficiency(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "agent", "department"
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[EfficiencyByTime]
        | builtins.list[EfficiencyDistribution]
        | builtins.list[EfficiencyByDepartment]
        | builtins.list[EfficiencyByAgent]
    ):
        """Report the efficiency; see :meth:`Reports.efficiency`."""
        return await self._send(
            _EFFICIENCY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RatingByTime]: ...

    @overload
    async def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RatingDistribution]: ...

    @overload
    async def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RatingByAgent]: ...

    @overload
    async def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RatingByDepartment]: ...

    @overload
    async def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[RatingByTime]
        | builtins.list[RatingDistribution]
        | builtins.list[RatingByAgent]
        | builtins.list[RatingByDepartment]
    ): ...

    async def rating(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour", "day", "week", "month", "24*7Distribution", "halfHourDistribution", "agent", "department"
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[RatingByTime]
        | builtins.list[RatingDistribution]
        | builtins.list[RatingByAgent]
        | builtins.list[RatingByDepartment]
    ):
        """Report the ratings; see :meth:`Reports.rating`."""
        return await self._send(
            _RATING,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    async def post_chat_survey(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[SurveyReport]:
        """Report the post-chat survey; see :meth:`Reports.post_chat_survey`."""
        return await self._send(
            _POST_CHAT_SURVEY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )

    async def pre_chat_survey(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[SurveyReport]:
        """Report the pre-chat survey; see :meth:`Reports.pre_chat_survey`."""
        return await self._send(
            _PRE_CHAT_SURVEY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )

    async def wrapup_survey(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[SurveyReport]:
        """Report the wrap-ups; see :meth:`Reports.wrapup_survey`."""
        return await self._send(
            _WRAPUP_SURVEY,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )

    @overload
    async def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WrapupCompletionByTime]: ...

    @overload
    async def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WrapupCompletionByAgent]: ...

    @overload
    async def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[WrapupCompletionByDepartment]: ...

    @overload
    async def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[WrapupCompletionByTime]
        | builtins.list[WrapupCompletionByAgent]
        | builtins.list[WrapupCompletionByDepartment]
    ): ...

    async def wrapup_completion(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "agent", "department"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent", "department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[WrapupCompletionByTime]
        | builtins.list[WrapupCompletionByAgent]
        | builtins.list[WrapupCompletionByDepartment]
    ):
        """Report how many chats were wrapped up; see :meth:`Reports.wrapup_completion`."""
        return await self._send(
            _WRAPUP_COMPLETION,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ConversionsByTime]: ...

    @overload
    async def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ConversionsByDepartment]: ...

    @overload
    async def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ConversionsByAgent]: ...

    @overload
    async def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["conversionAction"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[ConversionsByAction]: ...

    @overload
    async def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ConversionsByTime]
        | builtins.list[ConversionsByDepartment]
        | builtins.list[ConversionsByAgent]
        | builtins.list[ConversionsByAction]
    ): ...

    async def conversions(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "department", "agent", "conversionAction"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department", "agent", "conversion"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[ConversionsByTime]
        | builtins.list[ConversionsByDepartment]
        | builtins.list[ConversionsByAgent]
        | builtins.list[ConversionsByAction]
    ):
        """Report the conversions; see :meth:`Reports.conversions`."""
        return await self._send(
            _CONVERSIONS,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def manual_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByTime]: ...

    @overload
    async def manual_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["agent"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByAgent]: ...

    @overload
    async def manual_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByTime] | builtins.list[InvitationsByAgent]: ...

    async def manual_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "agent"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["agent"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByTime] | builtins.list[InvitationsByAgent]:
        """Report the manual invitations; see :meth:`Reports.manual_invitation`."""
        return await self._send(
            _MANUAL_INVITATION,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByTime]: ...

    @overload
    async def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["campaign"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByCampaign]: ...

    @overload
    async def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["autoInvitation"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[InvitationsByAutoInvitation]: ...

    @overload
    async def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[InvitationsByTime]
        | builtins.list[InvitationsByCampaign]
        | builtins.list[InvitationsByAutoInvitation]
    ): ...

    async def auto_invitation(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month", "campaign", "autoInvitation"] | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[InvitationsByTime]
        | builtins.list[InvitationsByCampaign]
        | builtins.list[InvitationsByAutoInvitation]
    ):
        """Report the automatic invitations; see :meth:`Reports.auto_invitation`."""
        return await self._send(
            _AUTO_INVITATION,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    @overload
    async def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["hour", "day", "week", "month"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageByTime]: ...

    @overload
    async def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["24*7Distribution", "halfHourDistribution"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageDistribution]: ...

    @overload
    async def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["department"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageByDepartment]: ...

    @overload
    async def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["campaign"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageByCampaign]: ...

    @overload
    async def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal["visitorSegment"],
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[OfflineMessageByVisitorSegment]: ...

    @overload
    async def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[OfflineMessageByTime]
        | builtins.list[OfflineMessageDistribution]
        | builtins.list[OfflineMessageByDepartment]
        | builtins.list[OfflineMessageByCampaign]
        | builtins.list[OfflineMessageByVisitorSegment]
    ): ...

    async def offline_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        group: Literal[
            "hour",
            "day",
            "week",
            "month",
            "24*7Distribution",
            "halfHourDistribution",
            "campaign",
            "department",
            "visitorSegment",
        ]
        | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["campaign", "department", "visitorSegment"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> (
        builtins.list[OfflineMessageByTime]
        | builtins.list[OfflineMessageDistribution]
        | builtins.list[OfflineMessageByDepartment]
        | builtins.list[OfflineMessageByCampaign]
        | builtins.list[OfflineMessageByVisitorSegment]
    ):
        """Report the offline messages; see :meth:`Reports.offline_message`."""
        return await self._send(
            _OFFLINE_MESSAGE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
                "group": group,
            },
            timeout=timeout,
        )

    async def canned_message(
        self,
        *,
        time_from: datetime.date | str,
        time_to: datetime.date | str,
        timezone: str | Omit = OMIT,
        filter_name: Literal["category"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[CannedMessageUsage]:
        """Report the use of canned messages; see :meth:`Reports.canned_message`."""
        return await self._send(
            _CANNED_MESSAGE,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "filterName": filter_name,
                "filterValue": filter_value,
            },
            timeout=timeout,
        )


class ReportsWithRawResponse:
    """``Reports`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Reports(client, raw=True)
        self.chat_volume = as_raw(resource.chat_volume)
        self.visits = as_raw(resource.visits)
        self.chat_source = as_raw(resource.chat_source)
        self.chat_source_request_page = as_raw(resource.chat_source_request_page)
        self.queue = as_raw(resource.queue)
        self.wait_time = as_raw(resource.wait_time)
        self.chat_transfer = as_raw(resource.chat_transfer)
        self.availability = as_raw(resource.availability)
        self.agent_status = as_raw(resource.agent_status)
        self.agent_performance = as_raw(resource.agent_performance)
        self.workload = as_raw(resource.workload)
        self.efficiency = as_raw(resource.efficiency)
        self.rating = as_raw(resource.rating)
        self.post_chat_survey = as_raw(resource.post_chat_survey)
        self.pre_chat_survey = as_raw(resource.pre_chat_survey)
        self.wrapup_survey = as_raw(resource.wrapup_survey)
        self.wrapup_completion = as_raw(resource.wrapup_completion)
        self.conversions = as_raw(resource.conversions)
        self.manual_invitation = as_raw(resource.manual_invitation)
        self.auto_invitation = as_raw(resource.auto_invitation)
        self.offline_message = as_raw(resource.offline_message)
        self.canned_message = as_raw(resource.canned_message)


class AsyncReportsWithRawResponse:
    """``AsyncReports`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncReports(client, raw=True)
        self.chat_volume = as_async_raw(resource.chat_volume)
        self.visits = as_async_raw(resource.visits)
        self.chat_source = as_async_raw(resource.chat_source)
        self.chat_source_request_page = as_async_raw(resource.chat_source_request_page)
        self.queue = as_async_raw(resource.queue)
        self.wait_time = as_async_raw(resource.wait_time)
        self.chat_transfer = as_async_raw(resource.chat_transfer)
        self.availability = as_async_raw(resource.availability)
        self.agent_status = as_async_raw(resource.agent_status)
        self.agent_performance = as_async_raw(resource.agent_performance)
        self.workload = as_async_raw(resource.workload)
        self.efficiency = as_async_raw(resource.efficiency)
        self.rating = as_async_raw(resource.rating)
        self.post_chat_survey = as_async_raw(resource.post_chat_survey)
        self.pre_chat_survey = as_async_raw(resource.pre_chat_survey)
        self.wrapup_survey = as_async_raw(resource.wrapup_survey)
        self.wrapup_completion = as_async_raw(resource.wrapup_completion)
        self.conversions = as_async_raw(resource.conversions)
        self.manual_invitation = as_async_raw(resource.manual_invitation)
        self.auto_invitation = as_async_raw(resource.auto_invitation)
        self.offline_message = as_async_raw(resource.offline_message)
        self.canned_message = as_async_raw(resource.canned_message)
