"""Build the model of a whole document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..document.load import LoadedDocument
from ..document.normalize import normalize
from ..document.pointers import as_mapping, join
from ..document.security import declared_schemes
from ..document.walk import OperationRef, operations, store_of
from ..document.walk import webhooks as webhook_refs
from ..errors import Finding, SpecError, locate_bugs
from ..model import Api, Change, ErrorKind, ErrorStatus, Operation, Server
from ..parser.parse import parse
from ..parser.schema_types import ParsedTypes
from . import names
from .authentication import schemes, with_partners
from .oauth_requests import Endpoints
from .objects import model_classes, models, text
from .operations import auth_operation, method
from .pagination import FOREIGN, names_a_page
from .resources import paths, resources
from .servers import operation_server, servers
from .types import TypeBuilder
from .webhooks import discriminated, webhooks

__all__ = ["build_api"]


def build_api(loaded: LoadedDocument, losses: list[Finding] | None = None) -> Api:
    """Return the model of a document.

    Args:
        loaded: The document.
        losses: Takes a finding for each schema without a type, whose values may be anything, and a graded one for
            whatever else the model lacks; None to refuse a document with such schemas.

    Raises:
        SpecError: The document cannot be rendered; the findings say where and why.
    """
    document = normalize(loaded.document)
    info = document["info"]
    own_servers = servers(document)
    endpoints = Endpoints(document, own_servers[0])
    declared = declared_schemes(document)
    auth_refs = endpoints.all(declared)
    auth_pointers = {ref.pointer for ref in auth_refs}
    refs = [ref for ref in operations(document) if ref.pointer not in auth_pointers]
    sent = list(webhook_refs(document))
    parsed = parse(document, refs, sent)
    if losses is None:
        if parsed.findings:
            raise SpecError.of(parsed.findings)
        losses = []
    losses += parsed.findings
    classes = model_classes(parsed, [*refs, *sent])
    types = TypeBuilder(parsed.objects, classes)
    tree_paths = paths(refs)
    methods = _methods(document, refs, tree_paths, parsed, types, own_servers)
    losses += _unpaged(refs, methods)
    objects = models(document, parsed, classes, types)
    webhook_key, events = discriminated(webhooks(document, sent, parsed, types), objects)
    return Api(
        title=text(info, "title"),
        version=text(info, "version"),
        summary=text(info, "summary"),
        description=text(info, "description"),
        package=names.package(text(info, "title")),
        product=names.product(text(info, "title")),
        env_prefix=names.env_prefix(text(info, "title")),
        server=own_servers[0],
        servers=own_servers,
        schemes=with_partners(
            schemes(declared, endpoints, _required_scopes(refs)),
            [keys for method in methods.values() for keys in method.security],
        ),
        resources=resources(
            document,
            [(tree_paths[ref.pointer], ref.tag, methods[ref.pointer]) for ref in refs],
            frozenset(classes.values()),
        ),
        models=objects,
        error_statuses=_error_statuses(methods.values()),
        auth_operations=tuple(auth_operation(document, ref, types) for ref in auth_refs),
        who_am_i=_who_am_i(refs, methods),
        path_aliases=document.get("x-path-aliases") or {},
        changes=_changes(document),
        documentation=_documentation(document),
        source_base=_source_base(document),
        document=document,
        source_sha256=loaded.sha256,
        sources=loaded.sources,
        webhooks=events,
        webhook_key=webhook_key,
    )


def _methods(
    document: Mapping[str, Any],
    refs: Sequence[OperationRef],
    tree_paths: Mapping[str, tuple[str, ...]],
    parsed: ParsedTypes,
    types: TypeBuilder,
    own_servers: tuple[Server, ...],
) -> dict[str, Operation]:
    """Return the methods by the pointers of their operations.

    Raises:
        SpecError: Some operations cannot be called; it carries what is wrong with all of them.
    """
    result: dict[str, Operation] = {}
    problems: list[Finding] = []
    for ref in refs:
        try:
            with locate_bugs(ref.pointer):
                built = method(document, ref, tree_paths[ref.pointer][-1], parsed, types)
                result[ref.pointer] = replace(built, server=operation_server(ref, own_servers))
        except SpecError as error:
            problems += error.findings
    if problems:
        raise SpecError.of(problems)
    return result


def _unpaged(refs: Sequence[OperationRef], methods: Mapping[str, Operation]) -> Iterator[Finding]:
    """Yield the declarations of pages that do not fit their operations, which return one response then."""
    for ref in refs:
        declared = next((name for name in FOREIGN if name in ref.body), None)
        # Without the name of a link, there is one page only.
        if declared is None or methods[ref.pointer].pagination or not names_a_page(ref.body[declared]):
            continue
        message = f"{declared} does not fit the operation: its pages are not followed"
        yield Finding.graded("degraded", "pagination", join(ref.pointer, declared), message, "")


def _changes(document: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what each version of the document changed (``x-changes``)."""
    listed = document.get("x-changes")
    return tuple(
        Change(
            version=str(entry.get("version", "")),
            date=str(entry.get("date", "")),
            description=text(entry, "description"),
        )
        for entry in (listed if isinstance(listed, list) else ())
        if isinstance(entry, Mapping)
    )


