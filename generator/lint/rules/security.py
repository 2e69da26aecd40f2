"""Rules about security: every operation says which of the document's security schemes it accepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...document.pointers import join
from ...document.security import declared_schemes, is_stated, unusable_flows
from ...document.semantics import flows, scheme_kind
from ...document.walk import Document, operations
from ...errors import Finding

__all__ = ["RULES", "TOLERATED"]


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
    schemes = declared_schemes(document)
    for pointer, alternative in _requirements(document):
        for key, scopes in alternative.items():
            if key not in schemes:
                message = f"unknown security scheme {key!r}: nothing is sent for it"
                yield Finding.warning("security-scheme", pointer, message)
                continue
            # For other kinds of schemes these are names of roles, which are not declared anywhere.
            declared = {scope for flow in flows(schemes[key]).values() for scope in flow.get("scopes") or {}}
            unknown = set(scopes) - declared if scheme_kind(schemes[key]) == "oauth2" else set()
            for scope in sorted(unknown):
                yield Finding.warning("security-scope", pointer, f"the scheme {key!r} has no scope {scope!r}")


def used(document: Document) -> Iterator[Finding]:
    """Every scheme is used: the credentials of one that no operation names would never be sent."""
    schemes = declared_schemes(document)
    if schemes and not is_stated(document):
        message = "no operation states its security: credentials that are given are sent with all of them"
        yield Finding.warning("security", "/components/securitySchemes", message)
        return
    named = {key for _, alternative in _requirements(document) for key in alternative}
    for key in schemes:
        if key not in named:
            pointer = join("/components/securitySchemes", key)
            yield Finding.warning("security-scheme", pointer, f"no operation uses the security scheme {key!r}")


def supported(document: Document) -> Iterator[Finding]:
    """Every scheme is of a kind that OpenAPI defines, can be used, and has a description."""
    for key, scheme in declared_schemes(document).items():
        pointer = join("/components/securitySchemes", key)
        kind = scheme_kind(scheme)
        if kind is None:
            message = f"the scheme is not one that OpenAPI defines: nothing is sent for {key!r}"
            yield Finding.warning("security-scheme", pointer, message)
        elif kind == "http":
            message = f"http {scheme['scheme']} is sent as the caller gives it, as the whole Authorization header"
            yield Finding.warning("security-scheme", pointer, message)
        elif kind == "bearer" and scheme["type"] != "http":
            message = "the scheme has no flow that can be used: tokens are sent, but not requested"
            yield Finding.warning("security-scheme", pointer, message)
        if not str(scheme.get("description") or "").strip():
            yield Finding.warning("description", pointer, f"the security scheme {key!r} has no description")


def oauth_urls(document: Document) -> Iterator[Finding]:
    """The URLs of OAuth flows are absolute http or https URLs without credentials, or relative to the server."""
    for key, scheme in declared_schemes(document).items():
        for kind, name, problem in unusable_flows(scheme):
            pointer = join(
                "/components/securitySchemes", key, *(("flows", kind) if kind else ()), *([name] if name else ())
            )
            outcome = "tokens are refreshed at tokenUrl" if name == "refreshUrl" else "the flow is left out"
            yield Finding.warning("oauth-url", pointer, f"{name or kind} {problem}: {outcome}")


def _requirements(document: Document) -> Iterator[tuple[str, Mapping[str, Any]]]:
    declared: list[tuple[str, Any]] = [("", document.get("security"))]
    declared += [(ref.pointer, ref.body.get("security")) for ref in operations(document)]
    for parent, alternatives in declared:
        for index, alternative in enumerate(alternatives or ()):
            yield join(parent, "security", index), alternative


RULES = (stated, known, used, supported, oauth_urls)

TOLERATED = (known, used, supported, oauth_urls)
