"""A module that is imported already becomes a mutant: functions get its code, and names its values."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from tests.mutants import live, operators
from tests.mutants.live import live_caches, live_functions, replace_code, replace_values

SOURCE = """
from functools import lru_cache

def plain():
    return 1

class Shop:
    @property
    def price(self):
        return 1

    @lru_cache
    def kept(self):
        return 1

def outer():
    number = 1
    def inner():
        return number + 1
    return inner

TABLE = {"one": lambda: 1, "two": lambda: (lambda: 1)}
closure = outer()
"""


def loaded(source: str) -> tuple[Any, list[FunctionType]]:
    """Return a module's names and all of its functions."""
    code = compile(source, "/shop/module.py", "exec")
    names: dict[str, Any] = {}
    exec(code, names)
    shop = names["Shop"]
    functions = [names["plain"], shop.price.fget, shop.kept.__wrapped__, names["outer"], names["closure"]]
    return names, [*functions, *names["TABLE"].values()]


def test_every_kind_of_function_is_given_the_new_code() -> None:
    """Properties, methods behind a cache, closures that exist already and lambdas in a table included."""
    names, functions = loaded(SOURCE)
    old, new = (compile(text, "/shop/module.py", "exec") for text in (SOURCE, SOURCE.replace("1", "5")))
    assert replace_code(functions, old, new)
    shop = names["Shop"]()
    assert (names["plain"](), shop.price, shop.kept()) == (5, 5, 5)
    assert (names["closure"](), names["outer"]()()) == (6, 10)
    assert (names["TABLE"]["one"](), names["TABLE"]["two"]()()) == (5, 5)


def test_a_cache_forgets_what_the_old_code_has_returned() -> None:
    """Only that of a function that changes."""
    names, functions = loaded(SOURCE)
    old, new = (compile(text, "/shop/module.py", "exec") for text in (SOURCE, SOURCE.replace("return 1", "return 5")))
    shop = names["Shop"]()
    assert shop.kept() == 1
    other = functools.cache(lambda: object())
    kept = other()
    assert replace_code(functions, old, new, live_caches())
    assert shop.kept() == 5
    assert other() is kept


def test_what_runs_once_cannot_be_replaced() -> None:
    """A constant of the module has its value already."""
    _, functions = loaded(SOURCE + "LIMIT = 1\n")
    old, new = (compile(SOURCE + f"LIMIT = {limit}\n", "/shop/module.py", "exec") for limit in (1, 2))
    assert not replace_code(functions, old, new)


def test_a_closure_keeps_its_variables() -> None:
    """Code that needs none of them cannot take their place, but the function that makes closures changes."""
    names, functions = loaded(SOURCE)
    old, new = (compile(text, "/shop/module.py", "exec") for text in (SOURCE, SOURCE.replace("number + 1", "7")))
    assert replace_code(functions, old, new)
    assert (names["closure"](), names["outer"]()()) == (2, 7)


def test_the_functions_of_a_folder_are_found() -> None:
    """Those of this process, by file."""
    folder = Path(live.__file__).parent
    functions = live_functions([folder])
    assert {operators.mutants, operators.Mutant.apply} <= set(functions[operators.__file__])
    assert all(path.startswith(f"{folder}/") for path in functions)


CONSTANTS = """
from dataclasses import dataclass, field
from functools import lru_cache

LIMIT = 1
NAMES = frozenset({"a"})

@dataclass(frozen=True)
class Price:
    net: int
    tax: int = 2
    secret: str = field(default="s", repr=False)

    @classmethod
    def read(cls, text, strict=False):
        return strict

def price(a=3, *, b=LIMIT, unit=Price(0)):
    return a, b

TABLE = {"half": lambda a=0.5: a, "none": None}
"""


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module of constants, and another that has imported one of them."""
    module, other = ModuleType("shop.prices"), ModuleType("shop.bills")
    monkeypatch.setitem(sys.modules, "shop.prices", module)
    monkeypatch.setitem(sys.modules, "shop.bills", other)
    exec(compile(CONSTANTS, "/shop/prices.py", "exec"), vars(module))
    other.NAMES = module.NAMES  # type: ignore[attr-defined]
    return module


@pytest.mark.parametrize(
    ("was", "becomes", "expression", "value"),
    [
        ("LIMIT = 1", "LIMIT = 2", "LIMIT, price()", (2, (3, 2))),
        ("LIMIT = 1", "LIMIT = True", "LIMIT is True", True),
        ('{"a"}', '{"b"}', "sorted(NAMES)", ["b"]),
        ("tax: int = 2", "tax: int = 3", "Price(1).tax, Price.tax", (3, 3)),
        ("repr=False", "repr=True", "repr(Price(1))", "Price(net=1, tax=2, secret='s')"),
        ("strict=False", "strict=True", "Price.read('1')", True),
        ("a=3", "a=4", "price()", (4, 1)),
        ("a=0.5", "a=1.5", "TABLE['half']()", 1.5),
        ('"none": None', '"none": 0', "TABLE['none']", 0),
    ],
)
def test_what_runs_once_is_taken_over(shop: ModuleType, was: str, becomes: str, expression: str, value: Any) -> None:
    """Constants, defaults and fields, in the objects that exist already."""
    price = shop.Price(1)
    assert replace_values(shop, compile(CONSTANTS.replace(was, becomes), "/shop/prices.py", "exec"))
    assert eval(expression, vars(shop)) == value
    assert isinstance(price, shop.Price)


def test_whoever_has_imported_a_constant_sees_the_new_one(shop: ModuleType) -> None:
    """Under the name that it has in its own module."""
    assert replace_values(shop, compile(CONSTANTS.replace('{"a"}', '{"b"}'), "/shop/prices.py", "exec"))
    assert sorted(sys.modules["shop.bills"].NAMES) == ["b"]


@pytest.mark.parametrize(("was", "becomes"), [("", ""), ("frozen=True", "frozen=False"), ("Price(0)", "Price(9)")])
def test_what_cannot_be_taken_over_is_said(shop: ModuleType, was: str, becomes: str) -> None:
    """A new object in place of an old one, for example: a process of its own has to import the mutant."""
    assert not replace_values(shop, compile(CONSTANTS.replace(was, becomes), "/shop/prices.py", "exec"))


def test_a_module_that_fails_is_said(shop: ModuleType) -> None:
    """Such a mutant is caught by any test that imports it."""
    with pytest.raises(ZeroDivisionError):
        replace_values(shop, compile("LIMIT = 1 // 0", "/shop/prices.py", "exec"))
