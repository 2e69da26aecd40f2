"""Signing in with an authorization code (RFC 6749 section 4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..errors import CallbackError
from ._base import ClientContext
from ._callback import check_server, read_redirect, split_code, verify
from ._concurrency import in_thread
from ._login import LoginFlow
from ._redact import RedactedDict, SecretStr
from .authorization import AuthorizationRequest
from .token import Token

__all__ = ["AuthorizationCodeFlow"]


@dataclass(frozen=True, kw_only=True)
class AuthorizationCodeFlow(LoginFlow):
    """An application that exchanges a code for a token (RFC 6749 section 4.1)."""

    response_type: ClassVar[str] = "code"

    def finish(self, redirected: str, login: AuthorizationRequest) -> Token:
        """Return the token of someone who has come back from signing in.

        Args:
            redirected: The URL that the browser came back to, whole and as it was received.
            login: What :meth:`start` returned.

        Raises:
            StateMismatchError: The redirect does not belong to this sign-in, or came late or again.
            CallbackError: It is incomplete or ambiguous. Nothing was sent.
            InsecureURLError: It names a host that is not allowed. Nothing was sent.
            OAuthError: The user or the server refused; the class is that of the error code.
        """
        redirected = SecretStr(redirected)
        fields = read_redirect(redirected, fragment=False)
        verify(fields, login, now=self.clock.wall(), issuers=self._issuers(login))
        if not fields.get("code"):
            raise CallbackError("The redirect has neither a code nor an error. Start the sign-in again.")
        base_url, code = login.base_url, SecretStr(fields["code"])
        if self.flow.on_each_host:
            base_url, code = split_code(code, base_url)
            check_server(base_url, self._allowed(login))
        protocol = RedactedDict(code=code, redirect_uri=login.redirect_uri, code_verifier=login.code_verifier)
        context = ClientContext(
            base_url=base_url, transport=None, timeout=self.timeout, user_agent=self.user_agent, clock=self.clock
        )
        return self._endpoint(context).send(self._first_request(base_url, protocol))

    async def finish_async(self, redirected: str, login: AuthorizationRequest) -> Token:
        """Return the token as :meth:`finish` does, without blocking the event loop (asyncio or trio).

        Args:
            redirected: The URL that the browser came back to, whole and as it was received.
            login: What :meth:`start` returned.

        Raises:
            OAuthError: As :meth:`finish` does.
        """
        return await in_thread(self.finish, redirected, login)
