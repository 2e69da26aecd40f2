"""The requests of OAuth 2 flows, as the document describes their endpoints, else as RFC 6749 defines them.

For each flow the operation behind its authorization and token URL is looked up. The parameters are those of that
operation's query, or of the variant of its form whose ``grant_type`` is the flow's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ..document.pointers import Property, properties, resolve_ref, resolve_schema
from ..document.semantics import REQUESTS, endpoint_url, flows, form_content, grant_forms, is_form_for
from ..document.walk import OperationRef, operations, responses
from ..model import Example, Field, OAuthRequest, Server
from ..types import ScalarType
from . import reserved
from .examples import media_examples, parameter_example
from .objects import field, is_secret, text
from .types import form_type

__all__ = ["SUPPLIED", "Endpoints"]

_STRING = ScalarType("string")
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
        return self._operations.get((method, endpoint_url(self._base, url)))

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

    def authorization(self, url: str | None, response_type: str) -> OAuthRequest:
        """Return the authorization request of a flow.

        Args:
            url: The flow's authorization URL; None where it has none.
            response_type: ``code`` or ``token``.
        """
        if (at := self.find("get", url)) is None:
            return _standard_request(url, response_type)
        fields = []
        for node in at.body.get("parameters") or ():
            body = resolve_ref(self._document, node)
            if body.get("in") == "query":
                schema = resolve_schema(self._document, body.get("schema", {}))
                item = Property(schema | _beside(body), "", body.get("required") is True)
                made = self._field(body["name"], item, schema)
                example = parameter_example(self._document, body)
                fields.append(replace(made, example=example, observed=body.get("x-observed")))
        return replace(self._request(at, fields, at.body), url=url)

    def token(self, url: str | None, grant: str) -> OAuthRequest:
        """Return the token request for a grant.

        Args:
            url: The flow's token URL or refresh URL; None where it has none.
            grant: The ``grant_type``.
        """
        if (at := self.find("post", url)) is None:
            return _standard_request(url, grant)
        body = at.body.get("requestBody")
        for form in grant_forms(self._document, body):
            if is_form_for(self._document, form, grant):
                found = properties(self._document, form)
                example = _example(media_examples(self._document, form_content(self._document, body)), grant)
                fields = [self._form_field(name, item, example) for name, item in found.items()]
                if basic := self._is_basic(at):
                    client = _standard_fields({"client_id": True, "client_secret": True})
                    fields += [made for made in client if made.wire_name not in found]
                request = self._request(at, fields, resolve_schema(self._document, form))
                return replace(request, url=url, basic=basic)
        return _standard_request(url, grant)

    def _is_basic(self, at: OperationRef) -> bool:
        """Tell whether the client authenticates by HTTP Basic at an endpoint (RFC 6749 section 2.3.1)."""
        declared = (self._document.get("components") or {}).get("securitySchemes") or {}
        keys = [key for alternative in at.body.get("security") or () for key in alternative if key in declared]
        return any(str(resolve_ref(self._document, declared[key]).get("scheme")).lower() == "basic" for key in keys)

    def _field(self, name: str, item: Property, schema: Mapping[str, Any]) -> Field:
        made = field(self._document, name, item, form_type(schema), taken=(), avoid=reserved.CREDENTIALS)
        return replace(made, nullable=False)

    def _form_field(self, name: str, item: Property, example: Mapping[str, Any]) -> Field:
        made = self._field(name, item, resolve_schema(self._document, item.schema))
        return made if made.example is not None else replace(made, example=example.get(name))

    def _request(self, at: OperationRef, fields: Sequence[Field], body: Mapping[str, Any]) -> OAuthRequest:
        return OAuthRequest(
            fields=tuple(fields),
            described=True,
            description=text(body, "description") or text(at.body, "description"),
            source=body.get("x-source") or at.body.get("x-source"),
            observed=body.get("x-observed"),
            response_example=self._response_example(at),
        )

    def _response_example(self, at: OperationRef) -> Any:
        """Return an example of the token response, where the operation documents one."""
        node = responses(at.body).get("200", {})
        content = resolve_ref(self._document, node).get("content") or {}
        examples = media_examples(self._document, content.get("application/json", {}))
        return examples[0].value if examples else None


def _example(examples: Sequence[Example], grant: str) -> Mapping[str, Any]:
    """Return the example of a form that is one of ``grant``."""
    values = [example.value for example in examples if isinstance(example.value, Mapping)]
    return next((value for value in values if value.get("grant_type") == grant), {})


def _beside(parameter: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": parameter["description"]} if "description" in parameter else {}


def _standard_request(url: str | None, name: str) -> OAuthRequest:
    """Return a request as RFC 6749 defines it, or an empty one where there is no URL to send it to."""
    return OAuthRequest() if url is None else OAuthRequest(url=url, fields=_standard_fields(REQUESTS[name]))


def _standard_fields(parameters: Mapping[str, bool]) -> tuple[Field, ...]:
    """Return parameters of RFC 6749, each given with whether it is required."""
    return tuple(
        Field(
            name=wire_name,
            wire_name=wire_name,
            type=_STRING,
            required=required,
            description=_DESCRIPTIONS.get(wire_name, ""),
            secret=is_secret(wire_name, {}),
        )
        for wire_name, required in parameters.items()
    )
