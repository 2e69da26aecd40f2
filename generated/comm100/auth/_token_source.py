"""The source of a client's tokens: one is cached, and a single request gets the next one for all callers."""

from __future__ import annotations

import copy
import functools
import math
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..errors import (
    InvalidGrantError,
    OAuthError,
    ServerError,
    TemporarilyUnavailableError,
    TokenConnectionError,
    TokenExpiredError,
    TokenOutcomeUnknownError,
    TokenResponseError,
    TokenStoreError,
    UnauthorizedClientError,
    UnsupportedGrantTypeError,
)
from ._concurrency import Clock, backoff, ignore_signals, renew_after_fork
from ._requests import TokenRequest
from ._token_endpoint import TokenEndpoint
from .store import TokenSlot
from .token import Deadlines, Leeway, Token

if TYPE_CHECKING:
    import anyio
    from anyio.lowlevel import RunVar

__all__ = ["NO_REFRESH", "TokenRefresher", "TokenSource", "wait", "wait_async"]

T = TypeVar("T")

NO_REFRESH = (UnauthorizedClientError, UnsupportedGrantTypeError)
"""The errors that say that the server does not refresh tokens, at least not for this client."""

_TEMPORARY = (ServerError, TemporarilyUnavailableError, TokenResponseError)
_REFUSED = (400, 401)
_PAUSE: Final = 10.0
_SAVES_REPEATED: Final = 5
_FIRST_PAUSE: Final = 0.25
_UNVERIFIED: Final = 30.0
_NO_LEEWAY: Final = Leeway(advisory=0, mandatory=0)

_threads: weakref.WeakKeyDictionary[threading.Thread, TokenRefresher] = weakref.WeakKeyDictionary()


class TokenRefresher:
    """Gets the token that follows another: with its refresh token, or by asking as for the first one.

    Args:
        endpoint: The token endpoint.
        grant: The request for a first token, if the credentials for it are at hand.
        refresh: Returns the request that makes use of a refresh token; None if tokens are not refreshed.
        keep_grant: Whether to keep ``grant`` after its first success.
        prefer_grant: Whether to use ``grant`` even if there is a refresh token (RFC 6749 section 4.4.3).
        advice: What the user can do once no further token can be had.
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
    def max_wait(self) -> float:
        """The longest that :meth:`next_token` can take, in seconds."""
        return 2 * self._endpoint.max_wait

    @property
    def max_wait_closing(self) -> float:
        """The longest that :meth:`next_token` can take after :meth:`close`, in seconds."""
        return self._endpoint.max_wait_closing

    @property
    def has_grant(self) -> bool:
        """Whether a token can be requested without a refresh token."""
        return self._grant is not None

    def can_follow(self, token: Token | None) -> bool:
        """Return whether there is any way to get the token after this one."""
        refreshable = token is not None and token.refresh_token is not None and self._refresh is not None
        return refreshable or self._grant is not None

    def uses_up(self, token: Token) -> bool:
        """Return whether the token after this one is requested with its refresh token, which the server may replace."""
        return token.refresh_error is None and self._refresh_request(token) is not None

    def next_token(self, token: Token | None) -> Token:
        """Return the token after this one.

        Raises:
            TokenExpiredError: There is nothing left to ask with.
            OAuthError: The server refused, or could not be reached.
        """
        grant = self._grant
        request = None if token is None else self._refresh_request(token)
        if token is not None and request is not None:
            try:
                if token.refresh_error is not None:
                    raise InvalidGrantError(token.refresh_error, status_code=400)
                return self._refreshed(token, request)
            except OAuthError as error:
                if isinstance(error, NO_REFRESH):
                    self._refresh = None
                lost = isinstance(error, TokenOutcomeUnknownError) or error.status_code in _REFUSED
                if grant is None or not lost:
                    raise
        if grant is None:
            raise TokenExpiredError(f"The access token has expired. {self._advice}")
        granted = self._endpoint.send(grant)
        if not self._keep_grant:
            self._grant = None
        return granted

    def close(self) -> None:
        """Drop everything that tokens could be requested with; a request that is under way is not repeated."""
        self._grant = self._refresh = None
        self._endpoint.close()

    def _refresh_request(self, token: Token) -> TokenRequest | None:
        """Return the request that makes use of a token's refresh token, if that is how to get the next one."""
        refresh = self._refresh
        if refresh is None or not token.refresh_token or (self._grant and self._prefer_grant):
            return None
        return refresh(token.refresh_token)

    def _refreshed(self, token: Token, request: TokenRequest) -> Token:
        refreshed = self._endpoint.send(request, advice=self._advice)
        # A response without a refresh token or scope means that the old one stays (RFC 6749 sections 5.1 and 6).
        return replace(
            refreshed,
            refresh_token=refreshed.refresh_token or token.refresh_token,
            scope=token.scope if refreshed.scope is None else refreshed.scope,
        )


