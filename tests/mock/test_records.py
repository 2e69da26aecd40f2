"""Records are kept: what was created can be read, what was changed stays changed, what was deleted is gone."""

from __future__ import annotations

from typing import Any

import pytest

from comm100 import errors
from comm100.testing import Mock
from tests.mock.response_validator import DOCUMENT
from tests.mock.support import ADA, AGENTS, CLIENT, ME, PASSWORD, Wire, basic, bearer

NEW = {"email": "bo@example.com", "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}


def test_the_document_s_examples_are_there_from_the_start(wire: Wire) -> None:
    """Each as the document shows it."""
    page = wire.get(AGENTS).json()
    assert page["agents"] == DOCUMENT["components"]["schemas"]["Agent"]["examples"]
    assert page["total"] == len(page["agents"])


def test_a_new_record_gets_an_identifier_and_the_documented_defaults(wire: Wire) -> None:
    """What the caller leaves out has its default; identifiers go on from the last one."""
    created = wire.json("POST", AGENTS, NEW).json()
    assert created == {
        "id": 5,
        **NEW,
        "title": "",
        "bio": "",
        "mobilePhone": "",
        "timeZone": "-1",
        "dateTimeFormat": "MM/dd/yyyy HH:mm:ss",
        "groups": [],
        "isAdmin": False,
        "isActive": True,
        "isLocked": False,
    }
    assert wire.get(f"{AGENTS}/5").json() == created
    assert wire.get(AGENTS).json()["agents"][-1] == created


def test_an_identifier_is_never_given_twice(wire: Wire) -> None:
    """A deleted record's is not given again."""
    wire.json("POST", AGENTS, NEW)
    wire.send("DELETE", f"{AGENTS}/5", ADA)
    assert wire.json("POST", AGENTS, NEW).json()["id"] == 6


def test_an_update_changes_what_it_names_alone(wire: Wire) -> None:
    """And what the document does not declare is not kept."""
    before = wire.get(f"{AGENTS}/2").json()
    after = wire.json("PUT", f"{AGENTS}/2", {"title": "Night shift", "unheard": 1}).json()
    assert after == {**before, "title": "Night shift"}
    assert wire.get(f"{AGENTS}/2").json() == after


def test_a_deleted_record_is_gone(wire: Wire) -> None:
    """Every operation on it is the documented 404."""
    assert wire.send("DELETE", f"{AGENTS}/2", ADA).body == b""
    for method, path, body in [
        ("GET", "", None),
        ("PUT", "", {}),
        ("DELETE", "", None),
        ("PUT", "/unlock", None),
        ("POST", "/password", {"password": "x"}),
        ("GET", "/permissions", None),
        ("GET", "/effectivePermissions", None),
    ]:
        response = wire.json(method, f"{AGENTS}/2{path}", body)
        assert (response.status, response.json()["code"]) == (404, 404000), (method, path)
    assert wire.get(AGENTS).json()["total"] == 3


def test_permissions_are_a_document_of_their_own(wire: Wire) -> None:
    """They are replaced whole, and go with their record."""
    first = wire.get(f"{AGENTS}/2/permissions").json()
    assert not any(value for flags in first.values() for value in flags.values())
    changed = {**first, "account": {**first["account"], "manageSite": True}}
    assert wire.json("PUT", f"{AGENTS}/2/permissions", changed).json() == changed
    assert wire.get(f"{AGENTS}/2/effectivePermissions").json() == changed
    assert wire.get(f"{AGENTS}/3/permissions").json() == first


def test_a_deleted_agent_s_permissions_do_not_come_back(wire: Wire) -> None:
    """Neither to another agent who gets the identifier again, nor the secrets that signed the first one in."""
    flags = wire.get(f"{AGENTS}/2/permissions").json()
    flags["account"]["manageSite"] = True
    assert wire.json("PUT", f"{AGENTS}/2/permissions", flags).status == 200
    wire.json("POST", f"{AGENTS}/2/password", {"password": "first"})
    login = wire.get(f"{AGENTS}/2").json()["email"]
    assert wire.send("DELETE", f"{AGENTS}/2", ADA).status == 200
    wire.mock.seed_records("agents", [{**NEW, "id": 2, "email": login}])
    permissions = wire.get(f"{AGENTS}/2/permissions").json()
    assert not any(value for group in permissions.values() for value in group.values())
    assert wire.get(f"{AGENTS}/2/effectivePermissions").json() == permissions
    assert wire.form({"grant_type": "password", "email": login, "password": "first"}).status == 400


def test_the_example_agent_s_permissions_do_not_come_back_either(wire: Wire) -> None:
    """Its first permissions are the document's example; a new agent of its identifier does not inherit them."""
    token = wire.token({"grant_type": "client_credentials", "siteId": "10000", **CLIENT})["access_token"]
    assert wire.send("DELETE", f"{AGENTS}/1", bearer(token)).status == 200
    wire.mock.seed_records("agents", [{**NEW, "id": 1}])
    permissions = wire.get(f"{AGENTS}/1/permissions", bearer(token)).json()
    assert not any(value for group in permissions.values() for value in group.values())


def test_the_record_of_the_examples_has_the_permissions_of_the_examples(wire: Wire) -> None:
    """So whoever signs in as the documentation shows may do what it shows."""
    assert (
        wire.get(f"{AGENTS}/1/permissions").json()
        == DOCUMENT["components"]["schemas"]["AgentPermissions"]["examples"][0]
    )


def test_unlocking_unlocks(wire: Wire) -> None:
    """The one property that it sets."""
    assert wire.get(f"{AGENTS}/3").json()["isLocked"] is True
    assert wire.send("PUT", f"{AGENTS}/3/unlock", ADA).body == b""
    assert wire.get(f"{AGENTS}/3").json()["isLocked"] is False


class TestPassword:
    @pytest.mark.parametrize("how", ["create", "update", "set"])
    def test_a_password_that_was_given_signs_in(self, wire: Wire, how: Any) -> None:
        """However it was given; and no answer shows it."""
        created = wire.json("POST", AGENTS, {**NEW, **({"password": "first"} if how == "create" else {})}).json()
        if how == "update":
            wire.json("PUT", f"{AGENTS}/{created['id']}", {"password": "first"})
        if how == "set":
            wire.json("POST", f"{AGENTS}/{created['id']}/password", {"password": "first"})
        fields = {"grant_type": "password", "email": NEW["email"]}
        assert wire.form({**fields, "password": "wrong"}).status == 400
        token = wire.token({**fields, "password": "first"})["access_token"]
        assert wire.get(ME, bearer(token)).json()["id"] == created["id"]

    def test_without_a_password_nobody_signs_in(self, wire: Wire) -> None:
        """An account that was created without one has none, not an empty one."""
        wire.json("POST", AGENTS, NEW)
        assert wire.form({"grant_type": "password", "email": NEW["email"], "password": " "}).status == 400

    def test_changing_one_s_password_needs_the_current_one(self, wire: Wire) -> None:
        """Afterwards the new one is good, and the old one is not."""
        change = {"currentPassword": "wrong", "newPassword": "second"}
        assert wire.json("PUT", f"{ME}/password", change).status == 400
        assert wire.json("PUT", f"{ME}/password", {**change, "currentPassword": "example-password"}).body == b""
        assert wire.form(PASSWORD).status == 400
        assert wire.form({**PASSWORD, "password": "second"}).status == 200

    def test_who_has_no_password_cannot_change_it(self, wire: Wire) -> None:
        """There is no current one to know."""
        created = wire.json("POST", AGENTS, {**NEW, "password": "x"}).json()
        token = bearer(wire.token({"grant_type": "password", "email": NEW["email"], "password": "x"})["access_token"])
        wire.mock._state.records.collections["agents"].secrets.pop(created["id"])
        assert wire.json("PUT", f"{ME}/password", {"currentPassword": "x", "newPassword": "y"}, token).status == 400


def test_a_new_address_is_the_new_name_to_sign_in_with(wire: Wire) -> None:
    """As the document says."""
    assert wire.json("PUT", ME, {"email": "lovelace@example.com"}).status == 200
    assert wire.get(ME).status == 401
    assert wire.form(PASSWORD).status == 400
    assert wire.form({**PASSWORD, "email": "lovelace@example.com"}).status == 200


def test_the_tokens_of_a_deleted_agent_die_with_it(wire: Wire) -> None:
    """Access and refresh tokens, at once."""
    answer = wire.token()
    assert wire.send("DELETE", f"{AGENTS}/1", bearer(answer["access_token"])).status == 200
    assert wire.get(ME, bearer(answer["access_token"])).status == 401
    assert wire.refresh(answer["refresh_token"]).json()["error"] == "invalid_grant"


class TestPages:
    @pytest.fixture
    def wire(self) -> Any:
        return Wire(Mock(page_size=2))

    def test_the_first_page_leads_to_the_next(self, wire: Wire) -> None:
        """As an absolute URL, at the host and in the spelling of the request; where there is none, the empty string."""
        page = wire.get(f"http://127.0.0.1:4010{AGENTS}").json()
        assert [agent["id"] for agent in page["agents"]] == [1, 2]
        assert page["total"] == 4
        assert page["nextPage"] == f"http://127.0.0.1:4010{AGENTS}?pageIndex=1"
        assert page["previousPage"] == ""

    @pytest.mark.parametrize("pages", [1, 2, 3])
    def test_a_full_last_page_has_no_next_page(self, pages: Any) -> None:
        """Where the number of records is an exact multiple of the page size, no empty page follows."""
        wire = Wire(Mock(page_size=4))
        wire.mock.seed_records("agents", [{**NEW, "email": f"{n}@example.com"} for n in range(4 * (pages - 1))])
        url, seen = f"https://h.example{AGENTS}", []
        for _ in range(pages):
            page = wire.get(url).json()
            assert page["total"] == 4 * pages
            assert len(page["agents"]) == 4
            seen += [agent["id"] for agent in page["agents"]]
            url = page["nextPage"]
        assert url == ""
        assert len(set(seen)) == 4 * pages
        beyond = wire.get(f"https://h.example{AGENTS}?pageIndex={pages}").json()
        assert (beyond["agents"], beyond["nextPage"]) == ([], "")
        assert beyond["previousPage"].endswith(f"pageIndex={pages - 1}")

    def test_the_last_page_leads_back(self, wire: Wire) -> None:
        """And its URL keeps what else the request asked for."""
        page = wire.get("https://h.example/api/v2.0/account/agents?x=a%20b%26&pageIndex=1").json()
        assert [agent["id"] for agent in page["agents"]] == [3, 4]
        assert page["nextPage"] == ""
        assert page["previousPage"] == "https://h.example/api/v2.0/account/agents?x=a%20b%26&pageIndex=0"

    def test_beyond_the_last_page_there_is_nothing(self, wire: Wire) -> None:
        """An empty page, which leads back to the last one."""
        page = wire.get(f"https://h.example{AGENTS}?pageIndex=7").json()
        assert page["agents"] == []
        assert page["nextPage"] == ""
        assert page["previousPage"] == f"https://h.example{AGENTS}?pageIndex=1"

    def test_a_walk_over_the_pages_sees_every_record_once(self, wire: Wire) -> None:
        """Also when a page is just full."""
        wire.json("POST", AGENTS, NEW)
        url, seen = f"https://h.example{AGENTS}", []
        while url:
            page = wire.get(url).json()
            seen += [agent["id"] for agent in page["agents"]]
            url = page["nextPage"]
        assert seen == [1, 2, 3, 4, 5]


def test_a_collection_is_bounded() -> None:
    """A runaway test is told, instead of filling the memory."""
    wire = Wire(Mock(record_limit=5))
    assert wire.json("POST", AGENTS, NEW).status == 200
    response = wire.json("POST", AGENTS, NEW)
    assert response.status == 400
    assert "at most 5" in response.json()["message"]


def test_a_seeded_record_is_like_any_other(mock: Mock, wire: Wire) -> None:
    """It is complete and has a key of its own; the response validator of `wire` checks its form."""
    (record,) = mock.seed_records("agents", [NEW])
    assert record.items() >= NEW.items()
    assert wire.get(f"{AGENTS}/{record['id']}").json() == record
    with mock.client() as client:
        assert client.account.agents.list().total == 5


def test_it_may_bring_its_key(mock: Mock) -> None:
    """And those that come after it go on behind."""
    seeded = mock.seed_records("agents", [{**NEW, "id": 70}, {**NEW, "email": "al@example.com"}])
    assert [record["id"] for record in seeded] == [70, 71]


def test_its_owner_signs_in_with_the_secrets_it_brings(mock: Mock, wire: Wire) -> None:
    """Which no answer shows."""
    (record,) = mock.seed_records("agents", [{**NEW, "password": "Pa55word-of-Bo", "api_key": "key-of-bo"}])
    assert "password" not in record
    assert wire.token({"grant_type": "password", "email": NEW["email"], "password": "Pa55word-of-Bo"})
    assert wire.get(AGENTS + "/me", basic(NEW["email"], "key-of-bo")).json()["id"] == record["id"]


@pytest.mark.parametrize(
    ("collection", "record", "told"),
    [
        ("cats", {}, "no collection 'cats'; known are agents"),
        ("agents", {**NEW, "id": 1}, "record 1: its id is taken"),
        ("agents", {**NEW, "email": 5}, "record 1: email must"),
        ("agents", {**NEW, "id": "x"}, "record 1: id must"),
        ("agents", {**NEW, "id": []}, "record 1: its id cannot be a key"),
    ],
)
def test_a_record_that_the_document_does_not_allow_is_refused_with_all_others(
    mock: Mock, collection: Any, record: Any, told: Any
) -> None:
    """Half a seed would be a puzzle."""
    with pytest.raises(ValueError, match=told):
        mock.seed_records(collection, [NEW, record])
    assert len(mock.records("agents")) == 4


def test_records_are_shown_as_copies(mock: Mock) -> None:
    """Whoever changes one has not changed the mock's."""
    mock.records("agents")[0]["email"] = "x"
    mock.seed_records("agents", [NEW])[0]["email"] = "x"
    assert "x" not in [record["email"] for record in mock.records("agents")]


def test_a_reset_forgets_them(mock: Mock) -> None:
    """Each test begins with the records of the document."""
    mock.seed_records("agents", [NEW])
    mock.reset()
    assert [record["id"] for record in mock.records("agents")] == [1, 2, 3, 4]


def test_the_limit_of_records_holds(mock: Mock) -> None:
    """As it does for those that are created."""
    with pytest.raises(ValueError, match="at most 5"):
        Mock(record_limit=5).seed_records("agents", [NEW, NEW])


def test_a_test_reads_what_its_code_has_changed(mock: Mock) -> None:
    """Without asking through the client."""
    with mock.client() as client:
        client.account.agents.delete(2)
        with pytest.raises(errors.NotFoundError):
            client.account.agents.get(2)
    assert [record["id"] for record in mock.records("agents")] == [1, 3, 4]


def test_a_collection_that_nothing_describes_holds_anything() -> None:
    """A description may only say that records are deleted, or that there is a list of something."""
    deletion = {"x-store": {"collection": "logs", "action": "delete"}}
    listing = {"x-store": {"collection": "lists", "action": "list"}}
    content = {"application/json": {"schema": {"type": "array"}}}
    paths = {
        "/logs/{id}": {"delete": {"responses": {"204": {"description": ""}}, **deletion}},
        "/lists": {"get": {"responses": {"200": {"description": "", "content": content}}, **listing}},
    }
    mock = Mock(document={"openapi": "3.1.0", "info": {"title": "Small", "version": "1"}, "paths": paths})
    for name in ("logs", "lists"):
        assert mock.seed_records(name, [{"id": 4, "a": [1]}, {}]) == [{"id": 4, "a": [1]}, {"id": 5}]
        assert mock.records(name) == [{"id": 4, "a": [1]}, {"id": 5}]
