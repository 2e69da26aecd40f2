"""Signing in with a browser: the authorization code flow (RFC 6749 section 4.1) for a person at a terminal."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any, Final

from ..auth._origin import check_base_url
from ..auth.authorization import AuthorizationRequest
from ..auth.loopback import LoopbackReceiver, is_loopback_redirect, open_browser
from ..auth.token import Token
from ..errors import InsecureURLError
from ._console import Console
from ._failures import CommandError, UsageError
from ._names import PRODUCT
from ._settings import Settings
from ._stored import credentials_class
from ._ways import Way

__all__ = ["sign_in_with_browser"]

Values = dict[str, str | int]

_REDIRECT: Final = "redirect_uri"
_PATIENCE: Final = 300.0


def sign_in_with_browser(
    way: Way, settings: Settings, base_url: str, arguments: argparse.Namespace, console: Console
) -> tuple[Values, Token]:
    """Return the values of a sign-in and its token.

    Raises:
        UsageError: The options contradict one another.
        ConfigurationError: One of them is no redirect URI, or no host.
        CommandError: What was asked for was not given, or the browser came back with a host that is not allowed.
        OAuthError: The sign-in failed.
    """
    registered = next((value for value in way.values if value.name == _REDIRECT), None)
    redirect_uri = settings.given(registered) if registered else None
    if redirect_uri is not None and arguments.port is not None:
        raise UsageError("Give --port or a redirect URI, not both: a redirect URI has its port in it.")
    for host in arguments.allow_host:
        if check_base_url(f"https://{host}") != f"https://{host.lower()}" or "/" in host:
            raise UsageError(f"--allow-host takes a host name, and got {host!r}.")
    here = registered is not None and (redirect_uri is None or is_loopback_redirect(redirect_uri))
    values = settings.of(way, without=(_REDIRECT,))
    trip = _Trip(way, base_url, arguments, console)
    try:
        if here and not arguments.paste:
            return trip.received(values, redirect_uri)
        if registered is not None:
            values[_REDIRECT] = redirect_uri or trip.address_at_port()
        return trip.pasted(values)
    except InsecureURLError as error:
        raise CommandError(f"{error} On the command line that is --allow-host.") from None


@dataclass(frozen=True)
class _Trip:
    """The browser's way to the server and back."""

    way: Way
    base_url: str
    arguments: argparse.Namespace
    console: Console

    def received(self, values: Values, redirect_uri: str | None) -> tuple[Values, Token]:
        """Sign in, and receive the browser on this machine."""
        port, timeout = self.arguments.port or 0, self.arguments.timeout or _PATIENCE
        with LoopbackReceiver(redirect_uri, port=port, product=PRODUCT, caller="the terminal") as receiver:
            values = {**values, _REDIRECT: receiver.redirect_uri}
            app, login = self._begun(values)
            self.console.say(f"Waiting up to {timeout:g} seconds for the browser to come back; Ctrl-C gives up.")
            return values, receiver.receive(app.finish, login, timeout=timeout)

    def pasted(self, values: Values) -> tuple[Values, Token]:
        """Sign in with a browser that comes back elsewhere, and have its address pasted."""
        app, login = self._begun(values)
        self.console.say(
            f"Afterwards the browser goes to {login.redirect_uri or 'the registered address'}, whether or not there is "
            "a page. Copy the whole address that it shows then, and paste it here."
        )
        token: Token = app.finish(self.console.ask("Address: "), login)
        return values, token

    def address_at_port(self) -> str:
        """Return the redirect URI that only its port is known of."""
        if self.arguments.port is None:
            raise UsageError("--paste needs the redirect URI that is registered for the client: give --redirect-uri.")
        return f"http://127.0.0.1:{self.arguments.port}/callback"

    def _begun(self, values: Values) -> tuple[Any, AuthorizationRequest]:
        app = credentials_class(self.way)(**values, allowed_hosts=tuple(self.arguments.allow_host))
        login: AuthorizationRequest = app.start(base_url=self.base_url, pkce=self.arguments.pkce)
        if self.arguments.browser:
            open_browser(login.url)
            self.console.say("Sign in in the browser window that opens, or at this address:")
        else:
            self.console.say("Open this address in a browser, and sign in there:")
        self.console.result(login.url)
        return app, login
