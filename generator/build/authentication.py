"""From ``securitySchemes`` to the ways of authenticating.

For each flow of OAuth 2 the operation behind its authorization and token URL is looked up. The parameters are those of
that operation's query, or of the variant of its form whose ``grant_type`` is the flow's. Where the document describes
no such operation, they are those of RFC 6749.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast
from urllib.parse import urljoin

from ..document.pointers import Property, join, properties, resolve, resolve_ref, resolve_schema
from ..document.walk import OperationRef, flows, operations, responses
from ..errors import SpecError
from ..model import AuthScheme, Example, Field, Flow, FlowKind, Location, ScalarType, SchemeKind, Server
from . import names, reserved
from .examples import media_examples, parameter_example
from .objects import field as object_field
from .objects import is_secret, text
from .types import form_type

__all__ = ["KINDS", "Endpoints", "schemes"]

_STRING = ScalarType("string")
_SPELLINGS = {"api": "API", "oauth": "OAuth", "oauth2": "OAuth2"}
_LOCATIONS = {"query": "query", "header": "header", "cookie": "cookie"}
# The flows of OpenAPI 3.1 with their classes, grants and titles, in the order of RFC 6749 section 4.
KINDS: Final[dict[FlowKind, tuple[str, str, str]]] = {
    "authorizationCode": ("AuthorizationCode", "authorization_code", "Authorization code"),
    "implicit": ("Implicit", "", "Implicit"),
    "password": ("Password", "password", "Password"),
    "clientCredentials": ("ClientCredentials", "client_credentials", "Client credentials"),
}
_FORM = "application/x-www-form-urlencoded"
# What the protocol itself supplies, so that no caller has to (RFC 6749 section 4, RFC 7636 section 4).
SUPPLIED: Final = frozenset(
    {"code", "code_challenge", "code_challenge_method", "code_verifier"}
    | {"grant_type", "refresh_token", "response_type", "state"}
)
_DESCRIPTIONS: Final = {
    "client_id": "The identifier that the client was registered with (RFC 6749 section 2.2).",
    "client_secret": "The client's password (RFC 6749 section 2.3.1).",
    "password": "The resource owner's password (RFC 6749 section 4.3.2).",
    "redirect_uri": "Where the authorization server sends the browser back to, as registered (RFC 6749 section 3.1.2).",
    "scope": "The scopes asked for, separated by spaces (RFC 6749 section 3.3).",
    "username": "The resource owner's name (RFC 6749 section 4.3.2).",
}
# Required parameters are marked; the rest may be left out (RFC 6749 sections 4.1 to 4.4 and 6, RFC 7636).
_REQUESTS: Final = {
    "authorizationCode authorization": "response_type! client_id! redirect_uri! scope state code_challenge "
    "code_challenge_method",
    "implicit authorization": "response_type! client_id! redirect_uri! scope state",
    "authorizationCode": "grant_type! code! redirect_uri! client_id! client_secret code_verifier",
    "password": "grant_type! username! password! client_id client_secret scope",
    "clientCredentials": "grant_type! client_id! client_secret! scope",
    "client": "client_id! client_secret!",
    "refresh": "grant_type! refresh_token! client_id client_secret scope",
}


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


@dataclass(frozen=True, kw_only=True)
class _Request:
    """The parameters that one request of a flow may carry, and what the document says about the request."""

    fields: tuple[Field, ...] = ()
    names: tuple[str, ...] = ()
    described: bool = False
    basic: bool = False
    text: str = ""
    source: str | None = None
    observed: str | None = None
    example: Any = None


class Endpoints:
    """The operations behind authorization and token URLs.

    Args:
        document: The normalized document.
        server: Its server; relative URLs are resolved against it (OpenAPI 3.1, section 4.8.30).
    """

    def __init__(self, document: Mapping[str, Any], server: Server) -> None:
        self._document = document
        self._base = server.default_url
        self._operations = {(at.method, self._base + at.path): at for at in operations(document)}

    def find(self, method: str, url: str | None) -> OperationRef | None:
        """Return the operation behind ``url``, or None where the document does not describe it."""
        if not isinstance(url, str):
            return None
        return self._operations.get((method, urljoin(self._base + "/", url)))

    def all(self, schemes: Mapping[str, Any]) -> list[OperationRef]:
        """Return the operations behind any URL of any flow, in the document's order."""
        urls = [
            (method, flow.get(key))
            for scheme in schemes.values()
            for flow in flows(scheme).values()
            for method, key in (
                ("get", "authorizationUrl"),
                ("post", "authorizationUrl"),
                ("post", "tokenUrl"),
                ("post", "refreshUrl"),
            )
        ]
        found = {at.pointer for method, url in urls if (at := self.find(method, url)) is not None}
        return [at for at in self._operations.values() if at.pointer in found]

    def authorization(self, url: str | None) -> _Request:
        """Return what the authorization request at ``url`` may carry."""
        if (at := self.find("get", url)) is None:
            return _Request()
        fields = []
        for node in at.body.get("parameters") or ():
            body = resolve_ref(self._document, node)
            if body.get("in") == "query":
                schema = resolve_schema(self._document, body.get("schema", {}))
                item = Property(schema | _beside(body), "", body.get("required") is True)
                made = self._field(body["name"], item, schema)
                example = parameter_example(self._document, body)
                fields.append(replace(made, example=example, observed=body.get("x-observed")))
        return self._request(at, fields, at.body, self._answer(at))

    def token(self, url: str | None, grant: str) -> _Request:
        """Return what the token request for ``grant`` at ``url`` may carry."""
        if (at := self.find("post", url)) is None:
            return _Request()
        request, _ = resolve(self._document, at.body.get("requestBody") or {})
        media = (request.get("content") or {}).get(_FORM) or {}
        for variant in self._variants(media.get("schema")):
            found = properties(self._document, variant)
            if self._is_for(grant, found):
                example = _example(media_examples(self._document, media), grant)
                fields = [self._form_field(name, item, example) for name, item in found.items()]
                if basic := self._is_basic(at):
                    fields += [made for made in standard("client") if made.wire_name not in found]
                request = self._request(at, fields, resolve_schema(self._document, variant), self._answer(at))
                return replace(request, basic=basic)
        return _Request()

    def _is_for(self, grant: str, form: Mapping[str, Property]) -> bool:
        """Tell whether a form is one for ``grant``; one that does not say is for any."""
        schema = resolve_schema(self._document, form["grant_type"].schema) if "grant_type" in form else {}
        values = [schema["const"]] if "const" in schema else schema.get("enum")
        return grant in values if isinstance(values, list) else True

    def _is_basic(self, at: OperationRef) -> bool:
        """Tell whether the client authenticates by HTTP Basic at an endpoint (RFC 6749 section 2.3.1)."""
        declared = (self._document.get("components") or {}).get("securitySchemes") or {}
        keys = [key for alternative in at.body.get("security") or () for key in alternative if key in declared]
        return any(str(resolve_ref(self._document, declared[key]).get("scheme")).lower() == "basic" for key in keys)

    def _variants(self, schema: Any) -> Iterator[Any]:
        resolved, _ = resolve(self._document, schema)
        if not isinstance(resolved, Mapping):
            return
        alternatives = resolved.get("oneOf") or resolved.get("anyOf")
        if alternatives:
            for alternative in alternatives:
                yield from self._variants(alternative)
        else:
            yield schema

    def _field(self, name: str, item: Property, schema: Mapping[str, Any]) -> Field:
        made = object_field(self._document, name, item, form_type(schema), taken=(), avoid=reserved.CREDENTIALS)
        return replace(made, nullable=False)

    def _form_field(self, name: str, item: Property, example: Mapping[str, Any]) -> Field:
        made = self._field(name, item, resolve_schema(self._document, item.schema))
        return made if made.example is not None else replace(made, example=example.get(name))

    def _request(self, at: OperationRef, fields: Sequence[Field], body: Mapping[str, Any], example: Any) -> _Request:
        return _Request(
            fields=tuple(fields),
            names=tuple(made.wire_name for made in fields),
            described=True,
            text=text(body, "description") or text(at.body, "description"),
            source=body.get("x-source") or at.body.get("x-source"),
            observed=body.get("x-observed"),
            example=example,
        )

    def _answer(self, at: OperationRef) -> Any:
        """Return an example of the token response, where the operation documents one."""
        node = responses(at.body).get("200", {})
        content = resolve_ref(self._document, node).get("content") or {}
        examples = media_examples(self._document, content.get("application/json", {}))
        return examples[0].value if examples else None


