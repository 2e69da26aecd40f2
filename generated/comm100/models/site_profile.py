"""SiteProfile: The profile of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field

__all__ = ["SiteProfile"]


class SiteProfile(Model):
    """The profile of the site.

    Attributes:
        id: The identifier, assigned by the server.
        site_name: The name of the site.
        contact_first_name: The first name of the site's contact.
        contact_last_name: The last name of the site's contact.
        contact_mobile_number: The mobile phone number of the site's contact.
        company: The company that the site belongs to.
        website: The address of the company's website. It need not have a scheme.
        phone_number: The company's phone number.
        title: The job title of the site's contact. (Inferred: The table says "title of the
            site"; it stands between the contact's numbers.)
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

    Source: Account.md:24-47 and 54-101
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    site_name: str = _field("siteName")
    contact_first_name: str = _field("contact.firstName")
    contact_last_name: str = _field("contact.lastName")
    contact_mobile_number: str | None = _field("contact.mobileNumber", default=None)
    company: str = _field("company")
    website: str = _field("website")
    phone_number: str | None = _field("phoneNumber", default=None)
    title: str | None = _field("title", default=None)
    fax_number: str | None = _field("faxNumber", default=None)
    mail_address: str | None = _field("mailAddress", default=None)
    city: str | None = _field("city", default=None)
    state_or_province: str | None = _field("stateOrProvince", default=None)
    postal_or_zip_code: str | None = _field("postalOrZipCode", default=None)
    country: str | None = _field("country", default=None)
    company_size: str | None = _field("companySize", default=None)
    time_zone: str | None = _field("timeZone", default=None)
    datetime_format: str | None = _field("datetimeFormat", default=None)
