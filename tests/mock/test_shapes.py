"""Every shape of operation, from the document through the client to the mock and back (documents/shapes.yaml)."""

from __future__ import annotations

import datetime
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generator.commands import generate

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "tests/generator/documents/shapes.yaml"
EAST = datetime.timezone(datetime.timedelta(hours=8))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package that is rendered from the document."""
    out = tmp_path_factory.mktemp("shapes")
    for name, text in generate(DOCUMENT, ROOT / "templates").items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    sys.path.insert(0, str(out))
    try:
        yield importlib.import_module("shapes")
    finally:
        sys.path.remove(str(out))
        for name in [name for name in sys.modules if name.partition(".")[0] == "shapes"]:
            del sys.modules[name]


@pytest.fixture
def mock(package: ModuleType) -> Any:
    return importlib.import_module("shapes.testing").Mock()


@pytest.fixture
def client(mock: Any) -> Iterator[Any]:
    with mock.client(None) as client:
        yield client


def sent(mock: Any) -> str:
    """Return the target of the latest request."""
    return str(mock.requests[-1].request.url)


def test_a_value_that_exists_once(client: Any) -> None:
    """It is the example at first; an update changes what it names."""
    assert client.shop.settings.get().is_on is True
    assert client.shop.settings.update(is_on=False).to_dict() == {"isOn": False, "wait": 90, "pause": "01:02:03"}
    assert client.shop.settings.get().is_on is False


def test_a_value_below_a_parent(client: Any, package: ModuleType) -> None:
    """Each record of the parent has its own; an unknown parent is 404; nested objects are changed in part."""
    client.shop.stores.window.update(1, title="Summer", frame={"color": "green"})
    assert client.shop.stores.window.get(1).frame.to_dict() == {"color": "green", "width": 3}
    assert client.shop.stores.window.get(2).title == "Spring"
    with pytest.raises(importlib.import_module("shapes.errors").APIStatusError) as caught:
        client.shop.stores.window.get(3)
    assert caught.value.status_code == 404


def test_a_part_of_a_value(client: Any) -> None:
    """An operation on one property changes it alone and returns it."""
    assert client.shop.stores.window.update_frame(1, width=4).to_dict() == {"color": "blue", "width": 4}
    assert client.shop.stores.window.get(1).frame.width == 4


def test_a_nested_collection(client: Any, mock: Any) -> None:
    """Its records belong to one parent; the parent's value shows them, and they go when it goes."""
    shelf = client.shop.stores.window.shelves.create(2, label="Tea", load_max=5)
    assert (shelf.id, shelf.load_max) == (2, 5)
    assert abs(shelf.made - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=1)
    assert [shelf.id for shelf in client.shop.stores.window.get(1).shelves] == [1]
    assert [shelf.id for shelf in client.shop.stores.window.get(2).shelves] == [2]
    with pytest.raises(importlib.import_module("shapes.errors").APIStatusError):
        client.shop.stores.window.shelves.get(1, 2)
    assert client.shop.stores.delete(2) == "Store '2' has been removed."
    assert [record["id"] for record in mock.records("shelves")] == [1]
    assert client.shop.stores.window.shelves.delete(1, 1) is None


def test_records_of_a_nested_collection_are_seeded_below_a_parent(mock: Any, client: Any) -> None:
    """The parent is named, and must exist."""
    mock.seed_records("shelves", [{"label": "Milk"}], parent=2)
    assert [shelf.label for shelf in client.shop.stores.window.get(2).shelves] == ["Milk"]
    for parent in (9, None):
        with pytest.raises(ValueError, match="the parent"):
            mock.seed_records("shelves", [{"label": "Milk"}], parent=parent)
    with pytest.raises(ValueError, match="have no parent"):
        mock.seed_records("stores", [{"name": "West"}], parent=1)


def test_an_action_sets_fields(client: Any) -> None:
    """It returns nothing, and the record is changed."""
    assert client.shop.stores.open(1) is None
    assert client.shop.stores.get(1).is_open is True


