"""What all tests share: the HTTP library that the generated package finds, and an eye on all answers."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.answers import ResponseRecorder

MARK = "undocumented(some=False): a scripted server departs from the document, on purpose; or in some of the cases"
HTTP = "TESTS_HTTP_LIBRARY"
RESPONSE_RECORDER: pytest.StashKey[ResponseRecorder] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--http",
        choices=("httpx2", "httpx"),
        # The workers of pytest-xdist are not given the command line.
        default=os.environ.get(HTTP, "httpx2"),
        help="the HTTP library that the generated package finds (default: httpx2)",
    )
    # As early as this: the conftest files of folders on the command line import the package before anything is set up.
    os.environ[HTTP] = parser.parse_known_args(sys.argv[1:]).http
    if os.environ[HTTP] == "httpx":
        # An entry of None makes the import fail, as on a machine where httpx2 is not installed.
        sys.modules["httpx2"] = None  # type: ignore[assignment]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARK)
    # Thousands of tests stay in memory; to look for garbage among them as often as usual takes a tenth of the time.
    gc.set_threshold(20_000, 20, 20)
    used = getattr(sys.modules.get("comm100._http"), "http", None)
    if used is not None and used.__name__ != config.getoption("--http"):
        raise pytest.UsageError(f"the package was imported with {used.__name__} before --http was heeded")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Iterator[None]:
    """Keep what collecting makes out of all later searches for garbage: each would take a quarter of a second."""
    gc.disable()
    try:
        return (yield)
    finally:
        # Hypothesis, imported later than this, would not find what refers to trio's random numbers, and warn.
        if "hypothesis" in sys.modules:
            gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Those that may take long come first, so that no core is left with one of them when the others have finished.
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_report_header(config: pytest.Config) -> str:
    return f"http library: {config.getoption('--http')}"


def pytest_sessionstart(session: pytest.Session) -> None:
    # Not before: it imports the package.
    from tests.answers import ResponseRecorder

    recorder = session.config.stash[RESPONSE_RECORDER] = ResponseRecorder()
    # A shell's background ignores Ctrl-C, and all commands that tests begin and interrupt would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    watching = ExitStack()
    watching.enter_context(recorder.watching())
    session.config.add_cleanup(watching.close)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Hold the answers that clients saw in a test against the document: an odd one must be meant, and one meant odd."""
    recorder = item.config.stash[RESPONSE_RECORDER]
    try:
        yield
        odd, mark = recorder.odd(), item.get_closest_marker("undocumented")
        assert mark or not odd, "the document does not give these answers:\n" + "\n".join(odd)
        assert odd or not mark or mark.kwargs.get("some"), "all answers are documented: the mark can go"
    finally:
        recorder.odd()
