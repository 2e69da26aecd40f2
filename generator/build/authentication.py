"""Build the authentication methods: the credentials of each security scheme, the flows of OAuth 2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from ..document.pointers import as_mapping
from ..document.semantics import GRANTS, RESPONSE_TYPES, flows, scheme_kind
from ..model import AuthScheme, Field, Flow, FlowKind, OAuthRequest, SchemeKind
from ..model.types import ScalarType
from . import names, reserved
from .oauth_requests import SUPPLIED, Endpoints, discovered_requests
from .objects import marks, text

__all__ = ["schemes", "with_partners"]

_STRING = ScalarType("string")
_SPELLINGS = {"api": "API", "oauth": "OAuth", "oauth2": "OAuth2"}
# The flows of OpenAPI 3.1 with their classes and titles, in the order of RFC 6749 section 4.
_KINDS: Final[dict[FlowKind, tuple[str, str]]] = {
    "authorizationCode": ("AuthorizationCode", "Authorization code"),
    "implicit": ("Implicit", "Implicit"),
    "password": ("Password", "Password"),
    "clientCredentials": ("ClientCredentials", "Client credentials"),
}


def schemes(
    declared: Mapping[str, Any], endpoints: Endpoints, scopes: Mapping[str, tuple[str, ...]]
) -> tuple[AuthScheme, ...]:
    """Return all schemes that OpenAPI defines, in the document's order.

    Args:
        declared: The Security Scheme Objects by key.
        endpoints: The operations of the document.
        scopes: The scopes that the operations require of each scheme.
    """
    result: list[AuthScheme] = []
    taken: set[str] = set()
    attributes: list[str] = []
    for key, scheme in declared.items():
        kind = scheme_kind(scheme)
        if kind is None:
            continue
        own_flows = _Flows(key, scheme, endpoints, scopes.get(key, ())).build(taken, attributes)
        parameters = _parameters(kind, scheme)
        class_name = names.scheme_class(key, taken)
        taken |= {flow.class_name for flow in own_flows} | ({class_name} if parameters else set())
        result.append(
            AuthScheme(
                key=key,
                kind=kind,
                class_name=class_name,
                attribute=_attribute(class_name, attributes) if parameters else "",
                title=_title(key),
                description=text(scheme, "description"),
                parameters=parameters,
                flows=own_flows,
                location=scheme["in"] if kind == "apiKey" else None,
                wire_name=scheme["name"] if kind == "apiKey" else scheme.get("scheme") if kind == "http" else None,
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


def with_partners(schemes: tuple[AuthScheme, ...], alternatives: Iterable[tuple[str, ...]]) -> tuple[AuthScheme, ...]:
    """Return schemes that know which others are needed beside them, and whose credentials have names of their own then.

    Args:
        schemes: The schemes of the document.
        alternatives: The combinations of schemes that its operations accept.
    """
    sets = {frozenset(alternative) for alternative in alternatives}
    result: list[AuthScheme] = []
    for scheme in schemes:
        others = frozenset().union(*(keys for keys in sets if scheme.key in keys)) - {scheme.key}
        partners = [other for other in schemes if other.key in others]
        taken = {field.name for other in partners for field in other.parameters}
        parameters = tuple(
            replace(field, setting=names.snake(f"{scheme.key} {field.name}")) if field.name in taken else field
            for field in scheme.parameters
        )
        keys = tuple(other.key for other in partners)
        result.append(replace(scheme, parameters=parameters, partners=keys))
    return tuple(result)


def _parameters(kind: SchemeKind, scheme: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the credentials of a scheme other than OAuth 2; all but user names are secret."""
    if kind == "basic":
        renamed = as_mapping(scheme.get("x-credentials"))
        username = _credential("username", renamed.get("username"), "The user's name.", secret=False)
        password = _credential("password", renamed.get("password"), "The user's password.", secret=True)
        return username, replace(password, name=names.unique(password.name, [username.name]))
    if kind == "bearer":
        return (_credential("token", None, "The token.", secret=True),)
    if kind == "http":
        meaning = f"The value of the Authorization header, with its scheme: {scheme['scheme']} and what follows it."
        return (_credential("authorization", None, meaning, secret=True),)
    if kind == "apiKey":
        return (_credential("api_key", None, "The key.", secret=True),)
    return ()