def _documentation(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return the address and the title of what ``externalDocs`` names; both are empty unless it is a web page."""
    docs = as_mapping(document.get("externalDocs"))
    url = text(docs, "url")
    return (url, text(docs, "description") or url) if url.startswith(("https://", "http://")) else ("", "")


def _source_base(document: Mapping[str, Any]) -> str:
    """Return the URL that the files of sources stand below; empty unless it is a folder on the web."""
    base = text(document, "x-source-base")
    return base if re.fullmatch("https://.+/", base) else ""


def _required_scopes(refs: Iterable[OperationRef]) -> dict[str, tuple[str, ...]]:
    """Return the scopes that operations require of each scheme; where one has alternatives, the first counts."""
    scopes: dict[str, dict[str, None]] = {}
    for ref in refs:
        alternatives = ref.body.get("security") or ()
        for key in {key for alternative in alternatives for key in alternative}:
            first = next(alternative[key] for alternative in alternatives if key in alternative)
            scopes.setdefault(key, {}).update(dict.fromkeys(first if isinstance(first, list) else ()))
    return {key: tuple(map(str, names)) for key, names in scopes.items()}


def _error_statuses(methods: Iterable[Operation]) -> tuple[ErrorStatus, ...]:
    """Return the documented error statuses in ascending order; the first description of a status counts."""
    responses = [response for operation in methods for response in operation.errors if response.status.isdecimal()]
    first = {int(response.status): response for response in reversed(responses)}
    classes = {status: names.error_class(status) for status in first}
    taken = set(classes.values())
    result: list[ErrorStatus] = []
    for status, response in sorted(first.items()):
        kinds: list[ErrorKind] = []
        for kind in response.kinds:
            class_name = names.error_kind_class(kind.class_name, classes[status], taken)
            taken.add(class_name)
            kinds.append(replace(kind, class_name=class_name))
        result.append(
            ErrorStatus(
                status=status,
                class_name=classes[status],
                reason=names.reason(status),
                description=response.description,
                example=response.examples[0].value if response.examples else None,
                kinds=tuple(kinds),
            )
        )
    return tuple(result)


def _who_am_i(refs: Iterable[OperationRef], methods: Mapping[str, Operation]) -> Operation | None:
    """Return the operation that returns the caller's whole record."""
    for ref in refs:
        store = store_of(ref.body)
        is_whole = store.get("action") == "get" and "field" not in store
        if methods[ref.pointer].own_record and ref.method == "get" and is_whole:
            return methods[ref.pointer]
    return None