def flow(scheme: Mapping[str, Any], kind: FlowKind, class_name: str, endpoints: Endpoints) -> Flow:
    """Return one flow of an OAuth 2 scheme.

    Args:
        scheme: The security scheme object.
        kind: The flow's key in it.
        class_name: The Python class of its credentials.
        endpoints: The operations of the document.
    """
    _, grant, title = KINDS[kind]
    declared = scheme["flows"][kind]
    authorization_url = declared.get("authorizationUrl") if kind in {"authorizationCode", "implicit"} else None
    token_url = declared.get("tokenUrl") if grant else None
    refresh_url = declared.get("refreshUrl")
    authorization = _or_standard(endpoints.authorization(authorization_url), authorization_url, f"{kind} authorization")
    token = _or_standard(endpoints.token(token_url, grant), token_url, kind)
    refresh = _or_standard(endpoints.token(refresh_url, "refresh_token"), refresh_url, "refresh")
    is_described = token.described if grant else authorization.described
    return Flow(
        kind=kind,
        class_name=class_name,
        title=title,
        description=token.text or authorization.text,
        scopes=dict(declared.get("scopes") or {}),
        authorization_url=authorization_url,
        token_url=token_url,
        refresh_url=refresh_url,
        parameters=_constructor(authorization, token, refresh),
        authorization_request=authorization.names,
        token_request=token.names,
        refresh_request=refresh.names,
        client_authentication="body" if is_described and not token.basic else "basic",
        described=is_described,
        source=token.source or authorization.source,
        token_example=token.example or authorization.example,
        refresh_observed=refresh.observed,
    )


