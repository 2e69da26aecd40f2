"""The resource ``client.partner.sites``."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..._models import model
from ..._pages import AsyncPager, Page, Paging
from ..._request import OMIT, Omit, Operation, as_page, hide
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import PartnerPlan, PartnerSite, PartnerSiteContact, PartnerSiteNewContact

__all__ = ["AsyncSites", "Sites"]

_LIST: Operation[Any] = Operation("partner.sites.list", "GET", "/api/v2/partner/sites", decode=as_page)
_LIST_PAGING: Paging[PartnerSite] = Paging(
    items="sites", next="nextPage", total="total", parameter="pageIndex", decode=model("PartnerSite")
)
_CREATE: Operation[PartnerSite] = Operation(
    "partner.sites.create", "POST", "/api/v2/partner/sites", decode=model("PartnerSite")
)
_GET: Operation[PartnerSite] = Operation(
    "partner.sites.get", "GET", "/api/v2/partner/sites/{id}", decode=model("PartnerSite")
)
_UPDATE: Operation[PartnerSite] = Operation(
    "partner.sites.update", "PUT", "/api/v2/partner/sites/{id}", decode=model("PartnerSite")
)
_SET_PAYING: Operation[None] = Operation("partner.sites.set_paying", "PUT", "/api/v2/partner/sites/{id}/paying")


class Sites(Resource):
    """Partner › Sites. The sites of a partner's customers. These operations take a partner's access token, not
    that of an agent.

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
    def with_raw_response(self) -> SitesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return SitesWithRawResponse(self._client)

    def list(
        self, *, keywords: str | Omit = OMIT, page_index: int | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> Page[PartnerSite]:
        """List sites.

        The sites of the partner's customers, up to 100 on a page.

        Args:
            keywords: Only sites with this text in the company, the website, the contact's name or e-mail
                address, or the name or e-mail address of an agent.
            page_index: The page number, starting at 0. (Observed: Livechat.md counts the pages of chats
                from 0; Account.md names no first page.)

        Source: Partner.md:178-253
        """
        return self._list(_LIST, _LIST_PAGING, query={"keywords": keywords, "pageIndex": page_index}, timeout=timeout)

    def create(
        self,
        *,
        time_zone: str,
        plan_list: Sequence[PartnerPlan | Mapping[str, Any]],
        contact: PartnerSiteNewContact | Mapping[str, Any],
        password: str,
        company: str | Omit = OMIT,
        website: str | Omit = OMIT,
        fax: str | Omit = OMIT,
        mailing_address: str | Omit = OMIT,
        city: str | Omit = OMIT,
        state_or_province: str | Omit = OMIT,
        postal_or_zip_code: str | Omit = OMIT,
        country: str | Omit = OMIT,
        company_size: str | Omit = OMIT,
        disabled: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> PartnerSite:
        """Create a site.

        Opens an account for a customer. The contact becomes its first agent.

        Args:
            time_zone: The site's time zone, as a decimal index into a list that the vendor does not
                publish.
            plan_list: The plans of the site.
            contact: The contact of a new site, who becomes its first agent.
            password: The password of the agent that registers the site. It is never returned.
            company: The company's name.
            website: The address of the company's website. It need not have a scheme.
            fax: The company's fax number.
            mailing_address: The company's postal address.
            city: The company's city.
            state_or_province: The company's state or province.
            postal_or_zip_code: The company's postal code.
            country: The company's country.
            company_size: The number of employees, as a range.
            disabled: Whether the site is disabled.

        Inferred: The text calls the contact the user who registers the site.

        Source: Partner.md:255-330
        """
        password = hide(password)
        return self._send(
            _CREATE,
            body={
                "company": company,
                "website": website,
                "fax": fax,
                "mailingAddress": mailing_address,
                "city": city,
                "stateOrProvince": state_or_province,
                "postalOrZipCode": postal_or_zip_code,
                "country": country,
                "companySize": company_size,
                "timeZone": time_zone,
                "planList": plan_list,
                "disabled": disabled,
                "contact": contact,
                "password": password,
            },
            timeout=timeout,
        )

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> PartnerSite:
        """Get a site.

        One site of the partner's customers.

        Args:
            id: The site's identifier.

        Source: Partner.md:86-176
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        plan_list: Sequence[PartnerPlan | Mapping[str, Any]],
        company: str | Omit = OMIT,
        website: str | Omit = OMIT,
        fax: str | Omit = OMIT,
        mailing_address: str | Omit = OMIT,
        city: str | Omit = OMIT,
        state_or_province: str | Omit = OMIT,
        postal_or_zip_code: str | Omit = OMIT,
        country: str | Omit = OMIT,
        company_size: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        disabled: bool | Omit = OMIT,
        contact: PartnerSiteContact | Mapping[str, Any] | Omit = OMIT,
        activated: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> PartnerSite:
        """Update a site.

        Changes a site. Omitted properties keep their values, but the plans are always sent.

        Args:
            id: The site's identifier.
            plan_list: The plans of the site.
            company: The company's name.
            website: The address of the company's website. It need not have a scheme.
            fax: The company's fax number.
            mailing_address: The company's postal address.
            city: The company's city.
            state_or_province: The company's state or province.
            postal_or_zip_code: The company's postal code.
            country: The company's country.
            company_size: The number of employees, as a range.
            time_zone: The site's time zone, as a decimal index into a list that the vendor does not
                publish.
            disabled: Whether the site is disabled.
            contact: The contact of a site, who is also the agent that registered it.
            activated: Whether the site is activated.

        Source: Partner.md:332-411
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={
                "company": company,
                "website": website,
                "fax": fax,
                "mailingAddress": mailing_address,
                "city": city,
                "stateOrProvince": state_or_province,
                "postalOrZipCode": postal_or_zip_code,
                "country": country,
                "companySize": company_size,
                "timeZone": time_zone,
                "planList": plan_list,
                "disabled": disabled,
                "contact": contact,
                "activated": activated,
            },
            timeout=timeout,
        )

    def set_paying(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Turn a trial into a paid account.

        Ends the trial period of a site.

        Args:
            id: The site's identifier.

        Source: Partner.md:413-441
        """
        return self._send(_SET_PAYING, path={"id": id}, timeout=timeout)


class AsyncSites(AsyncResource):
    """Partner › Sites; see :class:`Sites`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncSitesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncSitesWithRawResponse(self._client)

    def list(
        self, *, keywords: str | Omit = OMIT, page_index: int | Omit = OMIT, timeout: float | Omit | None = OMIT
    ) -> AsyncPager[PartnerSite]:
        """List sites; see :meth:`Sites.list`."""
        return self._list(_LIST, _LIST_PAGING, query={"keywords": keywords, "pageIndex": page_index}, timeout=timeout)

    async def create(
        self,
        *,
        time_zone: str,
        plan_list: Sequence[PartnerPlan | Mapping[str, Any]],
        contact: PartnerSiteNewContact | Mapping[str, Any],
        password: str,
        company: str | Omit = OMIT,
        website: str | Omit = OMIT,
        fax: str | Omit = OMIT,
        mailing_address: str | Omit = OMIT,
        city: str | Omit = OMIT,
        state_or_province: str | Omit = OMIT,
        postal_or_zip_code: str | Omit = OMIT,
        country: str | Omit = OMIT,
        company_size: str | Omit = OMIT,
        disabled: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> PartnerSite:
        """Create a site; see :meth:`Sites.create`."""
        password = hide(password)
        return await self._send(
            _CREATE,
            body={
                "company": company,
                "website": website,
                "fax": fax,
                "mailingAddress": mailing_address,
                "city": city,
                "stateOrProvince": state_or_province,
                "postalOrZipCode": postal_or_zip_code,
                "country": country,
                "companySize": company_size,
                "timeZone": time_zone,
                "planList": plan_list,
                "disabled": disabled,
                "contact": contact,
                "password": password,
            },
            timeout=timeout,
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> PartnerSite:
        """Get a site; see :meth:`Sites.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        plan_list: Sequence[PartnerPlan | Mapping[str, Any]],
        company: str | Omit = OMIT,
        website: str | Omit = OMIT,
        fax: str | Omit = OMIT,
        mailing_address: str | Omit = OMIT,
        city: str | Omit = OMIT,
        state_or_province: str | Omit = OMIT,
        postal_or_zip_code: str | Omit = OMIT,
        country: str | Omit = OMIT,
        company_size: str | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        disabled: bool | Omit = OMIT,
        contact: PartnerSiteContact | Mapping[str, Any] | Omit = OMIT,
        activated: bool | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> PartnerSite:
        """Update a site; see :meth:`Sites.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={
                "company": company,
                "website": website,
                "fax": fax,
                "mailingAddress": mailing_address,
                "city": city,
                "stateOrProvince": state_or_province,
                "postalOrZipCode": postal_or_zip_code,
                "country": country,
                "companySize": company_size,
                "timeZone": time_zone,
                "planList": plan_list,
                "disabled": disabled,
                "contact": contact,
                "activated": activated,
            },
            timeout=timeout,
        )

    async def set_paying(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> None:
        """Turn a trial into a paid account; see :meth:`Sites.set_paying`."""
        return await self._send(_SET_PAYING, path={"id": id}, timeout=timeout)


class SitesWithRawResponse:
    """``Sites`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Sites(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.set_paying = as_raw(resource.set_paying)


class AsyncSitesWithRawResponse:
    """``AsyncSites`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncSites(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.set_paying = as_async_raw(resource.set_paying)
