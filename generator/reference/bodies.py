"""What the pages of the reference say, in HTML: each page's text is rendered once, and used again on the page of all.

On that page headings are one level deeper, and links lead to places on the page itself. Nothing else differs, so its
text is that of the other pages with these two things changed, which takes a fraction of the time of rendering it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from .site import Page, Site

__all__ = ["Bodies"]

# Only tags match: the document's text is escaped.
_HEADING = re.compile(r"<(/?)h([1-5])(?=[ >])")
_LINK = re.compile(r'<a( class="[^"]*")? href="([^"#/:]+)\.html(?:#([^"]*))?"')


class Bodies:
    """The texts of all pages.

    Args:
        site: The pages.
        render: Renders the text of one of them, other than the page of all.
    """

    def __init__(self, site: Site, render: Callable[[Page], Markup]) -> None:
        self._site = site
        self._render = render
        self._texts: dict[str, Markup] = {}

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
                self._texts[page.file] = self._render(page)
        return self._texts[page.file]

    def _on_whole(self, text: Markup) -> Markup:
        parts = {part.file: part.anchor for part in self._site.parts(self._site.whole)}

        def link(match: re.Match[str]) -> str:
            kind, file, anchor = match.groups()
            return match[0] if file not in parts else f'<a{kind or ""} href="#{anchor or parts[file]}"'

        deeper = _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", text)
        return Markup(_LINK.sub(link, deeper))
