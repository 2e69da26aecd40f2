"""Tokens in Redis or Valkey, for processes on many machines."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final, Protocol, Self

from ..._connection_errors import system_reason
from ..._optional import load_library
from ..._wire import describe
from ...errors import ConfigurationError, TokenStoreError
from .._concurrency import Clock, check_clock, check_seconds, poll, renew_after_fork
from .._redact import NotPicklable, SecretBytes, SecretStr
from ..token import Token
from ._serialization import check_key, decode_token, encode_token

__all__ = ["RedisClient", "RedisStore"]

_LONGEST_PAUSE: Final = 0.1
_DAY: Final = 24 * 60 * 60.0
_SHORTEST: Final = 0.001
_LONGEST: Final = 36500 * _DAY  # what lives longer needs more than the 64 bits that the server has for milliseconds
_PORT: Final = 6379

_FAILURES: Final = {
    "AuthenticationError": ("refused the user name or the password", "Check them in its URL"),
    "BusyLoadingError": ("is still loading its data", "Try again in a moment"),
    "NoPermissionError": ("does not permit this to its user", "Let the user run scripts, and read and write the keys"),
    "OutOfMemoryError": ("has no memory left", "Give it more, or let it evict other keys"),
    "ReadOnlyError": ("is a replica, which only its primary writes to", "Name the primary"),
    "TimeoutError": ("did not reply in time", "Check that it can be reached and is not overloaded"),
    "ResponseError": (
        "refused a command",
        "Check the number of the database, its user's rights, and that no other program writes to these keys",
    ),
    "ConnectionError": (
        "cannot be reached",
        "Check that it runs, its host and port, and with rediss:// the certificates (ssl_ca_certs= in the URL)",
    ),
}
"""What a library's error means and what to do, by the name of its class or of a base of it."""


class RedisClient(Protocol):
    """What a store needs of a blocking client; the clients of the libraries redis and valkey have it."""

    def eval(self, script: str, numkeys: int, /, *keys_and_args: Any) -> Any:
        """Run a script on the server."""

    def hget(self, name: str, key: str, /) -> Any:
        """Return one field of a hash, or None."""


