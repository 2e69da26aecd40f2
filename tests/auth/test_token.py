"""Tokens: what a response makes of them, when they end, how they are kept."""

from __future__ import annotations

import copy
import dataclasses
import json
import threading
from typing import Any

import pytest

from comm100 import Implicit
from comm100._http import http
from comm100.auth import Leeway, Token
from comm100.auth.token import Deadlines
from comm100.errors import ConfigurationError, InsecureFlowWarning, TokenResponseError
from tests.auth.support import (
    BASE,
    REDIRECT,
    Ask,
    Clock,
    FakeAuthServer,
    call,
    client_credentials,
    make_context,
    signed_in,
)


def token(**changes: Any) -> Token:
    fields = {"access_token": "a", "base_url": BASE, "issued_at": 100.0, "expires_at": 200.0, "refresh_token": "r"}
    return Token(**{**fields, **changes})


@pytest.mark.parametrize("field", ["mandatory", "advisory"])
@pytest.mark.parametrize("value", [None, "30", True, float("nan"), float("inf"), 10**400])
def test_a_leeway_that_is_not_a_number_of_seconds_is_refused(field: str, value: Any) -> None:
    """A text would fail in the thread that refreshes, much later."""
    with pytest.raises(ConfigurationError, match="Leeway needs"):
        Leeway(**{field: value})


@pytest.mark.parametrize("value", [None, 7, b"a", 10**400])
def test_a_token_that_is_not_text_is_refused(value: Any) -> None:
    """Neither kind of token."""
    for field in ("access_token", "refresh_token"):
        if (field, value) != ("refresh_token", None):
            with pytest.raises(ConfigurationError, match="visible ASCII"):
                token(**{field: value})


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize(
    ("sent", "life"),
    [
        (43199, 43199.0),
        ("43199", 43199.0),
        (" 60 ", 60.0),
        (1.5, 1.5),
        (0, 0.0),
        (-5, 0.0),
        (None, None),
        ("soon", None),
        (True, None),
        ([60], None),
        ("1e999", None),
        (10**400, None),
    ],
)
def test_expires_in_may_be_a_number_a_text_or_anything(
    auth_server: FakeAuthServer, clock: Clock, sent: Any, life: float | None
) -> None:
    """RFC 6749 section 5.1 has a number and makes it optional; documents and servers differ."""
    auth_server.life = sent
    bound = client_credentials().bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    assert bound.token is not None
    assert bound.token.expires_at == (None if life is None else clock.now + life)


