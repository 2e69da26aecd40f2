"""A served mock, and a terminal with the settings of the mock's OAuth client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from comm100.testing import Mock
from tests.bench.servers import free_port
from tests.cli.support import Terminal
from tests.demo.server import served

ME = "/api/v2/account/agents/me"


@dataclass(frozen=True)
class Service:
    """The served API."""

    mock: Mock
    url: str
    port: int
    """The port of the registered redirect URI."""


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    port = free_port()
    mock = Mock(redirect_uris=[f"http://127.0.0.1:{port}/callback"])
    with served(mock) as url:
        yield Service(mock, url, port)


@pytest.fixture
def terminal(service: Service, tmp_path: Path) -> Terminal:
    app = service.mock.identities.apps[0]
    account = service.mock.identities.account("agents")
    environ = {
        "COMM100_CLIENT_ID": app.client_id,
        "COMM100_CLIENT_SECRET": app.client_secret,
        "COMM100_SITE_ID": str(app.parameters["siteId"]),
        "COMM100_EMAIL": account.login,
        "COMM100_API_KEY": account.secrets["api_key"],
        "COMM100_PASSWORD": account.secrets["password"],
    }
    return Terminal(tmp_path, environ)
