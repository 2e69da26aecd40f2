"""How heavy the pages of the reference are, as they are on the disk and as a web server sends them."""

from __future__ import annotations

import gzip
from statistics import median

from .servers import ROOT
from .table import Row

__all__ = ["pages"]

_KIB = 1024
# In KiB: for every page, and for the largest one.
_GOALS = {False: ("at most 150", "at most 300"), True: ("at most 25", "at most 40")}


def pages(*, compressed: bool) -> list[Row]:
    """Weigh the pages, beside the median one; the page that shows all others is for printing.

    Args:
        compressed: Whether to weigh what gzip makes of them.
    """
    weights = {
        path.name: len(gzip.compress(path.read_bytes()) if compressed else path.read_bytes()) / _KIB
        for path in (ROOT / "generated" / "reference").glob("*.html")
    }
    whole = weights.pop("all.html")
    middle = median(weights.values())
    largest = sorted(weights, key=lambda name: -weights[name])
    every, first = _GOALS[compressed]
    return [
        Row("the median page", middle, None, 1.0),
        *(
            Row(name, weights[name], weights[name] - middle, weights[name] / middle, goal=every if place else first)
            for place, name in enumerate(largest[:5])
        ),
        Row("all.html", whole, whole - middle, whole / middle),
    ]
