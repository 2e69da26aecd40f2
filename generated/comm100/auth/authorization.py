"""A sign-in that has begun in the browser and is not finished yet."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from ..errors import ConfigurationError, StateMismatchError
from ._redact import NotPicklable

__all__ = ["AuthorizationRequest", "code_challenge"]

_AGAIN = "Start the sign-in again."

_SHAPE: dict[str, tuple[type, ...]] = {
    "url": (str,),
    "state": (str,),
    "redirect_uri": (str, type(None)),
    "base_url": (str,),
    "expires_at": (int, float),
    "code_verifier": (str, type(None)),
}


@dataclass(frozen=True, kw_only=True)
class AuthorizationRequest(NotPicklable):
    """What to send the user's browser to, and what to remember until it comes back. Its repr shows no secret.

    It is good for one redirect. A web application keeps :meth:`to_dict` in the user's session, removes it when the
    redirect arrives, and makes it whole with :meth:`from_dict`.

    Args:
        url: Where the browser goes.
        state: What must come back with the redirect (RFC 6749 section 10.12).
        redirect_uri: Where the browser comes back to; None where the server knows it.
        base_url: The server that is asked.
        expires_at: When the sign-in is given up, in seconds since 1970.
        code_verifier: The secret of PKCE (RFC 7636), where it is used.
    """

    url: str = field(repr=False)
    state: str = field(repr=False)
    redirect_uri: str | None
    base_url: str
    expires_at: float
    code_verifier: str | None = field(default=None, repr=False)
    _used: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for the user's session. It holds secrets: the browser must not be able to read it."""
        return {
            "url": self.url,
            "state": self.state,
            "redirect_uri": self.redirect_uri,
            "base_url": self.base_url,
            "expires_at": self.expires_at,
            "code_verifier": self.code_verifier,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the request that :meth:`to_dict` was called on.

        Raises:
            ConfigurationError: The data is no request's.
        """
        if not all(isinstance(data.get(name), types) for name, types in _SHAPE.items()):
            raise ConfigurationError(f"This is no stored sign-in. {_AGAIN}")
        fields: dict[str, Any] = {name: data.get(name) for name in _SHAPE}
        return cls(**fields)

    def claim(self, state: str | None, now: float) -> None:
        """Accept the one redirect that carries the right state.

        Args:
            state: The redirect's state.
            now: The time, in seconds since 1970.

        Raises:
            StateMismatchError: It is missing or wrong, which leaves the sign-in open; or it came late or again.
        """
        if state is None:
            raise StateMismatchError(f"The redirect has no state, so it may come from anyone. {_AGAIN}")
        if not hmac.compare_digest(state.encode(errors="replace"), self.state.encode()):
            raise StateMismatchError(f"The redirect's state is not that of this sign-in. {_AGAIN}")
        if now >= self.expires_at:
            raise StateMismatchError(f"The redirect came too late. {_AGAIN}")
        if not self._used.acquire(blocking=False):
            raise StateMismatchError(f"This redirect was used already. {_AGAIN}")


def code_challenge(verifier: str) -> str:
    """Return the S256 challenge of a PKCE verifier (RFC 7636 section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode("ascii")
