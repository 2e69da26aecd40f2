"""All names of the reference with their addresses: the page from A to Z, and the data of the search."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from ..model import Field, Operation, Parameter, Resource
from .cut import first_letter
from .markdown import md_summary, one_line
from .pages import Page
from .python import dotted
from .queries import auth_method_title, auth_methods, calls, permissions
from .rows import Row, argument_rows, member_rows, parameter_rows, shape_rows
from .site import Site

__all__ = ["few_places", "index_entries", "index_sizes", "search_data"]

# What the markup of an entry of the index takes, and that of each link in it.
_ENTRY = 20
_LINK = 17

Kind = Literal["page", "operation", "event", "object", "method", "error", "permission", "field"]


@dataclass(frozen=True)
class Place:
    """Where a name is described, and what that place is called among those of the same name."""

    href: str
    label: str


@dataclass(frozen=True)
class Entry:
    """One name.

    Attributes:
        kind: What it names.
        name: The name as the document writes it.
        aliases: Other names of the same thing: in Python, of its path.
        text: What it means.
        places: Where it is described.
    """

    kind: Kind
    name: str
    aliases: tuple[str, ...]
    text: str
    places: tuple[Place, ...]


def index_entries(site: Site, page: Page) -> list[tuple[str, list[Entry]]]:
    """Return the names on a page by their first letter, without regard to case.

    Args:
        site: The reference.
        page: The index, or one of the pages that it was cut into.
    """
    wanted: Iterable[Entry] = _ordered(site)
    if page.part is not None:
        names = set(page.part.ids)
        wanted = (entry for entry in wanted if entry.name in names)
    return [(letter, list(of_letter)) for letter, of_letter in itertools.groupby(wanted, key=_letter)]


@lru_cache(maxsize=1)
def _ordered(site: Site) -> tuple[Entry, ...]:
    return tuple(sorted(_entries(site), key=lambda entry: (entry.name.casefold(), entry.name)))


def index_sizes(site: Site) -> dict[str, int]:
    """Return about how many bytes each name takes in the index."""
    sizes: dict[str, int] = {}
    for _, entries in index_entries(site, Page(kind="index", file="", title="")):
        for entry in entries:
            places = few_places(entry.places)
            size = _ENTRY + len(entry.name) + sum(_LINK + len(place.href) + len(place.label) for place in places)
            sizes[entry.name] = sizes.get(entry.name, 0) + size
    return sizes


def few_places(places: Sequence[Place]) -> list[Place]:
    """Return the first place of a name on each page; the others are near it."""
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.href.partition("#")[0], place)
    return list(first.values())


def search_data(site: Site) -> dict[str, Any]:
    """Return the rows of the search.

    ``files`` are the names of the files. Each row has its kind, name, aliases, meaning, and places: each a label and an
    address, in which a number stands for the file.
    """
    files = [page.file for page in site.pages]
    numbers = {file: number for number, file in enumerate(files)}
    kinds: list[Kind] = list(get_args(Kind))
    rows = []
    for entry in _entries(site):
        places = []
        for place in entry.places:
            file, _, anchor = place.href.partition(".html")
            places.append([place.label, numbers[file], anchor.removeprefix("#")])
        rows.append([kinds.index(entry.kind), entry.name, list(entry.aliases), entry.text, places])
    return {"files": files, "kinds": kinds, "rows": rows}


def _letter(entry: Entry) -> str:
    return first_letter(entry.name)


# The index and the search have the same names.
@lru_cache(maxsize=1)
def _entries(site: Site) -> tuple[Entry, ...]:
    return tuple(_found(site))


def _found(site: Site) -> Iterator[Entry]:
    # A page that is none of those with names, so that all addresses name their file.
    nowhere = Page(kind="index", file="", title="")
    api = site.api
    for page in site.pages:
        place = Place(site.href(page.anchor, nowhere), "page")
        yield Entry("page", page.title, (), md_summary(page.summary), (place,))
    for operation, resource in calls(api):
        id_ = dotted(operation, resource)
        aliases = (id_, f"{operation.method.upper()} {operation.path}")
        name = operation.summary or operation.name
        text = md_summary(operation.description)
        yield Entry("operation", one_line(name), aliases, text, (Place(site.href(id_, nowhere), id_),))
    for webhook in api.webhooks:
        place = Place(site.href(f"webhook-{webhook.name}", nowhere), "event")
        values = tuple(value for value in webhook.values if value != webhook.event)
        text = md_summary(webhook.summary or webhook.description)
        yield Entry("event", one_line(webhook.event), values, text, (place,))
    for model in api.models:
        href = site.href(f"object-{model.class_name}", nowhere)
        yield Entry("object", model.class_name, (), md_summary(model.description), (Place(href, "object"),))
    for method, _ in auth_methods(api):
        href = site.href(f"credentials-{method.class_name}", nowhere)
        yield Entry("method", auth_method_title(method), (method.class_name,), "", (Place(href, method.class_name),))
    for error in api.error_statuses:
        place = Place(site.href(f"error-{error.status}", nowhere), error.reason)
        kinds = tuple(kind.class_name for kind in error.kinds)
        yield Entry("error", str(error.status), (error.class_name, *kinds), md_summary(error.description), (place,))
    for permission, pairs in permissions(api):
        if permission:
            count = f"{len(pairs)} operation{'' if len(pairs) == 1 else 's'}"
            yield Entry(
                "permission",
                one_line(permission),
                (),
                "",
                (Place(site.href(site.permission_ids[permission], nowhere), count),),
            )
    yield from _fields(site, nowhere)


def _fields(site: Site, nowhere: Page) -> Iterator[Entry]:
    """Yield parameters and properties, those of one name and one name in Python together."""
    found: dict[tuple[str, str], list[tuple[str, Place]]] = {}

    def add(item: Field | Parameter, place: Place) -> None:
        found.setdefault((item.wire_name, item.name), []).append((item.description, place))

    for operation, resource in calls(site.api):
        for row in _own_rows(operation, resource, site):
            id_ = dotted(operation, resource)
            add(row.item, Place(f"{site.href(id_, nowhere)}.{row.item.name}", id_))
    repeated = _repeated(site)
    for model in site.api.models:
        if site.homes[model.class_name].kind != "body":
            for row in (row for row in member_rows(model, site) if row.id not in repeated):
                href = site.href(f"object-{model.class_name}", nowhere)
                add(row.item, Place(f"{href}.{row.item.name}", model.class_name))
    for (wire_name, name), places in found.items():
        aliases = () if name == wire_name else (name,)
        text = md_summary(places[0][0]) if len({text for text, _ in places}) == 1 else ""
        yield Entry("field", one_line(wire_name), aliases, text, tuple(place for _, place in places))


def _repeated(site: Site) -> set[str]:
    """Return the ids of properties that stand in the row of an equal one."""
    forms = [table for operation, resource in calls(site.api) for table in shape_rows(operation, resource, site)]
    return {id_ for _, rows in forms for row in rows for id_ in row.other_ids}


def _own_rows(operation: Operation, resource: Resource, site: Site) -> list[Row]:
    return [*parameter_rows(operation, resource, site), *argument_rows(operation, resource, site)]
