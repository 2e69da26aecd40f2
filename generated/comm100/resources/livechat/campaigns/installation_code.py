"""The resource ``client.livechat.campaigns.installation_code``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ...._models import model
from ...._request import OMIT, Omit, Operation
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import InstallationCode

__all__ = ["AsyncInstallationCodeResource", "InstallationCodeResource"]

_GET: Operation[InstallationCode] = Operation(
    "livechat.campaigns.installation_code.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/code",
    decode=model("InstallationCode"),
)


class InstallationCodeResource(Resource):
    """Live Chat › Campaigns. The campaigns of a site, each with an installation code and live chat settings of its
    own.

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
    def with_raw_response(self) -> InstallationCodeResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return InstallationCodeResourceWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> InstallationCode:
        """Get the installation code.

        The HTML that shows the campaign's chat button on a website.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:265-300
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)


class AsyncInstallationCodeResource(AsyncResource):
    """Live Chat › Campaigns; see :class:`InstallationCodeResource`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncInstallationCodeResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncInstallationCodeResourceWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> InstallationCode:
        """Get the installation code; see :meth:`InstallationCodeResource.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)


class InstallationCodeResourceWithRawResponse:
    """``InstallationCodeResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = InstallationCodeResource(client, raw=True)
        self.get = as_raw(resource.get)


class AsyncInstallationCodeResourceWithRawResponse:
    """``AsyncInstallationCodeResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncInstallationCodeResource(client, raw=True)
        self.get = as_async_raw(resource.get)
