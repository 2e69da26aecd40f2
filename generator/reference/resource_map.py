"""A map of the resources: which of them there are, and which refers to which by an identifier.

A resource refers to another one if a parameter or property is named after it: ``departmentId`` after departments, and
so is a list ``departments`` of identifiers or of objects that have one. The picture and its text alternative are made
of the same connections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final

from markupsafe import Markup

from ..build import names
from ..model import Field, Operation, Parameter, Resource
from ..model.types import ListType, ScalarType, Type
from .markdown import one_line
from .pages import Page
from .site import Site

__all__ = ["Connection", "connections", "resource_map"]

# Of the drawing, in its own units.
_WIDTH: Final = 760
_LINE: Final = 23
_INDENT: Final = 16
_LETTER: Final = 7.2
_LONGEST: Final = 44
# With more resources than this only those are drawn that are connected.
_MANY: Final = 100


@dataclass(frozen=True, kw_only=True)
class Connection:
    """What leads from one resource to another.

    Attributes:
        source: The page of the resource that refers to another one.
        target: The page of the other one.
        names: The parameters and properties that identify it.
    """

    source: Page
    target: Page
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A line of the drawing: the title of a group, or a resource."""

    title: str
    depth: int
    page: Page | None = None


@lru_cache(maxsize=1)
def connections(site: Site) -> list[Connection]:
    """Return what refers to what, in the order of the pages; a part of a resource does not refer to the whole.

    Args:
        site: The reference.
    """
    sources = [page for page in site.resources if page.is_first]
    known = [(_singular(page.resource.path[-1]), page) for page in sources if page.resource]
    own = {
        model.class_name: [field.wire_name for field in model.fields if _is_identifier(field, site)]
        for model in site.api.models
    }
    result = []
    for source in sources:
        assert source.resource
        users: dict[str, tuple[Page, list[str]]] = {}
        for name in dict.fromkeys(_identifiers(source.resource, site, own)):
            target = _target(_referred(name), source, known)
            if target is not None and target.resource and not _is_below(source.resource, target.resource):
                users.setdefault(target.file, (target, []))[1].append(name)
        result += [Connection(source=source, target=target, names=tuple(used)) for target, used in users.values()]
    return result


def resource_map(site: Site, links: Sequence[Connection], id_: str) -> Markup:
    """Return the resources and their connections as an SVG drawing.

    Args:
        site: The reference.
        links: The connections.
        id_: What the ids of its elements start with.
    """
    rows = list(_rows(site, links))
    column = round(max(_INDENT * row.depth + _LETTER * len(row.title) for row in rows)) + 2 * _INDENT
    places = {row.page.file: _LINE * (number + 0.5) for number, row in enumerate(rows) if row.page}
    drawing = _Drawing(links=links, places=places, column=column)
    said = " ".join(
        f"{link.source.title} refers to {link.target.title} ({', '.join(map(one_line, link.names))})." for link in links
    )
    return Markup(
        f'<svg class="connections" role="img" aria-labelledby="{id_}-title" aria-describedby="{id_}-text" '
        f'viewBox="0 0 {_WIDTH} {_LINE * len(rows)}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{id_}-title">The resources and what they refer to</title>'
        f'<desc id="{id_}-text">{escape(one_line(said))}</desc>'
        + "".join(drawing.line(row, _LINE * (number + 0.5)) for number, row in enumerate(rows))
        + "</svg>"
    )


