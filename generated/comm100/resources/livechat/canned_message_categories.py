"""The resource ``client.livechat.canned_message_categories``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import CannedMessageCategory

__all__ = ["AsyncCannedMessageCategories", "CannedMessageCategories"]

_LIST: Operation[list[CannedMessageCategory]] = Operation(
    "livechat.canned_message_categories.list",
    "GET",
    "/api/v2/livechat/cannedMessageCategories",
    decode=list_of(model("CannedMessageCategory")),
)
_CREATE: Operation[CannedMessageCategory] = Operation(
    "livechat.canned_message_categories.create",
    "POST",
    "/api/v2/livechat/cannedMessageCategories",
    decode=model("CannedMessageCategory"),
)
_GET: Operation[CannedMessageCategory] = Operation(
    "livechat.canned_message_categories.get",
    "GET",
    "/api/v2/livechat/cannedMessageCategories/{id}",
    decode=model("CannedMessageCategory"),
)
_UPDATE: Operation[CannedMessageCategory] = Operation(
    "livechat.canned_message_categories.update",
    "PUT",
    "/api/v2/livechat/cannedMessageCategories/{id}",
    decode=model("CannedMessageCategory"),
)
_DELETE: Operation[None] = Operation(
    "livechat.canned_message_categories.delete", "DELETE", "/api/v2/livechat/cannedMessageCategories/{id}"
)


class CannedMessageCategories(Resource):
    """Live Chat › Canned Message Categories. Categories of canned messages. A category can be part of another one.

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
    def with_raw_response(self) -> CannedMessageCategoriesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return CannedMessageCategoriesWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[CannedMessageCategory]:
        """List canned message categories.

        All categories of canned messages. The list has no pages; `parentId` makes it a tree.

        Requires the permission "Manage Public Canned Messages".

        Source: Livechat.md:2512-2548
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self, *, name: str, parent_id: int, is_private: bool, timeout: float | Omit | None = OMIT
    ) -> CannedMessageCategory:
        """Create a canned message category.

        Adds a category, at the top or below another one.

        Requires the permission "Manage Public Canned Messages".

        Args:
            name: The name of the category.
            parent_id: The identifier of the category that this one is part of; 0 means that it is at the
                top. (Inferred: The samples have 0 where no other category is meant.)
            is_private: Whether the category is for its author alone, and not for all agents. (Inferred: The
                text contrasts private categories with public ones and does not say whose they are.)

        Source: Livechat.md:2585-2620
        """
        return self._send(_CREATE, body={"name": name, "parentId": parent_id, "isPrivate": is_private}, timeout=timeout)

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> CannedMessageCategory:
        """Get a canned message category.

        One category of canned messages.

        Requires the permission "Manage Public Canned Messages".

        Args:
            id: The category's identifier.

        Source: Livechat.md:2550-2583
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        parent_id: int | Omit = OMIT,
        is_private: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CannedMessageCategory:
        """Update a canned message category.

        Changes a category. Omitted properties keep their values.

        Requires the permission "Manage Public Canned Messages".

        Args:
            id: The category's identifier.
            name: The name of the category.
            parent_id: The identifier of the category that this one is part of; 0 means that it is at the
                top. (Inferred: The samples have 0 where no other category is meant.)
            is_private: Whether the category is for its author alone, and not for all agents. (Inferred: The
                text contrasts private categories with public ones and does not say whose they are.)

        Source: Livechat.md:2622-2657
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={"name": name, "parentId": parent_id, "isPrivate": is_private},
            timeout=timeout,
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete a canned message category.

        Removes a category of canned messages.

        Requires the permission "Manage Public Canned Messages".

        Args:
            id: The category's identifier.

        Source: Livechat.md:2659-2687
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncCannedMessageCategories(AsyncResource):
    """Live Chat › Canned Message Categories; see :class:`CannedMessageCategories`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncCannedMessageCategoriesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncCannedMessageCategoriesWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[CannedMessageCategory]:
        """List canned message categories; see :meth:`CannedMessageCategories.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self, *, name: str, parent_id: int, is_private: bool, timeout: float | Omit | None = OMIT
    ) -> CannedMessageCategory:
        """Create a canned message category; see :meth:`CannedMessageCategories.create`."""
        return await self._send(
            _CREATE, body={"name": name, "parentId": parent_id, "isPrivate": is_private}, timeout=timeout
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> CannedMessageCategory:
        """Get a canned message category; see :meth:`CannedMessageCategories.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        parent_id: int | Omit = OMIT,
        is_private: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CannedMessageCategory:
        """Update a canned message category; see :meth:`CannedMessageCategories.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={"name": name, "parentId": parent_id, "isPrivate": is_private},
            timeout=timeout,
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete a canned message category; see :meth:`CannedMessageCategories.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class CannedMessageCategoriesWithRawResponse:
    """``CannedMessageCategories`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = CannedMessageCategories(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncCannedMessageCategoriesWithRawResponse:
    """``AsyncCannedMessageCategories`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncCannedMessageCategories(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