class TokenSource:
    """Holds the current token and gets the next one, once for all threads and event loops that ask.

    The token is an immutable snapshot that is read without a lock. The lock only guards the exchange of references and
    is never held while anything is awaited or sent. A refresh runs in its own thread, so that a waiting task may be
    cancelled, or its event loop closed, without harm to the others.

    Args:
        refresher: Gets the next token.
        slot: Where the token is stored.
        clock: The clock.
        leeway: How long before its expiry a token is refreshed.
        token: The first token, if there is one already.
    """

    def __init__(
        self, refresher: TokenRefresher, slot: TokenSlot, *, clock: Clock, leeway: Leeway, token: Token | None = None
    ) -> None:
        self._refresher = refresher
        self._slot = slot
        self._clock = clock
        self._monotonic, self._wall = clock.monotonic, clock.wall
        self._leeway = leeway
        self._held = None if token is None else self._deadlines(token)
        self._refusal: tuple[OAuthError, Token | None] | None = None
        # A new token that could not be stored, and the stored one that it replaces.
        self._unsaved: Token | None = None
        self._replaced: Token | None = None
        self._paused_until = 0.0
        # The current token, if it replaced one that the API rejected and has not been accepted yet. If the API rejects
        # it too, the token is not the cause, and no other one is requested for a while.
        self._unverified: Token | None = None
        self._unverified_until = 0.0
        self._closed = self._signed_out = False
        self._lock = threading.Lock()
        self._inflight: Future[Token] | None = None
        renew_after_fork(self)

    @property
    def current(self) -> Token | None:
        """The current token, expired or not; None before the first one."""
        held = self._held
        return None if held is None else held.token

    def cached(self) -> Token | None:
        """Return the current token if it is fresh, which is all that most requests need."""
        held = self._held
        if (
            held is not None
            and self._monotonic() < held.refresh_at
            and self._wall() < held.refresh_at_wall
            and not self._closed
        ):
            return held.token
        return None

    def get(self, rejected: Token | None = None) -> Token:
        """Return a token to send, and block if it must be requested first.

        Args:
            rejected: A token that the API rejected, so that another one is needed.

        Raises:
            TokenExpiredError: There is no token, and no way to get one.
            OAuthError: The authorization server refused, or could not be reached.
        """
        acquired = self._acquire(rejected)
        return acquired if isinstance(acquired, Token) else self._wait(acquired)

    async def aget(self, rejected: Token | None = None) -> Token:
        """Return a token to send, as :meth:`get` does, without blocking the event loop."""
        acquired = self._acquire(rejected)
        return acquired if isinstance(acquired, Token) else await self._wait_async(acquired)

    def can_replace(self, token: Token) -> bool:
        """Return whether another token than this one, which the API rejected, is there or worth requesting."""
        if not _same(self.current, token):
            return True
        if _same(self._unverified, token) and self._monotonic() < self._unverified_until:
            return False
        return not self._closed and self._refresher.can_follow(token)

    def confirm(self, token: Token) -> None:
        """Note that the API accepted a token."""
        if self._unverified is None:
            return
        with self._lock:
            if _same(self._unverified, token):
                self._unverified = None

    def invalidate(self, token: Token) -> None:
        """Have the next call use another token than this one, which the API rejected."""
        with self._lock:
            if self._held is not None and _same(self._held.token, token):
                self._held = self._deadlines(token, invalid=True)

    def close(self) -> None:
        """Request no more tokens, and wait until a refresh that is under way has been stored.

        The server may already have replaced the refresh token, so that to abandon the refresh would end the session.
        The wait ends with the token request's own timeout.
        """
        inflight = self._stop()
        if inflight is not None:
            with suppress(OAuthError):  # it belongs to the callers that wait for the token
                wait(inflight, self._refresher.max_wait_closing)

    async def aclose(self) -> None:
        """Close as :meth:`close` does, without blocking the event loop."""
        inflight = self._stop()
        if inflight is not None:
            with suppress(OAuthError):
                await wait_async(inflight, self._refresher.max_wait_closing)

    def sign_out(self) -> None:
        """Forget the token, first here, then in the store; a refresh that is under way is dropped.

        Raises:
            TokenStoreError: The store failed; the memory is empty all the same.
        """
        self._stop()
        with self._lock:
            self._signed_out = True
            self._held = self._unsaved = None
        with self._slot.lock():
            self._slot.delete()

    def _stop(self) -> Future[Token] | None:
        with self._lock:
            self._closed = True
            inflight = self._inflight
        self._refresher.close()
        return inflight

    def _acquire(self, rejected: Token | None) -> Token | Future[Token]:
        """Return the token if it is at hand, or else where it will arrive."""
        with self._lock:
            if self._closed:
                next_step = "Sign in again." if self._signed_out else "Create another client."
                raise TokenExpiredError(f"This client is {'signed out' if self._signed_out else 'closed'}. {next_step}")
            held = self._held
            usable = held is not None and not _same(held.token, rejected) and held.is_usable(self._clock)
            if held is not None and usable and (held.is_fresh(self._clock) or not self._may_refresh_early()):
                return held.token
            old = None if held is None else held.token
            inflight, leads = self._inflight, self._inflight is None
            if inflight is None:
                inflight = self._inflight = Future()
        if leads:
            self._start_refresh(inflight, old, rejected is not None)
        return old if old is not None and usable else inflight

    def _may_refresh_early(self) -> bool:
        return (
            self._inflight is None
            and self._refusal is None
            and self._monotonic() >= self._paused_until
            and self._refresher.can_follow(self.current)
        )

    def _wait(self, inflight: Future[Token]) -> Token:
        try:
            return wait(inflight, self._refresher.max_wait)
        finally:
            self._detach(inflight)

    async def _wait_async(self, inflight: Future[Token]) -> Token:
        try:
            return await wait_async(inflight, self._refresher.max_wait)
        except TokenConnectionError:
            self._detach(inflight)
            raise

    def _detach(self, inflight: Future[Token]) -> None:
        """Let the next caller start another refresh if this one has not ended: its thread may be gone."""
        if not inflight.done():
            with self._lock:
                self._inflight = None if self._inflight is inflight else self._inflight

    def _start_refresh(self, inflight: Future[Token], old: Token | None, rejected: bool) -> None:
        arguments = (inflight, old, rejected)
        # Not a daemon: the interpreter waits for the thread when it ends, so that the new token is stored.
        thread = threading.Thread(target=self._run_refresh, args=arguments, name="oauth-token")
        _threads[thread] = self._refresher
        _finish_refreshes_at_exit()
        try:
            thread.start()
        except RuntimeError:  # no thread can be started, for example while the interpreter shuts down
            self._run_refresh(*arguments)

    def _run_refresh(self, inflight: Future[Token], old: Token | None, rejected: bool) -> None:
        try:
            token = self._next_token(old)
            held = self._deadlines(token)
        except BaseException as error:  # all of them belong to the callers that wait
            with self._lock:
                self._inflight = None if self._inflight is inflight else self._inflight
                self._paused_until = self._monotonic() + _PAUSE
            inflight.set_exception(error)
        else:
            with self._lock:
                self._inflight = None if self._inflight is inflight else self._inflight
                self._unverified = token if rejected else None
                self._unverified_until = self._monotonic() + _UNVERIFIED
                if not self._signed_out:
                    self._held = held
            inflight.set_result(token)

    def _next_token(self, old: Token | None) -> Token:
        """Return the token after ``old``: the one that another process stored, or a new one, which is stored first."""
        with self._slot.lock():
            stored, token = self._slot.load(), self._unsaved
            if token is None or self._supersedes(stored, token):
                self._unsaved = None
                if stored is not None and not _same(stored, old) and self._deadlines(stored).is_usable(self._clock):
                    return stored
                token = self._request_token(stored, old)
            if self._signed_out:
                raise TokenExpiredError("Signed out while the token was refreshed. Sign in again.")
            self._unsaved, self._replaced = token, stored
            self._save(token)
            self._unsaved = None
        return token

    def _supersedes(self, stored: Token | None, unsaved: Token) -> bool:
        """Return whether another process has stored a later token since; the clock may have been set back meanwhile."""
        if stored is None or _same(stored, self._replaced):
            return False
        return stored.issued_at > unsaved.issued_at

    def _save(self, token: Token) -> None:
        """Store a new token, repeatedly if need be: it may have used up the old one, and be nowhere else.

        A Redis server that restarts, or whose replica takes over, is away for a few seconds.
        """
        for attempt in range(_SAVES_REPEATED if token.refresh_token else 0):
            try:
                return self._slot.save(token)
            except TokenStoreError:
                self._clock.sleep(backoff(attempt, first=_FIRST_PAUSE, longest=math.inf))
        return self._slot.save(token)

    def _request_token(self, stored: Token | None, old: Token | None) -> Token:
        """Return a new token; a refusal is remembered, and the same request not sent again."""
        old = stored or old
        if self._refusal is not None and _same(self._refusal[1], old):
            raise self._refusal[0].with_traceback(None)
        self._refusal = None
        if stored is not None and self._refresher.uses_up(stored):
            # Where the old token cannot be stored, the new one cannot either, and the server forgets the old one.
            self._slot.save(stored)
        try:
            return self._refresher.next_token(old)
        except OAuthError as error:
            if error.status_code in _REFUSED and not isinstance(error, _TEMPORARY):
                self._refusal = (error, old)
                self._share_refusal(error, old)
            raise

    def _share_refusal(self, error: OAuthError, old: Token | None) -> None:
        """Store why a refresh token was refused, so that no other process that shares the store sends it again."""
        is_refresh = isinstance(error, InvalidGrantError) and not self._refresher.has_grant
        if is_refresh and old is not None and old.refresh_error is None and not self._signed_out:
            with suppress(TokenStoreError):  # the refusal itself is what the caller has to know
                self._slot.save(replace(old, refresh_error=str(error)))

    def _deadlines(self, token: Token, *, invalid: bool = False) -> Deadlines:
        # A token that no other can follow is used until it expires.
        leeway = self._leeway if self._refresher.can_follow(token) else _NO_LEEWAY
        return Deadlines(token, leeway, self._clock, invalid=invalid)

    def _after_fork(self) -> None:
        self._lock, self._inflight = threading.Lock(), None


