"""Hashes of what a file says: the same for another layout, and another one for another meaning."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from typing import Any

import pytest

import generator.output.fingerprints as original
from comm100._vendoring import fingerprints as copied
from comm100._vendoring.fingerprints import ast_sha256, bytes_sha256, json_sha256, value_sha256


def is_same(first: str, second: str, *namespaces: str) -> bool:
    """Return whether two programs have one hash; the second may have been moved below the namespaces."""
    (same,) = {
        module.ast_sha256(first.encode()) == module.ast_sha256(second.encode(), namespaces)
        for module in (original, copied)
    }
    return bool(same)


def test_the_generator_and_the_package_share_the_module() -> None:
    """A hash is computed in one way."""
    assert inspect.getsource(copied) == inspect.getsource(original)


def test_line_ends_of_windows_do_not_count() -> None:
    """All other bytes do."""
    assert bytes_sha256(b"a\r\nb\r\n") == bytes_sha256(b"a\nb\n") == hashlib.sha256(b"a\nb\n").hexdigest()
    assert len({bytes_sha256(data) for data in (b"a\nb", b"a\rb", b"a b", b"a\n\nb", b"A\nb")}) == 5


def test_a_value_has_one_hash_whatever_the_order_of_its_members() -> None:
    """That of its canonical JSON: sorted, compact and in UTF-8."""
    expected = hashlib.sha256('{"a":[1,{"b":null,"c":"é"}],"d":2}'.encode()).hexdigest()
    for module in (original, copied):
        assert module.value_sha256({"d": 2, "a": [1, {"c": "é", "b": None}]}) == expected
    assert json_sha256(b' {"d": 2, "a": [1, {"c": "\\u00e9", "b": null}]}\n') == expected
    assert value_sha256([1, 2]) != value_sha256([2, 1])
    assert len(value_sha256("\ud800")) == 64


@pytest.mark.parametrize("data", [b"{", b"", b"\xff", b"[" * 100_000])
def test_what_is_not_json_has_no_hash(data: bytes) -> None:
    """Too deep is not JSON either."""
    with pytest.raises(ValueError, match=r"^(?!$)"):
        json_sha256(data)


@pytest.mark.parametrize("data", [b"def (", b"\xff", b"x = (" * 1000, b"\0"])
def test_what_is_not_python_has_no_hash(data: bytes) -> None:
    """The message names the kind of failure."""
    with pytest.raises(ValueError, match=r"not Python: \w+Error|source code"):
        ast_sha256(data)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("x = 1", "x  =  1  # note\n\n"),
        ("f(a, b)", "f(\n    a,\n    b,\n)"),
        ("x = 'a'", 'x = "a"'),
        ("x = u'a'", "x = 'a'"),
        ("del (a, b), c", "del a, b, c"),
        ("import b\nimport a", "import a\nimport b"),
        ("from m import b, a", "from m import a\nfrom m import b"),
        ("import a, b", "import a\nimport b"),
        ("if x:\n    import b\n    import a", "if x:\n    import a\n    import b"),
        ("import a", "import a as a"),
        ("from m import a", "from m import a as a"),
        ('"""One.\n\n   Two.  \n"""', '"""One.\n\nTwo."""'),
        ('def f():\n    """ One.\n      Two."""', 'def f():\n  """One.\n  Two. """'),
        ('async def f():\n    """ One."""', 'async def f():\n  """One."""'),
        ('class A:\n    """ One."""', 'class A:\n  """One."""'),
        ('x = f"a{1}b" "c"', 'x = f"a{1}bc"'),
        ('x = f"" f"{1}"', 'x = f"{1}"'),
    ],
)
def test_another_layout_has_the_same_hash(first: str, second: str) -> None:
    """Spaces, comments, quotes, the order of neighboring imports, the indentation of docstrings."""
    assert is_same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("x = 1", "x = 2"),
        ("x = 1", "x = True"),
        ("x = 1", "x = '1'"),
        ("x = 'a'", "x = b'a'"),
        ("x = 'a'", "x = 'a '"),
        ("x = []", "x = None"),
        ("x = [a, b]", "x = [b, a]"),
        ("x = [[a], b]", "x = [[a, b]]"),
        ("x = {a: 1, b: 2}", "x = {a: 12, b: ''}"),
        ("f(a)", "f(*a)"),
        ("f(a=b)", "f(b=a)"),
        ("del a, b", "del a"),
        ("del (a, b), c", "del a, b"),
        ("del (a, b), c", "del (a, b), d"),
        ("import a", "import b"),
        ("import a", "import a.b"),
        ("import a", "import a as b"),
        ("from a import b", "from b import a"),
        ("from a import c", "from b import c"),
        ("import a as c", "import b as c"),
        ("from a import b", "from .a import b"),
        ("from . import b", "from .. import b"),
        ("from a import b", "from a import b as c"),
        ("import a.b", "from a import b"),
        ("import a", "from a import a"),
        ("import b\nx\nimport a", "import a\nx\nimport b"),
        ("'''One.'''", "'''Two.'''"),
        ("'''One.\nTwo.'''", "'''One. Two.'''"),
        ("x = ' a'", "x = 'a'"),
        ("if x:\n    ' a'", "if x:\n    'a'"),
        ('x = f"a{1}"', 'x = f"b{1}"'),
        ('x = f"{1}{2}"', 'x = f"{2}{1}"'),
        ("def f(): pass", "async def f(): pass"),
        ("x = a < b", "x = a <= b"),
        ("x: int", "x: str"),
        ("global_ = lambda a: a", "global_ = lambda a, b: a"),
    ],
)
def test_another_program_has_another_hash(first: str, second: str) -> None:
    """However small the difference is."""
    assert not is_same(first, second)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("import h11", "from acme._vendor import h11", True),
        ("import h11 as h", "from acme._vendor import h11 as h", True),
        ("import h11.a as b", "import acme._vendor.h11.a as b", True),
        ("import h11.a", "import acme._vendor.h11.a", False),
        ("from h11 import A", "from acme._vendor.h11 import A", True),
        ("from h11.b import A as B", "from acme._vendor.h11.b import A as B", True),
        ("import a\nimport h11", "from acme._vendor import h11\nimport a", True),
        ("x = 'import h11'", "x = 'from acme._vendor import h11'", True),
        ("x = 'a\\n  from h11 import A'", "x = 'a\\n  from acme._vendor.h11 import A'", True),
        ("x = 'import h11.a'", "x = 'import acme._vendor.h11.a'", True),
        ("import h11", "from evil import h11", False),
        ("import h11", "from acme import h11", False),
        ("import h11", "from acme._vendors import h11", False),
        ("from h11 import A", "from acme._vendor.h12 import A", False),
        ("x = 'y import h11'", "x = 'y from acme._vendor import h11'", False),
        ("x = 'import h11'", "x = 'from acme._vendorx import h11'", False),
    ],
)
def test_what_was_moved_below_a_namespace_counts_as_before(before: str, after: str, expected: bool) -> None:
    """Imports, and imports in texts that a program executes; of no other namespace."""
    assert is_same(before, after, "acme._vendor", "other") is expected
    assert not is_same(before, after)


def test_the_first_namespace_that_fits_is_taken_off() -> None:
    """They come with the longest one first."""
    assert is_same("import h11", "from acme._vendor import h11", "acme._vendor", "acme")
    assert is_same("import _vendor.h11 as h", "import acme._vendor.h11 as h", "acme")


def test_words_of_the_hash_stay_the_same() -> None:
    """Packages that were rendered years ago are verified with it, on any version of Python."""
    program = b'"""Doc."""\nimport b, a\nfrom . import c\nx: int = -1\ndef f(*, k=None): return f"{k!r:>{x}} end"\n'
    for module in (original, copied):
        digest = module.ast_sha256(program)
        assert digest == "9f8d398eb2f5801f6abf526d59fd13de4a72944b3b376d49824e935f59b0bb88"


@pytest.mark.parametrize("value", [1, 1.5, "a", None, True, [], {}])
def test_a_hash_is_that_of_the_value(value: Any) -> None:
    """Read from JSON or not."""
    assert value_sha256(value) == json_sha256(json.dumps(value).encode())


def test_the_text_of_an_f_string_may_be_cut_into_pieces() -> None:
    """How many there are depends on the version of Python; an empty one is none."""
    value = ast.FormattedValue(ast.Constant(1), -1)

    a, b, nothing = ast.Constant("a"), ast.Constant("b"), ast.Constant("")
    for module in (original, copied):

        def words(*parts: ast.expr, module: Any = module) -> Any:
            return module._Outline(()).of(ast.JoinedStr([*parts]))

        assert words(a, b, value, nothing) == words(ast.Constant("ab"), value)
        assert words(a, value, b) != words(a, b, value)
