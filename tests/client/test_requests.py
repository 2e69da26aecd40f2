"""What goes over the wire for a method call."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

import comm100
from comm100._request import (
    OMIT,
    Call,
    Content,
    Operation,
    _local_times,
    absolute_path,
    as_is,
    chosen_body,
    http_method,
)
from comm100._wire import Style
from comm100.errors import ConfigurationError

from .conftest import Kit, Server


def test_a_method_becomes_the_documented_request(kit: Kit, server: Server) -> None:
    """Path ids go into the path, and the API key as HTTP Basic (RFC 7617)."""
    kit.run(lambda client: client.account.agents.get(7))
    assert server.last.method == "GET"
    assert str(server.last.url) == "https://hosted.comm100.com/api/v2/account/agents/7"
    assert server.last.headers["authorization"].startswith("Basic ")


def test_arguments_that_are_not_given_are_not_sent(kit: Kit, server: Server) -> None:
    """An update sends only what it is told, and None as null."""
    kit.run(lambda client: client.account.agents.update(7, title="Lead", bio=None))
    assert json.loads(server.last.content) == {"title": "Lead", "bio": None}
    assert server.last.headers["content-type"] == "application/json"


def test_python_names_become_wire_names(kit: Kit, server: Server) -> None:
    """snake_case in Python, the document's spelling on the wire."""
    kit.run(
        lambda client: client.account.agents.create(
            email="bo@example.com", display_name="Bo", first_name="Bo", last_name="Li", password="s3cret-Pa55"
        )
    )
    assert set(json.loads(server.last.content)) == {"email", "displayName", "firstName", "lastName", "password"}


def test_a_list_without_arguments_has_no_query(kit: Kit, server: Server) -> None:
    """No default is invented for a parameter whose default the vendor does not state."""
    kit.run(lambda client: client.account.agents.list())
    assert server.last.url.query == b""
    kit.run(lambda client: client.account.agents.list(page_index=0))
    assert server.last.url.query == b"pageIndex=0"


@pytest.mark.parametrize("identifier", ["", ".", ".."])
def test_a_path_cannot_be_climbed(kit: Kit, server: Server, identifier: Any) -> None:
    """An identifier that would change the path is refused before anything is sent."""
    with pytest.raises(ConfigurationError, match="path parameter"):
        kit.run(lambda client: client.account.agents.get(identifier))
    assert not server.requests


def test_what_belongs_to_a_url_is_escaped(kit: Kit, server: Server) -> None:
    """Slashes, question marks and plus signs of an argument stay part of the argument."""
    kit.run(lambda client: client.account.agents.get("7/../8?x=1"))
    assert server.last.url.raw_path == b"/api/v2/account/agents/7%2F..%2F8%3Fx%3D1"
    kit.run(lambda client: client.request("GET", "/api/v2/x", query={"timezone": "+08:00", "tag": ["a b", "c"]}))
    assert server.last.url.query == b"timezone=%2B08%3A00&tag=a%20b&tag=c"


def test_the_user_agent_names_package_library_and_python(kit: Kit, server: Server) -> None:
    """A product of the caller's stands first, as RFC 9110 section 10.1.5 has it."""
    kit.run(lambda client: client.account.agents.me(), user_agent="acme-sync/3.1")
    words = server.last.headers["user-agent"].split()
    assert words[0] == "acme-sync/3.1"
    assert words[1] == f"comm100-python/{comm100.__version__}"
    assert words[2].startswith(("httpx2/", "httpx/"))


def test_timeouts_are_finite_and_can_be_given_per_call(kit: Kit, server: Server) -> None:
    """Thirty seconds by default, in the client, or in one call."""
    kit.run(lambda client: client.account.agents.me())
    assert set(server.last.extensions["timeout"].values()) == {30.0}
    kit.run(lambda client: client.account.agents.me(timeout=2.5), timeout=9)
    assert set(server.last.extensions["timeout"].values()) == {2.5}


