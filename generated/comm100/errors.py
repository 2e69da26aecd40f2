"""Everything that this package raises.

    ClientError
    ├── ConfigurationError                 wrong arguments: nothing was sent
    │   └── InsecureURLError               plain http to a host that is not this machine, or a host not allowed
    ├── APIConnectionError                 no response came
    │   └── APITimeoutError
    ├── APIResponseError                   a success came whose body cannot be read
    ├── APIStatusError                     an error came
    │   ├── BadRequestError                400
    │   ├── UnauthorizedError              401
    │   │   └── InvalidTokenError          invalid_token (RFC 6750)
    │   ├── ForbiddenError                 403
    │   │   ├── DailyLimitExceededError    limit
    │   │   └── InsufficientScopeError     insufficient_scope (RFC 6750)
    │   ├── NotFoundError                  404
    │   ├── InternalServerError            500
    │   └── UndocumentedStatusError        any other status
    └── OAuthError                         signing in or refreshing failed
        ├── InvalidRequestError            RFC 6749 section 5.2 and 4.1.2.1
        ├── InvalidClientError
        ├── InvalidGrantError
        ├── UnauthorizedClientError
        ├── UnsupportedGrantTypeError
        ├── InvalidScopeError
        ├── AccessDeniedError
        ├── UnsupportedResponseTypeError
        ├── ServerError
        ├── TemporarilyUnavailableError
        ├── CallbackError                  the redirect that came back cannot be trusted
        │   └── StateMismatchError
        ├── TokenRefusedError              the token endpoint said no in words of its own
        ├── TokenResponseError             the token endpoint's answer cannot be read
        ├── TokenConnectionError           the token endpoint did not answer
        │   └── TokenOutcomeUnknownError   the request may have arrived and used something up
        ├── TokenStoreError                the token store failed
        └── TokenExpiredError              expired, and nothing is left to renew it with
    InsecureFlowWarning                    a flow that RFC 9700 advises against

A message says what was asked, what came back and what to do next; it never holds a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from ._http import http

__all__ = [
    "AccessDeniedError",
    "APIConnectionError",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "BadRequestError",
    "CallbackError",
    "ClientError",
    "ConfigurationError",
    "DailyLimitExceededError",
    "ForbiddenError",
    "InsecureFlowWarning",
    "InsecureURLError",
    "InsufficientScopeError",
    "InternalServerError",
    "InvalidClientError",
    "InvalidGrantError",
    "InvalidRequestError",
    "InvalidScopeError",
    "InvalidTokenError",
    "NotFoundError",
    "OAuthError",
    "ServerError",
    "StateMismatchError",
    "TemporarilyUnavailableError",
    "TokenConnectionError",
    "TokenExpiredError",
    "TokenOutcomeUnknownError",
    "TokenRefusedError",
    "TokenResponseError",
    "TokenStoreError",
    "UnauthorizedClientError",
    "UnauthorizedError",
    "UndocumentedStatusError",
    "UnsupportedGrantTypeError",
    "UnsupportedResponseTypeError",
]


class ClientError(Exception):
    """The base of everything that this package raises."""


class ConfigurationError(ClientError, ValueError):
    """The arguments cannot work, so nothing was sent."""


class InsecureURLError(ConfigurationError):
    """Credentials were about to go over plain http, or to a host that is not the API's."""


class APIConnectionError(ClientError):
    """No response came: the host is unknown, refused, or closed the connection."""


class APITimeoutError(APIConnectionError):
    """No response came in time."""


class _AnsweredError(ClientError):
    def __init__(self, text: str, *, response: http.Response) -> None:
        super().__init__(text)
        self.response = response

    def __reduce__(self) -> tuple[Any, ...]:
        # A pickle may be kept anywhere: the request in it would be one with its credentials.
        bare = type(self.response)(self.response.status_code)
        return _revived, (type(self), self.args, {**vars(self), "response": bare})


def _revived(kind: type[_AnsweredError], args: tuple[object, ...], attributes: dict[str, Any]) -> _AnsweredError:
    error = kind.__new__(kind, *args)
    vars(error).update(attributes)
    return error


class APIResponseError(_AnsweredError):
    """A success came whose body cannot be read as the document says.

    Attributes:
        response: The response as it came; after pickling, its status alone.
    """


class APIStatusError(_AnsweredError):
    """The API answered with an error status.

    Attributes:
        response: The response as it came; after pickling, its status alone.
        status_code: Its HTTP status.
        code: The API's own error number, where the body holds one.
        message: The API's own words, where the body holds any.
        request_id: The response's request identifier, for a support ticket, where it holds one.
    """

    def __init__(
        self,
        text: str,
        *,
        response: http.Response,
        code: int | None = None,
        message: str | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(text, response=response)
        self.status_code = response.status_code
        self.code = code
        self.message = message
        self.request_id = request_id


class BadRequestError(APIStatusError):
    """400 Bad Request. The request is malformed: a parameter is missing, has the wrong type or is out
    of range."""


class UnauthorizedError(APIStatusError):
    """401 Unauthorized. The credentials are missing, wrong or expired: an unknown e-mail address, a
    wrong API key, an invalid access token."""


class ForbiddenError(APIStatusError):
    """403 Forbidden. The credentials are valid, but the agent lacks the permission, or the daily
    request limit is exhausted."""


class DailyLimitExceededError(ForbiddenError):
    """403 Forbidden. The daily request limit is exhausted. The status is the same as for a missing
    permission; only the message distinguishes them. In version 1, a day begins at 0:00 UTC."""


class NotFoundError(APIStatusError):
    """404 Not Found. There is no resource with this identifier or path, but there may be one later."""


class InternalServerError(APIStatusError):
    """500 Internal Server Error. The server failed. The vendor names malformed arguments as one cause."""


class InvalidTokenError(UnauthorizedError):
    """The access token is expired, revoked or malformed, and could not be renewed (RFC 6750 section 3.1)."""


class InsufficientScopeError(ForbiddenError):
    """The access token may not do this (RFC 6750 section 3.1)."""


class UndocumentedStatusError(APIStatusError):
    """A status that the document does not list."""


STATUS_ERRORS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    500: InternalServerError,
}

