"""The whole of an API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from .authentication import AuthScheme, Flow
from .operations import ErrorKind, Operation, Resource
from .servers import Server, Variable
from .types import ListType, MapType, ModelType, Type
from .values import Mark, Model

__all__ = ["Api", "Change", "ErrorStatus", "Webhook"]


@dataclass(frozen=True, kw_only=True)
class ErrorStatus:
    """One error status that any operation documents, and the exception made of it."""

    status: int
    class_name: str
    reason: str
    description: str
    example: Any
    kinds: tuple[ErrorKind, ...]


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
    source: str | None
    marks: tuple[Mark, ...]
    example: Any

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
    webhooks: tuple[Webhook, ...]
    webhook_key: str

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
            required=False,
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
