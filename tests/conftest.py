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


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--http") == "httpx":
        # An entry of None makes the import fail, as on a machine where httpx2 is not installed.
        sys.modules["httpx2"] = None  # type: ignore[assignment]


def pytest_report_header(config: pytest.Config) -> str:
    return f"http library: {config.getoption('--http')}"
