"""From ``securitySchemes`` to the ways of authenticating."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from . import names, reserved
from .errors import SpecError
from .model import AuthScheme, Field, Flow, Location, SchemeKind, Type
from .oauth import KINDS, Endpoints, flow
from .objects import text
from .pointers import join

__all__ = ["schemes"]

_STRING = Type(annotation="str", argument="str")
_SPELLINGS = {"api": "API", "oauth": "OAuth", "oauth2": "OAuth2"}
_LOCATIONS = {"query": "query", "header": "header", "cookie": "cookie"}


def schemes(declared: Mapping[str, Any], endpoints: Endpoints) -> tuple[AuthScheme, ...]:
    """Return all schemes in the document's order.

    Raises:
        SpecError: A scheme is of a kind that no credentials can be made for.
    """
    made: list[AuthScheme] = []
    taken: set[str] = set()
    for key, scheme in declared.items():
        kind = _kind(key, scheme)
        flows = _flows(key, scheme, endpoints, taken) if kind == "oauth2" else ()
        class_name = names.scheme_class(key, taken)
        taken |= {class_name} if kind != "oauth2" else {made_flow.class_name for made_flow in flows}
        made.append(
            AuthScheme(
                key=key,
                kind=kind,
                class_name=class_name,
                title=_title(key),
                description=text(scheme, "description"),
                parameters=_parameters(kind, scheme),
                flows=flows,
                location=cast("Location | None", scheme.get("in")) if kind == "apiKey" else None,
                wire_name=scheme.get("name") if kind == "apiKey" else None,
                source=scheme.get("x-source"),
            )
        )
    return tuple(made)


def _title(key: str) -> str:
    """Return a scheme's key as words: ``partnerOAuth2`` becomes ``Partner OAuth2``."""
    return " ".join(_SPELLINGS.get(word.lower(), word) for word in names.sentence(key).split())


def _kind(key: str, scheme: Mapping[str, Any]) -> SchemeKind:
    kind = scheme.get("type")
    if kind == "http" and str(scheme.get("scheme")).lower() in {"basic", "bearer"}:
        return cast("SchemeKind", str(scheme["scheme"]).lower())
    if kind == "apiKey" and scheme.get("in") in _LOCATIONS and isinstance(scheme.get("name"), str):
        return "apiKey"
    if kind == "oauth2" and isinstance(scheme.get("flows"), Mapping):
        return "oauth2"
    pointer = join("/components/securitySchemes", key)
    raise SpecError(pointer, "not http basic, http bearer, apiKey or oauth2 with flows", rule="security-scheme")


def _flows(key: str, scheme: Mapping[str, Any], endpoints: Endpoints, taken: set[str]) -> tuple[Flow, ...]:
    made: list[Flow] = []
    for kind, (suffix, _, _) in KINDS.items():
        if isinstance(scheme["flows"].get(kind), Mapping):
            used = taken | {other.class_name for other in made}
            made.append(flow(scheme, kind, names.scheme_class(key, used, suffix), endpoints))
    return tuple(made)


def _parameters(kind: SchemeKind, scheme: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the credentials that a scheme other than OAuth 2 takes; all but a user's name are secret."""
    if kind == "basic":
        given = scheme.get("x-credentials")
        renamed: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        return (
            _credential("username", renamed.get("username"), "The user's name.", secret=False),
            _credential("password", renamed.get("password"), "The user's password.", secret=True),
        )
    if kind == "bearer":
        return (_credential("token", None, "The token.", secret=True),)
    if kind == "apiKey":
        return (_credential("api_key", None, "The key.", secret=True),)
    return ()


def _credential(wire_name: str, given: Any, fallback: str, *, secret: bool) -> Field:
    declared: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    return Field(
        name=names.attribute(declared.get("name") or wire_name, reserved.ARGUMENTS),
        wire_name=wire_name,
        type=_STRING,
        required=True,
        description=text(declared, "description") or fallback,
        secret=secret,
        example=declared.get("example"),
    )
