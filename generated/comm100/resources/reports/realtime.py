"""The resource ``client.reports.realtime``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING, Literal

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import CustomMetricValue, RealtimeAgent, RealtimeQueue, RealtimeRightNow, RealtimeToday

__all__ = ["AsyncRealtime", "Realtime"]

_RIGHT_NOW: Operation[RealtimeRightNow] = Operation(
    "reports.realtime.right_now", "GET", "/api/v2/livechat/reports/realtime/rightNow", decode=model("RealtimeRightNow")
)
_TODAY: Operation[RealtimeToday] = Operation(
    "reports.realtime.today", "GET", "/api/v2/livechat/reports/realtime/today", decode=model("RealtimeToday")
)
_TODAY_CUSTOM_METRICS: Operation[list[CustomMetricValue]] = Operation(
    "reports.realtime.today_custom_metrics",
    "GET",
    "/api/v2/livechat/reports/realtime/today/customMetrics",
    decode=list_of(model("CustomMetricValue")),
)
_AGENTS: Operation[list[RealtimeAgent]] = Operation(
    "reports.realtime.agents", "GET", "/api/v2/livechat/reports/realtime/agents", decode=list_of(model("RealtimeAgent"))
)
_QUEUE: Operation[list[RealtimeQueue]] = Operation(
    "reports.realtime.queue", "GET", "/api/v2/livechat/reports/realtime/queue", decode=list_of(model("RealtimeQueue"))
)


class Realtime(Resource):
    """Reports › Realtime. What happens at the moment, and what has happened on the current day.

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
    def with_raw_response(self) -> RealtimeWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return RealtimeWithRawResponse(self._client)

    def right_now(self, *, timeout: float | Omit | None = OMIT) -> RealtimeRightNow:
        """Report the moment.

        How many chats, visitors and agents there are at the moment.

        Requires the permission "View Reports".

        Source: reports.md:1741-1779
        """
        return self._send(_RIGHT_NOW, timeout=timeout)

    def today(self, *, timezone: str | Omit = OMIT, timeout: float | Omit | None = OMIT) -> RealtimeToday:
        """Report the current day.

        What has happened since the day began in the time zone of `timezone`.

        Requires the permission "View Reports".

        Args:
            timezone: The offset of local times from UTC.

        Source: reports.md:1788-1832
        """
        return self._send(_TODAY, query={"timezone": timezone}, timeout=timeout)

    def today_custom_metrics(
        self, *, timezone: str | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> builtins.list[CustomMetricValue]:
        """Report custom metrics of the current day.

        The values of the site's custom metrics since the day began in the time zone of `timezone`. Enterprise
        edition only.

        Requires the permission "View Reports".

        Args:
            timezone: The offset of local times from UTC.

        Source: reports.md:1841-1878
        """
        return self._send(_TODAY_CUSTOM_METRICS, query={"timezone": timezone}, timeout=timeout)

    def agents(
        self,
        *,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RealtimeAgent]:
        """Report what agents do.

        What each agent does at the moment, and did on the current day.

        Requires the permission "View Reports".

        Args:
            timezone: The offset of local times from UTC.
            filter_name: What `filterValue` identifies.
            filter_value: The identifier of the record that `filterName` is about. Only its figures are
                reported. (Inferred: The two are described as a pair; no text says that one alone is refused.)

        Source: reports.md:1887-1948
        """
        return self._send(
            _AGENTS,
            query={"timezone": timezone, "filterName": filter_name, "filterValue": filter_value},
            timeout=timeout,
        )

    def queue(
        self, *, timezone: str | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> builtins.list[RealtimeQueue]:
        """Report the queues of the moment.

        How many visitors wait, and for how long. Each route of chat requests has a queue. Enterprise edition
        only.

        Requires the permission "View Reports".

        Args:
            timezone: The offset of local times from UTC.

        Source: reports.md:1957-2011
        """
        return self._send(_QUEUE, query={"timezone": timezone}, timeout=timeout)


class AsyncRealtime(AsyncResource):
    """Reports › Realtime; see :class:`Realtime`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncRealtimeWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncRealtimeWithRawResponse(self._client)

    async def right_now(self, *, timeout: float | Omit | None = OMIT) -> RealtimeRightNow:
        """Report the moment; see :meth:`Realtime.right_now`."""
        return await self._send(_RIGHT_NOW, timeout=timeout)

    async def today(self, *, timezone: str | Omit = OMIT, timeout: float | Omit | None = OMIT) -> RealtimeToday:
        """Report the current day; see :meth:`Realtime.today`."""
        return await self._send(_TODAY, query={"timezone": timezone}, timeout=timeout)

    async def today_custom_metrics(
        self, *, timezone: str | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> builtins.list[CustomMetricValue]:
        """Report custom metrics of the current day; see :meth:`Realtime.today_custom_metrics`."""
        return await self._send(_TODAY_CUSTOM_METRICS, query={"timezone": timezone}, timeout=timeout)

    async def agents(
        self,
        *,
        timezone: str | Omit = OMIT,
        filter_name: Literal["department"] | str | Omit = OMIT,
        filter_value: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> builtins.list[RealtimeAgent]:
        """Report what agents do; see :meth:`Realtime.agents`."""
        return await self._send(
            _AGENTS,
            query={"timezone": timezone, "filterName": filter_name, "filterValue": filter_value},
            timeout=timeout,
        )

    async def queue(
        self, *, timezone: str | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> builtins.list[RealtimeQueue]:
        """Report the queues of the moment; see :meth:`Realtime.queue`."""
        return await self._send(_QUEUE, query={"timezone": timezone}, timeout=timeout)


class RealtimeWithRawResponse:
    """``Realtime`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Realtime(client, raw=True)
        self.right_now = as_raw(resource.right_now)
        self.today = as_raw(resource.today)
        self.today_custom_metrics = as_raw(resource.today_custom_metrics)
        self.agents = as_raw(resource.agents)
        self.queue = as_raw(resource.queue)


class AsyncRealtimeWithRawResponse:
    """``AsyncRealtime`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncRealtime(client, raw=True)
        self.right_now = as_async_raw(resource.right_now)
        self.today = as_async_raw(resource.today)
        self.today_custom_metrics = as_async_raw(resource.today_custom_metrics)
        self.agents = as_async_raw(resource.agents)
        self.queue = as_async_raw(resource.queue)