@pytest.mark.undocumented
def test_a_missing_expires_in_means_until_it_is_refused(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Without an end a token is used until the API refuses it."""
    auth_server.life = None
    bound = client_credentials().bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(10_000_000)
    call(auth_server, bound)
    assert len(auth_server.forms) == 1
    auth_server.revoke()
    assert call(auth_server, bound).status_code == 200
    assert len(auth_server.forms) == 2


def answering(auth_server: FakeAuthServer, clock: Clock, **fields: Any) -> Any:
    """Return bound credentials whose token request is answered with these fields."""
    auth_server.answer = lambda form: http.Response(200, json={"access_token": "t", **fields})
    return client_credentials().bind(make_context(auth_server.transport, clock))


@pytest.mark.undocumented
def test_the_header_says_bearer_and_other_types_are_refused(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask
) -> None:
    """token_type is not case-sensitive and may be left out (RFC 6749 section 5.1), in a redirect as well."""
    with pytest.warns(InsecureFlowWarning):
        implicit = Implicit(client_id="c", redirect_uri=REDIRECT, clock=clock)
    for kind in ("bearer", "Bearer", "BEARER", "bEARER"):
        ask(auth_server, answering(auth_server, clock, token_type=kind))
        login = implicit.start()
        token = implicit.finish(f"{REDIRECT}#access_token=t&token_type={kind}&state={login.state}", login)
        assert {token.header, auth_server.calls[-1].headers["Authorization"]} == {"Bearer t"}
    ask(auth_server, answering(auth_server, clock))
    assert auth_server.calls[-1].headers["Authorization"] == "Bearer t"
    sent = len(auth_server.calls)
    for unknown in ("mac", "DPoP", "N_A", "bearer ", 7, False, ["bearer"]):
        with pytest.raises(TokenResponseError, match="token_type"):
            ask(auth_server, answering(auth_server, clock, token_type=unknown))
    assert len(auth_server.calls) == sent


def test_life_counts_from_before_the_request(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A slow answer does not make a token live longer than the server thinks."""
    start = clock.now

    def slow(form: dict[str, str]) -> Any:
        clock.advance(20)
        return auth_server.issue(form)

    auth_server.answer = slow
    bound = client_credentials().bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    assert bound.token is not None
    assert bound.token.expires_at == start + 43199


@pytest.mark.parametrize(("wall", "monotonic"), [(50_000, 0), (0, 50_000)])
def test_either_clock_ends_a_token(auth_server: FakeAuthServer, clock: Clock, wall: float, monotonic: float) -> None:
    """A machine that slept counts no seconds, and a calendar may be set back: each of the two is enough."""
    bound = signed_in(auth_server, clock)
    clock.now += wall
    clock.ticks += monotonic
    assert call(auth_server, bound).json()["who"] == "access-2"
    assert auth_server.grants == ["refresh_token"]


@pytest.mark.parametrize("ahead", ["now", "ticks"])
@pytest.mark.parametrize(("question", "seconds"), [("is_fresh", 900), ("is_usable", 950)])
def test_each_clock_keeps_to_the_second(clock: Clock, ahead: str, question: str, seconds: float) -> None:
    """A token is refreshed, and no longer used, from the moment that the leeway names."""
    mine = Token(access_token="a", base_url=BASE, issued_at=clock.now, expires_at=clock.now + 1_000)
    ask = getattr(Deadlines(mine, Leeway(advisory=100, mandatory=50), clock), question)
    setattr(clock, ahead, getattr(clock, ahead) + seconds - 1)
    assert ask(clock)
    setattr(clock, ahead, getattr(clock, ahead) + 1)
    assert not ask(clock)


def test_a_calendar_that_is_set_back_prolongs_nothing(auth_server: FakeAuthServer, clock: Clock) -> None:
    """With the calendar a day back, the seconds since the token came still count."""
    bound = signed_in(auth_server, clock)
    clock.now -= 86400
    clock.ticks += 43199
    call(auth_server, bound)
    assert auth_server.grants == ["refresh_token"]


def test_a_token_survives_a_round_trip_through_json() -> None:
    """to_dict() is plain data, and from_dict() makes the same token of it."""
    original = token(scope="read")
    assert Token.from_dict(json.loads(json.dumps(original.to_dict()))) == original
    assert original != token(access_token="b", scope="read")
    assert copy.deepcopy(original) is original


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (None, "it is not a mapping"),
        ("token", "it is not a mapping"),
        ([], "it is not a mapping"),
        ({}, "access_token is missing"),
        ({"access_token": "a", "issued_at": 1}, "base_url is missing"),
        ({"access_token": "a", "base_url": BASE}, "issued_at is missing"),
        ({"access_token": 1}, "access_token has the wrong type"),
        ({"issued_at": True}, "issued_at has the wrong type"),
        ({"expires_at": "later"}, "expires_at has the wrong type"),
        ({"expires_at": 10**400}, "expires_at is out of range"),
        ({"access_token": "a b"}, "access_token is not visible ASCII without white space"),
        ({"refresh_token": "a\tb"}, "refresh_token is not visible ASCII"),
        ({"refresh_token": ""}, "refresh_token is not visible ASCII"),
    ],
)
def test_foreign_data_is_no_token(data: Any, problem: str) -> None:
    """Data of the wrong shape is refused with a typed error, which says what to do."""
    if isinstance(data, dict) and "missing" not in problem:
        data = {"access_token": "a", "base_url": BASE, "issued_at": 1, **data}
    with pytest.raises(ConfigurationError) as caught:
        Token.from_dict(data)
    assert str(caught.value) == f"This is not a stored token: {problem}. Sign in again."


@pytest.mark.parametrize(
    "argument",
    [
        {"issued_at": "1"},
        {"expires_at": "later"},
        {"expires_at": 10**400},
        {"base_url": 7},
        {"scope": ["a"]},
        {"refresh_error": 7},
        {"issued_at": float("nan")},
    ],
    ids=str,
)
def test_an_argument_of_another_type_is_no_token(argument: Any) -> None:
    """It is refused where the token is made, not by a later call."""
    with pytest.raises(ConfigurationError, match=f"This is not a token: {next(iter(argument))} "):
        token(**argument)


