"""The resource ``client.livechat.visitors``."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import Visitor, VisitorCustomVariable

__all__ = ["AsyncVisitors", "Visitors"]

_LIST: Operation[list[Visitor]] = Operation(
    "livechat.visitors.list", "GET", "/api/v2/livechat/visitors", decode=list_of(model("Visitor"))
)
_LIST_CHATTING: Operation[list[Visitor]] = Operation(
    "livechat.visitors.list_chatting", "GET", "/api/v2/livechat/visitors/chatting", decode=list_of(model("Visitor"))
)
_GET: Operation[Visitor] = Operation(
    "livechat.visitors.get", "GET", "/api/v2/livechat/visitors/{id}", decode=model("Visitor")
)
_UPDATE: Operation[Visitor] = Operation(
    "livechat.visitors.update", "PUT", "/api/v2/livechat/visitors/{id}", decode=model("Visitor")
)


class Visitors(Resource):
    """Live Chat › Visitors. The people who view the site's web pages, and the custom variables that were captured
    there.

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
    def with_raw_response(self) -> VisitorsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return VisitorsWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Visitor]:
        """List visitors.

        The visitors of the site's web pages.

        Requires the permission "Manage Settings".

        Source: Livechat.md:4124-4192
        """
        return self._send(_LIST, timeout=timeout)

    def list_chatting(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Visitor]:
        """List chatting visitors.

        The visitors who are having a chat.

        Requires the permission "Manage Settings".

        Inferred: In version 1 these statuses are 1 and 2; the sample shows 3.

        Source: Livechat.md:4194-4262
        """
        return self._send(_LIST_CHATTING, timeout=timeout)

    def get(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> Visitor:
        """Get a visitor.

        One visitor of the site's web pages.

        Requires the permission "Manage Settings".

        Args:
            id: The visitor's identifier.

        Source: Livechat.md:4264-4329
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: str,
        body: Sequence[VisitorCustomVariable | Mapping[str, Any]],
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> Visitor:
        """Update a visitor's custom variables.

        Sets custom variables of a visitor. Those that are not in the list keep their values.

        Requires the permission "Manage Settings".

        Args:
            id: The visitor's identifier.

        Inferred: The response of the sample has more variables than the request.

        Source: Livechat.md:4331-4399
        """
        return self._send(_UPDATE, path={"id": id}, body=body, timeout=timeout)


class AsyncVisitors(AsyncResource):
    """Live Chat › Visitors; see :class:`Visitors`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncVisitorsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncVisitorsWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Visitor]:
        """List visitors; see :meth:`Visitors.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def list_chatting(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Visitor]:
        """List chatting visitors; see :meth:`Visitors.list_chatting`."""
        return await self._send(_LIST_CHATTING, timeout=timeout)

    async def get(self, id: str, /, *, timeout: float | Omit | None = OMIT) -> Visitor:
        """Get a visitor; see :meth:`Visitors.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: str,
        body: Sequence[VisitorCustomVariable | Mapping[str, Any]],
        /,
        *,
        timeout: float | Omit | None = OMIT,
    ) -> Visitor:
        """Update a visitor's custom variables; see :meth:`Visitors.update`."""
        return await self._send(_UPDATE, path={"id": id}, body=body, timeout=timeout)


class VisitorsWithRawResponse:
    """``Visitors`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Visitors(client, raw=True)
        self.list = as_raw(resource.list)
        self.list_chatting = as_raw(resource.list_chatting)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncVisitorsWithRawResponse:
    """``AsyncVisitors`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncVisitors(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.list_chatting = as_async_raw(resource.list_chatting)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
