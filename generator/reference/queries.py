"""What a reader asks of a whole document: which ways to authenticate, which errors, which lists in pages."""

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
    """Return every way to authenticate with its scheme: the flows of OAuth 2, and the other schemes themselves."""
    return [(way, scheme) for scheme in api.schemes for way in scheme.flows or (scheme,)]


def auth_method_title(way: AuthScheme | Flow) -> str:
    """Return the title of a way to authenticate; a flow's tells it from the same flow of another scheme."""
    return " ".join(names.words(way.class_name)).capitalize() if isinstance(way, Flow) else way.title or way.class_name


def paginated(api: Api) -> list[tuple[Operation, Resource]]:
    """Return the operations that answer with pages, each with its resource."""
    return [(each, resource) for resource in api.walk() for each in resource.operations if each.pagination]


def error_classes(api: Api) -> dict[str, str]:
    """Return the exception of each documented status."""
    return {str(error.status): error.class_name for error in api.error_statuses}


def shared_errors(api: Api) -> dict[str, str]:
    """Return the description that each documented status has for the whole API."""
    return {str(error.status): error.description for error in api.error_statuses}


def badges(item: Field | Parameter) -> list[str]:
    """Return what is special about a property: read-only, write-only, may be null."""
    if isinstance(item, Parameter):
        return []
    known = {"read-only": item.read_only, "write-only": item.write_only, "may be null": item.nullable}
    return [words for words, holds in known.items() if holds]


def error_bodies(api: Api) -> list[Type]:
    """Return the types of error bodies, each once, in the order of the operations."""
    return list(dict.fromkeys(error.type for error in _errors(api) if error.type is not None))


def example_title(example: Example) -> str:
    """Return what to call an example: its summary, or its name where that says anything."""
    return example.summary or ("Example" if example.name in ("", "default", "example") else example.name)


def error_examples(api: Api) -> list[tuple[str, Example]]:
    """Return the examples of error bodies with their statuses, each once."""
    return _examples(_errors(api))


def token_errors(api: Api) -> list[tuple[str, Example]]:
    """Return the examples of the OAuth endpoints' own errors with their statuses, each once."""
    common = error_examples(api)
    found = _examples(each for operation in api.auth_operations for each in operation.errors)
    return [each for each in found if each not in common]


def _errors(api: Api) -> Iterator[Response]:
    for resource in api.walk():
        for operation in resource.operations:
            yield from operation.errors


def _examples(responses: Iterable[Response]) -> list[tuple[str, Example]]:
    found: list[tuple[str, Example]] = []
    for response in responses:
        found += [(response.status, each) for each in response.examples if (response.status, each) not in found]
    return sorted(found, key=lambda pair: pair[0])
