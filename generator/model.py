"""What the templates see: an API as frozen data, free of OpenAPI's spellings.

Every string that becomes a Python identifier (``name``, ``class_name``, ``module`` …) was made by
:mod:`generator.build.names`. Types are objects; :mod:`generator.python_source` alone writes them down as annotations.
Every other string is text of the document and reaches an output only through a filter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from .types import AnyType, FileType, ListType, MapType, ModelType, Type

__all__ = [
    "Api",
    "AuthScheme",
    "Body",
    "Change",
    "Constraints",
    "Content",
    "ContentKind",
    "ErrorKind",
    "ErrorStatus",
    "Example",
    "Field",
    "Flow",
    "FlowKind",
    "Location",
    "Mark",
    "MarkKind",
    "Model",
    "OAuthRequest",
    "Operation",
    "Pagination",
    "PagingKind",
    "Parameter",
    "Part",
    "Resource",
    "Response",
    "SchemeKind",
    "Server",
    "Shape",
    "Style",
    "Variable",
    "Webhook",
]

Location = Literal["path", "query", "header", "cookie"]
MarkKind = Literal["observed", "inferred", "chosen"]
FlowKind = Literal["authorizationCode", "implicit", "password", "clientCredentials"]
SchemeKind = Literal["basic", "bearer", "http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"]
PagingKind = Literal["number", "url", "header", "cursor", "page", "offset"]
ContentKind = Literal["json", "form", "multipart", "text", "binary"]

_SECURE = re.compile(r"https://|http://(127\.0\.0\.1|\[::1\]|localhost)([:/]|$)")
_DEFAULT_STYLES: Mapping[str, str] = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}


@dataclass(frozen=True, kw_only=True)
class Example:
    """A named example of the document."""

    name: str
    summary: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class Constraints:
    """What a value has to satisfy beyond its type, and the value that counts where none is given."""

    format: str | None = None
    default: Any = None
    minimum: float | None = None
    exclusive_minimum: float | None = None
    maximum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None


@dataclass(frozen=True)
class Mark:
    """Why the document says what no text of the vendor says: ``x-observed``, ``x-inferred``, ``x-chosen``."""

    kind: MarkKind
    reason: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One property of an object, or one parameter of an OAuth request.

    Attributes:
        sample: A value that satisfies the constraints, if the document has no example and they do not allow any value.
        zoned: Whether it is a time in the time zone of the request.
        setting: What a credential is called among those of several schemes, if its name alone would not tell.
    """

    name: str
    wire_name: str
    type: Type
    required: bool
    description: str
    nullable: bool = False
    read_only: bool = False
    write_only: bool = False
    secret: bool = False
    marks: tuple[Mark, ...] = ()
    also_read: tuple[str, ...] = ()
    zoned: bool = False
    setting: str = ""
    example: Any = None
    sample: Any = None
    constraints: Constraints = Constraints()

    @property
    def variable(self) -> str:
        """The environment variable of a credential, without the prefix of the API."""
        return (self.setting or self.name).strip("_").upper()


