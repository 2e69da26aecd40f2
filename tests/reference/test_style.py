"""The look, as far as numbers can tell: contrast by WCAG 2.2 in both colour schemes, print, focus, narrow pages."""

from __future__ import annotations

import re

import pytest

from tests.reference.support import ROOT

STYLE = (ROOT / "templates" / "reference" / "style.css").read_text(encoding="utf-8")
# Text colours on what they stand on.
PAIRS = [
    *(
        (ink, paper)
        for paper in ("paper", "tint")
        for ink in ("ink", "soft", "accent", "key", "string", "number", "word")
    ),
    *((name, f"{name}-tint") for name in ("get", "post", "put", "delete", "mark")),
    *((name, "tint") for name in ("get", "post", "put", "delete")),
    ("ink", "mark-tint"),
]


def variables(which: int) -> dict[str, str]:
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", STYLE)
    return {name: pair[which] for name, *pair in pairs}


LIGHT, DARK = variables(0), variables(1)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_text_stands_out(scheme: str, ink: str, paper: str) -> None:
    """Each text colour has a contrast of at least 4.5 to 1 with what it stands on (WCAG AA)."""
    colours = LIGHT if scheme == "light" else DARK
    dark, light = sorted((luminance(colours[ink]), luminance(colours[paper])))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_both_schemes_know_the_same_colours() -> None:
    """A colour that is written elsewhere would not follow the scheme."""
    assert set(re.findall(r"var\(--([\w-]+)\)", STYLE)) <= LIGHT.keys() | {"mono", "sans", "bar"}
    rules = STYLE[STYLE.index("}") :]
    assert not re.search(r"#[0-9a-f]{3}", rules)


def test_every_kind_of_reader_is_thought_of() -> None:
    """Dark pages, paper, narrow pages and keyboards have rules of their own."""
    for rule in ("color-scheme: light dark", "@media print", "max-width: 40rem", ":focus-visible"):
        assert rule in STYLE
