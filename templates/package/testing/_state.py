"""All that requests change, made anew by a reset."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass
from typing import Literal

from ._accounts import Accounts, identities, logins
from ._authorize import Authorize
from ._document import Document
from ._endpoints import Endpoints
from ._grant import TokenEndpoint
from ._injected import FaultInjector
from ._records import Records
from ._security import Security
from ._store import RecordOperations
from ._tokens import Lifetimes, Tokens
from .clock import MockClock, ServerTime
from .faults import Fault
from .identities import OAuthApp
from .journal import Exchange

__all__ = ["Settings", "State"]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a mock was set up; see `Mock` for what each means."""

    seed: int
    as_documented: bool
    daily_limit: int | None
    redirect_uris: tuple[str, ...]
    apps: tuple[OAuthApp, ...]
    page_size: int
    record_limit: int
    token_limit: int
    journal_limit: int
    faults: tuple[Fault, ...]
    consent: Literal["instant", "form"]


class State:
    """The memory of a mock.

    Args:
        document: The document.
        endpoints: Its OAuth endpoints.
        clock: The clock.
        settings: How the mock was set up.

    Attributes:
        faults: What is to go wrong.
        journal: The latest requests and their answers.
        asked: How many requests there were.
    """

    def __init__(self, document: Document, endpoints: Endpoints, clock: MockClock, settings: Settings) -> None:
        rng = random.Random(settings.seed)
        self.records = Records(document, rng, settings.record_limit)
        self.logins = logins(document, endpoints)
        known = identities(document, endpoints, self.records, rng)
        self.identities = known.extended(settings.redirect_uris, settings.apps)
        self.accounts = Accounts(self.identities, self.logins, self.records)
        lifetimes = {key: Lifetimes(**scheme.get("x-lifetimes", {})) for key, scheme in document.schemes.items()}
        time = ServerTime(clock)
        self.tokens = Tokens(time, rng, lifetimes, settings.token_limit)
        self.security = Security(document, self.accounts, self.tokens, time, settings.daily_limit)
        self.store = RecordOperations(document, self.records, settings.page_size)
        self.authorize = Authorize(
            self.accounts, self.tokens, as_documented=settings.as_documented, asks=settings.consent == "form"
        )
        self.token = TokenEndpoint(self.accounts, self.tokens, as_documented=settings.as_documented)
        # Values of their own, so that a fault does not change which tokens are handed out.
        chance = random.Random(f"faults {settings.seed}")
        self.faults = FaultInjector(document, endpoints, self.security, self.tokens, time, chance, settings.faults)
        self.journal: deque[Exchange] = deque(maxlen=settings.journal_limit)
        self.asked = 0