@dataclass(frozen=True, kw_only=True)
class Model:
    """One object of ``components.schemas`` (or one nested in it) that a Python class is made of.

    Attributes:
        pointer: Where its schema stands in the document.
        example: One example, composed of those of its properties if its schema has none.
        examples: The examples of its schema.
    """

    class_name: str
    module: str
    pointer: str
    description: str
    fields: tuple[Field, ...]
    source: str | None = None
    marks: tuple[Mark, ...] = ()
    example: Any = None
    examples: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Style:
    """How a parameter or a property of a form is serialized (OpenAPI 3.1, section 4.8.12.3).

    Attributes:
        name: The style, such as ``form`` or ``deepObject``; ``json`` if the value is one JSON text.
        explode: Whether each item or member stands for itself.
        reserved: Whether reserved characters (RFC 3986 section 2.2) are sent as they are.
    """

    name: str
    explode: bool = False
    reserved: bool = False


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One parameter of an operation.

    Attributes:
        style: How it is serialized.
        local: Whether it is a time without an offset.
        time_zone: The wire name of the parameter that gives the offset of a local time.
        sample: A value that satisfies the constraints, if the document has no example and they do not allow any value.
    """

    name: str
    wire_name: str
    location: Location
    type: Type
    required: bool
    description: str
    style: Style = Style("form", explode=True)
    local: bool = False
    time_zone: str | None = None
    marks: tuple[Mark, ...] = ()
    example: Any = None
    sample: Any = None
    constraints: Constraints = Constraints()

    @property
    def has_default_style(self) -> bool:
        """Whether it has the usual style of its location, and no members whose names could be sent."""
        name = _DEFAULT_STYLES[self.location]
        flat = [variant for type_ in self.type.alternatives for variant in (type_, getattr(type_, "item", type_))]
        has_members = any(isinstance(variant, AnyType | MapType | ModelType) for variant in flat)
        return self.style == Style(name, explode=name == "form") and not has_members


@dataclass(frozen=True, kw_only=True)
class Part:
    """How one property of a form or multipart body is sent (OpenAPI 3.1, section 4.8.15).

    Attributes:
        is_file: Whether it is a file rather than a value.
        media_type: Its Content-Type, if the document names one.
        headers: The header fields of the part whose values the document names.
        style: How it is serialized, if the document says so.
    """

    is_file: bool = False
    media_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    style: Style | None = None


@dataclass(frozen=True, kw_only=True)
class Content:
    """One media type of a request body or a response.

    Attributes:
        media_type: The media type, or a range such as ``image/*``.
        kind: How it is encoded.
        type: The type of the whole.
        fields: The properties of an object in a request.
        parts: How these are sent, where this is not the default, by wire name.
        examples: Its examples.
    """

    media_type: str
    kind: ContentKind
    type: Type
    fields: tuple[Field, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Body:
    """The request body of an operation.

    Attributes:
        required: Whether a request must have one.
        contents: Its media types; the first one is sent unless the caller chooses another.
        fields: The keyword arguments of the method: the properties of all media types that are objects.
        type: The type of the positional argument ``body``, for what is passed whole.
        has_choice: Whether the caller may name the media type, as the keyword argument ``content_type``.
    """

    required: bool
    contents: tuple[Content, ...]
    fields: tuple[Field, ...]
    type: Type
    has_choice: bool = False

    @property
    def media_type(self) -> str:
        """The media type that is sent unless the caller chooses another."""
        return self.contents[0].media_type

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples of that media type."""
        return self.contents[0].examples

    @property
    def is_passed_whole(self) -> bool:
        """Whether the method takes a positional argument ``body``."""
        return any(not content.fields for content in self.contents) or not self.fields


@dataclass(frozen=True, kw_only=True)
class ErrorKind:
    """One of several meanings of an error status (``x-kinds``); a pattern in the message distinguishes it."""

    class_name: str
    description: str
    pattern: str


@dataclass(frozen=True, kw_only=True)
class Response:
    """One documented response.

    Attributes:
        status: A status, a range such as ``4XX``, or ``default``.
        contents: The media types that the client asks for; none where the response has no body.
    """

    status: str
    description: str
    contents: tuple[Content, ...] = ()
    kinds: tuple[ErrorKind, ...] = ()
    headers: tuple[Field, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def is_json(self) -> bool:
        """Whether the body is JSON, so that examples can be shown as such."""
        return bool(self.contents) and self.contents[0].kind == "json"

    @property
    def media_type(self) -> str | None:
        """The media type that the client prefers, or None where the response has no body."""
        return self.contents[0].media_type if self.contents else None

    @property
    def type(self) -> Type | None:
        """The type of that media type, or None where the response has no body."""
        return self.contents[0].type if self.contents else None

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples of that media type."""
        return self.contents[0].examples if self.contents else ()


@dataclass(frozen=True, kw_only=True)
class Pagination:
    """How a list is cut into pages.

    The members of a response are named by JSON Pointers (RFC 6901) without their first slash.

    Attributes:
        items: The list; empty if the response is the list.
        next: The URL of the next page or the parameter's value for it, or else what says whether there is one.
        previous: The URL of the previous page.
        total: The number of all items.
        page: The query parameter that selects a page, or the property of the body; empty if none does.
        item_type: The type of an item.
        kind: What leads to the next page: the number in its URL, its URL, a Link header field, a cursor, or the next
            number of a page or of an item.
        size: The query parameter, or the property of the body, that sets the number of items of a page, where this
            tells the last page.
        first: The number of the first page or item, where these are counted.
        in_body: Whether ``page`` and ``size`` are properties of the body.
    """

    items: str
    next: str
    previous: str | None
    total: str | None
    page: str
    item_type: Type
    kind: PagingKind = "number"
    size: str = ""
    first: int = 0
    in_body: bool = False


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One form of a response, which the value of a parameter decides (``x-shape-for``)."""

    values: tuple[str, ...]
    type: Type


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of the client.

    ``security`` lists the alternatives, each a tuple of scheme keys; empty means that no credentials are sent.
    ``own_record`` says that the operation is about the record of whoever calls it, so that it takes no identifier.
    ``shaped_by`` is the parameter that decides which of ``shapes`` the response has. ``success`` is the first of
    ``successes``, the responses that are returned rather than raised. ``server`` is where the operation is called if
    that is not the document's own server. ``is_public`` says that credentials are not needed, ``client_certificate``
    that the connection must be made with a client certificate.
    """

    id: str
    name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    successes: tuple[Response, ...]
    errors: tuple[Response, ...]
    security: tuple[tuple[str, ...], ...]
    is_public: bool = False
    client_certificate: bool = False
    pagination: Pagination | None = None
    permission: str | None = None
    source: str | None = None
    deprecated: bool = False
    own_record: bool = False
    marks: tuple[Mark, ...] = ()
    shaped_by: Parameter | None = None
    shapes: tuple[Shape, ...] = ()
    server: Server | None = None

    @property
    def success(self) -> Response:
        """The response that is documented for the lowest status of a success."""
        return self.successes[0]

    @property
    def accept(self) -> tuple[str, ...]:
        """The media types that the client asks for."""
        return tuple(dict.fromkeys(content.media_type for content in self._returned))

    @property
    def has_one_json_success(self) -> bool:
        """Whether all that can be returned is JSON of one form, or nothing."""
        kinds = [content.kind for content in self._returned]
        return len(self.successes) == 1 and kinds in (["json"], []) and not self.success.status.isalpha()

    @property
    def can_be_streamed(self) -> bool:
        """Whether a success may be something other than JSON, which may be large."""
        return any(content.kind != "json" for content in self._returned)

    @property
    def body_types(self) -> list[Type]:
        """The types of the arguments that make up the body, those of lists with their items."""
        if self.body is None:
            return []
        types = [item.type for item in self.body.fields]
        types += [self.body.type] if self.body.is_passed_whole else []
        flat = [variant for type_ in types for variant in type_.alternatives]
        return [*flat, *(type_.item for type_ in flat if isinstance(type_, ListType))]

    @property
    def _returned(self) -> tuple[Content, ...]:
        return tuple(content for response in self.successes for content in response.contents)

    @property
    def models(self) -> tuple[str, ...]:
        """The class names that the method's signature mentions, sorted."""
        types = [item.type for item in self.parameters]
        types += self.body_types
        types += [content.type for content in self._returned]
        types += [self.pagination.item_type] if self.pagination else []
        return tuple(sorted({name for type_ in types for name in type_.models}))

    def located(self, location: Location) -> tuple[Parameter, ...]:
        """Return the parameters of one location, in the document's order."""
        return tuple(parameter for parameter in self.parameters if parameter.location == location)


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A node of the tree that callers walk: ``client.account.agents``.

    Attributes:
        name: The attribute's name (``agents``).
        class_name: The class of the node (``Agents``; its asynchronous twin is ``AsyncAgents``).
        path: The names from the root (``("account", "agents")``).
        title: The tag's name, for readers (``Account › Agents``).
    """

    name: str
    class_name: str
    path: tuple[str, ...]
    title: str
    description: str
    operations: tuple[Operation, ...]
    children: tuple[Resource, ...]

    @property
    def can_stream(self) -> bool:
        """Whether a response of one of this node's own methods may be something other than JSON."""
        return any(operation.can_be_streamed for operation in self.operations)

    @property
    def has_parts(self) -> bool:
        """Whether one of this node's own methods sends a form of which it must be said how."""
        bodies = [operation.body for operation in self.operations if operation.body]
        return any(content.parts for body in bodies for content in body.contents)

    @property
    def file_types(self) -> tuple[str, ...]:
        """The names of the types of files that the signatures of this node's own methods mention, sorted."""
        types = [type_ for operation in self.operations for type_ in operation.body_types]
        files = [type_ for type_ in types if isinstance(type_, FileType)]
        return tuple(sorted({"FileTypes" if type_.is_part else "FileContent" for type_ in files}))

    @property
    def models(self) -> tuple[str, ...]:
        """The class names that the signatures of this node's own methods mention, sorted."""
        return tuple(sorted({name for operation in self.operations for name in operation.models}))

    def walk(self) -> Iterator[Resource]:
        """Yield this node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One variable of a server's URL, or the choice between servers.

    Attributes:
        wire_name: Its name in the URL; empty for the choice between servers.
        default: The value that counts where none is given.
        known_values: The values that the document lists; others may exist.
        place: What part of the URL it is, or is in; ``url`` is all of it.
        required: Whether the document has no default, so that ``default`` is an example.
    """

    name: str
    wire_name: str
    default: str
    description: str
    known_values: tuple[str, ...] = ()
    place: Literal["url", "scheme", "host", "port", "path", "choice"] = "host"
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server of the document.

    Attributes:
        name: What tells it from the document's other servers.
        url: Its URL, with the variables in braces.
        is_relative: Whether the document does not say which host it is; the host of ``url`` is an example then.
    """

    url: str
    description: str
    variables: tuple[Variable, ...]
    name: str = ""
    is_relative: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the document says where requests go if the caller does not."""
        return not self.is_relative and not any(variable.required for variable in self.variables)

    @property
    def base_uri(self) -> str:
        """The URL with each variable at its default, which relative references are resolved against."""
        url = self.url
        for variable in self.variables:
            url = url.replace("{" + variable.wire_name + "}", variable.default)
        return url

    @property
    def default_url(self) -> str:
        """The URL with each variable at its default, without a trailing slash; paths are appended to it."""
        scheme, separator, rest = self.base_uri.rstrip("/").partition("://")
        authority, slash, path = rest.partition("/")
        # As the HTTP libraries write it, so that URLs can be compared.
        authority = authority.lower().removesuffix(":443" if scheme.lower() == "https" else ":80")
        return f"{scheme.lower()}{separator}{authority}{slash}{path}"

    @property
    def known_urls(self) -> tuple[str, ...]:
        """The default URL, and those that any one variable's known values make of it; none of an unknown server."""
        if not self.is_known:
            return ()
        urls = [self.default_url]
        for place, variable in enumerate(self.variables):
            urls += [self.url_with(place, value) for value in variable.known_values]
        # Plain http to other machines is refused, whatever a variable says.
        return tuple(dict.fromkeys(url for url in urls if _SECURE.match(url)))

    def url_with(self, place: int, value: str) -> str:
        """Return the URL with one variable at a value and the others at their defaults.

        Args:
            place: The position of the variable.
            value: Its value.
        """
        before, after = self.variables[:place], self.variables[place + 1 :]
        changed = replace(self.variables[place], default=value)
        return replace(self, variables=(*before, changed, *after)).default_url


@dataclass(frozen=True, kw_only=True)
class OAuthRequest:
    """One request of an OAuth flow, to its authorization URL or its token URL.

    Attributes:
        url: Absolute, or an absolute path on the server; None if the flow sends no such request.
        fields: What the request may carry, in order: what the document describes, else what RFC 6749 defines.
        described: Whether the document describes the endpoint.
        description: What the document says about the request.
        basic: Whether the client authenticates by HTTP Basic there (RFC 6749 section 2.3.1).
        source: Where the request is documented.
        marks: What of the request no text documents.
        response_example: An example of its response.
        response_fields: The properties of its response.
        error_fields: The properties of its errors.
    """

    url: str | None = None
    fields: tuple[Field, ...] = ()
    described: bool = False
    description: str = ""
    basic: bool = False
    source: str | None = None
    marks: tuple[Mark, ...] = ()
    response_example: Any = None
    response_fields: tuple[Field, ...] = ()
    error_fields: tuple[Field, ...] = ()

    @property
    def wire_names(self) -> tuple[str, ...]:
        """The names of the parameters, in order."""
        return tuple(parameter.wire_name for parameter in self.fields)


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One flow of an OAuth 2 scheme, with the parameters that its own endpoints declare.

    Attributes:
        kind: The flow's key in OpenAPI.
        grant_type: The ``grant_type`` of its token request (RFC 6749 section 4); empty for the implicit flow.
        class_name: The Python class of its credentials.
        attribute: The name of these credentials among those of a mock.
        authorization: The authorization request; it has no URL where the flow takes no browser.
        token: The token request; it has no URL in the implicit flow.
        refresh: The refresh request; it has no URL where tokens cannot be refreshed.
        parameters: The constructor's parameters: everything that these requests need and that the protocol
            itself does not supply, in the document's order, required ones first. What only the refresh
            request needs is not required.
        client_authentication: Where client_id and client_secret travel: in the form, or as HTTP Basic
            (RFC 6749 section 2.3.1), which is the rule for endpoints that the document does not describe.
        described: Whether the document describes the endpoints (else the parameters are those of RFC 6749).
        default_scopes: The scopes that its tokens need for the operations of the document.
        discovery_url: Where the URLs of the requests are found (OpenID Connect Discovery 1.0); those of the requests
            then end in the name of the metadata that has them, for readers.
        token_example: A token response of the document.
    """

    kind: FlowKind
    grant_type: str
    class_name: str
    attribute: str
    title: str
    description: str
    scopes: Mapping[str, str]
    authorization: OAuthRequest
    token: OAuthRequest
    refresh: OAuthRequest
    parameters: tuple[Field, ...]
    client_authentication: Literal["body", "basic"]
    described: bool
    default_scopes: tuple[str, ...] = ()
    discovery_url: str | None = None
    source: str | None = None
    token_example: Any = None


@dataclass(frozen=True, kw_only=True)
class AuthScheme:
    """One entry of ``securitySchemes``.

    ``attribute`` is the name of its credentials among those of a mock, unless it has flows.
    ``parameters`` are the credentials of ``basic`` (two), ``bearer``, ``http`` and ``apiKey`` (one each); schemes of
    OAuth 2 and OpenID Connect have ``flows`` instead, and ``mutualTLS`` neither. ``location`` and ``wire_name`` say
    where an ``apiKey`` goes; of ``http``, ``wire_name`` is the name of the HTTP authentication scheme. ``lifetimes``
    are those of the codes and tokens of an OAuth 2 scheme, in seconds, by name. ``partners`` are the keys of the
    schemes that some operation takes together with this one.
    """

    key: str
    kind: SchemeKind
    class_name: str
    attribute: str
    title: str
    description: str
    parameters: tuple[Field, ...] = ()
    flows: tuple[Flow, ...] = ()
    location: Location | None = None
    wire_name: str | None = None
    source: str | None = None
    lifetimes: Mapping[str, int] = field(default_factory=dict)
    partners: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ErrorStatus:
    """One error status that any operation documents, and the exception made of it."""

    status: int
    class_name: str
    reason: str
    description: str
    example: Any = None
    kinds: tuple[ErrorKind, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """An event that the API reports to a URL of the caller (``webhooks`` and ``callbacks``).

    Attributes:
        name: Its name in snake_case.
        event: Its name in the document.
        method: The method of the request.
        type: The type of the payload.
        values: The values that the property ``Api.webhook_key`` has in this payload; empty if it is not there.
        example: An example of the payload.
    """

    name: str
    event: str
    method: str
    type: Type
    summary: str
    description: str
    values: tuple[str, ...] = ()
    source: str | None = None
    marks: tuple[Mark, ...] = ()
    example: Any = None

    @property
    def accepts(self) -> Literal["object", "array", "any"]:
        """Which JSON values are payloads, as far as this is certain."""
        kinds = {type(variant) for variant in self.type.alternatives}
        return "object" if kinds in ({ModelType}, {MapType}) else "array" if kinds == {ListType} else "any"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one version of the document changed; ``date`` is empty if it is not known."""

    version: str
    date: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Api:
    """The whole document, ready to be rendered.

    Attributes:
        title: ``info.title``.
        package: The importable name, from the title.
        product: The name in prose: the title without words such as "API".
        env_prefix: The prefix of environment variables, from the title.
        resources: The roots of the tree.
        models: All classes, sorted by class name.
        webhooks: What the API sends, in the document's order.
        webhook_key: The property whose values tell the payloads of webhooks apart; empty if there is none.
        auth_operations: What stands behind the authorization and token URLs; no methods are made of these.
        who_am_i: The operation that returns the caller's own record, where there is one.
        changes: What each version of the document changed, the latest first.
        documentation: The address and the title of further documentation; empty if the document names none.
        server: The server of the document that is used unless the caller says otherwise.
        servers: All servers that can be used, ``server`` first.
        path_aliases: Other beginnings of a path that the server accepts, with what each stands for.
        document: The bundled document (local ``$ref`` only), as normalized. It is written as it is; no template and
            no sample reads it.
        source_sha256: The hash of the bundled document as loaded.
        sources: The hash of each file of the document, by its path; the root file is first.
        source_base: The URL that the files named as sources stand below; empty if they have no address.
    """

    title: str
    version: str
    summary: str
    description: str
    package: str
    product: str
    env_prefix: str
    server: Server
    servers: tuple[Server, ...]
    schemes: tuple[AuthScheme, ...]
    resources: tuple[Resource, ...]
    models: tuple[Model, ...]
    error_statuses: tuple[ErrorStatus, ...]
    auth_operations: tuple[Operation, ...]
    who_am_i: Operation | None
    path_aliases: Mapping[str, str]
    changes: tuple[Change, ...]
    documentation: tuple[str, str]
    source_base: str
    document: Mapping[str, Any]
    source_sha256: str
    sources: Mapping[str, str]
    webhooks: tuple[Webhook, ...] = ()
    webhook_key: str = ""

    @cached_property
    def can_stream(self) -> bool:
        """Whether any response may be something other than JSON."""
        return any(operation.can_be_streamed for resource in self.walk() for operation in resource.operations)

    @cached_property
    def sends_files(self) -> bool:
        """Whether any method takes a file or content of its own media type."""
        return any(resource.file_types for resource in self.walk())

    @cached_property
    def models_by_class(self) -> Mapping[str, Model]:
        """All objects, by the names of their classes."""
        return {model.class_name: model for model in self.models}

    @property
    def known_urls(self) -> tuple[str, ...]:
        """The URLs of all servers, as far as the document lists them."""
        return tuple(dict.fromkeys(url for server in self.servers for url in server.known_urls))

    @cached_property
    def server_arguments(self) -> tuple[Variable, ...]:
        """What a caller may say about the servers: which one, if there are several, and the variables of any."""
        servers = (*self.servers, *self.operation_servers)
        arguments = {variable.name: variable for server in reversed(servers) for variable in server.variables}
        own = {variable.name: arguments.pop(variable.name) for variable in self.server.variables}
        choice = Variable(
            name="server",
            wire_name="",
            default=self.server.name,
            description="; ".join(f"{server.name} is {server.url}" for server in self.servers),
            known_values=tuple(server.name for server in self.servers),
            place="choice",
        )
        return (*([choice] if len(self.servers) > 1 else ()), *own.values(), *arguments.values())

    @cached_property
    def operation_servers(self) -> tuple[Server, ...]:
        """The servers of single operations, each once."""
        servers = [
            operation.server for resource in self.walk() for operation in resource.operations if operation.server
        ]
        return tuple({server.url: server for server in servers}.values())

    @property
    def usual_methods(self) -> tuple[AuthScheme | Flow, ...]:
        """How a program authenticates for most operations: all of one combination, if possible without a browser."""
        if not self.usual_security:
            kinds: list[AuthScheme | Flow] = [*self.fixed_schemes, *(flow for _, flow in self.flows())]
            return tuple(kinds[:1])
        methods: dict[str, AuthScheme | Flow] = {}
        for scheme in self.schemes:
            methods[scheme.key] = next(iter((*_without_browser(scheme), *scheme.flows)), scheme)
        return tuple(methods[key] for key in self.usual_security[0])

    @cached_property
    def usual_security(self) -> tuple[tuple[str, ...], ...]:
        """What most operations accept that need credentials."""
        stated = Counter(
            operation.security for resource in self.walk() for operation in resource.operations if operation.security
        )
        return max(stated, key=lambda security: stated[security], default=())

    def walk(self) -> Iterator[Resource]:
        """Yield every resource, parents first."""
        for resource in self.resources:
            yield from resource.walk()

    @property
    def fixed_schemes(self) -> tuple[AuthScheme, ...]:
        """The schemes whose credentials are sent as they are, in the document's order."""
        return tuple(scheme for scheme in self.schemes if scheme.parameters)

    def flows(self) -> Iterator[tuple[AuthScheme, Flow]]:
        """Yield every OAuth flow with its scheme, in the document's order."""
        for scheme in self.schemes:
            for flow in scheme.flows:
                yield scheme, flow


def _without_browser(scheme: AuthScheme) -> tuple[Flow, ...]:
    return tuple(flow for flow in scheme.flows if flow.authorization.url is None)
