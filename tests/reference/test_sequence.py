"""Sequence diagrams: how messages are drawn, which parties take part, and what each sends."""

from __future__ import annotations

from pathlib import Path

from generator.reference.sequence import Message, Name, flow_diagram, flow_messages, message_text
from tests.generator.support import api_of
from tests.generator.test_oauth import document, flow

DIAGRAM = Path(__file__).with_name("sequence.svg").read_text("utf-8")


def test_a_drawing_has_room_for_what_it_says() -> None:
    """Messages stand below one another, names in as many lines as they need, and long texts end in an ellipsis."""
    browser, server = "The user's browser", "Authorization server"
    names = tuple(Name(f"parameter_{number}", number == 2) for number in range(8))
    # Two that just fit between two parties side by side, and two that do not.
    halves = tuple(Name(letter * length, False) for letter, length in zip("abcd", (19, 19, 19, 20), strict=True))
    messages = [
        Message(source=browser, target=server, title="GET /" + "long" * 40, names=names),
        Message(source=server, target="API", title="Ask <now>", names=halves),
        *(Message(source="API", target=server, title="x" * length) for length in (42, 43)),
        Message(
            source="API",
            target=browser,
            title="Answer",
            names=(Name("code", True), Name("x" * 99, False)),
            is_reply=True,
        ),
    ]
    assert str(flow_diagram(messages, "f", "A & B")).replace("><", ">\n<") + "\n" == DIAGRAM


MESSAGES = Path(__file__).with_name("messages.txt").read_text("utf-8")


def test_each_party_sends_what_the_document_and_the_protocol_say(tmp_path: Path) -> None:
    """Secrets are marked; what the state is, comes back if it was sent; PKCE is there even if it is not documented."""
    spec = document()
    bare = document()
    parameters = bare["paths"]["/oauth/authorize"]["get"]["parameters"]
    parameters[:] = [item for item in parameters if item["name"] != "state"]
    lines = []
    for api in (api_of(tmp_path, spec), api_of(tmp_path, bare)):
        (scheme,) = api.schemes
        for name in ("AuthorizationCode", "Implicit", "Password", "ClientCredentials"):
            lines.append(f"# {name}")
            lines += [message_text(message) for message in flow_messages(flow(api, name), scheme, api)]
    assert "\n".join(lines) + "\n" == MESSAGES
