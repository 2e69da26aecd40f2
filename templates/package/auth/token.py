"""An OAuth token, as it came and as it is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from ..errors import ConfigurationError
from ._redact import NotPicklable

__all__ = ["Token", "is_token_text"]

_TOKEN_TEXT = re.compile(r"[\x21-\x7e]+")


def is_token_text(value: object) -> bool:
    """Tell whether a value can be a token: visible ASCII, so that it fits a header field (RFC 6749 appendix A.12)."""
    return isinstance(value, str) and _TOKEN_TEXT.fullmatch(value) is not None


@dataclass(frozen=True, kw_only=True)
class Token(NotPicklable):
    """An access token with what belongs to it; it never changes. Its repr shows no secret.

    Args:
        access_token: The bearer token (RFC 6750).
        base_url: The server that it is valid for, without a trailing slash.
        issued_at: When it came, in seconds since 1970.
        expires_at: When it ends, in seconds since 1970; None where the server did not say.
        refresh_token: What the next token is asked with, where the server gave one.
        scope: What it may do, where the server said so.

    Raises:
        ConfigurationError: A token is empty, or holds white space or control characters.
    """

    access_token: str = field(repr=False)
    base_url: str
    issued_at: float
    expires_at: float | None = None
    refresh_token: str | None = field(default=None, repr=False)
    scope: str | None = None
    header: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the tokens and build the header."""
        if not is_token_text(self.access_token):
            raise ConfigurationError("An access token is visible ASCII without white space (RFC 6749 appendix A.12).")
        if self.refresh_token is not None and not is_token_text(self.refresh_token):
            raise ConfigurationError("A refresh token is visible ASCII without white space (RFC 6749 appendix A.17).")
        object.__setattr__(self, "header", f"Bearer {self.access_token}")

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a store or a session. It holds the secrets: keep it as one."""
        return {
            "access_token": self.access_token,
            "base_url": self.base_url,
            "issued_at": self.issued_at,
            "expires_at": self.expires_at,
            "refresh_token": self.refresh_token,
            "scope": self.scope,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the token that :meth:`to_dict` was called on.

        Raises:
            ConfigurationError: The data is no token's.
        """
        problem = _problem(data)
        if problem is not None:
            raise ConfigurationError(f"This is no stored token: {problem}. Sign in again.")
        return cls(**{name: data[name] for name in _SHAPE if name in data})


_SHAPE: dict[str, tuple[type, ...]] = {
    "access_token": (str,),
    "base_url": (str,),
    "issued_at": (int, float),
    "expires_at": (int, float, type(None)),
    "refresh_token": (str, type(None)),
    "scope": (str, type(None)),
}


def _problem(data: object) -> str | None:
    if not isinstance(data, Mapping):
        return "it is no mapping"
    for name in ("access_token", "base_url", "issued_at"):
        if name not in data:
            return f"{name} is missing"
    for name, types in _SHAPE.items():
        if name in data and (not isinstance(data[name], types) or isinstance(data[name], bool)):
            return f"{name} has the wrong type"
    return None
