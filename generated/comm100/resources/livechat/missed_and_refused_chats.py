"""The resource ``client.livechat.missed_and_refused_chats``."""

from __future__ import annotations

import datetime
import functools
from typing import TYPE_CHECKING, Any, Literal

from ..._models import model
from ..._pages import AsyncPager, Page, Paging
from ..._request import OMIT, Omit, Operation, as_page
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import MissedOrRefusedChat

__all__ = ["AsyncMissedAndRefusedChats", "MissedAndRefusedChats"]

_LIST: Operation[Any] = Operation(
    "livechat.missed_and_refused_chats.list",
    "GET",
    "/api/v2/livechat/missedAndRefusedChats",
    decode=as_page,
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_LIST_PAGING: Paging[MissedOrRefusedChat] = Paging(
    items="missedAndRefusedChats",
    next="nextPage",
    total="total",
    parameter="pageIndex",
    decode=model("MissedOrRefusedChat"),
)


class MissedAndRefusedChats(Resource):
    """Live Chat › Missed and Refused Chats. The chats that no agent accepted.

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
    def with_raw_response(self) -> MissedAndRefusedChatsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return MissedAndRefusedChatsWithRawResponse(self._client)

    def list(
        self,
        *,
        time_from: datetime.date | str | Omit = OMIT,
        time_to: datetime.date | str | Omit = OMIT,
        timezone: str | Omit = OMIT,
        type: Literal["missed", "refused"] | str | Omit = OMIT,
        campaign_id: int | Omit = OMIT,
        department_id: int | Omit = OMIT,
        visitor_segmentation: int | Omit = OMIT,
        page_index: int | Omit = OMIT,
        page_size: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Page[MissedOrRefusedChat]:
        """List missed and refused chats.

        The chats of a period that no agent accepted, one page at a time. The period is today by default.

        Args:
            time_from: The beginning of the period, in the time zone of `timezone`. The beginning of today
                if omitted. (Inferred: The table says only today; the day begins where the caller is.)
            time_to: The end of the period, in the time zone of `timezone`. The end of today if omitted.
                (Inferred: The table says only today; the day ends where the caller is.)
            timezone: The offset of local times from UTC.
            type: Only chats that were missed, or only those that were refused.
            campaign_id: Only those of the campaign with this identifier.
            department_id: Only those of the department with this identifier.
            visitor_segmentation: Only chats of visitors in the segment with this identifier.
            page_index: The page number, starting at 0. (Observed: Livechat.md counts the pages of chats
                from 0; Account.md names no first page.)
            page_size: The number of items on a page.

        Source: Livechat.md:5887-5959
        """
        return self._list(
            _LIST,
            _LIST_PAGING,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "type": type,
                "campaignId": campaign_id,
                "departmentId": department_id,
                "visitorSegmentation": visitor_segmentation,
                "pageIndex": page_index,
                "pageSize": page_size,
            },
            timeout=timeout,
        )


class AsyncMissedAndRefusedChats(AsyncResource):
    """Live Chat › Missed and Refused Chats; see :class:`MissedAndRefusedChats`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncMissedAndRefusedChatsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncMissedAndRefusedChatsWithRawResponse(self._client)

    def list(
        self,
        *,
        time_from: datetime.date | str | Omit = OMIT,
        time_to: datetime.date | str | Omit = OMIT,
        timezone: str | Omit = OMIT,
        type: Literal["missed", "refused"] | str | Omit = OMIT,
        campaign_id: int | Omit = OMIT,
        department_id: int | Omit = OMIT,
        visitor_segmentation: int | Omit = OMIT,
        page_index: int | Omit = OMIT,
        page_size: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AsyncPager[MissedOrRefusedChat]:
        """List missed and refused chats; see :meth:`MissedAndRefusedChats.list`."""
        return self._list(
            _LIST,
            _LIST_PAGING,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "type": type,
                "campaignId": campaign_id,
                "departmentId": department_id,
                "visitorSegmentation": visitor_segmentation,
                "pageIndex": page_index,
                "pageSize": page_size,
            },
            timeout=timeout,
        )


class MissedAndRefusedChatsWithRawResponse:
    """``MissedAndRefusedChats`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = MissedAndRefusedChats(client, raw=True)
        self.list = as_raw(resource.list)


class AsyncMissedAndRefusedChatsWithRawResponse:
    """``AsyncMissedAndRefusedChats`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncMissedAndRefusedChats(client, raw=True)
        self.list = as_async_raw(resource.list)
