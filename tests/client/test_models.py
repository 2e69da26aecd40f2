"""Models survive what servers do, and go back to the JSON they came from."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from comm100 import models
from comm100._models import (
    Model,
    as_known,
    date_field,
    datetime_field,
    decoded_field,
    duration_field,
    field,
    in_zone,
    list_field,
    list_of,
    model,
    model_field,
    union,
)
from comm100.errors import MissingFieldError
from comm100.models import Agent, AgentCreate, AgentPermissions, LiveChatPermissions

WIRE = {"id": 7, "email": "ada@example.com", "displayName": "Ada", "groups": [], "isAdmin": True}


def test_fields_read_the_wire_names() -> None:
    """snake_case in Python, the document's spelling below."""
    agent = Agent.from_dict(dict(WIRE))
    assert (agent.id, agent.email, agent.display_name, agent.is_admin) == (7, "ada@example.com", "Ada", True)


def test_unknown_members_stay() -> None:
    """What the server adds is kept, shown by ``extra`` and sent back."""
    agent = Agent.from_dict({**WIRE, "ldapUserName": "ada"})
    assert agent.extra == {"ldapUserName": "ada"}
    assert agent.to_dict()["ldapUserName"] == "ada"


@pytest.mark.parametrize("wire", [{}, {"title": None}])
def test_a_missing_optional_member_and_null_read_as_none(wire: dict[str, Any]) -> None:
    """Its type says so."""
    assert Agent.from_dict(wire).title is None


def test_null_is_returned_even_where_it_is_not_documented() -> None:
    """As any value of another type is."""
    assert Agent.from_dict({"email": None}).email is None


@pytest.mark.parametrize("name", ["email", "id"])
def test_reading_a_required_member_that_is_missing_is_a_typed_error(name: str) -> None:
    """Decoding it is not; and ``getattr`` with a default works, as for any attribute."""
    agent = Agent.from_dict({})
    with pytest.raises(MissingFieldError, match=f"The server left out '{name}', which Agent.{name} requires"):
        getattr(agent, name)
    assert getattr(agent, name, None) is None
    assert repr(agent) == "Agent()"


def test_a_wrong_type_is_handed_out_as_it_came() -> None:
    """The vendor's documents contradict their own samples; nothing is lost to that."""
    agent: Any = Agent.from_dict({"id": "7"})
    assert agent.id == "7"
    assert AgentPermissions.from_dict({"liveChat": [1]}).live_chat == [1]


def test_names_are_found_in_another_case() -> None:
    """The samples spell some names in lower case."""
    assert Agent.from_dict({"displayname": "Ada"}).display_name == "Ada"
    assert Agent.from_dict({"displayname": "Ada"}).extra == {}


def test_a_known_text_is_read_in_any_letter_case() -> None:
    """Unless two known texts differ in it alone."""
    read = as_known(("ip", "visitor", "A", "a"))
    assert [read(text) for text in ("ip", "IP", "Visitor", "A", "a", "URL")] == ["ip", "ip", "visitor", "A", "a", "URL"]


def test_nested_objects_are_models() -> None:
    """An object below an object is a view too, and shares its JSON."""
    permissions = AgentPermissions.from_dict({"liveChat": {"acceptChats": True}})
    assert permissions.live_chat == LiveChatPermissions.from_dict({"acceptChats": True})
    permissions.live_chat.accept_chats = False
    assert permissions.to_dict() == {"liveChat": {"acceptChats": False}}


def test_round_trip_is_exact() -> None:
    """Reading changes nothing of what will be sent back."""
    wire = {**WIRE, "bio": None, "other": [1, {"a": 2}]}
    agent = Agent.from_dict(copy.deepcopy(wire))
    _ = (agent.bio, agent.title, agent.groups, repr(agent))
    assert agent.to_dict() == wire
    assert pickle.loads(pickle.dumps(agent)) == agent


def test_constructors_check_names() -> None:
    """A typing error in a name is found at once, and so is a missing required one."""
    names: dict[str, Any] = {"email": "bo@example.com", "display_name": "Bo", "first_name": "Bo", "last_name": "Li"}
    assert AgentCreate(**names).to_dict()["displayName"] == "Bo"
    with pytest.raises(TypeError, match=r"unexpected arguments: displayName$"):
        AgentCreate(**{**names, "displayName": "Bo"})
    with pytest.raises(TypeError, match=r"is missing: email\b"):
        AgentCreate(**{name: names[name] for name in names if name != "email"})
    with pytest.raises(TypeError, match=r"unexpected arguments: id$"):
        Agent(**{**names, "id": 7})


