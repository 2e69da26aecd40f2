"""The error response of a request: raised anywhere below the mock, returned in the shape the document gives it."""

from __future__ import annotations

__all__ = ["ErrorResponse", "Headers"]

Headers = tuple[tuple[str, str], ...]


class ErrorResponse(Exception):  # noqa: N818  # it is the response itself, raised to be returned
    """The request is answered with an error.

    Args:
        status: The HTTP status code.
        message: The reason, for people; it never contains a value of the request, which may be a secret.
        error: The error code of RFC 6749, for the OAuth endpoints.
        detail: Distinguishes errors of one status in a numeric code.
        headers: Headers of the response.
    """

    def __init__(
        self, status: int, message: str, *, error: str = "invalid_request", detail: int = 0, headers: Headers = ()
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.error = error
        self.detail = detail
        self.headers = headers
