"""Who may call an operation, and how those who may not are answered."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from comm100.testing import Mock, MockClock
from tests.mock.support import ADA, AGENTS, ME, PASSWORD, Wire, basic, bearer


def challenge(response: Any) -> Any:
    assert response.status == 401, response.body
    assert response.json()["code"] == 401000
    return response.header("WWW-Authenticate")


def test_without_credentials_both_ways_are_offered(wire: Wire) -> None:
    """RFC 9110 section 11.6.1; RFC 6750 section 3.1: no error code where nothing was tried."""
    assert challenge(wire.get(ME, {})) == 'Basic realm="API", Bearer realm="API"'


@pytest.mark.parametrize(
    "header",
    [
        basic("ada@example.com", "wrong"),
        basic("nobody@example.com", "0123456789abcdef0123456789abcdef"),
        basic("ada@example.com", "example-password"),
        {"Authorization": "Basic"},
        {"Authorization": "Basic ada@example.com:0123456789abcdef0123456789abcdef"},
        {"Authorization": "Basic " + base64.b64encode(b"ada@example.com").decode()},
        {"Authorization": "Basic " + base64.b64encode(b"\xff:\xff").decode()},
        {"Authorization": "Digest x"},
        {"Authorization": "0123456789abcdef0123456789abcdef"},
        {"Authorization": ""},
    ],
    ids=["key", "name", "password", "empty", "raw", "no-colon", "bytes", "scheme", "bare", "nothing"],
)
def test_wrong_basic_credentials_are_401(wire: Wire, header: Any) -> None:
    """The password is not an API key, and what is not base64 with a colon is rejected (RFC 7617)."""
    assert "invalid_token" not in challenge(wire.get(ME, header))


@pytest.mark.parametrize("token", ["", "x", "a b", "0" * 68])
def test_a_wrong_bearer_token_is_401_and_says_so(wire: Wire, token: Any) -> None:
    """RFC 6750 section 3.1."""
    assert 'Bearer realm="API", error="invalid_token"' in challenge(wire.get(ME, bearer(token)))


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_is_read_without_regard_to_case(wire: Wire, scheme: Any) -> None:
    """RFC 9110 section 11.1."""
    token = wire.token()["access_token"]
    assert wire.get(ME, {"authorization": f"{scheme}  {token} "}).status == 200
    assert wire.get(ME, {"AUTHORIZATION": ADA["Authorization"].replace("Basic", "bAsIc")}).status == 200


def test_two_authorization_headers_are_none(wire: Wire) -> None:
    """Nobody knows which one counts."""
    both = [*ADA.items(), *ADA.items()]
    assert wire.send("GET", ME, both).status == 401


def test_a_token_in_the_query_is_not_read(wire: Wire) -> None:
    """RFC 6750 section 2.3 advises against it, and the document does not offer it."""
    token = wire.token()["access_token"]
    assert wire.get(f"{ME}?access_token={token}", {}).status == 401


def test_credentials_are_looked_at_first(wire: Wire) -> None:
    """A stranger does not learn what is wrong with the request, or what exists."""
    assert wire.get(f"{AGENTS}/999", {}).status == 401
    assert wire.json("POST", AGENTS, {}, {}).status == 401


class TestPermission:
    def grace(self, wire: Wire) -> Any:
        wire.json("POST", f"{AGENTS}/2/password", {"password": "pw"})
        token = wire.token({**PASSWORD, "email": "grace@example.com", "password": "pw"})
        return bearer(token["access_token"])

    def test_without_the_permission_an_operation_is_403(self, wire: Wire) -> None:
        """And its message says which one."""
        response = wire.get(AGENTS, self.grace(wire))
        assert response.status == 403
        assert response.json()["message"] == "The permission 'Manage Agent & Agent Groups' is required."

    def test_one_s_own_record_needs_none(self, wire: Wire) -> None:
        """Every agent reads and changes itself."""
        grace = self.grace(wire)
        assert wire.get(ME, grace).json()["email"] == "grace@example.com"
        assert wire.json("PUT", ME, {"bio": "x"}, grace).json()["bio"] == "x"

    def test_a_permission_that_is_given_counts_at_once(self, wire: Wire) -> None:
        """The permissions document decides, so that changing it is more than a round trip."""
        grace = self.grace(wire)
        permissions = wire.get(f"{AGENTS}/2/permissions").json()
        permissions["account"]["manageAgentAndGroups"] = True
        assert wire.json("PUT", f"{AGENTS}/2/permissions", permissions).status == 200
        assert wire.get(AGENTS, grace).status == 200
        permissions["account"]["manageAgentAndGroups"] = False
        assert wire.json("PUT", f"{AGENTS}/2/permissions", permissions, grace).status == 200
        assert wire.get(AGENTS, grace).status == 403

    def test_each_permission_of_the_document_is_known(self, mock: Mock) -> None:
        """Each x-permission says the words of a flag, or the check above would wave it through."""
        document, records = mock._document, mock._state.records
        wanted = {operation.permission for operation in document.routes if operation.permission}
        assert wanted
        for permission in wanted:
            assert not records.has_permission(records.collections["agents"], 2, permission), permission

    def test_a_client_s_token_has_no_record_of_its_own(self, wire: Wire) -> None:
        """It manages the site's agents, and is none of them."""
        fields = {"grant_type": "client_credentials", "client_id": "example-client", "siteId": "10000"}
        token = wire.token({**fields, "client_secret": "example-client-secret"})["access_token"]
        assert wire.get(AGENTS, bearer(token)).status == 200
        assert wire.get(ME, bearer(token)).status == 403


