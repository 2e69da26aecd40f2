"""What ``x-store`` means, on a description of one shop: its collections, and how requests change their values."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from typing import Any

import pytest

from comm100.testing import Mock, MockClock, MockRequest
from comm100.testing._document import Document
from comm100.testing._error_response import ErrorResponse
from comm100.testing._record_operations import _Changes, _is_same
from comm100.testing._records import Collection, Records


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def named(name: str, **more: Any) -> dict[str, Any]:
    """Return the schema of an object with a number of its own and a name."""
    properties = {"id": {"type": "integer", "readOnly": True}, "name": {"type": "string"}}
    return {"title": name, "type": "object", "required": ["id", "name"], "properties": {**properties, **more}}


SCHEMAS: dict[str, Any] = {
    "Clerk": {
        **named(
            "Clerk",
            rank={"type": "string", "default": "junior"},
            isLocked={"type": "boolean"},
            isBoss={"type": "boolean", "x-administrator": True},
        ),
        "examples": [
            {"id": 7, "name": "Ada", "isLocked": False, "isBoss": True},
            {"id": 9, "name": "Bo", "isLocked": True, "isBoss": False},
            {"id": 8, "name": "Cy", "isLocked": False, "isBoss": False},
        ],
    },
    "Rights": {
        "type": "object",
        "required": ["desk"],
        "properties": {
            "desk": {
                "type": "object",
                "required": ["sellTea", "manageBan"],
                "properties": {"sellTea": {"type": "boolean"}, "manageBan": {"type": "boolean"}},
            }
        },
        "examples": [{"desk": {"sellTea": True, "manageBan": False}}],
    },
    "Note": {**named("Note"), "examples": [{"id": 3, "name": "late"}]},
    "Desk": {**named("Desk", drawers={"type": "integer"}), "examples": [{"id": 0, "name": "oak", "drawers": 2}]},
    "Prices": {"type": "object", "required": ["tea"], "properties": {"tea": {"type": "integer", "minimum": 4}}},
}


def operation(action: str, collection: str, schema: Any = None, **more: Any) -> dict[str, Any]:
    content = {"content": {"application/json": {"schema": schema}}} if schema else {}
    body = {"requestBody": content} if action in ("create", "update") else {}
    store = {"collection": collection, "action": action, **more}
    return {"security": [], **body, "responses": {"200": {"description": "", **content}}, "x-store": store}


def shop() -> dict[str, Any]:
    """Return the description: clerks with their rights, notes and a desk each, and one list of prices."""
    clerk, rights, notes = "/clerks/{id}", "/clerks/{id}/rights", "/clerks/{clerk}/notes"
    below = {"parent": "clerks"}
    paths: dict[str, dict[str, Any]] = {
        "/clerks": {
            "get": operation("list", "clerks", {"type": "array", "items": ref("Clerk")}),
            "post": operation("create", "clerks", ref("Clerk")),
        },
        clerk: {
            "get": operation("get", "clerks", ref("Clerk")),
            "put": operation("update", "clerks", ref("Clerk")),
            "delete": operation("delete", "clerks"),
        },
        f"{clerk}/unlock": {"put": operation("touch", "clerks", set={"isLocked": False, "rank": "senior"})},
        f"{clerk}/name": {"get": operation("get", "clerks", {"type": "string"}, field="name")},
        rights: {
            "get": operation("get", "clerks", ref("Rights"), field="rights"),
            "put": operation("update", "clerks", ref("Rights"), field="rights"),
        },
        notes: {
            "get": operation("list", "notes", {"type": "array", "items": ref("Note")}, **below),
            "post": operation("create", "notes", ref("Note"), **below),
        },
        f"{notes}/{{id}}": {"delete": operation("delete", "notes", **below)},
        "/clerks/{clerk}/desk": {
            "get": operation("get", "desks", ref("Desk"), **below),
            "put": operation("update", "desks", ref("Desk"), **below),
        },
        "/prices": {"get": operation("get", "prices", ref("Prices"))},
    }
    for path, item in paths.items():
        names = [part.partition("}")[0] for part in path.split("{")[1:]]
        item["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "integer"}} for name in names
        ]
    info = {"title": "Shop", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": SCHEMAS}}


@pytest.fixture
def records() -> Records:
    return Records(Document(shop()), random.Random(0), 20)


@pytest.fixture
def mock() -> Mock:
    return Mock(document=shop())


def ask(mock: Mock, method: str, path: str, body: Any = None) -> Any:
    """Return the JSON of a response, or its status if it has none."""
    text = b"" if body is None else json.dumps(body).encode()
    request = MockRequest(method, f"https://localhost{path}", {"Content-Type": "application/json"}, text)
    response = mock.respond(request)
    return response.json() if response.body and response.status == 200 else response.status


def test_the_operations_say_what_collections_there_are(records: Records) -> None:
    """Their keys and parents, what belongs to a record without being a part of it, and what locks its owner out."""
    clerks, notes, desks, prices = (records.find(name) for name in ("clerks", "notes", "desks", "prices"))
    assert list(records.collections) == ["clerks", "notes", "desks", "prices"]
    assert [collection.parent for collection in records.collections.values()] == [None, "clerks", "clerks", None]
    assert {collection.key for collection in records.collections.values()} == {"id"}
    # The name is a property of the record, the rights are not.
    assert clerks.fields == {"rights": ref("Rights")}
    assert clerks.minimal == {"rights": {"desk": {"sellTea": False, "manageBan": False}}}
    assert clerks.locks == {"isLocked": True}
    assert clerks.template == {"id": 0, "name": "", "rank": "junior"}
    assert [collection.locks for collection in (notes, desks, prices)] == [{}, {}, {}]
    # The response to a single record shows it best; what an operation returns for a part of it does not count.
    assert (clerks.schema, notes.schema, desks.schema) == (ref("Clerk"), ref("Note"), ref("Desk"))


def test_collections_begin_with_their_examples(records: Records) -> None:
    """Those of a nested one belong to the parent's first record; a value that exists once is made when it is read."""
    clerks, notes, desks = (records.find(name) for name in ("clerks", "notes", "desks"))
    assert [*clerks.rows] == [7, 9, 8]
    assert clerks.rows[7] == {"id": 7, "name": "Ada", "rank": "junior", "isLocked": False, "isBoss": True}
    assert clerks.last_number == 9
    assert (clerks.owners, notes.owners) == ({7: None, 9: None, 8: None}, {3: 7})
    assert (desks.rows, desks.singletons) == ({}, {})
    # The first record has the document's example of what belongs to it, the others have the least.
    assert records.subdocument(clerks, 7, "rights") == {"desk": {"sellTea": True, "manageBan": False}}
    assert records.subdocument(clerks, 8, "rights") == {"desk": {"sellTea": False, "manageBan": False}}


