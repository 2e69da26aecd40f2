"""Build the authentication methods: the credentials of each security scheme, the flows of OAuth 2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, cast

from ..document.pointers import join
from ..document.semantics import GRANTS, RESPONSE_TYPES
from ..errors import SpecError
from ..model import AuthScheme, Field, Flow, FlowKind, Location, OAuthRequest, SchemeKind
from ..types import ScalarType
from . import names, reserved
from .oauth_requests import SUPPLIED, Endpoints
from .objects import marks, text

__all__ = ["schemes"]

_STRING = ScalarType("string")
_SPELLINGS = {"api": "API", "oauth": "OAuth", "oauth2": "OAuth2"}
_LOCATIONS = {"query": "query", "header": "header", "cookie": "cookie"}
# The flows of OpenAPI 3.1 with their classes and titles, in the order of RFC 6749 section 4.
_KINDS: Final[dict[FlowKind, tuple[str, str]]] = {
    "authorizationCode": ("AuthorizationCode", "Authorization code"),
    "implicit": ("Implicit", "Implicit"),
    "password": ("Password", "Password"),
    "clientCredentials": ("ClientCredentials", "Client credentials"),
}


def schemes(declared: Mapping[str, Any], endpoints: Endpoints) -> tuple[AuthScheme, ...]:
    """Return all schemes in the document's order.

    Raises:
        SpecError: A scheme is of an unsupported kind.
    """
    result: list[AuthScheme] = []
    taken: set[str] = set()
    attributes: list[str] = []
    for key, scheme in declared.items():
        kind = _kind(key, scheme)
        flows = _flows(key, scheme, endpoints, taken, attributes) if kind == "oauth2" else ()
        class_name = names.scheme_class(key, taken)
        taken |= {class_name} if kind != "oauth2" else {flow.class_name for flow in flows}
        result.append(
            AuthScheme(
                key=key,
                kind=kind,
                class_name=class_name,
                attribute="" if kind == "oauth2" else _attribute(class_name, attributes),
                title=_title(key),
                description=text(scheme, "description"),
                parameters=_parameters(kind, scheme),
                flows=flows,
                location=cast("Location | None", scheme.get("in")) if kind == "apiKey" else None,
                wire_name=scheme.get("name") if kind == "apiKey" else None,
                source=scheme.get("x-source"),
                lifetimes=scheme.get("x-lifetimes") or {},
                marks=marks(scheme),
            )
        )
    return tuple(result)


def _attribute(class_name: str, taken: list[str]) -> str:
    """Return the attribute of the credentials of a class, and add it to those that are taken."""
    attribute = names.unique(names.attribute(class_name, reserved.MOCK_CREDENTIALS), taken)
    taken.append(attribute)
    return attribute


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
    raise SpecError(
        pointer, "unsupported scheme; use http basic, http bearer, apiKey or oauth2", rule="security-scheme"
    )


def _flows(
    key: str, scheme: Mapping[str, Any], endpoints: Endpoints, taken: set[str], attributes: list[str]
) -> tuple[Flow, ...]:
    flows: list[Flow] = []
    for kind, (suffix, _) in _KINDS.items():
        if isinstance(scheme["flows"].get(kind), Mapping):
            used = taken | {other.class_name for other in flows}
            class_name = names.scheme_class(key, used, suffix)
            flows.append(_flow(scheme, kind, class_name, _attribute(class_name, attributes), endpoints))
    return tuple(flows)


def _parameters(kind: SchemeKind, scheme: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the credentials of a scheme other than OAuth 2; all but user names are secret."""
    if kind == "basic":
        given = scheme.get("x-credentials")
        renamed: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        username = _credential("username", renamed.get("username"), "The user's name.", secret=False)
        password = _credential("password", renamed.get("password"), "The user's password.", secret=True)
        return username, replace(password, name=names.unique(password.name, [username.name]))
    if kind == "bearer":
        return (_credential("token", None, "The token.", secret=True),)
    if kind == "apiKey":
        return (_credential("api_key", None, "The key.", secret=True),)
    return ()


def _credential(wire_name: str, given: Any, fallback: str, *, secret: bool) -> Field:
    declared: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    return Field(
        name=names.attribute(declared.get("name") or wire_name, reserved.KEYS),
        wire_name=wire_name,
        type=_STRING,
        required=True,
        description=text(declared, "description") or fallback,
        secret=secret,
        example=declared.get("example"),
    )


def _flow(scheme: Mapping[str, Any], kind: FlowKind, class_name: str, attribute: str, endpoints: Endpoints) -> Flow:
    """Return one flow of an OAuth 2 scheme.

    Args:
        scheme: The security scheme object.
        kind: The flow's key in it.
        class_name: The Python class of its credentials.
        attribute: The attribute of its credentials.
        endpoints: The operations of the document.
    """
    _, title = _KINDS[kind]
    declared = scheme["flows"][kind]
    grant, response_type = GRANTS.get(kind, ""), RESPONSE_TYPES.get(kind, "")
    authorization_url = declared.get("authorizationUrl") if response_type else None
    authorization = endpoints.authorization(authorization_url, response_type)
    token = endpoints.token(declared.get("tokenUrl") if grant else None, grant)
    refresh = endpoints.refresh(declared.get("refreshUrl"), token)
    is_described = token.described if grant else authorization.described
    return Flow(
        kind=kind,
        grant_type=grant,
        class_name=class_name,
        attribute=attribute,
        title=title,
        description=token.description or authorization.description,
        scopes=dict(declared.get("scopes") or {}),
        authorization=authorization,
        token=token,
        refresh=refresh,
        parameters=_constructor(authorization, token, refresh),
        client_authentication="body" if is_described and not token.basic else "basic",
        described=is_described,
        source=token.source or authorization.source,
        token_example=token.response_example or authorization.response_example,
    )


def _constructor(authorization: OAuthRequest, token: OAuthRequest, refresh: OAuthRequest) -> tuple[Field, ...]:
    """Return what a caller has to supply: everything that a request needs and the protocol does not provide."""
    merged: dict[str, Field] = {}
    # The token request comes first: what it says about a parameter takes precedence.
    for field in (*token.fields, *authorization.fields):
        if field.wire_name not in SUPPLIED:
            known = merged.setdefault(field.wire_name, field)
            merged[field.wire_name] = replace(
                known,
                required=known.required or field.required,
                description=known.description or field.description,
                example=field.example if known.example is None else known.example,
            )
    for field in refresh.fields:
        if field.wire_name not in SUPPLIED:
            merged.setdefault(field.wire_name, replace(field, required=False))
    unique: list[Field] = []
    for field in merged.values():
        unique.append(replace(field, name=names.unique(field.name, [other.name for other in unique])))
    return tuple(sorted(unique, key=lambda field: not field.required))
