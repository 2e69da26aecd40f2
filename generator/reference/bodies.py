"""What the pages of the reference say, in HTML and in Markdown: each section is rendered once, and used everywhere.

How long the sections are decides which pages are cut. In a section all links lead to places on the same page; those
that are elsewhere get their address when a page is made of it. The text of the page that shows all others is that of
these with headings one level deeper, and in HTML with links that lead to places on it. All this takes a fraction of
the time of rendering anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from ..model import Model, Operation, Resource
from .cut import Cut, Part, cut_letters, cut_resource
from .index import index_sizes
from .pages import SECTION, Page, is_untagged
from .python import dotted
from .site import Site

__all__ = ["SECTION_TEMPLATE", "Bodies", "Sections", "cut_pages"]

Render = Callable[[str, Mapping[str, Any]], Markup]

_BODY = "_macros/reference/page_body.html.jinja"
_MARKDOWN = "_macros/reference/page_body.md.jinja"
SECTION_TEMPLATE = "_macros/reference/section.html.jinja"
# Only tags match: the document's text is escaped.
_HEADING = re.compile(r"<(/?)h([1-5])(?=[ >])")
_LINK = re.compile(r'<a( class="[^"]*")? href="([^"#/:]+)\.html(?:#([^"]*))?"')
_LINK_HERE = re.compile(r'<a( class="[^"]*")? href="#([^"]*)"')
# A fenced block, or a heading.
_IN_MARKDOWN = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$|^(?=#{1,5} )", re.MULTILINE | re.DOTALL)
# In a list, what keeps an address for something that is on another page.
_MOVED = re.compile(r'(?<=<a) id="[^"]*"')
# What the navigation has for a page, and the list of objects for each of them.
_NAMED = 100
_LISTED = 330


class Sections:
    """The sections of operations and objects.

    Args:
        render: Renders a template with variables.
    """

    def __init__(self, render: Render) -> None:
        self._render = render
        self._texts: dict[str, Markup] = {}

    def operation(self, operation: Operation, resource: Resource) -> Markup:
        """Return the section of an operation."""
        return self._of(dotted(operation, resource), kind="operation", operation=operation, resource=resource)

    def object(self, model: Model) -> Markup:
        """Return the section of an object."""
        return self._of(f"object-{model.class_name}", kind="object", model=model)

    def _of(self, id_: str, **variables: Any) -> Markup:
        if id_ not in self._texts:
            self._texts[id_] = self._render(SECTION_TEMPLATE, {"page": SECTION, **variables})
        return self._texts[id_]


class Bodies:
    """The texts of all pages.

    Args:
        site: The pages.
        sections: The sections.
        render: Renders a template with variables.
    """

    def __init__(self, site: Site, sections: Sections, render: Render) -> None:
        self._site = site
        self._sections = sections
        self._render = render
        self._texts: dict[str, Markup] = {}
        self._markdown: dict[str, str] = {}

    def of(self, page: Page) -> Markup:
        """Return the text of a page.

        Args:
            page: One of the pages, or the page that shows all others.
        """
        if page.file not in self._texts:
            if page.kind == "all":
                texts = (self._on_whole(self.of(part)) for part in self._site.parts(page))
                self._texts[page.file] = Markup("").join(texts)
            else:
                sections = _SectionsOn(page, self._site, self._sections)
                self._texts[page.file] = self._render(_BODY, {"page": page, "sections": sections})
        return self._texts[page.file]

    def markdown(self, page: Page) -> str:
        """Return the text of a page in Markdown.

        Args:
            page: One of the pages, or the page that shows all others.
        """
        if page.kind == "all":
            texts = (self.markdown(part) for part in self._site.parts(page))
            return "".join(_IN_MARKDOWN.sub(lambda match: match[0] or "#", text) for text in texts)
        if page.file not in self._markdown:
            self._markdown[page.file] = str(self._render(_MARKDOWN, {"page": page}))
        return self._markdown[page.file]

    def _on_whole(self, text: Markup) -> Markup:
        parts = {part.file: part.anchor for part in self._site.parts(self._site.whole)}

        def link(match: re.Match[str]) -> str:
            kind, file, anchor = match.groups()
            return match[0] if file not in parts else f'<a{kind or ""} href="#{anchor or parts[file]}"'

        deeper = _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", _MOVED.sub("", text))
        return Markup(_LINK.sub(link, deeper))


class _SectionsOn:
    """The sections as they are on a page."""

    def __init__(self, page: Page, site: Site, sections: Sections) -> None:
        self._page = page
        self._site = site
        self._sections = sections

    def operation(self, operation: Operation, resource: Resource) -> Markup:
        return self._placed(self._sections.operation(operation, resource))

    def object(self, model: Model) -> Markup:
        return self._placed(self._sections.object(model))

    def _placed(self, text: Markup) -> Markup:
        site, page = self._site, self._page

        def link(match: re.Match[str]) -> str:
            kind, id_ = match.groups()
            return f'<a{kind or ""} href="{site.href(id_, page)}"' if site.has(id_) else match[0]

        return Markup(_LINK_HERE.sub(link, text))


def cut_pages(site: Site, sections: Sections) -> Site:
    """Return a reference with those pages cut that would be too long.

    Args:
        site: The reference, of which each resource has one page.
        sections: The sections.
    """
    frame = _NAMED * len(site.pages)
    resources = {}
    for page in site.resources:
        assert page.resource
        weigh = _scale(page.resource, site, sections)
        resources[page.resource.path] = cut_resource(
            page.resource, weigh, frame=frame, is_untagged=is_untagged(page.resource)
        )
    objects = _cut_objects(site.cut(Cut(resources=resources)), sections, frame)
    placed = site.cut(Cut(resources=resources, objects=objects))
    return site.cut(Cut(resources=resources, objects=objects, index=cut_letters(index_sizes(placed), frame=frame)))


def _scale(resource: Resource, site: Site, sections: Sections) -> Callable[[Iterable[str]], int]:
    """Return a function that weighs operations of a resource, with the objects that they alone use."""
    sizes = {dotted(item, resource): len(sections.operation(item, resource)) for item in resource.operations}
    objects = [
        (site.homes.subjects(model.class_name), len(sections.object(model)))
        for model in site.api.models
        if site.homes[model.class_name].kind == "section" and site.homes.subjects(model.class_name) <= sizes.keys()
    ]

    def weigh(ids: Iterable[str]) -> int:
        wanted = set(ids)
        return sum(sizes[id_] for id_ in wanted) + sum(size for users, size in objects if users <= wanted)

    return weigh


def _cut_objects(site: Site, sections: Sections, frame: int) -> tuple[Part, ...]:
    shared = sorted(
        (model for page in site.lists if page.kind == "objects" for model in site.objects_on(page)),
        key=lambda model: model.class_name,
    )
    sizes = {model.class_name: len(sections.object(model)) for model in shared}
    return cut_letters(sizes, frame=frame, head=_LISTED * len(site.api.models))
