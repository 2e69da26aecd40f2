"""Everything that this package raises.

    ClientError
    ├── ConfigurationError                 invalid arguments: nothing was sent
    │   └── InsecureURLError               plain http to another machine, or a host that is not allowed
    ├── ClientClosedError                  the client was closed before the call
    ├── APIConnectionError                 no response was received
    │   └── APITimeoutError            ... in time
    ├── APIResponseError                   a success, but its body cannot be read
    ├── MissingFieldError                  a required member of a response was read, but is missing
    ├── WebhookError                       a request is not a webhook that this package knows
    ├── APIStatusError                     an error status was received
    │   ├── BadRequestError                400
    │   ├── UnauthorizedError              401
    │   │   └── InvalidTokenError          invalid_token (RFC 6750)
    │   ├── ForbiddenError                 403
    │   │   ├── DailyLimitExceededError    403, by its message
    │   │   └── InsufficientScopeError     insufficient_scope (RFC 6750)
    │   ├── NotFoundError                  404
    │   ├── InternalServerError            500
    │   ├── RateLimitError                 429
    │   ├── ServiceUnavailableError        503
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
        ├── CallbackError                  the redirect cannot be trusted
        │   └── StateMismatchError
        ├── DiscoveryError                 the authorization server's metadata cannot be used
        ├── TokenRefusedError              the token endpoint refused without an RFC 6749 code
        ├── TokenResponseError             the token endpoint's response cannot be read
        ├── TokenConnectionError           no response from the token endpoint
        │   └── TokenOutcomeUnknownError   the request may have used up its code or refresh token
        ├── TokenStoreError                the token store failed
        └── TokenExpiredError              expired, and it cannot be refreshed
    InsecureFlowWarning                    a flow that RFC 9700 advises against

A message says what was requested, what came back and what to do next. It never holds a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from ._error_body import Problem
    from ._http import http

__all__ = [
    "AccessDeniedError",
    "APIConnectionError",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "BadRequestError",
    "CallbackError",
    "ClientClosedError",
    "ClientError",
    "ConfigurationError",
    "DailyLimitExceededError",
    "DiscoveryError",
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
    "MissingFieldError",
    "NotFoundError",
    "OAuthError",
    "RateLimitError",
    "ServerError",
    "ServiceUnavailableError",
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
    "WebhookError",
]


class ClientError(Exception):
    """The base class of everything that this package raises."""


class ConfigurationError(ClientError, ValueError):
    """The arguments are invalid, so nothing was sent."""


class InsecureURLError(ConfigurationError):
    """Credentials would have been sent over plain http, or to a host that is not the API's."""


class ClientClosedError(ClientError, RuntimeError):
    """The client was closed, so nothing was sent."""


class APIConnectionError(ClientError):
    """No response was received: the host is unknown, is not trusted, or refused or closed the connection."""


class APITimeoutError(APIConnectionError):
    """No response was received in time."""


class MissingFieldError(ClientError, AttributeError):
    """A model's field was read that the document requires and the server left out."""


class WebhookError(ClientError, ValueError):
    """A request cannot be decoded as a webhook: it is too large, not JSON, or an event that is not described.

    Attributes:
        event: The event that the request or the caller named, if any did.
    """

    def __init__(self, text: str, *, event: str | None = None) -> None:
        super().__init__(text)
        self.event = event


class _ResponseError(ClientError):
    def __init__(self, text: str, *, response: http.Response) -> None:
        super().__init__(text)
        self.response = response

    def __reduce__(self) -> tuple[Any, ...]:
        # A pickle may be stored anywhere, and the response would bring its request along, with the credentials.
        bare = type(self.response)(self.response.status_code)
        return _unpickle, (type(self), self.args, {**vars(self), "response": bare})


def _unpickle(cls: type[_ResponseError], args: tuple[object, ...], attributes: dict[str, Any]) -> _ResponseError:
    error = cls.__new__(cls, *args)
    vars(error).update(attributes)
    return error


class APIResponseError(_ResponseError):
    """The status reports success, but the body cannot be read as documented.

    Attributes:
        response: The HTTP response; after unpickling, only its status.
    """


