"""What models cost over the JSON that they are views of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import cycle
from typing import Any

from comm100._models import list_of, model

from .measure import Variant, compare, rows
from .table import Row

__all__ = ["AGENT", "attributes", "decoding", "transcripts"]

COUNT = 1000
NANOSECONDS, MILLISECONDS = 1e9, 1e3

_SCHEMAS: dict[str, Any] = json.loads(files("comm100").joinpath("openapi.json").read_text(encoding="utf-8"))[
    "components"
]["schemas"]
_EXAMPLE: dict[str, Any] = _SCHEMAS["Agent"]["examples"][0]
AGENT = json.dumps(_EXAMPLE).encode()
"""The document's example of an agent."""

_AGENTS = json.dumps([{**_EXAMPLE, "id": number} for number in range(COUNT)])
_CHATS = json.dumps([chat for _, chat in zip(range(COUNT), cycle(_SCHEMAS["Chat"]["examples"]), strict=False)])
_decode = list_of(model("Agent"))
_decode_chats = list_of(model("Chat"))


@dataclass(slots=True)
class _Plain:
    email: str


def decoding(rounds: int) -> list[Row]:
    """Compare 1,000 agents as models with the decoded JSON alone."""
    variants = [
        Variant[object]("json.loads", lambda: json.loads(_AGENTS)),
        Variant[object]("json.loads, and an Agent of each", lambda: _decode(json.loads(_AGENTS))),
    ]
    compare(variants, rounds)
    return rows(variants, MILLISECONDS)


def transcripts(rounds: int) -> list[Row]:
    """Compare 1,000 chats with their transcripts as models with the decoded JSON alone."""
    variants = [
        Variant[object]("json.loads", lambda: json.loads(_CHATS)),
        Variant[object]("json.loads, and a Chat of each", lambda: _decode_chats(json.loads(_CHATS))),
    ]
    compare(variants, rounds)
    first, second = rows(variants, MILLISECONDS)
    return [first, replace(second, goal="at most 1.15")]


def attributes(rounds: int) -> list[Row]:
    """Compare reading one attribute with reading a key; the loop around it is in all of them."""
    data = json.loads(_AGENTS)
    agents, plain = _decode(data), [_Plain(agent["email"]) for agent in data]
    variants = [
        Variant[object]('agent["email"] of a dict', lambda: _keys(data), COUNT),
        Variant[object]("agent.email of a dataclass with slots", lambda: _emails(plain), COUNT),
        Variant[object]("agent.email of an Agent", lambda: _emails(agents), COUNT),
    ]
    compare(variants, rounds)
    return rows(variants, NANOSECONDS)


def _keys(agents: Iterable[Any]) -> None:
    for agent in agents:
        _ = agent["email"]


def _emails(agents: Iterable[Any]) -> None:
    for agent in agents:
        _ = agent.email