def test_a_value_that_exists_once_is_made_when_it_is_read(records: Records) -> None:
    """From its example, else as the least that its schema allows; below a parent it has the parent's key."""
    desks, prices = records.find("desks"), records.find("prices")
    assert records.singleton(desks, 9) == {"id": 9, "name": "oak", "drawers": 2}
    assert records.singleton(desks, 8)["id"] == 8
    assert records.singleton(desks, 9) is records.singleton(desks, 9)
    assert records.singleton(prices, None) == {"tea": 4}
    assert [*desks.singletons, *prices.singletons] == [9, 8, None]
    assert SCHEMAS["Desk"]["examples"] == [{"id": 0, "name": "oak", "drawers": 2}]
    # Without a parent there is no key to take over.
    assert records.singleton(Collection(schema=ref("Desk")), None)["id"] == 0
    assert records.singleton(Collection(schema={"type": "integer"}), 9) == 0
    assert records.singleton(Collection(schema=ref("Prices"), key="id"), 9) == {"tea": 4}


@pytest.mark.parametrize(
    ("schema", "keys"),
    [
        ({"type": "integer"}, [5, 6]),
        ({"type": "string"}, ["5", "6"]),
        (True, [5, 6]),
        ({"type": "string", "format": "email"}, ["5", "6"]),
    ],
)
def test_identifiers_go_on_from_the_highest_number(records: Records, schema: Any, keys: list[Any]) -> None:
    """In the type of the identifier."""
    collection = Collection(last_number=4)
    assert [records.new_key(collection, schema) for _ in range(2)] == keys
    assert records.new_key(Collection(), {"type": "integer"}) == 1
    assert len({records.new_key(collection, {"type": "string", "format": "uuid"}) for _ in range(32)}) == 32


