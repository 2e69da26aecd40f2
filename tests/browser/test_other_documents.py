"""The reference of a document with hundreds of operations, without tags, OAuth or examples, and with long names."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .conftest import HERE, PICTURES, Open, invalid, violations

ROOT = HERE.parents[1]
WORDS = ["accounts", "balances", "charges", "disputes", "events", "files", "invoices", "orders", "payouts", "quotes"]
NAME = "retrieveTheMostRecentlyUpdatedRepresentationOf"


def operation(name: str, parameters: list[str]) -> dict[str, Any]:
    members = {f"{name}_{number}": {"$ref": "#/components/schemas/Money"} for number in range(4)}
    return {
        "operationId": f"{NAME}_{name}",
        "description": "What it does, at length. " * 60,
        "parameters": [
            {"name": key, "in": "path", "required": True, "schema": {"type": "string"}} for key in parameters
        ],
        "responses": {
            "200": {
                "description": "OK",
                "content": {"application/json": {"schema": {"type": "object", "properties": members}}},
            }
        },
    }


def document() -> dict[str, Any]:
    """Return a document with 160 operations."""
    paths = {
        f"/v1/{word}/{{{word}_identifier}}/{'/'.join([part] * depth)}": {
            "get": operation(f"{word}_{part}_{depth}", [f"{word}_identifier"])
        }
        for word in WORDS
        for part in WORDS[:8]
        for depth in (1, 4)
    }
    money = {"type": "object", "properties": {"amount": {"type": "integer"}, "currency": {"type": "string"}}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "An API With Quite a Long Name for a Telephone", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"Money": money}},
    }


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference, rendered in the environment of the generator."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "openapi.json").write_text(json.dumps(document()), encoding="utf-8")
    python = str(ROOT / ".venv" / "bin" / "python")
    command = [python, "-m", "generator", "render", str(folder / "openapi.json"), "--out", str(folder / "out")]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder / "out" / "reference"


KINDS = ["index", "default", "default-accounts", "objects", "a-z-a"]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_it_is_accessible_and_fits(open_page: Open, folder: Path, name: str, width: int, scheme: str) -> None:
    """axe finds nothing, and nothing is wider than the screen."""
    page = open_page(f"{name}.html", width=width, scheme=scheme, folder=folder)
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"other-{name}-{width}-{scheme}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_all_pages_are_valid_html(folder: Path) -> None:
    """html-validate accepts every element and attribute."""
    assert len(list(folder.glob("default-*.html"))) > 9
    assert invalid(folder) == ""


def test_a_former_address_leads_to_the_operation(open_page: Open, folder: Path) -> None:
    """The entry in the list of the first page is marked, and leads on."""
    id_ = "default.retrieve_the_most_recently_updated_representation_of_orders_files_4"
    page = open_page(f"default.html#{id_}", folder=folder)
    page.locator("a:target").click()
    page.locator(f"section[aria-labelledby='{id_}']").wait_for(timeout=5_000)
    assert page.url.endswith(f"#{id_}")
    page.get_by_role("link", name="Previous").click()
    page.wait_for_url(lambda url: not url.endswith(f"#{id_}"), timeout=5_000)
    assert page.locator("nav [aria-current=page]").count() == 1


def test_thousands_of_names_are_searched_while_typing(open_page: Open, folder: Path) -> None:
    """A keystroke takes a few milliseconds, whether the word is there, nearly there or not at all."""
    page = open_page("index.html", folder=folder)
    page.keyboard.press("/")
    page.locator("dialog.search[open]").wait_for()
    for word in ("o", "orders", "ordres", "accounts files", "zzzzzzzz"):
        page.get_by_role("combobox").fill(word)
        assert (page.get_by_role("option").count() > 0) == (word[0] != "z")
