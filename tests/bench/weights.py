"""How heavy the package is, and the pages of the reference, on the disk and as a web server sends them."""

from __future__ import annotations

import gzip
import json
from statistics import median

from .servers import ROOT
from .table import Row

__all__ = ["package", "pages"]

_KIB = 1024
# In KiB: for every page, and for the largest one.
_GOALS = {False: ("at most 150", "at most 300"), True: ("at most 25", "at most 40")}


def package() -> list[Row]:
    """Weigh what grows with the number of operations, and the whole folder, beside one operation's share."""
    folder = ROOT / "generated" / "comm100"
    weights = {
        path.relative_to(folder): path.stat().st_size / _KIB
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    operations = len(json.loads((folder / "surface.json").read_text(encoding="utf-8"))["methods"])
    grows = sum(weight for path, weight in weights.items() if path.parts[0] in ("resources", "models"))
    share, whole = grows / operations, sum(weights.values())
    return [
        Row("resources and models, for each operation", share, None, 1.0, goal="at most 8"),
        Row(f"resources and models, for {operations} operations", grows, None, grows / share),
        Row("the whole package", whole, None, whole / share, goal="at most 4096"),
    ]


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