class RedisStore(NotPicklable):
    """Stores tokens in Redis (4 or newer) or Valkey, for all processes on all machines that use the server.

    The lock expires, so that a worker that died frees it; while its holder lives, it is extended. Each lock has a
    number, so that a holder that was suspended until its lock expired cannot overwrite what a later one wrote.

    The server holds the tokens in clear text: anyone who can read its memory, its dump or its traffic can use them.
    Protect it with a password, and use a ``rediss://`` URL (TLS) unless the network is yours alone. An entry that the
    server loses, because its memory is full or a replica took over too early, costs a sign-in.

    Create one for the life of the process, or use it as a context manager.

    Args:
        server: Its URL (``redis://``, ``rediss://``, ``unix://``), or a blocking client, which should have a
            ``socket_timeout``.
        prefix: The prefix of its keys.
        keep: Seconds to keep a token with a refresh token after it was stored, such as the lifetime of refresh tokens,
            which no token response contains; None for ever. A token without one is kept until it expires.
        max_wait: The longest wait for a lock, in seconds.
        lock_life: Seconds after which the lock of a worker that died is free.
        timeout: Seconds to connect, and to wait for each reply, if ``server`` is a URL.
        clock: The clock.

    Raises:
        ConfigurationError: The library redis is not installed, the URL is invalid, the client is asynchronous, or a
            number is not one of seconds.
    """

    def __init__(
        self,
        server: str | RedisClient,
        *,
        prefix: str = "oauth",
        keep: float | None = 30 * _DAY,
        max_wait: float = 60.0,
        lock_life: float = 30.0,
        timeout: float = 5.0,
        clock: Clock | None = None,
    ) -> None:
        self._prefix = prefix
        if not isinstance(prefix, str):
            raise ConfigurationError(f"prefix={describe(prefix)} is not text.")
        server = SecretStr(server) if isinstance(server, str) else server
        self._server = RedisServer(server, check_seconds("timeout", timeout, least=_SHORTEST))
        self._keep = None if keep is None else check_seconds("keep", keep, least=_SHORTEST)
        self._max_wait = check_seconds("max_wait", max_wait)
        self._lock_life = check_seconds("lock_life", lock_life, least=_SHORTEST)
        self._clock = check_clock(clock)
        self._fences: dict[tuple[int, str], int] = {}
        renew_after_fork(self)

    def __repr__(self) -> str:
        """Return the prefix; the server's URL may contain a password."""
        return f"RedisStore(prefix={self._prefix!r})"

    def close(self) -> None:
        """Close the connections, unless they belong to a client that was passed in."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def load(self, key: str) -> Token | None:
        """Return the token, or None if there is none.

        Raises:
            TokenStoreError: The server did not reply or refused, or its entry is not a token.
        """
        data = self._read(check_key(key))
        return None if data is None else decode_token(data, self._entry(key))

    def save(self, key: str, token: Token) -> None:
        """Store the token.

        Raises:
            TokenStoreError: This thread does not hold the lock, or lost it and a newer token is stored; the existing
                entry is not a token; or the server did not reply or refused.
        """
        fence = self._fence(key)
        data = encode_token(token, self._read(key), self._entry(key))
        if not self._server.run(_SAVE, [self._entry(key)], fence, self._life(token), data):
            raise _too_late("Nothing was overwritten")

    def delete(self, key: str) -> None:
        """Delete the token, if there is one.

        Raises:
            TokenStoreError: This thread does not hold the lock, or lost it and a newer token is stored; or the server
                did not reply or refused.
        """
        if not self._server.run(_DELETE, [self._entry(key)], self._fence(key), _milliseconds(_DAY)):
            raise _too_late("Nothing was deleted")

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        """Exclude all other threads and processes that use this key.

        Raises:
            TokenStoreError: The lock did not become free in time, this thread already holds it, or the server did not
                reply or refused.
        """
        holder, name = (threading.get_ident(), check_key(key)), secrets.token_hex(16)
        if holder in self._fences:
            raise TokenStoreError("This thread already holds the lock of this token.")
        self._fences[holder] = self._acquire(key, name)
        released = threading.Event()
        extender = threading.Thread(target=self._extend, args=(key, name, released), name="oauth-lock", daemon=True)
        try:
            with suppress(RuntimeError):  # no thread can be started while the interpreter shuts down
                extender.start()
            yield
        finally:
            released.set()
            # A child that was forked meanwhile has nothing to release: the lock is its parent's.
            if self._fences.pop(holder, None) is not None:
                with suppress(TokenStoreError):  # it expires by itself, and what needed it is done
                    self._server.run(_RELEASE, [self._lock(key)], name)

    def _acquire(self, key: str, name: str) -> int:
        keys, life, fence = [self._lock(key), self._entry(key)], _milliseconds(self._lock_life), 0

        def attempt() -> bool:
            nonlocal fence
            fence = self._server.run(_ACQUIRE, keys, name, life, _milliseconds(_DAY))
            return fence > 0

        if not poll(attempt, max_wait=self._max_wait, longest_pause=_LONGEST_PAUSE, clock=self._clock):
            raise TokenStoreError(
                f"{self._lock(key)} was still held by another worker after {self._max_wait:g} s. Look for one that "
                f"hangs: the lock is freed {self._lock_life:g} s after it ends."
            )
        return fence

    def _extend(self, key: str, name: str, released: threading.Event) -> None:
        while not released.wait(self._lock_life / 3):
            with suppress(TokenStoreError):  # the next one may succeed, and a lost lock is noticed when saving
                self._server.run(_EXTEND, [self._lock(key)], name, _milliseconds(self._lock_life))

    def _fence(self, key: str) -> int:
        fence = self._fences.get((threading.get_ident(), check_key(key)))
        if fence is None:
            raise TokenStoreError("Writing a token requires its lock: use `with store.lock(key):` around it.")
        return fence

    def _life(self, token: Token) -> int:
        """Return how long to keep a token, in milliseconds; 0 for ever."""
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


class RedisServer(NotPicklable):
    """The connection to a server; whatever fails there becomes a TokenStoreError without a secret in it.

    Args:
        address: Its URL, or a blocking client.
        timeout: Seconds to connect, and to wait for each reply, if ``address`` is a URL.

    Raises:
        ConfigurationError: The library redis is not installed, the URL is invalid, or the client is asynchronous.
    """

    def __init__(self, address: str | RedisClient, timeout: float) -> None:
        self._owned = _connect(SecretStr(address), timeout) if isinstance(address, str) else None
        self._client: Any = self._owned or address
        self._location = _location(self._client)
        if not hasattr(self._client, "eval") or not hasattr(self._client, "hget"):
            raise ConfigurationError(f"RedisStore takes a URL or a client, not a {type(address).__name__}.")
        if hasattr(self._client, "__aenter__"):
            raise ConfigurationError(
                "RedisStore takes a blocking client, such as redis.Redis, in asynchronous programs too: it is called "
                "from a thread of its own, never from an event loop."
            )

    def run(self, script: str, keys: list[str], *arguments: str | int | SecretBytes) -> int:
        """Return the number that a script returns.

        Args:
            script: The script.
            keys: The keys that it uses.
            arguments: Its other arguments.

        Raises:
            TokenStoreError: The server did not reply, or refused.
        """
        try:
            return int(self._client.eval(script, len(keys), *keys, *arguments))
        except Exception as error:  # the client is foreign code, and whatever it raises is the store's failure
            failure = self._failure(error)
        # Raised outside of the handler: the library's frames hold the token, and a chained traceback would show it.
        raise failure

    def read(self, name: str, field: str) -> SecretBytes | None:
        """Return a field of a hash, or None if there is none.

        Args:
            name: The hash.
            field: The field.

        Raises:
            TokenStoreError: The server did not reply, or refused.
        """
        try:
            data = self._client.hget(name, field)
        except Exception as error:  # the client is foreign code, and whatever it raises is the store's failure
            failure = self._failure(error)
        else:
            return None if data is None else SecretBytes(data.encode() if isinstance(data, str) else data)
        raise failure

    def close(self) -> None:
        """Close the connections, unless they belong to a client that was passed in."""
        if self._owned is not None:
            self._owned.close()

    def _failure(self, error: Exception) -> TokenStoreError:
        """Return the error for whatever a client has raised; its own words may repeat a command with a token in it."""
        names = [base.__name__ for base in type(error).__mro__]
        known = next((name for name in names if name in _FAILURES), "")
        reason = system_reason(error, certificate="ssl_certfile= and ssl_keyfile= in the URL")
        problem, advice = _FAILURES.get(known, ("failed", "Check that it runs, and its URL and password"))
        why = f": {reason}" if reason else ""
        return TokenStoreError(f"The Redis server{self._location} {problem}{why} ({names[0]}). {advice}.")


def _connect(url: str, timeout: float) -> Any:
    library = load_library("redis", "RedisStore")
    try:
        # One retry, at once, is for a connection that the server has closed in the meantime. The library's default
        # retries take many seconds, during which a caller of the API would wait.
        retry = library.retry.Retry(library.backoff.NoBackoff(), 1)
        client = library.Redis.from_url(url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=retry)
        # Options that the URL must not have would otherwise show only when the first token is read.
        client.connection_pool.connection_class(**client.connection_pool.connection_kwargs)
        return client
    except (ValueError, TypeError, library.RedisError):
        pass  # the message may repeat a part of the URL, and with it the password
    raise ConfigurationError(
        "This is not the URL of a Redis server, such as redis://127.0.0.1:6379/0, rediss://name:password@host:6379 or "
        "unix:///run/redis.sock, or it has an option that the library redis does not know. Percent-encode characters "
        "of the password that have a meaning in URLs."
    )


def _location(client: Any) -> str:
    """Return where a client's server is, if the client tells: what Sentinel calls it, its socket, or host and port."""
    pool = getattr(client, "connection_pool", None)
    options = getattr(pool, "connection_kwargs", None)
    if not isinstance(options, Mapping):
        return ""
    service = getattr(pool, "service_name", None)
    if service is not None:
        return f" that Sentinel calls {service}"
    if options.get("path"):
        return f" at {options['path']}"
    host = str(options.get("host") or "localhost")
    return f" at {f'[{host}]' if ':' in host else host}:{options.get('port') or _PORT}"


