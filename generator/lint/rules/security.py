"""Security: every operation says how it is called, in terms of schemes that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...document.pointers import join, resolve_ref
from ...document.semantics import flows
from ...document.walk import Document, operations
from ...errors import Finding

__all__ = ["RULES"]


def stated(document: Document) -> Iterator[Finding]:
    """Every operation states its own security; ``security: []`` is a statement too.

    One that takes over the root's is rendered all the same, but who reads the operation should not have to look there.
    """
    for at in operations(document):
        if "security" not in at.body:
            yield Finding.warning(
                "security", at.pointer, "the operation states no security; use [] if anyone may call it"
            )


def known(document: Document) -> Iterator[Finding]:
    """Security names schemes of the document, and their scopes."""
    schemes = _schemes(document)
    places = [("", document.get("security")), *((at.pointer, at.body.get("security")) for at in operations(document))]
    for around, alternatives in places:
        for index, alternative in enumerate(alternatives or ()):
            pointer = join(around, "security", index)
            for key, scopes in alternative.items():
                if key not in schemes:
                    yield Finding.error("security-scheme", pointer, f"there is no security scheme {key!r}")
                    continue
                # Of other kinds OpenAPI lets them be the names of roles, which no scheme lists.
                unknown = set(scopes) - _scopes(schemes[key]) if schemes[key]["type"] == "oauth2" else set()
                for scope in sorted(unknown):
                    yield Finding.warning("security-scope", pointer, f"the scheme {key!r} knows no scope {scope!r}")


def supported(document: Document) -> Iterator[Finding]:
    """A scheme is one that credentials can be made for."""
    for key, scheme in _schemes(document).items():
        pointer = join("/components/securitySchemes", key)
        if scheme["type"] in {"openIdConnect", "mutualTLS"}:
            yield Finding.error(
                "security-scheme", pointer, f"{scheme['type']} is not supported; use oauth2, http or apiKey"
            )
        elif scheme["type"] == "http" and scheme["scheme"].lower() not in {"basic", "bearer"}:
            yield Finding.error(
                "security-scheme", pointer, f"http {scheme['scheme']} is not supported; use basic or bearer"
            )
        elif scheme["type"] == "oauth2" and not flows(scheme):
            yield Finding.error("security-scheme", pointer, "there is no flow of OAuth 2 in it")
        if not scheme.get("description", "").strip():
            yield Finding.warning("description", pointer, f"the security scheme {key!r} needs a description")


def _schemes(document: Document) -> dict[str, dict[str, Any]]:
    declared = (document.get("components") or {}).get("securitySchemes") or {}
    return {key: resolve_ref(document, scheme) for key, scheme in declared.items()}


def _scopes(scheme: dict[str, Any]) -> set[str]:
    return {scope for flow in flows(scheme).values() for scope in flow.get("scopes", {})}


RULES = (stated, known, supported)
