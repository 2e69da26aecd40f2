"""Whether a call is attempted again, and after which pause."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from ._http import http
from ._request import describe
from .auth._concurrency import backoff
from .errors import ConfigurationError

if TYPE_CHECKING:
    from ._request import Call
    from .auth._concurrency import Clock

__all__ = ["RetryBudget", "RetryPolicy", "retry_after"]

_IDEMPOTENT = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT"})
_NOT_SENT = (http.ConnectError, http.ConnectTimeout, http.PoolTimeout, http.ProxyError)
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
_LONGEST_RETRY_AFTER = 60.0
_BUDGET = 10.0
_EARNED_PER_SUCCESS = 0.1


class RetryPolicy:
    """Decides whether a call may be attempted again, and after which pause.

    A request that was never sent may be sent again, and so may one that the server refused with 429 and Retry-After:
    it was not processed. Any other may be repeated only if its method is idempotent (RFC 9110 section 9.2.2) and the
    connection broke or the server returned 429 or 5xx. A body that was read from a file that cannot be rewound is sent
    once.

    Args:
        max_retries: The most retries of one call; 0 for none.
        clock: Tells the time, for a Retry-After that names a date.

    Raises:
        ConfigurationError: ``max_retries`` is negative.
    """

    def __init__(self, max_retries: int, clock: Clock) -> None:
        if not isinstance(max_retries, int) or isinstance(max_retries, bool) or max_retries < 0:
            raise ConfigurationError(
                f"max_retries is {describe(max_retries)}; give 0 for no retries, or a small number."
            )
        self._max_retries = max_retries
        self._clock = clock

    def pause(self, call: Call[Any], attempt: int, outcome: http.Response | http.HTTPError) -> float | None:
        """Return the seconds to wait before the next attempt, or None if there must be none.

        Args:
            call: The call.
            attempt: The number of attempts before this one.
            outcome: The response, or the error if none was received.
        """
        if attempt >= self._max_retries or not _is_repeatable(call.operation.method, outcome):
            return None
        if not call.is_repeatable:  # what it was read from is gone
            return None
        pause = backoff(attempt, first=_FIRST_PAUSE, longest=_LONGEST_PAUSE)
        if not isinstance(outcome, http.Response):
            return pause
        requested = retry_after(outcome.headers.get("retry-after", ""), self._clock.wall()) or 0.0
        return None if requested > _LONGEST_RETRY_AFTER else max(pause, requested)


class RetryBudget:
    """Limits the retries of all calls of a client, which share it; safe to use from several threads.

    It holds ten retries, and each success earns back a tenth of one. While a server fails every call, each call soon
    costs one request only.
    """

    def __init__(self) -> None:
        self._available = _BUDGET
        self._lock = threading.Lock()

    def spend(self) -> bool:
        """Take one retry, and return whether there was one to take."""
        with self._lock:
            if self._available < 1.0:
                return False
            self._available -= 1.0
            return True

    def earn(self) -> None:
        """Count a success."""
        if self._available < _BUDGET:
            with self._lock:
                self._available = min(self._available + _EARNED_PER_SUCCESS, _BUDGET)


def retry_after(value: str, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks to wait (RFC 9110 section 10.2.3), or None if it is malformed.

    Args:
        value: The header's value: a number of seconds, or a date.
        now: The current time, in seconds since 1970.
    """
    if value.isascii() and value.isdecimal():
        return float(value)
    if not value:
        return None
    # Only a few servers send a date, and the module takes long to import.
    from email.utils import parsedate_to_datetime

    try:
        return max(parsedate_to_datetime(value).timestamp() - now, 0.0)
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None


def _is_repeatable(method: str, outcome: http.Response | http.HTTPError) -> bool:
    if isinstance(outcome, http.Response):
        refused = outcome.status_code == 429
        return (refused and "retry-after" in outcome.headers) or (
            method in _IDEMPOTENT and (refused or outcome.status_code >= 500)
        )
    if isinstance(outcome, _NOT_SENT):
        return True
    return method in _IDEMPOTENT and isinstance(outcome, http.NetworkError | http.RemoteProtocolError)