def test_a_host_is_a_host(kit: Kit, server: Server) -> None:
    """The control panel's host chooses the server; anything but a host name is refused."""
    kit.run(lambda client: client.account.agents.me(), host="ent1portal.comm100.com")
    assert server.last.url.host == "ent1portal.comm100.com"
    for host in ("https://hosted.comm100.com", "hosted.comm100.com/x", "a@evil.example", "evil.example#", ""):
        with pytest.raises(ConfigurationError):
            kit.client(host=host)


def test_plain_http_is_for_this_machine_only(kit: Kit, server: Server) -> None:
    """Credentials never go over plain http to another machine."""
    kit.run(lambda client: client.account.agents.me(), base_url="http://127.0.0.1:4010")
    assert str(server.last.url).startswith("http://127.0.0.1:4010/")
    with pytest.raises(ConfigurationError):
        kit.client(base_url="http://hosted.comm100.com")


def test_contradicting_arguments_are_refused(kit: Kit) -> None:
    """Nothing is guessed where two arguments name two servers."""
    with pytest.raises(ConfigurationError, match="not both"):
        kit.client(base_url="https://a.example", host="b.example")


def test_operations_without_a_method_can_be_called(kit: Kit, server: Server) -> None:
    """``request`` lends credentials, errors and limits to any path below the host, and to no other place."""
    server.says(json=[{"id": 1}])
    assert kit.run(lambda client: client.request("GET", "/api/v2/undescribed/things")) == [{"id": 1}]
    assert server.last.headers["authorization"].startswith("Basic ")
    server.says(content=b"")
    assert kit.run(lambda client: client.request("DELETE", "/api/v2/undescribed/things/7")) is None
    for path in ("https://evil.example/", "//evil.example/", "api/v2", "/a?b=c"):

        def ask(client: Any, path: str = path) -> Any:
            return client.request("GET", path)

        with pytest.raises(ConfigurationError):
            kit.run(ask)


def test_a_body_that_cannot_be_encoded_is_refused_without_being_shown(kit: Kit, server: Server) -> None:
    """The encoder's own exception holds the whole body, so nothing of it is chained."""
    with pytest.raises(ConfigurationError, match="cannot be sent") as caught:
        kit.run(lambda client: client.account.agents.set_password(7, password="s3cret-\ud800"))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert "s3cret" not in str(caught.value)
    assert not server.requests


EAST = timezone(timedelta(hours=5, minutes=30))
WEST = timezone(-timedelta(hours=3))
NOON = datetime(2026, 3, 1, 12)


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ({"from": NOON}, {"from": "2026-03-01T12:00:00"}),
        ({"from": date(2026, 3, 1)}, {"from": "2026-03-01T00:00:00"}),
        ({"from": "soon"}, {"from": "soon"}),
        ({"from": NOON.replace(tzinfo=EAST)}, {"from": "2026-03-01T12:00:00", "zone": "+05:30"}),
        ({"from": NOON.replace(tzinfo=WEST)}, {"from": "2026-03-01T12:00:00", "zone": "-03:00"}),
        (
            {"from": NOON.replace(tzinfo=WEST), "to": NOON.replace(tzinfo=EAST)},
            {"from": "2026-03-01T12:00:00", "to": "2026-03-01T03:30:00", "zone": "-03:00"},
        ),
        (
            {"from": NOON.replace(tzinfo=UTC), "zone": "+05:30"},
            {"from": "2026-03-01T17:30:00", "zone": "+05:30"},
        ),
        ({"from": NOON.replace(tzinfo=EAST), "zone": "Pune"}, {"from": "2026-03-01T06:30:00", "zone": "Pune"}),
        ({"on": NOON.replace(tzinfo=EAST)}, {"on": "2026-03-01T06:30:00"}),
        (
            {"from": NOON.replace(tzinfo=timezone(timedelta(hours=5, seconds=15)))},
            {"from": "2026-03-01T11:59:45", "zone": "+05:00"},
        ),
        ({"on": NOON}, {"on": "2026-03-01T12:00:00"}),
        ({"on": NOON.replace(year=1, microsecond=5)}, {"on": "0001-03-01T12:00:00"}),
    ],
)
def test_a_time_is_sent_as_the_server_reads_it(query: dict[str, object], sent: dict[str, object]) -> None:
    """Local text in the offset beside it, which a time with an offset sets; without such a parameter, in UTC."""
    assert _local_times(query, {"from": "zone", "to": "zone", "on": None}) == sent


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=EAST), datetime.max.replace(tzinfo=WEST)])
def test_a_time_that_the_calendar_does_not_have_is_refused(kit: Kit, server: Server, moment: datetime) -> None:
    """In the time zone that it is sent in; the message names the parameter."""
    with pytest.raises(ConfigurationError, match="timeFrom is beyond the calendar"):
        kit.run(lambda client: client.livechat.chats.list(time_from=moment))
    assert not server.requests


