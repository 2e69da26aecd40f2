"""What the client does when things go wrong, one test a fault of the mock, blocking and awaited alike."""

from __future__ import annotations

import asyncio
import inspect
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from comm100 import errors
from comm100.testing import FAULTS, Mock, MockClock

ME = "account.agents.me"
LIST = "account.agents.list"
TOKEN = "oauth.token"


def fresh(**options: Any) -> Any:
    return Mock(clock=MockClock(datetime(2026, 1, 1, 12, tzinfo=UTC)), page_size=1, **options)


@dataclass
class World:
    """A mock and a client of it that live by one clock."""

    awaited: bool
    mock: Mock = field(default_factory=fresh)

    def run(self, *acts: Any, auth: Any = "api_key", **options: Any) -> Any:
        """Do things with one client, and return the last result."""
        make: Any = self.mock.async_client if self.awaited else self.mock.client
        client = make(getattr(self.mock.credentials, auth), clock=self.mock.clock, **options)
        if not self.awaited:
            with client:
                return [act(client) for act in acts][-1]

        async def main() -> Any:
            result = None
            async with client:
                for act in acts:
                    result = act(client)
                    result = await result if inspect.isawaitable(result) else result
            return result

        return asyncio.run(main())

    def asked(self) -> Any:
        return [exchange.operation for exchange in self.mock.requests]


@pytest.fixture(params=["sync", "async"])
def world(request: Any) -> Any:
    return World(awaited=request.param == "async")


def me(client: Any) -> Any:
    return client.account.agents.me()


def create(client: Any) -> Any:
    return client.account.agents.create(email="bo@example.com", display_name="Bo", first_name="Bo", last_name="Li")


def walk(client: Any) -> Any:
    """Return the identifiers on all pages."""
    if not hasattr(client, "__aenter__"):
        return [agent.id for agent in client.account.agents.list()]

    async def main() -> Any:
        return [agent.id async for agent in await client.account.agents.list()]

    return main()


def test_latency_within_the_timeout_is_only_late(world: Any) -> None:
    """Nobody waits: the mock's clock is put forward."""
    world.mock.inject("latency", operation=ME, seconds=20)
    before = world.mock.clock.wall()
    assert world.run(me, timeout=30).email == "ada@example.com"
    assert world.mock.clock.wall() - before == 20


def test_latency_beyond_the_timeout_is_a_typed_error(world: Any) -> None:
    """After as long as the timeout, and not after as long as the answer would take; a read is not repeated."""
    world.mock.inject("latency", operation=ME, seconds=20, times=None)
    before = world.mock.clock.wall()
    with pytest.raises(errors.APITimeoutError):
        world.run(me, timeout=5)
    assert world.mock.clock.wall() - before == 5
    assert world.asked() == [ME]


def test_a_slow_body_counts_as_a_whole(world: Any) -> None:
    """The timeout is one for the whole response: ten pieces in 20 s are in time for 30 s, and too late for 5 s."""
    world.mock.inject("slow_body", operation=ME, seconds=20)
    assert world.run(me, timeout=30).email == "ada@example.com"
    for seconds in (20, 200):
        world.mock.inject("slow_body", operation=ME, seconds=seconds)
        with pytest.raises(errors.APITimeoutError):
            world.run(me, timeout=5)


def test_a_slow_token_response_is_not_waited_for_for_ever(world: Any) -> None:
    """Nothing of it is used, and the error is one of signing in."""
    world.mock.inject("slow_body", operation=TOKEN, seconds=20, times=None)
    with pytest.raises(errors.TokenConnectionError):
        world.run(me, auth="password", timeout=5)
    assert ME not in world.asked()


def test_after_a_connection_reset_a_read_is_made_again(world: Any) -> None:
    """It changes nothing to read twice."""
    world.mock.inject("connection_reset", operation=ME)
    assert world.run(me).email == "ada@example.com"
    assert world.asked() == [ME] * 2


def test_after_a_connection_reset_a_create_is_not_made_again(world: Any) -> None:
    """It was carried out; its answer alone is lost."""
    world.mock.inject("connection_reset", operation="account.agents.create")
    with pytest.raises(errors.APIConnectionError):
        world.run(create)
    assert world.asked() == ["account.agents.create"]
    assert len(world.run(walk)) == 5


def test_a_lost_refresh_has_an_unknown_outcome(world: Any) -> None:
    """The refresh token may be used up, so the request is not repeated."""

    def expire(client: Any) -> None:
        world.mock.clock.advance(hours=13)
        world.mock.inject("connection_reset", operation=TOKEN)

    with pytest.raises(errors.TokenOutcomeUnknownError):
        world.run(me, expire, me, auth="password")
    assert world.asked() == [TOKEN, ME, TOKEN]


@pytest.mark.parametrize("fault", ["truncated_body", "connection_reset"])
def test_a_body_that_breaks_off_is_read_again(world: Any, fault: Any) -> None:
    """As with any broken connection, and never is half of it taken for the whole."""
    world.mock.inject(fault, operation=ME)
    assert world.run(me).email == "ada@example.com"
    world.mock.inject(fault, operation=ME, times=None)
    with pytest.raises(errors.APIConnectionError):
        world.run(me)


