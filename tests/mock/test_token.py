"""RFC 6749 sections 3.2, 4.1.3, 4.3, 4.4, 5 and 6: the token endpoints."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from urllib.parse import urlencode

import pytest

from comm100.testing import Mock, OAuthApp
from tests.mock.support import AGENTS, CALLBACK, CLIENT, PARTNER_TOKEN, PASSWORD, TOKEN, Wire, basic, bearer, redirected

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SITE = {"grant_type": "client_credentials", "siteId": "10000", **CLIENT}
PARTNER = {"grant_type": "password", "email": "partner@example.com", "password": "example-partner-password"}
VERIFIER = "dBjftJeZ4CVP-mBJfjkPQBBYPCuJvR8LcLxnGu3xqUk"
S256 = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


OTHER: dict[str, Any] = {"client_id": "other-client", "client_secret": "other-secret"}


@pytest.fixture
def others(mock: Mock) -> Any:
    """A mock that knows a second client, with the same redirect URI."""
    return Wire(Mock(clock=mock.clock, apps=[OAuthApp(**OTHER, redirect_uris=(CALLBACK,))]))


def error(response: Any, status: int = 400) -> Any:
    assert response.status == status, response.body
    return response.json()["error"]


def works(wire: Wire, token: Any) -> Any:
    return wire.get(AGENTS, bearer(token)).status == 200


def test_a_token_is_an_object_of_section_5_1_that_no_cache_keeps(wire: Wire) -> None:
    """The four documented fields, and the two headers."""
    response = wire.form(PASSWORD)
    answer = response.json()
    assert list(answer) == ["access_token", "token_type", "expires_in", "refresh_token"]
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 43199)
    assert re.fullmatch(r"[A-Za-z0-9_-]{68}", answer["access_token"])
    assert re.fullmatch(r"[0-9a-f]{64}", answer["refresh_token"])
    assert (response.header("Cache-Control"), response.header("Pragma")) == ("no-store", "no-cache")
    assert works(wire, answer["access_token"])


def test_an_error_is_not_kept_by_a_cache_either(wire: Wire) -> None:
    """Section 5.2."""
    assert wire.form({"grant_type": "x"}).header("Cache-Control") == "no-store"


@pytest.mark.parametrize("path", [TOKEN, PARTNER_TOKEN])
@pytest.mark.parametrize(
    "kind",
    [
        *("", "application/json", "multipart/form-data", "text/plain"),
        *(f"application/x-www-form-urlencoded; charset={name}" for name in ("utf-16", "iso-8859-1", "windows-1252")),
    ],
)
def test_only_a_form_is_read(wire: Wire, path: str, kind: Any) -> None:
    """Section 3.2 allows no other; a JSON body is refused even where it would hold the right fields."""
    headers = {"Content-Type": kind} if kind else {}
    assert error(wire.send("POST", path, headers, b'{"grant_type": "password"}')) == "invalid_request"
    form = urlencode(PASSWORD if path == TOKEN else PARTNER).encode()
    assert error(wire.send("POST", path, headers, form)) == "invalid_request"
    assert wire.send("POST", path, FORM, form).status == 200


@pytest.mark.parametrize("body", [b"grant_type=%", b"grant_type=%zz", b"x=%ff", b"\xff", b"", b"&&"])
def test_a_form_that_cannot_be_read_is_an_invalid_request(wire: Wire, body: Any) -> None:
    """Broken escapes, bytes that are no UTF-8, and nothing at all."""
    assert error(wire.send("POST", TOKEN, FORM, body)) == "invalid_request"


def test_the_grant_type_tells_the_grant(wire: Wire) -> None:
    """Missing or repeated it is an invalid request, unknown it is an unsupported grant (section 5.2)."""
    assert error(wire.form({"email": "ada@example.com"})) == "invalid_request"
    assert error(wire.form([*PASSWORD.items(), ("grant_type", "password")])) == "invalid_request"
    assert (
        error(wire.form({**PASSWORD, "grant_type": "urn:ietf:params:oauth:grant-type:device_code"}))
        == "unsupported_grant_type"
    )
    assert error(wire.form(SITE, PARTNER_TOKEN)) == "unsupported_grant_type"


@pytest.mark.parametrize("name", ["email", "password"])
def test_a_parameter_of_the_grant_must_be_there_once(wire: Wire, name: Any) -> None:
    """Missing, without a value, and repeated are one error (sections 3.2 and 5.2)."""
    missing = {key: value for key, value in PASSWORD.items() if key != name}
    assert error(wire.form(missing)) == "invalid_request"
    assert error(wire.form({**PASSWORD, name: ""})) == "invalid_request"
    assert error(wire.form([*PASSWORD.items(), (name, PASSWORD[name])])) == "invalid_request"


def test_parameters_that_the_grant_does_not_declare_are_ignored(wire: Wire) -> None:
    """Section 3.2, even repeated ones; the vendor's own sample sends a code with client credentials."""
    extras = [("code", "1"), ("code", "2"), ("scope", "any"), ("audience", "a")]
    assert wire.form([*SITE.items(), *extras]).status == 200
    assert wire.form([*PASSWORD.items(), ("client_id", "unknown"), ("client_id", "twice")]).status == 200