@pytest.mark.parametrize(
    ("path", "method", "keys"),
    [
        ("/clerks/{id}", "get", [7, 9, 8]),
        ("/clerks", "post", [7, 9, 8]),
        ("/clerks/{id}", "delete", []),
        ("/prices", "get", []),
    ],
)
def test_a_collection_is_known_by_any_operation_that_shows_its_records(path: str, method: str, keys: list[int]) -> None:
    """It begins with their examples; values that exist once are not records."""
    document = shop()
    item = document["paths"][path]
    document["paths"] = {path: {method: item[method], "parameters": item["parameters"]}}
    (collection,) = Records(Document(document), random.Random(0), 20).collections.values()
    assert [*collection.rows] == keys


def test_a_record_may_bring_a_lower_number_than_others_have(records: Records) -> None:
    """The next one goes on from the highest."""
    clerks = records.find("clerks")
    keys = [records.insert(clerks, record) for record in ({"id": 30}, {"id": 20}, {}, {"id": "x"}, {})]
    assert keys == [30, 20, 31, "x", 32]
    assert clerks.rows[31] == {"id": 31, "name": "", "rank": "junior"}


def test_a_collection_is_full_at_its_limit() -> None:
    """The document's own records are there however low it is."""
    records = Records(Document(shop()), random.Random(0), 4)
    clerks = records.find("clerks")
    assert records.insert(clerks, {}) == 10
    with pytest.raises(ErrorResponse, match="at most 4 records") as caught:
        records.insert(clerks, {})
    assert caught.value.status == 400
    assert len(Records(Document(shop()), random.Random(0), 0).find("clerks").rows) == 3


def test_copies_of_records_are_changed_apart(records: Records) -> None:
    """Whatever changes: records, what belongs to them, their values and their secrets."""
    clerks = records.find("clerks")
    clerks.secrets[7] = {"key": "a"}
    twin = records.copy(random.Random(1))
    copied = twin.find("clerks")
    twin.insert(copied, {}, owner=1)
    twin.remove(copied, 9)
    copied.secrets[7]["key"] = "b"
    copied.subdocuments[8, "rights"] = {}
    twin.singleton(twin.find("desks"), 7)
    assert [*clerks.rows] == [*clerks.owners] == [7, 9, 8]
    assert clerks.secrets == {7: {"key": "a"}}
    assert [*clerks.subdocuments] == [(7, "rights")]
    assert records.find("desks").singletons == {}


def test_what_belongs_to_a_record_goes_with_it(records: Records) -> None:
    """Sub-documents, secrets, nested records and values; nothing of the others."""
    clerks, notes, desks = (records.find(name) for name in ("clerks", "notes", "desks"))
    records.insert(notes, {"name": "early"}, owner=8)
    for key in (7, 8):
        clerks.secrets[key] = {"key": "k"}
        records.singleton(desks, key)
    clerks.subdocuments[8, "rights"] = {}
    records.remove(clerks, 7)
    assert [*clerks.rows] == [*clerks.owners] == [9, 8]
    assert ([*clerks.secrets], [*clerks.subdocuments]) == ([8], [(8, "rights")])
    assert (notes.owners, [*notes.rows], [*desks.singletons]) == ({4: 8}, [4], [8])
    with pytest.raises(KeyError):
        records.remove(clerks, 7)