def test_a_success_that_is_no_json_is_a_typed_error(world: Any) -> None:
    """It holds the response, for whoever wants to look."""
    world.mock.inject("not_json", operation=ME)
    with pytest.raises(errors.APIResponseError) as caught:
        world.run(me)
    assert "Bad Gateway" in caught.value.response.text


def test_a_token_response_that_is_no_json_is_a_typed_error(world: Any) -> None:
    """Not a decoding error of Python's."""
    world.mock.inject("not_json", operation=TOKEN)
    with pytest.raises(errors.TokenResponseError):
        world.run(me, auth="password")


def test_a_wrong_content_type_does_no_harm(world: Any) -> None:
    """What counts is whether the body can be read."""
    world.mock.inject("wrong_content_type", operation=ME, media_type="text/plain")
    assert world.run(me).email == "ada@example.com"


def test_a_burst_of_5xx_is_sat_out(world: Any) -> None:
    """Two failures are two more attempts, with pauses; a third one is raised."""
    world.mock.inject("error_status", operation=ME, status=502, times=2)
    assert world.run(me).email == "ada@example.com"
    world.mock.inject("error_status", operation=ME, status=502, times=3)
    with pytest.raises(errors.APIStatusError) as caught:
        world.run(me)
    assert caught.value.status_code == 502


def test_one_401_renews_the_token_and_a_storm_ends(world: Any) -> None:
    """Once a call: then the 401 is the answer, and nobody hammers the token endpoint."""
    world.mock.inject("unauthorized", operation=ME)
    assert world.run(me, auth="password").email == "ada@example.com"
    assert world.asked() == [TOKEN, ME, TOKEN, ME]
    world.mock.reset()
    world.mock.inject("unauthorized", times=None)
    with pytest.raises(errors.UnauthorizedError):
        world.run(me, auth="password")
    assert world.asked() == [TOKEN, ME, TOKEN, ME]


def test_the_daily_limit_is_an_error_of_its_own(world: Any) -> None:
    """It does not go away by asking again."""
    world.mock.inject("daily_limit", times=None)
    with pytest.raises(errors.ForbiddenError):
        world.run(me)
    assert world.asked() == [ME]


def test_retry_after_is_obeyed_up_to_a_minute(world: Any) -> None:
    """A longer wait is the caller's to decide."""
    world.mock.inject("rate_limit", operation=ME, seconds=40)
    before = world.mock.clock.wall()
    assert world.run(me).email == "ada@example.com"
    assert world.mock.clock.wall() - before == 40
    world.mock.inject("rate_limit", operation=ME, seconds=4000)
    with pytest.raises(errors.APIStatusError) as caught:
        world.run(me)
    assert caught.value.status_code == 429


def test_an_outage_of_the_token_endpoint_does_not_concern_who_has_a_token(world: Any) -> None:
    """Who has none gets an error of signing in, and no request goes out without credentials."""

    def outage(client: Any) -> None:
        world.mock.inject("token_outage", times=None)

    assert world.run(me, outage, me, auth="password").email == "ada@example.com"
    with pytest.raises(errors.OAuthError):
        world.run(me, auth="password")
    assert world.asked()[:3] == [TOKEN, ME, ME]
    assert ME not in world.asked()[3:]


def test_a_refresh_token_that_somebody_else_used_is_a_matter_of_signing_in_again(world: Any) -> None:
    """All tokens of the family are dead, and the password was forgotten after it had been exchanged."""

    def stolen(client: Any) -> None:
        world.mock.clock.advance(hours=13)
        world.mock.inject("rotated_refresh_token")

    with pytest.raises(errors.InvalidGrantError):
        world.run(me, stolen, me, auth="password")
    assert world.asked() == [TOKEN, ME, TOKEN]


def test_a_server_whose_clock_is_ahead_costs_one_renewal(world: Any) -> None:
    """The token is dead earlier than the client thinks: it is renewed after the 401, and the call made again."""

    def skew(client: Any) -> None:
        world.mock.inject("clock_skew", operation=ME, seconds=13 * 3600)

    assert world.run(me, skew, me, auth="password").email == "ada@example.com"
    assert world.asked() == [TOKEN, ME, ME, TOKEN, ME]


def test_a_page_that_names_itself_ends_the_walk(world: Any) -> None:
    """At the latest when its number was seen before."""
    world.mock.inject("repeated_next_page", times=None)
    agents = world.run(walk)
    assert set(agents) == {1}
    assert len(world.asked()) <= 2


def test_a_link_to_another_host_is_not_followed(world: Any) -> None:
    """Its page number is taken, and asked of the API itself, so that no credentials go elsewhere."""
    world.mock.inject("foreign_next_page", origin="https://evil.example", times=None)
    assert len(world.run(walk)) == 4
    assert {exchange.request.origin for exchange in world.mock.requests} == {world.mock.base_url}


def test_each_fault_is_shown_here() -> None:
    """A new fault needs a test of what the client does under it."""
    source = inspect.getsource(sys.modules[__name__])
    assert [name for name in FAULTS if f'"{name}"' not in source] == []
