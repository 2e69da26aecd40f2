"""What a mock holds: the document it serves, which mocks share, and what requests change in it, which they do not."""

from __future__ import annotations

import copy
import functools
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ._authorization_server import AuthorizationServer
from ._document import Document, bundled_document
from ._oauth_endpoints import Endpoints
from ._record_operations import RecordOperations
from ._records import Records
from ._reports import Reports
from ._responses import ResponseFactory
from ._security import Security
from ._tokens import Lifetimes, Tokens
from .accounts import Accounts, OAuthApp, load_identities, load_logins
from .clock import MockClock, ServerTime
from .faults import Fault, FaultInjector
from .journal import secret_names
from .messages import ExchangeLog

__all__ = ["CompiledDocument", "Settings", "State"]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The arguments of `Mock` that a reset applies again."""

    seed: int
    as_documented: bool
    daily_limit: int | None
    redirect_uris: tuple[str, ...]
    apps: tuple[OAuthApp, ...]
    page_size: int
    record_limit: int
    token_limit: int
    journal_limit: int
    journal_bytes: int
    consent: Literal["instant", "form"]
    faults: tuple[Fault, ...]


class _Start:
    """The records and the accounts that a mock begins with; nothing changes them."""

    def __init__(self, document: Document, endpoints: Endpoints, seed: int, record_limit: int) -> None:
        self.rng = random.Random(seed)
        self.records = Records(document, self.rng, record_limit)
        self.logins = load_logins(document, endpoints)
        self.identities = load_identities(document, endpoints, self.logins, self.records, self.rng)


class CompiledDocument:
    """A document, and everything that depends on nothing else; mocks may share it.

    Args:
        root: The OpenAPI document.
    """

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.document = Document(root)
        self.endpoints = Endpoints(self.document)
        self.responses = ResponseFactory(self.document)
        # What mocks with a seed and a limit of records begin with. Few seeds are used again and again, but a test that
        # tries many of them must not keep them all.
        self.start = functools.lru_cache(functools.partial(_Start, self.document, self.endpoints))

    @classmethod
    @functools.cache
    def bundled(cls) -> CompiledDocument:
        """Return the document that ships with this package, compiled once."""
        return cls(bundled_document())

    @functools.cached_property
    def secrets(self) -> frozenset[str]:
        """The names of what messages mask."""
        return secret_names(self.document.root)

    @functools.cached_property
    def operations(self) -> tuple[str, ...]:
        """The operationIds, in the document's order."""
        return tuple(route.id for route in self.document.routes)


class State:
    """Everything that requests change; a reset replaces it.

    Args:
        compiled: The document.
        clock: The mock's clock.
        settings: The arguments of the mock.
    """

    def __init__(self, compiled: CompiledDocument, clock: MockClock, settings: Settings) -> None:
        document, endpoints = compiled.document, compiled.endpoints
        start = compiled.start(settings.seed, settings.record_limit)
        rng = copy.copy(start.rng)
        self.records = start.records.copy(rng)
        self.logins, self.identities = start.logins, start.identities.extended(settings.redirect_uris, settings.apps)
        accounts = Accounts(self.identities, self.logins, self.records)
        lifetimes = {key: Lifetimes(**scheme.get("x-lifetimes", {})) for key, scheme in document.schemes.items()}
        time = ServerTime(clock)
        self.tokens = Tokens(time, rng, lifetimes, settings.token_limit)
        self.security = Security(document, endpoints.issuing, accounts, self.tokens, time, settings.daily_limit)
        self.operations = RecordOperations(document, self.records, time, settings.page_size)
        self.reports = Reports(document)
        self.authorization_server = AuthorizationServer(
            accounts,
            self.tokens,
            as_documented=settings.as_documented,
            show_page=settings.consent == "form",
            scopes=endpoints.offered,
        )
        # A generator of its own, so that faults do not change the tokens that are issued.
        chance = random.Random(f"faults {settings.seed}")
        self.faults = FaultInjector(document, endpoints, self.security, self.tokens, time, chance, settings.faults)
        self.journal = ExchangeLog(settings.journal_limit, settings.journal_bytes)
