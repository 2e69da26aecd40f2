"""What the reference derives from the model: pages, samples, example values, types in words, Markdown and HTML.

All of these are pure functions. ``FILTERS`` has them by the names that templates use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import (
    curl,
    html,
    index,
    markdown,
    oauth,
    programs,
    python,
    queries,
    resource_map,
    rows,
    samples,
    sequence,
    situations,
    tables,
    values,
    words,
)

__all__ = ["FILTERS"]

_MODULES = (
    curl,
    html,
    index,
    markdown,
    oauth,
    programs,
    python,
    queries,
    resource_map,
    rows,
    samples,
    sequence,
    situations,
    tables,
    values,
    words,
)

FILTERS: Mapping[str, Callable[..., Any]] = {
    name: getattr(module, name) for module in _MODULES for name in module.__all__
}
