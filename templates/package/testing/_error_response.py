"""Why a request gets no success: raised anywhere below the mock, answered in the shape that the document gives it."""

from __future__ import annotations

__all__ = ["ErrorResponse", "Headers"]

Headers = tuple[tuple[str, str], ...]


class ErrorResponse(Exception):  # noqa: N818  # it is the response itself, raised to be returned
    """The request is answered with an error.

    Args:
        status: The HTTP status code.
        message: Why, for people; never with a value of the request, which may be a secret.
        error: The code of RFC 6749, for the OAuth endpoints.
        detail: What tells errors of one status apart in a numeric code.
        headers: Headers that the answer carries.
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
