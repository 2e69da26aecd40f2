"""The resource ``client.livechat.secure_forms``."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation, as_is
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import FormField, SecureForm

__all__ = ["AsyncSecureForms", "SecureForms"]

_LIST: Operation[list[SecureForm]] = Operation(
    "livechat.secure_forms.list", "GET", "/api/v2/livechat/secureForms", decode=list_of(model("SecureForm"))
)
_CREATE: Operation[SecureForm] = Operation(
    "livechat.secure_forms.create", "POST", "/api/v2/livechat/secureForms", decode=model("SecureForm")
)
_GET: Operation[SecureForm] = Operation(
    "livechat.secure_forms.get", "GET", "/api/v2/livechat/secureForms/{id}", decode=model("SecureForm")
)
_UPDATE: Operation[SecureForm] = Operation(
    "livechat.secure_forms.update", "PUT", "/api/v2/livechat/secureForms/{id}", decode=model("SecureForm")
)
_DELETE: Operation[str] = Operation(
    "livechat.secure_forms.delete", "DELETE", "/api/v2/livechat/secureForms/{id}", decode=as_is
)


class SecureForms(Resource):
    """Live Chat › Secure Forms. Forms for confidential data, such as a credit card, that agents send to visitors
    during a chat.

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
    def with_raw_response(self) -> SecureFormsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return SecureFormsWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[SecureForm]:
        """List secure forms.

        All secure forms of the site.

        Source: Livechat.md:4683-4730
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self,
        *,
        name: str,
        description: str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> SecureForm:
        """Create a secure form.

        Adds a secure form to the site.

        Args:
            name: The form's name.
            description: What the form is for.
            fields: The fields of the form. A list that is sent replaces the old one. (Inferred: Other lists
                in requests are replaced as a whole.)

        Source: Livechat.md:4778-4824
        """
        return self._send(_CREATE, body={"name": name, "description": description, "fields": fields}, timeout=timeout)

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> SecureForm:
        """Get a secure form.

        One secure form of the site.

        Args:
            id: The secure form's identifier.

        Source: Livechat.md:4732-4776
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        description: str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> SecureForm:
        """Update a secure form.

        Changes a secure form. Omitted properties keep their values.

        Args:
            id: The secure form's identifier.
            name: The form's name.
            description: What the form is for.
            fields: The fields of the form. A list that is sent replaces the old one. (Inferred: Other lists
                in requests are replaced as a whole.)

        Source: Livechat.md:4826-4872
        """
        return self._send(
            _UPDATE, path={"id": id}, body={"name": name, "description": description, "fields": fields}, timeout=timeout
        )

    def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a secure form.

        Removes a secure form from the site.

        Args:
            id: The secure form's identifier.

        Source: Livechat.md:4874-4902
        """
        return self._send(_DELETE, path={"id": id}, timeout=timeout)


class AsyncSecureForms(AsyncResource):
    """Live Chat › Secure Forms; see :class:`SecureForms`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncSecureFormsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncSecureFormsWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[SecureForm]:
        """List secure forms; see :meth:`SecureForms.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self,
        *,
        name: str,
        description: str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> SecureForm:
        """Create a secure form; see :meth:`SecureForms.create`."""
        return await self._send(
            _CREATE, body={"name": name, "description": description, "fields": fields}, timeout=timeout
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> SecureForm:
        """Get a secure form; see :meth:`SecureForms.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        description: str | Omit = OMIT,
        fields: Sequence[FormField | Mapping[str, Any]] | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> SecureForm:
        """Update a secure form; see :meth:`SecureForms.update`."""
        return await self._send(
            _UPDATE, path={"id": id}, body={"name": name, "description": description, "fields": fields}, timeout=timeout
        )

    async def delete(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> str:
        """Delete a secure form; see :meth:`SecureForms.delete`."""
        return await self._send(_DELETE, path={"id": id}, timeout=timeout)


class SecureFormsWithRawResponse:
    """``SecureForms`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = SecureForms(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.delete = as_raw(resource.delete)


class AsyncSecureFormsWithRawResponse:
    """``AsyncSecureForms`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncSecureForms(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.delete = as_async_raw(resource.delete)