def operation(method: str = "GET", path: str = "/a", **options: Any) -> Operation[Any]:
    return Operation[Any]("op", method, path, **options)


def test_an_operation_is_plain_unless_it_says_otherwise() -> None:
    """JSON in both directions, with credentials, and nothing special about any parameter."""
    plain = operation()
    assert (plain.secured, plain.media_type, plain.accept) == (True, "application/json", "application/json")
    assert (plain.media_types, plain.contents, plain.may_be_empty, plain.shaped_by) == ((), (), False, "")
    assert [plain.styles, plain.times, plain.shapes, plain.parts] == [{}] * 4
    given: dict[str, Any] = {
        "decode": as_is,
        "secured": False,
        "styles": {"query.a": Style("form")},
        "times": {"a": None},
        "shaped_by": "a",
        "shapes": {"b": as_is},
        "media_type": "a/b",
        "media_types": ("a/b",),
        "parts": {"a/b": {}},
        "accept": "a/b",
        "contents": (Content("200"),),
        "may_be_empty": True,
    }
    assert {name: getattr(operation(**given), name) for name in given} == given


@pytest.mark.parametrize(
    ("path", "parts", "styles", "target"),
    [
        ("/a", {}, {}, "/a"),
        ("/a#get", {}, {}, "/a"),
        ("/{a}/{b}-{a}", {"path": {"a": "x/y", "b": 7}}, {}, "/x%2Fy/7-x%2Fy"),
        ("/{a}", {"path": {"a": [1, 2]}}, {"path.a": Style("label", True), "query.a": Style("json")}, "/.1.2"),
        ("/a", {"query": {"b": 1, "c": None, "d": [1, 2]}}, {}, "/a?b=1&d=1&d=2"),
        ("/a", {"query": {"b": OMIT, "c": None}}, {}, "/a"),
        ("/a", {"query": {"b": [1, 2]}}, {"query.b": Style("form"), "path.b": Style("json")}, "/a?b=1,2"),
    ],
)
def test_a_call_leads_to_a_path_and_a_query(path: str, parts: Any, styles: Any, target: str) -> None:
    """Each parameter in the style of its location and name; what stands behind a # only tells paths apart."""
    assert Call(operation(path=path, styles=styles), **parts).target() == target


def test_header_and_cookie_parameters_have_styles_of_their_own() -> None:
    """A name may stand in several locations."""
    styles = {"header.a": Style("simple", True), "cookie.a": Style("form", True), "query.a": Style("json")}
    call = Call(operation(styles=styles), headers={"a": {"b": 1}, "c": OMIT}, cookies={"a": {"b": 2}, "d": 3})
    assert call.header_fields() == {"a": "b=1", "Cookie": "b=2; d=3"}
    assert Call(operation(), cookies={"d": None}).header_fields() == {}


@pytest.mark.parametrize(
    ("options", "body", "chosen", "content"),
    [
        ({}, OMIT, OMIT, ("", b"")),
        ({}, None, OMIT, ("application/json", b"null")),
        ({}, {"a": OMIT, "b": 1}, OMIT, ("application/json", b'{"b":1}')),
        ({}, {"a": 1}, "application/json; a=b", ("application/json; a=b", b'{"a":1}')),
        ({"media_type": "a/b+json"}, {"a": 1}, OMIT, ("a/b+json", b'{"a":1}')),
        ({"media_type": "text/plain"}, "a", OMIT, ("text/plain", b"a")),
        ({"media_types": ("application/json", "text/csv")}, "a", OMIT, ("text/csv", b"a")),
        ({"media_types": ("application/json", "text/csv")}, "a", "application/json", ("application/json", b'"a"')),
        ({"media_types": ("text/csv", "application/json")}, {"a": 1}, OMIT, ("application/json", b'{"a":1}')),
        ({"media_type": "a/b", "media_types": ("c/d",)}, b"a", OMIT, ("c/d", b"a")),
    ],
)
def test_a_body_is_encoded_as_its_media_type(options: Any, body: Any, chosen: Any, content: Any) -> None:
    """The operation's, the one that fits the body, or the caller's choice."""
    call = Call(operation("POST", **options), body=body, content_type=chosen)
    assert call.content() == content
    assert call.is_repeatable


