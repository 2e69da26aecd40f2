"""The one place that a client's token comes from: whoever asks, and however many, one request fetches the next."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import Final

from ..errors import (
    OAuthError,
    ServerError,
    TemporarilyUnavailableError,
    TokenConnectionError,
    TokenExpiredError,
    TokenResponseError,
)
from ._concurrency import Clock, renew_after_fork, wait, wait_async
from ._deadlines import Deadlines, Leeway
from ._renewal import Renewal
from .store import TokenSlot
from .token import Token

__all__ = ["TokenSource"]

_PASSING = (ServerError, TemporarilyUnavailableError, TokenResponseError)
_PAUSE: Final = 10.0
_PROBATION: Final = 30.0
_NO_LEEWAY: Final = Leeway(advisory=0, mandatory=0)


class TokenSource:
    """Holds the current token and gets the next one, once for all threads and event loops that ask.

    The token is an immutable snapshot that is read without a lock. The lock guards the exchange of references only and
    is never held while anything is awaited or sent; a renewal runs in a daemon thread of its own, so that whoever waits
    for it may be cancelled, or its event loop closed, without harm to the others.

    Args:
        renewal: How the next token is got.
        slot: Where tokens are kept.
        clock: The time.
        leeway: How long before its end a token is renewed.
        token: The first token, where there is one already.

    Attributes:
        probation: The current token, if it replaced one that the API refused and was not accepted yet. If the API
            refuses it too, the token is not what the API minds, and for a while no other is asked for.
    """

    def __init__(
        self, renewal: Renewal, slot: TokenSlot, *, clock: Clock, leeway: Leeway, token: Token | None = None
    ) -> None:
        self._renewal = renewal
        self._slot = slot
        self._clock = clock
        self._monotonic, self._wall = clock.monotonic, clock.wall
        self._leeway = leeway
        self._held = None if token is None else self._deadlines(token)
        self._refusal: tuple[OAuthError, Token | None] | None = None
        self._unsaved: Token | None = None
        self._paused_until = 0.0
        self.probation: Token | None = None
        self._probation_ends = 0.0
        self._closed = self._signed_out = False
        self._lock = threading.Lock()
        self._flight: Future[Token] | None = None
        renew_after_fork(self)

    @property
    def current(self) -> Token | None:
        """The current token, expired or not; None before the first."""
        held = self._held
        return None if held is None else held.token

    def fresh(self) -> Token | None:
        """Return the current token if nothing is to be done about it; this is what nearly every request costs."""
        held = self._held
        if held is not None and self._monotonic() < held.soon and self._wall() < held.soon_wall:
            return held.token
        return None

    def get(self, stale: Token | None = None) -> Token:
        """Return a token to send, blocking where one must be fetched.

        Args:
            stale: A token that the API refused; where the current one differs already, that one is returned.

        Raises:
            TokenExpiredError: There is none, and nothing to get one with.
            OAuthError: The authorization server refused, or could not be reached.
        """
        step = self._step(stale)
        return step if isinstance(step, Token) else self._wait(step)

    async def aget(self, stale: Token | None = None) -> Token:
        """Return a token to send, as :meth:`get` does, without blocking the event loop."""
        step = self._step(stale)
        return step if isinstance(step, Token) else await self._await(step)

    def renewable(self, token: Token) -> bool:
        """Tell whether asking for another token than this one, which the API refused, makes sense."""
        if not _same(self.current, token):
            return True
        if _same(self.probation, token) and self._monotonic() < self._probation_ends:
            return False
        return not self._closed and self._renewal.possible(token)

    def spoil(self, token: Token) -> None:
        """Have the next call get another token than this one, which the API refused."""
        with self._lock:
            if self._held is not None and _same(self._held.token, token):
                self._held = self._deadlines(token, spoilt=True)

    def close(self) -> None:
        """Ask for no token any more; one that is on its way is still stored."""
        with self._lock:
            self._closed = True
        self._renewal.forget()

    def sign_out(self) -> None:
        """Forget the token, first here, then in the store; one that is on its way is dropped.

        Raises:
            TokenStoreError: The store failed; the memory is empty all the same.
        """
        self.close()
        with self._lock:
            self._signed_out = True
            self._held = self._unsaved = None
        with self._slot.lock():
            self._slot.delete()

    def _step(self, stale: Token | None) -> Token | Future[Token]:
        """Return the token if it is at hand, and else where it will arrive."""
        with self._lock:
            held = self._held
            usable = held is not None and not _same(held.token, stale) and held.lasts(self._clock)
            if held is not None and usable and (held.rests(self._clock) or not self._worthwhile()):
                return held.token
            if self._closed:
                raise TokenExpiredError("The client is signed out or closed. Sign in again.")
            old = None if held is None else held.token
            flight, leads = self._flight, self._flight is None
            if flight is None:
                flight = self._flight = Future()
        if leads:
            self._launch(flight, old, stale is not None)
        return old if old is not None and usable else flight

    def _worthwhile(self) -> bool:
        """Tell whether to renew in the background now."""
        return (
            self._flight is None
            and self._refusal is None
            and not self._closed
            and self._monotonic() >= self._paused_until
            and self._renewal.possible(self.current)
        )

    def _wait(self, flight: Future[Token]) -> Token:
        try:
            return wait(flight, self._renewal.patience)
        finally:
            self._give_up(flight)

    async def _await(self, flight: Future[Token]) -> Token:
        try:
            return await wait_async(flight, self._renewal.patience)
        except TokenConnectionError:
            self._give_up(flight)
            raise

    def _give_up(self, flight: Future[Token]) -> None:
        """Let the next one try, after the slot's lock, where whoever should bring the token may be gone."""
        if not flight.done():
            with self._lock:
                self._flight = None if self._flight is flight else self._flight

    def _launch(self, flight: Future[Token], old: Token | None, refused: bool) -> None:
        thread = threading.Thread(target=self._fly, args=(flight, old, refused), name="oauth-token", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # no thread can be started, as while the interpreter shuts down
            self._fly(flight, old, refused)

    def _fly(self, flight: Future[Token], old: Token | None, refused: bool) -> None:
        try:
            token = self._next(old)
        except BaseException as error:  # whatever it is, it belongs to those who wait
            with self._lock:
                self._flight = None if self._flight is flight else self._flight
                self._paused_until = self._monotonic() + _PAUSE
            flight.set_exception(error)
        else:
            with self._lock:
                self._flight = None if self._flight is flight else self._flight
                self.probation = token if refused else None
                self._probation_ends = self._monotonic() + _PROBATION
                if not self._signed_out:
                    self._held = self._deadlines(token)
            flight.set_result(token)

    def _next(self, old: Token | None) -> Token:
        """Return the token after ``old``: one that another process has stored, or a new one, which is stored first."""
        with self._slot.lock():
            stored, token = self._slot.load(), self._unsaved
            if token is None or (stored is not None and stored.issued_at > token.issued_at):
                self._unsaved = None
                if stored is not None and not _same(stored, old) and self._lasts(stored):
                    return stored
                token = self._renewed(stored or old)
            if self._signed_out:
                raise TokenExpiredError("Signed out while the token was renewed. Sign in again.")
            self._unsaved = token
            self._slot.save(token)
            self._unsaved = None
        return token

    def _renewed(self, old: Token | None) -> Token:
        """Return a new token; a refusal is remembered, and the same question not asked again."""
        if self._refusal is not None and _same(self._refusal[1], old):
            raise self._refusal[0].with_traceback(None)
        self._refusal = None
        try:
            return self._renewal.renew(old)
        except OAuthError as error:
            if error.status_code in (400, 401) and not isinstance(error, _PASSING):
                self._refusal = (error, old)
            raise

    def _lasts(self, token: Token) -> bool:
        return self._deadlines(token).lasts(self._clock)

    def _deadlines(self, token: Token, *, spoilt: bool = False) -> Deadlines:
        # To give a token up early makes sense only where another one may follow.
        leeway = self._leeway if self._renewal.possible(token) else _NO_LEEWAY
        return Deadlines(token, leeway, self._clock, spoilt=spoilt)

    def _after_fork(self) -> None:
        self._lock, self._flight = threading.Lock(), None


def _same(one: Token | None, other: Token | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or one.access_token == other.access_token
