"""Sequence diagrams: how messages are drawn, which parties take part, and what each sends."""

from __future__ import annotations

from pathlib import Path

from generator.reference.sequence import Message, Name, flow_diagram

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
