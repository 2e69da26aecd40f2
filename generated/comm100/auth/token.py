"""An OAuth token, how long before its expiry it is refreshed, and when that is."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from ..errors import ConfigurationError
from ._concurrency import Clock
from ._redact import RedactedDict, SecretStr, ValueObject, value_object

__all__ = ["Deadlines", "Leeway", "Token", "is_refresh_text", "is_time", "is_token_text"]


@value_object(init=False)
class Token(ValueObject):
    """An access token and what belongs to it. It is immutable, and its repr shows no secret.

    Args:
        access_token: The bearer token (RFC 6750).
        base_url: The server that it is valid for, without a trailing slash.
        issued_at: When it was issued, in seconds since 1970.
        expires_at: When it expires, in seconds since 1970; None if the server did not say.
        refresh_token: The refresh token, if the server issued one.
        scope: The scope of the access token, if the server sent it.
        refresh_error: Why the server refused the refresh token, once it has: it is not sent again.

    Raises:
        ConfigurationError: A token is empty, or contains white space or control characters; or an argument has a wrong
            type.
    """

    access_token: str = field(repr=False)
    base_url: str
    issued_at: float
    expires_at: float | None = None
    refresh_token: str | None = field(default=None, repr=False)
    scope: str | None = None
    refresh_error: str | None = field(default=None, repr=False)
    header: str = field(init=False, repr=False, compare=False)

    def __init__(
        self,
        *,
        access_token: str,
        base_url: str,
        issued_at: float,
        expires_at: float | None = None,
        refresh_token: str | None = None,
        scope: str | None = None,
        refresh_error: str | None = None,
    ) -> None:
        others = {"base_url": base_url, "issued_at": issued_at, "expires_at": expires_at, "scope": scope}
        problem = _wrong_type({**others, "refresh_error": refresh_error})
        if problem is not None:
            problem = f"This is not a token: {problem}."
        elif not is_token_text(access_token):
            problem = "An access token is visible ASCII without white space (RFC 6750 section 2.1)."
        elif refresh_token is not None and not is_refresh_text(refresh_token):
            problem = "A refresh token is visible ASCII (RFC 6749 appendix A.17)."
        if problem is not None:
            # A traceback with locals would show them.
            del access_token, refresh_token, refresh_error, others
            raise ConfigurationError(problem)
        vars(self).update(
            access_token=SecretStr(access_token),
            base_url=base_url,
            issued_at=issued_at,
            expires_at=expires_at,
            refresh_token=None if refresh_token is None else SecretStr(refresh_token),
            scope=scope,
            refresh_error=None if refresh_error is None else SecretStr(refresh_error),
            header=SecretStr(f"Bearer {access_token}"),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a store or a session. It contains the secrets: keep it as safe as a password."""
        return {
            "access_token": self.access_token,
            "base_url": self.base_url,
            "issued_at": self.issued_at,
            "expires_at": self.expires_at,
            "refresh_token": self.refresh_token,
            "scope": self.scope,
            "refresh_error": self.refresh_error,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the token that :meth:`to_dict` was called on.

        Raises:
            ConfigurationError: The data is not a token.
        """
        problem = _problem(data)
        # A traceback with locals must not show what is wrong in detail.
        data = RedactedDict(data) if isinstance(data, Mapping) else RedactedDict()
        if problem is not None:
            raise ConfigurationError(f"This is not a stored token: {problem}. Sign in again.")
        return cls(**{name: data[name] for name in _MEMBERS if name in data})


@dataclass(frozen=True, kw_only=True)
class Leeway:
    """How long before its expiry a token is refreshed; one that cannot be refreshed is used until it expires.

    Args:
        advisory: Seconds before the expiry from which the token is refreshed in the background while calls still use
            it; at most half of its lifetime.
        mandatory: Seconds before the expiry from which calls wait for the next token; at most a tenth of its lifetime.

    Raises:
        ConfigurationError: One is not a number, or ``mandatory`` is negative or greater than ``advisory``.
    """

    advisory: float = 600.0
    mandatory: float = 30.0

    def __post_init__(self) -> None:
        seconds = (self.mandatory, self.advisory)
        is_number = all(isinstance(value, int | float) and not isinstance(value, bool) for value in seconds)
        if not is_number or not 0 <= self.mandatory <= self.advisory <= threading.TIMEOUT_MAX:
            raise ConfigurationError("Leeway needs 0 <= mandatory <= advisory, both in seconds.")


class Deadlines:
    """When a token is refreshed and when it expires, on two clocks.

    The wall clock can be set back, and the monotonic clock can stop while the machine sleeps; the earlier one counts.

    Args:
        token: The token.
        leeway: How long before its expiry it is refreshed.
        clock: The clock.
        invalid: Whether the token is of no use any more, whatever its expiry.
    """

    __slots__ = ("expire_at", "expire_at_wall", "refresh_at", "refresh_at_wall", "token")

    def __init__(self, token: Token, leeway: Leeway, clock: Clock, *, invalid: bool = False) -> None:
        self.token = token
        never = -math.inf if invalid else math.inf
        self.refresh_at = self.refresh_at_wall = self.expire_at = self.expire_at_wall = never
        if invalid or token.expires_at is None:
            return
        lifetime = max(token.expires_at - token.issued_at, 0.0)
        advisory, mandatory = min(leeway.advisory, lifetime / 2), min(leeway.mandatory, lifetime / 10)
        self.refresh_at_wall, self.expire_at_wall = token.expires_at - advisory, token.expires_at - mandatory
        # If the wall clock was set back since the token was issued, it seems to have more than its lifetime left.
        expiry = clock.monotonic() + min(token.expires_at - clock.wall(), lifetime)
        self.refresh_at, self.expire_at = expiry - advisory, expiry - mandatory

    def is_usable(self, clock: Clock) -> bool:
        """Return whether calls may still use the token."""
        return clock.monotonic() < self.expire_at and clock.wall() < self.expire_at_wall

    def is_fresh(self, clock: Clock) -> bool:
        """Return whether it is too early to refresh the token, even in the background."""
        return clock.monotonic() < self.refresh_at and clock.wall() < self.refresh_at_wall


def is_token_text(value: object) -> bool:
    """Return whether a value can be an access token: visible ASCII that fits a header field (RFC 6750 section 2.1)."""
    return is_refresh_text(value) and " " not in str(value)


def is_refresh_text(value: object) -> bool:
    """Return whether a value can be a refresh token, which may contain spaces (RFC 6749 appendix A.17)."""
    return isinstance(value, str) and value.isascii() and value.isprintable() and bool(value)


def is_time(value: float) -> bool:
    """Return whether a number can be a time in seconds since 1970: neither infinite nor too large for a float."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


_MEMBERS: dict[str, tuple[type, ...]] = {
    "access_token": (str,),
    "base_url": (str,),
    "issued_at": (int, float),
    "expires_at": (int, float, type(None)),
    "refresh_token": (str, type(None)),
    "scope": (str, type(None)),
    "refresh_error": (str, type(None)),
}


def _problem(data: object) -> str | None:
    if not isinstance(data, Mapping):
        return "it is not a mapping"
    for name in ("access_token", "base_url", "issued_at"):
        if name not in data:
            return f"{name} is missing"
    problem = _wrong_type(data)
    if problem is not None:
        return problem
    if not is_token_text(data["access_token"]):
        return "access_token is not visible ASCII without white space"
    if data.get("refresh_token") is not None and not is_refresh_text(data["refresh_token"]):
        return "refresh_token is not visible ASCII"
    return None


def _wrong_type(data: Mapping[str, Any]) -> str | None:
    for name, types in _MEMBERS.items():
        if name in data and (not isinstance(data[name], types) or isinstance(data[name], bool)):
            return f"{name} has the wrong type"
        if isinstance(data.get(name), int | float) and not is_time(data[name]):
            return f"{name} is out of range"
    return None