def test_a_call_is_decoded_in_the_form_that_it_asks_for() -> None:
    """Whatever the letter case of the parameter; other values and none have the usual decoder."""
    shaped = operation(
        decode=lambda value: ["usual", value], shaped_by="by", shapes={"day": lambda value: ["day", value]}
    )
    for query, shape in (({"by": "Day"}, "day"), ({"by": "hour"}, "usual"), ({}, "usual"), ({"other": "day"}, "usual")):
        decode = Call(shaped, query=query).decode
        assert decode
        assert decode(1) == [shape, 1]
    assert Call(operation()).decode is None


@pytest.mark.parametrize(
    ("query", "offset"),
    [
        ({}, timedelta(0)),
        ({"zone": "+05:30"}, timedelta(hours=5, minutes=30)),
        ({"zone": "-03:00"}, -timedelta(hours=3)),
        ({"zone": "Pune"}, timedelta(0)),
        ({"from": datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=2)))}, timedelta(hours=2)),
    ],
)
def test_times_of_a_response_are_in_the_offset_of_the_request(query: Any, offset: timedelta) -> None:
    """The one that it names, or that its times have, else UTC."""
    agent = comm100.models.Agent.from_dict
    call = Call(operation(decode=agent, times={"on": None, "from": "zone"}), query=query)
    assert call.decode
    assert call.decode({"id": 1})._zone.utcoffset(None) == offset
    assert Call(operation(decode=agent, times={"from": None}), query=query).decode is agent


def test_a_path_may_have_a_query_of_its_own() -> None:
    """To which the parameters are added."""
    asked: Operation[Any] = Operation("id", "GET", "/pets?action=list#1")
    assert Call(asked).target() == "/pets?action=list"
    assert Call(asked, query={"q": 1}).target() == "/pets?action=list&q=1"


def test_the_call_of_the_next_page_is_like_the_one_before() -> None:
    """But for its link or one parameter of its query."""
    body, names = (
        {"a": 1},
        ("path", "headers", "cookies", "content_type", "timeout", "body", "operation", "is_streamed"),
    )
    call = Call(operation(), {"p": 1}, {"q": 1, "r": 2}, {"h": 1}, body, 7, {"c": 1}, "a/b")
    by_link, by_query = call.with_link("/next"), call.with_query("q", 5)
    for other in (by_link, by_query):
        assert [getattr(other, name) for name in names] == [getattr(call, name) for name in names]
    assert (by_link.query, by_link.link) == ({}, "/next")
    assert (by_query.query, by_query.link) == ({"q": 5, "r": 2}, "")
    assert (call.query, call.link, call.is_streamed) == ({"q": 1, "r": 2}, "", False)
    assert by_link.with_query("q", 1).link == "/next"


@pytest.mark.parametrize(
    ("body", "members", "required", "expected"),
    [
        (OMIT, {"a": 1}, False, {"a": 1}),
        (OMIT, {"a": OMIT, "b": None}, False, {"a": OMIT, "b": None}),
        (OMIT, {"a": OMIT}, False, OMIT),
        (OMIT, {"a": OMIT}, True, {"a": OMIT}),
        ("x", {"a": OMIT}, False, "x"),
        (None, {"a": OMIT}, True, None),
        ("x", {"a": 1}, False, None),
        ("x", {"a": 1}, True, None),
    ],
)
def test_a_body_is_given_whole_or_by_its_members(body: Any, members: Any, required: bool, expected: Any) -> None:
    """Not both; a required one is an empty object if nothing is given."""
    if body == "x" and members == {"a": 1}:
        with pytest.raises(ConfigurationError, match="not both"):
            chosen_body(body, members, required=required)
    else:
        assert chosen_body(body, members, required=required) == expected