@pytest.mark.parametrize(
    ("name", "records_", "owner", "words"),
    [
        ("clerks", [{"name": "Di"}], 7, "these records have no parent"),
        ("notes", [{"name": "x"}], None, "the parent None is not one of clerks"),
        ("notes", [{"name": "x"}], 1, "the parent 1 is not one of clerks"),
        ("clerks", [{"name": "Di"}, {"name": 5}], None, "record 1: name must be string"),
        ("clerks", [{"name": "Di", "id": 50}, {"name": "Ed", "id": 50}], None, "record 1: its id is taken"),
        ("clerks", [{"name": "Di"}, {"name": "Ed", "id": 1.5}], None, "record 1: its id cannot be a key"),
        ("clerks", [{"name": str(number)} for number in range(18)], None, "at most 20 records"),
    ],
)
def test_all_records_of_a_seed_are_added_or_none(
    records: Records, name: str, records_: Any, owner: Any, words: str
) -> None:
    """The first one that is wrong is named by its number."""
    collection = records.find(name)
    before = dict(collection.rows), dict(collection.owners)
    with pytest.raises(ValueError, match=words):
        records.seed(collection, records_, {"key"}, owner)
    assert (collection.rows, collection.owners, collection.secrets) == (*before, {})


def test_the_secrets_of_a_seeded_record_are_not_part_of_it(records: Records) -> None:
    """Unless the record has a property of that name."""
    clerks = records.find("clerks")
    (clerk,) = records.seed(clerks, [{"name": "Di", "key": 5}], {"key", "name"})
    assert clerk == {"id": 10, "name": "Di", "rank": "junior"}
    assert clerks.secrets == {10: {"key": "5"}}
    (note,) = records.seed(records.find("notes"), [{"name": "x"}], set(), 9)
    assert records.find("notes").owners[note["id"]] == 9


@pytest.mark.parametrize(
    ("key", "permission", "has_it"),
    [
        (7, "Sell Tea", True),
        (7, "Manage Ban List", True),
        (8, "Sell Tea", False),
        (8, "sell and tea", False),
        (8, "Manage Ban List", False),
        (8, "Ban List", True),
        (8, "Open the Door", True),
        (9, "Sell Tea", True),
        (9, "Manage Ban", False),
        (9, "Manage Ban List", False),
        (9, "View Reports", True),
    ],
)
def test_a_permission_is_a_flag_of_the_same_words(records: Records, key: int, permission: str, has_it: bool) -> None:
    """Or several, of which one is enough. Administrators have all, and everybody has one that nothing mentions."""
    clerks = records.find("clerks")
    desk = {"sellTea": True, "manageBan": False, "viewReports": False}
    clerks.subdocuments[9, "rights"] = {"desk": desk, "shop": {"viewReports": True}, "note": "sellTea"}
    assert records.has_permission(clerks, key, permission) is has_it


@pytest.mark.parametrize(
    ("query", "names", "previous", "following"),
    [
        ("", ["Ada", "Bo"], "", "?page=2"),
        ("?page=1", ["Ada", "Bo"], "", "?page=2"),
        ("?page=2", ["Cy"], "?page=1", ""),
        ("?page=9", [], "?page=2", ""),
        ("?size=3", ["Ada", "Bo", "Cy"], "", ""),
        ("?size=1&page=2", ["Bo"], "?size=1&page=1", "?size=1&page=3"),
    ],
)
def test_a_list_comes_in_pages(query: str, names: list[str], previous: str, following: str) -> None:
    """The first one has the number that its parameter has by default; each knows its neighbours and the total."""
    document = shop()
    listed = document["paths"]["/clerks"]["get"]
    sizes = {"name": "size", "in": "query", "schema": {"type": "integer", "default": 7}}
    pages = {"name": "page", "in": "query", "schema": {"type": "integer", "default": 1}}
    listed["parameters"] = [sizes, pages]
    texts = {key: {"type": "string"} for key in ("next", "back")}
    members = {"rows": {"type": "array", "items": ref("Clerk")}, "count": {"type": "integer"}, **texts}
    listed["responses"]["200"]["content"]["application/json"]["schema"] = {"type": "object", "properties": members}
    keys = {"items": "rows", "next": "next", "previous": "back", "total": "count", "page": "page", "size": "size"}
    listed["x-pagination"] = keys
    page = ask(Mock(document=document, page_size=2), "GET", f"/clerks{query}")
    assert ([row["name"] for row in page["rows"]], page["count"]) == (names, 3)
    place = "https://localhost/clerks"
    assert page["back"] == (previous and place + previous)
    assert page["next"] == (following and place + following)


