"""What the tests of the reference share: rendering a document, and reading what came out as a reader's tools would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from generator.build.api import build_api
from generator.document.load import load_document
from generator.model import Api
from generator.render import render

__all__ = [
    "ORDERS",
    "ROOT",
    "SHAPES",
    "SPEC",
    "Fence",
    "Page",
    "Reference",
    "fences",
    "headings",
    "links",
    "reference",
    "reference_of",
]

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "spec" / "openapi.yaml"
ORDERS = ROOT / "tests" / "generator" / "documents" / "orders.yaml"
SHAPES = ORDERS.with_name("shapes.yaml")

_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass(frozen=True)
class Reference:
    """The model of one document, and the files of its reference, which are rendered when they are first looked at."""

    api: Api = field(repr=False)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The files, by name."""
        files = render(self.api, ROOT / "templates").items()
        return {name.removeprefix("reference/"): text for name, text in files if name.startswith("reference/")}

    @property
    def html(self) -> str:
        """The page that shows all others."""
        return self.files["all.html"]

    @property
    def markdown(self) -> str:
        """The same as Markdown."""
        return self.files["llms-full.txt"]

    @property
    def llms(self) -> str:
        """The index of the Markdown files."""
        return self.files["llms.txt"]

    @cached_property
    def page(self) -> Page:
        """The page that shows all others, parsed."""
        return self.pages["all.html"]

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All pages, parsed, by name."""
        return {name: Page.of(text) for name, text in self.files.items() if name.endswith(".html")}

    @property
    def texts(self) -> dict[str, str]:
        """All Markdown files, by name."""
        return {name: text for name, text in self.files.items() if name.endswith((".md", "llms-full.txt"))}


def reference(path: Path) -> Reference:
    """Return the reference of the document at a path."""
    return Reference(build_api(load_document(path)))


def reference_of(folder: Path, document: Any) -> Reference:
    """Write a document and return its reference."""
    path = folder / "openapi.yaml"
    path.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return reference(path)


@dataclass
class Page(HTMLParser):
    """A page of HTML as a strict reader sees it; ``faults`` lists what does not nest.

    ``blocks`` are the languages and texts of what is in ``<pre>``, without variants that are hidden.
    """

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Page:
        """Parse a page."""
        page = cls()
        HTMLParser.__init__(page, convert_charrefs=True)
        page.feed(text)
        page.close()
        page.faults += [f"<{tag}> is never closed" for tag in page.open]
        return page

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def links(self) -> list[str]:
        """Where all ``<a>`` lead."""
        return [attributes["href"] for tag, attributes in self.tags if tag == "a"]

    @property
    def text(self) -> str:
        """All text that is neither style nor script, white space collapsed."""
        return " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if len(attributes) < len(attrs):
            self.faults.append(f"<{tag}> repeats an attribute")
        self.tags.append((tag, attributes))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), attributes.get("id", "")))
        if tag == "code" and self.open and self.open[-1] == "pre" and not any(self.hidden):
            self.blocks.append((attributes.get("class", ""), ""))
        if tag not in _VOID:
            self.open.append(tag)
            self.hidden.append("hidden" in attributes or "async" in attributes.get("class", "").split())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.faults.append(f"<{tag} /> does not end itself")
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> at line {self.getpos()[0]} does not close {self.open[-1:]}")
        else:
            self.open.pop()
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words.append(data)
        if "pre" in self.open and self.blocks and not any(self.hidden):
            language, text = self.blocks[-1]
            self.blocks[-1] = (language, text + data)


@dataclass(frozen=True)
class Fence:
    """A fenced block of Markdown."""

    language: str
    text: str


def fences(markdown: str) -> list[Fence]:
    """Return the fenced blocks of a Markdown file."""
    blocks = re.finditer(r"^(`{3,})(\w*)\n(.*?)^\1$", markdown, re.MULTILINE | re.DOTALL)
    return [Fence(match[2], match[3].rstrip("\n")) for match in blocks]


def links(markdown: str) -> list[str]:
    """Return where the links of a Markdown file lead, without those in code."""
    prose = re.sub(r"^(`{3,}).*?^\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "`", prose, flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]*)\)", prose)


def headings(markdown: str) -> list[tuple[int, str]]:
    """Return the headings of a Markdown file, each with the anchor that the usual pages give it."""
    prose = re.sub(r"^(`{3,}).*?^\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    anchors: list[tuple[int, str]] = []
    taken: Counter[str] = Counter()
    for mark, title in re.findall(r"^(#+) (.+)$", prose, re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        anchor = f"{name}-{taken[name]}" if taken[name] else name
        taken.update({anchor, re.sub(r"-\d+$", "", anchor)})
        anchors.append((len(mark), anchor))
    return anchors