def test_none_is_sent_and_absence_is_not() -> None:
    """Null clears a member, absence leaves it alone."""
    names: dict[str, Any] = {"email": "bo@example.com", "display_name": "Bo", "first_name": "Bo", "last_name": "Li"}
    assert AgentCreate(**names, title=None).to_dict()["title"] is None
    assert "title" not in AgentCreate(**names).to_dict()


def test_secrets_are_not_shown() -> None:
    """``repr`` shows what came, but no secret."""
    names: dict[str, Any] = {"email": "bo@example.com", "display_name": "Bo", "first_name": "Bo", "last_name": "Li"}
    shown = repr(AgentCreate(**names, password="s3cret-Pa55"))
    assert "bo@example.com" in shown
    assert "s3cret" not in shown


def test_models_are_equal_by_content() -> None:
    """Two views over equal JSON are equal; a model, which can change, has no hash."""
    assert Agent.from_dict(dict(WIRE)) == Agent.from_dict(dict(WIRE))
    assert Agent.from_dict(dict(WIRE)) != Agent.from_dict({**WIRE, "id": 8})
    with pytest.raises(TypeError):
        hash(Agent.from_dict({}))


def test_a_typing_error_in_an_assignment_is_found() -> None:
    """Only documented members can be assigned by name."""
    agent: Any = Agent.from_dict({})
    agent.title = "Lead"
    assert agent.to_dict() == {"title": "Lead"}
    with pytest.raises(AttributeError):
        agent.titel = "Lead"


@pytest.fixture
def shift_model() -> Any:
    """A model that was declared just now, so that its declaration is part of what a test shows."""

    class Shift(Model):
        """A model with a field of each kind."""

        begins: datetime = datetime_field("begins")
        day: date = date_field("day")
        lasts: timedelta = duration_field("lasts", "hours")
        breaks: timedelta = duration_field("breaks", "minutes")
        waits: timedelta = duration_field("waits", "seconds")
        sum: timedelta = duration_field("sum", "hh:mm:ss")
        agent: Agent = model_field("agent", "Agent")
        agents: list[Agent] = list_field("agents", "Agent")
        note: str = field("note", also=("remark", "Comment"))

    return Shift


