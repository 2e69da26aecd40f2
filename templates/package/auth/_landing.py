"""The page that a browser shows when it comes back from signing in: whole in itself, and safe whatever it is told."""

from __future__ import annotations

import base64
import hashlib
import html
from dataclasses import dataclass
from string import Template
from typing import Final

__all__ = ["Page", "page"]

_STYLE: Final = """
:root { color-scheme: light dark; --back: #f4f5f7; --card: #fff; --text: #1c2430; --soft: #5b6675; --line: #e1e5ea; }
.good { --mark: #1a7f4b; } .bad { --mark: #b3372f; }
@media (prefers-color-scheme: dark) {
  :root { --back: #14181d; --card: #1d232a; --text: #e8ecf1; --soft: #a3adba; --line: #2d353f; }
  .good { --mark: #4cc38a; } .bad { --mark: #ef8078; }
}
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--back);
  color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { width: 100%; max-width: 30rem; padding: 2.5rem 2rem; text-align: center; background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere; }
svg { width: 3.25rem; height: 3.25rem; fill: none; stroke: var(--mark); stroke-width: 2; stroke-linecap: round;
  stroke-linejoin: round; }
h1 { margin: 1rem 0 .5rem; font-size: 1.35rem; line-height: 1.3; text-wrap: balance; }
p { color: var(--soft); text-wrap: balance; }
.detail { margin-top: 1.5rem; padding: .75rem 1rem; text-align: left; text-wrap: wrap; font-size: .9rem;
  color: var(--text); background: var(--back); border: 1px solid var(--line); border-radius: .5rem; }
"""

_CHECK: Final = '<circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-6.5"/>'
_CROSS: Final = '<circle cx="12" cy="12" r="10"/><path d="m8.5 8.5 7 7m0-7-7 7"/>'

_PAGE: Final = Template("""<!doctype html>
<html lang="en" class="$tone">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title</title>
<style>$style</style>
</head>
<body>
<main>
<svg viewBox="0 0 24 24" aria-hidden="true">$mark</svg>
<h1>$title</h1>
<p>$text</p>
$detail</main>
</body>
</html>
""")

_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")

_HEADERS: Final = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'",
    ),
)


@dataclass(frozen=True)
class Page:
    """One answer to a browser.

    Args:
        status: The HTTP status.
        body: The page.
    """

    status: int
    body: bytes

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The header fields: nothing is kept or told to other sites, and only the page's own style is applied."""
        return (*_HEADERS, ("Content-Length", str(len(self.body))))


def page(status: int, title: str, text: str, detail: str = "") -> Page:
    """Return a page; it is a good one where its status is 200.

    Args:
        status: The HTTP status.
        title: What happened.
        text: What to do now.
        detail: What went wrong, in anyone's words.
    """
    good = status == 200
    body = _PAGE.substitute(
        tone="good" if good else "bad",
        title=html.escape(title),
        style=_STYLE,
        mark=_CHECK if good else _CROSS,
        text=html.escape(text),
        detail=f'<p class="detail">{html.escape(detail)}</p>\n' if detail else "",
    )
    return Page(status, body.encode("utf-8", errors="replace"))
