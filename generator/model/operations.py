"""Operations: what they send, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .servers import Server
from .types import AnyType, FileType, ListType, MapType, ModelType, Type
from .values import UNCONSTRAINED, Constraints, Example, Field, Location, Mark

__all__ = [
    "Body",
    "Content",
    "ContentKind",
    "ErrorKind",
    "Operation",
    "Pagination",
    "PagingKind",
    "Parameter",
    "Part",
    "Resource",
    "Response",
    "Shape",
    "Style",
]

PagingKind = Literal["number", "url", "header", "cursor", "page", "offset"]
ContentKind = Literal["json", "form", "multipart", "text", "binary"]
_DEFAULT_STYLES: Mapping[str, str] = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}


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
    style: Style
    local: bool
    time_zone: str | None = None
    marks: tuple[Mark, ...] = ()
    example: Any = None
    sample: Any = None
    constraints: Constraints = UNCONSTRAINED

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
    has_choice: bool

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
    kind: PagingKind
    size: str
    first: int
    in_body: bool


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
    is_public: bool
    client_certificate: bool
    deprecated: bool
    own_record: bool
    pagination: Pagination | None = None
    permission: str | None = None
    source: str | None = None
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
