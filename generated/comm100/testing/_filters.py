"""The filters of a list: which records a query asks for, as ``x-store`` says."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ._error_response import ErrorResponse

if TYPE_CHECKING:
    from ._records import Records

__all__ = ["apply_filters", "parse_time", "require_period"]

_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


def apply_filters(
    rows: Iterable[dict[str, Any]],
    filters: Mapping[str, Any],
    query: Mapping[str, Any],
    records: Records,
    now: datetime.datetime,
) -> list[dict[str, Any]]:
    """Return the records that match every filter whose parameter was sent or has a default.

    Args:
        rows: The records.
        filters: The filter of each query parameter, from ``x-store``.
        query: The query parameters.
        records: All records, for filters that look an identifier up.
        now: The time, whose day is the default of some periods.

    Raises:
        ErrorResponse: A period of time ends before it begins, or a time cannot be read.
    """
    zone = _zone(query)
    sent = {name: how for name, how in filters.items() if name in query}
    bounds = {name: _time(name, query[name], zone) for name, how in sent.items() if how.keys() & _TIMES}
    _require_order(sent, bounds)
    wanted = {**_today(filters, now.astimezone(zone)), **query, **bounds}
    used = {name: how for name, how in filters.items() if name in wanted}
    return [row for row in rows if all(_matches(row, how, wanted[name], records) for name, how in used.items())]


def require_period(names: Iterable[str], query: Mapping[str, Any]) -> None:
    """Require that the times of a query follow one another.

    Args:
        names: The query parameters that are times, the earliest first.
        query: The query parameters.

    Raises:
        ErrorResponse: A period of time ends before it begins, or a time cannot be read.
    """
    zone = _zone(query)
    bounds = {name: _time(name, query[name], zone) for name in names if name in query}
    for start, end in itertools.pairwise(bounds):
        _require_later(start, end, bounds)


_TIMES = {"since", "until", "before"}


def _today(filters: Mapping[str, Any], now: datetime.datetime) -> dict[str, datetime.datetime]:
    """Return the bounds of the current day for the parameters whose default it is."""
    begin = now.replace(hour=0, minute=0, second=0, microsecond=0)
    end = begin + datetime.timedelta(days=1) - datetime.timedelta.resolution
    defaults = {name: how for name, how in filters.items() if how.get("default") == "today"}
    return {name: begin if "since" in how else end for name, how in defaults.items()}


def _require_order(sent: Mapping[str, Any], bounds: Mapping[str, datetime.datetime]) -> None:
    starts = [name for name in bounds if "since" in sent[name]]
    ends = [name for name in bounds if "since" not in sent[name]]
    for start in starts:
        for end in ends:
            _require_later(start, end, bounds)


def _require_later(start: str, end: str, bounds: Mapping[str, datetime.datetime]) -> None:
    if bounds[end] < bounds[start]:
        raise ErrorResponse(400, f"Parameter '{end}' must not be before '{start}'.")


def _matches(row: Mapping[str, Any], how: Mapping[str, Any], wanted: Any, records: Records) -> bool:
    match how:
        case {"equals": path, "of": other}:
            collection, _, name = other.partition(".")
            record = records.find(collection).rows.get(wanted)
            names = [] if record is None else list(_values(record, name))
            return any(_same(value, known) for value in _values(row, path) for known in names)
        case {"equals": path}:
            return any(_same(value, wanted) for value in _values(row, path))
        case {"contains": paths}:
            text = str(wanted).casefold()
            return any(text in str(value).casefold() for path in paths for value in _values(row, path))
        case {"field": field, "operator": operator, "value": value}:
            return all(_meets(row, each[field], each.get(operator, ""), each[value]) for each in wanted)
    times = [parse_time(value) for word in how.keys() & _TIMES for value in _values(row, how[word])]
    known = [time for time in times if time is not None]
    if "since" in how:
        return any(time >= wanted for time in known)
    return any(time < wanted or ("until" in how and time == wanted) for time in known)


def _meets(row: Mapping[str, Any], field: str, operator: str, wanted: str) -> bool:
    values = list(_values(row, field))
    if operator.casefold() == "contains":
        return any(wanted.casefold() in str(value).casefold() for value in values)
    return any(_same(value, wanted) for value in values)


def _same(value: Any, wanted: Any) -> bool:
    """Tell whether two values are equal, whatever their case, their spaces and whether a number came as text."""
    return _plain(value) == _plain(wanted)


def _plain(value: Any) -> str:
    return "".join(str(value).casefold().split())


def _values(node: Any, path: str) -> Iterator[Any]:
    """Yield what a dotted path leads to, through every entry of the lists on its way."""
    if isinstance(node, list):
        for entry in node:
            yield from _values(entry, path)
    elif not path:
        yield node
    elif isinstance(node, Mapping):
        wanted = path.casefold()
        for name, value in node.items():
            if name.casefold() == wanted:
                yield from _values(value, "")
            elif wanted.startswith(name.casefold() + "."):
                yield from _values(value, path[len(name) + 1 :])


def parse_time(text: Any) -> datetime.datetime | None:
    """Return the moment that a record's text names, in UTC if it has no offset; None if it names none."""
    for parse in (
        datetime.datetime.fromisoformat,
        lambda value: datetime.datetime.strptime(value, "%m/%d/%Y %H:%M:%S"),
    ):
        try:
            moment = parse(text)
        except (TypeError, ValueError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return None


def _zone(query: Mapping[str, Any]) -> datetime.tzinfo:
    """Return the offset that a ``timezone`` parameter names, ``+08:00``.

    Raises:
        ErrorResponse: It is a day or longer.
    """
    offset = next((_OFFSET.fullmatch(str(text)) for name, text in query.items() if name.casefold() == "timezone"), None)
    if offset is None:
        return datetime.UTC
    minutes = int(offset[2]) * 60 + int(offset[3])
    try:
        return datetime.timezone(datetime.timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    except ValueError:
        raise ErrorResponse(400, "Parameter 'timezone' must be an offset such as +08:00.") from None


def _time(name: str, text: Any, zone: datetime.tzinfo) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise ErrorResponse(400, f"Parameter '{name}' must be a time such as 2026-11-01T00:00:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
