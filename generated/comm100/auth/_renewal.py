"""How the next token is got: by asking as for the first one, or with the refresh token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..errors import OAuthError, TokenExpiredError, TokenOutcomeUnknownError
from ._endpoint import TokenEndpoint
from ._flow import TokenRequest
from .token import Token

__all__ = ["Renewal"]

_REFUSED = (400, 401)


class Renewal:
    """One token's ways to the next.

    Args:
        endpoint: Where to ask.
        grant: The request for a first token, where the credentials are at hand.
        refresh: Makes the request that takes a refresh token, where the document knows one.
        keep_grant: Whether ``grant`` is kept after the first success.
        prefer_grant: Whether to ask again even where a refresh token is there (RFC 6749 section 4.4.3).
        advice: What a person can do when nothing is left.
    """

    def __init__(
        self,
        endpoint: TokenEndpoint,
        *,
        grant: TokenRequest | None,
        refresh: Callable[[str], TokenRequest] | None,
        keep_grant: bool,
        prefer_grant: bool,
        advice: str,
    ) -> None:
        self._endpoint = endpoint
        self._grant = grant
        self._refresh = refresh
        self._keep_grant = keep_grant
        self._prefer_grant = prefer_grant
        self._advice = advice

    @property
    def patience(self) -> float:
        """The longest that :meth:`renew` can take, in seconds."""
        return 2 * self._endpoint.patience

    def possible(self, token: Token | None) -> bool:
        """Tell whether there is any way from this token to the next."""
        refreshable = token is not None and token.refresh_token is not None and self._refresh is not None
        return refreshable or self._grant is not None

    def renew(self, token: Token | None) -> Token:
        """Return the next token.

        Raises:
            TokenExpiredError: Nothing is left to ask with.
            OAuthError: The server refused, or could not be reached.
        """
        grant, refresh = self._grant, self._refresh
        if refresh is not None and token is not None and token.refresh_token and not (grant and self._prefer_grant):
            try:
                return self._refreshed(token, refresh(token.refresh_token))
            except OAuthError as error:
                lost = isinstance(error, TokenOutcomeUnknownError) or error.status_code in _REFUSED
                if grant is None and lost and self._advice not in str(error):
                    error.args = (f"{error} {self._advice}",)
                if grant is None or not lost:
                    raise
        if grant is None:
            raise TokenExpiredError(f"The access token has expired. {self._advice}")
        granted = self._endpoint.send(grant)
        if not self._keep_grant:
            self._grant = None
        return granted

    def forget(self) -> None:
        """Drop all that tokens could be asked with."""
        self._grant = self._refresh = None

    def _refreshed(self, token: Token, request: TokenRequest) -> Token:
        renewed = self._endpoint.send(request)
        # A server that sends no new refresh token or scope means the old ones (RFC 6749 sections 5.1 and 6).
        return replace(
            renewed,
            refresh_token=renewed.refresh_token or token.refresh_token,
            scope=token.scope if renewed.scope is None else renewed.scope,
        )
