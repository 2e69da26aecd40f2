"""How a token is renewed: windows, rotation, ways that are left, and stores that others write to as well."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from comm100 import FileStore, PartnerPassword, Password
from comm100._http import http
from comm100.auth import Leeway, MemoryStore, Token
from comm100.auth.store import store_key
from comm100.errors import InvalidGrantError, OAuthError, TokenExpiredError, TokenStoreError
from comm100.testing import Mock, MockClock
from tests.answers import example
from tests.auth.support import (
    BASE,
    PATIENCE,
    REDIRECT,
    STYLES,
    Ask,
    Clock,
    FakeAuthServer,
    application,
    call,
    client_credentials,
    first_token,
    make_context,
    refresh_token,
    settle,
    signed_in,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")
LIFE = 43_199


def test_before_the_end_a_token_is_renewed_in_the_background(auth_server: FakeAuthServer, clock: Clock) -> None:
    """In the first window callers go on with the old token while one request fetches the next."""
    bound = signed_in(auth_server, clock)
    clock.advance(LIFE - 300)
    auth_server.hold()
    for _ in range(5):
        assert call(auth_server, bound).json()["who"] == "access-1"
    auth_server.gate.set()
    settle()
    assert auth_server.grants == ["refresh_token"]
    assert call(auth_server, bound).json()["who"] == "access-2"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("elapsed", "who"), [(LIFE - 700, "access-1"), (LIFE - 20, "access-2"), (LIFE, "access-2")])
@pytest.mark.parametrize("stopped", ["ticks", "now"])
def test_one_clock_is_enough_to_expire_a_token(
    auth_server: FakeAuthServer, clock: Clock, stopped: str, elapsed: float, who: str, style: str
) -> None:
    """The monotonic clock stands still while a laptop sleeps, the wall clock when it is set back."""
    bound = signed_in(auth_server, clock)
    assert STYLES[style](auth_server, bound).json()["who"] == "access-1"
    kept = getattr(clock, stopped)
    clock.advance(elapsed)
    setattr(clock, stopped, kept)
    assert STYLES[style](auth_server, bound).json()["who"] == who
    assert auth_server.grants == ["refresh_token"] * (who == "access-2")
    sent = [request.headers["Authorization"] for request in auth_server.calls]
    assert sent == ["Bearer access-1", f"Bearer {who}"]


@pytest.mark.parametrize("stopped", ["ticks", "now"])
def test_one_clock_is_enough_to_refresh_in_the_background(
    auth_server: FakeAuthServer, clock: Clock, stopped: str
) -> None:
    """The first window begins by either clock too."""
    bound = signed_in(auth_server, clock)
    kept = getattr(clock, stopped)
    clock.advance(LIFE - 300)
    setattr(clock, stopped, kept)
    assert call(auth_server, bound).json()["who"] == "access-1"
    settle()
    assert auth_server.grants == ["refresh_token"]


@pytest.mark.parametrize("stopped", ["ticks", "now"])
@pytest.mark.parametrize(
    ("life", "left", "who", "requests"),
    [
        (LIFE, 600.5, "access-1", 0),
        (LIFE, 600, "access-1", 1),
        (LIFE, 30.5, "access-1", 1),
        (LIFE, 30, "access-2", 1),
        (100, 50.5, "access-1", 0),
        (100, 50, "access-1", 1),
        (100, 10.5, "access-1", 1),
        (100, 10, "access-2", 1),
    ],
)
def test_where_the_windows_begin(
    auth_server: FakeAuthServer, clock: Clock, stopped: str, life: int, left: float, who: str, requests: int
) -> None:
    """Ten minutes and half a minute before the end, or, of a short life, after half of it and nine tenths."""
    auth_server.life = life
    bound = signed_in(auth_server, clock)
    kept = getattr(clock, stopped)
    clock.advance(life - left)
    setattr(clock, stopped, kept)
    assert call(auth_server, bound).json()["who"] == who
    settle()
    assert auth_server.grants == ["refresh_token"] * requests


def test_at_the_end_callers_wait(auth_server: FakeAuthServer, clock: Clock) -> None:
    """In the second window the old token is not sent any more."""
    bound = signed_in(auth_server, clock)
    clock.advance(LIFE - 10)
    assert call(auth_server, bound).json()["who"] == "access-2"


def test_the_windows_can_be_chosen(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A leeway of nothing uses a token to its last second."""
    bound = signed_in(auth_server, clock, leeway=Leeway(advisory=0, mandatory=0))
    clock.advance(LIFE - 1)
    assert call(auth_server, bound).json()["who"] == "access-1"
    clock.advance(1)
    assert call(auth_server, bound).json()["who"] == "access-2"


