"""Overlays change a document before it is read any further, and an action without effect is an error."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.commands import main
from generator.document.overlay import apply_overlay
from generator.errors import SpecError
from tests.generator.support import load, minimal, write_yaml

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Tiny", "version": "1"},
    "tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
    "paths": {"/a": {"get": {"tags": ["x"], "summary": "One"}}, "/b": {"get": {"tags": ["y"]}}},
}


def overlaid(folder: Path, *actions: Any, version: str = "1.1.0") -> dict[str, Any]:
    overlay = {"overlay": version, "info": {"title": "Changes", "version": "1"}, "actions": list(actions)}
    return apply_overlay(load(folder, DOCUMENT), write_yaml(folder, overlay, "overlay.yaml")).document


def test_update_merges_objects_and_extends_lists(tmp_path: Path) -> None:
    """Members are added or replaced, lists concatenated, at every depth and in every place that is selected."""
    result = overlaid(
        tmp_path,
        {"target": "$.paths.*.get", "update": {"tags": ["z"], "x-safe": True, "summary": "Two"}},
        {"target": "$.tags", "update": {"name": "d"}},
        {"target": "$.tags", "update": [{"name": "e"}]},
        {"target": "$.info.title", "update": "Great"},
    )
    assert result["paths"]["/a"]["get"] == {"tags": ["x", "z"], "summary": "Two", "x-safe": True}
    assert result["paths"]["/b"]["get"] == {"tags": ["y", "z"], "summary": "Two", "x-safe": True}
    assert [tag["name"] for tag in result["tags"]] == ["a", "b", "c", "d", "e"]
    assert result["info"]["title"] == "Great"


def test_places_that_are_updated_alike_are_changed_apart(tmp_path: Path) -> None:
    """Each has a copy of the update, and the document itself stays as it is."""
    loaded = load(tmp_path, DOCUMENT)
    overlay = {
        "overlay": "1.1.0",
        "info": {"title": "Changes", "version": "1"},
        "actions": [
            {"target": "$.paths.*.get", "update": {"x-a": {"b": {}}, "x-é": 1}},
            {"target": "$.paths['/a'].get['x-a'].b", "update": {"c": 1}},
        ],
    }
    result = apply_overlay(loaded, write_yaml(tmp_path, overlay, "overlay.yaml"))
    assert [item["get"]["x-a"] for item in result.document["paths"].values()] == [{"b": {"c": 1}}, {"b": {}}]
    assert loaded.document == DOCUMENT
    assert loaded.sha256 != result.sha256
    # The document's own file comes first: it names the rendering.
    assert list(result.sources) == [*loaded.sources, "overlay.yaml"]
    # The hashes are those of any other document and file.
    written = json.dumps(result.document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert result.sha256 == hashlib.sha256(written.encode()).hexdigest()
    path = tmp_path / "overlay.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert apply_overlay(loaded, path).sources == result.sources


def test_remove_takes_everything_that_is_selected(tmp_path: Path) -> None:
    """Several items of a list, too; update beside remove is ignored, copy beside update, and remove: false."""
    result = overlaid(
        tmp_path,
        {"target": "$.tags[?@.name != 'b']", "remove": True, "update": {"x": 1}},
        {"target": "$.paths['/b']", "remove": True},
        {"target": "$.info", "remove": False, "update": {"x-a": 1}, "copy": "$.tags"},
    )
    assert result["tags"] == [{"name": "b"}]
    assert list(result["paths"]) == ["/a"]
    assert result["info"]["x-a"] == 1


def test_items_are_removed_from_the_end_of_long_lists(tmp_path: Path) -> None:
    """By their numbers: the tenth comes after the second."""
    numbers = list(range(12))
    result = overlaid(
        tmp_path,
        {"target": "$.info", "update": {"x-numbers": numbers, "x-lists": [numbers, [numbers]]}},
        {"target": "$.info['x-numbers'][2, 10]", "remove": True},
        {"target": "$.info['x-lists'][?count(@[*]) > 5][9, 1]", "remove": True},
        {"target": "$.info['x-lists'][1][0][11, 2, 3]", "remove": True},
    )
    assert result["info"]["x-numbers"] == [0, 1, 3, 4, 5, 6, 7, 8, 9, 11]
    assert result["info"]["x-lists"] == [[0, 2, 3, 4, 5, 6, 7, 8, 10, 11], [[0, 1, 4, 5, 6, 7, 8, 9, 10]]]


def test_copy_renames_a_path(tmp_path: Path) -> None:
    """Each action sees what the one before it did (1.1, "Move Example")."""
    result = overlaid(
        tmp_path,
        {"target": "$.paths", "update": {"/new": {}}},
        {"target": "$.paths['/new']", "copy": "$.paths['/a']"},
        {"target": "$.paths['/a']", "remove": True},
    )
    assert result["paths"]["/new"] == {"get": {"tags": ["x"], "summary": "One"}}
    assert list(result["paths"]) == ["/b", "/new"]


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ({"target": "$.nothing", "remove": True}, "target '$.nothing' selects nothing in the document"),
        ({"target": "$.paths[", "remove": True}, "target '$.paths[' is not a JSONPath query"),
        ({"target": "$.info", "update": ["x"]}, "the update has a list where the document has an object"),
        ({"target": "$.info", "update": {"title": {}}}, "has an object where the document has a plain value"),
        ({"target": "$", "update": {"tags": "d"}}, "has a plain value where the document has a list"),
        ({"target": "$", "update": {"tags": {"name": "d"}}}, "has an object where the document has a list"),
        ({"target": "$.info.*", "copy": "$.tags.*"}, "copy selects 3 places; it has to be one"),
        ({"target": "$.*", "update": {}}, "the target selects objects, lists and other values at once"),
        ({"target": "$['info', 'tags']", "update": {}}, "the target selects objects, lists and other values at once"),
        ({"target": "$.info"}, "the action has neither update nor remove nor copy"),
    ],
)  # fmt: skip
def test_what_an_action_cannot_do_is_an_error_with_its_line(action: Any, message: str, tmp_path: Path) -> None:
    """Nothing passes without an effect."""
    with pytest.raises(SpecError) as error:
        overlaid(tmp_path, action)
    (finding,) = error.value.findings
    assert (finding.pointer, finding.rule) == ("", "overlay")
    assert message in finding.message
    assert re.match(
        rf"{re.escape(str(tmp_path))}/overlay\.yaml:\d+: \[overlay\] .*{re.escape(message)}", str(error.value)
    )


def test_other_files_are_not_overlays(tmp_path: Path) -> None:
    """The version is named."""
    with pytest.raises(SpecError, match=r"overlay: '2.0.0' is not 1.0 or 1.1"):
        overlaid(tmp_path, {"target": "$", "update": {}}, version="2.0.0")
    loaded = load(tmp_path, DOCUMENT)
    without: list[Any] = [[], 7, None]
    for actions in without:
        path = write_yaml(tmp_path, {"overlay": "1.1.0", "actions": actions}, "overlay.yaml")
        with pytest.raises(SpecError, match="the overlay has no actions"):
            apply_overlay(loaded, path)


def test_render_applies_overlays_in_their_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a vendor left out can be added without a change of the vendor's file."""
    templates = tmp_path / "templates/package"
    templates.mkdir(parents=True)
    (templates / "x.py.jinja").write_text("TITLE = {{ api.title | literal }}\n")
    overlays = [
        write_yaml(tmp_path, {"overlay": "1.0.0", "actions": [{"target": target, "update": {"title": title}}]}, title)
        # The second one finds what the first one has changed.
        for target, title in (("$.info", "First"), ("$[?@.title == 'First']", "Second"))
    ]
    arguments = [write_yaml(tmp_path, minimal()), "--out", tmp_path / "out", "--templates", templates.parent]
    options = [option for overlay in overlays for option in ("--overlay", overlay)]
    assert main(["render", *map(str, [*arguments, *options])]) == 0
    assert capsys.readouterr().err == ""
    assert (tmp_path / "out/second/x.py").read_text() == 'TITLE = "Second"\n'
