"""The resource ``client.livechat.visitor_sso``."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..._models import model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import VisitorSso, VisitorSsoCampaignOptions, VisitorSsoDataMapping

__all__ = ["AsyncVisitorSsoResource", "VisitorSsoResource"]

_GET: Operation[VisitorSso] = Operation(
    "livechat.visitor_sso.get", "GET", "/api/v2/livechat/visitorSSO", decode=model("VisitorSso")
)
_UPDATE: Operation[VisitorSso] = Operation(
    "livechat.visitor_sso.update", "PUT", "/api/v2/livechat/visitorSSO", decode=model("VisitorSso")
)


class VisitorSsoResource(Resource):
    """Live Chat › Visitor SSO. How visitors sign in with the site's own identity provider (single sign-on).

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
    def with_raw_response(self) -> VisitorSsoResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return VisitorSsoResourceWithRawResponse(self._client)

    def get(self, *, timeout: float | Omit | None = OMIT) -> VisitorSso:
        """Get the visitor SSO settings.

        How visitors sign in with the site's own identity provider.

        Requires the permission "Manage Settings".

        Source: Livechat.md:3938-3989
        """
        return self._send(_GET, timeout=timeout)

    def update(
        self,
        *,
        is_enable: bool | Omit = OMIT,
        sign_in_url: str | Omit = OMIT,
        idp_certificate: str | Omit = OMIT,
        idp_certificate_file_name: str | Omit = OMIT,
        data_mappings: Sequence[VisitorSsoDataMapping | Mapping[str, Any]] | Omit = OMIT,
        campaign_sso_options: Sequence[VisitorSsoCampaignOptions | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> VisitorSso:
        """Update the visitor SSO settings.

        Changes the settings. Omitted properties keep their values; lists are replaced.

        Requires the permission "Manage Settings".

        Args:
            is_enable: Whether visitors can sign in.
            sign_in_url: The URL of the identity provider at which visitors sign in.
            idp_certificate: The identity provider's certificate, in base64. It verifies what the provider
                says about visitors.
            idp_certificate_file_name: The name of the file that the certificate comes from.
            data_mappings: Which attributes of a visitor who signs in fill which fields.
            campaign_sso_options: How visitors sign in, campaign by campaign.

        Chosen: No text says whether the entries of a list are replaced or merged.

        Source: Livechat.md:3991-4044
        """
        return self._send(
            _UPDATE,
            body={
                "isEnable": is_enable,
                "signInUrl": sign_in_url,
                "idpCertificate": idp_certificate,
                "idpCertificateFileName": idp_certificate_file_name,
                "dataMappings": data_mappings,
                "campaignSSOOptions": campaign_sso_options,
            },
            timeout=timeout,
        )


class AsyncVisitorSsoResource(AsyncResource):
    """Live Chat › Visitor SSO; see :class:`VisitorSsoResource`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncVisitorSsoResourceWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncVisitorSsoResourceWithRawResponse(self._client)

    async def get(self, *, timeout: float | Omit | None = OMIT) -> VisitorSso:
        """Get the visitor SSO settings; see :meth:`VisitorSsoResource.get`."""
        return await self._send(_GET, timeout=timeout)

    async def update(
        self,
        *,
        is_enable: bool | Omit = OMIT,
        sign_in_url: str | Omit = OMIT,
        idp_certificate: str | Omit = OMIT,
        idp_certificate_file_name: str | Omit = OMIT,
        data_mappings: Sequence[VisitorSsoDataMapping | Mapping[str, Any]] | Omit = OMIT,
        campaign_sso_options: Sequence[VisitorSsoCampaignOptions | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> VisitorSso:
        """Update the visitor SSO settings; see :meth:`VisitorSsoResource.update`."""
        return await self._send(
            _UPDATE,
            body={
                "isEnable": is_enable,
                "signInUrl": sign_in_url,
                "idpCertificate": idp_certificate,
                "idpCertificateFileName": idp_certificate_file_name,
                "dataMappings": data_mappings,
                "campaignSSOOptions": campaign_sso_options,
            },
            timeout=timeout,
        )


class VisitorSsoResourceWithRawResponse:
    """``VisitorSsoResource`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = VisitorSsoResource(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncVisitorSsoResourceWithRawResponse:
    """``AsyncVisitorSsoResource`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncVisitorSsoResource(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
