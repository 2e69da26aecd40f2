"""The API tried in a browser, on the mock that `make docs` serves beside the reference."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .conftest import PICTURES, REFERENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The mock needs the generator's environment, not that of the browser's driver.
PYTHON = REFERENCE.parents[1] / ".venv" / "bin" / "python"


@pytest.fixture
def origin() -> Iterator[str]:
    """The address of a mock that serves the documentation."""
    command = [str(PYTHON if PYTHON.exists() else sys.executable), "-m", "comm100.testing", "--port", "0"]
    command += ["--reference", str(REFERENCE)]
    with subprocess.Popen(command, cwd=REFERENCE.parent, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """A window whose requests all go to the mock, and whose pages do not complain."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(origin) else None)
    yield page
    context.close()
    assert [text for text in complaints if not text.startswith("data:")] == []


def execute(page: Page) -> str:
    """Send the operation that is open, and return the status of its response."""
    operation = page.locator(".opblock.is-open")
    operation.locator(".execute").click()
    status: str = operation.locator(".live-responses-table tbody .response-col_status").first.inner_text()
    return status


def test_an_operation_is_tried_from_its_page(page: Page, origin: str) -> None:
    """Sign in by the authorization code flow with PKCE, follow "Try it" on a page of the reference, and send it."""
    page.goto(f"{origin}/try/")
    with page.expect_request(lambda request: "code_challenge_method=S256" in request.url):
        page.get_by_role("button", name="Authorization code", exact=True).click()
    assert page.get_by_role("button", name="Authorization code", exact=True).get_attribute("aria-pressed") == "true"
    page.goto(f"{origin}/reference/account.agents.html#account.agents.me")
    page.locator('[id="account.agents.me"] ~ * .try, section:has([id="account.agents.me"]) .try').first.click()
    page.locator(".opblock.is-open").wait_for()
    assert execute(page) == "200"
    assert "Bearer " in page.locator(".opblock.is-open .curl-command").inner_text()
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / "try.png")


def test_a_key_is_one_click(page: Page, origin: str) -> None:
    """Without it the mock refuses."""
    where = f"{origin}/try/operation?method=GET&path=/api/v2/account/agents/me"
    page.goto(where)
    page.locator(".opblock.is-open").wait_for()
    page.get_by_role("button", name="API key", exact=True).click()
    page.locator(".opblock-tag").first.wait_for()
    page.goto(where)
    page.locator(".opblock.is-open").wait_for()
    assert execute(page) == "200"
    assert "Basic " in page.locator(".opblock.is-open .curl-command").inner_text()
