"""The samples of single operations: how values are written in them, and what they are written in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from comm100._wire import Style, pairs
from generator.model import operations as modelled
from generator.reference.curl import _literal, _styled, curl_operation, quoted
from generator.reference.queries import calls
from generator.reference.samples import Piece, Sample, SampleKind, single_sample, variant_labels
from tests.generator.support import api_of, minimal, operation
from tests.reference.test_situations import FLOWS, secured


@pytest.mark.parametrize(
    ("media_type", "example", "option"),
    [
        ("application/json", "é", """--data-raw '"é"'"""),
        ("application/json", {"é": [1]}, """--data-raw '{\n  "é": [\n    1\n  ]\n}'"""),
        ("text/plain", "é", "--data-raw 'é'"),
        ("application/x-www-form-urlencoded", {"a": {"b": "é"}}, """--data-urlencode 'a={"b": "é"}'"""),
        ("multipart/form-data", {"a": {"b": "é"}}, """--form 'a="{\\"b\\": \\"é\\"}";type=application/json'"""),
    ],
)
def test_a_body_is_written_as_people_read_it(media_type: str, example: object, option: str, tmp_path: Path) -> None:
    """Letters as they are, JSON on several lines, and text without quotation marks."""
    document = minimal()
    body = {"content": {media_type: {"schema": {}, "example": example}}}
    call = document["paths"]["/pets/{petId}"]["get"] | {"parameters": [], "requestBody": body}
    document["paths"] = {"/pets": {"post": call}}
    api = api_of(tmp_path, document)
    assert option in curl_operation(calls(api)[0][0], api)


@pytest.mark.parametrize("name", ["form", "spaceDelimited", "pipeDelimited", "deepObject", "json"])
@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize("value", [["a", "b c", 3], {"x": 1, "y": "b c"}, {"x": [1, {"z": True}]}, [], "a,b", 0, False])
def test_curl_sends_what_the_client_sends(name: str, explode: bool, value: Any) -> None:
    """In each style of a query, and with the separators that it has; JSON has spaces for readers."""
    sent = [(unquote(key), unquote(text)) for key, text in pairs("q", value, Style(name, explode))]
    shown = _styled("q", value, modelled.Style(name, explode))
    assert [(key, re.sub(r"([,:]) ", r"\1", text)) for key, text in shown] == sent


def test_a_sample_says_what_it_is_written_in() -> None:
    """Its title is for people, its language for what colors it."""
    kinds: tuple[SampleKind, ...] = ("curl", "python", "async")
    samples = [single_sample("x", kind) for kind in kinds]
    assert [(sample.title, sample.language) for sample in samples] == [("curl", "bash"), *[("Python", "python")] * 2]


def test_no_text_ends_a_command_early() -> None:
    """bash reads no further than a NUL, which a document may have in an example."""
    assert [quoted("a\0b'c"), _literal("a\0b")] == ["'ab'\\''c'", "ab"]


@pytest.mark.parametrize(
    ("scheme", "config"),
    [
        ({"type": "http", "scheme": "basic"}, 'user = "YOUR_USERNAME:$TINY_PASSWORD"'),
        ({"type": "http", "scheme": "bearer"}, 'header = "Authorization: Bearer $TINY_TOKEN"'),
        ({"type": "http", "scheme": "hoba"}, 'header = "Authorization: $TINY_AUTHORIZATION"'),
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, 'header = "X-Key: $TINY_API_KEY"'),
        ({"type": "apiKey", "in": "query", "name": "key"}, 'url-query = "key=$TINY_API_KEY"'),
        ({"type": "apiKey", "in": "cookie", "name": "key"}, 'cookie = "key=$TINY_API_KEY"'),
        ({"type": "oauth2", "flows": FLOWS}, 'header = "Authorization: Bearer $TOKEN"'),
    ],
)
def test_curl_reads_what_is_secret_from_its_configuration(scheme: Any, config: str, tmp_path: Path) -> None:
    """Where each scheme has its place."""
    api = api_of(tmp_path, secured(key=scheme))
    assert curl_operation(calls(api)[0][0], api).endswith(f"--config - <<EOF\n{config}\nEOF")


def test_a_variant_is_called_after_its_schemes(tmp_path: Path) -> None:
    """Whether it is OAuth or not."""
    document = secured(
        first_key={"type": "apiKey", "in": "header", "name": "X-Key"}, people={"type": "oauth2", "flows": FLOWS}
    )
    operation(document)["security"].append({"first_key": [], "people": []})
    assert variant_labels(api_of(tmp_path, document)) == {
        "people": "People",
        "first_key+people": "First key and People",
        "first_key": "First key",
    }


def test_the_text_of_a_sample_is_that_of_its_first_variant() -> None:
    """With what all variants have."""
    pieces = (Piece("", "a"), Piece("x", "b"), Piece("y", "c"), Piece("", "d"))
    assert Sample(kind="curl", title="", language="", pieces=pieces).text == "abd"
    assert single_sample("abd", "curl").text == "abd"
