"""What all tests share: the choice of the HTTP library that the generated package finds."""

from __future__ import annotations

import sys

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
