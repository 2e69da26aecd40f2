"""Codes and tokens as the authorization server keeps them, without any request: how long, for whom, and how often."""

from __future__ import annotations

import dataclasses
import random
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from comm100.testing import MockClock
from comm100.testing._error_response import ErrorResponse
from comm100.testing._tokens import Grant, Lifetimes, Principal, Tokens
from comm100.testing.clock import ServerTime

SHORT = Lifetimes(authorization_code=10, access_token=20, refresh_token=30)
PRINCIPAL = Principal(scheme="oauth", realm="people", key=7)
CALLBACK = "https://app.example/callback"


@pytest.fixture
def clock() -> MockClock:
    return MockClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def tokens(clock: MockClock) -> Tokens:
    return Tokens(ServerTime(clock), random.Random(0), {"oauth": SHORT}, 3)


def grant(**more: Any) -> Grant:
    return Grant(principal=PRINCIPAL, client="app", scope="read write", **more)


def test_grants_and_lifetimes_have_defaults() -> None:
    """Ten minutes, an hour and thirty days; a grant is for anybody and for all, and has not been revoked."""
    assert dataclasses.astuple(Lifetimes()) == (600, 3600, 2_592_000)
    own = Grant(principal=PRINCIPAL)
    assert (own.client, own.parameters, own.scope, own.revoked) == (None, {}, None, False)
    assert Principal(scheme="a", realm="b").key is None


def test_a_code_is_good_once_and_for_its_time(tokens: Tokens, clock: MockClock) -> None:
    """It knows its grant, its redirect URI and its challenge."""
    consent = grant()
    text = tokens.issue_code(consent, CALLBACK, ("challenge", "S256"))
    code = tokens.code(text)
    assert re.fullmatch("[0-9a-f]{64}", text)
    assert (code.grant, code.redirect_uri, code.challenge, code.used) == (
        consent,
        CALLBACK,
        ("challenge", "S256"),
        False,
    )
    clock.advance(seconds=9.5)
    assert tokens.code(text) is code
    clock.advance(seconds=0.5)
    for late in (text, text[:-1], text.upper(), ""):
        with pytest.raises(ErrorResponse) as caught:
            tokens.code(late)
        assert (caught.value.status, caught.value.error) == (400, "invalid_grant")
    assert consent.revoked is False


def test_a_code_may_have_a_character_that_has_to_be_encoded(tokens: Tokens) -> None:
    """In the place of another, so that it stays as long."""
    text = tokens.issue_code(grant(), CALLBACK, None, "+")
    assert re.fullmatch(r"[0-9a-f]{56}\+[0-9a-f]{7}", text)
    assert tokens.code(text).challenge is None


def test_a_used_code_revokes_what_was_issued_for_it(tokens: Tokens) -> None:
    """Somebody else has it (RFC 6749 section 4.1.2)."""
    consent, other = grant(), grant()
    text = tokens.issue_code(consent, CALLBACK, None)
    issued, kept = (tokens.issue(known, refreshable=True) for known in (consent, other))
    tokens.code(text).used = True
    assert tokens.bearer(issued["access_token"])
    with pytest.raises(ErrorResponse):
        tokens.code(text)
    assert (consent.revoked, other.revoked) == (True, False)
    assert tokens.bearer(issued["access_token"]) is None
    with pytest.raises(ErrorResponse):
        tokens.refreshable(issued["refresh_token"])
    assert tokens.bearer(kept["access_token"])
    assert tokens.refreshable(kept["refresh_token"]) is other


@pytest.mark.parametrize("kind", ["code", "refresh token"])
def test_what_comes_again_after_its_time_revokes_all_the_same(tokens: Tokens, clock: MockClock, kind: str) -> None:
    """That it has expired in the meantime does not hide that somebody else has it."""
    consent = grant()
    code, issued = tokens.issue_code(consent, CALLBACK, None), tokens.issue(consent, refreshable=True)
    tokens.code(code).used = True
    tokens.rotate(issued["refresh_token"])
    clock.advance(days=1)
    with pytest.raises(ErrorResponse):
        tokens.code(code) if kind == "code" else tokens.refreshable(issued["refresh_token"])
    assert consent.revoked is True


def test_a_token_response_has_what_rfc_6749_requires(tokens: Tokens) -> None:
    """The scopes are those that were asked for, else those of the consent; section 5.1."""
    answer = tokens.issue(grant(), refreshable=True, scope="read")
    assert {**answer, "access_token": "", "refresh_token": ""} == {
        "access_token": "",
        "token_type": "bearer",
        "expires_in": 20,
        "scope": "read",
        "refresh_token": "",
    }
    assert len(answer["access_token"]) == 68
    assert re.fullmatch("[0-9a-f]{64}", answer["refresh_token"])
    assert tokens.issue(grant(), refreshable=False)["scope"] == "read write"
    bare = tokens.issue(Grant(principal=PRINCIPAL), refreshable=False)
    assert bare.keys() == {"access_token", "token_type", "expires_in"}
    token = tokens.bearer(answer["access_token"])
    assert token is not None
    assert (token.scope, token.grant.scope) == ("read", "read write")


def test_tokens_are_good_for_their_time(tokens: Tokens, clock: MockClock) -> None:
    """Each for its own, to the second at which it ends."""
    answer = tokens.issue(grant(), refreshable=True)
    assert tokens.bearer(answer["refresh_token"]) is tokens.bearer(answer["access_token"] + "x") is None
    clock.advance(seconds=19)
    assert tokens.bearer(answer["access_token"])
    clock.advance(seconds=1)
    assert tokens.bearer(answer["access_token"]) is None
    clock.advance(seconds=9)
    assert tokens.refreshable(answer["refresh_token"])
    clock.advance(seconds=1)
    for late in (answer["refresh_token"], answer["access_token"], ""):
        with pytest.raises(ErrorResponse) as caught:
            tokens.refreshable(late)
        assert (caught.value.status, caught.value.error) == (400, "invalid_grant")


def test_a_replaced_refresh_token_revokes_its_family(tokens: Tokens) -> None:
    """If it comes again, somebody else has a copy (RFC 9700 section 4.14.2)."""
    consent = grant()
    first = tokens.issue(consent, refreshable=True)
    tokens.rotate(first["refresh_token"])
    tokens.rotate("unknown")
    second = tokens.issue(tokens._refresh.get(first["refresh_token"]).grant, refreshable=True)  # type: ignore[union-attr]
    assert tokens.refreshable(second["refresh_token"]) is consent
    assert consent.revoked is False
    with pytest.raises(ErrorResponse):
        tokens.refreshable(first["refresh_token"])
    assert consent.revoked is True
    assert tokens.bearer(first["access_token"]) is tokens.bearer(second["access_token"]) is None
    with pytest.raises(ErrorResponse):
        tokens.refreshable(second["refresh_token"])


def test_the_oldest_are_forgotten_first(tokens: Tokens) -> None:
    """As many of each kind are kept as the limit says."""
    codes = [tokens.issue_code(grant(), CALLBACK, None) for _ in range(4)]
    answers = [tokens.issue(grant(), refreshable=True) for _ in range(4)]
    assert len(tokens) == 9
    assert [tokens._codes.get(code) is not None for code in codes] == [False, True, True, True]
    assert [tokens.bearer(answer["access_token"]) is not None for answer in answers] == [False, True, True, True]
    with pytest.raises(ErrorResponse):
        tokens.refreshable(answers[0]["refresh_token"])
    assert tokens.refreshable(answers[1]["refresh_token"])
