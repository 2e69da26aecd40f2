"""What the mock was asked, and what it answered."""

from __future__ import annotations

from dataclasses import dataclass

from .messages import MockRequest, MockResponse

__all__ = ["Exchange"]


@dataclass(frozen=True, repr=False)
class Exchange:
    """One request and its answer. The repr shows no header, no query and no body, so that it holds no secret.

    Attributes:
        request: What came.
        response: What was answered.
        operation: The operationId; None where path and method lead to no operation.
    """

    request: MockRequest
    response: MockResponse
    operation: str | None

    def __repr__(self) -> str:
        return f"<{self.request.method} {self.request.path} -> {self.response.status} ({self.operation})>"
