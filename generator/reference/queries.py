"""Queries over a whole document: authentication methods, errors, paginated lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..build import names
from ..model import Api, AuthScheme, Example, Field, Flow, Operation, Parameter, Resource, Response
from ..model.types import Type

__all__ = [
    "alternatives",
    "auth_method_title",
    "auth_methods",
    "badges",
    "calls",
    "discouraged",
    "error_bodies",
    "error_classes",
    "example_title",
    "paginated",
    "permissions",
    "purpose",
    "ranked_schemes",
    "scheme_of",
    "shared_errors",
    "token_errors",
]


# What each method is for. RFC 9700 section 2 has the order: what it advises against comes last.
_PURPOSES = {
    "authorizationCode": "Users sign in with a browser, and your server keeps a secret of its own. The first choice "
    "whenever users sign in.",
    "clientCredentials": "A background service that acts on its own behalf, without a user.",
    "bearer": "A program that has obtained a token elsewhere.",
    "basic": "A script or server that acts for one account with a long-lived key.",
    "http": "A program that makes the value of the Authorization header itself.",
    "apiKey": "A script or server with a key of its own.",
    "password": "A program that already holds the password of an account. RFC 9700 section 2.4 rules it out for new "
    "systems: prefer any other method.",
    "implicit": "Users sign in to an application that cannot keep a secret. RFC 9700 section 2.1.2 advises against it: "
    "the browser's URL contains the token.",
}
# Kinds of methods, recommended ones first; those of one rank are in the document's order.
_RANKS = (
    ("authorizationCode",),
    ("clientCredentials",),
    ("bearer", "basic", "http", "apiKey"),
    ("password",),
    ("implicit",),
)
_DISCOURAGED = ("password", "implicit")


def auth_methods(api: Api) -> list[tuple[AuthScheme | Flow, AuthScheme]]:
    """Return every authentication method with its scheme, recommended ones first.

    A method is a flow of OAuth 2, or another scheme itself.
    """
    pairs = [(method, scheme) for scheme in ranked_schemes(api) for method in _methods(scheme)]
    return sorted(pairs, key=lambda pair: _rank(pair[0]))


def ranked_schemes(api: Api) -> list[AuthScheme]:
    """Return the schemes, those with recommended methods first, and the flows of each in the same order."""
    return [_ordered(scheme) for scheme in sorted(api.schemes, key=_scheme_rank)]


def scheme_of(key: str, api: Api) -> AuthScheme | None:
    """Return the scheme with a key, its flows in the recommended order; None if the document does not declare it."""
    return next((_ordered(scheme) for scheme in api.schemes if scheme.key == key), None)


def purpose(method: AuthScheme | Flow) -> str:
    """Return what an authentication method is for."""
    return _PURPOSES[method.kind]


def discouraged(method: AuthScheme | Flow) -> bool:
    """Tell whether RFC 9700 advises against an authentication method."""
    return method.kind in _DISCOURAGED


def alternatives(operation: Operation, api: Api) -> list[tuple[str, ...]]:
    """Return the sets of schemes that an operation accepts, those with recommended methods first."""
    order = {scheme.key: (_scheme_rank(scheme), number) for number, scheme in enumerate(api.schemes)}
    known = [keys for keys in operation.security if all(key in order for key in keys)]
    return sorted(known, key=lambda keys: [order[key] for key in keys])


def calls(api: Api) -> list[tuple[Operation, Resource]]:
    """Return all operations with their resources, in the document's order."""
    return [(operation, resource) for resource in api.walk() for operation in resource.operations]


def permissions(api: Api) -> list[tuple[str, list[tuple[Operation, Resource]]]]:
    """Return the operations by the permission that they require, none last; empty if the document names none."""
    found: dict[str, list[tuple[Operation, Resource]]] = {}
    for operation, resource in calls(api):
        found.setdefault(operation.permission or "", []).append((operation, resource))
    return [(name, found[name]) for name in sorted(found, key=lambda name: (not name, name))] if any(found) else []


def auth_method_title(method: AuthScheme | Flow) -> str:
    """Return the title of an authentication method; flows of one kind in several schemes have different titles."""
    if isinstance(method, Flow):
        return " ".join(names.words(method.class_name)).capitalize()
    return method.title or method.class_name


def paginated(api: Api) -> list[tuple[Operation, Resource]]:
    """Return the paginated operations with their resources."""
    return [(operation, resource) for operation, resource in calls(api) if operation.pagination]


def error_classes(api: Api) -> dict[str, str]:
    """Return the exception of each documented status."""
    return {str(error.status): error.class_name for error in api.error_statuses}


def shared_errors(api: Api) -> dict[str, str]:
    """Return the description of each documented status that holds for the whole API."""
    return {str(error.status): error.description for error in api.error_statuses}


def badges(item: Field | Parameter) -> list[str]:
    """Return the badges of a property: read-only, write-only."""
    if isinstance(item, Parameter):
        return []
    known = {"read-only": item.read_only, "write-only": item.write_only}
    return [words for words, holds in known.items() if holds]


def error_bodies(api: Api) -> list[Type]:
    """Return the types of error bodies, each once, in the order of the operations."""
    return list(dict.fromkeys(error.type for error in _errors(api) if error.type is not None))


def example_title(example: Example) -> str:
    """Return the title of an example: its summary, or its name if that is specific."""
    return example.summary or ("Example" if example.name in ("", "default", "example") else example.name)


def token_errors(api: Api) -> list[tuple[str, Example]]:
    """Return the examples of errors that only the OAuth endpoints return, with their statuses, each once."""
    common = _examples(_errors(api))
    own = _examples(error for operation in api.auth_operations for error in operation.errors)
    return [pair for pair in own if pair not in common]


def _methods(scheme: AuthScheme) -> tuple[AuthScheme | Flow, ...]:
    return scheme.flows or ((scheme,) if scheme.parameters else ())


def _ordered(scheme: AuthScheme) -> AuthScheme:
    return replace(scheme, flows=tuple(sorted(scheme.flows, key=_rank)))


def _scheme_rank(scheme: AuthScheme) -> int:
    return min(map(_rank, _methods(scheme)), default=len(_RANKS))


def _rank(method: AuthScheme | Flow) -> int:
    return next(rank for rank, kinds in enumerate(_RANKS) if method.kind in kinds)


def _errors(api: Api) -> Iterator[Response]:
    for operation, _ in calls(api):
        yield from operation.errors


def _examples(responses: Iterable[Response]) -> list[tuple[str, Example]]:
    pairs: list[tuple[str, Example]] = []
    for response in responses:
        for example in response.examples:
            if (pair := (response.status, example)) not in pairs:
                pairs.append(pair)
    return sorted(pairs, key=lambda pair: pair[0])