class TestDailyLimit:
    def test_beyond_the_limit_of_the_day_everything_is_403_until_midnight(self, mock: Mock) -> None:
        """The day is that of UTC, and the limit that of the account."""
        clock = MockClock(mock.clock.now().replace(hour=23, minute=59, second=59))
        wire = Wire(Mock(daily_limit=2, clock=clock))
        assert [wire.get(ME).status for _ in range(3)] == [200, 200, 403]
        assert wire.get(ME).json() == {
            "code": 403001,
            "message": "The number of requests exceeds the limit of the day.",
        }
        clock.advance(seconds=1)
        assert wire.get(ME).status == 200

    def test_only_authenticated_requests_count(self) -> None:
        """A stranger cannot use up the account's day, and signing in is no API request."""
        wire = Wire(Mock(daily_limit=1))
        for _ in range(3):
            assert wire.get(ME, {}).status == 401
            wire.token()
        assert wire.get(ME).status == 200

    def test_a_request_without_its_permission_counts_as_well(self) -> None:
        """It was authenticated, and the server has worked on it; so do those that fail for another reason."""
        wire = Wire(Mock())
        wire.json("POST", f"{AGENTS}/2/password", {"password": "pw"})
        grace = bearer(wire.token({**PASSWORD, "email": "grace@example.com", "password": "pw"})["access_token"])
        wire.mock.daily_limit = 3
        assert [wire.get(AGENTS, grace).status for _ in range(2)] == [403, 403]
        assert wire.get(f"{AGENTS}/999").status == 404
        assert wire.get(ME).json()["code"] == 403001

    def test_the_limit_can_be_set_at_any_time(self, mock: Mock, wire: Wire) -> None:
        """For a test that uses it up in the middle."""
        mock.daily_limit = 0
        assert wire.get(ME).status == 403
        mock.daily_limit = None
        assert wire.get(ME).status == 200


def test_fail_next_answers_with_the_documented_error(mock: Mock, wire: Wire) -> None:
    """Whatever is asked for, as often as it was told; then all is well again."""
    mock.fail_next(500, times=2)
    assert wire.get(ME).json()["code"] == 500000
    assert wire.form(PASSWORD).status == 500
    assert wire.get(ME).status == 200
