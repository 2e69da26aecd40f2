"""Records that a test brings along."""

from __future__ import annotations

from typing import Any

import pytest

from comm100 import errors
from comm100.testing import Mock
from tests.mock.support import AGENTS, Wire, basic

BO = {"email": "bo@example.com", "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}


def test_a_seeded_record_is_like_any_other(mock: Mock, wire: Wire) -> None:
    """Whole, with a key of its own, and in the form that the document gives it; the oracle of `wire` looks at it."""
    (record,) = mock.seed_records("agents", [BO])
    assert record.items() >= BO.items()
    assert wire.get(f"{AGENTS}/{record['id']}").json() == record
    with mock.client() as client:
        assert client.account.agents.list().total == 4


def test_it_may_bring_its_key(mock: Mock) -> None:
    """And those that come after it go on behind."""
    found = mock.seed_records("agents", [{**BO, "id": 70}, {**BO, "email": "al@example.com"}])
    assert [record["id"] for record in found] == [70, 71]


def test_its_owner_signs_in_with_the_secrets_it_brings(mock: Mock, wire: Wire) -> None:
    """Which no answer shows."""
    (record,) = mock.seed_records("agents", [{**BO, "password": "Pa55word-of-Bo", "api_key": "key-of-bo"}])
    assert "password" not in record
    assert wire.token({"grant_type": "password", "email": BO["email"], "password": "Pa55word-of-Bo"})
    assert wire.get(AGENTS + "/me", basic(BO["email"], "key-of-bo")).json()["id"] == record["id"]


@pytest.mark.parametrize(
    ("collection", "record", "told"),
    [
        ("cats", {}, "no collection 'cats'; known are agents"),
        ("agents", {**BO, "id": 1}, "record 1: its id is taken"),
        ("agents", {**BO, "email": 5}, "record 1: email must"),
        ("agents", {**BO, "id": "x"}, "record 1: id must"),
        ("agents", {**BO, "id": []}, "record 1: its id cannot be a key"),
    ],
)
def test_a_record_that_the_document_does_not_allow_is_refused_with_all_others(
    mock: Mock, collection: Any, record: Any, told: Any
) -> None:
    """Half a seed would be a puzzle."""
    with pytest.raises(ValueError, match=told):
        mock.seed_records(collection, [BO, record])
    assert len(mock.records("agents")) == 3


def test_records_are_shown_as_copies(mock: Mock) -> None:
    """Whoever changes one has not changed the mock's."""
    mock.records("agents")[0]["email"] = "x"
    mock.seed_records("agents", [BO])[0]["email"] = "x"
    assert "x" not in [record["email"] for record in mock.records("agents")]


def test_a_reset_forgets_them(mock: Mock) -> None:
    """Each test begins with the records of the document."""
    mock.seed_records("agents", [BO])
    mock.reset()
    assert [record["id"] for record in mock.records("agents")] == [1, 2, 3]


def test_the_limit_of_records_holds(mock: Mock) -> None:
    """As it does for those that are created."""
    with pytest.raises(ValueError, match="at most 4"):
        Mock(record_limit=4).seed_records("agents", [BO, BO])


def test_a_test_reads_what_its_code_has_changed(mock: Mock) -> None:
    """Without asking through the client."""
    with mock.client() as client:
        client.account.agents.delete(2)
        with pytest.raises(errors.NotFoundError):
            client.account.agents.get(2)
    assert [record["id"] for record in mock.records("agents")] == [1, 3]
