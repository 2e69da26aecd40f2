"""The connection to a Redis server, and what goes wrong there as one typed error without a secret in it."""

from __future__ import annotations

from typing import Any, Protocol

from ..._optional import load_library
from ...errors import ConfigurationError, TokenStoreError
from .._redact import NotPicklable, SecretBytes, SecretStr

__all__ = ["RedisClient", "RedisServer"]


class RedisClient(Protocol):
    """What is needed of a blocking client: that of the library redis has it, and that of valkey too."""

    def eval(self, script: str, numkeys: int, /, *keys_and_args: Any) -> Any:
        """Run a script on the server."""

    def hget(self, name: str, key: str, /) -> Any:
        """Return one field of a hash, or None."""


class RedisServer(NotPicklable):
    """A server, asked through a client.

    Args:
        address: Its URL, or a blocking client.
        timeout: Seconds to connect, and to wait for each answer, where it is a URL.

    Raises:
        ConfigurationError: The library redis is not installed, the URL is none, or the client is an asynchronous one.
    """

    def __init__(self, address: str | RedisClient, timeout: float) -> None:
        self._owned = _connected(SecretStr(address), timeout) if isinstance(address, str) else None
        self._client: Any = self._owned or address
        if hasattr(self._client, "__aenter__"):
            raise ConfigurationError(
                "RedisStore takes a blocking client, as redis.Redis is, in asynchronous programs too: it is called "
                "from a thread of its own, never from an event loop."
            )

    def run(self, script: str, keys: list[str], *arguments: str | int | SecretBytes) -> int:
        """Return the number that a script returns.

        Args:
            script: The script.
            keys: The keys that it uses.
            arguments: What else it is given.

        Raises:
            TokenStoreError: The server did not answer, or refused.
        """
        try:
            return int(self._client.eval(script, len(keys), *keys, *arguments))
        except Exception as error:  # the client is foreign code: each failure of it is the store's
            failure = _failed(error)
        # Raised outside of the handler: the library's frames hold the token, and a chained traceback would show it.
        raise failure

    def read(self, name: str, field: str) -> SecretBytes | None:
        """Return a field of a hash, or None where there is none.

        Args:
            name: The hash.
            field: The field.

        Raises:
            TokenStoreError: The server did not answer, or refused.
        """
        try:
            data = self._client.hget(name, field)
        except Exception as error:  # the client is foreign code: each failure of it is the store's
            failure = _failed(error)
        else:
            return None if data is None else SecretBytes(data.encode() if isinstance(data, str) else data)
        raise failure

    def close(self) -> None:
        """Close the connections, unless they belong to a client of the caller's."""
        if self._owned is not None:
            self._owned.close()


def _connected(url: str, timeout: float) -> Any:
    library = load_library("redis", "RedisStore")
    try:
        # One more try, at once, is for a connection that the server has closed in the meantime. The library's own
        # tries go on for many seconds, in which a caller of the API would wait.
        retry = library.retry.Retry(library.backoff.NoBackoff(), 1)
        return library.Redis.from_url(url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=retry)
    except (ValueError, TypeError):
        pass  # its message may repeat a part of the URL, and with it the password
    raise ConfigurationError(
        "This is no URL of a Redis server, such as redis://127.0.0.1:6379/0, rediss://name:password@host:6379 or "
        "unix:///run/redis.sock. In a password, percent-encode what has a meaning in URLs."
    )


def _failed(error: Exception) -> TokenStoreError:
    return TokenStoreError(
        f"The Redis server did not do what was asked ({type(error).__name__}). Check that it runs, that its URL and "
        "password are right, and that its user may run scripts; no token was lost."
    )
