"""The resource ``client.livechat.campaigns.language``."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...._models import model
from ...._request import OMIT, Omit, Operation
from ...._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....models import CampaignLanguage, LanguageText

__all__ = ["AsyncLanguage", "Language"]

_GET: Operation[CampaignLanguage] = Operation(
    "livechat.campaigns.language.get",
    "GET",
    "/api/v2/livechat/campaigns/{campaignId}/language",
    decode=model("CampaignLanguage"),
)
_UPDATE: Operation[CampaignLanguage] = Operation(
    "livechat.campaigns.language.update",
    "PUT",
    "/api/v2/livechat/campaigns/{campaignId}/language",
    decode=model("CampaignLanguage"),
)


class Language(Resource):
    """Live Chat › Languages. The texts that visitors of a campaign see.

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
    def with_raw_response(self) -> LanguageWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return LanguageWithRawResponse(self._client)

    def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> CampaignLanguage:
        """Get the language settings.

        The texts that visitors of the campaign see, and their direction.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.

        Source: Livechat.md:2179-2211
        """
        return self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    def update(
        self,
        campaign_id: int,
        /,
        *,
        is_use_default_language_text: bool | Omit = OMIT,
        is_rtl: bool | Omit = OMIT,
        language_texts: Sequence[LanguageText | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CampaignLanguage:
        """Update the language settings.

        Changes the campaign's language settings. Omitted properties keep their values. A list of texts replaces
        the old one.

        Requires the permission "Manage Campaigns".

        Args:
            campaign_id: The campaign's identifier.
            is_use_default_language_text: Whether visitors see the default texts.
            is_rtl: Whether the language is written from right to left.

        Chosen: No text says what becomes of texts that a request leaves out of the list.

        Source: Livechat.md:2213-2256
        """
        return self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isUseDefaultLanguageText": is_use_default_language_text,
                "isRTL": is_rtl,
                "languageTexts": language_texts,
            },
            timeout=timeout,
        )


class AsyncLanguage(AsyncResource):
    """Live Chat › Languages; see :class:`Language`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncLanguageWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncLanguageWithRawResponse(self._client)

    async def get(self, campaign_id: int, /, *, timeout: float | Omit | None = OMIT) -> CampaignLanguage:
        """Get the language settings; see :meth:`Language.get`."""
        return await self._send(_GET, path={"campaignId": campaign_id}, timeout=timeout)

    async def update(
        self,
        campaign_id: int,
        /,
        *,
        is_use_default_language_text: bool | Omit = OMIT,
        is_rtl: bool | Omit = OMIT,
        language_texts: Sequence[LanguageText | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CampaignLanguage:
        """Update the language settings; see :meth:`Language.update`."""
        return await self._send(
            _UPDATE,
            path={"campaignId": campaign_id},
            body={
                "isUseDefaultLanguageText": is_use_default_language_text,
                "isRTL": is_rtl,
                "languageTexts": language_texts,
            },
            timeout=timeout,
        )


class LanguageWithRawResponse:
    """``Language`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Language(client, raw=True)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)


class AsyncLanguageWithRawResponse:
    """``AsyncLanguage`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncLanguage(client, raw=True)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
