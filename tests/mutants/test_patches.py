"""A fault is anchored to a function and a meaning, and to nothing else about the source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.patches import Patch, StalePatchError

SOURCE = """
LIMIT = 10

class Shop:
    def total(self, *, tax: bool = False) -> dict[str, int]:
        if (
            tax
            and self.open
        ):
            return {"total": self.sum, "tax": self.sum}
        try:
            self.audit("a", 'b')
        except ValueError:
            return {}
        return {"total": self.sum}

def total() -> None:
    def inner() -> int:
        return 1
"""


def _changed(anchor: str, was: str, becomes: str) -> str:
    return ast.unparse(Patch(anchor, was, becomes).apply(SOURCE))


@pytest.mark.parametrize(
    ("anchor", "was", "becomes", "line"),
    [
        ("LIMIT", "10", "11", "LIMIT = 11"),
        ("Shop.total", "if tax and self.open:", "if tax:", "if tax:"),
        ("Shop.total", "except ValueError:", "except KeyError:", "except KeyError:"),
        ("Shop.total", "'tax': self.sum", "'tax': 0", "return {'total': self.sum, 'tax': 0}"),
        ("Shop.total", 'self.audit("a", "b")', "self.audit('b')", "self.audit('b')"),
        ("Shop.total", "self.audit('a', 'b')", "pass", "pass"),
        ("total.inner", "return 1", "x = 1\nreturn x", "return x"),
    ],
)
def test_a_fragment_is_found_by_its_meaning(anchor: str, was: str, becomes: str, line: str) -> None:
    """Quotes, brackets and line breaks do not matter; the rest of the function stays as it is."""
    lines = _changed(anchor, was, becomes).splitlines()
    unchanged = ast.unparse(ast.parse(SOURCE)).splitlines()
    assert line in [text.strip() for text in lines]
    assert len(set(unchanged) - set(lines)) == 1


@pytest.mark.parametrize(("was", "count"), [("self.sum", 3), ("self.gone", 0), ("if self.open:", 0)])
def test_a_fragment_that_is_not_there_once_is_refused(was: str, count: int) -> None:
    """The message shows the fragment, and what the function reads now."""
    becomes = "if True:" if was.endswith(":") else "0"
    with pytest.raises(StalePatchError, match=f"Shop.total contains this fragment {count} times") as error:
        _changed("Shop.total", was, becomes)
    assert was in str(error.value)
    assert "self.audit('a', 'b')" in str(error.value)


def test_a_function_is_found_in_whichever_module_defines_it(tmp_path: Path) -> None:
    """Its name is enough while it is unique; a missing one is refused with names that resemble it."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "shop.py").write_text(SOURCE)
    (tmp_path / "other.py").write_text("def total() -> None: ...")
    assert Patch("Shop.total", "1", "2").locate(tmp_path) == tmp_path / "inner" / "shop.py"
    assert Patch("other:total", "1", "2").locate(tmp_path) == tmp_path / "other.py"
    with pytest.raises(StalePatchError, match=r"more than once .* write shop:total or other:total"):
        Patch("total", "1", "2").locate(tmp_path)
    with pytest.raises(StalePatchError, match=r"defines Store\.total; similar names: Shop\.total"):
        Patch("Store.total", "1", "2").locate(tmp_path)
