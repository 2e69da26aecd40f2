"""The resource ``client.livechat.conversion_actions``."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING, Literal

from ..._models import list_of, model
from ..._request import OMIT, Omit, Operation
from ..._resource import AsyncResource, Resource, as_async_raw, as_raw

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models import ApiConversionResult, ConversionAction

__all__ = ["AsyncConversionActions", "ConversionActions"]

_LIST: Operation[list[ConversionAction]] = Operation(
    "livechat.conversion_actions.list",
    "GET",
    "/api/v2/livechat/conversionActions",
    decode=list_of(model("ConversionAction")),
)
_CREATE: Operation[ConversionAction] = Operation(
    "livechat.conversion_actions.create", "POST", "/api/v2/livechat/conversionActions", decode=model("ConversionAction")
)
_GET: Operation[ConversionAction] = Operation(
    "livechat.conversion_actions.get",
    "GET",
    "/api/v2/livechat/conversionActions/{id}",
    decode=model("ConversionAction"),
)
_UPDATE: Operation[ConversionAction] = Operation(
    "livechat.conversion_actions.update",
    "PUT",
    "/api/v2/livechat/conversionActions/{id}",
    decode=model("ConversionAction"),
)
_ACHIEVE: Operation[ApiConversionResult] = Operation(
    "livechat.conversion_actions.achieve",
    "POST",
    "/api/v2/livechat/conversionActions/achieved",
    decode=model("ApiConversionResult"),
)


class ConversionActions(Resource):
    """Live Chat › Conversion Actions. What the site wants its visitors to do, such as placing an order, and how it
    is recognized.

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
    def with_raw_response(self) -> ConversionActionsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return ConversionActionsWithRawResponse(self._client)

    def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[ConversionAction]:
        """List conversion actions.

        All conversion actions of the site. The list has no pages.

        Requires the permission "Manage Settings".

        Source: Livechat.md:3416-3460
        """
        return self._send(_LIST, timeout=timeout)

    def create(
        self,
        *,
        name: str,
        is_enable: bool | Omit = OMIT,
        type: Literal["url", "customVariable", "livechatapi"] | str | None | Omit = OMIT,
        custom_variable: str | None | Omit = OMIT,
        match_type: str | None | Omit = OMIT,
        match_value: str | None | Omit = OMIT,
        is_case_sensitive: bool | Omit = OMIT,
        is_assign_value: bool | Omit = OMIT,
        is_assign_value_from_custom_variable: bool | Omit = OMIT,
        assign_value: str | None | Omit = OMIT,
        custom_variable_for_assign_value: str | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ConversionAction:
        """Create a conversion action.

        Adds a conversion action to the site. It is disabled unless the request says otherwise.

        Requires the permission "Manage Settings".

        Args:
            name: The name of the conversion action.
            is_enable: Whether the conversion action is enabled.
            type: What counts as a conversion: a visit to a page (`url`), a value of a custom variable
                (`customVariable`), or a request that says so (`livechatapi`). (Inferred: The text names the
                types without a meaning.)
            custom_variable: The name of the custom variable that is compared if `type` is `customVariable`.
            match_type: How the URL or the custom variable is compared with `matchValue`. The vendor lists
                no values; the samples have `Is`.
            match_value: The value that the URL or the custom variable is compared with.
            is_case_sensitive: Whether the comparison of URLs distinguishes upper and lower case.
            is_assign_value: Whether a conversion has a value.
            is_assign_value_from_custom_variable: Whether the value of a conversion is that of the custom
                variable `customVariableForAssignValue`, and not the fixed `assignValue`.
            assign_value: The fixed value of a conversion, a number as text. (Inferred: The samples have
                "0".)
            custom_variable_for_assign_value: The name of the custom variable that holds the value of a
                conversion.

        Source: Livechat.md:3505-3548
        """
        return self._send(
            _CREATE,
            body={
                "name": name,
                "isEnable": is_enable,
                "type": type,
                "customVariable": custom_variable,
                "matchType": match_type,
                "matchValue": match_value,
                "isCaseSensitive": is_case_sensitive,
                "isAssignValue": is_assign_value,
                "isAssignValueFromCustomVariable": is_assign_value_from_custom_variable,
                "assignValue": assign_value,
                "customVariableForAssignValue": custom_variable_for_assign_value,
            },
            timeout=timeout,
        )

    def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> ConversionAction:
        """Get a conversion action.

        One conversion action of the site.

        Requires the permission "Manage Settings".

        Args:
            id: The conversion action's identifier.

        Source: Livechat.md:3462-3503
        """
        return self._send(_GET, path={"id": id}, timeout=timeout)

    def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        type: Literal["url", "customVariable", "livechatapi"] | str | None | Omit = OMIT,
        custom_variable: str | None | Omit = OMIT,
        match_type: str | None | Omit = OMIT,
        match_value: str | None | Omit = OMIT,
        is_case_sensitive: bool | Omit = OMIT,
        is_assign_value: bool | Omit = OMIT,
        is_assign_value_from_custom_variable: bool | Omit = OMIT,
        assign_value: str | None | Omit = OMIT,
        custom_variable_for_assign_value: str | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ConversionAction:
        """Update a conversion action.

        Changes a conversion action. Omitted properties keep their values.

        Requires the permission "Manage Settings".

        Args:
            id: The conversion action's identifier.
            name: The name of the conversion action.
            is_enable: Whether the conversion action is enabled.
            type: What counts as a conversion: a visit to a page (`url`), a value of a custom variable
                (`customVariable`), or a request that says so (`livechatapi`). (Inferred: The text names the
                types without a meaning.)
            custom_variable: The name of the custom variable that is compared if `type` is `customVariable`.
            match_type: How the URL or the custom variable is compared with `matchValue`. The vendor lists
                no values; the samples have `Is`.
            match_value: The value that the URL or the custom variable is compared with.
            is_case_sensitive: Whether the comparison of URLs distinguishes upper and lower case.
            is_assign_value: Whether a conversion has a value.
            is_assign_value_from_custom_variable: Whether the value of a conversion is that of the custom
                variable `customVariableForAssignValue`, and not the fixed `assignValue`.
            assign_value: The fixed value of a conversion, a number as text. (Inferred: The samples have
                "0".)
            custom_variable_for_assign_value: The name of the custom variable that holds the value of a
                conversion.

        Source: Livechat.md:3550-3593
        """
        return self._send(
            _UPDATE,
            path={"id": id},
            body={
                "name": name,
                "isEnable": is_enable,
                "type": type,
                "customVariable": custom_variable,
                "matchType": match_type,
                "matchValue": match_value,
                "isCaseSensitive": is_case_sensitive,
                "isAssignValue": is_assign_value,
                "isAssignValueFromCustomVariable": is_assign_value_from_custom_variable,
                "assignValue": assign_value,
                "customVariableForAssignValue": custom_variable_for_assign_value,
            },
            timeout=timeout,
        )

    def achieve(
        self,
        *,
        conversion_name: str,
        visitor_id: str | Omit = OMIT,
        value: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ApiConversionResult:
        """Record a conversion.

        Records that a visitor has achieved a conversion action of the type `livechatapi`. The status is 200
        even if the conversion could not be recorded: the `code` in the response tells.

        Requires the permission "Manage Settings".

        Args:
            conversion_name: The name of the conversion action.
            visitor_id: The identifier of the visitor who has achieved it. (Inferred: The table repeats the
                description of another property; the sample has a UUID.)
            value: The value of the conversion. (Inferred: The table repeats the description of another
                property.)

        Inferred: Type and status follow from the name of the object and from its codes.

        Source: Livechat.md:3595-3629
        """
        return self._send(
            _ACHIEVE,
            body={"conversion_name": conversion_name, "visitorId": visitor_id, "value": value},
            timeout=timeout,
        )


class AsyncConversionActions(AsyncResource):
    """Live Chat › Conversion Actions; see :class:`ConversionActions`."""

    @functools.cached_property
    def with_raw_response(self) -> AsyncConversionActionsWithRawResponse:
        """The same methods, each returning the HTTP response beside the value."""
        return AsyncConversionActionsWithRawResponse(self._client)

    async def list(self, *, timeout: float | Omit | None = OMIT) -> builtins.list[ConversionAction]:
        """List conversion actions; see :meth:`ConversionActions.list`."""
        return await self._send(_LIST, timeout=timeout)

    async def create(
        self,
        *,
        name: str,
        is_enable: bool | Omit = OMIT,
        type: Literal["url", "customVariable", "livechatapi"] | str | None | Omit = OMIT,
        custom_variable: str | None | Omit = OMIT,
        match_type: str | None | Omit = OMIT,
        match_value: str | None | Omit = OMIT,
        is_case_sensitive: bool | Omit = OMIT,
        is_assign_value: bool | Omit = OMIT,
        is_assign_value_from_custom_variable: bool | Omit = OMIT,
        assign_value: str | None | Omit = OMIT,
        custom_variable_for_assign_value: str | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ConversionAction:
        """Create a conversion action; see :meth:`ConversionActions.create`."""
        return await self._send(
            _CREATE,
            body={
                "name": name,
                "isEnable": is_enable,
                "type": type,
                "customVariable": custom_variable,
                "matchType": match_type,
                "matchValue": match_value,
                "isCaseSensitive": is_case_sensitive,
                "isAssignValue": is_assign_value,
                "isAssignValueFromCustomVariable": is_assign_value_from_custom_variable,
                "assignValue": assign_value,
                "customVariableForAssignValue": custom_variable_for_assign_value,
            },
            timeout=timeout,
        )

    async def get(self, id: int, /, *, timeout: float | Omit | None = OMIT) -> ConversionAction:
        """Get a conversion action; see :meth:`ConversionActions.get`."""
        return await self._send(_GET, path={"id": id}, timeout=timeout)

    async def update(
        self,
        id: int,
        /,
        *,
        name: str | Omit = OMIT,
        is_enable: bool | Omit = OMIT,
        type: Literal["url", "customVariable", "livechatapi"] | str | None | Omit = OMIT,
        custom_variable: str | None | Omit = OMIT,
        match_type: str | None | Omit = OMIT,
        match_value: str | None | Omit = OMIT,
        is_case_sensitive: bool | Omit = OMIT,
        is_assign_value: bool | Omit = OMIT,
        is_assign_value_from_custom_variable: bool | Omit = OMIT,
        assign_value: str | None | Omit = OMIT,
        custom_variable_for_assign_value: str | None | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ConversionAction:
        """Update a conversion action; see :meth:`ConversionActions.update`."""
        return await self._send(
            _UPDATE,
            path={"id": id},
            body={
                "name": name,
                "isEnable": is_enable,
                "type": type,
                "customVariable": custom_variable,
                "matchType": match_type,
                "matchValue": match_value,
                "isCaseSensitive": is_case_sensitive,
                "isAssignValue": is_assign_value,
                "isAssignValueFromCustomVariable": is_assign_value_from_custom_variable,
                "assignValue": assign_value,
                "customVariableForAssignValue": custom_variable_for_assign_value,
            },
            timeout=timeout,
        )

    async def achieve(
        self,
        *,
        conversion_name: str,
        visitor_id: str | Omit = OMIT,
        value: str | Omit = OMIT,
        timeout: float | Omit | None = OMIT,
    ) -> ApiConversionResult:
        """Record a conversion; see :meth:`ConversionActions.achieve`."""
        return await self._send(
            _ACHIEVE,
            body={"conversion_name": conversion_name, "visitorId": visitor_id, "value": value},
            timeout=timeout,
        )


class ConversionActionsWithRawResponse:
    """``ConversionActions`` with the HTTP response beside each value."""

    def __init__(self, client: Client) -> None:
        resource = ConversionActions(client, raw=True)
        self.list = as_raw(resource.list)
        self.create = as_raw(resource.create)
        self.get = as_raw(resource.get)
        self.update = as_raw(resource.update)
        self.achieve = as_raw(resource.achieve)


class AsyncConversionActionsWithRawResponse:
    """``AsyncConversionActions`` with the HTTP response beside each value."""

    def __init__(self, client: AsyncClient) -> None:
        resource = AsyncConversionActions(client, raw=True)
        self.list = as_async_raw(resource.list)
        self.create = as_async_raw(resource.create)
        self.get = as_async_raw(resource.get)
        self.update = as_async_raw(resource.update)
        self.achieve = as_async_raw(resource.achieve)
