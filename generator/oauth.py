"""The flows of OAuth 2, their parameters taken from the endpoints that the document describes.

For each flow the operation behind its authorization and token URL is looked up; the parameters are those of that
operation's query, or of the variant of its form whose ``grant_type`` is the flow's. Where the document describes no
such operation, they are those of RFC 6749.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urljoin

from . import names, reserved
from .examples import media_examples, parameter_example
from .model import Example, Field, Flow, FlowKind, Server
from .objects import Property, described, properties, referred, text
from .objects import field as object_field
from .pointers import resolve
from .rfc6749 import SUPPLIED, standard
from .types import scalar_type
from .walk import OperationAt, flows, operations, responses

__all__ = ["KINDS", "Endpoints", "flow"]

# The flows of OpenAPI 3.1 with their classes, grants and titles, in the order of RFC 6749 section 4.
KINDS: Final[dict[FlowKind, tuple[str, str, str]]] = {
    "authorizationCode": ("AuthorizationCode", "authorization_code", "Authorization code"),
    "implicit": ("Implicit", "", "Implicit"),
    "password": ("Password", "password", "Password"),
    "clientCredentials": ("ClientCredentials", "client_credentials", "Client credentials"),
}
_FORM = "application/x-www-form-urlencoded"


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

    def find(self, method: str, url: str | None) -> OperationAt | None:
        """Return the operation behind ``url``, or None where the document does not describe it."""
        if not isinstance(url, str):
            return None
        return self._operations.get((method, urljoin(self._base + "/", url)))

    def all(self, schemes: Mapping[str, Any]) -> list[OperationAt]:
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
            body = referred(self._document, node)
            if body.get("in") == "query":
                schema = described(self._document, body.get("schema", {}))
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
                request = self._request(at, fields, described(self._document, variant), self._answer(at))
                return replace(request, basic=basic)
        return _Request()

    def _is_for(self, grant: str, form: Mapping[str, Property]) -> bool:
        """Tell whether a form is one for ``grant``; one that does not say is for any."""
        schema = described(self._document, form["grant_type"].schema) if "grant_type" in form else {}
        values = [schema["const"]] if "const" in schema else schema.get("enum")
        return grant in values if isinstance(values, list) else True

    def _is_basic(self, at: OperationAt) -> bool:
        """Tell whether the client authenticates by HTTP Basic at an endpoint (RFC 6749 section 2.3.1)."""
        declared = (self._document.get("components") or {}).get("securitySchemes") or {}
        keys = [key for alternative in at.body.get("security") or () for key in alternative if key in declared]
        return any(str(referred(self._document, declared[key]).get("scheme")).lower() == "basic" for key in keys)

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
        made = object_field(self._document, name, item, scalar_type(schema), taken=(), avoid=reserved.CREDENTIALS)
        return replace(made, nullable=False)

    def _form_field(self, name: str, item: Property, example: Mapping[str, Any]) -> Field:
        made = self._field(name, item, described(self._document, item.schema))
        return made if made.example is not None else replace(made, example=example.get(name))

    def _request(self, at: OperationAt, fields: Sequence[Field], body: Mapping[str, Any], example: Any) -> _Request:
        return _Request(
            fields=tuple(fields),
            names=tuple(made.wire_name for made in fields),
            described=True,
            text=text(body, "description") or text(at.body, "description"),
            source=body.get("x-source") or at.body.get("x-source"),
            observed=body.get("x-observed"),
            example=example,
        )

    def _answer(self, at: OperationAt) -> Any:
        """Return an example of the token response, where the operation documents one."""
        node = responses(at.body).get("200", {})
        content = referred(self._document, node).get("content") or {}
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