def test_a_parameter_without_a_value_counts_as_left_out(wire: Wire) -> None:
    """Section 3.2: one that need not be there may be blank, whatever its format."""
    assert wire.form([*SITE.items(), ("redirect_uri", ""), ("grant_type", "")]).status == 200


def test_a_form_is_decoded_as_html_has_it(wire: Wire) -> None:
    """Plus is a space, %2B is a plus, and an escape may be in lower case."""
    body = b"grant_type=password&email=ada%40example.com&password=example%2dpassword"
    assert wire.send("POST", TOKEN, FORM, body).status == 200
    assert error(wire.send("POST", TOKEN, FORM, body.replace(b"%2d", b"+"))) == "invalid_grant"


class TestPassword:
    def test_a_wrong_name_or_password_is_an_invalid_grant(self, wire: Wire) -> None:
        """Nothing tells which of the two was wrong."""
        wrong = wire.form({**PASSWORD, "password": "x"})
        unknown = wire.form({**PASSWORD, "email": "nobody@example.com"})
        assert error(wrong) == error(unknown) == "invalid_grant"
        assert wrong.body == unknown.body

    def test_an_api_key_is_no_password(self, wire: Wire) -> None:
        """Each scheme has its own secret."""
        assert error(wire.form({**PASSWORD, "password": "0123456789abcdef0123456789abcdef"})) == "invalid_grant"

    def test_somebody_who_is_locked_out_gets_no_token_until_unlocked(self, mock: Mock, wire: Wire) -> None:
        """What unlocking is for."""
        alan = next(account for account in mock.identities.accounts if account.login == "alan@example.com")
        fields = {"grant_type": "password", "email": alan.login, "password": alan.secrets["password"]}
        assert error(wire.form(fields)) == "invalid_grant"
        assert wire.json("PUT", f"{AGENTS}/3/unlock", None).status == 200
        assert wire.form(fields).status == 200


