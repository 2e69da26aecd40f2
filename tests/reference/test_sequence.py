"""Sequence diagrams: well-formed, of the document's parameters, and the same in words."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from generator.reference.sequence import Message, Name, flow_diagram, flow_messages, message_text
from tests.reference.support import Reference

SVG = "{http://www.w3.org/2000/svg}"


def test_each_flow_has_a_drawing_that_people_can_hear(any_reference: Reference) -> None:
    """A title, a description, and arrows between parties that are all drawn."""
    count = 0
    for scheme, flow in any_reference.api.flows():
        messages = flow_messages(flow, scheme, any_reference.api)
        drawing = ElementTree.fromstring(flow_diagram(messages, "x", "The messages"))
        assert drawing.get("role") == "img"
        assert {drawing.get("aria-labelledby"), drawing.get("aria-describedby")} == {"x-title", "x-text"}
        assert len(drawing.findall(f"{SVG}line[@y1][@class='send']")) + len(
            drawing.findall(f"{SVG}line[@class='reply']")
        ) == len(messages)
        parties = {text.text for text in drawing.findall(f"{SVG}text[@class='who']")}
        assert parties == {party for message in messages for party in (message.source, message.target)}
        count += 1
    assert count


def test_it_shows_what_the_document_sends(spec_reference: Reference) -> None:
    """The parameters are the document's own, and those that are secret are marked."""
    api = spec_reference.api
    scheme, flow = next(pair for pair in api.flows() if pair[1].kind == "authorizationCode")
    token = next(message for message in flow_messages(flow, scheme, api) if message.title == "POST /oauth/token")
    assert {"grant_type", "code", "client_id", "client_secret", "code_verifier"} <= {name.text for name in token.names}
    assert {name.text for name in token.names if name.secret} == {"code", "client_secret", "code_verifier"}


def test_the_list_says_the_same(spec_reference: Reference) -> None:
    """Each message of a drawing is an item of the list below it, with the same names."""
    api, text = spec_reference.api, spec_reference.files["authentication.md"]
    for scheme, flow in api.flows():
        for message in flow_messages(flow, scheme, api):
            said = message_text(message)
            assert all(f"`{name.text}`" in said for name in message.names)
            assert " ".join(said.split()) in re.sub(r"\s+", " ", text)


DIAGRAM = Path(__file__).with_name("sequence.svg").read_text("utf-8")


def test_a_drawing_has_room_for_what_it_says() -> None:
    """Messages stand below one another, names in as many lines as they need, and long texts end in an ellipsis."""
    browser, server = "The user's browser", "Authorization server"
    names = tuple(Name(f"parameter_{number}", number == 2) for number in range(8))
    messages = [
        Message(source=browser, target=server, title="GET /" + "long" * 40, names=names),
        Message(source=server, target="API", title="Ask <now>"),
        Message(
            source="API",
            target=browser,
            title="Answer",
            names=(Name("code", True), Name("x" * 99, False)),
            is_reply=True,
        ),
    ]
    assert str(flow_diagram(messages, "f", "A & B")).replace("><", ">\n<") + "\n" == DIAGRAM
