"""The events that an API reports to its users, and what tells their payloads apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..document.pointers import join, resolve
from ..document.walk import OperationRef, chosen_media, is_json
from ..model import Model, Webhook
from ..model.types import ModelType
from ..parser.schema_types import ParsedTypes
from . import names
from .examples import media_examples
from .objects import marks, text
from .types import TypeBuilder

__all__ = ["discriminated", "webhooks"]


def webhooks(
    document: Mapping[str, Any], refs: Sequence[OperationRef], parsed: ParsedTypes, types: TypeBuilder
) -> tuple[Webhook, ...]:
    """Return the webhooks whose payload is JSON; callbacks of one name and one payload are the same event.

    Args:
        document: The normalized document.
        refs: The requests that the API sends.
        parsed: The types of the document.
        types: Builds the types of the payloads.
    """
    result: list[Webhook] = []
    for ref in refs:
        webhook = _webhook(document, ref, parsed, types)
        if webhook is None or any((other.event, other.type) == (webhook.event, webhook.type) for other in result):
            continue
        name = names.unique(webhook.name, [other.name for other in result])
        event = names.unique(webhook.event, [other.event for other in result])
        result.append(replace(webhook, name=name, event=event))
    return tuple(result)


def discriminated(found: Sequence[Webhook], models: Sequence[Model]) -> tuple[str, tuple[Webhook, ...]]:
    """Return the property whose documented values tell payloads apart, and the webhooks with their values of it.

    Of several such properties, the one counts that tells most payloads apart; it is empty if there is none. Payloads
    that share a value are not told apart by it.

    Args:
        found: The webhooks.
        models: All objects.
    """
    known = {model.class_name: model for model in models}
    classes = {
        name: known[name] for webhook in found for name in webhook.type.models if webhook.type == ModelType(name)
    }
    candidates: dict[str, dict[str, tuple[str, ...]]] = {}
    for class_name, model in classes.items():
        for field in model.fields:
            if field.type.known_texts:
                candidates.setdefault(field.wire_name, {})[class_name] = field.type.known_texts
    # Values are compared without case when they arrive.
    apart = {name: own for name, values in candidates.items() if len(own := _unshared(values)) > 1}
    key = max(apart, key=lambda name: len(apart[name]), default="")
    own = apart.get(key, {})
    return key, tuple(
        replace(webhook, values=own[webhook.type.class_name])
        if isinstance(webhook.type, ModelType) and webhook.type.class_name in own
        else webhook
        for webhook in found
    )


def _webhook(document: Mapping[str, Any], ref: OperationRef, parsed: ParsedTypes, types: TypeBuilder) -> Webhook | None:
    body, pointer = resolve(document, ref.body["requestBody"], join(ref.pointer, "requestBody"))
    content = body["content"]
    media_type = chosen_media(content)
    if media_type is None or not is_json(media_type):
        return None
    examples = media_examples(document, content[media_type])
    return Webhook(
        name=names.snake(ref.path, fallback="event"),
        event=ref.path,
        method=ref.method,
        type=types.type(parsed.schemas[join(pointer, "content", media_type, "schema")]),
        summary=text(ref.body, "summary"),
        description=text(ref.body, "description"),
        source=ref.body.get("x-source"),
        marks=marks(ref.body),
        example=examples[0].value if examples else None,
    )


def _unshared(values: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the values of those classes that share none with another class."""
    counts = Counter(spelling for own in values.values() for spelling in {value.casefold() for value in own})
    return {name: own for name, own in values.items() if all(counts[value.casefold()] == 1 for value in own)}
