"""What cannot be mended is left out: the smallest part that can be missed, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.adapt.draft import Draft
from generator.adapt.remedies import apply
from generator.document.load import LoadedDocument
from generator.document.pointers import join
from generator.document.walk import operations
from generator.errors import Finding

TABLE = yaml.load(Path(__file__).with_name("remedies.yaml").read_text("utf-8"), yaml.CSafeLoader)
GONE = object()


def changes(before: Any, after: Any, pointer: str = "") -> Iterator[str]:
    """Yield the outermost places that differ, each with its new value."""
    if isinstance(before, dict) and isinstance(after, dict):
        if before and not (before.keys() & after.keys()):
            yield f"{pointer} = {after}"
            return
        for key in [*before, *(key for key in after if key not in before)]:
            yield from changes(before.get(key, GONE), after.get(key, GONE), join(pointer, key))
    elif isinstance(before, list) and isinstance(after, list):
        kept = iter(range(len(after)))
        for index, item in enumerate(before):
            is_gone = len(after) < len(before) and item not in after
            yield from changes(item, GONE if is_gone else after[next(kept)], join(pointer, index))
    elif after is GONE:
        yield f"{pointer} is gone"
    elif before != after:
        yield f"{pointer} = {after}"


def draft_of(text: str) -> Draft:
    return Draft(LoadedDocument(document=yaml.load(text, yaml.CSafeLoader), sha256="", positions={}))


def said(draft: Draft) -> list[str]:
    lines = [str(finding).partition(": ") for finding in draft.findings]
    return [f"{message} ({pointer})" for pointer, _, message in lines]


@pytest.mark.parametrize("place", TABLE["cases"])
def test_the_smallest_part_that_can_be_missed_is_left_out(place: str) -> None:
    """Of each kind of object, and nothing where something else has to be changed."""
    draft = draft_of(TABLE["document"])
    case = TABLE["cases"][place]
    changed = apply(draft, [Finding.error("broken", place, "it is broken; and more")])
    assert list(changes(yaml.load(TABLE["document"], yaml.CSafeLoader), draft.document)) == case.get("changed", [])
    assert said(draft) == case.get("said", [])
    assert changed == ("changed" in case)


@pytest.mark.parametrize(
    ("method", "required", "is_kept"),
    [
        *[(method, False, True) for method in ("get", "head", "delete")],
        *[(method, True, False) for method in ("get", "head", "delete")],
        *[(method, False, False) for method in ("put", "post", "patch", "options")],
    ],
)
def test_a_method_that_seldom_has_a_body_can_do_without(method: str, required: bool, is_kept: bool) -> None:
    """Unless the body is required: then, and with all other methods, the operation would not do what it is for."""
    draft = draft_of(f"paths: {{/a: {{{method}: {{requestBody: {{required: {str(required).lower()}, content: 7}}}}}}}}")
    assert apply(draft, [Finding.error("broken", f"/paths/~1a/{method}/requestBody/content", "it is broken")])
    assert [ref.body for ref in operations(draft.document)] == ([{}] if is_kept else [])


@pytest.mark.parametrize("inner", ["/type", "", "/enum/0"])
def test_a_part_that_is_replaced_needs_no_other_remedy(inner: str) -> None:
    """A second finding about it would otherwise cost what is around it: here, the operation."""
    draft = draft_of(TABLE["document"])
    place = "/paths/~1a~1{id}/get/requestBody/content/application~1json/schema"
    findings = [Finding.error("broken", f"{place}{end}", "it is broken") for end in ("/type", inner)]
    assert apply(draft, findings)
    assert said(draft) == [f"degraded [broken] it is broken; its values may be anything ({place}/type)"]


def test_a_part_that_is_gone_needs_no_remedy() -> None:
    """What stands in something that the same round has left out is left alone, and so is what it was found in."""
    draft = draft_of(TABLE["document"])
    path = "/paths/~1a~1{id}"
    places = ["get/parameters/0/name", "get/parameters/0/schema/type", "post", "post/responses", "get/parameters/2"]
    findings = [Finding.error("broken", f"{path}/{place}", "it is broken") for place in places]
    findings.append(Finding.error("operation-id", f"{path}/post/operationId", "it is taken"))
    assert apply(draft, findings)
    assert said(draft) == [
        f"degraded [broken] it is broken; the parameter 'q' is left out ({path}/get/parameters/0/name)",
        f"skipped [broken] it is broken; the operation is left out ({path}/post)",
        f"degraded [broken] it is broken; a parameter is left out ({path}/get/parameters/2)",
    ]


def test_what_refers_to_a_part_that_is_gone_is_left_out_for_its_reason() -> None:
    """Users read what is wrong, and not which chain of parts it has taken along."""
    text = "components: {parameters: {P: {name: p, style: 7}}}\n"
    text += "paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/P'}, {$ref: '#/nowhere'}]}}}"
    draft = draft_of(text)
    parameter, uses = "/components/parameters/P", "/paths/~1a/get/parameters"
    apply(draft, [Finding.error("style", f"{parameter}/style", "7 is not a style")])
    apply(draft, [Finding.error("ref", f"{uses}/{index}", "it leads nowhere; look there") for index in (0, 1)])
    assert said(draft) == [
        f"degraded [style] 7 is not a style; the parameter 'p' is left out ({parameter}/style)",
        f"degraded [style] 7 is not a style; a parameter is left out ({uses}/0)",
        f"degraded [ref] it leads nowhere; a parameter is left out ({uses}/1)",
    ]
    assert draft.cause("/components/parameters/Q") is None


@pytest.mark.parametrize(
    ("ids", "renamed"),
    [
        (["pets.get", "Pets.Get"], "pets_get_2"),
        (["toys.get", "pets.get"], "pets_get_2"),
        (["pets.get", "Pets.Get", "pets_get_2"], "pets_get_3"),
        (["a", "A", "a_2"], "a_3"),
        (["x" * 80, "X" * 80], "x" * 60 + "_2"),
        ([f"{'x' * 59}_y", f"{'x' * 59}-y"], "x" * 59 + "_2"),
    ],
)
def test_a_method_that_exists_gets_a_number(ids: list[str], renamed: str) -> None:
    """The first one that is free among all operations, without the dots that would make resources of it."""
    paths = {f"/{number}": {"get": {"operationId": name}} for number, name in enumerate(ids)}
    draft = draft_of(yaml.safe_dump({"paths": paths}))
    place = "/paths/~11/get/operationId"
    assert apply(draft, [Finding.error("operation-id", place, "it is taken")])
    assert said(draft) == [f"guessed [operation-id] it is taken; this one is called {renamed!r} ({place})"]
    assert [ref.body["operationId"] for ref in operations(draft.document)] == [ids[0], renamed, *ids[2:]]
