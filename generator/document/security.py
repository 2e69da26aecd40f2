"""What of a document's security a client can act on: usable schemes and flows, stated by every operation.

The rules about security report what is dropped or guessed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .pointers import as_mapping, resolve
from .semantics import FLOWS, flows, scheme_kind
from .urls import url_problem
from .walk import operations

__all__ = ["URLS", "declared_schemes", "is_stated", "settle_security", "unusable_flows"]

URLS = ("authorizationUrl", "tokenUrl", "refreshUrl")


def declared_schemes(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Security Scheme Objects by key, references resolved; those that are not objects are left out."""
    declared = as_mapping(as_mapping(document.get("components")).get("securitySchemes"))
    schemes = {key: resolve(document, scheme)[0] for key, scheme in declared.items()}
    return {key: scheme for key, scheme in schemes.items() if isinstance(scheme, Mapping)}


def is_stated(document: Mapping[str, Any]) -> bool:
    """Tell whether the document says anywhere which operations need credentials."""
    return "security" in document or any("security" in ref.body for ref in operations(document))


def unusable_flows(scheme: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the flows that cannot be used: the flow, the URL that is at fault, and what is wrong with it.

    OpenID Connect has one URL for all of its flows, whose names are not known.
    """
    if scheme.get("type") == "openIdConnect":
        url = scheme.get("openIdConnectUrl")
        if problem := url_problem(url) if isinstance(url, str) else "is not a URL":
            yield "", "openIdConnectUrl", problem
        return
    declared = scheme.get("flows") if scheme.get("type") == "oauth2" else None
    complete = flows(scheme)
    for kind, flow in as_mapping(declared).items():
        if kind not in FLOWS:
            continue
        if kind not in complete:
            yield kind, "", "has no URL for its requests"
            continue
        for name in URLS:
            if flow.get(name) and (problem := url_problem(str(flow[name]))):
                yield kind, name, problem


def settle_security(document: dict[str, Any]) -> None:
    """Have every operation state the security that it has, in schemes that the document declares.

    An operation without security of its own has the root's (OpenAPI 3.1, section 4.8.1). If the document states
    security nowhere, but declares schemes, each of them may be used anywhere and none has to be.

    Args:
        document: The document, which is changed.
    """
    schemes = declared_schemes(document)
    for scheme in schemes.values():
        for kind, name, _ in list(unusable_flows(scheme)):
            if name == "refreshUrl":
                scheme["flows"].get(kind, {}).pop(name, None)
            else:
                (scheme["flows"] if kind else scheme).pop(kind or name, None)
    known = {key for key, scheme in schemes.items() if scheme_kind(scheme)}
    inherited = document.get("security")
    if schemes and not is_stated(document):
        inherited = [{}, *({key: []} for key in schemes)]
    for ref in operations(document):
        stated = ref.body.get("security", inherited)
        if isinstance(stated, list):
            ref.body["security"] = _usable(stated, known)
    if isinstance(document.get("security"), list):
        document["security"] = _usable(document["security"], known)


def _usable(alternatives: list[Any], known: set[str]) -> list[dict[str, Any]]:
    """Return the alternatives without undeclared schemes, and without those that consist of nothing else."""
    usable = []
    for alternative in alternatives:
        if isinstance(alternative, Mapping):
            kept = {key: scopes for key, scopes in alternative.items() if key in known}
            if kept or not alternative:
                usable.append(kept)
    return usable
