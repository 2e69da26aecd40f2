"""The resource ``client.account.ip_restriction.ip_ranges``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING

from ...._models import list_of, model
from ...._request import OMIT, Omit, Operation, as_is
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import IpRange

__all__ = ["AsyncIpRanges", "IpRanges"]

_LIST: Operation[list[IpRange]] = Operation(
    "account.ip_restriction.ip_ranges.list",
    "GET",
    "/api/v2/account/ipRestriction/ipRanges",
    decode=list_of(model("IpRange")),
)
_CREATE: Operation[IpRange] = Operation(
    "account.ip_restriction.ip_ranges.create", "POST", "/api/v2/account/ipRestriction/ipRanges", decode=model("IpRange")
)
_DELETE: Operation[str] = Operation(
    "account.ip_restriction.ip_ranges.delete", "DELETE", "/api/v2/account/ipRestriction/ipRanges/{id}", decode=as_is
)


class IpRanges(Resource):
    """Account › IP Ranges. The ranges of IP addresses that agents can sign in from while the IP restriction is
    enabled.

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
    def with_raw_response(self) -> IpRangesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return IpRangesWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[IpRange]:
        """List IP ranges.

        The ranges of IP addresses from which agents can sign in. The list has no pages.

        Requires the permission "Manage Security".

        Source: Account.md:1400-1435
        """
        return self._send(_LIST, timeout=timeout)

    def create(self, *, from_: str, to: str, timeout: float | Omit | None = OMIT) -> IpRange:
        """Create an IP range.

        Authorizes a range of IP addresses.

        Requires the permission "Manage Security".

        Args:
            from_: The first IP address of the range. The samples show IPv4 addresses.
            to: The last IP address of the range.

        Source: Account.md:1437-1471
        """
        return self._send(_CREATE, body={"from": from_, "to": to}, timeout=timeout)

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete an IP range.

        Removes a range of authorized IP addresses.

        Requires the permission "Manage Security".

        Args:
            id: The range's identifier.

        Source: Account.md:1473-1501
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncIpRanges(AsyncResource):
    """Account › IP Ranges; see :class:`IpRanges`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncIpRangesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncIpRangesWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[IpRange]:
        """List IP ranges; see :meth:`IpRanges.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(self, *, from_: str, to: str, timeout: float | Omit | None = OMIT) -> IpRange:
        """Create an IP range; see :meth:`IpRanges.create`."""
        return await self._send(_CREATE, body={"from": from_, "to": to}, timeout=timeout)

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete an IP range; see :meth:`IpRanges.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class IpRangesWithRawResponse:
    """``IpRanges`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = IpRanges(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.delete = as_raw(resource.delete)


class AsyncIpRangesWithRawResponse:
    """``AsyncIpRanges`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncIpRanges(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.delete = as_async_raw(resource.delete)
