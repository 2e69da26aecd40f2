"""Tokens in Redis or Valkey, for a fleet on many machines."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, Self

from ...errors import TokenStoreError
from .._concurrency import Clock, SystemClock, poll, renew_after_fork
from .._redact import NotPicklable, SecretBytes, SecretStr
from ..token import Token
from ._json import read_token, write_token
from ._key import checked_key
from ._redis_server import RedisClient, RedisServer
from ._scripts import ACQUIRE, DELETE, RELEASE, RENEW, SAVE

__all__ = ["RedisClient", "RedisStore"]

_LONGEST_PAUSE: Final = 0.1
_DAY: Final = 24 * 60 * 60.0


class RedisStore(NotPicklable):
    """Keeps tokens in Redis (4 or newer) or Valkey, for all processes on all machines that use the server.

    The lock expires, so that a worker which died frees it; as long as its holder lives, it is renewed. Each lock has a
    number, and a holder that was stopped for so long that its lock expired cannot overwrite what a later one wrote.

    The server holds the tokens in clear: whoever may read its memory, its dump or its traffic can use them. Give it a
    password, and a ``rediss://`` URL (TLS) where the network is not yours alone. An entry that the server drops,
    because its memory is full or a replica took over too early, costs a sign-in.

    Make one for the life of the process, or use it as a context manager.

    Args:
        server: Its URL (``redis://``, ``rediss://``, ``unix://``), or a blocking client, which should have a
            ``socket_timeout``.
        prefix: What its keys begin with.
        keep: Seconds for which a token with a refresh token is kept after it was stored, or that refresh token's life,
            which no token response tells; None for good. A token without one is kept until it expires.
        wait: The longest wait for a lock, in seconds.
        lock_life: Seconds after which the lock of a worker that died is free.
        timeout: Seconds to connect, and to wait for each answer, where ``server`` is a URL.
        clock: The time.

    Raises:
        ConfigurationError: The library redis is not installed, the URL is none, or the client is an asynchronous one.
    """

    def __init__(
        self,
        server: str | RedisClient,
        *,
        prefix: str = "oauth",
        keep: float | None = 30 * _DAY,
        wait: float = 60.0,
        lock_life: float = 30.0,
        timeout: float = 5.0,
        clock: Clock | None = None,
    ) -> None:
        server = SecretStr(server) if isinstance(server, str) else server
        self._server = RedisServer(server, timeout)
        self._prefix = prefix
        self._keep = keep
        self._wait = wait
        self._lock_life = lock_life
        self._clock = clock or SystemClock()
        self._fences: dict[tuple[int, str], int] = {}
        renew_after_fork(self)

    def __repr__(self) -> str:
        """Tell the prefix; the server's URL may hold a password."""
        return f"RedisStore(prefix={self._prefix!r})"

    def close(self) -> None:
        """Close the connections, unless they belong to a client of the caller's."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def load(self, key: str) -> Token | None:
        """Return the token, or None where there is none.

        Raises:
            TokenStoreError: The server did not answer or refused, or what it has is no token.
        """
        data = self._read(checked_key(key))
        return None if data is None else read_token(data, self._entry(key))

    def save(self, key: str, token: Token) -> None:
        """Keep the token.

        Raises:
            TokenStoreError: This thread does not hold the lock, or lost it and a newer token is there; what is there is
                no token; or the server did not answer or refused.
        """
        fence = self._fence(key)
        data = write_token(token, self._read(key), self._entry(key))
        if not self._server.run(SAVE, [self._entry(key)], fence, self._life(token), data):
            raise _late("Nothing was overwritten")

    def delete(self, key: str) -> None:
        """Forget the token, if there is one.

        Raises:
            TokenStoreError: This thread does not hold the lock, or lost it and a newer token is there; or the server
                did not answer or refused.
        """
        if not self._server.run(DELETE, [self._entry(key)], self._fence(key), _milliseconds(_DAY)):
            raise _late("Nothing was deleted")

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        """Keep all other threads and processes that use this key out.

        Raises:
            TokenStoreError: The lock did not become free in time, this thread holds it already, or the server did not
                answer or refused.
        """
        holder, name = (threading.get_ident(), checked_key(key)), secrets.token_hex(16)
        if holder in self._fences:
            raise TokenStoreError("This thread holds the lock of this token already.")
        self._fences[holder] = self._acquire(key, name)
        released = threading.Event()
        try:
            with suppress(RuntimeError):  # no thread can be started while the interpreter shuts down
                threading.Thread(target=self._renew, args=(key, name, released), name="oauth-lock", daemon=True).start()
            yield
        finally:
            released.set()
            # In a child that was forked in between there is nothing to give back: the lock is its parent's.
            if self._fences.pop(holder, None) is not None:
                with suppress(TokenStoreError):  # it expires by itself, and what was to be done under it is done
                    self._server.run(RELEASE, [self._lock(key)], name)

    def _acquire(self, key: str, name: str) -> int:
        keys, life, fence = [self._lock(key), self._entry(key)], _milliseconds(self._lock_life), 0

        def attempt() -> bool:
            nonlocal fence
            fence = self._server.run(ACQUIRE, keys, name, life, _milliseconds(_DAY))
            return fence > 0

        if not poll(attempt, max_wait=self._wait, longest_pause=_LONGEST_PAUSE, clock=self._clock):
            raise TokenStoreError(
                f"{self._lock(key)} was still held by another worker after {self._wait:g} s. Look for one that hangs: "
                f"the lock is freed {self._lock_life:g} s after its end."
            )
        return fence

    def _renew(self, key: str, name: str, released: threading.Event) -> None:
        while not released.wait(self._lock_life / 3):
            with suppress(TokenStoreError):  # the next one may go through; whether it was too late is told when saving
                self._server.run(RENEW, [self._lock(key)], name, _milliseconds(self._lock_life))

    def _fence(self, key: str) -> int:
        fence = self._fences.get((threading.get_ident(), key))
        if fence is None:
            raise TokenStoreError("A token is written under its lock only: use `with store.lock(key):` around it.")
        return fence

    def _life(self, token: Token) -> int:
        """Return how long to keep a token, in milliseconds; 0 for good."""
        left = 0.0 if token.expires_at is None else token.expires_at - self._clock.wall()
        if token.refresh_token is None and token.expires_at is not None:
            return _milliseconds(max(left, _DAY))
        return 0 if self._keep is None else _milliseconds(max(self._keep, left))

    def _read(self, key: str) -> SecretBytes | None:
        return self._server.read(self._entry(key), "token")

    def _entry(self, key: str) -> str:
        return f"{self._prefix}:{{{key}}}:entry"

    def _lock(self, key: str) -> str:
        return f"{self._prefix}:{{{key}}}:lock"

    def _after_fork(self) -> None:
        self._fences = {}


def _late(outcome: str) -> TokenStoreError:
    return TokenStoreError(
        f"The lock expired while this process was stopped, and another worker has stored a newer token. {outcome}; "
        "try again, which begins with that token."
    )


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
