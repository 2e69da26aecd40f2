"""The redirect of a sign-in, received on this very machine (RFC 8252), for programs that people run themselves.

with LoopbackReceiver() as receiver:
    app = AuthorizationCode(..., redirect_uri=receiver.redirect_uri)
    login = app.start()
    open_browser(login.url)
    token = receiver.receive(app.finish, login)
"""

from __future__ import annotations

import re
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Final, Self, TypeVar

from ..errors import CallbackError, ClientError, ConfigurationError
from ._concurrency import Clock, SystemClock
from ._landing import Page, page
from ._listener import Address, Listener, Wait
from .authorization import AuthorizationRequest

__all__ = ["LoopbackReceiver", "is_loopback_redirect", "open_browser"]

T = TypeVar("T")

_PATH: Final = "/callback"
_SLICE: Final = 0.5
_LAST_WORDS: Final = 5.0

# What a URI is made of (RFC 3986 section 2), and nothing that a shell or a terminal could take for its own.
_OPENABLE = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)


class LoopbackReceiver:
    """Listens at a loopback address for the one redirect that ends a sign-in (RFC 8252 section 7.3).

    It listens from the moment it is made, so that its port is known and nobody else's, and answers while
    :meth:`receive` waits. Use it as a context manager, or close it. It serves the authorization code flow: the token of
    the implicit flow comes in a fragment, which no server sees.

    Args:
        redirect_uri: The redirect URI that is registered for the client, on 127.0.0.1, [::1] or localhost, with its
            port; None for ``http://127.0.0.1:{port}/callback``.
        port: The port where no ``redirect_uri`` is given; 0 for any free one.
        product: What people sign in to, as the page calls it.
        caller: Where the page sends people back to.
        patience: Seconds that a browser may take for each step of a request.
        clock: The time.

    Raises:
        ConfigurationError: The address is none of this machine's, or its port is taken.
    """

    def __init__(
        self,
        redirect_uri: str | None = None,
        *,
        port: int = 0,
        product: str = "",
        caller: str = "the application",
        patience: float = 5.0,
        clock: Clock | None = None,
    ) -> None:
        address = Address.parse(f"http://127.0.0.1:{port}{_PATH}" if redirect_uri is None else redirect_uri)
        if redirect_uri is not None and address.port == 0:
            raise ConfigurationError(f"The redirect URI {redirect_uri} needs the port that is registered for it.")
        self._listener = Listener(address, patience)
        self._redirect_uri = redirect_uri or f"http://127.0.0.1:{self._listener.port}{_PATH}"
        self._place = f" to {product}" if product else ""
        self._caller = caller
        self._clock = clock or SystemClock()

    @property
    def redirect_uri(self) -> str:
        """Where the browser comes back to, character for character what the authorization request must hold."""
        return self._redirect_uri

    def receive(
        self, finish: Callable[[str, AuthorizationRequest], T], login: AuthorizationRequest, *, timeout: float = 300.0
    ) -> T:
        """Wait for the redirect, finish the sign-in with it, and show the browser how that went.

        A request that does not carry the sign-in's state is refused and does not end the wait.

        Args:
            finish: What makes a token of the redirect's URL: an application's ``finish``. It is called once, in the
                caller's thread; what it returns or raises comes through.
            login: What ``start`` returned.
            timeout: Seconds to wait for the redirect.

        Raises:
            CallbackError: No redirect came in time.
        """
        wait = Wait(login.state)
        with self._answering(wait):
            target = self._arrival(wait, timeout)
            wait.outcome = self._failed("The program gave up.")
            try:
                result = finish(f"{self._redirect_uri}?{target.partition('?')[2]}", login)
            except ClientError as error:
                wait.outcome = self._failed(str(error))
                raise
            wait.outcome = page(
                200, f"You are signed in{self._place}", f"You can close this window and go back to {self._caller}."
            )
            return result

    def close(self) -> None:
        """Stop listening."""
        self._listener.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _failed(self, detail: str) -> Page:
        text = f"You can close this window. Go back to {self._caller} and start again."
        return page(400, f"The sign-in{self._place} failed", text, detail)

    @contextmanager
    def _answering(self, wait: Wait) -> Iterator[None]:
        thread = threading.Thread(target=self._listener.answer, args=(wait,), name="oauth-loopback", daemon=True)
        try:
            thread.start()
            yield
        finally:
            wait.concluded.set()
            if wait.target is not None:
                wait.shown.wait(_LAST_WORDS)
            if thread.is_alive():
                thread.join()

    def _arrival(self, wait: Wait, timeout: float) -> str:
        deadline = self._clock.monotonic() + timeout
        while wait.target is None:
            left = deadline - self._clock.monotonic()
            if left <= 0:
                raise CallbackError(f"Nobody came back from signing in within {timeout:g} seconds. Start it again.")
            # In slices, because Windows delivers Ctrl-C between waits only.
            wait.arrived.wait(min(left, _SLICE))
        return wait.target


def is_loopback_redirect(redirect_uri: str) -> bool:
    """Tell whether a redirect URI leads to this very machine, so that a :class:`LoopbackReceiver` can wait there."""
    try:
        Address.parse(redirect_uri)
    except ConfigurationError:
        return False
    return True


def open_browser(url: str, *, opener: Callable[[str], object] = webbrowser.open) -> None:
    """Open a page in the user's browser, without waiting for it. Show the URL too: there may be no browser.

    Args:
        url: An http or https URL.
        opener: What opens it.

    Raises:
        ConfigurationError: It is none, or holds characters that have no place in a URL (RFC 3986 section 2).
    """
    if not _OPENABLE.fullmatch(url):
        raise ConfigurationError("Only an http or https URL without spaces and control characters is opened.")

    def show() -> None:
        with suppress(webbrowser.Error, OSError):
            opener(url)

    # A browser that runs in the terminal returns when it is left.
    threading.Thread(target=show, name="oauth-browser", daemon=True).start()
