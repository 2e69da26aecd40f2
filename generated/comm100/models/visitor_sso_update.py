"""VisitorSsoUpdate: Changes to the visitor SSO settings. Omitted properties keep their values; lists
are replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import VisitorSsoCampaignOptions, VisitorSsoDataMapping

__all__ = ["VisitorSsoUpdate"]


class VisitorSsoUpdate(Model):
    """Changes to the visitor SSO settings. Omitted properties keep their values; lists are replaced.

    Attributes:
        is_enable: Whether visitors can sign in.
        sign_in_url: The URL of the identity provider at which visitors sign in.
        idp_certificate: The identity provider's certificate, in base64. It verifies what the
            provider says about visitors.
        idp_certificate_file_name: The name of the file that the certificate comes from.
        data_mappings: Which attributes of a visitor who signs in fill which fields.
        campaign_sso_options: How visitors sign in, campaign by campaign.

    Chosen: No text says whether the entries of a list are replaced or merged.

    Source: Livechat.md:3919-3931 and 3991-4044
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_enable: bool | None = _field("isEnable", default=None)
    sign_in_url: str | None = _field("signInUrl", default=None)
    idp_certificate: str | None = _field("idpCertificate", default=None)
    idp_certificate_file_name: str | None = _field("idpCertificateFileName", default=None)
    data_mappings: list[VisitorSsoDataMapping] | None = _list_field(
        "dataMappings", "VisitorSsoDataMapping", default=None
    )
    campaign_sso_options: list[VisitorSsoCampaignOptions] | None = _list_field(
        "campaignSSOOptions", "VisitorSsoCampaignOptions", default=None
    )
