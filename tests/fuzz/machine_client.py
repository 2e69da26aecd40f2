"""A session of the client over months, against the mock: it lives as the model says, at one request an expiry."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from comm100 import AsyncClient, AuthorizationCode, Client, ClientCredentials, Implicit, Password
from comm100.errors import ClientError, InsecureFlowWarning
from comm100.testing import Mock, MockClock
from tests.auth.support import PATIENCE, settle
from tests.fuzz.model import ACCESS, REFRESH
from tests.mock.support import AGENTS, CALLBACK, CLIENT, PASSWORD, Wire, bearer

__all__ = ["ClientMachine"]

ADVISORY = 600
WAITS = [0, 1, 3600, ACCESS - ADVISORY - 1, ACCESS - ADVISORY, ACCESS - 30, ACCESS - 1, ACCESS, REFRESH - 1, REFRESH]


class ClientMachine(RuleBasedStateMachine):
    """Rules are calls, waits, and what others do to the account meanwhile."""

    @initialize(kind=st.sampled_from(["code", "implicit", "password", "once", "client"]), awaited=st.booleans())
    def begin(self, kind: str, awaited: bool) -> None:
        self.kind = kind
        self.mock = Mock(clock=MockClock(datetime(2026, 1, 1, tzinfo=UTC)))
        self.wire = Wire(self.mock)
        self.now, self.issued = 0, -REFRESH
        self.revoked, self.gone, self.changed = False, False, False
        self.spent: list[str] = []
        self.app: Any = None
        self.calls = Awaited if awaited else Blocking
        self.session: Awaited | Blocking = self.calls(self.mock, self.credentials())

    def credentials(self) -> Any:
        if self.kind in ("password", "once"):
            keep = self.kind == "password"
            with pytest.warns(InsecureFlowWarning):
                return Password(email=PASSWORD["email"], password=PASSWORD["password"], keep_password=keep)
        if self.kind == "client":
            secret = CLIENT["client_secret"]
            return ClientCredentials(
                client_id=CLIENT["client_id"], client_secret=secret, redirect_uri=CALLBACK, site_id=10000
            )
        options: dict[str, Any] = {"redirect_uri": CALLBACK, "site_id": 10000, "clock": self.mock.clock}
        if self.kind == "implicit":
            with pytest.warns(InsecureFlowWarning):
                self.app = Implicit(client_id=CLIENT["client_id"], **options)
        else:
            self.app = AuthorizationCode(transport=self.mock.transport, **CLIENT | options)
        login = self.app.start()
        token = self.app.finish(self.mock.visit(login.url), login)
        self.issued = 0
        return self.app.resume(token)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()

    @property
    def refreshable(self) -> bool:
        held = self.kind not in ("client", "implicit") and self.now - self.issued < REFRESH
        return held and not self.revoked and not self.gone

    @property
    def works(self) -> bool:
        return self.now - self.issued < ACCESS and (self.kind == "client" or not (self.revoked or self.gone))

    @property
    def renewable(self) -> bool:
        at_hand = self.kind == "password" or (self.kind == "once" and self.issued < 0)
        again = at_hand and not self.gone and not self.changed
        return self.refreshable or again or self.kind == "client"

    def tokens(self) -> list[int]:
        """Return the statuses of the token requests so far, and forget them."""
        settle()
        asked = [exchange.response.status for exchange in self.mock.requests if exchange.operation == "oauth.token"]
        new, self.seen = asked[getattr(self, "seen", 0) :], len(asked)
        return new

    def called(self, together: int) -> None:
        """Call, and hold the outcome and the number of token requests against the model."""
        self.tokens()
        held = self.session.client.token
        works, renewable = self.works, self.renewable
        rests = works and self.now - self.issued < ACCESS - ADVISORY
        outcomes = self.session.call(together)
        asked = self.tokens()
        if works or renewable:
            assert outcomes == [None] * together, outcomes
        else:
            assert all(isinstance(outcome, ClientError) for outcome in outcomes), outcomes
        assert asked.count(200) == (0 if rests else int(renewable)), (asked, works, renewable)
        assert len(asked) <= asked.count(200) + (0 if self.refreshable else 2 * together), asked
        if 200 in asked:
            if held is not None and held.refresh_token and self.refreshable:
                self.spent.append(held.refresh_token)
            elif not self.refreshable:
                # Signed in anew: another family, of which nothing is spent.
                self.spent, self.revoked = [], False
            self.issued = self.now

    @rule()
    def call(self) -> None:
        self.called(1)

    @rule()
    def call_four_times_at_once(self) -> None:
        self.called(4)

    @rule(seconds=st.sampled_from(WAITS))
    def wait(self, seconds: int) -> None:
        self.mock.clock.advance(seconds=seconds)
        self.now += seconds

    @precondition(lambda self: self.app is not None)
    @rule()
    def begin_again(self) -> None:
        """The program ends, and another one goes on with the token that was kept."""
        settle()
        kept = self.session.client.token
        self.session.close()
        self.session = self.calls(self.mock, self.app.resume(kept))

    @precondition(lambda self: self.spent)
    @rule()
    def thief(self) -> None:
        """Somebody uses a refresh token that the client has used: the server ends the session."""
        secret = CLIENT if self.kind == "code" else {}
        assert self.wire.refresh(self.spent[-1], **secret).status == 400
        self.revoked = True

    @precondition(lambda self: not self.gone and not self.changed)
    @rule()
    def administrator_sets_another_password(self) -> None:
        assert self.wire.json("POST", f"{AGENTS}/1/password", {"password": "other"}).status == 200
        self.changed = True

    @precondition(lambda self: not self.gone)
    @rule(really=st.integers(0, 9))
    def administrator_deletes_the_account(self, really: int) -> None:
        if really == 9:
            site = {"grant_type": "client_credentials", "siteId": "10000", **CLIENT}
            admin = bearer(self.wire.token(site)["access_token"])
            assert self.wire.send("DELETE", f"{AGENTS}/1", admin).status == 200
            self.gone = True


class Blocking:
    """A client, and calls from threads."""

    def __init__(self, mock: Mock, credentials: Any) -> None:
        self.client = Client(credentials, transport=mock.transport, clock=mock.clock)

    def call(self, count: int) -> list[Exception | None]:
        """Call so many times at once; return what each call failed with."""
        with ThreadPoolExecutor(count) as pool:
            return [future.result(PATIENCE) for future in [pool.submit(self._one) for _ in range(count)]]

    def close(self) -> None:
        self.client.close()

    def _one(self) -> Exception | None:
        try:
            self.client.account.agents.list()
        except ClientError as error:
            return error
        return None


class Awaited:
    """An asynchronous client, and calls from tasks, each time in another event loop."""

    def __init__(self, mock: Mock, credentials: Any) -> None:
        self.client = AsyncClient(credentials, transport=mock.transport, clock=mock.clock)

    def call(self, count: int) -> list[Exception | None]:
        """Call so many times at once; return what each call failed with."""

        async def main() -> list[Exception | None]:
            return await asyncio.gather(*(self._one() for _ in range(count)))

        return asyncio.run(main())

    def close(self) -> None:
        asyncio.run(self.client.aclose())

    async def _one(self) -> Exception | None:
        try:
            await self.client.account.agents.list()
        except ClientError as error:
            return error
        return None
