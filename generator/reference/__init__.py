"""What the reference shows that the model does not hold as such: samples, example values, types in words, pieces of
Markdown. Everything here is pure: it takes the model and returns text.

``FILTERS`` are the functions by the names that the templates call them by.
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
