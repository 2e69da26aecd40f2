"""How lists come in pages, as the document declares it. Nothing is guessed from names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..document.pointers import as_mapping, join, resolve_ref
from ..document.walk import OperationRef, responses
from ..errors import SpecError
from ..model import Field, Pagination, PagingKind, Parameter
from ..model.types import Type
from ..parser.schema_types import ParsedTypes, SchemaType
from .types import TypeBuilder

__all__ = ["FOREIGN", "PaginationBuilder", "names_a_page"]

_JSON_PATH = re.compile(r"\$(?:response|request)?((?:\.[^.\[\]*]+|\['[^']+'\])*)")
_STEP = re.compile(r"\.([^.\[\]*]+)|\['([^']+)'\]")

# The inputs of Speakeasy's pages that lead to the next one.
_SELECTING = ("cursor", "offset", "page")

Path = tuple[str, ...]

FOREIGN = ("x-ms-pageable", "x-speakeasy-pagination", "x-fern-pagination")
"""The extensions of other generators that declare pages."""


class PaginationBuilder:
    """Builds the pagination of one operation.

    Args:
        document: The normalized document.
        ref: The operation.
        parsed: The types of the document.
        types: Builds the types of the model.
        schema_type: The type of the JSON of the successful response.
        parameters: The operation's parameters.
        fields: The properties of its request body.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        ref: OperationRef,
        parsed: ParsedTypes,
        types: TypeBuilder,
        schema_type: SchemaType | None,
        parameters: Sequence[Parameter],
        fields: Sequence[Field] = (),
    ) -> None:
        self._document = document
        self._ref = ref
        self._parsed = parsed
        self._types = types
        self._schema_type = schema_type
        self._queries = {parameter.wire_name: parameter for parameter in parameters if parameter.location == "query"}
        self._members = {field.wire_name: field for field in fields}

    def build(self, status: str) -> Pagination | None:
        """Return how the list is paged, or None if the document does not say so.

        Args:
            status: The status of the successful response.

        Raises:
            SpecError: ``x-pagination`` does not fit the response.
        """
        body = self._ref.body
        if (declared := body.get("x-pagination")) is not None:
            return self._own(declared)
        for name, read in zip(FOREIGN, (self._microsoft, self._speakeasy, self._fern), strict=True):
            if isinstance(declared := body.get(name), Mapping):
                return read(declared)
        return self._link_header(status)

    def _own(self, declared: Any) -> Pagination:
        pointer = join(self._ref.pointer, "x-pagination")
        for key in ("items", "next", "page"):
            if not isinstance(declared, Mapping) or not isinstance(declared.get(key), str):
                raise SpecError(pointer, f"x-pagination needs {key!r}, the name of a key", rule="extension")
        item_type = self._item((declared["items"],))
        if item_type is None:
            raise SpecError(pointer, f"the response has no list {declared['items']!r}", rule="extension")
        return Pagination(
            items=_pointer((declared["items"],)),
            next=_pointer((declared["next"],)),
            previous=declared.get("previous"),
            total=_pointer((declared["total"],)) if declared.get("total") else None,
            page=declared["page"],
            item_type=item_type,
            kind="number",
            size="",
            first=0,
            in_body=False,
        )

    def _microsoft(self, declared: Mapping[str, Any]) -> Pagination | None:
        """Read ``x-ms-pageable`` (AutoRest extensions for OpenAPI); without a link there is one page only."""
        link = declared.get("nextLinkName")
        return self._paged("url", (declared.get("itemName") or "value",), (link,)) if isinstance(link, str) else None

    def _speakeasy(self, declared: Mapping[str, Any]) -> Pagination | None:
        results = as_mapping(declared.get("outputs"))
        listed = [entry for entry in declared.get("inputs") or () if isinstance(entry, Mapping)]
        places: Mapping[Any, Mapping[str, Any]] = {"parameters": self._queries, "requestBody": self._members}
        inputs = {
            entry.get("type"): str(entry["name"])
            for entry in listed
            if isinstance(entry.get("name"), str) and entry["name"] in places.get(entry.get("in"), ())
        }
        # The others, such as the size of a page, count where the page is selected.
        in_body = any(entry.get("in") == "requestBody" and entry.get("type") in _SELECTING for entry in listed)
        known = self._members if in_body else self._queries
        inputs = {kind: name for kind, name in inputs.items() if name in known}
        items = _json_path(results["results"]) if "results" in results else self._only_list()
        kind = declared.get("type")
        if kind == "url":
            return self._paged("url", items, _json_path(results.get("nextUrl")))
        if kind == "cursor":
            following = _json_path(results.get("nextCursor"))
            return self._paged("cursor", items, following, inputs.get("cursor"), in_body=in_body)
        if kind != "offsetLimit":
            return None
        step: PagingKind = "page" if "page" in inputs else "offset"
        more = _json_path(results["numPages"]) if "numPages" in results else ()
        return self._paged(step, items, more or (), inputs.get(step), size=inputs.get("limit", ""), in_body=in_body)

    def _fern(self, declared: Mapping[str, Any]) -> Pagination | None:
        items = _json_path(declared["results"]) if "results" in declared else self._only_list()
        for name in ("next_uri", "next_path"):
            if name in declared:
                return self._paged("url", items, _json_path(declared[name]))
        if "cursor" in declared:
            cursor, in_body = self._request(declared["cursor"])
            return self._paged("cursor", items, _json_path(declared.get("next_cursor")), cursor, in_body=in_body)
        if "offset" not in declared:
            return None
        # With a step, the offset counts items; without one, pages.
        step: PagingKind = "offset" if "step" in declared else "page"
        more = _json_path(declared["has-next-page"]) if "has-next-page" in declared else ()
        page, in_body = self._request(declared["offset"])
        size, is_there = self._request(declared.get("step"))
        known_size = size if size and is_there == in_body else ""
        return self._paged(step, items, more or (), page, size=known_size, in_body=in_body)

    def _link_header(self, status: str) -> Pagination | None:
        """Read a documented Link header field (RFC 8288) of a response that is a list or holds one."""
        node = responses(self._ref.body).get(status)
        headers = (resolve_ref(self._document, node).get("headers") or {}) if node else {}
        if self._ref.method != "get" or "link" not in {str(name).lower() for name in headers}:
            return None
        return self._paged("header", self._only_list(), ())

    def _paged(
        self,
        kind: PagingKind,
        items: Path | None,
        next_: Path | None,
        page: str | None = "",
        *,
        size: str = "",
        in_body: bool = False,
    ) -> Pagination | None:
        """Return the pagination, or None if the response or the request does not have what it names."""
        item_type = self._item(items) if items is not None else None
        if item_type is None or items is None or next_ is None or page is None:
            return None
        return Pagination(
            kind=kind,
            items=_pointer(items),
            next=_pointer(next_),
            previous=None,
            total=None,
            page=page,
            size=size,
            first=self._first(kind, (self._members if in_body else self._queries).get(page)),
            in_body=in_body,
            item_type=item_type,
        )

    def _first(self, kind: PagingKind, page: Parameter | Field | None) -> int:
        """Return the number of the first page or item: the parameter's default, else 1 for a page and 0 for an item."""
        default = page.constraints.default if page else None
        return default if isinstance(default, int) and default >= 0 else int(kind == "page")

    def _request(self, expression: Any) -> tuple[str | None, bool]:
        """Return the query parameter or the property of the body that an expression such as ``$request.cursor`` names.

        Beside it stands whether it is one of the body.
        """
        path = _json_path(expression)
        name = path[0] if path and len(path) == 1 else None
        if name in self._queries or name not in self._members:
            return (name if name in self._queries else None), False
        return name, True

    def _item(self, path: Path) -> Type | None:
        """Return the type of the items of the list at a place of the response."""
        schema_type = self._schema_type
        for name in path:
            known = next((self._parsed.objects.get(part.pointer) for part in _objects(schema_type)), None)
            schema_type = known.properties.get(name) if known else None
        return self._types.item(schema_type) if schema_type else None

    def _only_list(self) -> Path | None:
        """Return the place of the list in the response, if there is exactly one that it can be."""
        if self._item(()) is not None:
            return ()
        known = next((self._parsed.objects.get(part.pointer) for part in _objects(self._schema_type)), None)
        lists = [name for name in (known.properties if known else ()) if self._item((name,)) is not None]
        return (lists[0],) if len(lists) == 1 else None


def names_a_page(declared: Any) -> bool:
    """Tell whether a declaration of pages is more than the ``x-ms-pageable`` of a list that has one page only.

    Args:
        declared: The value of one of the extensions.
    """
    return not (isinstance(declared, Mapping) and declared.get("nextLinkName", "") is None)


def _objects(schema_type: SchemaType | None) -> Iterator[SchemaType]:
    if schema_type is not None:
        yield from (part for part in (schema_type, *schema_type.parts) if part.kind == "object")


def _json_path(expression: Any) -> Path | None:
    """Return the names in a path such as ``$.data.items`` or ``$response.items``; None if it selects otherwise."""
    match = _JSON_PATH.fullmatch(expression) if isinstance(expression, str) else None
    return tuple(step[0] or step[1] for step in _STEP.findall(match[1])) if match else None


def _pointer(path: Path) -> str:
    """Return a path as a JSON Pointer (RFC 6901) without its first slash."""
    return "/".join(name.replace("~", "~0").replace("/", "~1") for name in path)
