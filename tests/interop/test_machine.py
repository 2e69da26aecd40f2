"""The client credentials grant (RFC 6749 section 4.4): no person, and the client proves its identity by HTTP Basic."""

from __future__ import annotations

from typing import Any

import pytest

from tests.interop.support import Clock, Vendor, Way

basic_only = pytest.mark.parametrize("vendor", ["bare"], indirect=True)


def machine(vendor: Vendor, registered: Any, **options: Any) -> Any:
    given = {"client_id": registered.client_id, "client_secret": registered.client_secret, "scope": "profile"}
    return vendor.api.ClientCredentials(**given | options)


@basic_only
def test_a_machine_gets_a_token(vendor: Vendor, way: Way, registered: Any) -> None:
    """The server knows the token: it misses a scope (403) instead of the token (401), and introspection agrees."""
    client = way.client(machine(vendor, registered))
    with pytest.raises(vendor.api.errors.ForbiddenError):
        way.run(client.people.me())
    assert (client.token.scope, client.token.refresh_token) == ("profile", None)
    assert vendor.active(registered, client.token.access_token)


@basic_only
def test_a_machine_asks_again_at_the_end(vendor: Vendor, way: Way, registered: Any, clock: Clock) -> None:
    """There is no refresh token, so the secret is what the next token is asked with."""
    client = way.client(machine(vendor, registered), clock=clock)
    tokens = []
    for _ in range(2):
        with pytest.raises(vendor.api.errors.ForbiddenError):
            way.run(client.people.me())
        tokens.append(client.token.access_token)
        clock.shift += client.token.expires_at - client.token.issued_at + 1
    assert tokens[0] != tokens[1]


@basic_only
def test_awkward_characters_survive_http_basic(vendor: Vendor, way: Way, registered: Any) -> None:
    """Identifier and secret are form-encoded first (RFC 6749 section 2.3.1), and this server reads what was meant."""
    secret = "p+ss w:rd%41ü&="
    stored = vendor.iam.backend.get(vendor.iam.models.Client, client_id=registered.client_id)
    vendor.iam.backend.update(stored, client_secret=secret)
    vendor.iam.backend.save(stored)
    client = way.client(machine(vendor, registered, client_secret=secret))
    with pytest.raises(vendor.api.errors.ForbiddenError):
        way.run(client.people.me())


@pytest.mark.parametrize("field", ["client_id", "client_secret"])
def test_a_wrong_client_is_refused(field: str, vendor: Vendor, way: Way, registered: Any) -> None:
    """Unknown identifier or wrong secret, sent in either way."""
    client = way.client(machine(vendor, registered, **{field: "wrong"}))
    with pytest.raises(vendor.api.errors.InvalidClientError) as refused:
        way.run(client.people.me())
    assert refused.value.status_code == 401


@pytest.mark.parametrize("vendor", ["described"], indirect=True)
def test_a_secret_in_the_form_is_refused_where_basic_is_wanted(vendor: Vendor, way: Way, registered: Any) -> None:
    """This server takes HTTP Basic only for this grant, whatever the document says."""
    client = way.client(machine(vendor, registered))
    with pytest.raises(vendor.api.errors.InvalidClientError, match="client_secret_basic"):
        way.run(client.people.me())


@basic_only
def test_a_grant_that_was_not_registered_is_refused(vendor: Vendor, way: Way) -> None:
    """The client is known, and may not do this."""
    client = way.client(machine(vendor, vendor.register(grant_types=["password"])))
    with pytest.raises(vendor.api.errors.UnauthorizedClientError, match="client_credentials"):
        way.run(client.people.me())
