"""Whether a call is made once more, and when."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from ._backoff import backoff, retry_after
from ._http import http
from .errors import ConfigurationError

if TYPE_CHECKING:
    from ._request import Call
    from .auth._concurrency import Clock

__all__ = ["Retries"]

_IDEMPOTENT = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT"})
_UNSENT = (http.ConnectError, http.ConnectTimeout, http.PoolTimeout)
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
_LONGEST_RETRY_AFTER = 60.0
_BUDGET = 10.0
_EARNED = 0.1


class Retries:
    """Decides for one client; safe to share between threads.

    A request that was never sent may be sent again. One that may have arrived may not, unless its method is idempotent
    (RFC 9110 section 9.2.2) and the connection broke, or the server answered 429 or with a failure of its own.

    All calls of a client share a budget: ten retries, of which each success earns back a tenth. A server that fails
    every call is soon asked once a call only.

    Args:
        most: Retries of one call; 0 for none.
        clock: The time, which Retry-After may name.

    Raises:
        ConfigurationError: ``most`` is negative.
    """

    def __init__(self, most: int, clock: Clock) -> None:
        if most < 0:
            raise ConfigurationError(f"max_retries is {most}; give 0 for no retries, or a small number.")
        self._most = most
        self._clock = clock
        self._budget = _BUDGET
        self._lock = threading.Lock()

    def pause(self, call: Call[Any], attempt: int, outcome: http.Response | http.HTTPError) -> float | None:
        """Return the seconds to wait before the next attempt, or None where there is none.

        Args:
            call: What was asked.
            attempt: How many attempts came before this one.
            outcome: What came back, or what went wrong.
        """
        if isinstance(outcome, http.Response) and outcome.is_success:
            self._earn()
            return None
        if attempt >= self._most or not _repeatable(call.operation.method, outcome):
            return None
        pause = backoff(attempt, first=_FIRST_PAUSE, longest=_LONGEST_PAUSE)
        if isinstance(outcome, http.Response):
            wanted = retry_after(outcome.headers.get("retry-after", ""), self._clock.wall()) or 0.0
            if wanted > _LONGEST_RETRY_AFTER:
                return None
            pause = max(pause, wanted)
        return pause if self._spend() else None

    def _spend(self) -> bool:
        with self._lock:
            if self._budget < 1.0:
                return False
            self._budget -= 1.0
            return True

    def _earn(self) -> None:
        with self._lock:
            self._budget = min(self._budget + _EARNED, _BUDGET)


def _repeatable(method: str, outcome: http.Response | http.HTTPError) -> bool:
    if isinstance(outcome, http.Response):
        return method in _IDEMPOTENT and (outcome.status_code == 429 or outcome.status_code >= 500)
    if isinstance(outcome, _UNSENT):
        return True
    return method in _IDEMPOTENT and isinstance(outcome, http.NetworkError | http.RemoteProtocolError)
