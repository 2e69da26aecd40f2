"""Queries over a whole document: authentication methods, errors, paginated lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..build import names
from ..model import Api, AuthScheme, Example, Field, Flow, Operation, Parameter, Resource, Response
from ..types import Type

__all__ = [
    "auth_method_title",
    "auth_methods",
    "badges",
    "error_bodies",
    "error_classes",
    "error_examples",
    "example_title",
    "paginated",
    "shared_errors",
    "token_errors",
]


def auth_methods(api: Api) -> list[tuple[AuthScheme | Flow, AuthScheme]]:
    """Return every authentication method with its scheme: the flows of OAuth 2, and the other schemes themselves."""
    return [(method, scheme) for scheme in api.schemes for method in scheme.flows or (scheme,)]


def auth_method_title(method: AuthScheme | Flow) -> str:
    """Return the title of an authentication method; flows of one kind in several schemes have different titles."""
    if isinstance(method, Flow):
        return " ".join(names.words(method.class_name)).capitalize()
    return method.title or method.class_name


def paginated(api: Api) -> list[tuple[Operation, Resource]]:
    """Return the paginated operations with their resources."""
    pairs = ((operation, resource) for resource in api.walk() for operation in resource.operations)
    return [pair for pair in pairs if pair[0].pagination]


def error_classes(api: Api) -> dict[str, str]:
    """Return the exception of each documented status."""
    return {str(error.status): error.class_name for error in api.error_statuses}


def shared_errors(api: Api) -> dict[str, str]:
    """Return the description of each documented status that holds for the whole API."""
    return {str(error.status): error.description for error in api.error_statuses}


def badges(item: Field | Parameter) -> list[str]:
    """Return the badges of a property: read-only, write-only, may be null."""
    if isinstance(item, Parameter):
        return []
    known = {"read-only": item.read_only, "write-only": item.write_only, "may be null": item.nullable}
    return [words for words, holds in known.items() if holds]


def error_bodies(api: Api) -> list[Type]:
    """Return the types of error bodies, each once, in the order of the operations."""
    return list(dict.fromkeys(error.type for error in _errors(api) if error.type is not None))


def example_title(example: Example) -> str:
    """Return the title of an example: its summary, or its name if that is specific."""
    return example.summary or ("Example" if example.name in ("", "default", "example") else example.name)


def error_examples(api: Api) -> list[tuple[str, Example]]:
    """Return the examples of error bodies with their statuses, each once."""
    return _examples(_errors(api))


def token_errors(api: Api) -> list[tuple[str, Example]]:
    """Return the examples of errors that only the OAuth endpoints return, with their statuses, each once."""
    common = error_examples(api)
    own = _examples(error for operation in api.auth_operations for error in operation.errors)
    return [pair for pair in own if pair not in common]


def _errors(api: Api) -> Iterator[Response]:
    for resource in api.walk():
        for operation in resource.operations:
            yield from operation.errors


def _examples(responses: Iterable[Response]) -> list[tuple[str, Example]]:
    pairs: list[tuple[str, Example]] = []
    for response in responses:
        for example in response.examples:
            if (pair := (response.status, example)) not in pairs:
                pairs.append(pair)
    return sorted(pairs, key=lambda pair: pair[0])
