"""The resource ``client.livechat.chats``."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..._models import model
from ..._pages import AsyncPager, Page, Paging
from ..._request import OMIT, Omit, Operation, Style, as_is, as_page
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import Chat, ChatCondition

__all__ = ["AsyncChats", "Chats"]

_LIST: Operation[Any] = Operation(
    "livechat.chats.list",
    "GET",
    "/api/v2/livechat/chats",
    decode=as_page,
    styles={"query.conditions": Style("deepObject", explode=True)},
    times={"timeFrom": "timezone", "timeTo": "timezone"},
)
_LIST_PAGING: Paging[Chat] = Paging(
    items="chats", next="nextPage", total="total", parameter="pageIndex", decode=model("Chat")
)
_DELETE_MANY: Operation[str] = Operation("livechat.chats.delete_many", "DELETE", "/api/v2/livechat/chats", decode=as_is)
_GET: Operation[Chat] = Operation("livechat.chats.get", "GET", "/api/v2/livechat/chats/{id}", decode=model("Chat"))
_DELETE: Operation[str] = Operation("livechat.chats.delete", "DELETE", "/api/v2/livechat/chats/{id}", decode=as_is)


class Chats(Resource):
    """Live Chat › Chats. The chats of visitors with agents, with their transcripts, ratings and wrap-ups.

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
    def with_raw_response(self) -> ChatsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return ChatsWithRawResponse(self._client)

    def list(
        self,
        *,
        time_from: datetime.date | str | Omit = OMIT,
        time_to: datetime.date | str | Omit = OMIT,
        timezone: str | Omit = OMIT,
        agent_id: int | Omit = OMIT,
        department_id: int | Omit = OMIT,
        category_id: int | Omit = OMIT,
        visitor_id: str | Omit = OMIT,
        keywords: str | Omit = OMIT,
        conditions: Sequence[ChatCondition | Mapping[str, Any]] | Omit = OMIT,
        page_index: int | Omit = OMIT,
        page_size: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Page[Chat]:
        """List chats.

        The chats that were requested in a period, one page at a time. The period is today by default.

        Args:
            time_from: The beginning of the period, in the time zone of `timezone`. The beginning of today
                if omitted. (Inferred: The table says only today; the day begins where the caller is.)
            time_to: The end of the period, in the time zone of `timezone`. The end of today if omitted.
                (Inferred: The table says only today; the day ends where the caller is.)
            timezone: The offset of local times from UTC.
            agent_id: Only those in which the agent with this identifier took part.
            department_id: Only those of the department with this identifier.
            category_id: Only chats whose wrap-up has the category with this identifier. (Inferred: A chat
                has a category in its wrap-up only.)
            visitor_id: Only chats of the visitor with this identifier.
            keywords: Only records that contain this text.
            conditions: Only chats that meet all of these conditions. (Inferred: The text calls it a list of
                conditions; other lists of conditions of the site are combined by and.)
            page_index: The page number, starting at 0. (Observed: Livechat.md counts the pages of chats
                from 0; Account.md names no first page.)
            page_size: The number of items on a page.

        Source: Livechat.md:5476-5569
        """
        return self._list(
            _LIST,
            _LIST_PAGING,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "agentId": agent_id,
                "departmentId": department_id,
                "categoryId": category_id,
                "visitorId": visitor_id,
                "keywords": keywords,
                "conditions": conditions,
                "pageIndex": page_index,
                "pageSize": page_size,
            },
            timeout=timeout,
        )

    def delete_many(self, *, ids: Sequence[str], timeout: float | Omit | None = OMIT) -> str:
        """Delete chats.

        Removes several chats at once.

        Args:
            ids: Their identifiers. Those that no chat has are ignored. (Chosen: No text says what an
                unknown identifier does.)

        Inferred: The text names an array, ids; the sample sends identifiers without a name, as a form.

        Source: Livechat.md:5671-5701
        """
        return self._send(_DELETE_MANY, body={"ids": ids}, timeout=timeout)

    def get(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> Chat:
        """Get a chat.

        One chat with its transcript.

        Args:
            id: The chat's identifier.

        Source: Livechat.md:5571-5639
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def delete(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a chat.

        Removes a chat.

        Args:
            id: The chat's identifier.

        Source: Livechat.md:5641-5669
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncChats(AsyncResource):
    """Live Chat › Chats; see :class:`Chats`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncChatsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncChatsWithRawResponse(self._client)

    def list(
        self,
        *,
        time_from: datetime.date | str | Omit = OMIT,
        time_to: datetime.date | str | Omit = OMIT,
        timezone: str | Omit = OMIT,
        agent_id: int | Omit = OMIT,
        department_id: int | Omit = OMIT,
        category_id: int | Omit = OMIT,
        visitor_id: str | Omit = OMIT,
        keywords: str | Omit = OMIT,
        conditions: Sequence[ChatCondition | Mapping[str, Any]] | Omit = OMIT,
        page_index: int | Omit = OMIT,
        page_size: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AsyncPager[Chat]:
        """List chats; see :meth:`Chats.list`."""
        return self._list(
            _LIST,
            _LIST_PAGING,
            query={
                "timeFrom": time_from,
                "timeTo": time_to,
                "timezone": timezone,
                "agentId": agent_id,
                "departmentId": department_id,
                "categoryId": category_id,
                "visitorId": visitor_id,
                "keywords": keywords,
                "conditions": conditions,
                "pageIndex": page_index,
                "pageSize": page_size,
            },
            timeout=timeout,
        )

    async def delete_many(self, *, ids: Sequence[str], timeout: float | Omit | None = OMIT) -> str:
        """Delete chats; see :meth:`Chats.delete_many`."""
        return await self._send(_DELETE_MANY, body={"ids": ids}, timeout=timeout)

    async def get(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> Chat:
        """Get a chat; see :meth:`Chats.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def delete(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a chat; see :meth:`Chats.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class ChatsWithRawResponse:
    """``Chats`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Chats(client, raw=True)
        self.list = as_raw(resource.list)
        self.delete_many = as_raw(resource.delete_many)
        self.get = as_raw(resource.get)
        self.delete = as_raw(resource.delete)


class AsyncChatsWithRawResponse:
    """``AsyncChats`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncChats(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.delete_many = as_async_raw(resource.delete_many)
        self.get = as_async_raw(resource.get)
        self.delete = as_async_raw(resource.delete)
