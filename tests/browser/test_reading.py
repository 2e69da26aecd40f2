"""What a reader does on the pages: search, switch samples, follow links, change the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import Open, address

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def box(page: Page) -> Locator:
    """Return the field of the search."""
    return page.get_by_role("combobox", name="Search")


def results(page: Page) -> Locator:
    """Return what the search has found."""
    return page.get_by_role("listbox", name="Results").get_by_role("option")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("list agents", "List agents"),
        ("account.agents.set_password", "Set an agent's password"),
        ("/api/v2/account/agents/{id}/unlock", "Unlock an agent"),
        ("displayName", "displayName"),
        ("display_name", "displayName"),
        ("AgentUpdate", "AgentUpdate"),
        ("403", "403"),
        ("chatRequested", "chatRequested"),
        ("Manage Security", "Manage Security"),
        ("authentcation", "Authentication"),
        ("unlok", "Unlock an agent"),
    ],
)
def test_the_search_finds_it_first(open_page: Open, query: str, first: str) -> None:
    """Names in any spelling, paths, statuses, permissions, and words with a slip of the finger."""
    page = open_page("index.html")
    page.keyboard.press("/")
    box(page).fill(query)
    assert results(page).first.locator("b").inner_text() == first


def test_the_search_needs_no_mouse(open_page: Open) -> None:
    """A key opens it, arrows choose, Enter goes there, Escape closes it and gives the focus back."""
    page = open_page("errors.html")
    page.keyboard.press("/")
    assert box(page).evaluate("box => box === document.activeElement")
    page.keyboard.press("Escape")
    assert box(page).is_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("agents")
    page.keyboard.press("ArrowDown")
    chosen = page.locator('[aria-selected="true"]')
    assert box(page).get_attribute("aria-activedescendant") == chosen.get_attribute("id") == "found-1"
    page.keyboard.press("ArrowUp")
    box(page).fill("unlock an agent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account.agents.html*")
    assert page.url.endswith("#account.agents.unlock")


def test_equal_names_are_one_result(open_page: Open) -> None:
    """What many objects have is found once, and unfolds into its places."""
    page = open_page("index.html")
    page.keyboard.press("/")
    box(page).fill("displayName")
    names = results(page).locator("b").all_inner_texts()
    assert names.count("displayName") == 1
    page.keyboard.press("Enter")
    places = results(page)
    assert places.count() > 3
    assert set(places.locator("b").all_inner_texts()) == {"displayName"}


def test_a_chosen_language_is_kept(open_page: Open) -> None:
    """A switch changes all samples, the next page has it too, and a link can ask for another one."""
    page = open_page("account.agents.html")
    shown = page.locator("section.operation pre code:visible")
    assert shown.first.inner_text().startswith("curl ")
    page.get_by_role("button", name="Python", exact=True).first.click()
    assert shown.first.inner_text().startswith("import os")
    page.goto(address("account.groups.html"))
    assert shown.first.inner_text().startswith("import os")
    page.goto(f"{address('account.groups.html')}?lang=async")
    assert shown.first.inner_text().startswith("import asyncio")


def test_credentials_and_hosts_are_switched(open_page: Open) -> None:
    """The samples show what the reader has: another way to authenticate, another host."""
    page = open_page("account.agents.html")
    sample = page.locator("section.operation pre code:visible").first
    assert "Authorization: Bearer $TOKEN" in sample.inner_text()
    page.get_by_label("Credentials").first.select_option(label="API key")
    assert "ada@example.com:$COMM100_API_KEY" in sample.inner_text()
    page.get_by_label("Host").first.select_option("ent1portal.comm100.com")
    assert "https://ent1portal.comm100.com/" in sample.inner_text()
    page.get_by_role("button", name="Python", exact=True).first.click()
    program = page.locator("section.operation pre code:visible").first.inner_text()
    assert 'host="ent1portal.comm100.com") as client:' in program
    assert "ApiKey" in program


def test_the_theme_is_chosen_and_kept(open_page: Open) -> None:
    """The reader's choice counts more than the system's, on the next page as well."""
    page = open_page("index.html", scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    white = page.evaluate(paper)
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("button", name="Theme").click()
    dark = page.evaluate(paper)
    assert dark != white
    page.goto(address("errors.html"))
    assert page.evaluate(paper) == dark


def test_a_link_opens_what_is_folded(open_page: Open) -> None:
    """A permalink to a nested property shows it."""
    page = open_page("objects.html#object-AccountPermissions.manage_site")
    row = page.locator('[id="object-AccountPermissions.manage_site"]')
    assert row.is_visible()
    assert row.evaluate("row => row.getBoundingClientRect().top < innerHeight")


def test_the_keyboard_reaches_everything(open_page: Open) -> None:
    """The first stop skips the navigation; switches, copy buttons and samples that scroll come after it."""
    page = open_page("account.audit_logs.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    seen = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.className"))
    assert {"PRE ", "A ", "BUTTON copy", "SELECT "} <= seen
    assert any(name.startswith("SUMMARY") for name in seen)


def test_a_copied_sample_is_what_is_shown(open_page: Open) -> None:
    """The hidden variant of a sample is not copied."""
    page = open_page("account.audit_logs.html")
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; }")
    page.get_by_role("button", name="Copy the sample").first.click()
    text = page.evaluate("window.copied")
    assert text == page.locator("pre code:visible").first.inner_text()
    assert "API_KEY" not in text
