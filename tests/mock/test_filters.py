"""Which records a query asks for: each kind of filter, with records that just match and records that just do not."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from comm100.testing._error_response import ErrorResponse
from comm100.testing._filters import apply_filters, parse_time, require_period

NOW = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
ROWS: list[dict[str, Any]] = [
    {"id": 1, "name": "Ada", "made": "2026-03-01T08:00:00Z", "tags": [{"text": "Red"}, {"text": "Big Blue"}]},
    {"id": 2, "name": "Grace", "made": "2026-03-01T09:00:00+01:00", "Group": {"name": "Sales"}},
    {"id": 3, "name": "ada l.", "made": "03/02/2026 00:00:00", "tags": [], "group": {"name": "Support"}},
    {"id": 4, "name": "Alan", "made": "soon", "score": 10},
    {"id": 5, "name": None, "made": "2026-02-28T23:59:59.999999Z", "score": "10"},
]
GROUPS = {7: {"members": ["ada", "ALAN"]}, 8: {"members": []}}
RECORDS: Any = SimpleNamespace(find=lambda name: {"groups": SimpleNamespace(rows=GROUPS)}[name])
NAME, TAG = {"equals": "name"}, {"contains": ["name", "tags.text"]}
SINCE, UNTIL, BEFORE = {"since": "made"}, {"until": "made"}, {"before": "made"}
CONDITION = {"field": "by", "operator": "how", "value": "is"}


def found(filters: dict[str, Any], query: dict[str, Any]) -> list[int]:
    """Return the identifiers of the records that a query asks for."""
    return [row["id"] for row in apply_filters(ROWS, filters, query, RECORDS, NOW)]


@pytest.mark.parametrize(
    ("filters", "query", "ids"),
    [
        ({}, {"n": "Ada"}, [1, 2, 3, 4, 5]),
        ({"n": NAME}, {}, [1, 2, 3, 4, 5]),
        ({"n": NAME}, {"n": "Ada"}, [1]),
        ({"n": NAME}, {"n": " aDA"}, [1]),
        ({"n": NAME}, {"n": "A da L."}, [3]),
        ({"n": NAME}, {"n": "Ad"}, []),
        ({"n": {"equals": "score"}}, {"n": 10}, [4, 5]),
        ({"n": {"equals": "group.name"}}, {"n": "sales"}, [2]),
        ({"n": {"equals": "group"}}, {"n": "sales"}, []),
        ({"n": {"equals": "name", "of": "groups.members"}}, {"n": 7}, [1, 4]),
        ({"n": {"equals": "name", "of": "groups.members"}}, {"n": 8}, []),
        ({"n": {"equals": "name", "of": "groups.members"}}, {"n": 9}, []),
        ({"n": TAG}, {"n": "a"}, [1, 2, 3, 4]),
        ({"n": TAG}, {"n": "BIG B"}, [1]),
        ({"n": TAG}, {"n": "bigblue"}, []),
        ({"n": NAME, "g": {"equals": "group.name"}}, {"n": "grace", "g": "sales"}, [2]),
        ({"n": NAME, "g": {"equals": "group.name"}}, {"n": "ada", "g": "sales"}, []),
    ],
)
def test_a_value_is_looked_for(filters: dict[str, Any], query: dict[str, Any], ids: list[int]) -> None:
    """As a whole or in part, whatever its case, in objects and lists; every parameter that is sent counts."""
    assert found(filters, query) == ids


@pytest.mark.parametrize(
    ("filters", "query", "ids"),
    [
        ({"t": SINCE}, {"t": "2026-03-01T08:00:00"}, [1, 2, 3]),
        ({"t": SINCE}, {"t": "2026-03-01T08:00:01"}, [3]),
        ({"t": UNTIL}, {"t": "2026-03-01T08:00:00"}, [1, 2, 5]),
        ({"t": UNTIL}, {"t": "2026-03-01T07:59:59"}, [5]),
        ({"t": BEFORE}, {"t": "2026-03-01T08:00:00"}, [5]),
        ({"t": BEFORE}, {"t": "2026-03-01T08:00:01"}, [1, 2, 5]),
        ({"t": SINCE}, {"t": "2026-03-01T09:30:00", "timezone": "+01:30"}, [1, 2, 3]),
        ({"t": SINCE}, {"t": "2026-03-01T09:31:00", "TimeZone": "+01:30"}, [3]),
        ({"t": SINCE}, {"t": "2026-03-01T06:30:00", "timezone": "-01:30"}, [1, 2, 3]),
        ({"t": SINCE}, {"t": "2026-03-01T06:31:00", "timezone": "-01:30"}, [3]),
        ({"t": SINCE}, {"t": "2026-03-01T08:00:00", "timezone": "-1"}, [1, 2, 3]),
        ({"t": SINCE}, {"t": "2026-03-01T09:00:00+01:00", "timezone": "-05:00"}, [1, 2, 3]),
        ({"a": SINCE, "b": BEFORE}, {"a": "2026-03-01T00:00:00", "b": "2026-03-02T00:00:00"}, [1, 2]),
        ({"a": SINCE, "b": UNTIL}, {"a": "2026-03-01T08:00:00", "b": "2026-03-01T08:00:00"}, [1, 2]),
    ],
)
def test_a_period_has_sharp_ends(filters: dict[str, Any], query: dict[str, Any], ids: list[int]) -> None:
    """Its begin belongs to it, its end if it is ``until``; times without an offset are in that of the query."""
    assert found(filters, query) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({}, [1, 2]),
        ({"timezone": "+01:00"}, [3]),
        ({"timezone": "-23:00"}, [3]),
        ({"timezone": "-05:00"}, [1, 2, 3]),
        ({"from": "2026-02-28T00:00:00"}, [1, 2, 5]),
        ({"from": "2026-02-28T00:00:00", "to": "2026-02-28T23:59:59"}, []),
    ],
)
def test_a_period_may_be_today(query: dict[str, Any], ids: list[int]) -> None:
    """From midnight to midnight where the query is; either end can be another one."""
    filters = {"from": {**SINCE, "default": "today"}, "to": {**UNTIL, "default": "today"}}
    assert found(filters, query) == ids


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        ([{"by": "name", "is": "ada"}], [1]),
        ([{"by": "name", "how": "is", "is": "ada"}], [1]),
        ([{"by": "name", "how": "Contains", "is": "ADA"}], [1, 3]),
        ([{"by": "name", "how": "contains", "is": "a"}, {"by": "score", "is": "10"}], [4]),
        ([{"by": "age", "is": "7"}], []),
        ([], [1, 2, 3, 4, 5]),
    ],
)
def test_conditions_are_all_met(conditions: list[dict[str, str]], ids: list[int]) -> None:
    """Each names a property, perhaps how to compare it, and a value."""
    assert found({"c": CONDITION}, {"c": conditions}) == ids


@pytest.mark.parametrize(
    ("filters", "query", "words"),
    [
        ({"t": SINCE}, {"t": "soon"}, "Parameter 't' must be a time such as"),
        (
            {"a": SINCE, "b": BEFORE},
            {"a": "2026-03-02T00:00:00", "b": "2026-03-01T23:59:59"},
            "Parameter 'b' must not be before 'a'",
        ),
        (
            {"b": UNTIL, "a": SINCE},
            {"a": "2026-03-02T00:00:00", "b": "2026-03-01T23:59:59"},
            "Parameter 'b' must not be before 'a'",
        ),
    ],
)
def test_an_impossible_period_is_refused(filters: dict[str, Any], query: dict[str, Any], words: str) -> None:
    """With 400, and the parameters' names."""
    with pytest.raises(ErrorResponse, match=words) as caught:
        found(filters, query)
    assert caught.value.status == 400


def test_a_period_that_nothing_filters_by_is_checked_too() -> None:
    """Each time follows those before it, and one that was not sent is passed over."""
    names = ["begin", "middle", "end"]
    days = {name: f"2026-03-0{number}T00:00:00" for number, name in enumerate(names, 1)}
    require_period(names, days)
    require_period(names, {"middle": "x"} | days)
    require_period(names, {"begin": days["end"], "end": days["end"]})
    with pytest.raises(ErrorResponse, match="'end' must not be before 'begin'"):
        require_period(names, {"begin": days["end"], "end": days["begin"]})
    with pytest.raises(ErrorResponse, match="'end' must not be before 'middle'"):
        require_period(names, {**days, "end": days["begin"]})
    with pytest.raises(ErrorResponse, match="'middle' must be a time"):
        require_period(names, {"middle": "x"})


@pytest.mark.parametrize("text", ["soon", "", None, 7, "13/01/2026 00:00:00"])
def test_what_is_no_time_is_none(text: Any) -> None:
    """A record without a readable time matches no period."""
    assert parse_time(text) is None
