"""Visitor: A person who views the site's web pages. The names of its properties are in snake_case."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .._models import Model
from .._models import datetime_field as _datetime_field
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import CustomFieldValue, VisitorCustomVariable

__all__ = ["Visitor"]


class Visitor(Model):
    """A person who views the site's web pages. The names of its properties are in snake_case.

    Attributes:
        name: The visitor's name, or the IP address if the name is unknown. (Inferred: The
            sample has the IP address as the name.)
        status: What the visitor is doing: 0 waits for a chat, 1 talks by voice, 2 chats, 3
            fills in the pre-chat form, 4 is invited by an agent, 5 is invited automatically, 6
            leaves an offline message, 7 was refused by an agent, 8 refused the invitation, 9 has
            ended the chat, 10 is on the site, 11 has left it. (Inferred: Version 2 has the number
            only; version 1 lists these values, and the sample's 3 is among them.)
        page_views: The number of web pages that the visitor has viewed on the site.
        browser: The visitor's browser with its version.
        chats: The number of chats that the visitor has had on the site.
        city: The visitor's city.
        company: The visitor's company.
        country: The visitor's country.
        current_browsing: The web page that the visitor is viewing.
        custom_fields: What the visitor entered in the fields of the pre-chat form, or an agent
            in the visitor monitor. Null if there is nothing.
        custom_variables: The custom variables that were captured from the pages that the
            visitor viewed.
        department: The identifier of the department that the visitor chose before the chat,
            which agents can change. `-1` if there is none.
        email: The visitor's e-mail address. An empty string if it is unknown.
        ip: The visitor's IP address.
        keywords: What the visitor searched for to find the site.
        landing_page: The first page of the site that the visitor viewed: its title and URL.
        language: The language of the visitor's browser.
        operating_system: The operating system of the visitor's device.
        phone: The visitor's phone number.
        product_service: The product or service that the visitor chose before the chat, which
            agents can change.
        referrer_url: The page that led the visitor to the site.
        screen_resolution: The size of the visitor's screen in pixels.
        search_engine: The search engine through which the visitor found the site.
        state: The visitor's state or province.
        time_zone: The visitor's time zone, as the offset from GMT.
        visits: The number of the visitor's visits to the site.
        id: The visitor's identifier, assigned by the server.
        first_visit_time: When the visitor first viewed a page of the site.
        flash_version: The version of Flash in the visitor's browser.
        visit_time: When the current visit began.

    Source: Livechat.md:4063-4097
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    name: str = _field("name")
    status: int | None = _field("status", default=None)
    page_views: int | None = _field("page_views", default=None)
    browser: str | None = _field("browser", default=None)
    chats: int | None = _field("chats", default=None)
    city: str | None = _field("city", default=None)
    company: str | None = _field("company", default=None)
    country: str | None = _field("country", default=None)
    current_browsing: str | None = _field("current_browsing", default=None)
    custom_fields: list[CustomFieldValue] | None = _list_field("custom_fields", "CustomFieldValue", default=None)
    custom_variables: list[VisitorCustomVariable] | None = _list_field(
        "custom_variables", "VisitorCustomVariable", default=None, also=("custom_variable",)
    )
    department: int | None = _field("department", default=None)
    email: str | None = _field("email", default=None)
    ip: str | None = _field("ip", default=None)
    keywords: str | None = _field("keywords", default=None)
    landing_page: str | None = _field("landing_page", default=None)
    language: str | None = _field("language", default=None)
    operating_system: str | None = _field("operating_system", default=None)
    phone: str | None = _field("phone", default=None)
    product_service: str | None = _field("product_service", default=None)
    referrer_url: str | None = _field("referrer_url", default=None)
    screen_resolution: str | None = _field("screen_resolution", default=None)
    search_engine: str | None = _field("search_engine", default=None)
    state: str | None = _field("state", default=None)
    time_zone: str | None = _field("time_zone", default=None)
    visits: int | None = _field("visits", default=None)
    id: str = _field("id", init=False)
    first_visit_time: datetime.datetime | None = _datetime_field("first_visit_time", default=None)
    flash_version: str | None = _field("flash_version", default=None)
    visit_time: datetime.datetime | None = _datetime_field("visit_time", default=None)
