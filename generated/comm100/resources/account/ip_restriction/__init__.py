"""The resource ``client.account.ip_restriction``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ...._models import model
from ...._request import OMIT, Omit, Operation
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import IpRestriction
    from .ip_ranges import AsyncIpRanges, IpRanges

__all__ = ["AsyncIpRestrictionResource", "IpRestrictionResource"]

_GET: Operation[IpRestriction] = Operation(
    "account.ip_restriction.get", "GET", "/api/v2/account/ipRestriction", decode=model("IpRestriction")
)
_UPDATE: Operation[IpRestriction] = Operation(
    "account.ip_restriction.update", "PUT", "/api/v2/account/ipRestriction", decode=model("IpRestriction")
)


class IpRestrictionResource(Resource):
    """Account › IP Restriction. Whether agents can sign in from authorized IP addresses only, and which addresses
    these are.

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
    def ip_ranges(self) -> IpRanges:
        """The ranges of IP addresses that agents can sign in from while the IP restriction is enabled."""
        from .ip_ranges import IpRanges

        return IpRanges(self._client)

    @functools.cached_property
    def with_raw_response(self) -> IpRestrictionResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return IpRestrictionResourceWithRawResponse(self._client)

    def get(self, *, timeout: float | Omit | None = OMIT) -> IpRestriction:
        """Get the IP restriction.

        Whether agents can sign in from authorized IP addresses only.

        Requires the permission "Manage Security".

        Source: Account.md:1322-1353
        """
        return self._send(_GET, timeout=timeout)

    def update(
        self,
        *,
        is_enable: bool | Omit = OMIT,
        is_enable_for_mobile: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> IpRestriction:
        """Update the IP restriction.

        Turns the restriction on or off. Omitted properties keep their values.

        Requires the permission "Manage Security".

        Args:
            is_enable: Whether the restriction applies to the control panel and the agent console.
                (Inferred: The table says only that restrictions are enabled; the other property is about the
                mobile app.)
            is_enable_for_mobile: Whether the restriction applies to the mobile app.

        Source: Account.md:1355-1388
        """
        return self._send(
            _UPDATE, body={"isEnable": is_enable, "isEnableForMobile": is_enable_for_mobile}, timeout=timeout
        )


class AsyncIpRestrictionResource(AsyncResource):
    """Account › IP Restriction; see :class:`IpRestrictionResource`."""

    @functools.cached_property
    def ip_ranges(self) -> AsyncIpRanges:
        """The ranges of IP addresses that agents can sign in from while the IP restriction is enabled."""
        from .ip_ranges import AsyncIpRanges

        return AsyncIpRanges(self._client)

    @functools.cached_property
    def with_raw_response(self) -> AsyncIpRestrictionResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncIpRestrictionResourceWithRawResponse(self._client)

    async def get(self, *, timeout: float | Omit | None = OMIT) -> IpRestriction:
        """Get the IP restriction; see :meth:`IpRestrictionResource.get`."""
        return await self._send(_GET, timeout=timeout)

    async def update(
        self,
        *,
        is_enable: bool | Omit = OMIT,
        is_enable_for_mobile: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> IpRestriction:
        """Update the IP restriction; see :meth:`IpRestrictionResource.update`."""
        return await self._send(
            _UPDATE, body={"isEnable": is_enable, "isEnableForMobile": is_enable_for_mobile}, timeout=timeout
        )


class IpRestrictionResourceWithRawResponse:
    """``IpRestrictionResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = IpRestrictionResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncIpRestrictionResourceWithRawResponse:
    """``AsyncIpRestrictionResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncIpRestrictionResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
