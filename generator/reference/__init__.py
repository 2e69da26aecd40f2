"""What the reference derives from the model: samples, example values, types in words, pieces of Markdown and HTML.

All of these are pure functions. ``FILTERS`` has them by the names that templates use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import curl, html, markdown, oauth, python, queries, values, words

__all__ = ["FILTERS"]

FILTERS: Mapping[str, Callable[..., Any]] = {
    name: getattr(module, name)
    for module in (curl, html, markdown, oauth, python, queries, values, words)
    for name in module.__all__
}
