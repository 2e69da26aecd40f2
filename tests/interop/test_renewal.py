"""Refresh tokens that this server rotates (RFC 6749 section 6) and takes back (RFC 7009)."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.interop.support import Browser, Clock, Vendor, Way

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")

CALLERS = 16


def expire(clock: Clock, client: Any) -> None:
    """Let a client believe that its token has ended; the server would still renew it."""
    clock.shift += client.token.expires_at - client.token.issued_at + 1


def signed_in(vendor: Vendor, way: Way, registered: Any, clock: Clock) -> Any:
    """Return a client that has a token."""
    client = way.client(vendor.password(registered), clock=clock)
    way.run(client.people.me())
    return client


def test_an_expired_token_is_refreshed(vendor: Vendor, way: Way, registered: Any, clock: Clock) -> None:
    """The server rotates both tokens: the new one is good, the old one is not, and nobody gives a password again."""
    client = signed_in(vendor, way, registered, clock)
    old, issued = client.token, vendor.issued()
    expire(clock, client)
    assert way.run(client.people.me()).sub == "ada"
    assert vendor.issued() == issued + 1
    assert client.token.refresh_token != old.refresh_token
    assert client.token.scope == old.scope
    assert [vendor.active(registered, token.access_token) for token in (old, client.token)] == [False, True]


def test_rotation_goes_on(vendor: Vendor, way: Way, registered: Any, clock: Clock) -> None:
    """Each refresh uses the token of the one before."""
    client = signed_in(vendor, way, registered, clock)
    seen = {client.token.refresh_token}
    for _ in range(3):
        expire(clock, client)
        way.run(client.people.me())
        seen.add(client.token.refresh_token)
    assert len(seen) == 4


def test_a_client_without_a_secret_refreshes(
    vendor: Vendor, way: Way, browser: Browser, ada: Any, clock: Clock
) -> None:
    """Its identifier alone goes along."""
    app = vendor.application(vendor.register(token_endpoint_auth_method="none"), client_secret=None)
    login = app.start(base_url=vendor.url, pkce=True)
    client = way.client(app.resume(way.finish(app, browser.visit(login), login)), clock=clock)
    first = client.token
    expire(clock, client)
    way.run(client.people.me())
    assert client.token.refresh_token != first.refresh_token


def test_many_callers_cost_one_refresh(vendor: Vendor, way: Way, registered: Any, clock: Clock) -> None:
    """Threads or tasks: a second refresh with the same token would lose the session at this server."""
    client = signed_in(vendor, way, registered, clock)
    issued = vendor.issued()
    expire(clock, client)
    if way.awaited:

        async def everybody() -> list[Any]:
            return await asyncio.gather(*(client.people.me() for _ in range(CALLERS)))

        people = way.run(everybody())
    else:
        with ThreadPoolExecutor(CALLERS) as pool:
            people = list(pool.map(lambda _: client.people.me(), range(CALLERS)))
    assert [person.sub for person in people] == ["ada"] * CALLERS
    assert vendor.issued() == issued + 1


def test_a_used_refresh_token_is_refused(vendor: Vendor, way: Way, registered: Any, clock: Clock) -> None:
    """Somebody who kept a copy of the token has lost the session once the owner has refreshed."""
    client = signed_in(vendor, way, registered, clock)
    app = vendor.application(registered)
    copy = way.client(app.resume(client.token), clock=clock)
    expire(clock, client)
    way.run(client.people.me())
    with pytest.raises(vendor.api.errors.InvalidGrantError, match="Sign in again"):
        way.run(copy.people.me())


def test_a_shared_store_keeps_both_signed_in(vendor: Vendor, way: Way, browser: Browser, registered: Any) -> None:
    """One client has refreshed, so the other one's token is refused: it takes the new one from the store."""
    clock = Clock()
    app = vendor.application(registered, store=vendor.api.MemoryStore())
    login = app.start(base_url=vendor.url)
    token = way.finish(app, browser.visit(login), login)
    first, second = way.client(app.resume(token), clock=clock), way.client(app.resume(token))
    expire(clock, first)
    way.run(first.people.me())
    issued = vendor.issued()
    assert way.run(second.people.me()).sub == "ada"
    assert second.token.access_token == first.token.access_token != token.access_token
    assert vendor.issued() == issued


def test_a_revoked_token_ends_the_session(vendor: Vendor, way: Way, registered: Any, clock: Clock) -> None:
    """The call is refused, the refresh is refused, and each later call says the same."""
    client = signed_in(vendor, way, registered, clock)
    assert vendor.active(registered, client.token.access_token)
    vendor.revoke(registered, client.token.access_token)
    for _ in range(2):
        with pytest.raises(vendor.api.errors.InvalidGrantError, match="keep_password=True"):
            way.run(client.people.me())


def test_a_token_is_carried_over(vendor: Vendor, way: Way, browser: Browser, registered: Any, clock: Clock) -> None:
    """As plain data, into another process: it is good there, and is refreshed there."""
    app = vendor.application(registered)
    login = app.start(base_url=vendor.url)
    carried = way.finish(app, browser.visit(login), login).to_dict()
    client = way.client(app.resume(vendor.api.Token.from_dict(carried)), clock=clock)
    assert way.run(client.people.me()).sub == "ada"
    expire(clock, client)
    assert way.run(client.people.me()).sub == "ada"
    assert client.token.access_token != carried["access_token"]
