"""Rules about security: every operation says which of the document's security schemes it accepts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...document.pointers import join, resolve_ref
from ...document.semantics import flows
from ...document.urls import url_problem
from ...document.walk import Document, operations
from ...errors import Finding

__all__ = ["RULES"]


def stated(document: Document) -> Iterator[Finding]:
    """Every operation states its own security, ``security: []`` included.

    An operation that inherits the root's is rendered all the same, but its readers should not have to look there.
    """
    for ref in operations(document):
        if "security" not in ref.body:
            yield Finding.warning(
                "security", ref.pointer, "the operation states no security; use [] if anyone may call it"
            )


def known(document: Document) -> Iterator[Finding]:
    """Security names schemes and scopes that the document declares."""
    schemes = _schemes(document)
    declared = [("", document.get("security"))]
    declared += [(ref.pointer, ref.body.get("security")) for ref in operations(document)]
    for parent, alternatives in declared:
        for index, alternative in enumerate(alternatives or ()):
            pointer = join(parent, "security", index)
            for key, scopes in alternative.items():
                if key not in schemes:
                    yield Finding.error("security-scheme", pointer, f"unknown security scheme {key!r}")
                    continue
                # For other kinds of schemes these are names of roles, which are not declared anywhere.
                unknown = set(scopes) - _scopes(schemes[key]) if schemes[key]["type"] == "oauth2" else set()
                for scope in sorted(unknown):
                    yield Finding.warning("security-scope", pointer, f"the scheme {key!r} has no scope {scope!r}")


def supported(document: Document) -> Iterator[Finding]:
    """Every scheme is of a supported kind and has a description."""
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
            yield Finding.error("security-scheme", pointer, "the scheme has no OAuth 2 flow")
        if not scheme.get("description", "").strip():
            yield Finding.warning("description", pointer, f"the security scheme {key!r} has no description")


def oauth_urls(document: Document) -> Iterator[Finding]:
    """The URLs of OAuth flows are absolute http or https URLs without credentials, or relative to the server."""
    for key, scheme in _schemes(document).items():
        for kind, flow in flows(scheme).items():
            for name in ("authorizationUrl", "tokenUrl", "refreshUrl"):
                if name in flow and (problem := url_problem(str(flow[name]))):
                    pointer = join("/components/securitySchemes", key, "flows", kind, name)
                    yield Finding.error("oauth-url", pointer, f"{name} {problem}")


def _schemes(document: Document) -> dict[str, dict[str, Any]]:
    declared = (document.get("components") or {}).get("securitySchemes") or {}
    return {key: resolve_ref(document, scheme) for key, scheme in declared.items()}


def _scopes(scheme: dict[str, Any]) -> set[str]:
    return {scope for flow in flows(scheme).values() for scope in flow.get("scopes", {})}


RULES = (stated, known, supported, oauth_urls)