@pytest.mark.parametrize("method", ["get", "Head", "OPTIONS", "patch", "post", "put", "delete"])
def test_a_method_is_known_in_any_letter_case(method: str) -> None:
    """It is sent in upper case (RFC 9110 section 9.1)."""
    assert http_method(method) == method.upper()


@pytest.mark.parametrize("method", ["", "GET ", "TRACE", "CONNECT", "s3cret", 7, None, b"GET"])
def test_any_other_method_is_refused_without_being_shown(method: Any) -> None:
    """It could be a secret by mistake."""
    with pytest.raises(ConfigurationError) as caught:
        http_method(method)
    assert str(caught.value) == "The HTTP method is not one of DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT."


@pytest.mark.parametrize("path", ["/", "/a", "/a//b", "/a.b/...", "/%2F", "/a;b=c,d:e@f", "/é"])
def test_a_path_below_the_host_is_taken_as_it_is(path: str) -> None:
    """Percent-encoded or not."""
    assert absolute_path(path) == path


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (7, "The path must be a string such as '/api/items', not int."),
        ("", "The path must begin with one '/'"),
        ("a", "The path must begin with one '/'"),
        ("//s3cret", "The path must begin with one '/'"),
        ("https://s3cret/", "The path must begin with one '/'"),
        ("/a?s3cret", "'/a' is not a valid path; give one such as '/api/items'"),
        ("/a#s3cret?", "'/a' is not a valid path; give one such as '/api/items'"),
        ("/a?b#s3cret", "'/a' is not a valid path; give one such as '/api/items'"),
        ("/{a}", "'/{a}' is not a valid path; give one such as"),
        ("/a}", "'/a}' is not a valid path; give one such as"),
        ("/a\\b", "is not a valid path; give one such as"),
        ("/a\n", "is not a valid path; it has characters that must be percent-encoded."),
        ("/a\u202e", "is not a valid path; it has characters that must be percent-encoded."),
        ("/a/../b", "'/a/../b' has a '.' or '..' segment; give the path that you mean."),
        ("/.", "'/.' has a '.' or '..' segment"),
        ("/a/%2e%2E", "'/a/%2e%2E' has a '.' or '..' segment"),
        ("/a%2f..", "'/a%2f..' has a '.' or '..' segment"),
        ("/a%5C..", "'/a%5C..' has a '.' or '..' segment"),
    ],
)
def test_a_path_that_could_lead_elsewhere_is_refused(path: Any, words: str) -> None:
    """What follows the path, and what is a URL, may hold a secret and is not shown."""
    with pytest.raises(ConfigurationError) as caught:
        absolute_path(path)
    assert words in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_times_are_sent_in_local_text_where_the_document_says_so() -> None:
    """And as RFC 3339 has it elsewhere."""
    moment = NOON.replace(tzinfo=EAST)
    local = Call(operation(times={"from": "zone"}), query={"from": moment, "at": moment})
    assert local.target() == "/a?from=2026-03-01T12%3A00%3A00&at=2026-03-01T12%3A00%3A00%2B05%3A30&zone=%2B05%3A30"
    assert Call(operation(), query={"from": moment}).target() == "/a?from=2026-03-01T12%3A00%3A00%2B05%3A30"


def test_the_members_of_a_body_are_those_of_an_object() -> None:
    """Of a mapping or a model; a list, a text and no body have none."""
    members = {"a": 1, "b": [2]}

    def call(body: Any) -> Call[Any]:
        return Call(Operation[Any]("op", "POST", "/a"), body=body)

    assert call(members).body_members() is members
    assert call(comm100.models.Agent.from_dict(members)).body_members() == members
    assert call(members).with_body_member("a", 3).body == {"a": 3, "b": [2]}
    assert members["a"] == 1
    for body in ([members], "a", None, OMIT):
        assert call(body).body_members() == {}
        assert call(body).with_body_member("a", 3).body == {"a": 3}
