"""The security checklist, lines 14 to 17: what a token may be, and how the next one takes its place."""

from __future__ import annotations

from typing import Any

import pytest

from comm100 import Implicit, MemoryStore, Password, Token
from comm100._http import http
from comm100.errors import ConfigurationError, InsecureFlowWarning, InvalidGrantError, TokenResponseError
from tests.answers import example
from tests.auth.support import (
    BASE,
    REDIRECT,
    Ask,
    Authority,
    Clock,
    application,
    client_credentials,
    first_token,
    make_context,
    refresh_token,
)

LIFE = 43_199
KNOWN: dict[str, Any] = {"email": "ada@example.com", "password": "pass-word-of-ada"}


def answering(authority: Authority, clock: Clock, **fields: Any) -> Any:
    """Return bound credentials whose token request is answered with these fields."""
    authority.answer = lambda form: http.Response(200, json={"access_token": "t", **fields})
    return client_credentials().bind(make_context(authority.transport, clock))


def test_14_implicit_and_password_are_opt_in_and_warn_and_the_password_is_not_kept_unless_asked_for(
    authority: Authority, clock: Clock, ask: Ask
) -> None:
    """Each warns where it is chosen; a password is sent once, and again only for those who wanted that."""
    with pytest.warns(InsecureFlowWarning, match="RFC 9700"):
        Implicit(client_id="c", redirect_uri=REDIRECT)
    for keep, grants in ((False, ["password", "refresh_token"]), (True, ["password", "refresh_token", "password"])):
        authority.forms.clear()
        with pytest.warns(InsecureFlowWarning, match="RFC 9700"):
            credentials = Password(**KNOWN, keep_password=True) if keep else Password(**KNOWN)
        bound: Any = credentials.bind(make_context(authority.transport, clock))
        ask(authority, bound)
        assert (bound._source._refresher._grant is not None) == keep
        authority.refreshable.clear()
        clock.advance(LIFE)
        if keep:
            assert ask(authority, bound).status_code == 200
        else:
            with pytest.raises(InvalidGrantError, match="keep_password=True"):
                ask(authority, bound)
        assert authority.grants == grants


@pytest.mark.undocumented
def test_15_token_type_is_compared_without_case_unknown_types_are_refused_and_the_header_says_bearer(
    authority: Authority, clock: Clock, ask: Ask
) -> None:
    """From the token endpoint, and in the redirect of an implicit sign-in."""
    with pytest.warns(InsecureFlowWarning):
        implicit = Implicit(client_id="c", redirect_uri=REDIRECT, clock=clock)
    for kind in ("bearer", "Bearer", "BEARER", "bEARER"):
        ask(authority, answering(authority, clock, token_type=kind))
        login = implicit.start()
        token = implicit.finish(f"{REDIRECT}#access_token=t&token_type={kind}&state={login.state}", login)
        assert {token.header, authority.calls[-1].headers["Authorization"]} == {"Bearer t"}
    sent = len(authority.calls)
    for unknown in ("mac", "DPoP", "N_A", "bearer ", "", 7, None, ["bearer"]):
        with pytest.raises(TokenResponseError, match="token_type"):
            ask(authority, answering(authority, clock, token_type=unknown))
    assert len(authority.calls) == sent


@pytest.mark.undocumented
@pytest.mark.parametrize("text", ["a b", " a", "a\n", "a\r\nX-Admin: 1", "a\tb", "\x00", "a\x7f", "ä", "a\u2028", ""])
def test_16_tokens_with_whitespace_or_control_characters_are_refused(
    authority: Authority, clock: Clock, ask: Ask, text: str
) -> None:
    """From the token endpoint, from a session and from whoever builds one; the message does not repeat them."""
    with pytest.raises(TokenResponseError, match="access_token"):
        ask(authority, answering(authority, clock, access_token=text))
    if text:
        with pytest.raises(TokenResponseError, match="refresh_token"):
            ask(authority, answering(authority, clock, refresh_token=text))
    kept = {"access_token": "t", "refresh_token": "r", "base_url": BASE, "issued_at": 0}
    for name in ("access_token", "refresh_token"):
        with pytest.raises(ConfigurationError, match="visible ASCII"):
            Token.from_dict({**kept, name: text})
    assert authority.calls == []


class Diary(MemoryStore):
    """A store that writes down what it is given."""

    def __init__(self, deeds: list[str]) -> None:
        super().__init__()
        self.deeds = deeds

    def save(self, key: str, token: Token) -> None:
        self.deeds.append(f"stored {token.access_token} {token.refresh_token}")
        super().save(key, token)


def test_17_a_new_refresh_token_replaces_the_old_an_absent_one_keeps_it_and_both_are_persisted_before_use(
    authority: Authority, clock: Clock, ask: Ask
) -> None:
    """Each token is in the store before the first call goes out with it."""
    deeds, second = list[str](), refresh_token(2)
    answers = iter([{"access_token": "a2", "refresh_token": second}, {"access_token": "a3"}, {"access_token": "a4"}])

    def wire(request: Any) -> Any:
        if request.url.path == "/oauth/token":
            return http.Response(200, json={**next(answers), "token_type": "bearer", "expires_in": 60})
        deeds.append(f"used {request.headers['Authorization']}")
        return example(request)

    authority.transport = http.MockTransport(wire)
    store = Diary(deeds)
    credentials = application(clock=clock).resume(first_token(authority, clock), store)
    bound = credentials.bind(make_context(authority.transport, clock))
    deeds.clear()
    clock.advance(LIFE)
    for _ in range(3):
        ask(authority, bound)
        clock.advance(60)
    assert deeds == [
        *(f"stored a2 {second}", "used Bearer a2"),
        *(f"stored a3 {second}", "used Bearer a3"),
        *(f"stored a4 {second}", "used Bearer a4"),
    ]
