"""The resource ``client.account.sites``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..._models import model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import SiteProfile

__all__ = ["AsyncSites", "Sites"]

_GET_PROFILE: Operation[SiteProfile] = Operation(
    "account.sites.get_profile", "GET", "/api/v2/account/site/profile", decode=model("SiteProfile")
)
_UPDATE_PROFILE: Operation[SiteProfile] = Operation(
    "account.sites.update_profile", "PUT", "/api/v2/account/site/profile", decode=model("SiteProfile")
)


class Sites(Resource):
    """Account › Sites. The profile of the site that the credentials belong to.

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
    def with_raw_response(self) -> SitesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return SitesWithRawResponse(self._client)

    def get_profile(self, *, timeout: float | Omit | None = OMIT) -> SiteProfile:
        """Get the site's profile.

        The profile of the site that the credentials belong to.

        Requires the permission "Manage Site".

        Source: Account.md:54-101
        """
        return self._send(_GET_PROFILE, timeout=timeout)

    def update_profile(
        self,
        *,
        site_name: str | Omit = OMIT,
        contact_first_name: str | Omit = OMIT,
        contact_last_name: str | Omit = OMIT,
        contact_mobile_number: str | Omit = OMIT,
        company: str | Omit = OMIT,
        website: str | Omit = OMIT,
        phone_number: str | Omit = OMIT,
        title: str | Omit = OMIT,
        fax_number: str | Omit = OMIT,
        mail_address: str | Omit = OMIT,
        city: str | Omit = OMIT,
        state_or_province: str | Omit = OMIT,
        postal_or_zip_code: str | Omit = OMIT,
        country: str | Omit = OMIT,
        company_size: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        datetime_format: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> SiteProfile:
        """Update the site's profile.

        Changes the profile of the site. Omitted properties keep their values.

        Requires the permission "Manage Site".

        Args:
            site_name: The name of the site.
            contact_first_name: The first name of the site's contact.
            contact_last_name: The last name of the site's contact.
            contact_mobile_number: The mobile phone number of the site's contact.
            company: The company that the site belongs to.
            website: The address of the company's website. It need not have a scheme.
            phone_number: The company's phone number.
            title: The job title of the site's contact. (Inferred: The table says "title of the site"; it
                stands between the contact's numbers.)
            fax_number: The company's fax number.
            mail_address: The company's postal address.
            city: The company's city.
            state_or_province: The company's state or province.
            postal_or_zip_code: The company's postal code.
            country: The company's country.
            company_size: The number of employees, as a range.
            time_zone: The site's time zone, as a decimal index into a list that the vendor does not
                publish.
            datetime_format: How the site shows dates and times, as a .NET format string.

        Source: Account.md:103-152
        """
        return self._send(
            _UPDATE_PROFILE,
            body={
                "siteName": site_name,
                "contact.firstName": contact_first_name,
                "contact.lastName": contact_last_name,
                "contact.mobileNumber": contact_mobile_number,
                "company": company,
                "website": website,
                "phoneNumber": phone_number,
                "title": title,
                "faxNumber": fax_number,
                "mailAddress": mail_address,
                "city": city,
                "stateOrProvince": state_or_province,
                "postalOrZipCode": postal_or_zip_code,
                "country": country,
                "companySize": company_size,
                "timeZone": time_zone,
                "datetimeFormat": datetime_format,
            },
            timeout=timeout,
        )


class AsyncSites(AsyncResource):
    """Account › Sites; see :class:`Sites`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncSitesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncSitesWithRawResponse(self._client)

    async def get_profile(self, *, timeout: float | Omit | None = OMIT) -> SiteProfile:
        """Get the site's profile; see :meth:`Sites.get_profile`."""
        return await self._send(_GET_PROFILE, timeout=timeout)

    async def update_profile(
        self,
        *,
        site_name: str | Omit = OMIT,
        contact_first_name: str | Omit = OMIT,
        contact_last_name: str | Omit = OMIT,
        contact_mobile_number: str | Omit = OMIT,
        company: str | Omit = OMIT,
        website: str | Omit = OMIT,
        phone_number: str | Omit = OMIT,
        title: str | Omit = OMIT,
        fax_number: str | Omit = OMIT,
        mail_address: str | Omit = OMIT,
        city: str | Omit = OMIT,
        state_or_province: str | Omit = OMIT,
        postal_or_zip_code: str | Omit = OMIT,
        country: str | Omit = OMIT,
        company_size: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        datetime_format: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> SiteProfile:
        """Update the site's profile; see :meth:`Sites.update_profile`."""
        return await self._send(
            _UPDATE_PROFILE,
            body={
                "siteName": site_name,
                "contact.firstName": contact_first_name,
                "contact.lastName": contact_last_name,
                "contact.mobileNumber": contact_mobile_number,
                "company": company,
                "website": website,
                "phoneNumber": phone_number,
                "title": title,
                "faxNumber": fax_number,
                "mailAddress": mail_address,
                "city": city,
                "stateOrProvince": state_or_province,
                "postalOrZipCode": postal_or_zip_code,
                "country": country,
                "companySize": company_size,
                "timeZone": time_zone,
                "datetimeFormat": datetime_format,
            },
            timeout=timeout,
        )


class SitesWithRawResponse:
    """``Sites`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Sites(client, raw=True)
        self.get_profile = as_raw(resource.get_profile)
        self.update_profile = as_raw(resource.update_profile)


class AsyncSitesWithRawResponse:
    """``AsyncSites`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncSites(client, raw=True)
        self.get_profile = as_async_raw(resource.get_profile)
        self.update_profile = as_async_raw(resource.update_profile)