class APIStatusError(_ResponseError):
    """The API returned an error status.

    Attributes:
        response: The HTTP response; after unpickling, only its status.
        status_code: The HTTP status.
        code: The API's own error number, if the body holds one.
        message: The API's own message, if the body holds one.
        request_id: The server's identifier of the request, for a support ticket, if the response holds one.
        retry_after: The seconds after which the server wants to be asked again, if the response says so.
        problem: The members of a body in ``application/problem+json``.
    """

    def __init__(
        self,
        text: str,
        *,
        response: http.Response,
        code: int | None = None,
        message: str | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        problem: Problem | None = None,
    ) -> None:
        super().__init__(text, response=response)
        self.status_code = response.status_code
        self.code = code
        self.message = message
        self.request_id = request_id
        self.retry_after = retry_after
        self.problem = problem


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
    """The access token is expired, revoked or malformed, and could not be refreshed (RFC 6750 section 3.1)."""


class InsufficientScopeError(ForbiddenError):
    """The access token does not grant the required scope (RFC 6750 section 3.1)."""


class RateLimitError(APIStatusError):
    """429 Too Many Requests. ``retry_after`` says how long to wait, if the server does."""


class ServiceUnavailableError(APIStatusError):
    """503 Service Unavailable. ``retry_after`` says how long to wait, if the server does."""


class UndocumentedStatusError(APIStatusError):
    """A status that is not documented."""


STATUS_ERRORS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    500: InternalServerError,
    429: RateLimitError,
    503: ServiceUnavailableError,
}

# What a protected resource says about a bearer token in WWW-Authenticate (RFC 6750 section 3.1).
BEARER_ERRORS: dict[str, type[APIStatusError]] = {
    "invalid_token": InvalidTokenError,
    "insufficient_scope": InsufficientScopeError,
}

# Some statuses have several meanings, which only a pattern in the message distinguishes, in any letter case.
ERROR_KINDS: dict[int, dict[str, type[APIStatusError]]] = {
    403: {
        "^(?!.*\\b(?:permission|denied|access)\\b)(?=.*\\blimit\\b)(?=.*\\b(?:day|daily|requests|calls)\\b)": DailyLimitExceededError
    }
}


class OAuthError(ClientError):
    """Signing in or refreshing failed.

    Attributes:
        error: The RFC 6749 error code, or the empty string if there is none.
        error_description: The server's own message, if it sent one.
        error_uri: A page about the error, if the server named one.
        status_code: The HTTP status, or None if the error came in a redirect or without a response.
        code: The server's own error number, if it sent one.
        request_id: The server's identifier of the request, for a support ticket, if the response holds one.
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
    """The request lacks a parameter, repeats one, or is malformed (RFC 6749 section 5.2)."""

    error_code = "invalid_request"


class InvalidClientError(OAuthError):
    """The client is unknown, or its authentication failed (RFC 6749 section 5.2)."""

    error_code = "invalid_client"


class InvalidGrantError(OAuthError):
    """The code, password or refresh token is wrong, expired or revoked (RFC 6749 section 5.2)."""

    error_code = "invalid_grant"


class UnauthorizedClientError(OAuthError):
    """This client may not use this grant (RFC 6749 section 5.2)."""

    error_code = "unauthorized_client"


class UnsupportedGrantTypeError(OAuthError):
    """The server does not support this grant (RFC 6749 section 5.2)."""

    error_code = "unsupported_grant_type"


class InvalidScopeError(OAuthError):
    """The scope is unknown or exceeds what was granted (RFC 6749 section 5.2)."""

    error_code = "invalid_scope"


class AccessDeniedError(OAuthError):
    """The user or the server denied access (RFC 6749 section 4.1.2.1)."""

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
    """The redirect is incomplete, ambiguous, or does not belong to this sign-in, so nothing was sent."""


class StateMismatchError(CallbackError):
    """The redirect's ``state`` is missing, wrong, too old or already used (RFC 6749 section 10.12)."""


class DiscoveryError(OAuthError):
    """The authorization server's metadata cannot be used, or is another server's (OpenID Connect Discovery 1.0)."""


class TokenRefusedError(OAuthError):
    """The token endpoint refused without an RFC 6749 error code."""


class TokenResponseError(OAuthError):
    """The token endpoint returned something other than a token response (RFC 6749 section 5.1)."""


class TokenConnectionError(OAuthError):
    """No response was received from the token endpoint, or not in time."""


class TokenOutcomeUnknownError(TokenConnectionError):
    """No response was received to a request that works only once: its code or refresh token may be used up."""


class TokenStoreError(OAuthError):
    """The token store could not be read, written or locked. The token itself is not lost."""


class TokenExpiredError(OAuthError):
    """The access token has expired and cannot be refreshed: sign in again."""


class InsecureFlowWarning(DeprecationWarning):
    """RFC 9700 advises against the chosen flow: the program sees the password, or the browser sees the token.

    Python shows the warning only in a program's main module and in tests. If the flow is the right one, silence it with
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
