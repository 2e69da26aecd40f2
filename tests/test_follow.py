"""CONTRIBUTING.md, "Follow one ...": the files that a call, a refresh, a mocked request and a render go through."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

import comm100
from comm100 import Client, Password
from comm100._http import http
from comm100.errors import InsecureFlowWarning
from comm100.testing import Mock, MockTransport
from generator.commands import generate

ROOT = Path(__file__).parents[1]
PACKAGE = Path(comm100.__path__[0])
GENERATOR = ROOT / "generator"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

AGENT = {
    "id": 1,
    "email": "ada@example.com",
    "displayName": "Ada",
    "firstName": "Ada",
    "lastName": "Lovelace",
    "isAdmin": True,
    "isActive": True,
    "isLocked": False,
}


def listed(heading: str) -> list[str]:
    """Return the files that a section of CONTRIBUTING.md lists, in its order."""
    section = CONTRIBUTING.partition(f"### {heading}\n")[2].partition("\n#")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)


@contextmanager
def traced(folder: Path) -> Iterator[list[str]]:
    """Yield a list that names each file below a folder, in the order in which its code first runs, in any thread."""
    prefix = f"{folder}{'/' if '/' in str(folder) else chr(92)}"
    files: list[str] = []

    def note(code: CodeType) -> None:
        name = code.co_filename.removeprefix(prefix)
        if name != code.co_filename and name not in files:
            files.append(Path(name).as_posix())

    with _profiled(note):
        yield files


@contextmanager
def _profiled(note: Callable[[CodeType], None]) -> Iterator[None]:
    if sys.version_info >= (3, 12):
        monitoring = sys.monitoring
        tool = next(number for number in range(6) if monitoring.get_tool(number) is None)
        monitoring.use_tool_id(tool, __name__)
        monitoring.register_callback(tool, monitoring.events.PY_START, lambda code, offset: note(code))
        monitoring.set_events(tool, monitoring.events.PY_START)
        try:
            yield
        finally:
            monitoring.set_events(tool, monitoring.events.NO_EVENTS)
            monitoring.register_callback(tool, monitoring.events.PY_START, None)
            monitoring.free_tool_id(tool)
        return

    def profile(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            note(frame.f_code)

    former = sys.getprofile()
    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        yield
    finally:
        sys.setprofile(former)
        threading.setprofile(None)


class AdjustableClock:
    """A clock outside of the package, so that its own code is not counted."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def wall(self) -> float:
        return self.now

    monotonic = wall

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Server(http.BaseTransport):
    """Issues tokens, and returns one agent to whoever sends the current one."""

    def __init__(self) -> None:
        self.issued = 0

    def handle_request(self, request: http.Request) -> http.Response:
        if request.url.path == "/oauth/token":
            self.issued += 1
            fields = {"access_token": f"token-{self.issued}", "token_type": "bearer", "expires_in": 3600}
            return http.Response(200, json={**fields, "refresh_token": "refresh"})
        assert request.headers["Authorization"] == f"Bearer token-{self.issued}"
        return http.Response(200, json=AGENT)


@pytest.fixture
def clock() -> AdjustableClock:
    return AdjustableClock()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(server: Server, clock: AdjustableClock) -> Iterator[Client]:
    """A client that has sent one call, so that only what each call costs is left."""
    with pytest.warns(InsecureFlowWarning):
        password = Password(email="ada@example.com", password="example-password")
    with Client(password, transport=server, clock=clock) as client:
        client.account.agents.me()
        yield client


def test_a_call_with_a_valid_token(client: Client, server: Server) -> None:
    """At most ten files, which CONTRIBUTING.md lists in the order in which they are reached."""
    with traced(PACKAGE) as files:
        assert client.account.agents.me().email == "ada@example.com"
    assert server.issued == 1
    assert files == listed("… call with a valid token")
    assert len(files) <= 10


def test_an_expired_token(client: Client, server: Server, clock: AdjustableClock) -> None:
    """At most fourteen files, the call itself included."""
    clock.now += 2 * 3600
    with traced(PACKAGE) as files:
        assert client.account.agents.me().email == "ada@example.com"
    assert server.issued == 2
    assert sorted(files) == sorted(listed("… expired token"))
    assert len(files) <= 14


def test_a_post_through_the_mock() -> None:
    """At most twelve files of the mock, from the transport to the response."""
    mock = Mock()
    key = mock.credentials.api_key
    headers = {"Authorization": http.BasicAuth(key.email, key.api_key)._auth_header}
    with http.Client(transport=MockTransport(mock), base_url="https://hosted.comm100.com", headers=headers) as sender:

        def create(email: str) -> http.Response:
            fields = {"email": email, "displayName": "Bo", "firstName": "Bo", "lastName": "Li"}
            return sender.post("/api/v2/account/agents", json=fields)

        assert create("first@example.com").status_code == 200  # compiles the schemas
        with traced(PACKAGE) as files:
            assert create("second@example.com").status_code == 200
    assert files == listed("… POST through the mock")
    assert len(files) <= 12


def test_a_render() -> None:
    """The sub-packages of the generator, in the order in which they do their work."""
    with traced(GENERATOR) as files:
        generate(ROOT / "tests/generator/documents/shapes.yaml", ROOT / "templates")
    steps = dict.fromkeys(f"{name.split('/')[0]}/" if "/" in name else name for name in files)
    assert [name for name in steps if name in listed("… `render`")] == listed("… `render`")
    assert {name for name in steps if name.endswith("/")} <= set(listed("… `render`"))
