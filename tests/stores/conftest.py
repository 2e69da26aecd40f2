"""A Redis server for all tests of a run, and a store of each kind."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from comm100 import FileStore, KeyringStore, MemoryStore, RedisStore
from comm100.auth import TokenStore
from tests.stores.memory_keyring import MemoryKeyring
from tests.stores.redis_server import RedisServer

_prefixes = itertools.count()


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def redis_place(redis_server: RedisServer) -> dict[str, Any]:
    """The arguments of a store in the server, with a prefix that no other test has."""
    return {"server": redis_server.url, "prefix": f"test-{next(_prefixes)}", "timeout": 5.0}


@pytest.fixture
def connect() -> Iterator[Callable[..., RedisStore]]:
    """Makes stores in Redis, and closes them."""
    with ExitStack() as stack:
        yield lambda *server, **options: stack.enter_context(RedisStore(*server, **options))


Maker = Callable[..., TokenStore]


def maker(kind: str, request: pytest.FixtureRequest, folder: Path) -> Maker:
    """Return what makes stores of one kind that share their tokens, as if in processes of their own."""
    if kind == "memory":
        only = MemoryStore()
        return lambda **options: only
    if kind == "file":
        return lambda **options: FileStore(folder / "tokens", **options)
    if kind == "redis":
        place, connect = request.getfixturevalue("redis_place"), request.getfixturevalue("connect")
        return lambda **options: connect(**place, **options)
    backend = MemoryKeyring()
    return lambda **options: KeyringStore("example", backend=backend, lock_folder=folder / "locks", **options)


@pytest.fixture(params=["memory", "file", "redis", "keyring"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Maker:
    """Makes stores of each kind in turn."""
    return maker(request.param, request, tmp_path)


@pytest.fixture(params=["file", "redis", "keyring"])
def make_lasting(request: pytest.FixtureRequest, tmp_path: Path) -> Maker:
    """Makes stores of each kind that outlives a process."""
    return maker(request.param, request, tmp_path)


@pytest.fixture
def store(make_store: Maker) -> TokenStore:
    return make_store()


@pytest.fixture
def lasting(make_lasting: Maker) -> TokenStore:
    return make_lasting()