def test_operations_read_and_change_what_they_name(mock: Mock) -> None:
    """A record, a property of it, what belongs to it, a value of its own, and the records below it."""
    assert ask(mock, "GET", "/clerks/9/name") == "Bo"
    assert ask(mock, "PUT", "/clerks/9/unlock") == 200
    unlocked = {"id": 9, "name": "Bo", "rank": "senior", "isLocked": False, "isBoss": False}
    assert ask(mock, "GET", "/clerks/9") == unlocked
    assert ask(mock, "PUT", "/clerks/9", {"id": 5, "name": "Bob"}) == {**unlocked, "name": "Bob"}
    assert ask(mock, "POST", "/clerks", {"id": 5, "name": "Di"}) == {"id": 10, "name": "Di", "rank": "junior"}
    rights = {"desk": {"sellTea": False, "manageBan": True}}
    assert ask(mock, "PUT", "/clerks/9/rights", rights) == ask(mock, "GET", "/clerks/9/rights") == rights
    assert ask(mock, "GET", "/clerks/8/rights") != rights
    assert ask(mock, "PUT", "/clerks/9/desk", {"id": 1, "name": "ash"}) == {"id": 9, "name": "ash", "drawers": 2}
    assert ask(mock, "GET", "/clerks/8/desk") == {"id": 8, "name": "oak", "drawers": 2}
    assert ask(mock, "POST", "/clerks/9/notes", {"name": "x"}) == {"id": 4, "name": "x"}
    assert [ask(mock, "GET", f"/clerks/{key}/notes") for key in (7, 9, 8)] == [
        [{"id": 3, "name": "late"}],
        [{"id": 4, "name": "x"}],
        [],
    ]
    assert [ask(mock, "DELETE", f"/clerks/{key}/notes/4") for key in (7, 9, 9)] == [404, 200, 404]
    assert ask(mock, "GET", "/prices") == {"tea": 4}
    assert ask(mock, "DELETE", "/clerks/9") == 200
    assert [ask(mock, "GET", f"/clerks/9{end}") for end in ("", "/name", "/rights", "/desk", "/notes")] == [404] * 5


def test_a_list_has_the_records_that_meet_all_conditions() -> None:
    """``where`` names values of several properties, one of which is not enough."""
    document = shop()
    clerks = {"type": "array", "items": ref("Clerk")}
    staff = operation("list", "clerks", clerks, where={"isLocked": [False], "isBoss": [False, None]})
    document["paths"]["/staff"] = {"get": staff}
    assert [clerk["name"] for clerk in ask(Mock(document=document), "GET", "/staff")] == ["Cy"]


def test_many_records_are_deleted_below_their_parent_only() -> None:
    """Like a single one; those of others, and those that nobody has, are ignored."""
    document = shop()
    ids = {"type": "object", "properties": {"ids": {"type": "array", "items": {"type": "integer"}}}}
    document["paths"]["/clerks/{clerk}/notes"]["delete"] = {
        **operation("delete-many", "notes", parent="clerks", ids="ids"),
        "requestBody": {"content": {"application/json": {"schema": ids}}},
    }
    mock = Mock(document=document)
    assert ask(mock, "POST", "/clerks/9/notes", {"name": "x"})["id"] == 4
    assert ask(mock, "DELETE", "/clerks/9/notes", {"ids": [3, 4, 5]}) == 200
    assert [ask(mock, "GET", f"/clerks/{key}/notes") for key in (7, 9)] == [[{"id": 3, "name": "late"}], []]


