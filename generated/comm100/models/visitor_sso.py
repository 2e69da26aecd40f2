"""VisitorSso: How visitors sign in with the site's own identity provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._models import Model
from .._models import field as _field
from .._models import list_field as _list_field

if TYPE_CHECKING:
    from . import VisitorSsoCampaignOptions, VisitorSsoDataMapping

__all__ = ["VisitorSso"]


class VisitorSso(Model):
    """How visitors sign in with the site's own identity provider.

    Attributes:
        is_enable: Whether visitors can sign in.
        sign_in_url: The URL of the identity provider at which visitors sign in.
        idp_certificate: The identity provider's certificate, in base64. It verifies what the
            provider says about visitors.
        idp_certificate_file_name: The name of the file that the certificate comes from.
        data_mappings: Which attributes of a visitor who signs in fill which fields.
        campaign_sso_options: How visitors sign in, campaign by campaign.
        site_id: The identifier of the site.

    Source: Livechat.md:3919-3931
    """

    if not TYPE_CHECKING:
        __slots__ = ()

    is_enable: bool = _field("isEnable")
    sign_in_url: str = _field("signInUrl")
    idp_certificate: str = _field("idpCertificate")
    idp_certificate_file_name: str = _field("idpCertificateFileName")
    data_mappings: list[VisitorSsoDataMapping] = _list_field("dataMappings", "VisitorSsoDataMapping")
    campaign_sso_options: list[VisitorSsoCampaignOptions] = _list_field(
        "campaignSSOOptions", "VisitorSsoCampaignOptions"
    )
    site_id: int = _field("siteId", init=False)