# What a protected resource says of a bearer token in WWW-Authenticate (RFC 6750 section 3.1).
BEARER_ERRORS: dict[str, type[APIStatusError]] = {
    "invalid_token": InvalidTokenError,
    "insufficient_scope": InsufficientScopeError,
}

# Some statuses have several meanings, which only a phrase of the message tells apart.
ERROR_KINDS: dict[int, dict[str, type[APIStatusError]]] = {403: {"limit": DailyLimitExceededError}}


class OAuthError(ClientError):
    """Signing in or refreshing failed.

    Attributes:
        error: The error code of RFC 6749, or the empty string where none came.
        error_description: The server's own words, where it sent any.
        error_uri: A page about the error, where the server named one.
        status_code: The HTTP status, or None where the error came in a redirect or before any answer.
        code: The server's own error number, where it sent one.
        request_id: The response's request identifier, for a support ticket, where it holds one.
    """

    error_code: ClassVar[str] = ""

    def __init__(
        self,
        text: str,
        *,
        error: str | None = None,
        error_description: str | None = None,
        error_uri: str | None = None,
        status_code: int | None = None,
        code: int | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(text)
        self.error = self.error_code if error is None else error
        self.error_description = error_description
        self.error_uri = error_uri
        self.status_code = status_code
        self.code = code
        self.request_id = request_id


class InvalidRequestError(OAuthError):
    """The request misses a parameter, repeats one, or is malformed (RFC 6749 section 5.2)."""

    error_code = "invalid_request"


class InvalidClientError(OAuthError):
    """The client is unknown or its authentication failed (RFC 6749 section 5.2)."""

    error_code = "invalid_client"


class InvalidGrantError(OAuthError):
    """The code, password or refresh token is wrong, expired or revoked (RFC 6749 section 5.2)."""

    error_code = "invalid_grant"


class UnauthorizedClientError(OAuthError):
    """This client may not use this grant (RFC 6749 section 5.2)."""

    error_code = "unauthorized_client"


class UnsupportedGrantTypeError(OAuthError):
    """The server does not know this grant (RFC 6749 section 5.2)."""

    error_code = "unsupported_grant_type"


class InvalidScopeError(OAuthError):
    """The scope is unknown or exceeds what was granted (RFC 6749 section 5.2)."""

    error_code = "invalid_scope"


class AccessDeniedError(OAuthError):
    """The user or the server said no (RFC 6749 section 4.1.2.1)."""

    error_code = "access_denied"


class UnsupportedResponseTypeError(OAuthError):
    """The server does not offer this flow (RFC 6749 section 4.1.2.1)."""

    error_code = "unsupported_response_type"


class ServerError(OAuthError):
    """The authorization server failed (RFC 6749 section 4.1.2.1)."""

    error_code = "server_error"


class TemporarilyUnavailableError(OAuthError):
    """The authorization server is overloaded or down for maintenance (RFC 6749 section 4.1.2.1)."""

    error_code = "temporarily_unavailable"


class CallbackError(OAuthError):
    """The redirect that came back is incomplete, ambiguous or not ours, so nothing was sent."""


class StateMismatchError(CallbackError):
    """The redirect's ``state`` is missing, wrong, too old or already used (RFC 6749 section 10.12)."""


class TokenRefusedError(OAuthError):
    """The token endpoint refused, and gave no error code of RFC 6749."""


class TokenResponseError(OAuthError):
    """The token endpoint answered with something that is no token response (RFC 6749 section 5.1)."""


class TokenConnectionError(OAuthError):
    """The token endpoint did not answer, or not in time."""


class TokenOutcomeUnknownError(TokenConnectionError):
    """A request that can be made only once was sent and no answer came: its code or refresh token may be used up."""


class TokenStoreError(OAuthError):
    """The token store could not be read, written or locked. The token itself is not lost."""


class TokenExpiredError(OAuthError):
    """The access token has expired and nothing is left to renew it with: sign in again."""


class InsecureFlowWarning(DeprecationWarning):
    """A flow was chosen that RFC 9700 advises against: the password is seen by the program, or the token by the browser.

    Python shows it in a program's main module and in tests only. Where the flow is the right one, silence it with
    ``warnings.filterwarnings("ignore", category=InsecureFlowWarning)``.
    """


OAUTH_ERRORS: dict[str, type[OAuthError]] = {
    cls.error_code: cls
    for cls in (
        InvalidRequestError,
        InvalidClientError,
        InvalidGrantError,
        UnauthorizedClientError,
        UnsupportedGrantTypeError,
        InvalidScopeError,
        AccessDeniedError,
        UnsupportedResponseTypeError,
        ServerError,
        TemporarilyUnavailableError,
    )
}
