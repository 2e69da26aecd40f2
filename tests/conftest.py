"""What all tests share: the choice of the HTTP library that the generated package finds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--http",
        choices=("httpx2", "httpx"),
        default="httpx2",
        help="the HTTP library that the generated package finds (default: httpx2)",
    )
    # As early as this: the conftest files of folders on the command line import the package before anything is set up.
    if parser.parse_known_args(sys.argv[1:]).http == "httpx":
        # An entry of None makes the import fail, as on a machine where httpx2 is not installed.
        sys.modules["httpx2"] = None  # type: ignore[assignment]


def pytest_configure(config: pytest.Config) -> None:
    used = getattr(sys.modules.get("comm100._http"), "http", None)
    if used is not None and used.__name__ != config.getoption("--http"):
        raise pytest.UsageError(f"the package was imported with {used.__name__} before --http was heeded")


def pytest_report_header(config: pytest.Config) -> str:
    return f"http library: {config.getoption('--http')}"


@pytest.fixture(scope="session", autouse=True)
def every_answer_is_documented() -> Iterator[None]:
    """Hold each answer of a mock that a client sees, in whatever test, against the document as it passes."""
    from comm100.testing import MockRequest, MockResponse
    from comm100.testing.transport import MockTransport
    from tests.mock import oracle

    respond = MockTransport._respond

    def checked(transport: MockTransport, request: Any, body: bytes) -> Any:
        # Faults are wrong on purpose, and a mock of another document has its own tests.
        faulty = bool(transport._mock._state.faults._pending)
        answer = respond(transport, request, body)
        if not faulty and transport._mock._document.root == oracle.DOCUMENT:
            url = f"{request.url.scheme}://{request.url.netloc.decode()}{request.url.raw_path.decode()}"
            sent = MockRequest(request.method, url, tuple(request.headers.items()), body)
            oracle.check(sent, MockResponse(answer.status_code, tuple(answer.headers.multi_items()), answer.content))
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MockTransport, "_respond", checked)
        yield
