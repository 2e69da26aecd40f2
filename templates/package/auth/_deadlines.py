"""When a token is renewed: a first window in which that happens in the background, a second in which callers wait."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..errors import ConfigurationError
from ._concurrency import Clock
from .token import Token

__all__ = ["Deadlines", "Leeway"]


@dataclass(frozen=True, kw_only=True)
class Leeway:
    """How long before its end a token is renewed; one that nothing can follow is used to its last second.

    Args:
        advisory: Seconds before the end from which it is renewed in the background while calls go on with it; at
            most half of its life.
        mandatory: Seconds before the end from which calls wait for the next one; at most a tenth of its life.

    Raises:
        ConfigurationError: ``mandatory`` is negative or greater than ``advisory``.
    """

    advisory: float = 600.0
    mandatory: float = 30.0

    def __post_init__(self) -> None:
        if not 0 <= self.mandatory <= self.advisory:
            raise ConfigurationError("Leeway needs 0 <= mandatory <= advisory, both in seconds.")


class Deadlines:
    """One token with its ends on both clocks: a calendar may be set back, a sleeping machine counts no seconds."""

    __slots__ = ("end", "end_wall", "soon", "soon_wall", "token")

    def __init__(self, token: Token, leeway: Leeway, clock: Clock, *, spoilt: bool = False) -> None:
        self.token = token
        self.soon = self.soon_wall = self.end = self.end_wall = -math.inf if spoilt else math.inf
        if spoilt or token.expires_at is None:
            return
        life = max(token.expires_at - token.issued_at, 0.0)
        advisory, mandatory = min(leeway.advisory, life / 2), min(leeway.mandatory, life / 10)
        self.soon_wall, self.end_wall = token.expires_at - advisory, token.expires_at - mandatory
        # A calendar that was set back before now would promise more than the token's whole life.
        end = clock.monotonic() + min(token.expires_at - clock.wall(), life)
        self.soon, self.end = end - advisory, end - mandatory

    def lasts(self, clock: Clock) -> bool:
        """Tell whether calls may still use the token."""
        return clock.monotonic() < self.end and clock.wall() < self.end_wall

    def rests(self, clock: Clock) -> bool:
        """Tell whether there is nothing to do yet, not even in the background."""
        return clock.monotonic() < self.soon and clock.wall() < self.soon_wall
