"""No refresh that was begun is lost, however the program ends: 200 processes, and each one's session goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from comm100 import FileStore, Token
from tests.stores.exit_service import app, exit_service
from tests.stores.processes import ENVIRONMENT, ROOT
from tests.stores.support import PATIENCE, opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no processes are forked there")


def run_programs(kind: str, place: dict[str, Any], url: str, count: int) -> list[int]:
    """Run a program many times, and return the exit statuses."""
    arguments = json.dumps([kind, place, url, list(range(count))])
    command = [sys.executable, "-m", "tests.stores.exits", arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=3 * PATIENCE, check=False
    )
    assert done.stderr == ""
    statuses: list[int] = json.loads(done.stdout)
    return statuses


def stored_token(kind: str, place: dict[str, Any], url: str, number: int) -> Token:
    """Return what the store has after the program with this number."""
    if kind == "command":
        token = FileStore(Path(place["folder"]) / str(number)).load("token")
        assert token is not None
        return token
    token = app().resume(None, opened(place), subject=str(number), base_url=url).token  # type: ignore[attr-defined]
    assert isinstance(token, Token)
    return token


@pytest.mark.parametrize(
    ("kind", "kept", "count", "status"),
    [
        ("sync", "file", 50, 0),
        ("asyncio", "file", 40, 0),
        ("command", "file", 30, 0),
        ("sigterm", "file", 20, 143),
        ("sync", "redis", 30, 0),
        ("asyncio", "redis", 30, 0),
    ],
)
def test_no_refresh_is_lost(
    kind: str, kept: str, count: int, status: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Each store has the refresh token that the server accepts now."""
    place = {"folder": str(tmp_path / "tokens")} if kept == "file" else request.getfixturevalue("redis_place")
    with exit_service() as service:
        assert run_programs(kind, place, service.url, count) == [status] * count
        assert service.used == {f"refresh-{number}-0" for number in range(count)}
        for number in range(count):
            assert stored_token(kind, place, service.url, number).refresh_token == f"refresh-{number}-1"
