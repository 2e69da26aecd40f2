"""The resource ``client.account.audit_logs``."""

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
    from ...models import AuditLog

__all__ = ["AsyncAuditLogs", "AuditLogs"]

_LIST: Operation[Any] = Operation(
    "account.audit_logs.list",
    "GET",
    "/api/v2/account/auditLogs",
    decode=as_page,
    times={"dateFrom": None, "dateTo": None},
)
_LIST_PAGING: Paging[AuditLog] = Paging(
    items="logs", next="nextPage", total="total", parameter="pageIndex", decode=model("AuditLog")
)


class AuditLogs(Resource):
    """Account › Audit Logs. What agents did in the control panel.

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
    def with_raw_response(self) -> AuditLogsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AuditLogsWithRawResponse(self._client)

    def list(
        self,
        *,
        date_from: datetime.date | str,
        date_to: datetime.date | str,
        product: Literal["liveChat", "account"] | str | Omit = OMIT,
        type: str | Omit = OMIT,
        agent_id: int | Omit = OMIT,
        keywords: str | Omit = OMIT,
        page_index: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Page[AuditLog]:
        """List audit log entries.

        What agents did in a period of time, one page at a time. The page size is not documented.

        Requires the permission "View Audit Log".

        Args:
            date_from: The beginning of the period, in UTC. (Inferred: Listed before the heading "optional",
                as `dateTo` is; no time zone is documented.)
            date_to: The end of the period, in UTC. (Inferred: Listed before the heading "optional", as
                `dateFrom` is; no time zone is documented.)
            product: Only actions in this product. Entries name the product with spaces, as in `Live Chat`.
            type: Only entries with this `actionType`.
            agent_id: Only actions of the agent with this identifier.
            keywords: Only records that contain this text.
            page_index: The page number, starting at 0. (Observed: Livechat.md counts the pages of chats
                from 0; Account.md names no first page.)

        Source: Account.md:1517-1574
        """
        return self._list(
            _LIST,
            _LIST_PAGING,
            query={
                "dateFrom": date_from,
                "dateTo": date_to,
                "product": product,
                "type": type,
                "agentId": agent_id,
                "keywords": keywords,
                "pageIndex": page_index,
            },
            timeout=timeout,
        )


class AsyncAuditLogs(AsyncResource):
    """Account › Audit Logs; see :class:`AuditLogs`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncAuditLogsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncAuditLogsWithRawResponse(self._client)

    def list(
        self,
        *,
        date_from: datetime.date | str,
        date_to: datetime.date | str,
        product: Literal["liveChat", "account"] | str | Omit = OMIT,
        type: str | Omit = OMIT,
        agent_id: int | Omit = OMIT,
        keywords: str | Omit = OMIT,
        page_index: int | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> AsyncPager[AuditLog]:
        """List audit log entries; see :meth:`AuditLogs.list`."""
        return self._list(
            _LIST,
            _LIST_PAGING,
            query={
                "dateFrom": date_from,
                "dateTo": date_to,
                "product": product,
                "type": type,
                "agentId": agent_id,
                "keywords": keywords,
                "pageIndex": page_index,
            },
            timeout=timeout,
        )


class AuditLogsWithRawResponse:
    """``AuditLogs`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = AuditLogs(client, raw=True)
        self.list = as_raw(resource.list)


class AsyncAuditLogsWithRawResponse:
    """``AsyncAuditLogs`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncAuditLogs(client, raw=True)
        self.list = as_async_raw(resource.list)