def test_entries_of_a_list_are_replaced_if_they_match() -> None:
    """Those that have the same value of the property that ``match`` names; the others are kept, and come first."""
    document = shop()
    shift = {"type": "object", "properties": {"day": {"type": "string"}, "hours": {"type": "integer"}}}
    shifts = {"type": "array", "items": shift}
    document["components"]["schemas"] = SCHEMAS | {"Clerk": named("Clerk", shifts=shifts)}
    whole, entries = (operation("update", "clerks", shifts, field="shifts", **more) for more in ({}, {"match": "day"}))
    parameters = document["paths"]["/clerks/{id}"]["parameters"]
    document["paths"]["/clerks/{id}/shifts"] = {"put": whole, "patch": entries, "parameters": parameters}
    mock = Mock(document=document)
    key = ask(mock, "POST", "/clerks", {"name": "Di"})["id"]
    monday, tuesday = {"day": "Mon", "hours": 8}, {"day": "Tue", "hours": 4}
    path = f"/clerks/{key}/shifts"
    assert ask(mock, "PATCH", path, [monday, tuesday]) == [monday, tuesday]
    assert ask(mock, "PATCH", path, [{**monday, "hours": 6}]) == [tuesday, {**monday, "hours": 6}]
    assert ask(mock, "PUT", path, [monday]) == [monday]


def test_a_record_shows_the_records_below_it_and_no_others() -> None:
    """``embed`` names the collection."""
    document = shop()
    document["paths"]["/clerks/{id}"]["get"]["x-store"]["embed"] = {"notes": "notes"}
    mock = Mock(document=document)
    assert ask(mock, "POST", "/clerks/9/notes", {"name": "x"}) == {"id": 4, "name": "x"}
    shown = [ask(mock, "GET", f"/clerks/{key}")["notes"] for key in (7, 9, 8)]
    assert shown == [[{"id": 3, "name": "late"}], [{"id": 4, "name": "x"}], []]


def test_the_time_of_a_new_record_has_milliseconds() -> None:
    """In UTC, without an offset."""
    document = shop()
    document["components"]["schemas"]["Clerk"]["properties"]["made"] = {"type": "string", "readOnly": True}
    document["paths"]["/clerks"]["post"]["x-store"]["defaults"] = {"made": "$now", "rank": "none"}
    mock = Mock(document=document, clock=MockClock(datetime(2026, 1, 1, 12, 0, 0, 250_000, tzinfo=UTC)))
    clerk = ask(mock, "POST", "/clerks", {"name": "Di"})
    assert (clerk["made"], clerk["rank"]) == ("2026-01-01T12:00:00.250", "none")


@pytest.mark.parametrize(
    ("members", "sent", "kept"),
    [
        ({"id": {}, "name": {}}, {"id": 5, "name": "Di"}, {"id": 9, "name": "Di"}),
        ({"name": {"readOnly": True}, "rank": {}}, {"name": "Di", "rank": "chief"}, {"name": "Bo", "rank": "chief"}),
        ({"rank": {"writeOnly": True}}, {"rank": "chief"}, {"rank": "junior"}),
        ({"rank": {}}, {"name": "Di", "rank": "chief"}, {"name": "Bo", "rank": "chief"}),
    ],
)
def test_a_request_sets_what_it_and_the_record_leave_to_it(members: Any, sent: Any, kept: Any) -> None:
    """Nothing that either calls read-only, no secret, and nothing that the request does not declare."""
    document = shop()
    content = document["paths"]["/clerks/{id}"]["put"]["requestBody"]["content"]
    content["application/json"] = {"schema": {"type": "object", "properties": members}}
    clerk = ask(Mock(document=document), "PUT", "/clerks/9", sent)
    assert {name: clerk[name] for name in kept} == kept


