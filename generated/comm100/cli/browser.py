"""Signing in with a browser: the authorization code flow (RFC 6749 section 4.1) for a user at a terminal."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .._connection_errors import failure_reason
from .._http import http
from .._transport import NetworkOptions, time_limit
from ..auth._origin import check_base_url
from ..auth._redact import redact
from ..auth.authorization import AuthorizationRequest
from ..auth.loopback import LoopbackReceiver, is_loopback_redirect, open_browser
from ..auth.token import Token
from ..errors import InsecureURLError
from .console import Console
from .description import METHODS, PRODUCT, SignInMethod
from .failures import CommandError, UsageError
from .session import credentials_class, default_context
from .settings import Settings

__all__ = ["BrowserSignIn"]

Arguments = dict[str, str | int]

_REDIRECT_URI: Final = "redirect_uri"
_MAX_WAIT: Final = 300.0
_CHECK_TIMEOUT: Final = 10.0
_LARGEST_PAGE: Final = 64 * 1024
_REJECTED: Final = (400, 401)
_OPEN: Final = """
import sys, webbrowser
try:
    webbrowser.open(sys.argv[1])
except (KeyboardInterrupt, webbrowser.Error, OSError):
    pass
"""


@dataclass(frozen=True)
class BrowserSignIn:
    """One trip of the browser to the server and back.

    Args:
        method: The sign-in method.
        base_url: The server.
        arguments: The parsed command line.
        console: The terminal.
    """

    method: SignInMethod
    base_url: str
    arguments: argparse.Namespace
    console: Console

    def run(self, settings: Settings) -> tuple[Arguments, Token]:
        """Return the arguments of the credentials, and the token.

        Raises:
            UsageError: The options contradict each other.
            ConfigurationError: The redirect URI or a host is malformed.
            CommandError: The user gave no answer, or the redirect names a host that is not allowed.
            OAuthError: The sign-in failed.
        """
        setting = next((setting for setting in self.method.settings if setting.name == _REDIRECT_URI), None)
        redirect_uri = settings.get(setting) if setting else None
        self._check(redirect_uri)
        local = setting is not None and (redirect_uri is None or is_loopback_redirect(redirect_uri))
        arguments = settings.arguments_for(self.method, without=(_REDIRECT_URI,))
        try:
            if local and not self.arguments.paste:
                return self._receive(arguments, redirect_uri)
            if setting is not None:
                arguments[_REDIRECT_URI] = redirect_uri or self._redirect_uri_at_port()
            return self._paste(arguments)
        except InsecureURLError as error:
            raise CommandError(f"{error} On the command line, use --allow-host.") from None

    def _check(self, redirect_uri: str | None) -> None:
        if redirect_uri is not None and self.arguments.port is not None:
            raise UsageError("Pass --port or a redirect URI, not both: the redirect URI already contains a port.")
        for host in self.arguments.allow_host:
            if check_base_url(f"https://{host}") != f"https://{host.lower()}" or "/" in host:
                raise UsageError(f"--allow-host takes a host name, but got {host!r}.")

    def _receive(self, arguments: Arguments, redirect_uri: str | None) -> tuple[Arguments, Token]:
        """Sign in, and receive the redirect on this machine."""
        port, timeout = self.arguments.port or 0, self.arguments.timeout or _MAX_WAIT
        with LoopbackReceiver(redirect_uri, port=port, product=PRODUCT, caller="the terminal") as receiver:
            arguments = {**arguments, _REDIRECT_URI: receiver.redirect_uri}
            app, request = self._start(arguments)
            self.console.say(f"Waiting up to {timeout:g} seconds for the browser; press Ctrl-C to cancel.")
            return arguments, receiver.receive(app.finish, request, timeout=timeout)

    def _paste(self, arguments: Arguments) -> tuple[Arguments, Token]:
        """Sign in with a browser that is redirected elsewhere, and ask for the address where it ends up."""
        app, request = self._start(arguments)
        self.console.say(
            f"The browser will then be redirected to {request.redirect_uri or 'the registered address'}, where there "
            "may be no page. Copy the whole address that it shows, and paste it here."
        )
        token: Token = app.finish(self.console.ask("Address: "), request)
        return arguments, token

    def _redirect_uri_at_port(self) -> str:
        if self.arguments.port is None:
            raise UsageError("--paste needs the redirect URI that is registered for the client: pass --redirect-uri.")
        return f"http://127.0.0.1:{self.arguments.port}/callback"

    def _start(self, arguments: Arguments) -> tuple[Any, AuthorizationRequest]:
        app = credentials_class(self.method)(**arguments, allowed_hosts=tuple(self.arguments.allow_host))
        request: AuthorizationRequest = app.start(base_url=self.base_url, pkce=self.arguments.pkce)
        self._check_request(request)
        if self.arguments.browser:
            open_browser(request.url, opener=self._open_without_secrets)
            self.console.say("Sign in in the browser window that opens, or at this address:")
        else:
            self.console.say("Open this address in a browser and sign in:")
        self.console.result(request.url)
        return app, request

    def _check_request(self, request: AuthorizationRequest) -> None:
        """Request the sign-in page once, because an error such as a wrong redirect URI is shown only there.

        Without this, the command would wait for a redirect that never comes (RFC 6749 section 4.1.2.1).
        """
        try:
            problem = _rejection(request.url, default_context(self.base_url).user_agent)
        except http.HTTPError as error:
            self.console.say(f"Note: the sign-in page could not be reached from here: {failure_reason(error)}.")
            return
        if problem is not None:
            sent = request.redirect_uri or "none was sent"
            raise CommandError(
                f"The server rejected the sign-in request: {problem} Check the client ID and the redirect URI (--port "
                f"or --redirect-uri). This one must be registered for the client: {sent}"
            )

    def _open_without_secrets(self, url: str) -> None:
        """Open the browser from a process that has no secret in its environment, which browsers would inherit."""
        secret = {setting.env for method in METHODS for setting in method.settings if setting.secret}
        environ = {name: value for name, value in self.console.environ.items() if name not in secret}
        subprocess.run([sys.executable, "-I", "-c", _OPEN, url], env=environ, check=False)


def _rejection(url: str, user_agent: str) -> str | None:
    """Return why the server rejects an authorization request, or None if it does not."""
    headers = {"User-Agent": user_agent, "Accept-Encoding": "identity"}
    with (
        time_limit(_CHECK_TIMEOUT),
        NetworkOptions().client(url, timeout=_CHECK_TIMEOUT) as client,
        client.stream("GET", url, headers=headers) as response,
    ):
        # Other statuses may be meant for programs only, such as that of a firewall that wants a browser.
        if response.status_code not in _REJECTED:
            return None
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > _LARGEST_PAGE:
                break
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        fields = None
    members = fields if isinstance(fields, Mapping) else {}
    texts = [members.get(name) for name in ("error", "error_description", "message")]
    return redact(": ".join(text for text in texts if isinstance(text, str) and text)) or f"{response.status_code}."