def test_lists_in_requests(client: Any) -> None:
    """A list replaces the old one, with identifiers for its entries; or replaces entries of the same name."""
    assert [tag.to_dict() for tag in client.shop.stores.tags.update(1, [{"name": "new"}])] == [{"name": "new", "id": 2}]
    assert [tag.name for tag in client.shop.stores.tags.get(1)] == ["new"]
    assert [tag.name for tag in client.shop.stores.tags.get(2)] == ["old"]
    order = client.shop.orders.update_lines("a", [{"name": "tea", "amount": "2"}, {"name": "milk"}])
    assert [(line.name, line.amount) for line in order.lines] == [("cup", "1"), ("tea", "2"), ("milk", None)]


def test_batch_deletion(client: Any, mock: Any) -> None:
    """The identifiers travel in the body of DELETE; those that nobody has are ignored."""
    assert client.shop.orders.delete_many(ids=["a", "c", "z"]) == "Orders have been removed."
    assert mock.requests[-1].request.method == "DELETE"
    assert [record["id"] for record in mock.records("orders")] == ["b"]


def test_filters(client: Any) -> None:
    """Equality through another collection, a text anywhere, conditions in brackets."""
    assert [order.id for order in client.shop.orders.list(store_id=1)] == ["a", "c"]
    assert [order.id for order in client.shop.orders.list(keywords="COFFEE")] == ["b"]
    orders = client.shop.orders.list(conditions=[{"field": "note", "operate": "contains", "value": "tea"}])
    assert [order.id for order in orders] == ["a"]
    assert [order.id for order in client.shop.orders.list(conditions=[{"field": "store", "value": "SOUTH"}])] == ["b"]


def test_a_list_of_records_that_meet_a_condition(client: Any) -> None:
    """What `where` names holds of every record that is listed."""
    assert [store.id for store in client.shop.stores.list_open()] == [2]
    client.shop.stores.open(1)
    assert [store.id for store in client.shop.stores.list_open()] == [1, 2]


def test_a_period_is_today_by_default(package: ModuleType) -> None:
    """It is the whole day of the mock's clock where the caller is; a bound that is sent replaces that of the day."""
    testing = importlib.import_module("shapes.testing")
    noon = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)
    with testing.Mock(clock=testing.MockClock(noon)).client(None) as client:

        def guests(**period: str) -> list[str]:
            return [visit.guest for visit in client.shop.visits.list(**period).visits]

        assert guests() == ["Grace", "Alan"]
        assert guests(timezone="+13:00") == ["Alan", "Katherine"]
        assert guests(timezone="-13:00") == ["Ada", "Grace"]
        assert guests(time_from="2026-11-01T12:00:00") == ["Ada", "Grace", "Alan"]
        assert guests(time_to="2026-11-02T12:00:00") == ["Grace"]
        assert guests(time_to="2026-11-01T12:00:00") == []


def test_records_without_an_identifier(client: Any, mock: Any) -> None:
    """They are listed as the document has them, and a test can add more."""
    mock.seed_records("visits", [{"time": "2026-11-04T10:00:00", "guest": "Edsger"}])
    visits = client.shop.visits.list(time_from="2026-11-03T00:00:00", time_to="2026-11-04T23:00:00")
    assert [visit.to_dict() for visit in visits.visits] == [
        {"time": "2026-11-03T00:00:00", "guest": "Katherine"},
        {"time": "2026-11-04T10:00:00", "guest": "Edsger"},
    ]


def test_pages_count_from_the_first_page_of_the_document(client: Any) -> None:
    """The first page is 1 here, and the caller chooses the size; filters are kept from page to page."""
    page = client.shop.orders.list(page_size=1, store_id=1)
    assert ([order.id for order in page.items], page.total) == (["a"], 2)
    assert [order.id for order in page.next_page().items] == ["c"]
    assert [order.id for order in page] == ["a", "c"]


