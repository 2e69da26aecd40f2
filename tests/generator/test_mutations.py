"""Documents that only look sound: whatever is torn out, swapped or replaced, there are findings or a rendering."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.build.api import build_api
from generator.document.load import load_document
from generator.errors import SpecError
from generator.lint import lint
from generator.render import render
from tests.generator.support import DOCUMENTS, ROOT, load
from tests.generator.test_any_document import require_sound

MUTANTS = 60
JUNK: list[Any] = [
    None, True, 0, -1, 1.5, "", "x", "{", [], {}, [None], ["x", "x"], {"": None}, {"$ref": "#"}, {"$ref": 5},
    {"$ref": "#/info"}, {"$ref": "#/components/schemas/Order"}, {"type": ["string", "null"]}, {"allOf": []},
    {"type": "object", "properties": {"a": {"type": "array"}}},
]  # fmt: skip
KEYS = ["x", "x-y", "$ref", "type", "", "a/b", "get", "enum", "required", "items", "default"]


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value of a document."""
    yield path
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        yield from places(value, (*path, key))


def at(document: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def mutate(document: Any, chance: random.Random) -> None:
    """Take one value away, replace it by junk or by another part of the document, or call it something else."""
    path = chance.choice([path for path in places(document) if path])
    parent, key = at(document, path[:-1]), path[-1]
    change = chance.choice(["remove", "junk", "swap", "rename"])
    if change == "junk":
        parent[key] = copy.deepcopy(chance.choice(JUNK))
    elif change == "swap":
        parent[key] = copy.deepcopy(at(document, chance.choice(list(places(document)))))
    else:
        value = parent.pop(key)
        if change == "rename" and isinstance(parent, dict):
            parent[chance.choice(KEYS)] = value


@pytest.mark.parametrize("seed", range(6))
def test_a_mutant_is_refused_or_rendered(seed: int, tmp_path: Path) -> None:
    """No mutant of the document ends in a traceback, and what lint lets pass, the templates can render."""
    chance = random.Random(seed)
    original = load_document(DOCUMENTS / "orders.yaml").document
    rendered = 0
    for _ in range(MUTANTS):
        document = copy.deepcopy(original)
        for _ in range(chance.choice([1, 1, 2, 4])):
            mutate(document, chance)
        try:
            loaded = load(tmp_path, document)
        except SpecError:
            continue
        sound = not any(finding.severity == "error" for finding in lint(loaded))
        # Rendering is slow, so a few have to do.
        if sound and rendered < 3:
            require_sound(render(build_api(loaded), ROOT / "templates"))
            rendered += 1
    assert rendered == 3
