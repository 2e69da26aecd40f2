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

from . import names
from .examples import media_examples, parameter_example
from .model import Example, Field, Flow, FlowKind, Server, Type
from .objects import Property, described, is_secret, properties, text
from .objects import field as object_field
from .pointers import resolve
from .types import scalar_type
from .walk import OperationAt, operations

__all__ = ["KINDS", "Endpoints", "flow"]

# The flows of OpenAPI 3.1 with their classes, grants and titles, in the order of RFC 6749 section 4.
KINDS: Final[dict[FlowKind, tuple[str, str, str]]] = {
    "authorizationCode": ("AuthorizationCode", "authorization_code", "Authorization code"),
    "implicit": ("Implicit", "", "Implicit"),
    "password": ("Password", "password", "Password"),
    "clientCredentials": ("ClientCredentials", "client_credentials", "Client credentials"),
}
# What the protocol itself supplies, so that no caller has to (RFC 6749 section 4, RFC 7636 section 4).
_SUPPLIED: Final = {
    "code", "code_challenge", "code_challenge_method", "code_verifier", "grant_type",
    "refresh_token", "response_type", "state",
}  # fmt: skip
_ARGUMENTS: Final = names.ARGUMENTS | {"base_url", "extra", "host", "token"}
_FORM = "application/x-www-form-urlencoded"
_STRING = Type(annotation="str", argument="str")


@dataclass(frozen=True, kw_only=True)
class _Request:
    """The parameters that one request of a flow may carry, and what the document says about the request."""

    fields: tuple[Field, ...] = ()
    names: tuple[str, ...] = ()
    described: bool = False
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
            for flow in (scheme.get("flows") or {}).values()
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
            body = described(self._document, node)
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
            if grant not in _values(
                described(self._document, found["grant_type"].schema) if "grant_type" in found else {}, grant
            ):
                continue
            example = self._example(media_examples(self._document, media), grant)
            fields = [
                self._with_example(self._field(name, item, described(self._document, item.schema)), example)
                for name, item in found.items()
            ]
            return self._request(at, fields, described(self._document, variant), self._answer(at))
        return _Request()

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
        made = object_field(self._document, name, item, scalar_type(schema), taken=(), reserved=_ARGUMENTS)
        return replace(made, nullable=False)

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
        node = (at.body.get("responses") or {}).get("200", {})
        content = described(self._document, node).get("content") or {}
        examples = media_examples(self._document, content.get("application/json", {}))
        return examples[0].value if examples else None

    def _example(self, examples: Sequence[Example], grant: str) -> Mapping[str, Any]:
        values = [example.value for example in examples if isinstance(example.value, Mapping)]
        return next((value for value in values if value.get("grant_type") == grant), {})

    def _with_example(self, made: Field, example: Mapping[str, Any]) -> Field:
        return made if made.example is not None else replace(made, example=example.get(made.wire_name))


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
    urls = {key: declared.get(key) for key in ("authorizationUrl", "tokenUrl", "refreshUrl")}
    authorization = endpoints.authorization(urls["authorizationUrl"]) if urls["authorizationUrl"] else _Request()
    token = endpoints.token(urls["tokenUrl"], grant) if grant else _Request()
    refresh = endpoints.token(urls["refreshUrl"], "refresh_token") if urls["refreshUrl"] else _Request()
    is_described = token.described if grant else authorization.described
    if not authorization.described and urls["authorizationUrl"]:
        authorization = _standard(f"{kind} authorization")
    if not token.described and grant:
        token = _standard(kind)
    if not refresh.described and urls["refreshUrl"]:
        refresh = _standard("refresh")
    return Flow(
        kind=kind,
        class_name=class_name,
        title=title,
        description=token.text or authorization.text,
        scopes=dict(declared.get("scopes") or {}),
        authorization_url=urls["authorizationUrl"],
        token_url=urls["tokenUrl"],
        refresh_url=urls["refreshUrl"],
        parameters=_constructor(authorization, token, refresh),
        authorization_request=authorization.names,
        token_request=token.names,
        refresh_request=refresh.names,
        client_authentication="body" if is_described else "basic",
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
        if made.wire_name not in _SUPPLIED:
            known = found.setdefault(made.wire_name, made)
            found[made.wire_name] = replace(
                known,
                required=known.required or made.required,
                description=known.description or made.description,
                example=made.example if known.example is None else known.example,
            )
    for made in refresh.fields:
        if made.wire_name not in _SUPPLIED:
            found.setdefault(made.wire_name, replace(made, required=False))
    unique: list[Field] = []
    for made in found.values():
        unique.append(replace(made, name=names.unique(made.name, [other.name for other in unique])))
    return tuple(sorted(unique, key=lambda made: not made.required))


def _values(schema: Mapping[str, Any], fallback: str) -> Sequence[Any]:
    """Return the grants that a form is for; one that names none is for any."""
    if "const" in schema:
        return [schema["const"]]
    values = schema.get("enum")
    return values if isinstance(values, list) else [fallback]


def _beside(parameter: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": parameter["description"]} if "description" in parameter else {}


_DESCRIPTIONS: Final = {
    "client_id": "The identifier that the client was registered with (RFC 6749 section 2.2).",
    "client_secret": "The client's password (RFC 6749 section 2.3.1).",
    "password": "The resource owner's password (RFC 6749 section 4.3.2).",
    "redirect_uri": "Where the authorization server sends the browser back to, as registered (RFC 6749 section 3.1.2).",
    "scope": "The scopes asked for, separated by spaces (RFC 6749 section 3.3).",
    "username": "The resource owner's name (RFC 6749 section 4.3.2).",
}
# Required parameters are marked; the rest may be left out (RFC 6749 sections 4.1 to 4.4 and 6, RFC 7636).
_STANDARD: Final = {
    "authorizationCode authorization": "response_type! client_id! redirect_uri! scope state code_challenge "
    "code_challenge_method",
    "implicit authorization": "response_type! client_id! redirect_uri! scope state",
    "authorizationCode": "grant_type! code! redirect_uri! client_id! client_secret code_verifier",
    "password": "grant_type! username! password! client_id client_secret scope",
    "clientCredentials": "grant_type! client_id! client_secret! scope",
    "refresh": "grant_type! refresh_token! client_id client_secret scope",
}


def _standard(which: str) -> _Request:
    """Return a request of RFC 6749, for an endpoint that the document does not describe."""
    fields = [
        Field(
            name=name,
            wire_name=name,
            type=_STRING,
            required=word.endswith("!"),
            description=_DESCRIPTIONS.get(name, ""),
            secret=is_secret(name, {}),
        )
        for word in _STANDARD[which].split()
        for name in (word.rstrip("!"),)
    ]
    return _Request(fields=tuple(fields), names=tuple(made.wire_name for made in fields))