class TestClient:
    @pytest.mark.parametrize(
        "change", [{"client_id": "another"}, {"client_secret": "wrong"}], ids=["unknown", "wrong-secret"]
    )
    def test_a_client_that_does_not_authenticate_is_401(self, wire: Wire, change: Any) -> None:
        """With the challenge that section 5.2 asks for."""
        response = wire.form({**SITE, **change})
        assert error(response, 401) == "invalid_client"
        assert (response.header("WWW-Authenticate") or "").startswith("Basic ")

    def test_a_client_may_authenticate_with_the_header(self, wire: Wire) -> None:
        """Section 2.3.1: then the form needs neither the identifier nor the secret."""
        fields = {"grant_type": "client_credentials", "siteId": "10000"}
        assert wire.form(fields, headers=basic("example-client", "example-client-secret")).status == 200
        assert wire.form(fields, headers=basic("example%2Dclient", "example%2Dclient-secret")).status == 200

    @pytest.mark.parametrize(
        "header",
        [
            basic("example-client", "wrong"),
            basic("another", "example-client-secret"),
            {"Authorization": "Basic !!!"},
            {"Authorization": "Basic ZXhhbXBsZS1jbGllbnQ="},
            {"Authorization": "Basic"},
            {"Authorization": "Bearer x"},
            {"Authorization": ""},
        ],
        ids=["secret", "client", "no-base64", "no-colon", "empty", "bearer", "nothing"],
    )
    @pytest.mark.parametrize("fields", [{"grant_type": "client_credentials", "siteId": "10000"}, PASSWORD])
    def test_a_header_that_does_not_authenticate_is_401_with_every_grant(
        self, wire: Wire, header: Any, fields: Any
    ) -> None:
        """Whoever tries to authenticate must succeed."""
        assert error(wire.form(fields, headers=header), 401) == "invalid_client"

    def test_one_way_to_authenticate_is_enough(self, wire: Wire) -> None:
        """Section 2.3: a client must not use two in one request; its identifier alone may stand in the form."""
        header = basic("example-client", "example-client-secret")
        assert error(wire.form(SITE, headers=header)) == "invalid_request"
        named = {"grant_type": "client_credentials", "siteId": "10000", "client_id": "example-client"}
        assert wire.form(named, headers=header).status == 200
        assert error(wire.form({**named, "client_id": "another"}, headers=header)) == "invalid_request"
        twice = [*FORM.items(), *header.items(), *header.items()]
        assert error(wire.send("POST", TOKEN, twice, urlencode(named).encode()), 401) == "invalid_client"

    def test_client_credentials_yield_no_refresh_token(self, wire: Wire) -> None:
        """Section 4.4.3."""
        answer = wire.token(SITE)
        assert answer.keys() == {"access_token", "token_type", "expires_in"}
        assert works(wire, answer["access_token"])

    def test_as_documented_client_credentials_yield_a_refresh_token(self) -> None:
        """The vendor's text shows one; it works, for the client that it was issued to."""
        wire = Wire(Mock(as_documented=True, apps=[OAuthApp(**OTHER, redirect_uris=(CALLBACK,))]))
        answer = wire.token(SITE)
        assert error(wire.refresh(answer["refresh_token"]), 401) == "invalid_client"
        assert error(wire.refresh(answer["refresh_token"], **OTHER)) == "invalid_grant"
        assert wire.refresh(answer["refresh_token"], **CLIENT).status == 200

    @pytest.mark.parametrize("change", [{"siteId": "10001"}, {"redirect_uri": CALLBACK + "/"}])
    def test_a_client_acts_for_its_own_site_and_redirect_uri(self, wire: Wire, change: Any) -> None:
        """What it is not registered for is not granted."""
        assert error(wire.form({**SITE, **change})) == "invalid_grant"
        assert wire.form({**SITE, "redirect_uri": CALLBACK}).status == 200