def _too_late(outcome: str) -> TokenStoreError:
    return TokenStoreError(
        f"The lock expired while this process was suspended, and another worker has stored a newer token. {outcome}; "
        "try again to use that token."
    )


def _milliseconds(seconds: float) -> int:
    return max(1, round(min(seconds, _LONGEST) * 1000))


# Each script is one atomic step. A token's keys share a hash tag, so that a cluster keeps them on one node.
#
# ``lock`` is a string that names the holder, and expires. ``entry`` is a hash: ``token`` is the JSON text, ``fence``
# counts the locks that were ever granted, ``written`` is the number of the lock under which the token was last written.

# Arguments: holder, life of the lock, life of an entry without a token. A request that is repeated after a connection
# failure finds its own lock. If the entry is not a hash, no lock remains. Returns the lock's number, or 0 if another
# holds it.
_ACQUIRE = """
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
local fence = redis.pcall('HINCRBY', KEYS[2], 'fence', 1)
if type(fence) == 'table' then
  redis.call('DEL', KEYS[1])
  return fence
end
if fence == 1 then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
return fence
"""

# Arguments: holder, life of the lock.
_EXTEND = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""

# Arguments: holder.
_RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
"""

# Arguments: number of the lock, life of the entry (0: for ever), token. A holder that was suspended until its lock
# expired may still write as long as no later one has: its token may be the only valid one. The count continues from
# its number even if the server lost the entry meanwhile, because a number that is granted twice would be refused.
_SAVE = """
if tonumber(redis.call('HGET', KEYS[1], 'written') or '0') > tonumber(ARGV[1]) then return 0 end
local fence = math.max(tonumber(redis.call('HGET', KEYS[1], 'fence') or '0'), tonumber(ARGV[1]))
redis.call('HSET', KEYS[1], 'token', ARGV[3], 'written', ARGV[1], 'fence', fence)
if ARGV[2] == '0' then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1
"""

# Arguments: number of the lock, life of what remains: the numbers, which stop holders that are too late.
_DELETE = """
if tonumber(redis.call('HGET', KEYS[1], 'written') or '0') > tonumber(ARGV[1]) then return 0 end
local fence = math.max(tonumber(redis.call('HGET', KEYS[1], 'fence') or '0'), tonumber(ARGV[1]))
redis.call('HDEL', KEYS[1], 'token')
redis.call('HSET', KEYS[1], 'written', ARGV[1], 'fence', fence)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
"""