@pytest.mark.undocumented
@pytest.mark.parametrize("text", ["a b", " a", "a\n", "a\r\nX-Admin: 1", "a\tb", "\x00", "a\x7f", "ä", "a\u2028", ""])
def test_white_space_and_control_characters_are_no_token(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask, text: str
) -> None:
    """From the token endpoint, from a session and from whoever builds one; the message does not repeat them."""
    with pytest.raises(TokenResponseError, match="access_token"):
        ask(auth_server, answering(auth_server, clock, access_token=text))
    # A refresh token may contain spaces (RFC 6749 appendix A.17).
    refused = ("access_token",) if " " in text else ("access_token", "refresh_token")
    if text and "refresh_token" in refused:
        with pytest.raises(TokenResponseError, match="refresh_token"):
            ask(auth_server, answering(auth_server, clock, refresh_token=text))
    for name in refused:
        with pytest.raises(ConfigurationError):
            token(**{name: text})
    kept = {"access_token": "t", "refresh_token": "r", "base_url": BASE, "issued_at": 0}
    for name in refused:
        with pytest.raises(ConfigurationError, match="visible ASCII"):
            Token.from_dict({**kept, name: text})
    assert auth_server.calls == []


def test_a_token_does_not_change() -> None:
    """A token is a snapshot: threads share it without a lock."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        token().access_token = "b"  # type: ignore[misc]  # the point of the test


@pytest.mark.parametrize(("advisory", "mandatory"), [(10, 20), (10, -1)])
def test_leeway_is_checked(advisory: float, mandatory: float) -> None:
    """The second window lies within the first."""
    with pytest.raises(ConfigurationError):
        Leeway(advisory=advisory, mandatory=mandatory)


def test_a_short_life_is_used(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A token that lives seconds is not renewed with every call, whatever the leeway."""
    auth_server.life = 20
    bound = client_credentials().bind(make_context(auth_server.transport, clock))
    for _ in range(3):
        call(auth_server, bound)
        clock.advance(3)
    assert len(auth_server.forms) == 1
    clock.advance(8)
    assert call(auth_server, bound).json()["who"] == "access-1"


def test_a_leeway_has_limits() -> None:
    """Both may be zero, or equal, or as long as a thread can wait."""
    for mandatory, advisory in ((0, 0), (5, 5), (0, threading.TIMEOUT_MAX)):
        leeway = Leeway(advisory=advisory, mandatory=mandatory)
        assert (leeway.mandatory, leeway.advisory) == (mandatory, advisory)
    invalid: list[Any] = [(-1, 5), (6, 5), (0, threading.TIMEOUT_MAX * 2), (True, 5), (0, False), ("0", 5), (0, None)]
    for mandatory, advisory in invalid:
        with pytest.raises(ConfigurationError, match="Leeway needs 0 <= mandatory <= advisory, both in seconds"):
            Leeway(advisory=advisory, mandatory=mandatory)


@pytest.mark.parametrize(
    ("lifetime", "leeway", "refresh_in", "expire_in"),
    [
        (10_000.0, Leeway(advisory=600, mandatory=30), 9400.0, 9970.0),
        (100.0, Leeway(advisory=600, mandatory=30), 50.0, 90.0),
        (100.0, Leeway(advisory=0, mandatory=0), 100.0, 100.0),
        (0.0, Leeway(), 0.0, 0.0),
    ],
)
def test_a_leeway_is_a_part_of_the_lifetime_at_most(
    clock: Clock, lifetime: float, leeway: Leeway, refresh_in: float, expire_in: float
) -> None:
    """Half of it, and a tenth until callers wait; on both clocks."""
    issued_at = clock.wall()
    one = Deadlines(token(issued_at=issued_at, expires_at=issued_at + lifetime), leeway, clock)
    assert (one.refresh_at_wall - issued_at, one.expire_at_wall - issued_at) == (refresh_in, expire_in)
    assert (one.refresh_at - clock.monotonic(), one.expire_at - clock.monotonic()) == (refresh_in, expire_in)