class TestCode:
    def test_a_code_becomes_a_token_that_acts_for_who_consented(self, wire: Wire) -> None:
        """Section 4.1."""
        answer = wire.exchange(wire.code()).json()
        assert wire.get(f"{AGENTS}/me", bearer(answer["access_token"])).json()["email"] == "ada@example.com"
        assert "refresh_token" in answer

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"redirect_uri": CALLBACK + "/"}, "invalid_grant"),
            ({"redirect_uri": CALLBACK + "?a=1"}, "invalid_grant"),
            ({"redirect_uri": ""}, "invalid_request"),
            ({"code": "unknown"}, "invalid_grant"),
            ({"siteId": "10001"}, "invalid_grant"),
            ({"code_verifier": VERIFIER}, "invalid_grant"),
        ],
    )
    def test_a_code_is_bound_to_its_request(self, wire: Wire, change: Any, expected: Any) -> None:
        """To the redirect URI, character for character, and to the site; and no verifier without a challenge."""
        code = wire.code()
        assert error(wire.exchange(**{"code": code, **change})) == expected
        assert wire.exchange(code).status == 200

    def test_a_code_is_bound_to_its_client(self, others: Any) -> None:
        """Another client cannot use it, even one that authenticates (section 4.1.3)."""
        code = others.code()
        assert error(others.exchange(code, **OTHER)) == "invalid_grant"
        assert error(others.exchange(code, client_secret="wrong"), 401) == "invalid_client"
        assert others.exchange(code).status == 200

    def test_a_code_used_again_takes_its_tokens_with_it(self, wire: Wire) -> None:
        """Section 4.1.2: somebody else has seen the code."""
        code = wire.code()
        answer = wire.exchange(code).json()
        assert works(wire, answer["access_token"])
        assert error(wire.exchange(code)) == "invalid_grant"
        assert not works(wire, answer["access_token"])
        assert error(wire.refresh(answer["refresh_token"], **CLIENT)) == "invalid_grant"

    def test_a_code_lives_for_its_lifetime(self, mock: Mock, wire: Wire) -> None:
        """Ten minutes: in the last second it works, after that it does not."""
        code, late = wire.code(), wire.code()
        mock.clock.advance(seconds=599)
        assert wire.exchange(code).status == 200
        mock.clock.advance(seconds=1)
        assert error(wire.exchange(late)) == "invalid_grant"

    def test_a_code_waits_for_somebody_who_is_locked_out_meanwhile(self, mock: Mock, wire: Wire) -> None:
        """The refusal does not use it up."""
        code = wire.code()
        agents = mock._state.records.find("agents").rows
        ada = agents[1]
        agents[1] = {**ada, "isLocked": True}
        assert error(wire.exchange(code)) == "invalid_grant"
        agents[1] = ada
        assert wire.exchange(code).status == 200

    def test_a_code_of_somebody_who_is_gone_is_worth_nothing(self, mock: Mock, wire: Wire) -> None:
        """Who consented was deleted meanwhile."""
        code = wire.code()
        wire.send("DELETE", f"{AGENTS}/1", bearer(wire.token(SITE)["access_token"]))
        assert error(wire.exchange(code)) == "invalid_grant"

    @pytest.mark.parametrize(("challenge", "method"), [(S256, "S256"), (VERIFIER, "plain"), (VERIFIER, "")])
    def test_a_challenge_is_answered_by_its_verifier_only(self, wire: Wire, challenge: Any, method: str) -> None:
        """RFC 7636 section 4.6."""
        code = wire.code(code_challenge=challenge, code_challenge_method=method)
        assert error(wire.exchange(code)) == "invalid_grant"
        assert error(wire.exchange(code, code_verifier="x" * 43)) == "invalid_grant"
        assert wire.exchange(code, code_verifier=VERIFIER).status == 200


class TestRefresh:
    def test_a_refresh_token_is_bound_to_its_client(self, others: Any) -> None:
        """Another client cannot use it (section 6), and its attempt does not use it up."""
        token = others.exchange(others.code()).json()["refresh_token"]
        assert error(others.refresh(token, **OTHER)) == "invalid_grant"
        assert others.refresh(token, **CLIENT).status == 200

    def test_a_refresh_token_is_replaced(self, wire: Wire) -> None:
        """A new pair comes, of the same length of life, and both access tokens work."""
        first = wire.token()
        second = wire.refresh(first["refresh_token"]).json()
        assert second["refresh_token"] != first["refresh_token"]
        assert second["expires_in"] == 43199
        assert works(wire, first["access_token"])
        assert works(wire, second["access_token"])

    def test_a_replaced_refresh_token_takes_the_family_with_it(self, wire: Wire) -> None:
        """RFC 9700 section 4.14.2: two have it, and one of them is not the client."""
        first = wire.token()
        second = wire.refresh(first["refresh_token"]).json()
        assert error(wire.refresh(first["refresh_token"])) == "invalid_grant"
        assert not works(wire, first["access_token"])
        assert not works(wire, second["access_token"])
        assert error(wire.refresh(second["refresh_token"])) == "invalid_grant"

    def test_another_sign_in_is_another_family(self, wire: Wire) -> None:
        """A stolen token of one device does not sign out the other."""
        first, other = wire.token(), wire.token()
        wire.refresh(first["refresh_token"])
        wire.refresh(first["refresh_token"])
        assert works(wire, other["access_token"])
        assert wire.refresh(other["refresh_token"]).status == 200

    def test_a_refresh_token_of_a_client_needs_the_client(self, wire: Wire) -> None:
        """Section 6: who it was issued to must authenticate."""
        answer = wire.exchange(wire.code()).json()
        assert error(wire.refresh(answer["refresh_token"]), 401) == "invalid_client"
        assert error(wire.refresh(answer["refresh_token"], client_id="example-client"), 401) == "invalid_client"
        assert wire.refresh(answer["refresh_token"], **CLIENT).status == 200

    @pytest.mark.parametrize("token", ["0" * 64, "x"])
    def test_an_unknown_refresh_token_is_an_invalid_grant(self, wire: Wire, token: Any) -> None:
        """Whatever it looks like."""
        assert error(wire.refresh(token)) == "invalid_grant"

    def test_an_access_token_is_no_refresh_token(self, wire: Wire) -> None:
        """And the other way round."""
        answer = wire.token()
        assert error(wire.refresh(answer["access_token"])) == "invalid_grant"
        assert not works(wire, answer["refresh_token"])

    def test_a_refresh_token_lives_for_its_lifetime(self, mock: Mock, wire: Wire) -> None:
        """Thirty days from its own issue."""
        answer, late = wire.token(), wire.token()
        mock.clock.advance(seconds=2_591_999)
        assert wire.refresh(answer["refresh_token"]).status == 200
        mock.clock.advance(seconds=1)
        assert error(wire.refresh(late["refresh_token"])) == "invalid_grant"

    def test_an_access_token_lives_for_its_lifetime(self, mock: Mock, wire: Wire) -> None:
        """43199 seconds, as the answer says."""
        answer = wire.token()
        mock.clock.advance(seconds=43_198)
        assert works(wire, answer["access_token"])
        mock.clock.advance(seconds=1)
        assert not works(wire, answer["access_token"])


