"""The resource ``client.livechat.custom_variables``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING, Literal

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation, as_is
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import CustomVariable

__all__ = ["AsyncCustomVariables", "CustomVariables"]

_LIST: Operation[list[CustomVariable]] = Operation(
    "livechat.custom_variables.list", "GET", "/api/v2/livechat/customVariables", decode=list_of(model("CustomVariable"))
)
_CREATE: Operation[CustomVariable] = Operation(
    "livechat.custom_variables.create", "POST", "/api/v2/livechat/customVariables", decode=model("CustomVariable")
)
_UPDATE: Operation[CustomVariable] = Operation(
    "livechat.custom_variables.update", "PUT", "/api/v2/livechat/customVariables/{id}", decode=model("CustomVariable")
)
_DELETE: Operation[str] = Operation(
    "livechat.custom_variables.delete", "DELETE", "/api/v2/livechat/customVariables/{id}", decode=as_is
)


class CustomVariables(Resource):
    """Live Chat › Custom Variables. Values that are captured from the web pages that visitors view.

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
    def with_raw_response(self) -> CustomVariablesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return CustomVariablesWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[CustomVariable]:
        """List custom variables.

        All custom variables of the site.

        Source: Livechat.md:5105-5142
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self,
        *,
        name: str,
        type: Literal["text", "integer", "decimal"] | str,
        value: str | Omit = OMIT,
        hyperlink: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomVariable:
        """Create a custom variable.

        Adds a custom variable to the site.

        Args:
            name: The variable's name.
            type: What the variable's values are.
            value: The expression whose value is captured, as JavaScript on the visitor's page. (Inferred:
                The sample is a quoted JavaScript text.)
            hyperlink: A URL that agents can open from the value. It may contain macros. (Inferred: The
                table says only hyperlink; the sample has a macro of the visitor's IP address.)

        Source: Livechat.md:5144-5180
        """
        return self._send(
            _CREATE, body={"name": name, "type": type, "value": value, "hyperlink": hyperlink}, timeout=timeout
        )

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        type: Literal["text", "integer", "decimal"] | str | Omit = OMIT,
        value: str | Omit = OMIT,
        hyperlink: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomVariable:
        """Update a custom variable.

        Changes a custom variable. Omitted properties keep their values.

        Args:
            id: The custom variable's identifier.
            name: The variable's name.
            type: What the variable's values are.
            value: The expression whose value is captured, as JavaScript on the visitor's page. (Inferred:
                The sample is a quoted JavaScript text.)
            hyperlink: A URL that agents can open from the value. It may contain macros. (Inferred: The
                table says only hyperlink; the sample has a macro of the visitor's IP address.)

        Source: Livechat.md:5182-5218
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={"name": name, "type": type, "value": value, "hyperlink": hyperlink},
            timeout=timeout,
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a custom variable.

        Removes a custom variable from the site.

        Args:
            id: The custom variable's identifier.

        Source: Livechat.md:5220-5248
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncCustomVariables(AsyncResource):
    """Live Chat › Custom Variables; see :class:`CustomVariables`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncCustomVariablesWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncCustomVariablesWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[CustomVariable]:
        """List custom variables; see :meth:`CustomVariables.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self,
        *,
        name: str,
        type: Literal["text", "integer", "decimal"] | str,
        value: str | Omit = OMIT,
        hyperlink: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomVariable:
        """Create a custom variable; see :meth:`CustomVariables.create`."""
        return await self._send(
            _CREATE, body={"name": name, "type": type, "value": value, "hyperlink": hyperlink}, timeout=timeout
        )

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        type: Literal["text", "integer", "decimal"] | str | Omit = OMIT,
        value: str | Omit = OMIT,
        hyperlink: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> CustomVariable:
        """Update a custom variable; see :meth:`CustomVariables.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={"name": name, "type": type, "value": value, "hyperlink": hyperlink},
            timeout=timeout,
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a custom variable; see :meth:`CustomVariables.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class CustomVariablesWithRawResponse:
    """``CustomVariables`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = CustomVariables(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncCustomVariablesWithRawResponse:
    """``AsyncCustomVariables`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncCustomVariables(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