def _credential(wire_name: str, given: Any, fallback: str, *, secret: bool) -> Field:
    declared = as_mapping(given)
    return Field(
        name=names.attribute(declared.get("name") or wire_name, reserved.KEYS),
        wire_name=wire_name,
        type=_STRING,
        required=True,
        description=text(declared, "description") or fallback,
        secret=secret,
        example=declared.get("example"),
    )


class _Flows:
    """Builds the flows of one scheme.

    Args:
        key: The scheme's key.
        scheme: The Security Scheme Object.
        endpoints: The operations of the document.
        scopes: The scopes that operations require of the scheme.
    """

    def __init__(self, key: str, scheme: Mapping[str, Any], endpoints: Endpoints, scopes: tuple[str, ...]) -> None:
        self._key = key
        self._scheme = scheme
        self._endpoints = endpoints
        self._scopes = scopes
        self._discovery_url = scheme["openIdConnectUrl"] if scheme_kind(scheme) == "openIdConnect" else None
        # Which flows the provider has is known when the metadata is fetched.
        self._declared: Mapping[str, Any] = (
            {"authorizationCode": {}, "clientCredentials": {}} if self._discovery_url else flows(scheme)
        )

    def build(self, taken: set[str], attributes: list[str]) -> tuple[Flow, ...]:
        """Return the flows, in the order of RFC 6749 section 4.

        Args:
            taken: The names of classes that are taken.
            attributes: The names of attributes that are taken; those of the flows are added.
        """
        result: list[Flow] = []
        for kind, (suffix, _) in _KINDS.items():
            if kind in self._declared:
                class_name = names.scheme_class(self._key, taken | {other.class_name for other in result}, suffix)
                result.append(self._flow(kind, class_name, _attribute(class_name, attributes)))
        return tuple(result)

    def _flow(self, kind: FlowKind, class_name: str, attribute: str) -> Flow:
        declared = self._declared[kind]
        authorization, token, refresh = self._requests(kind)
        is_described = token.described if GRANTS.get(kind) else authorization.described
        return Flow(
            kind=kind,
            grant_type=GRANTS.get(kind, ""),
            class_name=class_name,
            attribute=attribute,
            title=_KINDS[kind][1],
            description=token.description or authorization.description,
            scopes=dict(declared.get("scopes") or {}),
            authorization=authorization,
            token=token,
            refresh=refresh,
            parameters=_constructor(authorization, token, refresh),
            client_authentication="body" if is_described and not token.basic else "basic",
            described=is_described,
            default_scopes=self._default_scopes(kind, declared.get("scopes") or {}),
            discovery_url=self._discovery_url,
            source=token.source or authorization.source,
            token_example=token.response_example or authorization.response_example,
        )

    def _requests(self, kind: FlowKind) -> tuple[OAuthRequest, OAuthRequest, OAuthRequest]:
        grant, response_type = GRANTS.get(kind, ""), RESPONSE_TYPES.get(kind, "")
        if self._discovery_url is not None:
            return discovered_requests(self._discovery_url, grant, response_type)
        declared = self._declared[kind]
        authorization_url = declared.get("authorizationUrl") if response_type else None
        authorization = self._endpoints.authorization(authorization_url, response_type)
        token = self._endpoints.token(declared.get("tokenUrl") if grant else None, grant)
        return authorization, token, self._endpoints.refresh(declared.get("refreshUrl"), token)

    def _default_scopes(self, kind: FlowKind, offered: Mapping[str, Any]) -> tuple[str, ...]:
        if self._discovery_url is not None and kind == "authorizationCode":
            # Without it, the request is not one of OpenID Connect (OpenID Connect Core 1.0, section 3.1.2.1).
            return tuple(dict.fromkeys(("openid", *self._scopes)))
        return tuple(scope for scope in self._scopes if scope in offered)


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
