"""What goes over the wire for a method call."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

import comm100
from comm100._request import _local_times
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
        ({"on": NOON}, {"on": "2026-03-01T12:00:00"}),
    ],
)
def test_a_time_is_sent_as_the_server_reads_it(query: dict[str, object], sent: dict[str, object]) -> None:
    """Local text in the offset beside it, which a time with an offset sets; without such a parameter, in UTC."""
    assert _local_times(query, {"from": "zone", "to": "zone", "on": None}) == sent
