"""A function that lives gets the code of a mutant, wherever it is kept."""

from __future__ import annotations

from pathlib import Path
from types import FunctionType
from typing import Any

from tests.mutants import forking, operators
from tests.mutants.forking import live_functions, replace_code

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
    folder = Path(forking.__file__).parent
    found = live_functions([folder])
    assert {operators.mutants, operators.Mutant.apply} <= set(found[operators.__file__])
    assert all(path.startswith(f"{folder}/") for path in found)
