"""The resource ``client.livechat.bans``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING, Literal

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation, as_is
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import Ban

__all__ = ["AsyncBans", "Bans"]

_LIST: Operation[list[Ban]] = Operation(
    "livechat.bans.list", "GET", "/api/v2/livechat/bans", decode=list_of(model("Ban"))
)
_CREATE: Operation[Ban] = Operation("livechat.bans.create", "POST", "/api/v2/livechat/bans", decode=model("Ban"))
_GET: Operation[Ban] = Operation("livechat.bans.get", "GET", "/api/v2/livechat/bans/{id}", decode=model("Ban"))
_UPDATE: Operation[Ban] = Operation("livechat.bans.update", "PUT", "/api/v2/livechat/bans/{id}", decode=model("Ban"))
_DELETE: Operation[str] = Operation("livechat.bans.delete", "DELETE", "/api/v2/livechat/bans/{id}", decode=as_is)


class Bans(Resource):
    """Live Chat › Bans. The visitors and IP addresses that are banned from the chat of the site.

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
    def with_raw_response(self) -> BansWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return BansWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Ban]:
        """List bans.

        All bans of the site. The list has no pages.

        Requires the permission "Manage Ban List".

        Source: Livechat.md:3173-3210
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self,
        *,
        type: Literal["visitor", "ip"] | str,
        visitor_id: str | Omit = OMIT,
        ip_address: str | Omit = OMIT,
        comment: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Ban:
        """Create a ban.

        Bans a visitor, an IP address or a range of IP addresses.

        Requires the permission "Manage Ban List".

        Args:
            type: Whether the ban is on a visitor or on IP addresses.
            visitor_id: The visitor's identifier, a UUID, if `type` is `visitor`; otherwise empty.
            ip_address: If `type` is `ip`: one address, a range in CIDR notation such as `192.0.2.0/28`, or
                the first and the last address of a range, as in `192.0.2.1-192.0.2.14`. Otherwise empty.
            comment: A note on the ban.

        Source: Livechat.md:3248-3284
        """
        return self._send(
            _CREATE,
            body={"type": type, "visitorId": visitor_id, "ipAddress": ip_address, "comment": comment},
            timeout=timeout,
        )

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Ban:
        """Get a ban.

        One ban of the site.

        Requires the permission "Manage Ban List".

        Args:
            id: The ban's identifier.

        Source: Livechat.md:3212-3246
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        type: Literal["visitor", "ip"] | str | Omit = OMIT,
        visitor_id: str | Omit = OMIT,
        ip_address: str | Omit = OMIT,
        comment: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Ban:
        """Update a ban.

        Changes a ban. Omitted properties keep their values.

        Requires the permission "Manage Ban List".

        Args:
            id: The ban's identifier.
            type: Whether the ban is on a visitor or on IP addresses.
            visitor_id: The visitor's identifier, a UUID, if `type` is `visitor`; otherwise empty.
            ip_address: If `type` is `ip`: one address, a range in CIDR notation such as `192.0.2.0/28`, or
                the first and the last address of a range, as in `192.0.2.1-192.0.2.14`. Otherwise empty.
            comment: A note on the ban.

        Source: Livechat.md:3286-3322
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={"type": type, "visitorId": visitor_id, "ipAddress": ip_address, "comment": comment},
            timeout=timeout,
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a ban.

        Lifts a ban.

        Requires the permission "Manage Ban List".

        Args:
            id: The ban's identifier.

        Source: Livechat.md:3324-3352
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncBans(AsyncResource):
    """Live Chat › Bans; see :class:`Bans`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncBansWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncBansWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Ban]:
        """List bans; see :meth:`Bans.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self,
        *,
        type: Literal["visitor", "ip"] | str,
        visitor_id: str | Omit = OMIT,
        ip_address: str | Omit = OMIT,
        comment: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Ban:
        """Create a ban; see :meth:`Bans.create`."""
        return await self._send(
            _CREATE,
            body={"type": type, "visitorId": visitor_id, "ipAddress": ip_address, "comment": comment},
            timeout=timeout,
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> Ban:
        """Get a ban; see :meth:`Bans.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        type: Literal["visitor", "ip"] | str | Omit = OMIT,
        visitor_id: str | Omit = OMIT,
        ip_address: str | Omit = OMIT,
        comment: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Ban:
        """Update a ban; see :meth:`Bans.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={"type": type, "visitorId": visitor_id, "ipAddress": ip_address, "comment": comment},
            timeout=timeout,
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a ban; see :meth:`Bans.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class BansWithRawResponse:
    """``Bans`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Bans(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncBansWithRawResponse:
    """``AsyncBans`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncBans(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
