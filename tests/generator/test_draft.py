"""A document that is being adapted: places that stay valid within a round, and are told as their author wrote them."""

from __future__ import annotations

import pytest
import yaml

from generator.adapt.draft import Draft
from generator.document.load import LoadedDocument

TEXT = """\
tags: [{name: a}]
servers: [{url: /a}, {url: /b, odd: [0, 1, [2, 3, 4]]}, {url: /c}, {url: /d}]
"""


def draft_of(text: str = TEXT) -> Draft:
    document = yaml.load(text, yaml.CSafeLoader)
    positions = {"": "x.yaml:1", "/servers": "x.yaml:2", "/servers/3": "x.yaml:9"}
    return Draft(LoadedDocument(document=document, sha256="s", positions=positions, sources={"x.yaml": "s"}))


def drop(draft: Draft, *pointers: str) -> None:
    """Drop places in one round."""
    for pointer in pointers:
        draft.drop(pointer, draft.say("note", "broken", pointer, "it is left out"))
    draft.close()


def places(draft: Draft) -> list[str]:
    return [finding.pointer for finding in draft.findings]


def test_pointers_stay_valid_within_a_round() -> None:
    """What is dropped from a list leaves a gap, in which nothing is found."""
    draft = draft_of()
    draft.drop("/servers/0", draft.say("note", "broken", "/servers/0", "it is left out"))
    assert draft.find("/servers/2") == {"url": "/c"}
    for gone in ("/servers/0", "/servers/4"):
        with pytest.raises(KeyError):
            draft.find(gone)
    draft.close()
    assert draft.find("/servers/0/url") == "/b"


def test_lists_inside_of_lists_are_closed_from_within() -> None:
    """An item that is left out moves no place of what the same round leaves out further on."""
    draft = draft_of()
    drop(draft, "/servers/0", "/servers/1/odd/0", "/servers/1/odd/2/1")
    assert draft.document["servers"][0] == {"url": "/b", "odd": [1, [2, 4]]}


def test_a_place_is_told_as_its_author_wrote_it() -> None:
    """Whatever earlier rounds have dropped from the lists around it; a gap of one round is none of the next."""
    draft = draft_of()
    drop(draft, "/servers/0", "/servers/1/odd/0", "/servers/1/odd/2/0")
    drop(draft, "/servers/0/odd/1/0", "/servers/1")
    drop(draft, "/servers/0/odd/1/0")
    drop(draft, "/servers/1/url", "/servers/0/odd")
    assert places(draft)[3:] == [
        *("/servers/1/odd/2/1", "/servers/2"),
        "/servers/1/odd/2/2",
        *("/servers/3/url", "/servers/1/odd"),
    ]
    assert draft.document["servers"] == [{"url": "/b"}, {}]
    drop(draft, "/servers/0", "/servers")
    assert "servers" not in draft.document
    assert [str(draft.say("note", "rule", f"/{place}", "said")) for place in ("servers/1/x", "x/7")] == [
        "x.yaml:9: note [rule] said (/servers/3/x)",
        "x.yaml:1: note [rule] said (/x/7)",
    ]


def test_what_is_gone_has_a_cause_with_all_that_was_in_it() -> None:
    """The nearest one, also for a whole part of the document."""
    draft = draft_of()
    inner = draft.say("note", "name", "/tags/0/name", "it is broken")
    draft.drop("/tags/0/name", inner)
    outer = draft.say("note", "tags", "/tags", "it is broken")
    draft.drop("/tags", outer)
    asked = ["/tags", "/tags/0", "/tags/0/name", "/tags/0/name/x", "/servers", ""]
    assert [draft.cause(place) for place in asked] == [outer, outer, inner, inner, None, None]


def test_the_documents_author_keeps_the_original() -> None:
    """The draft is a copy, which still knows where everything was written."""
    document = yaml.load(TEXT, yaml.CSafeLoader)
    loaded = LoadedDocument(document=document, sha256="s", positions={"": "x.yaml:1"}, sources={"x.yaml": "s"})
    draft = Draft(loaded)
    draft.replace("/servers/1", 7)
    draft.replace("/tags", [])
    assert draft.loaded().document == {"tags": [], "servers": [{"url": "/a"}, 7, {"url": "/c"}, {"url": "/d"}]}
    assert document == yaml.load(TEXT, yaml.CSafeLoader)
    assert (draft.loaded().sha256, draft.loaded().sources, draft.loaded().locate("/x")) == (
        "s",
        {"x.yaml": "s"},
        "x.yaml:1",
    )