def _identifiers(resource: Resource, site: Site, own: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the names of what identifies something in a resource; ``own`` has those of objects."""
    seen = set[str]()
    for operation in resource.operations:
        items: list[Field | Parameter] = [*operation.parameters, *(operation.body.fields if operation.body else ())]
        for item in items:
            if _is_identifier(item, site):
                yield item.wire_name
        for type_ in _types(operation):
            yield from _within(type_, site, own, seen)


def _types(operation: Operation) -> Iterator[Type]:
    if operation.body:
        yield operation.body.type
    if operation.success.type:
        yield operation.success.type


def _within(type_: Type, site: Site, own: Mapping[str, Sequence[str]], seen: set[str]) -> Iterator[str]:
    waiting = list(type_.models)
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield from own[name]
            waiting += [inner for field in site.model(name).fields for inner in field.type.models]


def _is_identifier(item: Field | Parameter, site: Site) -> bool:
    if _words(item.wire_name)[-1:] in (["id"], ["ids"]):
        return True
    items = [type_.item for type_ in item.type.alternatives if isinstance(type_, ListType)]
    return any(_is_value(type_) or _has_identifier(type_, site) for type_ in items)


def _is_value(type_: Type) -> bool:
    return type_ in (ScalarType("integer"), ScalarType("string"))


def _has_identifier(type_: Type, site: Site) -> bool:
    return any(field.wire_name.lower() == "id" for name in type_.models for field in site.model(name).fields)


def _referred(name: str) -> list[str]:
    """Return the words that a parameter or property calls a record by: ``[agent]`` for ``agentIds`` and ``agents``."""
    words = _words(name)
    return words[:-1] if words[-1:] in (["id"], ["ids"]) else _singular(name)


def _target(words: Sequence[str], source: Page, known: Iterable[tuple[Sequence[str], Page]]) -> Page | None:
    """Return the page of the resource that words name, the nearest one if several have the name."""
    assert source.resource
    root = source.resource.path[0]
    named = [
        (len(own), bool(page.resource and page.resource.path[0] == root), page)
        for own, page in known
        if own and list(words[-len(own) :]) == list(own)
    ]
    # The first of equals is the document's first.
    return max(named, key=lambda candidate: candidate[:2])[2] if named else None


def _is_below(resource: Resource, other: Resource) -> bool:
    return resource.path[: len(other.path)] == other.path


def _words(name: str) -> list[str]:
    return [word.lower() for word in names.words(name)]


def _singular(name: str) -> list[str]:
    """Return the words of a name, the last one in the singular as far as its spelling tells."""
    words = _words(name)
    for ending, single in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if words and words[-1].endswith(ending) and not words[-1].endswith("ss"):
            return [*words[:-1], words[-1].removesuffix(ending) + single]
    return words


def _rows(site: Site, links: Iterable[Connection]) -> Iterator[_Row]:
    connected = {page.file for link in links for page in (link.source, link.target)}
    for group in site.groups:
        pages = [page for page in group.firsts if len(site.resources) <= _MANY or page.file in connected]
        if not pages:
            continue
        top = next((page for page in pages if page.title == group.title), None)
        yield _Row(title=_short(group.title), depth=0, page=top)
        for page in (page for page in pages if page is not top):
            above = [other for other in pages if other is not page and other is not top and _is_part(page, other)]
            yield _Row(title=_short(_title(page, above, site)), depth=1 + len(above), page=page)


def _title(page: Page, above: Iterable[Page], site: Site) -> str:
    """Return the title of a resource, without those of the resources that it is a part of."""
    longest = max((other.title for other in above if page.title.startswith(other.title)), key=len, default="")
    return page.title.removeprefix(longest).lstrip(" ›>/:-") if longest else site.short_title(page)


def _short(text: str) -> str:
    title = one_line(text)
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


def _is_part(page: Page, whole: Page) -> bool:
    return bool(page.resource and whole.resource and _is_below(page.resource, whole.resource))


@dataclass(frozen=True, kw_only=True)
class _Drawing:
    """What the lines of the drawing share.

    Attributes:
        links: The connections.
        places: How far down the line of each resource is, by its file.
        column: How far right the arrows begin and end.
    """

    links: Sequence[Connection]
    places: Mapping[str, float]
    column: int

    def line(self, row: _Row, middle: float) -> str:
        """Return the line of a row, and the arrows that start there."""
        kind = "resource" if row.depth else "group"
        start = _INDENT * row.depth
        text = f'<text class="{kind}" x="{start}" y="{middle + 4:g}">{escape(row.title)}</text>'
        own = [link for link in self.links if link.source is row.page]
        if not own and all(link.target is not row.page for link in self.links):
            return text
        left = round(start + _LETTER * len(row.title)) + 6
        leader = f'<line x1="{left}" y1="{middle:g}" x2="{self.column - 6}" y2="{middle:g}"></line>'
        dot = f'<circle cx="{self.column}" cy="{middle:g}" r="2.5"></circle>'
        return f"<g>{text}{leader}{dot}{''.join(self._arrow(middle, link) for link in own)}</g>"

    def _arrow(self, start: float, link: Connection) -> str:
        end, left = self.places[link.target.file], self.column
        # As far out as the way is long, so that arrows lie in each other.
        longest = max(self.places.values()) - min(self.places.values())
        out = left + 24 + (_WIDTH - left) * 1.25 * (abs(end - start) / longest) ** 0.8
        told = f"{link.source.title} refers to {link.target.title}: {', '.join(link.names)}"
        return (
            f'<path d="M{left + 4} {start:g}C{out:.0f} {start:g} {out:.0f} {end:g} {left + 9} {end:g}">'
            f"<title>{escape(one_line(told))}</title></path>"
            f'<polygon points="{left + 11},{end - 4:g} {left + 4},{end:g} {left + 11},{end + 4:g}"></polygon>'
        )
