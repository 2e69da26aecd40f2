"""Reports of a small description: rows from its examples or from a test, in the form that a parameter asks for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from comm100.testing import Mock, MockRequest


def row(name: str, *values: str, example: bool = True) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "required": [name], "properties": {name: {"type": "integer"}}}
    if values:
        schema["x-shape-for"] = {"by": list(values)}
    return schema | ({"examples": [{name: 7}]} if example else {})


def parameter(name: str, **schema: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "string", **schema}}


def mock(**reports: Any) -> Mock:
    """Return a mock with a report for each schema, whose period is two times."""
    operations = {
        f"/{name}": {
            "get": {
                "operationId": f"reports.{name}",
                "security": [],
                "x-store": "report",
                "parameters": [
                    parameter("by"),
                    parameter("from", format="date-time-local"),
                    {"$ref": "#/components/parameters/To"},
                ],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": schema}}}},
            }
        }
        for name, schema in reports.items()
    }
    return Mock(
        document={
            "openapi": "3.1.0",
            "info": {"title": "Small", "version": "1"},
            "paths": operations,
            "components": {
                "parameters": {"To": parameter("to", format="date-time-local")},
                "schemas": {"Row": row("d")},
            },
        }
    )


def get(mock: Mock, name: str, **query: str) -> Any:
    response = mock.respond(MockRequest("GET", f"https://localhost/{name}?{urlencode(query)}"))
    return response.json() if response.status == 200 else response.status


def rows(*variants: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"oneOf": list(variants)} if len(variants) > 1 else variants[0], **more}


@pytest.mark.parametrize(
    ("schema", "query", "value"),
    [
        (rows(row("a")), {}, [{"a": 7}]),
        (rows(row("a", example=False)), {}, [{"a": 0}]),
        (rows({"$ref": "#/components/schemas/Row"}), {}, [{"d": 7}]),
        (rows(row("a"), examples=[[{"a": 1}, {"a": 2}]]), {}, [{"a": 1}, {"a": 2}]),
        (rows(row("a", "day", "Hour"), row("b", "agent")), {}, [{"a": 7}]),
        (rows(row("a", "day", "Hour"), row("b", "agent")), {"by": "AGENT"}, [{"b": 7}]),
        (rows(row("a", "day", "Hour"), row("b", "agent")), {"by": "hour"}, [{"a": 7}]),
        (rows(row("a", "day"), row("b")), {"by": "other"}, [{"a": 7}]),
        (row("a"), {}, {"a": 7}),
        ({"oneOf": [row("a", "day"), row("b", "agent")]}, {"by": "agent"}, {"b": 7}),
        ({"oneOf": [row("a", "day"), row("b", "agent")]}, {"by": ""}, {"a": 7}),
    ],
)
def test_a_report_has_the_example_of_its_form(schema: Any, query: Any, value: Any) -> None:
    """In any letter case of the parameter; the first form if none is asked for."""
    assert get(mock(sales=schema), "sales", **query) == value


def test_a_report_can_be_replaced() -> None:
    """By the end of its name, whatever is asked for; it is copied, and checked against the description."""
    server = mock(**{"old.sales": rows(row("b")), "sales": rows(row("a")), "xsales": rows(row("c"))})
    value = [{"a": 1}]
    server.set_report("sales", value)
    value.append({"a": 2})
    assert get(server, "sales", by="agent") == [{"a": 1}]
    assert get(server, "old.sales") == [{"b": 7}]
    assert get(server, "xsales") == [{"c": 7}]
    server.set_report("old.sales", [])
    assert get(server, "old.sales") == []
    with pytest.raises(ValueError, match=r"sales: /0/a must be integer"):
        server.set_report("sales", [{"a": "x"}])
    with pytest.raises(ValueError, match=r"there is no report 'ales'; known are reports\.old\.sales, reports\.sales"):
        server.set_report("ales", [])
    with pytest.raises(ValueError, match="there is no report 'sales'; known are none"):
        mock().set_report("sales", [])


@pytest.mark.parametrize(
    ("begin", "end", "status"),
    [
        ("2026-03-01T00:00:00", "2026-03-02T00:00:00", 200),
        ("2026-03-01T00:00:00", "2026-03-01T00:00:00", 200),
        ("2026-03-02T00:00:00", "2026-03-01T00:00:00", 400),
        ("soon", "2026-03-01T00:00:00", 400),
    ],
)
def test_a_period_ends_after_it_begins(begin: str, end: str, status: int) -> None:
    """Its parameters are those of a local time, the beginning first."""
    response = mock(sales=rows(row("a"))).respond(
        MockRequest("GET", f"https://localhost/sales?{urlencode({'from': begin, 'to': end})}")
    )
    assert response.status == status