class TestPartner:
    def test_a_partner_signs_in_at_its_own_endpoint(self, wire: Wire) -> None:
        """And an agent does not, nor a partner at the agents'."""
        assert wire.token(PARTNER, PARTNER_TOKEN)["expires_in"] == 43199
        assert error(wire.form(PASSWORD, PARTNER_TOKEN)) == "invalid_grant"
        assert error(wire.form(PARTNER)) == "invalid_grant"

    def test_a_partner_token_is_not_good_for_the_agents_operations(self, wire: Wire) -> None:
        """It reaches the data of the partner only."""
        answer = wire.token(PARTNER, PARTNER_TOKEN)
        assert wire.get(AGENTS, bearer(answer["access_token"])).status == 401

    def test_a_partner_refresh_token_is_not_good_for_the_agents_endpoint(self, wire: Wire) -> None:
        """No request that takes it is documented."""
        answer = wire.token(PARTNER, PARTNER_TOKEN)
        assert error(wire.refresh(answer["refresh_token"])) == "invalid_grant"


class TestPkce:
    def test_a_client_that_must_use_pkce_gets_no_code_without_a_challenge(self) -> None:
        """RFC 7636 section 4.4.1; the implicit flow has no code to protect."""
        app = OAuthApp(**OTHER, redirect_uris=(CALLBACK,), require_pkce=True)
        wire = Wire(Mock(apps=[app]))
        answer = redirected(wire.authorize(client_id=app.client_id, state="s"))
        assert (answer["error"], answer["state"]) == ("invalid_request", "s")
        code = wire.code(client_id=app.client_id, code_challenge=S256, code_challenge_method="S256")
        assert error(wire.exchange(code, **OTHER)) == "invalid_grant"
        assert wire.exchange(code, **OTHER, code_verifier=VERIFIER).status == 200
        implicit = wire.authorize(client_id=app.client_id, response_type="token")
        assert "access_token" in redirected(implicit, "fragment")

    def test_a_stolen_code_is_worth_nothing_in_another_sign_in(self, wire: Wire) -> None:
        """RFC 9700 section 4.5: the attacker's sign-in has a verifier of its own."""
        code = wire.code(code_challenge=S256, code_challenge_method="S256")
        assert error(wire.exchange(code, code_verifier="attackers-verifier-" + "a" * 43)) == "invalid_grant"
        assert wire.exchange(code, code_verifier=VERIFIER).status == 200
