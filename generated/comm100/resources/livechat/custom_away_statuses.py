"""The resource ``client.livechat.custom_away_statuses``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation, as_is
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import CustomAwayStatus

__all__ = ["AsyncCustomAwayStatuses", "CustomAwayStatuses"]

_LIST: Operation[list[CustomAwayStatus]] = Operation(
    "livechat.custom_away_statuses.list",
    "GET",
    "/api/v2/livechat/customAwayStatus",
    decode=list_of(model("CustomAwayStatus")),
)
_CREATE: Operation[CustomAwayStatus] = Operation(
    "livechat.custom_away_statuses.create",
    "POST",
    "/api/v2/livechat/customAwayStatus",
    decode=model("CustomAwayStatus"),
)
_GET: Operation[CustomAwayStatus] = Operation(
    "livechat.custom_away_statuses.get",
    "GET",
    "/api/v2/livechat/customAwayStatus/{id}",
    decode=model("CustomAwayStatus"),
)
_UPDATE: Operation[CustomAwayStatus] = Operation(
    "livechat.custom_away_statuses.update",
    "PUT",
    "/api/v2/livechat/customAwayStatus/{id}",
    decode=model("CustomAwayStatus"),
)
_DELETE: Operation[str] = Operation(
    "livechat.custom_away_statuses.delete", "DELETE", "/api/v2/livechat/customAwayStatus/{id}", decode=as_is
)


class CustomAwayStatuses(Resource):
    """Live Chat › Custom Away Statuses. Statuses that say why an agent is away, such as Lunch.

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
    def with_raw_response(self) -> CustomAwayStatusesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return CustomAwayStatusesWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[CustomAwayStatus]:
        """List custom away statuses.

        All custom away statuses of the site. The list has no pages.

        Requires the permission "Manage Settings".

        Source: Livechat.md:2965-3000
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self, *, name: str, is_visible: bool | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> CustomAwayStatus:
        """Create a custom away status.

        Adds a status that agents can have instead of `away`. It is not visible unless the request says
        otherwise.

        Requires the permission "Manage Settings".

        Args:
            name: The name of the status, which is also the status of the agents who have it.
            is_visible: Whether the status is visible. The text does not say to whom.

        Source: Livechat.md:3036-3070
        """
        return self._send(_CREATE, body={"name": name, "isVisible": is_visible}, timeout=timeout)

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> CustomAwayStatus:
        """Get a custom away status.

        One custom away status of the site.

        Requires the permission "Manage Settings".

        Args:
            id: The status's identifier.

        Source: Livechat.md:3002-3034
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        is_visible: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomAwayStatus:
        """Update a custom away status.

        Changes a custom away status. Omitted properties keep their values.

        Requires the permission "Manage Settings".

        Args:
            id: The status's identifier.
            name: The name of the status, which is also the status of the agents who have it.
            is_visible: Whether the status is visible. The text does not say to whom.

        Source: Livechat.md:3072-3106
        """
        return self._send(_UPDATE, path={"id": id}, body={"name": name, "isVisible": is_visible}, timeout=timeout)

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a custom away status.

        Removes a custom away status from the site.

        Requires the permission "Manage Settings".

        Args:
            id: The status's identifier.

        Source: Livechat.md:3108-3136
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncCustomAwayStatuses(AsyncResource):
    """Live Chat › Custom Away Statuses; see :class:`CustomAwayStatuses`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncCustomAwayStatusesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncCustomAwayStatusesWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[CustomAwayStatus]:
        """List custom away statuses; see :meth:`CustomAwayStatuses.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self, *, name: str, is_visible: bool | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> CustomAwayStatus:
        """Create a custom away status; see :meth:`CustomAwayStatuses.create`."""
        return await self._send(_CREATE, body={"name": name, "isVisible": is_visible}, timeout=timeout)

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> CustomAwayStatus:
        """Get a custom away status; see :meth:`CustomAwayStatuses.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        is_visible: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomAwayStatus:
        """Update a custom away status; see :meth:`CustomAwayStatuses.update`."""
        return await self._send(_UPDATE, path={"id": id}, body={"name": name, "isVisible": is_visible}, timeout=timeout)

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a custom away status; see :meth:`CustomAwayStatuses.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class CustomAwayStatusesWithRawResponse:
    """``CustomAwayStatuses`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = CustomAwayStatuses(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncCustomAwayStatusesWithRawResponse:
    """``AsyncCustomAwayStatuses`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncCustomAwayStatuses(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