def test_times(client: Any, mock: Any) -> None:
    """Local text becomes an aware time in UTC; an argument with an offset names it; a date is its first moment."""
    times = [order.time for order in client.shop.orders.list()]
    assert times[0] == datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)
    orders = client.shop.orders.list(
        time_from=datetime.datetime(2026, 11, 2, 7, tzinfo=EAST),
        time_to=datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC),
    )
    assert [order.id for order in orders] == ["b"]
    query = "timeFrom=2026-11-02T07%3A00%3A00&timeTo=2026-11-02T08%3A00%3A00&timezone=%2B08%3A00"
    assert sent(mock).endswith(f"?{query}")
    assert [order.id for order in client.shop.orders.list(time_from=datetime.date(2026, 11, 2))] == ["c"]
    assert "timezone" not in sent(mock)
    client.shop.orders.list(time_from=datetime.datetime(2026, 11, 2, tzinfo=EAST), timezone="+00:00")
    assert sent(mock).endswith("timeFrom=2026-11-01T16%3A00%3A00&timezone=%2B00%3A00")


def test_a_period_that_ends_before_it_begins(client: Any) -> None:
    """It is malformed, and so is a text that is not a time."""
    errors = importlib.import_module("shapes.errors")
    with pytest.raises(errors.APIStatusError, match="400 Bad Request"):
        client.shop.orders.list(time_from="2026-11-02T00:00:00", time_to="2026-11-01T00:00:00")
    with pytest.raises(errors.APIStatusError, match="400 Bad Request"):
        client.shop.orders.list(time_from="yesterday")


def test_durations(client: Any, package: ModuleType) -> None:
    """Numbers and texts become spans of time, and the text itself stays; a model takes a span as well."""
    settings = client.shop.settings.get()
    assert settings.wait == datetime.timedelta(seconds=90)
    assert settings.pause == datetime.timedelta(hours=1, minutes=2, seconds=3)
    models = importlib.import_module("shapes.models")
    built = models.Settings(wait=datetime.timedelta(minutes=2), pause=datetime.timedelta(seconds=61))
    assert built.to_dict() == {"wait": 120, "pause": "00:01:01"}
    assert models.Settings.from_dict({"wait": "soon", "pause": "-1"}).wait == "soon"


def test_a_second_spelling_is_read(package: ModuleType) -> None:
    """It is not an unknown member, and the documented spelling is sent."""
    window = importlib.import_module("shapes.models").Window
    view = window.from_dict({"isLitt": True, "other": 1})
    assert view.is_lit is True
    assert view.extra == {"other": 1}


def test_a_known_text_in_another_letter_case(package: ModuleType) -> None:
    """It reads as documented, and stays as it came; an unknown one is left alone."""
    frame = importlib.import_module("shapes.models").Frame
    assert frame.from_dict({"color": "Red"}).color == "red"
    assert frame.from_dict({"color": "Red"}).to_dict() == {"color": "Red"}
    assert [frame.from_dict({"color": value}).color for value in ("Gold", None, 1)] == ["Gold", None, 1]


@pytest.mark.parametrize("headers", [[], [("Content-Type", "application/x-www-form-urlencoded")]])
def test_letter_case_and_media_type_may_be_left_to_the_server(mock: Any, headers: list[tuple[str, str]]) -> None:
    """Paths, query parameters, properties and enumerated texts are not case-sensitive; JSON needs no media type."""
    messages = importlib.import_module("shapes.testing.messages")
    body = b'{"TITLE": "Sale", "frame": {"Color": "RED"}}'
    request = messages.MockRequest("PUT", "/Stores/1/WINDOW", headers, body)
    assert b'"title":"Sale","frame":{"color":"red","width":3}' in mock.respond(request).body
    twice = messages.MockRequest("PUT", "/stores/1/window", headers, b'{"title": "a", "Title": "b"}')
    assert mock.respond(twice).status == 400
    query = "KEYWORDS=coffee&CONDITIONS[0][field]=store&conditions[0][value]=south"
    listed = mock.respond(messages.MockRequest("GET", f"/orders?{query}"))
    assert listed.body.count(b'"id"') == 1
    rows = [mock.respond(messages.MockRequest("GET", f"/reports/sales?group={group}")) for group in ("store", "STORE")]
    assert [(row.status, row.body) for row in rows] == [(200, rows[0].body)] * 2
    assert mock.respond(messages.MockRequest("GET", "/reports/sales?group=STORES")).status == 400


