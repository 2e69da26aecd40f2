"""The password grant (RFC 6749 section 4.3), with the names of that text instead of the vendor's."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.interop.support import Vendor, Way

pytestmark = pytest.mark.filterwarnings("ignore:.*RFC 9700")


def test_a_person_signs_in(vendor: Vendor, way: Way, registered: Any) -> None:
    """A name and a password become a token, and the token a person."""
    client = way.client(vendor.password(registered))
    assert way.run(client.people.me()).email == "ada@example.com"
    assert client.token.scope == "openid profile email"


@pytest.mark.parametrize(
    ("field", "error"), [("password", "InvalidRequestError"), ("client_secret", "InvalidClientError")]
)
def test_wrong_secrets_are_told_apart(field: str, error: str, vendor: Vendor, way: Way, registered: Any) -> None:
    """The class follows the server's code: RFC 6749 has invalid_grant for a wrong password, this server does not."""
    client = way.client(dataclasses.replace(vendor.password(registered), **{field: "not-the-secret"}))
    with pytest.raises(getattr(vendor.api.errors, error)) as refused:
        way.run(client.people.me())
    assert "not-the-secret" not in str(refused.value)
    assert client.token is None


def test_a_grant_that_was_not_registered_is_refused(vendor: Vendor, way: Way, ada: Any) -> None:
    """The client is known, and may not do this."""
    client = way.client(vendor.password(vendor.register(grant_types=["authorization_code"])))
    with pytest.raises(vendor.api.errors.UnauthorizedClientError, match="password"):
        way.run(client.people.me())