def test_a_token_that_nothing_can_follow_is_used_to_its_last_second() -> None:
    """The implicit flow has no next token: to give this one up early would fail calls for nothing."""
    mock = Mock(clock=MockClock(datetime(2026, 1, 1, tzinfo=UTC)))
    app = mock.credentials.implicit
    login = app.start()
    with mock.client(app.resume(app.finish(mock.visit(login.url), login))) as client:
        mock.clock.advance(seconds=LIFE - 1)
        assert client.account.agents.me().id == 1
        mock.clock.advance(seconds=1)
        with pytest.raises(TokenExpiredError, match="Sign in again"):
            client.account.agents.me()


def test_a_failed_renewal_in_the_background_disturbs_nobody(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The server is down in the first window: calls go on, and it is asked again after ten seconds, not each time."""
    bound = signed_in(auth_server, clock)
    clock.advance(LIFE - 500)
    auth_server.answer = lambda form: http.Response(400, json={"error": "temporarily_unavailable"})
    for _ in range(5):
        assert call(auth_server, bound).status_code == 200
        settle()
    clock.advance(9.5)
    assert call(auth_server, bound).status_code == 200
    settle()
    assert len(auth_server.forms) == 1
    clock.advance(0.5)
    auth_server.answer = None
    call(auth_server, bound)
    settle()
    assert call(auth_server, bound).json()["who"] == "access-2"


def test_a_new_refresh_token_replaces_the_old(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The server takes each refresh token once."""
    bound = signed_in(auth_server, clock)
    for _ in range(3):
        clock.advance(LIFE)
        assert call(auth_server, bound).status_code == 200
    assert [form["refresh_token"] for form in auth_server.forms] == [refresh_token(number) for number in (1, 2, 3)]


def test_an_absent_refresh_token_and_scope_keep_the_old(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A refresh response without them means that they stay as they are (RFC 6749 sections 5.1 and 6)."""
    auth_server.answer = lambda form: http.Response(
        200, json={"access_token": "new", "token_type": "bearer", "expires_in": 60}
    )
    bound = signed_in(auth_server, clock)
    clock.advance(LIFE)
    call(auth_server, bound)
    assert bound.token.access_token == "new"
    assert bound.token.refresh_token == refresh_token(1)


def test_a_refresh_sends_what_the_document_says(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Grant, refresh token and client, in the form; no siteId."""
    bound = signed_in(auth_server, clock)
    clock.advance(LIFE)
    call(auth_server, bound)
    assert auth_server.forms[0] == {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token(1),
        "client_id": "example-client",
        "client_secret": "s3cret-of-the-client",
        "redirect_uri": "https://app.example.com/callback",
    }


def test_client_credentials_ask_again_instead_of_refreshing(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A client can always ask anew (RFC 6749 section 4.4.3)."""
    bound = client_credentials().bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(LIFE)
    call(auth_server, bound)
    assert auth_server.grants == ["client_credentials", "client_credentials"]


def test_a_password_is_used_once_and_forgotten(auth_server: FakeAuthServer, clock: Clock) -> None:
    """After the first token the refresh token takes over; when that is dead, the error says what to do."""
    bound = Password(email="ada@example.com", password="pass word").bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(LIFE)
    call(auth_server, bound)
    assert auth_server.grants == ["password", "refresh_token"]
    auth_server.refreshable.clear()
    clock.advance(LIFE)
    with pytest.raises(InvalidGrantError, match="keep_password=True"):
        call(auth_server, bound)
    assert auth_server.grants == ["password", "refresh_token", "refresh_token"]


def test_a_kept_password_is_the_way_out_of_a_dead_refresh_token(auth_server: FakeAuthServer, clock: Clock) -> None:
    """With keep_password the password is sent again when the refresh is refused."""
    credentials = Password(email="ada@example.com", password="pass word", keep_password=True)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    auth_server.refreshable.clear()
    clock.advance(LIFE)
    assert call(auth_server, bound).status_code == 200
    assert auth_server.grants == ["password", "refresh_token", "password"]


@pytest.mark.undocumented
@pytest.mark.parametrize(
    "answer",
    [
        lambda: http.Response(401, json={"Message": "Authorization has been denied for this request."}),
        lambda: http.Response(400, json={"code": 400000, "message": "Parameter 'grant_type' is wrong."}),
        lambda: http.Response(400, text="<html>Bad Request</html>"),
    ],
)
def test_any_refusal_of_a_refresh_leads_to_a_new_grant(auth_server: FakeAuthServer, clock: Clock, answer: Any) -> None:
    """A 400 or 401 counts, whatever its body looks like, where there is another way."""
    credentials = Password(email="ada@example.com", password="pass word", keep_password=True)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(LIFE)
    auth_server.answer = lambda form: answer() if form["grant_type"] == "refresh_token" else auth_server.issue(form)
    assert call(auth_server, bound).status_code == 200
    assert auth_server.grants == ["password", "refresh_token", "password"]


@pytest.mark.undocumented
def test_a_server_that_is_down_is_not_a_refusal(auth_server: FakeAuthServer, clock: Clock) -> None:
    """On a 503 the password is not sent: the refresh token is still good."""
    credentials = Password(email="ada@example.com", password="pass word", keep_password=True)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(LIFE)
    auth_server.answer = lambda form: http.Response(503)
    with pytest.raises(Exception, match="503"):
        call(auth_server, bound)
    assert set(auth_server.grants[1:]) == {"refresh_token"}


def test_a_refresh_without_an_answer_leads_to_a_new_grant(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Its refresh token may be used up, so where there is another way it is taken."""
    credentials = Password(email="ada@example.com", password="pass word", keep_password=True)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(LIFE)

    def answer(form: dict[str, str]) -> Any:
        if form["grant_type"] == "refresh_token":
            raise http.ReadTimeout("late")
        return auth_server.issue(form)

    auth_server.answer = answer
    assert call(auth_server, bound).status_code == 200
    assert auth_server.grants == ["password", "refresh_token", "password"]


def without_refresh_token(auth_server: FakeAuthServer) -> None:
    """Let token responses contain no refresh token."""

    def answer(form: dict[str, str]) -> Any:
        body = auth_server.issue(form).json()
        return http.Response(200, json={name: body[name] for name in body if name != "refresh_token"})

    auth_server.answer = answer


def test_a_document_without_a_refresh_url_refreshes_at_the_token_url(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The client authenticates as for the first token, which is not at all here (RFC 6749 section 6)."""
    bound = PartnerPassword(email="partner@example.com", password="p").bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(LIFE)
    assert call(auth_server, bound).status_code == 200
    assert auth_server.forms[1] == {"grant_type": "refresh_token", "refresh_token": refresh_token(1)}
    assert {request.url.path for request in auth_server.requests} == {"/partner/oauth/token"}


@pytest.mark.undocumented(some=True)
@pytest.mark.parametrize("error", ["invalid_grant", "unsupported_grant_type", "unauthorized_client"])
def test_a_server_that_does_not_refresh_is_told_with_what_to_do(
    auth_server: FakeAuthServer, clock: Clock, error: str
) -> None:
    """The server's own error comes through, with the way out."""
    bound = PartnerPassword(email="partner@example.com", password="p").bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(LIFE)
    auth_server.answer = lambda form: http.Response(400, json={"error": error})
    with pytest.raises(OAuthError, match=f"{error}.*keep_password=True"):
        call(auth_server, bound)


def test_a_401_stays_one_if_the_server_does_not_refresh(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A token that the API rejects cannot be replaced then, which is asked once; the API's own answer comes through."""
    bound = PartnerPassword(email="partner@example.com", password="p").bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    auth_server.revoke()
    auth_server.answer = lambda form: http.Response(400, json={"error": "unsupported_grant_type"})
    for _ in range(2):
        assert call(auth_server, bound).status_code == 401
    assert auth_server.grants == ["password", "refresh_token"]


def test_without_a_refresh_token_an_expired_token_is_an_error(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Nothing is left to ask with: the error says what to do, and nothing is sent."""
    without_refresh_token(auth_server)
    bound = PartnerPassword(email="partner@example.com", password="p").bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(LIFE)
    for _ in range(2):
        with pytest.raises(TokenExpiredError, match="keep_password=True"):
            call(auth_server, bound)
    assert auth_server.grants == ["password"]
    assert auth_server.requests[0].url.path == "/partner/oauth/token"


def test_without_a_refresh_token_a_kept_password_asks_anew(auth_server: FakeAuthServer, clock: Clock) -> None:
    """With keep_password a partner's expired token is replaced."""
    without_refresh_token(auth_server)
    credentials = PartnerPassword(email="partner@example.com", password="p", keep_password=True)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    clock.advance(LIFE)
    assert call(auth_server, bound).status_code == 200
    assert auth_server.grants == ["password", "password"]


def test_where_nothing_can_be_renewed_the_401_comes_through(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A refused token that has not expired is the API's error to report, not ours."""
    without_refresh_token(auth_server)
    bound = PartnerPassword(email="partner@example.com", password="p").bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    auth_server.revoke()
    assert call(auth_server, bound).status_code == 401
    assert len(auth_server.calls) == 2


class Journal(MemoryStore):
    """A memory store that writes down what is done to it, and fails on demand."""

    def __init__(self) -> None:
        super().__init__()
        self.deeds: list[str] = []
        self.broken: set[str] = set()

    def _do(self, deed: str) -> None:
        self.deeds.append(deed)
        if deed in self.broken:
            raise OSError("the disk is full")

    def load(self, key: str) -> Token | None:
        self._do("load")
        return super().load(key)

    def save(self, key: str, token: Token) -> None:
        self._do("save")
        super().save(key, token)

    def delete(self, key: str) -> None:
        self._do("delete")
        super().delete(key)

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        self._do("lock")
        with super().lock(key):
            yield
        self._do("unlock")


def test_a_token_is_stored_before_it_is_used(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Lock, read, ask, write, unlock, and only then the first call."""
    store = Journal()
    bound = client_credentials(store=store).bind(make_context(auth_server.transport, clock))

    def answer(form: dict[str, str]) -> Any:
        store.deeds.append("ask")
        return auth_server.issue(form)

    auth_server.answer = answer
    call(auth_server, bound)
    assert store.deeds == ["lock", "load", "ask", "save", "unlock"]


def test_two_clients_with_one_store_share_a_token(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The second client finds the token of the first."""
    store = MemoryStore()
    for _ in range(2):
        bound = client_credentials(store=store).bind(make_context(auth_server.transport, clock))
        assert call(auth_server, bound).json()["who"] == "access-1"
    assert len(auth_server.forms) == 1


@pytest.mark.parametrize("other", [{"client_id": "another"}, {"site_id": 1}, {"extra": {"audience": "other"}}])
def test_different_clients_and_sites_do_not_share(
    auth_server: FakeAuthServer, clock: Clock, other: dict[str, Any]
) -> None:
    """The key of a token is made of token URL, client, site and extension parameters, and tells none of them."""
    store = MemoryStore()
    credentials = client_credentials(store=store)
    changed = type(credentials)(
        **{"client_id": "example-client", "client_secret": "s3cret-of-the-client", "site_id": 10000, **other},
        store=store,
    )
    for client in (credentials, changed):
        call(auth_server, client.bind(make_context(auth_server.transport, clock)))
    assert len(auth_server.forms) == 2
    assert len(store._tokens) == 2
    assert not any("example" in key or "10000" in key for key in store._tokens)


def test_a_token_that_another_process_stored_is_adopted(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Before it asks, a client looks whether someone else has done so already."""
    store = MemoryStore()
    app = application(store=store, clock=clock)
    token = first_token(auth_server, clock)
    first = app.resume(token).bind(make_context(auth_server.transport, clock))
    second = app.resume(token).bind(make_context(auth_server.transport, clock))
    clock.advance(LIFE)
    assert call(auth_server, first).json()["who"] == "access-2"
    assert call(auth_server, second).json()["who"] == "access-2"
    assert auth_server.grants == ["refresh_token"]


def test_a_refused_token_is_exchanged_for_a_stored_one(auth_server: FakeAuthServer, clock: Clock) -> None:
    """After a 401 too the store is read first."""
    store = MemoryStore()
    app = application(store=store, clock=clock)
    token = first_token(auth_server, clock)
    first = app.resume(token).bind(make_context(auth_server.transport, clock))
    second = app.resume(token).bind(make_context(auth_server.transport, clock))
    auth_server.revoke()
    assert call(auth_server, first).status_code == 200
    assert call(auth_server, second).status_code == 200
    assert auth_server.grants == ["refresh_token"]


def test_a_dead_session_comes_back_when_someone_signs_in(auth_server: FakeAuthServer, clock: Clock) -> None:
    """invalid_grant is not asked again, but a new token in the store ends the refusal."""
    store = MemoryStore()
    app = application(store=store, clock=clock)
    bound = app.resume(first_token(auth_server, clock)).bind(make_context(auth_server.transport, clock))
    auth_server.refreshable.clear()
    clock.advance(LIFE)
    for _ in range(2):
        with pytest.raises(InvalidGrantError):
            call(auth_server, bound)
    assert len(auth_server.forms) == 1
    auth_server.valid.add("again")
    app.resume(Token(access_token="again", base_url=BASE, issued_at=clock.now, expires_at=clock.now + 60))
    assert call(auth_server, bound).json()["who"] == "again"


@pytest.mark.filterwarnings("ignore:.*RFC 9700")
def test_a_place_in_a_store_is_named_by_what_a_token_is_for(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Flow, endpoint, identity and subject, without a secret: tokens that an earlier version stored are found by it."""
    store, url = MemoryStore(), f"{BASE}/oauth/token"
    application(clock=clock, extra={"audience": "x"}).resume(first_token(auth_server, clock), store, subject="ada")
    client = {"client_id": "example-client", "siteId": "10000"}
    expected = {
        store_key("oauth2 authorizationCode", url, {**client, "redirect_uri": REDIRECT, "audience": "x"}, "ada"),
        store_key("oauth2 clientCredentials", url, client),
        store_key("oauth2 password", url, {"email": "ada@example.com"}),
        store_key("partnerOAuth2 password", f"{BASE}/partner/oauth/token", {"email": "ada@example.com"}),
    }
    for credentials in (
        client_credentials(store=store),
        Password(email="ada@example.com", password="p", store=store),
        PartnerPassword(email="ada@example.com", password="p", store=store),
    ):
        call(auth_server, credentials.bind(make_context(auth_server.transport, clock)))
    assert store._tokens.keys() == expected


def test_people_have_a_place_each_in_a_store(auth_server: FakeAuthServer, clock: Clock) -> None:
    """A subject keeps the tokens of a web application's users apart."""
    app = application(store=MemoryStore(), clock=clock)
    app.resume(first_token(auth_server, clock), subject="ada")
    assert app.resume(None, subject="ada").base_url == BASE
    with pytest.raises(TokenExpiredError):
        app.resume(None, subject="bob")


def test_a_stored_token_for_another_server_is_not_used(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Whatever a store holds, a token goes to no other server than its own."""

    class Foreign(MemoryStore):
        def load(self, key: str) -> Token | None:
            return Token(access_token="foreign", base_url="https://evil.example", issued_at=clock.now)

    bound = client_credentials(store=Foreign()).bind(make_context(auth_server.transport, clock))
    assert call(auth_server, bound).json()["who"] == "access-1"
    assert len(auth_server.calls) == 1


@pytest.mark.parametrize("deed", ["lock", "load", "save", "unlock"])
def test_a_store_that_fails_is_a_typed_error_and_loses_nothing(
    auth_server: FakeAuthServer, clock: Clock, deed: str
) -> None:
    """The call fails; once the store works again, the next one goes on with the token that was fetched."""
    store = Journal()
    bound = (
        application(clock=clock)
        .resume(first_token(auth_server, clock), store)
        .bind(make_context(auth_server.transport, clock))
    )
    clock.advance(LIFE)
    store.broken = {deed}
    with pytest.raises(TokenStoreError):
        call(auth_server, bound)
    store.broken = set()
    assert call(auth_server, bound).json()["who"] == "access-2"
    assert auth_server.grants == ["refresh_token"]


def test_signing_out_empties_memory_and_store(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Afterwards no token is left, and none is asked for."""
    store = MemoryStore()
    bound = client_credentials(store=store).bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    bound.sign_out()
    assert bound.token is None
    assert not store._tokens
    with pytest.raises(TokenExpiredError):
        call(auth_server, bound)
    assert len(auth_server.forms) == 1


def test_signing_out_empties_the_memory_even_if_the_store_fails(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The store's error is told, the token is gone all the same."""
    store = Journal()
    bound = client_credentials(store=store).bind(make_context(auth_server.transport, clock))
    call(auth_server, bound)
    store.broken = {"delete"}
    with pytest.raises(TokenStoreError):
        bound.sign_out()
    assert bound.token is None


def test_signing_out_while_a_token_is_renewed_drops_it(auth_server: FakeAuthServer, clock: Clock) -> None:
    """The token that comes afterwards is neither used nor stored."""
    store = MemoryStore()
    bound = (
        application(clock=clock)
        .resume(first_token(auth_server, clock), store)
        .bind(make_context(auth_server.transport, clock))
    )
    clock.advance(LIFE)
    auth_server.hold()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            call(auth_server, bound)
        except TokenExpiredError as error:
            failures.append(error)

    caller = threading.Thread(target=work)
    caller.start()
    assert auth_server.reached.wait(PATIENCE)
    leaver = threading.Thread(target=bound.sign_out)
    leaver.start()
    while bound.token is not None:
        leaver.join(0.001)
    auth_server.gate.set()
    caller.join(PATIENCE)
    leaver.join(PATIENCE)
    assert len(failures) == 1
    assert bound.token is None
    assert not store._tokens


class Diary(MemoryStore):
    """A store that writes down what it is given."""

    def __init__(self, deeds: list[str]) -> None:
        super().__init__()
        self.deeds = deeds

    def save(self, key: str, token: Token) -> None:
        self.deeds.append(f"stored {token.access_token} {token.refresh_token}")
        super().save(key, token)


def test_each_renewed_token_is_stored_before_it_is_used(auth_server: FakeAuthServer, clock: Clock, ask: Ask) -> None:
    """A new refresh token replaces the old one, an absent one keeps it; both are stored before the first call.

    The old token is stored once more before, to see that the store can be written.
    """
    deeds, second = list[str](), refresh_token(2)
    answers = iter([{"access_token": "a2", "refresh_token": second}, {"access_token": "a3"}, {"access_token": "a4"}])

    def wire(request: Any) -> Any:
        if request.url.path == "/oauth/token":
            return http.Response(200, json={**next(answers), "token_type": "bearer", "expires_in": 60})
        deeds.append(f"used {request.headers['Authorization']}")
        return example(request)

    auth_server.transport = http.MockTransport(wire)
    store = Diary(deeds)
    credentials = application(clock=clock).resume(first_token(auth_server, clock), store)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    deeds.clear()
    clock.advance(LIFE)
    for _ in range(3):
        ask(auth_server, bound)
        clock.advance(60)
    assert deeds == [
        *(f"stored access-1 {refresh_token(1)}", f"stored a2 {second}", "used Bearer a2"),
        *(f"stored a2 {second}", f"stored a3 {second}", "used Bearer a3"),
        *(f"stored a3 {second}", f"stored a4 {second}", "used Bearer a4"),
    ]


class Broken(MemoryStore):
    """A store that cannot delete."""

    def delete(self, key: str) -> None:
        raise OSError("read-only")


@pytest.mark.parametrize("make_store", [MemoryStore, Broken])
def test_signing_out_needs_no_server_and_survives_a_store_that_fails(
    auth_server: FakeAuthServer, clock: Clock, ask: Ask, make_store: type[MemoryStore]
) -> None:
    """Nothing needs the server: it is down, and so no token is left, and none is asked for any more."""
    store = make_store()
    credentials = application(clock=clock).resume(first_token(auth_server, clock), store)
    bound = credentials.bind(make_context(auth_server.transport, clock))
    ask(auth_server, bound)

    def down(form: dict[str, str]) -> Any:
        raise http.ConnectError("down")

    auth_server.answer = down
    if isinstance(store, Broken):
        with pytest.raises(TokenStoreError):
            bound.sign_out()
    else:
        bound.sign_out()
        assert not store._tokens
    assert bound.token is None
    with pytest.raises(TokenExpiredError, match="Sign in again"):
        ask(auth_server, bound)
    assert len(auth_server.calls) == 1
    assert auth_server.forms == []


class Unwritable(MemoryStore):
    """A store of somebody else, which has become read-only."""

    is_spoiled = False

    def save(self, key: str, token: Token) -> None:
        if self.is_spoiled:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        super().save(key, token)


def spoil_disk(store: Any, patch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    patch.setattr(os, "fsync", fail)


def spoil_temporary_file(store: Any, patch: pytest.MonkeyPatch) -> None:
    (token_file,) = store._folder.glob("*.json")
    token_file.with_suffix(".new").mkdir()


def spoil_file_name(store: Any, patch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    patch.setattr(Path, "replace", fail)


def spoil_foreign_store(store: Any, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(store, "is_spoiled", True)


@pytest.mark.parametrize("left", [300, -1], ids=["in time", "expired"])
@pytest.mark.parametrize(
    ("make_store", "spoil", "said"),
    [
        (FileStore, spoil_disk, "No space left on device"),
        (FileStore, spoil_temporary_file, "Is a directory"),
        (FileStore, spoil_file_name, "Operation not permitted"),
        (lambda folder: Unwritable(), spoil_foreign_store, "could not be written"),
    ],
)
def test_no_refresh_token_is_used_up_whose_successor_cannot_be_stored(
    auth_server: FakeAuthServer,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make_store: Callable[[Path], Any],
    spoil: Callable[[Any, pytest.MonkeyPatch], None],
    said: str,
    left: float,
) -> None:
    """Nothing is sent while the store cannot be written, so that the sign-in outlives the process and the trouble."""
    store = make_store(tmp_path / "tokens")
    app = application(clock=clock, store=store)
    bound = app.resume(first_token(auth_server, clock)).bind(make_context(auth_server.transport, clock))
    clock.advance(auth_server.life - left)
    with monkeypatch.context() as patch:
        spoil(store, patch)
        if left > 0:
            assert call(auth_server, bound).status_code == 200
            settle()
        else:
            with pytest.raises(TokenStoreError, match=said):
                call(auth_server, bound)
        assert auth_server.grants == []
    for leftover in tmp_path.glob("tokens/*.new"):
        leftover.rmdir()
    later = app.resume(None).bind(make_context(auth_server.transport, clock))
    clock.advance(100)
    assert call(auth_server, later).status_code == 200
    settle()
    assert auth_server.grants == ["refresh_token"]


class Away(MemoryStore):
    """A store that cannot be reached for some attempts to store the token that follows the first one."""

    def __init__(self, failures: int) -> None:
        super().__init__()
        self.failures = failures

    def save(self, key: str, token: Token) -> None:
        if token.access_token != "access-1" and self.failures:
            self.failures -= 1
            raise ConnectionError
        super().save(key, token)


@pytest.mark.parametrize(("failures", "is_stored"), [(0, True), (1, True), (5, True), (6, False)])
def test_a_store_that_is_away_for_a_moment_costs_no_sign_in(
    auth_server: FakeAuthServer, clock: Clock, failures: int, is_stored: bool
) -> None:
    """A server that restarts has a few seconds: until then the new token is nowhere else, and the old one used up."""
    store = Away(failures)
    app = application(clock=clock, store=store)
    bound = app.resume(first_token(auth_server, clock)).bind(make_context(auth_server.transport, clock))
    clock.advance(LIFE)
    if is_stored:
        assert call(auth_server, bound).status_code == 200
    else:
        with pytest.raises(TokenStoreError, match="could not be written"):
            call(auth_server, bound)
    assert [token.refresh_token for token in store._tokens.values()] == [refresh_token(2 if is_stored else 1)]
    assert sum(clock.pauses) <= 7.75
    assert len(clock.pauses) == min(failures, 5)


@pytest.mark.undocumented
def test_a_token_that_can_be_requested_again_is_not_waited_for(auth_server: FakeAuthServer, clock: Clock) -> None:
    """Without a refresh token nothing is lost."""
    store = Away(1)
    auth_server.answer = lambda form: http.Response(200, json={"access_token": "a", "token_type": "bearer"})
    bound = client_credentials(store=store).bind(make_context(auth_server.transport, clock))
    with pytest.raises(TokenStoreError):
        call(auth_server, bound)
    assert clock.pauses == []
