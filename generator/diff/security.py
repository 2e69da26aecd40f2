"""Compare who may call: the security schemes of two documents, and what each operation requires."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from ..document.pointers import join, resolve_ref
from ..document.semantics import endpoint_url, flows
from ..document.walk import Document, OperationRef
from .changes import Changes, Pair, shown
from .servers import base_uri

__all__ = ["SecurityComparison", "compare_schemes"]

_ROOT: Final = "/components/securitySchemes"
_URLS: Final = ("authorizationUrl", "tokenUrl", "refreshUrl")

# The scopes of each scheme, by the schemes that have to be used together.
Alternatives = dict[frozenset[str], dict[str, frozenset[str]]]


class SecurityComparison:
    """Compares the requirements of operations.

    Args:
        old: The old document.
        new: The new document.
        changes: Where changes are added.
    """

    def __init__(self, old: Document, new: Document, changes: Changes) -> None:
        self._old = old
        self._new = new
        self._changes = changes
        self._renamed = renamed_schemes(old, new)

    def requirements(self, old: OperationRef, new: OperationRef, subject: Pair) -> None:
        """Compare what two operations require of their caller; ``subject`` is the pair of both."""
        before = _alternatives(self._old, old, self._renamed)
        after = _alternatives(self._new, new, {})
        name = f"{new.method.upper()} {new.path}"
        place = old.pointer, new.pointer
        is_public = _is_public(before), _is_public(after)
        if is_public[0] != is_public[1]:
            rule = "security-not-required" if is_public[1] else "security-required"
            self._changes.add(rule, name, subject, place, before=_shown(before), after=_shown(after))
        if any(is_public):
            return
        for schemes, scopes in before.items():
            if schemes not in after:
                self._changes.add("security-removed", name, subject, place, before=_together(schemes))
                continue
            for scheme, needed in scopes.items():
                for scope in sorted(after[schemes][scheme] - needed):
                    self._changes.add("scope-required", name, subject, place, after=f"{scheme}: {scope}")
                for scope in sorted(needed - after[schemes][scheme]):
                    self._changes.add("scope-not-required", name, subject, place, before=f"{scheme}: {scope}")
        for schemes in after:
            if schemes not in before:
                self._changes.add("security-added", name, subject, place, after=_together(schemes))


def compare_schemes(old: Document, new: Document, changes: Changes) -> None:
    """Compare the security schemes; one with another key and the same content is the same scheme.

    Args:
        old: The old document.
        new: The new document.
        changes: Where changes are added.
    """
    before, after = _schemes(old), _schemes(new)
    renamed = renamed_schemes(old, new)
    for key, scheme in before.items():
        place = join(_ROOT, key)
        if key in renamed:
            continue
        if key not in after:
            changes.add("scheme-removed", f"security scheme {key}", Pair(place, None), (place, _ROOT))
            continue
        kinds = _kind(scheme), _kind(after[key])
        if kinds[0] != kinds[1]:
            name, both = f"security scheme {key}", (place, place)
            changes.add("scheme-changed", name, Pair(*both), both, before=kinds[0], after=kinds[1])
        elif scheme.get("type") == "oauth2":
            _compare_flows(old, new, key, changes)
    for key in after:
        if key not in before and key not in renamed.values():
            place = join(_ROOT, key)
            changes.add("scheme-added", f"security scheme {key}", Pair(None, place), (_ROOT, place))


def renamed_schemes(old: Document, new: Document) -> dict[str, str]:
    """Return the new key of each scheme that has another one in the new document."""
    before, after = _schemes(old), _schemes(new)
    added = {key: _content(new, scheme) for key, scheme in after.items() if key not in before}
    renamed: dict[str, str] = {}
    for key, scheme in before.items():
        if key not in after:
            content = _content(old, scheme)
            match = next((name for name, other in added.items() if other == content), None)
            if match is not None:
                renamed[key] = match
                del added[match]
    return renamed


def _compare_flows(old: Document, new: Document, key: str, changes: Changes) -> None:
    flows_before, flows_after = flows(_schemes(old)[key]), flows(_schemes(new)[key])
    scheme = join(_ROOT, key)
    for kind in dict.fromkeys((*flows_before, *flows_after)):
        place = join(scheme, "flows", kind)
        name = f"{key} {kind} flow"
        if kind not in flows_after:
            changes.add("flow-removed", name, Pair(place, None), (place, scheme))
            continue
        if kind not in flows_before:
            changes.add("flow-added", name, Pair(None, place), (scheme, place))
            continue
        one, other = flows_before[kind] or {}, flows_after[kind] or {}
        both = place, place
        flow = Pair(*both)
        for url in _URLS:
            # Without a refreshUrl, tokens are refreshed at the tokenUrl (RFC 6749 section 6).
            urls = _url(old, one, url), _url(new, other, url)
            if urls[0] != urls[1] and not _is_relative_to_server(one, other, url, urls):
                changes.add("oauth-url-changed", f"{name} {url}", flow, both, before=urls[0], after=urls[1])
        scopes = one.get("scopes") or {}, other.get("scopes") or {}
        for scope in scopes[0]:
            if scope not in scopes[1]:
                changes.add("scope-removed", f"{name} scope {scope}", flow, both, before=scope)
        for scope in scopes[1]:
            if scope not in scopes[0]:
                changes.add("scope-added", f"{name} scope {scope}", flow, both, after=scope)


def _url(document: Document, flow: Mapping[str, Any], key: str) -> str:
    """Return a URL of a flow as an absolute one; empty if the flow has none."""
    declared = flow.get(key) or (flow.get("tokenUrl") if key == "refreshUrl" else None)
    return endpoint_url(base_uri(document), declared) if isinstance(declared, str) else ""


def _is_relative_to_server(old: Mapping[str, Any], new: Mapping[str, Any], key: str, urls: tuple[str, str]) -> bool:
    """Tell whether two URLs differ only because their servers do."""
    declared = [str(flow.get(key) or flow.get("tokenUrl")) for flow in (old, new)]
    if any(urlsplit(url).netloc for url in declared):
        return False
    return urlsplit(urls[0])[2:] == urlsplit(urls[1])[2:]


def _alternatives(document: Document, ref: OperationRef, renamed: Mapping[str, str]) -> Alternatives:
    declared = ref.body.get("security", document.get("security"))
    alternatives: Alternatives = {}
    for requirement in declared if isinstance(declared, list) else ():
        if isinstance(requirement, Mapping):
            scopes = {renamed.get(key, key): frozenset(map(str, names or ())) for key, names in requirement.items()}
            alternatives[frozenset(scopes)] = scopes
    return alternatives


def _is_public(alternatives: Alternatives) -> bool:
    return not alternatives or frozenset() in alternatives


def _shown(alternatives: Alternatives) -> str:
    return " or ".join(_together(schemes) for schemes in alternatives) or "none"


def _together(schemes: frozenset[str]) -> str:
    return " and ".join(sorted(schemes)) or "none"


def _schemes(document: Document) -> dict[str, dict[str, Any]]:
    components = document.get("components")
    declared = components.get("securitySchemes") if isinstance(components, Mapping) else None
    members = declared.items() if isinstance(declared, Mapping) else ()
    return {key: resolve_ref(document, scheme) for key, scheme in members}


def _kind(scheme: Mapping[str, Any]) -> str:
    """Return how credentials of a scheme travel."""
    match scheme.get("type"):
        case "http":
            return f"http {str(scheme.get('scheme')).lower()}"
        case "apiKey":
            return f"apiKey {scheme.get('in')} {scheme.get('name')}"
        case "openIdConnect":
            return f"openIdConnect {scheme.get('openIdConnectUrl')}"
    return str(scheme.get("type"))


def _content(document: Document, scheme: Mapping[str, Any]) -> str:
    urls = {kind: [_url(document, flow or {}, key) for key in _URLS] for kind, flow in flows(scheme).items()}
    scopes = {kind: sorted((flow or {}).get("scopes") or {}) for kind, flow in flows(scheme).items()}
    return f"{_kind(scheme)} {shown([urls, scopes])}"