LINE = named("Line", amount={"type": "integer"}, isOld={"type": "boolean", "readOnly": True, "default": False})
TEXT = {
    "type": "object",
    "required": ["key", "language"],
    "properties": {
        "key": {"type": "string"},
        "language": {"type": "string"},
        "text": {"type": "string"},
        "first": {"type": "string", "readOnly": True},
    },
}
PLAIN = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer", "readOnly": True}}}
ORDER = {
    "type": "object",
    "properties": {
        "made": {"type": "string", "readOnly": True, "default": "now"},
        "place": {"type": "object", "properties": {"town": {"type": "string"}, "zip": {"type": "string"}}},
        "lines": {"type": "array", "items": LINE},
        "texts": {"type": "array", "items": TEXT},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}


@pytest.mark.parametrize(
    ("schema", "old", "new", "expected"),
    [
        # A plain value replaces any.
        (True, {"a": 1}, 5, 5),
        (True, {"a": 1}, None, None),
        ({"type": "string"}, [1], "x", "x"),
        # An object keeps what is left out, at any depth, and what only the server sets.
        (ORDER, {"made": "then", "place": {"town": "A", "zip": "1"}}, {"place": {"town": "B"}},
         {"made": "then", "place": {"town": "B", "zip": "1"}}),
        (ORDER, {"made": "then"}, {"made": "later", "other": {"x": [1]}}, {"made": "then", "other": {"x": [1]}}),
        (ORDER, None, {"place": {"town": "B"}}, {"made": "now", "place": {"town": "B"}}),
        (ORDER, [1], {"place": 5}, {"made": "now", "place": 5}),
        (ORDER, {"place": 5}, {"place": {"zip": "2"}}, {"place": {"zip": "2"}}),
        # A list is replaced, but entries of the same identifier keep what only the server sets.
        (ORDER, {"lines": [{"id": 4, "name": "a", "isOld": True}, {"id": 6, "name": "b", "amount": 2}]},
         {"lines": [{"id": 6, "name": "c", "isOld": True}, {"id": 4, "name": "d"}, {"name": "e", "amount": 1}]},
         {"lines": [{"id": 6, "name": "c"}, {"id": 4, "name": "d", "isOld": True},
                    {"id": 7, "name": "e", "amount": 1, "isOld": False}]}),
        (ORDER, {"lines": "none"}, {"lines": [{"name": "a"}, {"name": "b"}]},
         {"lines": [{"id": 1, "name": "a", "isOld": False}, {"id": 2, "name": "b", "isOld": False}]}),
        # Without an identifier, the required members tell entries apart.
        (ORDER, {"texts": [{"key": "k", "language": "de", "text": "x", "first": "f"}]},
         {"texts": [{"key": "k", "language": "en", "text": "y"}, {"language": "de", "key": "k", "text": "z"}]},
         {"texts": [{"key": "k", "language": "en", "text": "y"},
                    {"key": "k", "language": "de", "text": "z", "first": "f"}]}),
        # Where nothing is required, none is the same as another.
        ({"type": "array", "items": PLAIN}, [{"a": 1, "b": 2}], [{"a": 1, "b": 3}], [{"a": 1}]),
        (ORDER, {"tags": ["a", "b"]}, {"tags": ["b"]}, {"tags": ["b"]}),
        (True, [{"id": 1}], [{"id": 1, "x": 2}, 3], [{"id": 1, "x": 2}, 3]),
        ({"type": "array"}, [1], [], []),
    ],
)  # fmt: skip
def test_a_request_changes_what_it_contains(schema: Any, old: Any, new: Any, expected: Any) -> None:
    """Objects in part, lists as a whole; members are in the order of the schema."""
    document = Document(shop())
    changes = _Changes(document, Records(document, random.Random(0), 20))
    for _ in range(2):
        changed = changes.apply(old, new, schema)
        assert changed == expected
        if "lines" in str(expected):
            assert all([*line] == [name for name in LINE["properties"] if name in line] for line in changed["lines"])


@pytest.mark.parametrize(
    ("old", "new", "identity", "same"),
    [
        ({"id": 1}, {"id": 1}, ["id"], True),
        ({"id": 1}, {"id": 2}, ["id"], False),
        ({"id": 1}, {}, ["id"], False),
        ({}, {"id": 1}, ["id"], False),
        ({}, {}, ["id"], False),
        ({"a": 1, "b": 2}, {"a": 1, "b": 2, "c": 3}, ["a", "b"], True),
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, ["a", "b"], False),
        ({"a": 1}, {"a": 1, "b": None}, ["a", "b"], False),
        ({"a": 1, "b": None}, {"a": 1}, ["a", "b"], False),
        ({"a": 1}, {"a": 1}, [], False),
        (5, {"id": 1}, ["id"], False),
        (None, {}, [], False),
    ],
)
def test_entries_are_the_same_if_all_that_identifies_them_is(old: Any, new: Any, identity: Any, same: bool) -> None:
    """What one of them lacks does not identify it."""
    assert _is_same(old, new, identity) is same
