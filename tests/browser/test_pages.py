"""Every kind of page, as all kinds of readers see it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import PICTURES, REFERENCE, Open, address, invalid, violations

PAGES = sorted(path.name for path in REFERENCE.glob("*.html"))
# One page of each kind.
KINDS = [
    "index.html",
    "authentication.html",
    "errors.html",
    "webhooks.html",
    "conventions.html",
    "account.agents.html",
    "objects.html",
    "permissions.html",
    "a-z.html",
    "changes.html",
]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "dark"), (320, "light")])
def test_it_is_accessible(open_page: Open, name: str, width: int, scheme: str) -> None:
    """axe finds nothing, with all rules of WCAG 2.2 A and AA."""
    page = open_page(name, width=width, scheme=scheme)
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_narrowest_screen(open_page: Open, name: str) -> None:
    """At 320 pixels no page scrolls sideways (WCAG 2.2, 1.4.10)."""
    page = open_page(name, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_taken(open_page: Open, name: str, scheme: str) -> None:
    """A picture of each kind of page, for people; at the least, no two widths look the same."""
    PICTURES.mkdir(exist_ok=True)
    taken = set()
    for width in (1440, 768, 390):
        page = open_page(name, width=width, height=1400, scheme=scheme)
        taken.add(page.screenshot(path=PICTURES / f"{Path(name).stem}-{width}-{scheme}.png"))
    assert len(taken) == 3


def test_all_pages_are_valid_html() -> None:
    """html-validate accepts every element and attribute."""
    assert invalid(REFERENCE) == ""


def test_everything_is_readable_without_a_script(open_page: Open) -> None:
    """The text, the samples in the recommended variant, and the way to the contents and the index are there."""
    page = open_page("account.agents.html", width=390, script=False)
    assert page.locator("section.operation").count() == 13
    samples = page.locator("section.operation").first.locator("pre:visible")
    assert [re.sub(r"\W.*", "", text, flags=re.DOTALL) for text in samples.all_inner_texts()[:2]] == ["curl", "import"]
    assert page.locator("nav").is_hidden()
    page.get_by_role("button", name="Contents").click()
    assert page.get_by_role("navigation").is_visible()
    page.get_by_role("navigation").get_by_role("link", name="Groups", exact=True).click()
    assert page.url == address("account.groups.html")
    page.get_by_role("link", name="Search").click()
    assert page.url == address("a-z.html")


def test_it_prints_with_page_numbers(open_page: Open, tmp_path: Path) -> None:
    """The page for printing has contents, numbers, and what is folded on the screen, but no navigation."""
    from pypdf import PdfReader

    page = open_page("all.html", script=False)
    page.pdf(path=tmp_path / "all.pdf", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "all.pdf").pages
    assert len(pages) > 40
    first, second, third = (pages[number].extract_text() for number in (0, 1, 2))
    assert f"3 / {len(pages)}" in third
    assert "Authentication" in first + second
    assert "Contents\n" not in first
    text = "".join(sheet.extract_text() for sheet in pages)
    folded = page.locator(".preview code").all_text_contents()
    assert folded
    assert all(name in text for name in folded[:50])
