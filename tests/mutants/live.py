"""Changes of modules that are imported already: functions get other code, and names other values."""

from __future__ import annotations

import functools
import gc
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from types import CodeType, FunctionType, MappingProxyType, ModuleType
from typing import Any

__all__ = ["live_caches", "live_functions", "replace_code", "replace_values"]

_OF_MODULES = frozenset({"__name__", "__package__", "__file__", "__path__", "__spec__", "__loader__", "__builtins__"})
_OF_CLASSES = frozenset({"__dict__", "__weakref__", "__doc__", "__module__", "__slots__"})
_ATOMS = (bool, int, float, str, bytes, type(None), date, timedelta, re.Pattern, Path)


def live_functions(folders: Sequence[Path]) -> dict[str, list[FunctionType]]:
    """Return all functions of this process that are defined below the folders, by file."""
    functions: dict[str, list[FunctionType]] = {}
    for thing in _objects():
        if isinstance(thing, FunctionType) and any(thing.__code__.co_filename.startswith(f"{f}/") for f in folders):
            functions.setdefault(thing.__code__.co_filename, []).append(thing)
    return functions


def _objects() -> list[Any]:
    """Return all objects of this process that hold others, also those that are frozen."""
    are_frozen = gc.get_freeze_count() > 0
    gc.unfreeze()
    objects = gc.get_objects()
    if are_frozen:
        gc.freeze()
    return objects


def live_caches() -> dict[FunctionType, list[Any]]:
    """Return the caches of this process, by the function whose results they hold."""
    caches: dict[FunctionType, list[Any]] = {}
    for thing in _objects():
        if isinstance(thing, functools._lru_cache_wrapper):
            caches.setdefault(thing.__wrapped__, []).append(thing)  # type: ignore[arg-type]  # a function in this project
    return caches


def replace_code(
    functions: Iterable[FunctionType],
    old: CodeType,
    new: CodeType,
    caches: Mapping[FunctionType, Sequence[Any]] = MappingProxyType({}),
) -> bool:
    """Give functions of a module the code of another version of it.

    Args:
        functions: The module's functions.
        old: The module's code.
        new: The other version's.
        caches: The caches by function; those of a function that changes are cleared.

    Returns:
        Whether a function has changed.
    """
    after = dict(_inner(new))
    replacement = {code: after[key] for key, code in _inner(old) if key in after and code != after[key]}
    changed = False
    for function in functions:
        code = replacement.get(function.__code__)
        # A closure cannot be given code that uses other variables of the function around it.
        if code is not None and code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code
            changed = True
            for cache in caches.get(function, ()):
                cache.cache_clear()
    return changed


def _inner(code: CodeType, path: str = "") -> Iterator[tuple[str, CodeType]]:
    """Yield the code objects within another, each under a key that says where it stands."""
    seen: Counter[str] = Counter()
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            name = f"{path}/{constant.co_name}:{constant.co_firstlineno}"
            seen[name] += 1
            yield f"{name}:{seen[name]}", constant
            yield from _inner(constant, f"{name}:{seen[name]}")


def replace_values(module: ModuleType, new: CodeType) -> bool:
    """Execute another version of a module beside it, and give the module the constants and defaults that differ.

    Classes and functions stay the same objects, so that whoever has imported them sees the difference. What other
    modules have computed from a constant while they were imported does not change.

    Args:
        module: The module.
        new: The other version's code.

    Returns:
        Whether something has changed.

    Raises:
        Exception: What the other version raises when it is imported.
    """
    names = {name: value for name, value in vars(module).items() if name in _OF_MODULES}
    exec(new, names)
    return _Replacement(module).names(module, vars(module), names)


class _Replacement:
    def __init__(self, module: ModuleType) -> None:
        self._module = module
        package = module.__name__.partition(".")[0]
        self._others = [
            other for name, other in list(sys.modules.items()) if other and name.partition(".")[0] == package
        ]
        self._seen: set[int] = set()

    def names(self, owner: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
        """Take over what differs in a module or a class."""
        shared = [name for name in new if name in old and name not in _OF_MODULES | _OF_CLASSES]
        # All of them, not the first one only.
        return sum(self._value(owner, name, old[name], new[name]) for name in shared) > 0

    def _value(self, owner: Any, name: Any, old: Any, new: Any) -> bool:
        if old is new or id(new) in self._seen:
            return False
        if _is_plain(old) and _is_plain(new):
            return not _same(old, new) and self._put(owner, name, old, new)
        self._seen.add(id(new))
        if isinstance(old, type) and isinstance(new, type):
            return new.__module__ == self._module.__name__ and self.names(old, dict(vars(old)), dict(vars(new)))
        if isinstance(old, dict) and isinstance(new, dict):
            return sum(self._value(old, key, old[key], new[key]) for key in old if key in new) > 0
        return self._function(_function(old), _function(new))

    def _put(self, owner: Any, name: Any, old: Any, new: Any) -> bool:
        if isinstance(owner, dict):
            owner[name] = new
            return True
        setattr(owner, name, new)
        for other in self._others if owner is self._module else ():
            if vars(other).get(name) is old:
                setattr(other, name, new)
        return True

    def _function(self, old: Any, new: Any) -> bool:
        if not isinstance(old, FunctionType) or not isinstance(new, FunctionType):
            return False
        changed = False
        if old.__code__ != new.__code__ and old.__code__.co_freevars == new.__code__.co_freevars:
            old.__code__, changed = new.__code__, True
        if old.__defaults__ and new.__defaults__:
            defaults = tuple(map(_newer, old.__defaults__, new.__defaults__))
            changed |= not _same(old.__defaults__, defaults)
            old.__defaults__ = defaults
        if old.__kwdefaults__ and new.__kwdefaults__:
            named = {name: _newer(value, new.__kwdefaults__.get(name)) for name, value in old.__kwdefaults__.items()}
            changed |= not _same(old.__kwdefaults__, named)
            old.__kwdefaults__ = named
        return changed


def _newer(old: Any, new: Any) -> Any:
    return new if _is_plain(old) and _is_plain(new) else old


def _function(value: Any) -> Any:
    """Return the function behind a property, a class method or a decorator that keeps it."""
    for kind, name in ((property, "fget"), (cached_property, "func"), (classmethod | staticmethod, "__func__")):
        if isinstance(value, kind):
            value = getattr(value, name)
    return getattr(value, "__wrapped__", value)


def _is_plain(value: Any) -> bool:
    if isinstance(value, (tuple, list, set, frozenset)):
        return all(map(_is_plain, value))
    if isinstance(value, (dict, MappingProxyType)):
        return all(_is_plain(part) for item in value.items() for part in item)
    return isinstance(value, _ATOMS)


def _same(old: Any, new: Any) -> bool:
    # 1 and True are equal, but not the same.
    return type(old) is type(new) and bool(old == new) and (isinstance(old, (set, frozenset)) or repr(old) == repr(new))
