"""The resource ``client.livechat.webhooks``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING, Literal

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation, as_is
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import Webhook

__all__ = ["AsyncWebhooks", "Webhooks"]

_LIST: Operation[list[Webhook]] = Operation(
    "livechat.webhooks.list", "GET", "/api/v2/livechat/webhooks", decode=list_of(model("Webhook"))
)
_CREATE: Operation[Webhook] = Operation(
    "livechat.webhooks.create", "POST", "/api/v2/livechat/webhooks", decode=model("Webhook")
)
_UPDATE: Operation[Webhook] = Operation(
    "livechat.webhooks.update", "PUT", "/api/v2/livechat/webhooks/{id}", decode=model("Webhook")
)
_DELETE: Operation[str] = Operation(
    "livechat.webhooks.delete", "DELETE", "/api/v2/livechat/webhooks/{id}", decode=as_is
)


class Webhooks(Resource):
    """Live Chat › Webhooks. URLs that the server calls when something happens in Live Chat.

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
    def with_raw_response(self) -> WebhooksWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return WebhooksWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Webhook]:
        """List webhooks.

        All webhooks of the site.

        Source: Livechat.md:4934-4969
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self,
        *,
        event: Literal[
            "offlineMessageSubmitted",
            "operatorEventNotification",
            "chatStarted",
            "chatEnded",
            "chatWrappedUp",
            "chatRequested",
            "chatTransferred",
        ]
        | str,
        target_url: str,
        timeout: float | Omit | None = OMIT,
    ) -> Webhook:
        """Create a webhook.

        Adds a webhook to the site.

        Args:
            event: What the target URL is told about.
            target_url: The URL that receives the events.

        Source: Livechat.md:4971-5005
        """
        return self._send(_CREATE, body={"event": event, "targetUrl": target_url}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        event: Literal[
            "offlineMessageSubmitted",
            "operatorEventNotification",
            "chatStarted",
            "chatEnded",
            "chatWrappedUp",
            "chatRequested",
            "chatTransferred",
        ]
        | str
        | Omit = OMIT,
        target_url: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Webhook:
        """Update a webhook.

        Changes a webhook. Omitted properties keep their values.

        Args:
            id: The webhook's identifier.
            event: What the target URL is told about.
            target_url: The URL that receives the events.

        Source: Livechat.md:5007-5041
        """
        return self._send(_UPDATE, path={"id": id}, body={"event": event, "targetUrl": target_url}, timeout=timeout)

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a webhook.

        Removes a webhook from the site.

        Args:
            id: The webhook's identifier.

        Source: Livechat.md:5043-5071
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncWebhooks(AsyncResource):
    """Live Chat › Webhooks; see :class:`Webhooks`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncWebhooksWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncWebhooksWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[Webhook]:
        """List webhooks; see :meth:`Webhooks.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self,
        *,
        event: Literal[
            "offlineMessageSubmitted",
            "operatorEventNotification",
            "chatStarted",
            "chatEnded",
            "chatWrappedUp",
            "chatRequested",
            "chatTransferred",
        ]
        | str,
        target_url: str,
        timeout: float | Omit | None = OMIT,
    ) -> Webhook:
        """Create a webhook; see :meth:`Webhooks.create`."""
        return await self._send(_CREATE, body={"event": event, "targetUrl": target_url}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        event: Literal[
            "offlineMessageSubmitted",
            "operatorEventNotification",
            "chatStarted",
            "chatEnded",
            "chatWrappedUp",
            "chatRequested",
            "chatTransferred",
        ]
        | str
        | Omit = OMIT,
        target_url: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> Webhook:
        """Update a webhook; see :meth:`Webhooks.update`."""
        return await self._send(
            _UPDATE, path={"id": id}, body={"event": event, "targetUrl": target_url}, timeout=timeout
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a webhook; see :meth:`Webhooks.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class WebhooksWithRawResponse:
    """``Webhooks`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = Webhooks(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncWebhooksWithRawResponse:
    """``AsyncWebhooks`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncWebhooks(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
