"""Operations by name: which ones there are, and values for their arguments from the words of a command line."""

from __future__ import annotations

import datetime
import difflib
import importlib.resources
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .failures import UsageError

__all__ = ["Argument", "NamedOperation", "Operations", "parse_json"]


# Types whose values are written as themselves; those of any other type are JSON.
_SCALARS: Final = frozenset({"str", "int", "float", "bool", "datetime.date", "datetime.datetime", "None", "Omit"})
_FILES: Final = frozenset({"FileContent", "FileTypes"})
_TIMES: Final = frozenset({"datetime.date", "datetime.datetime"})
_NAMED: Final = re.compile(r"([^\W\d][\w.\[\]-]*)=(.*)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One argument of an operation.

    Args:
        name: Its name in Python.
        wire_name: Its name in the request; empty for a whole body.
        positional: Whether the method takes it by position only.
        required: Whether it must be given.
        types: The names of its types.
        choices: Its documented values, if it has such.
        members: The wire names of the members of its objects, if they are documented.
        takes_files: Whether it takes a file or a list of files.
    """

    name: str
    wire_name: str
    positional: bool
    required: bool
    types: frozenset[str]
    choices: tuple[str, ...]
    members: tuple[str, ...]
    takes_files: bool = False

    @classmethod
    def of(cls, record: Sequence[Any], models: Mapping[str, Any]) -> Argument:
        """Return the argument that a record of the manifest describes.

        Args:
            record: Its name, location, wire name, kind, types and default.
            models: The manifest's models.
        """
        name, _, wire_name, kind, types, default = record
        terms = [term if isinstance(term, list) else [term] for term in types]
        return cls(
            name=name,
            wire_name=wire_name,
            positional=kind == "positional",
            required=default is None,
            types=frozenset(term[0] for term in terms if term[0] != "Literal"),
            choices=tuple(str(value) for term in terms if term[0] == "Literal" for value in term[1:]),
            members=_members(types, models),
            takes_files=any(name in _FILES for term in terms for name in (term[0], *_items(term))),
        )

    @property
    def kind(self) -> str:
        """What it takes, in one word for people."""
        if self.choices:
            return "|".join(self.choices)
        if self.takes_files:
            return "TEXT|@FILE" if "str" in self.types else "FILE"
        if self.types & _TIMES:
            return "TIME"
        for name, word in (("bool", "true|false"), ("int", "INTEGER"), ("float", "NUMBER")):
            if name in self.types:
                return word
        return "JSON" if self.types - _SCALARS else "TEXT"

    def parse(self, text: str) -> Any:
        """Return the value that a text stands for.

        Text that is not of the argument's type is sent as it is if the argument takes any text.

        Raises:
            UsageError: It is not of the argument's type. The message repeats no JSON, which may hold a password.
        """
        if text == "null" and "None" in self.types:
            return None
        if self.types & _TIMES and (moment := _time(text)) is not None:
            return moment
        for name, parse in (("bool", _boolean), ("int", _integer), ("float", _number)):
            if name in self.types and (value := parse(text)) is not None:
                return value
        if self.types - _SCALARS:
            return self._parse_json(text)
        if "str" in self.types or self.choices:
            return text
        raise UsageError(f"{self.name} takes {_KINDS.get(self.kind, self.kind)}, but got {text!r}.")

    def files(self, text: str) -> Path | list[Path]:
        """Return the path of a file, or the paths of several, which a JSON array lists.

        Raises:
            UsageError: It is something else than an array of paths.
        """
        if "Sequence" not in self.types:
            return Path(text.removeprefix("@"))
        paths = parse_json(text, self.name) if text.startswith("[") else [text]
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            raise UsageError(f"{self.name} takes the path of a file, or a JSON array of paths.")
        return [Path(path.removeprefix("@")) for path in paths]

    def _parse_json(self, text: str) -> Any:
        try:
            value = parse_json(text, self.name)
        except UsageError:
            if "str" in self.types:
                return text
            raise
        needed: type = list if "Sequence" in self.types else dict if "Mapping" in self.types else object
        if not isinstance(value, needed) and not (isinstance(value, str) and "str" in self.types):
            raise UsageError(f"{self.name} takes a JSON {'array' if needed is list else 'object'}.")
        return value


@dataclass(frozen=True, kw_only=True)
class NamedOperation:
    """One operation of the API, by the name of its method.

    Args:
        name: The path of the method below the client, such as ``resource.list``.
        route: Its HTTP method and path.
        arguments: Its arguments, in order.
        is_list: Whether its result comes in pages.
    """

    name: str
    route: str
    arguments: tuple[Argument, ...]
    is_list: bool

    def method(self, client: Any) -> Callable[..., Any]:
        """Return the method of a client; what it returns has the HTTP response too."""
        *resources, method = self.name.split(".")
        owner = client
        for name in resources:
            owner = getattr(owner, name)
        raw: Callable[..., Any] = getattr(owner.with_raw_response, method)
        return raw

    def bind(self, words: Sequence[str], read: Callable[[str, str], str]) -> tuple[list[Any], dict[str, Any]]:
        """Return the values for the method, by position and by name.

        Args:
            words: ``NAME=VALUE``, by Python name or wire name, or a value alone for the next argument that the method
                takes by position.
            read: Replaces ``-`` and ``@FILE`` by what they stand for; takes the text and the argument's name.

        Raises:
            UsageError: The words do not make a call.
        """
        given: dict[str, Any] = {}
        positional = [argument for argument in self.arguments if argument.positional]
        for word in words:
            match = _NAMED.fullmatch(word)
            if match is not None:
                argument, text = self._argument(match[1]), match[2]
            else:
                argument, text = self._next(positional, given), word
            if argument.name in given:
                raise UsageError(f"{self.name} was given {argument.name} twice.")
            if not argument.takes_files:
                given[argument.name] = argument.parse(read(text, argument.name))
            elif text.startswith("@") or "str" not in argument.types:
                given[argument.name] = argument.files(text)
            else:
                given[argument.name] = read(text, argument.name)
        missing = [argument.name for argument in self.arguments if argument.required and argument.name not in given]
        if missing:
            raise UsageError(f"{self.name} needs {', '.join(f'{name}=...' for name in missing)}")
        return [given.pop(argument.name) for argument in positional if argument.name in given], given

    def _argument(self, name: str) -> Argument:
        for argument in self.arguments:
            if name.casefold() in (argument.name.casefold(), argument.wire_name.casefold()):
                return argument
        names = [argument.name for argument in self.arguments]
        near = _nearest(name, [*names, *(argument.wire_name for argument in self.arguments)])
        advice = f"Did you mean {near[0]}?" if near else f"Its arguments: {', '.join(names) or 'none'}."
        raise UsageError(f"{self.name} does not take {name!r}. {advice}")

    def _next(self, positional: Iterable[Argument], given: Mapping[str, Any]) -> Argument:
        for argument in positional:
            if argument.name not in given:
                return argument
        count = sum(argument.positional for argument in self.arguments)
        named = f"at most {count} without a name" if count else "no value without a name"
        raise UsageError(f"{self.name} takes {named}; write NAME=VALUE.")


class Operations:
    """All operations of the API, from the package's manifest."""

    def __init__(self) -> None:
        package = __name__.rpartition(".cli.")[0]
        manifest = json.loads(importlib.resources.files(package).joinpath("surface.json").read_text(encoding="utf-8"))
        self._methods: dict[str, Any] = manifest["methods"]
        self._models: dict[str, Any] = manifest["models"]
        self._resources: frozenset[str] = frozenset(manifest["resources"])

    @property
    def names(self) -> list[str]:
        """The names of all operations."""
        return list(self._methods)

    def below(self, resource: str) -> list[str]:
        """Return the names of a resource's operations and of those of the resources in it."""
        return [name for name in self._methods if name.startswith(f"{resource}.")]

    def get(self, name: str) -> NamedOperation:
        """Return an operation.

        Raises:
            UsageError: There is none of this name.
        """
        if name not in self._methods:
            raise UsageError(self._explain(name))
        method = self._methods[name]
        return NamedOperation(
            name=name,
            route=method["operation"],
            arguments=tuple(Argument.of(record, self._models) for record in method["arguments"]),
            is_list=any(term[:1] == ["Page"] for term in method["result"]),
        )

    def _explain(self, name: str) -> str:
        if name in self._resources:
            return f"{name} is a resource. Its operations: {', '.join(self.below(name))}."
        by_case = {known.casefold(): known for known in self._methods}
        near = [by_case[match] for match in _nearest(name.casefold(), list(by_case))]
        advice = f" Did you mean {' or '.join(near)}?" if near else ""
        return f"There is no operation {name!r}.{advice}"


def parse_json(text: str, source: str) -> Any:
    """Return the value of JSON text.

    Args:
        text: The text.
        source: The option or argument that it was given to, for messages.

    Raises:
        UsageError: It is not JSON. The message does not repeat it.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{source} is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{source} is not valid JSON ({type(error).__name__}).") from None


def _refuse_constant(constant: str) -> Any:
    raise ValueError(constant)


def _items(term: Sequence[Any]) -> list[str]:
    """Return the names of the types of a list's items."""
    return [name for name in term[1] if isinstance(name, str)] if term[0] == "Sequence" else []


def _members(types: Sequence[Any], models: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the wire names of the members of the first model among types, at any depth."""
    for term in types:
        if isinstance(term, list):
            found = _members(term, models)
        else:
            found = tuple(field[1] for field in models[term]["fields"]) if term in models else ()
        if found:
            return found
    return ()


def _nearest(name: str, names: Sequence[str]) -> list[str]:
    return difflib.get_close_matches(name, list(dict.fromkeys(filter(None, names))), n=3, cutoff=0.6)


def _time(text: str) -> datetime.date | None:
    for kind in (datetime.date, datetime.datetime):
        try:
            return kind.fromisoformat(text)
        except ValueError:
            continue
    return None


def _boolean(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text.casefold())


def _integer(text: str) -> int | None:
    # Python reads at most 4,300 digits, and other scripts' digits too.
    return int(text) if re.fullmatch(r"-?[0-9]{1,400}", text) else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


_KINDS: Final = {"INTEGER": "a whole number", "NUMBER": "a number", "true|false": "true or false", "TIME": "a time"}
