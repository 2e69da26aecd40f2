"""A refusal that is final is stored beside the token, so that a fleet asks once and not once a process."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from comm100 import Token
from comm100._http import http
from comm100.auth import TokenStore
from comm100.errors import InvalidClientError, InvalidGrantError
from tests.auth.support import STYLES, Clock, FakeAuthServer, application, call, first_token, make_context
from tests.stores.support import BASE


@pytest.mark.parametrize("style", STYLES)
def test_a_refusal_is_shared_by_all_processes(make_store: Callable[..., TokenStore], style: str) -> None:
    """One of them sends the dead refresh token; the others raise the same error until somebody signs in again."""
    auth_server, clock = FakeAuthServer(), Clock()
    first = first_token(auth_server, clock)
    auth_server.refreshable.clear()
    clock.advance(50_000)
    apps = [application(store=make_store(), clock=clock) for _ in range(3)]
    fleet = [app.resume(first).bind(make_context(auth_server.transport, clock)) for app in apps]
    said = set()
    for bound in fleet * 2:
        with pytest.raises(InvalidGrantError) as caught:
            STYLES[style](auth_server, bound)
        said.add((str(caught.value), caught.value.error, caught.value.status_code))
    assert len(auth_server.forms) == len(said) == 1
    late = application(store=make_store(), clock=clock).resume(None).bind(make_context(auth_server.transport, clock))
    with pytest.raises(InvalidGrantError):
        STYLES[style](auth_server, late)
    assert len(auth_server.forms) == 1
    auth_server.valid.add("again")
    apps[1].resume(Token(access_token="again", base_url=BASE, issued_at=clock.now, expires_at=clock.now + 60))
    for bound in [*fleet, late]:
        assert STYLES[style](auth_server, bound).json()["who"] == "again"


def test_a_refusal_that_other_credentials_could_change_is_not_shared(make_store: Callable[..., TokenStore]) -> None:
    """A wrong client secret says nothing about the token: who has the right one refreshes it."""
    auth_server, clock = FakeAuthServer(), Clock()
    first = first_token(auth_server, clock)
    clock.advance(50_000)
    context = make_context(auth_server.transport, clock)
    wrong, right = (application(store=make_store(), clock=clock).resume(first).bind(context) for _ in range(2))
    auth_server.answer = lambda form: http.Response(401, json={"error": "invalid_client"})
    with pytest.raises(InvalidClientError):
        call(auth_server, wrong)
    auth_server.answer = None
    assert call(auth_server, right).status_code == 200
