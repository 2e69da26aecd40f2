"""What OpenAPI 3.1 and OAuth 2 say about a document, for the generator and for the mock that it renders.

The mock also reads documents at run time, so this module, :mod:`.examples`, :mod:`.inheritance`, :mod:`.pointers` and
:mod:`.values` are copied into the package. They use nothing but the standard library and each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any, Final, Literal
from urllib.parse import urljoin

from .pointers import as_mapping, properties, resolve, resolve_schema

__all__ = [
    "FLOWS",
    "FORM",
    "GRANTS",
    "METHODS",
    "PROTOCOL_PARAMETERS",
    "REQUESTS",
    "RESPONSE_TYPES",
    "endpoint_url",
    "flows",
    "form_content",
    "grant_forms",
    "is_form_for",
    "is_relative",
    "issuer_of",
    "ordered_servers",
    "scheme_kind",
    "server_template",
    "server_uri",
    "server_uris",
    "variable_default",
]

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
FLOWS: Final = ("authorizationCode", "implicit", "password", "clientCredentials")
FORM: Final = "application/x-www-form-urlencoded"
_FLOW_URLS: Final = {
    "authorizationCode": ("authorizationUrl", "tokenUrl"),
    "implicit": ("authorizationUrl",),
    "password": ("tokenUrl",),
    "clientCredentials": ("tokenUrl",),
}
# Of the variables of a server, documents list dozens of values, such as regions.
_MAX_URIS: Final = 1000
_LOOPBACK: Final = ("127.0.0.1", "[::1]", "localhost")
# Where a relative URL is in samples and in the mock; the name belongs to nobody (RFC 2606 section 3).
_UNKNOWN_HOST: Final = "https://example.com"
_WELL_KNOWN: Final = "/.well-known/openid-configuration"
# What the flows of OpenAPI send to their authorization endpoints (RFC 6749 section 3.1.1).
RESPONSE_TYPES: Final = {"authorizationCode": "code", "implicit": "token"}
# The grants of RFC 6749 that the flows of OpenAPI send to their token endpoints.
GRANTS: Final = {
    "authorizationCode": "authorization_code",
    "password": "password",
    "clientCredentials": "client_credentials",
}

# The requests of OAuth 2 and whether each of their parameters is required, for endpoints that a document does not
# describe (RFC 6749 sections 4.1 to 4.4 and 6, RFC 7636): by response type and by grant.
REQUESTS: Final[Mapping[str, Mapping[str, bool]]] = {
    name: {parameter.removesuffix("!"): parameter.endswith("!") for parameter in parameters.split()}
    for name, parameters in {
        "code": "response_type! client_id! redirect_uri! scope state code_challenge code_challenge_method",
        "token": "response_type! client_id! redirect_uri! scope state",
        "authorization_code": "grant_type! code! redirect_uri! client_id! client_secret code_verifier",
        "password": "grant_type! username! password! client_id client_secret scope",
        "client_credentials": "grant_type! client_id! client_secret! scope",
        "refresh_token": "grant_type! refresh_token! client_id client_secret scope",
    }.items()
}
# The parameters of the protocol; a vendor gives other names to the user's credentials, and adds its own.
PROTOCOL_PARAMETERS: Final = frozenset().union(*REQUESTS.values()) - {"username", "password"}


def flows(scheme: Mapping[str, Any]) -> dict[str, Any]:
    """Return the flows of a security scheme by kind, those with all their URLs; empty unless it is ``oauth2``."""
    return {
        kind: flow
        for kind, flow in as_mapping(scheme.get("flows")).items()
        if kind in FLOWS and isinstance(flow, Mapping)
        # A URL that is not text is a fault of the document, but one that is missing leaves nothing to send.
        if all(flow.get(name) for name in _FLOW_URLS[kind])
    }


def scheme_kind(
    scheme: Mapping[str, Any],
) -> Literal["basic", "bearer", "http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"] | None:
    """Return how requests authenticate by a Security Scheme Object (OpenAPI 3.1, section 4.8.27).

    ``http`` is any HTTP authentication scheme but Basic and Bearer. A token of ``oauth2`` without a flow, or of
    ``openIdConnect`` without a URL, is had elsewhere and sent like any other bearer token.

    Args:
        scheme: The scheme, its references resolved.

    Returns:
        None for a scheme that OpenAPI does not define.
    """
    match scheme:
        case {"type": "http", "scheme": str(name)} if name:
            return {"basic": "basic", "bearer": "bearer"}.get(name.lower(), "http")  # type: ignore[return-value]
        case {"type": "apiKey", "in": "query" | "header" | "cookie", "name": str(name)} if name:
            return "apiKey"
        case {"type": "oauth2"}:
            return "oauth2" if flows(scheme) else "bearer"
        case {"type": "openIdConnect"}:
            return "openIdConnect" if scheme.get("openIdConnectUrl") else "bearer"
        case {"type": "mutualTLS"}:
            return "mutualTLS"
    return None


def issuer_of(discovery_url: str) -> str:
    """Return the issuer that a discovery URL is for, without a slash at its end.

    The URL is made of the issuer, without such a slash, and a fixed path (OpenID Connect Discovery 1.0, section 4.1).

    Args:
        discovery_url: The ``openIdConnectUrl`` of a security scheme.
    """
    return discovery_url.rstrip("/").removesuffix(_WELL_KNOWN).rstrip("/")


def server_template(server: Mapping[str, Any]) -> str:
    """Return a server's URL with its variables in braces, as an absolute one that credentials may be sent to.

    A relative URL is relative to where the document is published (OpenAPI 3.1, section 4.8.5), which nobody knows here:
    its host is ``example.com``. Plain http to another machine becomes https.

    Args:
        server: The Server Object.
    """
    url = str(server.get("url") or "/").strip()
    if is_relative(server):
        while url.startswith(("/", "./", "../")):
            url = url.partition("/")[2]
        return f"{_UNKNOWN_HOST}/{url}"
    if url.startswith("//"):
        return f"https:{url}"
    if url.lower().startswith("http://"):
        host = url[len("http://") :].partition("/")[0]
        is_local = host.rpartition(":")[0] in _LOOPBACK or host in _LOOPBACK
        return url if is_local else f"https{url[len('http') :]}"
    return url


def is_relative(server: Mapping[str, Any]) -> bool:
    """Tell whether a server's URL does not say which host it is (RFC 3986 section 4.2).

    Args:
        server: The Server Object.
    """
    url = str(server.get("url") or "/").strip()
    scheme, colon, _ = url.partition(":")
    return not url.startswith(("//", "{")) and not (colon and "/" not in scheme)


def ordered_servers(declared: Any) -> list[Mapping[str, Any]]:
    """Return the Server Objects that requests can be sent to, those first that say which host they are.

    Args:
        declared: The ``servers`` of a document, path or operation.
    """
    servers = [server for server in (declared if isinstance(declared, list) else ()) if isinstance(server, Mapping)]
    usable = [server for server in servers if server_uri(server).lower().startswith(("https://", "http://"))]
    return sorted(usable, key=lambda server: not _is_known(server))


def _is_known(server: Mapping[str, Any]) -> bool:
    variables = server.get("variables") or {}
    named = {part.partition("}")[0] for part in str(server.get("url") or "").split("{")[1:]}
    declared = [variables.get(name) for name in named]
    return not is_relative(server) and all(
        isinstance(variable, Mapping) and (variable.get("default") or variable.get("enum")) for variable in declared
    )


def variable_default(server: Mapping[str, Any], name: str) -> str:
    """Return the value of a server's variable where none is given; its name if the document has none.

    Args:
        server: The Server Object.
        name: The variable.
    """
    declared = as_mapping((server.get("variables") or {}).get(name))
    values = declared.get("enum")
    listed = [str(value) for value in values] if isinstance(values, list) else []
    default = str(declared.get("default") or next(iter(listed), ""))
    is_scheme = server_template(server).startswith("{" + name + "}://")
    return "https" if is_scheme and default in ("", "http") else default or name


def server_uri(server: Mapping[str, Any]) -> str:
    """Return a server's URL with each variable at its default.

    Args:
        server: The Server Object.
    """
    url = server_template(server)
    for part in url.split("{")[1:]:
        name, brace, _ = part.partition("}")
        if brace:
            url = url.replace("{" + name + "}", variable_default(server, name))
    # The whole URL may be one variable.
    return server_template({"url": url})


def server_uris(server: Mapping[str, Any]) -> Iterator[str]:
    """Yield a server's URL with each combination of the documented values of its variables, the defaults first.

    Args:
        server: The Server Object.
    """
    known: dict[str, list[str]] = {}
    for name, variable in as_mapping(server.get("variables")).items():
        values = as_mapping(variable).get("enum")
        listed = [str(value) for value in values] if isinstance(values, list) else []
        known[name] = list(dict.fromkeys([variable_default(server, name), *listed]))
    for values in islice(product(*known.values()), _MAX_URIS):
        chosen = {name: {"default": value} for name, value in zip(known, values, strict=True)}
        yield server_uri({**server, "variables": chosen})


def endpoint_url(server_url: str, url: str) -> str:
    """Return a URL of a flow as an absolute one.

    Args:
        server_url: The server's URL as the document writes it, its trailing slash included. It is the base URI of
            relative references (OpenAPI 3.1, section 4.8.30; RFC 3986 section 5.2).
        url: The URL of the flow.
    """
    return urljoin(server_url, url)


def grant_forms(document: Mapping[str, Any], body: Any) -> Iterator[Any]:
    """Yield the form schemas of a token endpoint, one for each alternative of ``oneOf`` or ``anyOf``.

    Args:
        document: The document.
        body: The endpoint's Request Body Object, or a reference to one.
    """
    yield from _alternatives(document, form_content(document, body).get("schema"))


def form_content(document: Mapping[str, Any], body: Any) -> Mapping[str, Any]:
    """Return the Media Type Object of the form in a Request Body Object; empty if it takes no form.

    Args:
        document: The document.
        body: The Request Body Object, or a reference to one.
    """
    resolved, _ = resolve(document, body)
    content: Mapping[str, Any] = ((resolved or {}).get("content") or {}).get(FORM) or {}
    return content


def _alternatives(document: Mapping[str, Any], schema: Any) -> Iterator[Any]:
    resolved, _ = resolve(document, schema)
    if not isinstance(resolved, Mapping):
        return
    alternatives = resolved.get("oneOf") or resolved.get("anyOf")
    if alternatives:
        for alternative in alternatives:
            yield from _alternatives(document, alternative)
    else:
        yield schema


def is_form_for(document: Mapping[str, Any], form: Any, grant: str) -> bool:
    """Tell whether a form is for a grant, by the values of its ``grant_type``; without any, it is for every grant.

    Args:
        document: The document.
        form: The form's schema.
        grant: The ``grant_type``.
    """
    fields = properties(document, form)
    schema = resolve_schema(document, fields["grant_type"].schema) if "grant_type" in fields else {}
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    return grant in values if isinstance(values, list) else True
