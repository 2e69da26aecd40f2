"""Signing in with the token in the redirect itself (RFC 6749 section 4.2)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import ClassVar

from ..errors import InsecureFlowWarning
from ._answer import token_error, token_from
from ._callback import read_json, read_redirect, verify
from ._login import LoginFlow
from ._redact import SecretStr
from .authorization import AuthorizationRequest
from .token import Token

__all__ = ["ImplicitFlow"]


@dataclass(frozen=True, kw_only=True)
class ImplicitFlow(LoginFlow):
    """An application that gets the token with the redirect (RFC 6749 section 4.2).

    Warns:
        InsecureFlowWarning: RFC 9700 section 2.1.2 advises against this flow.
    """

    response_type: ClassVar[str] = "token"

    def __post_init__(self) -> None:
        super().__post_init__()
        warnings.warn(
            "The implicit flow shows the token to the browser; RFC 9700 section 2.1.2 advises against it.",
            InsecureFlowWarning,
            stacklevel=3,
        )

    def finish(self, redirected: str, login: AuthorizationRequest) -> Token:
        """Return the token of someone who has come back from signing in; nothing is sent.

        Args:
            redirected: The URL that the browser came back to, with its fragment; or the JSON text of the answer, from
                a server that answers the request itself, which need not repeat the state as no redirect carries it.
            login: What :meth:`start` returned.

        Raises:
            StateMismatchError: The redirect does not belong to this sign-in, or came late or again.
            CallbackError: It is incomplete or ambiguous.
            TokenResponseError: What it holds is no token.
            OAuthError: The user or the server refused; the class is that of the error code.
        """
        redirected = SecretStr(redirected)
        if redirected.lstrip().startswith("{"):
            fields = read_json(redirected)
            fields.setdefault("state", login.state)
        else:
            fields = read_redirect(redirected, fragment=True)
        now = self.clock.wall()
        verify(fields, login, now=now, issuers=self._issuers(login))
        problem = token_error(fields, "The sign-in")
        if problem is not None:
            raise problem
        return token_from(fields, base_url=login.base_url, now=now)

    async def finish_async(self, redirected: str, login: AuthorizationRequest) -> Token:
        """Return the token as :meth:`finish` does, for programs that await the other flows too.

        Args:
            redirected: As for :meth:`finish`.
            login: What :meth:`start` returned.

        Raises:
            OAuthError: As :meth:`finish` does.
        """
        return self.finish(redirected, login)
