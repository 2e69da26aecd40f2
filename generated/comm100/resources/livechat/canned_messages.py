"""The resource ``client.livechat.canned_messages``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import CannedMessage

__all__ = ["AsyncCannedMessages", "CannedMessages"]

_LIST: Operation[list[CannedMessage]] = Operation(
    "livechat.canned_messages.list", "GET", "/api/v2/livechat/cannedMessages", decode=list_of(model("CannedMessage"))
)
_CREATE: Operation[CannedMessage] = Operation(
    "livechat.canned_messages.create", "POST", "/api/v2/livechat/cannedMessages", decode=model("CannedMessage")
)
_GET: Operation[CannedMessage] = Operation(
    "livechat.canned_messages.get", "GET", "/api/v2/livechat/cannedMessages/{id}", decode=model("CannedMessage")
)
_UPDATE: Operation[CannedMessage] = Operation(
    "livechat.canned_messages.update", "PUT", "/api/v2/livechat/cannedMessages/{id}", decode=model("CannedMessage")
)
_DELETE: Operation[None] = Operation(
    "livechat.canned_messages.delete", "DELETE", "/api/v2/livechat/cannedMessages/{id}"
)


class CannedMessages(Resource):
    """Live Chat › Canned Messages. Texts that agents insert into chats instead of typing them each time.

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
    def with_raw_response(self) -> CannedMessagesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return CannedMessagesWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[CannedMessage]:
        """List canned messages.

        All canned messages of the site. The list has no pages.

        Requires the permission "Manage Public Canned Messages".

        Source: Livechat.md:2294-2332
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self,
        *,
        name: str,
        message: str,
        short_cuts: str | Omit = OMIT,
        category_id: int | Omit = OMIT,
        is_private: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CannedMessage:
        """Create a canned message.

        Adds a canned message to the site. It is public unless the request says otherwise.

        Requires the permission "Manage Public Canned Messages".

        Args:
            name: The name of the canned message.
            message: The text that is sent to the visitor.
            short_cuts: The abbreviation that an agent types to insert the message. (Inferred: The text does
                not say how a shortcut is used; the sample is the single word "bye".)
            category_id: The identifier of the category that the message belongs to; 0 means that it has
                none. (Inferred: The text says that 0 is the default.)
            is_private: Whether the message is for its author alone, and not for all agents. (Inferred: The
                text contrasts private messages with public ones and does not say whose they are.)

        Source: Livechat.md:2371-2408
        """
        return self._send(
            _CREATE,
            body={
                "name": name,
                "message": message,
                "shortCuts": short_cuts,
                "categoryId": category_id,
                "isPrivate": is_private,
            },
            timeout=timeout,
        )

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> CannedMessage:
        """Get a canned message.

        One canned message of the site.

        Requires the permission "Manage Public Canned Messages".

        Args:
            id: The canned message's identifier.

        Source: Livechat.md:2334-2369
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        message: str | Omit = OMIT,
        short_cuts: str | Omit = OMIT,
        category_id: int | Omit = OMIT,
        is_private: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CannedMessage:
        """Update a canned message.

        Changes a canned message. Omitted properties keep their values.

        Requires the permission "Manage Public Canned Messages".

        Args:
            id: The canned message's identifier.
            name: The name of the canned message.
            message: The text that is sent to the visitor.
            short_cuts: The abbreviation that an agent types to insert the message. (Inferred: The text does
                not say how a shortcut is used; the sample is the single word "bye".)
            category_id: The identifier of the category that the message belongs to; 0 means that it has
                none. (Inferred: The text says that 0 is the default.)
            is_private: Whether the message is for its author alone, and not for all agents. (Inferred: The
                text contrasts private messages with public ones and does not say whose they are.)

        Source: Livechat.md:2410-2447
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={
                "name": name,
                "message": message,
                "shortCuts": short_cuts,
                "categoryId": category_id,
                "isPrivate": is_private,
            },
            timeout=timeout,
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete a canned message.

        Removes a canned message from the site.

        Requires the permission "Manage Public Canned Messages".

        Args:
            id: The canned message's identifier.

        Source: Livechat.md:2449-2477
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncCannedMessages(AsyncResource):
    """Live Chat › Canned Messages; see :class:`CannedMessages`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncCannedMessagesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncCannedMessagesWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[CannedMessage]:
        """List canned messages; see :meth:`CannedMessages.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self,
        *,
        name: str,
        message: str,
        short_cuts: str | Omit = OMIT,
        category_id: int | Omit = OMIT,
        is_private: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CannedMessage:
        """Create a canned message; see :meth:`CannedMessages.create`."""
        return await self._send(
            _CREATE,
            body={
                "name": name,
                "message": message,
                "shortCuts": short_cuts,
                "categoryId": category_id,
                "isPrivate": is_private,
            },
            timeout=timeout,
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> CannedMessage:
        """Get a canned message; see :meth:`CannedMessages.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        message: str | Omit = OMIT,
        short_cuts: str | Omit = OMIT,
        category_id: int | Omit = OMIT,
        is_private: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CannedMessage:
        """Update a canned message; see :meth:`CannedMessages.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={
                "name": name,
                "message": message,
                "shortCuts": short_cuts,
                "categoryId": category_id,
                "isPrivate": is_private,
            },
            timeout=timeout,
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete a canned message; see :meth:`CannedMessages.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class CannedMessagesWithRawResponse:
    """``CannedMessages`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = CannedMessages(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncCannedMessagesWithRawResponse:
    """``AsyncCannedMessages`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncCannedMessages(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
