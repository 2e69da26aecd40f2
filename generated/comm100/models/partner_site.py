"""PartnerSite: A customer's site, as its partner sees it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import datetime_field as _datetime_field
from .._models import field as _field
from .._models import list_field as _list_field
from .._models import model_field as _model_field

if TYPE_CHECKING:
    from . import PartnerPlan, PartnerSiteContact

__all__ = ["PartnerSite"]


class PartnerSite(Model):
    """A customer's site, as its partner sees it.

    Attributes:
        id: The identifier, assigned by the server.
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
        plan_list: The plans of the site.
        disabled: Whether the site is disabled.
        contact: The contact of a site, who is also the agent that registered it.
        activated: Whether the site is activated.
        agents: The number of agents that the site may have.
        create_time: When the site was created, in UTC. (Inferred: The samples have no offset,
            and a text about another API says that all times are UTC.)

    Source: Partner.md:86-176
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    id: int = _field("id", init=False)
    company: str | None = _field("company", default=None)
    website: str | None = _field("website", default=None)
    fax: str | None = _field("fax", default=None)
    mailing_address: str | None = _field("mailingAddress", default=None)
    city: str | None = _field("city", default=None)
    state_or_province: str | None = _field("stateOrProvince", default=None)
    postal_or_zip_code: str | None = _field("postalOrZipCode", default=None)
    country: str | None = _field("country", default=None)
    company_size: str | None = _field("companySize", default=None)
    time_zone: str | None = _field("timeZone", default=None)
    plan_list: list[PartnerPlan] = _list_field("planList", "PartnerPlan")
    disabled: bool = _field("disabled")
    contact: PartnerSiteContact = _model_field("contact", "PartnerSiteContact")
    activated: bool = _field("activated")
    agents: int = _field("agents", init=False)
    create_time: datetime.datetime = _datetime_field("createTime", init=False)
