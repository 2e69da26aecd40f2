"""The resource ``client.livechat.offline_messages``."""

from __future__ import annotations

import datetime
import functools
from typing import TYPE_CHECKING, Any

from ..._models import model
from ..._pages import AsyncPager, Page, Paging
from ..._request import OMIT, Omit, Operation, as_is, as_page
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import OfflineMessage

__all__ = ["AsyncOfflineMessages", "OfflineMessages"]

_LIST: Operation[Any] = Operation(
    "livechat.offline_messages.list",
    "GET",
    "/api/v2/livechat/offlineMessages",
    decode=as_page,
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_LIST_PAGING: Paging[OfflineMessage] = Paging(
    items="offlineMessages", next="nextPage", total="total", parameter="pageIndex", decode=model("OfflineMessage")
)
_GET: Operation[OfflineMessage] = Operation(
    "livechat.offline_messages.get", "GET", "/api/v2/livechat/offlineMessages/{id}", decode=model("OfflineMessage")
)
_DELETE: Operation[str] = Operation(
    "livechat.offline_messages.delete", "DELETE", "/api/v2/livechat/offlineMessages/{id}", decode=as_is
)


class OfflineMessages(Resource):
    """Live Chat › Offline Messages. The messages that visitors left while no agent was online.

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
        NotFoundError: There is no resource with this identifier or path, but there may be one later.
        InternalServerError: The server failed.
        OAuthError: An access token could not be obtained or refreshed.
    """

    @functools.cached_property
    def with_raw_response(self) -> OfflineMessagesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return OfflineMessagesWithRawResponse(self._client)

    def list(
        self,
        *,
        time_from: datetime.date | str | Omit = OMIT,
        time_to: datetime.date | str | Omit = OMIT,
        timezone: str | Omit = OMIT,
        campaign_id: int | Omit = OMIT,
        department_id: int | Omit = OMIT,
        agent_id: int | Omit = OMIT,
        visitor_segment: int | Omit = OMIT,
        keywords: str | Omit = OMIT,
        page_index: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Page[OfflineMessage]:
        """List offline messages.

        The messages that were left in a period, one page at a time. The period is today by default.

        Args:
            time_from: The beginning of the period, in the time zone of `timezone`. The beginning of today
                if omitted. (Inferred: The table says only today; the day begins where the caller is.)
            time_to: The end of the period, in the time zone of `timezone`. The end of today if omitted.
                (Inferred: The table says only today; the day ends where the caller is.)
            timezone: The offset of local times from UTC.
            campaign_id: Only those of the campaign with this identifier.
            department_id: Only those of the department with this identifier.
            agent_id: Only messages that belong to the agent with this identifier.
            visitor_segment: Only messages of visitors in the segment with this identifier.
            keywords: Only records that contain this text.
            page_index: The page number, starting at 0. (Observed: Livechat.md counts the pages of chats
                from 0; Account.md names no first page.)

        Source: Livechat.md:5740-5802
        """
        return self._list(
            _LIST,
            _LIST_PAGING,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "campaignId": campaign_id,
                "departmentId": department_id,
                "agentId": agent_id,
                "visitorSegment": visitor_segment,
                "keywords": keywords,
                "pageIndex": page_index,
            },
            timeout=timeout,
        )

    def get(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> OfflineMessage:
        """Get an offline message.

        One message that a visitor left.

        Args:
            id: The message's identifier.

        Source: Livechat.md:5804-5849
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def delete(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete an offline message.

        Removes a message. The sentence in the response calls it a chat.

        Args:
            id: The message's identifier.

        Source: Livechat.md:5851-5879
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncOfflineMessages(AsyncResource):
    """Live Chat › Offline Messages; see :class:`OfflineMessages`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncOfflineMessagesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncOfflineMessagesWithRawResponse(self._client)

    def list(
        self,
        *,
        time_from: datetime.date | str | Omit = OMIT,
        time_to: datetime.date | str | Omit = OMIT,
        timezone: str | Omit = OMIT,
        campaign_id: int | Omit = OMIT,
        department_id: int | Omit = OMIT,
        agent_id: int | Omit = OMIT,
        visitor_segment: int | Omit = OMIT,
        keywords: str | Omit = OMIT,
        page_index: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AsyncPager[OfflineMessage]:
        """List offline messages; see :meth:`OfflineMessages.list`."""
        return self._list(
            _LIST,
            _LIST_PAGING,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "campaignId": campaign_id,
                "departmentId": department_id,
                "agentId": agent_id,
                "visitorSegment": visitor_segment,
                "keywords": keywords,
                "pageIndex": page_index,
            },
            timeout=timeout,
        )

    async def get(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> OfflineMessage:
        """Get an offline message; see :meth:`OfflineMessages.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def delete(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete an offline message; see :meth:`OfflineMessages.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class OfflineMessagesWithRawResponse:
    """``OfflineMessages`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = OfflineMessages(client, raw=True)
        self.list = as_raw(resource.list)
        self.get = as_raw(resource.get)
        self.delete = as_raw(resource.delete)


class AsyncOfflineMessagesWithRawResponse:
    """``AsyncOfflineMessages`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncOfflineMessages(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.get = as_async_raw(resource.get)
        self.delete = as_async_raw(resource.delete)