@pytest.mark.parametrize(
    ("name", "wire", "value"),
    [
        ("begins", "2026-03-01T08:30:00+00:00", datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
        ("day", "2026-03-01", date(2026, 3, 1)),
        ("lasts", 8, timedelta(hours=8)),
        ("lasts", 7.5, timedelta(hours=7.5)),
        ("breaks", 45, timedelta(minutes=45)),
        ("waits", 90, timedelta(seconds=90)),
        ("sum", "30:05:09", timedelta(hours=30, minutes=5, seconds=9)),
        ("sum", "00:59:59", timedelta(minutes=59, seconds=59)),
        ("agent", {"id": 7}, Agent.from_dict({"id": 7})),
        ("agents", [{"id": 7}, {"id": 8}], [Agent.from_dict({"id": 7}), Agent.from_dict({"id": 8})]),
    ],
)
def test_each_kind_of_field_is_read_and_written(shift_model: Any, name: str, wire: Any, value: Any) -> None:
    """What is read can be assigned, and becomes the JSON that it was read from."""
    assert getattr(shift_model.from_dict({name: wire}), name) == value
    shift = shift_model.from_dict({})
    setattr(shift, name, value)
    assert shift.to_dict() == {name: wire}
    assert type(shift.to_dict()[name]) is type(wire)


@pytest.mark.parametrize(
    ("name", "wire", "value"),
    [
        ("begins", "03/01/2026 08:30:00", datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
        ("begins", "2026-03-01T08:30:00", datetime(2026, 3, 1, 8, 30, tzinfo=UTC)),
        ("begins", "2026-03-01T08:30:00+02:00", datetime(2026, 3, 1, 6, 30, tzinfo=UTC)),
        ("begins", "2026-03-01T08:30:00-05:30", datetime(2026, 3, 1, 14, tzinfo=UTC)),
        ("lasts", "8", timedelta(hours=8)),
        ("sum", "0:0:1.5", timedelta(seconds=1.5)),
    ],
)
def test_other_spellings_are_read_too(shift_model: Any, name: str, wire: Any, value: Any) -> None:
    """Those of the vendor's samples; without an offset a time is in UTC."""
    assert getattr(shift_model.from_dict({name: wire}), name) == value


@pytest.mark.parametrize("name", ["begins", "day", "lasts", "sum", "agent", "agents"])
@pytest.mark.parametrize("wire", ["soon", "1:2", pytest.param(10**400, id="huge"), [7], True])
def test_a_value_that_cannot_be_read_is_handed_out_as_it_came(shift_model: Any, name: str, wire: Any) -> None:
    """It raises nothing; a number where a date is expected is that number."""
    value = getattr(shift_model.from_dict({name: wire}), name)
    assert value == wire or (name, wire) == ("lasts", True)


@pytest.mark.parametrize("wire", ["note", "Note", "remark", "comment", "COMMENT"])
def test_a_member_has_other_names(shift_model: Any, wire: str) -> None:
    """All of them are documented, in any case: none is an unknown member, and ``repr`` shows the value."""
    shift = shift_model.from_dict({wire: "late", "x": 1})
    assert (shift.note, shift.extra) == ("late", {"x": 1})
    assert ("note='late'" in repr(shift)) is (wire in ("note", "remark"))


class Circle(Model):
    """A model that its kind tells from others."""

    kind: str = field("kind", known=("circle",))
    radius: float = field("radius")


class Square(Model):
    """A model with a member that may be missing."""

    kind: str = field("kind", known=("square",))
    side: float = field("side")
    color: str | None = field("color", default=None)


class Box(Model):
    """A model that fits whatever has a width."""

    width: float = field("width")


@pytest.fixture
def shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the models of this module be found as those of the package are."""
    for shape in (Circle, Square, Box):
        monkeypatch.setattr(f"comm100.models.{shape.__name__}", shape, raising=False)


NAMES = ("Circle", "Square", "Box")


@pytest.mark.usefixtures("shapes")
@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ({"kind": "circle", "radius": 1}, Circle),
        ({"kind": "square", "side": 1}, Square),
        ({"kind": "square", "side": 1, "color": None}, Square),
        ({"kind": "circle", "side": 1}, dict),
        ({"kind": None, "side": 1}, Square),
        ({"kind": "square", "side": 1, "width": 2}, Square),
        ({"width": 1}, Box),
        ({"width": 1, "x": 2}, Box),
        ({"x": 1}, dict),
        ({}, dict),
        ("circle", str),
        (None, type(None)),
        ([{"width": 1}], list),
    ],
)
def test_an_object_becomes_the_model_that_it_fits(wire: Any, expected: type) -> None:
    """Required members are there, and a text with one documented value has it; what fits none stays as it came."""
    value = union(NAMES)(wire)
    assert type(value) is expected
    assert (value.to_dict() if isinstance(value, Model) else value) == wire


@pytest.mark.usefixtures("shapes")
def test_a_model_without_unknown_members_fits_better() -> None:
    """Wherever it stands in the list."""
    assert type(union(("Box", "Square"))({"kind": "square", "side": 1, "width": 1})) is Box
    wire = {"kind": "square", "side": 1}
    assert type(union(("Box", "Square"))(wire)) is type(union(("Square", "Box"))(wire)) is Square
    both = {"kind": "square", "side": 1, "color": "red", "width": 2}
    assert type(union(("Box", "Square"))(both)) is Box
    assert type(union(("Square", "Box"))(both)) is Square


@pytest.mark.usefixtures("shapes")
@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ({"kind": "round"}, Circle),
        ({"kind": "square", "radius": 1}, dict),
        ({"kind": "square", "side": 1}, Square),
        ({"kind": 7, "width": 1}, Box),
        ({"width": 1}, Box),
    ],
)
def test_a_discriminator_names_the_model(wire: Any, expected: type) -> None:
    """Whatever else is there; a value that it does not know leaves the choice to the members."""
    assert type(union(NAMES, by="kind", mapping={"round": "Circle"})(wire)) is expected


@pytest.mark.usefixtures("shapes")
def test_a_union_may_include_a_list_of_models() -> None:
    """Otherwise the list is returned unchanged."""
    values = union(("Circle",), items="Box")([{"width": 1}, 7])
    assert (type(values[0]), values[1]) == (Box, 7)


@pytest.mark.usefixtures("shapes")
def test_decoders_leave_other_values_alone() -> None:
    """A model wants an object, and a list of models a list."""
    assert type(model("Box")({"width": 1})) is Box
    assert [model("Box")(value) for value in ([1], "x", None)] == [[1], "x", None]
    assert list_of(model("Box"))("x") == "x"


def test_times_without_an_offset_are_in_the_zone_of_the_request() -> None:
    """In the model and in those below it; a time with an offset keeps it, and other fields are in UTC."""

    class Shifts(Model):
        """A model whose members have times of the request's zone, directly or below."""

        at: datetime = datetime_field("at", zoned=True)
        utc: datetime = datetime_field("utc")
        inner: Any = decoded_field("inner", lambda wire: Shifts.from_dict(wire))
        inners: Any = decoded_field("inners", list_of(lambda wire: Shifts.from_dict(wire)))

    east = timezone(timedelta(hours=5))
    noon = {"at": "2026-03-01T12:00:00", "utc": "2026-03-01T12:00:00"}
    wire = {**noon, "inner": noon, "inners": [noon]}
    plain, zoned = Shifts.from_dict(wire), in_zone(Shifts.from_dict(wire), east)
    for view, offset in ((plain, timedelta(0)), (zoned, timedelta(hours=5))):
        for shift in (view, view.inner, view.inners[0]):
            assert (shift.at.utcoffset(), shift.utc.utcoffset()) == (offset, timedelta(0))
    (first,) = in_zone([Shifts.from_dict(noon)], east)
    assert first.at == datetime(2026, 3, 1, 12, tzinfo=east)
    assert Shifts.from_dict({"at": "2026-03-01T12:00:00Z"}).at == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert in_zone(datetime(2026, 3, 1), east).tzinfo is east
    assert in_zone(datetime(2026, 3, 1, tzinfo=UTC), east).tzinfo is UTC
    assert in_zone(7, east) == 7


@pytest.mark.parametrize(
    ("name", "value", "wire"),
    [
        ("lasts", timedelta(minutes=90), 1.5),
        ("sum", timedelta(days=2, seconds=61), "48:01:01"),
        ("sum", timedelta(seconds=59.9), "00:00:59"),
        ("note", timedelta(1), timedelta(1)),
        ("note", (Agent.from_dict({"id": 7}), {"a": Agent.from_dict({})}), [{"id": 7}, {"a": {}}]),
    ],
)
def test_what_is_assigned_becomes_json(shift_model: Any, name: str, value: Any, wire: Any) -> None:
    """Spans of time in the unit of the field, and models as what is below them."""
    shift = shift_model.from_dict({})
    setattr(shift, name, value)
    assert shift.to_dict() == {name: wire}


def test_fields_are_inherited_and_belong_to_the_class() -> None:
    """A subclass has those of its base and its own; on the class they are the fields themselves."""

    class Late(Box):
        """A box with one more member."""

        reason: str | None = field("reason", default=None)

    assert list(Late._fields) == ["width", "reason"]
    assert list(Box._fields) == ["width"]
    assert Late.width is Box.width
    assert Late(width=1) != Box(width=1)
    assert repr(Late(width=1)) == "Late(width=1)"


def test_a_field_says_how_it_is_declared() -> None:
    """Whether it is left out of the constructor, kept out of ``repr``, or may be missing."""

    class Ticket(Model):
        """A model with unusual fields."""

        id: int = field("id", init=False)
        code: str = field("code", secret=True)
        kind: str | None = field("kind", known=("Big",), default=None)
        opened: datetime | None = datetime_field("opened", default=None)
        owner: Any = model_field("owner", "Agent", init=False, default=None)
        others: Any = list_field("others", "Agent", init=False, default=None)
        day: Any = date_field("day", init=False, default=None)
        took: Any = duration_field("took", "minutes", init=False, default=None)
        more: Any = decoded_field("more", str, init=False, default=None)
        closed: Any = datetime_field("closed", init=False, default=None)

    make: Any = Ticket
    ticket = Ticket(code="s3cret", kind="BIG", opened=datetime(2026, 3, 1))
    assert repr(ticket).startswith("Ticket(code='**********', kind='Big', opened=datetime.datetime(2026, 3, 1, 0, 0")
    assert ticket.kind == "Big"
    for name in ("id", "owner", "others", "day", "took", "more", "closed"):
        with pytest.raises(TypeError, match=f"unexpected arguments: {name}$"):
            make(**{"code": "x", name: None})
    with pytest.raises(TypeError, match=r"is missing: code$"):
        make()
    view = Ticket.from_dict({"day": "2026-03-01", "took": 1, "more": 2, "owner": {"id": 1}, "others": [{"id": 2}]})
    shown = repr(view)
    assert all(f"{name}=" in shown for name in ("day", "took", "more", "owner", "others"))
    assert "*" not in shown


def test_the_zone_of_the_request_reaches_objects_and_lists_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """However the member is declared that holds them."""

    class Shift(Model):
        at: datetime = datetime_field("at", zoned=True)

    monkeypatch.setattr(models, "Agent", Shift)

    class Day(Model):
        first: Any = model_field("first", "Agent")
        others: Any = list_field("others", "Agent")

    zone, noon = timezone(timedelta(hours=5)), {"at": "2026-03-01T12:00:00"}
    day = in_zone(Day.from_dict({"first": noon, "others": [noon]}), zone)
    assert day.first.at.tzinfo is day.others[0].at.tzinfo is zone
    assert repr(day.first) == f"Shift(at={day.first.at!r})"