@functools.cache
def _finish_refreshes_at_exit() -> None:
    import atexit

    atexit.register(_finish_refreshes)


def _finish_refreshes() -> None:
    """Wait for the refreshes that are under way: a second Ctrl-C ends the interpreter's own wait for their threads."""
    running = [(thread, refresher) for thread, refresher in list(_threads.items()) if thread.is_alive()]
    if running:
        ignore_signals()
    for thread, refresher in running:
        refresher.close()
        thread.join(refresher.max_wait_closing)


def _same(one: Token | None, other: Token | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or one.access_token == other.access_token


def wait(future: Future[T], max_wait: float) -> T:
    """Block until the result is there.

    Args:
        future: Where the result arrives.
        max_wait: The longest wait, in seconds.

    Raises:
        TokenConnectionError: The result did not arrive in time.
    """
    from concurrent import futures

    futures.wait([future], max_wait)
    return _result(future, max_wait)


async def wait_async(future: Future[T], max_wait: float) -> T:
    """Wait as :func:`wait` does, without blocking the event loop; cancellation leaves the result to the other waiters.

    Args:
        future: Where the result arrives.
        max_wait: The longest wait, in seconds.

    Raises:
        TokenConnectionError: The result did not arrive in time.
    """
    if not future.done():
        from concurrent import futures

        import anyio
        from anyio import to_thread

        with anyio.move_on_after(max_wait):
            # One task of an event loop waits in a thread; the others wait for that task, however many they are.
            async with _turn(future):
                if not future.done():
                    limiter = anyio.CapacityLimiter(1)
                    await to_thread.run_sync(futures.wait, [future], max_wait, abandon_on_cancel=True, limiter=limiter)
    return _result(future, max_wait)


def _turn(future: Future[Any]) -> anyio.Lock:
    """Return the lock that the running event loop has for a future."""
    import anyio

    try:
        locks = _turns().get()
    except LookupError:
        locks = weakref.WeakKeyDictionary()
        _turns().set(locks)
    return locks.setdefault(future, anyio.Lock())


@functools.cache
def _turns() -> RunVar[weakref.WeakKeyDictionary[Future[Any], anyio.Lock]]:
    from anyio.lowlevel import RunVar

    return RunVar("turns")


def _result(future: Future[T], max_wait: float) -> T:
    if not future.done():
        raise TokenConnectionError(f"No token after waiting for {max_wait:.0f} s. Try again.")
    failure = future.exception()
    if isinstance(failure, OAuthError):
        # Each waiter raises its own exception: raising one object in many threads mixes their tracebacks.
        raise copy.copy(failure).with_traceback(None) from failure.__cause__
    return future.result()