def test_a_report_has_the_shape_that_is_asked_for(client: Any, mock: Any, package: ModuleType) -> None:
    """The group decides the class of the rows, its examples; a test replaces the rows until the next reset."""
    models = importlib.import_module("shapes.models")
    assert [(type(row), row.sales) for row in client.reports.sales(group="week")] == [
        (models.SalesByTime, 3),
        (models.SalesByTime, 4),
    ]
    assert [row.store_id for row in client.reports.sales(group="store")] == [1]
    mock.set_report("sales", [{"storeId": 2, "sales": 9.5}])
    assert [row.sales for row in client.reports.sales(group="store")] == [9.5]
    with pytest.raises(ValueError, match=r"reports\.sales"):
        mock.set_report("visits", [])
    with pytest.raises(ValueError, match="sales"):
        mock.set_report("sales", [{"storeId": "x"}])
    mock.reset()
    assert [row.sales for row in client.reports.sales(group="store")] == [5]


def test_times_in_the_time_zone_of_the_request(client: Any) -> None:
    """They get the offset that was sent, UTC if none was, and keep one that the server names."""
    start = datetime.datetime(2026, 11, 1, tzinfo=EAST)
    east = [row.time.from_ for row in client.reports.sales(group="day", time_from=start)]
    assert east == [start, datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)]
    assert east[0].utcoffset() == datetime.timedelta(hours=8)
    (given, _) = client.reports.sales(group="day", timezone="-05:00")
    assert given.time.from_ == datetime.datetime(2026, 11, 1, 5, tzinfo=datetime.UTC)
    (utc, _) = client.reports.sales(group="day")
    assert utc.time.from_ == datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    assert utc.to_dict()["time"] == {"from": "2026-11-01T00:00:00"}


def test_the_period_of_a_report(client: Any) -> None:
    """A report whose period ends before it begins is malformed, and so is a text that is not a time or an offset."""
    errors = importlib.import_module("shapes.errors")
    day = datetime.date(2026, 11, 1)
    assert client.reports.sales(group="day", time_from=day, time_to=day)
    with pytest.raises(errors.APIStatusError, match="400 Bad Request"):
        client.reports.sales(group="day", time_from=day, time_to=day - datetime.timedelta(days=1))
    with pytest.raises(errors.APIStatusError, match="400 Bad Request"):
        client.reports.sales(group="day", time_to="tomorrow")
    with pytest.raises(errors.APIStatusError, match="400 Bad Request"):
        client.reports.sales(group="day", time_from=day, timezone="+30:00")


def test_type_checkers_know_the_shapes(package: ModuleType, tmp_path: Path) -> None:
    """A literal group gives one class of rows; a group that is only known to be a text gives either."""
    checked = tmp_path / "checked.py"
    checked.write_text(
        "from shapes import Client\n"
        "from shapes.models import SalesByStore, SalesByTime\n"
        "def check(client: Client, group: str) -> None:\n"
        "    by_time: list[SalesByTime] = client.reports.sales(group='day')\n"
        "    by_store: list[SalesByStore] = client.reports.sales(group='store')\n"
        "    either: list[SalesByTime] | list[SalesByStore] = client.reports.sales(group=group)\n"
        "    raw = client.reports.with_raw_response.sales(group='day')\n"
        "    print(by_time, by_store, either, raw.value)\n"
    )
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        # The package itself is checked elsewhere, and what it imports does not matter here.
        "--follow-imports=silent",
        "--no-site-packages",
        f"--cache-dir={tmp_path}/cache",
        str(checked),
    ]
    environment = {**os.environ, "MYPYPATH": str(Path(str(package.__file__)).parents[1])}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 0, result.stdout
