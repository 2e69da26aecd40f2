"""The resource ``client.livechat.visitor_segmentations``."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import Conditions, VisitorSegmentation, VisitorSegmentationNotification

__all__ = ["AsyncVisitorSegmentations", "VisitorSegmentations"]

_LIST: Operation[list[VisitorSegmentation]] = Operation(
    "livechat.visitor_segmentations.list",
    "GET",
    "/api/v2/livechat/visitorSegmentations",
    decode=list_of(model("VisitorSegmentation")),
)
_CREATE: Operation[VisitorSegmentation] = Operation(
    "livechat.visitor_segmentations.create",
    "POST",
    "/api/v2/livechat/visitorSegmentations",
    decode=model("VisitorSegmentation"),
)
_GET: Operation[VisitorSegmentation] = Operation(
    "livechat.visitor_segmentations.get",
    "GET",
    "/api/v2/livechat/visitorSegmentations/{id}",
    decode=model("VisitorSegmentation"),
)
_UPDATE: Operation[VisitorSegmentation] = Operation(
    "livechat.visitor_segmentations.update",
    "PUT",
    "/api/v2/livechat/visitorSegmentations/{id}",
    decode=model("VisitorSegmentation"),
)
_DELETE: Operation[None] = Operation(
    "livechat.visitor_segmentations.delete", "DELETE", "/api/v2/livechat/visitorSegmentations/{id}"
)


class VisitorSegmentations(Resource):
    """Live Chat › Visitor Segmentations. Segments of the site's visitors, whose members meet the same conditions.

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
    def with_raw_response(self) -> VisitorSegmentationsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return VisitorSegmentationsWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[VisitorSegmentation]:
        """List visitor segments.

        All visitor segments of the site. The list has no pages.

        Requires the permission "Manage Settings".

        Source: Livechat.md:3669-3720
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self,
        *,
        name: str,
        color: str | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        priority: int | Omit = OMIT,
        description: str | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        notification: VisitorSegmentationNotification | Mapping[str, Any] | str | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> VisitorSegmentation:
        """Create a visitor segment.

        Adds a visitor segment to the site. It is disabled unless the request says otherwise.

        Requires the permission "Manage Settings".

        Args:
            name: The name of the segment.
            color: The color that marks visitors of the segment, as six hexadecimal digits without a number
                sign.
            is_enable: Whether the segment is enabled.
            priority: The priority of the segment. No text says whether small or large numbers come first.
            description: Which visitors the segment is about.
            conditions: The conditions of a rule, and how many of them must be met.
            notification: Who is notified of visitors in the segment. `none` or null stands for nobody. In
                responses, an object can also come as JSON text. (Inferred: The text lists the forms without a
                meaning; one sample has JSON text.)

        Source: Livechat.md:3765-3808
        """
        return self._send(
            _CREATE,
            body={
                "name": name,
                "color": color,
                "isEnable": is_enable,
                "priority": priority,
                "description": description,
                "conditions": conditions,
                "notification": notification,
            },
            timeout=timeout,
        )

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> VisitorSegmentation:
        """Get a visitor segment.

        One visitor segment of the site.

        Requires the permission "Manage Settings".

        Args:
            id: The segment's identifier.

        Source: Livechat.md:3722-3763
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        color: str | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        priority: int | Omit = OMIT,
        description: str | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        notification: VisitorSegmentationNotification | Mapping[str, Any] | str | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> VisitorSegmentation:
        """Update a visitor segment.

        Changes a visitor segment. Omitted properties keep their values.

        Requires the permission "Manage Settings".

        Args:
            id: The segment's identifier.
            name: The name of the segment.
            color: The color that marks visitors of the segment, as six hexadecimal digits without a number
                sign.
            is_enable: Whether the segment is enabled.
            priority: The priority of the segment. No text says whether small or large numbers come first.
            description: Which visitors the segment is about.
            conditions: The conditions of a rule, and how many of them must be met.
            notification: Who is notified of visitors in the segment. `none` or null stands for nobody. In
                responses, an object can also come as JSON text. (Inferred: The text lists the forms without a
                meaning; one sample has JSON text.)

        Source: Livechat.md:3810-3853
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={
                "name": name,
                "color": color,
                "isEnable": is_enable,
                "priority": priority,
                "description": description,
                "conditions": conditions,
                "notification": notification,
            },
            timeout=timeout,
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete a visitor segment.

        Removes a visitor segment from the site.

        Requires the permission "Manage Settings".

        Args:
            id: The segment's identifier.

        Source: Livechat.md:3855-3883
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncVisitorSegmentations(AsyncResource):
    """Live Chat › Visitor Segmentations; see :class:`VisitorSegmentations`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncVisitorSegmentationsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncVisitorSegmentationsWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[VisitorSegmentation]:
        """List visitor segments; see :meth:`VisitorSegmentations.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self,
        *,
        name: str,
        color: str | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        priority: int | Omit = OMIT,
        description: str | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        notification: VisitorSegmentationNotification | Mapping[str, Any] | str | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> VisitorSegmentation:
        """Create a visitor segment; see :meth:`VisitorSegmentations.create`."""
        return await self._send(
            _CREATE,
            body={
                "name": name,
                "color": color,
                "isEnable": is_enable,
                "priority": priority,
                "description": description,
                "conditions": conditions,
                "notification": notification,
            },
            timeout=timeout,
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> VisitorSegmentation:
        """Get a visitor segment; see :meth:`VisitorSegmentations.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        color: str | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        priority: int | Omit = OMIT,
        description: str | Omit = OMIT,
        conditions: Conditions | Mapping[str, Any] | Omit = OMIT,
        notification: VisitorSegmentationNotification | Mapping[str, Any] | str | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> VisitorSegmentation:
        """Update a visitor segment; see :meth:`VisitorSegmentations.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={
                "name": name,
                "color": color,
                "isEnable": is_enable,
                "priority": priority,
                "description": description,
                "conditions": conditions,
                "notification": notification,
            },
            timeout=timeout,
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Delete a visitor segment; see :meth:`VisitorSegmentations.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class VisitorSegmentationsWithRawResponse:
    """``VisitorSegmentations`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = VisitorSegmentations(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncVisitorSegmentationsWithRawResponse:
    """``AsyncVisitorSegmentations`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncVisitorSegmentations(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
