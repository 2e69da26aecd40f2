"""A browser for the whole run, and windows that fail their test if a page complains or reaches for the network."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "generated" / "reference"
# Where `make browser` leaves pictures of every kind of page, for people to look at.
PICTURES = HERE / "screenshots"
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"}

# `make test` has no driver for a browser; `make browser` runs this folder in an environment that has one.
collect_ignore_glob = [] if importlib.util.find_spec("playwright") else ["test_*.py"]

Open = Callable[..., "Page"]


def address(name: str, folder: Path = REFERENCE) -> str:
    """Return the address of a page of a reference on the disk."""
    file, hash_, anchor = name.partition("#")
    return f"{(folder / file).as_uri()}{hash_}{anchor}"


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds, with all rules of WCAG 2.2 A and AA."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    report: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
    return [
        (rule["id"], [node["html"] for node in rule["nodes"]][:3])
        for rule in report["violations"]
        if LEVELS & set(rule["tags"])
    ]


def invalid(folder: Path) -> str:
    """Return what html-validate finds in the pages of a folder."""
    command = [
        "npx",
        "--no-install",
        "html-validate",
        "--config",
        ".htmlvalidate.json",
        *map(str, folder.glob("*.html")),
    ]
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("There is no Chromium on this machine; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open pages from the disk: ``open_page("index.html", width=390, scheme="dark")``."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def opened(
        name: str,
        *,
        width: int = 1440,
        height: int = 1000,
        scheme: str = "light",
        script: bool = True,
        folder: Path = REFERENCE,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.set_default_navigation_timeout(30000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if request.url[:5] != "file:" else None)
        page.goto(address(name, folder))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [complaint for complaint in complaints if not complaint.startswith("data:")] == []
