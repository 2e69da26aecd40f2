"""A served mock whose identities are the canaries, and a search of what lies on the disk."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from comm100.testing import Mock
from comm100.testing._document import bundled_document
from tests.auth.secret_leaks import SECRETS, Scan
from tests.bench.servers import free_port
from tests.demo.server import served

ME = "/api/v2/account/agents/me"
EXAMPLES = {
    "example-client-secret": SECRETS["secret"],
    "example-password": SECRETS["password"],
    "example-partner-password": SECRETS["password"],
    "0123456789abcdef0123456789abcdef": SECRETS["key"],
}


def with_canaries(value: Any) -> Any:
    """Return a document whose examples hold the canaries, so that its mock knows them."""
    if isinstance(value, dict):
        return {name: with_canaries(member) for name, member in value.items()}
    if isinstance(value, list):
        return [with_canaries(member) for member in value]
    return EXAMPLES.get(value, value) if isinstance(value, str) else value


class Service:
    """A served mock of the canaries.

    Args:
        mock: The mock.
        url: Where it is.
        port: Where a browser may come back to.
    """

    def __init__(self, mock: Mock, url: str, port: int) -> None:
        self.mock, self.url, self.port = mock, url, port

    def scan(self) -> Scan:
        """Return a scan for the canaries, and for all codes, tokens, states and verifiers that went to and fro."""
        scan = Scan()
        for exchange in self.mock.requests:
            sent = dict(exchange.request.form) if exchange.request.method == "POST" else {}
            came = exchange.response.json() if exchange.response.body.startswith(b"{") else {}
            for name in ("code", "code_verifier", "access_token", "refresh_token"):
                for secret in (sent.get(name), came.get(name)):
                    if isinstance(secret, str):
                        scan.watch(name, secret)
        return scan


@contextmanager
def secret_leak_service() -> Iterator[Service]:
    """Serve the mock on a free port of this machine."""
    port = free_port()
    mock = Mock(document=with_canaries(bundled_document()), redirect_uris=[f"http://127.0.0.1:{port}/callback"])
    with served(mock) as url:
        yield Service(mock, url, port)


def on_disk(scan: Scan, folder: Path) -> dict[str, list[str]]:
    """Return what is found in each file; those for tokens are readable by nobody else."""
    leaked = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        leaked[path.name] = scan.found(path.read_bytes().decode("latin-1").replace("\\\\", "\\").replace('\\"', '"'))
        assert leaked[path.name] == [] or stat.S_IMODE(path.stat().st_mode) == 0o600, path
    return leaked