def _constructor(authorization: _Request, token: _Request, refresh: _Request) -> tuple[Field, ...]:
    """Return what a caller has to give: what any request needs and the protocol does not supply, required first."""
    found: dict[str, Field] = {}
    # What the token request says about a parameter counts for more: it is what ends in a token.
    for made in (*token.fields, *authorization.fields):
        if made.wire_name not in SUPPLIED:
            known = found.setdefault(made.wire_name, made)
            found[made.wire_name] = replace(
                known,
                required=known.required or made.required,
                description=known.description or made.description,
                example=made.example if known.example is None else known.example,
            )
    for made in refresh.fields:
        if made.wire_name not in SUPPLIED:
            found.setdefault(made.wire_name, replace(made, required=False))
    unique: list[Field] = []
    for made in found.values():
        unique.append(replace(made, name=names.unique(made.name, [other.name for other in unique])))
    return tuple(sorted(unique, key=lambda made: not made.required))


def _example(examples: Sequence[Example], grant: str) -> Mapping[str, Any]:
    """Return the example of a form that is one of ``grant``."""
    values = [example.value for example in examples if isinstance(example.value, Mapping)]
    return next((value for value in values if value.get("grant_type") == grant), {})


def _beside(parameter: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": parameter["description"]} if "description" in parameter else {}


def _or_standard(request: _Request, url: str | None, which: str) -> _Request:
    """Return a request, or that of RFC 6749 where its endpoint is not described; without a URL there is none."""
    if request.described or url is None:
        return request
    fields = standard(which)
    return _Request(fields=fields, names=tuple(made.wire_name for made in fields))


def standard(request: str) -> tuple[Field, ...]:
    """Return the parameters of a request, in the RFC's order.

    Args:
        request: A flow's key for its token request, the key and ``authorization`` for its authorization request,
            ``refresh``, or ``client`` for what a client authenticates with at any of them.
    """
    return tuple(
        Field(
            name=name,
            wire_name=name,
            type=_STRING,
            required=word.endswith("!"),
            description=_DESCRIPTIONS.get(name, ""),
            secret=is_secret(name, {}),
        )
        for word in _REQUESTS[request].split()
        for name in (word.removesuffix("!"),)
    )
