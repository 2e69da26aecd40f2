"""What a person said: on the command line, else in the environment, else when asked."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from ..errors import ConfigurationError
from ._console import Console
from ._failures import UsageError
from ._names import WAYS
from ._ways import Value, Way

__all__ = ["Settings", "credentials_from_env", "missing_secrets"]

C = TypeVar("C")

_INTEGER = re.compile(r"-?[0-9]{1,40}")


class Settings:
    """The values that a command works with.

    Args:
        flags: What stands on the command line, by the values' names.
        console: The environment, and someone to ask.
    """

    def __init__(self, flags: Mapping[str, str], console: Console) -> None:
        self._flags = flags
        self._console = console

    def given(self, value: Value) -> str | None:
        """Return a value without asking; an empty environment variable counts as none."""
        if value.name in self._flags and not value.secret:
            return self._flags[value.name]
        return self._console.environ.get(value.env) or None

    def of(self, way: Way, *, without: Collection[str] = ()) -> dict[str, str | int]:
        """Return what a way to sign in needs, as its credentials take it.

        Args:
            way: The way.
            without: Names of values that come from elsewhere.

        Raises:
            UsageError: A value is missing and nobody is there to ask, or is no number where one is needed.
            CommandError: Someone was asked, and did not answer.
        """
        wanted = [value for value in way.values if value.name not in without]
        texts = {value.name: text for value in wanted if (text := self.given(value)) is not None}
        missing = [value for value in wanted if value.required and value.name not in texts]
        if missing and not self._console.attended:
            raise UsageError(f"The {way.title} sign-in needs {' and '.join(map(_where, missing))}.")
        texts |= {value.name: self._asked(value) for value in missing}
        return {value.name: _typed(value, texts[value.name]) for value in wanted if value.name in texts}

    def _asked(self, value: Value) -> str:
        prompt = f"{value.meaning} ({value.env}): "
        return self._console.ask_secret(prompt) if value.secret else self._console.ask(prompt)


def credentials_from_env(kind: type[C], environ: Mapping[str, str] | None = None) -> C:
    """Return credentials of one class, its arguments taken from the environment variables that the command line knows.

    Args:
        kind: One of this package's classes of credentials.
        environ: The environment; the process's own where None.

    Raises:
        ConfigurationError: A variable is missing or malformed, or the class is not one of them.
    """
    known = os.environ if environ is None else environ
    way = next((way for way in WAYS if way.name == kind.__name__), None)
    if way is None:
        raise ConfigurationError(f"{kind.__name__} is not one of {', '.join(way.name for way in WAYS)}.")
    texts = {value.name: known[value.env] for value in way.values if known.get(value.env)}
    missing = [value.env for value in way.values if value.required and value.name not in texts]
    if missing:
        raise ConfigurationError(f"{kind.__name__} needs {' and '.join(missing)} in the environment.")
    try:
        return kind(**{value.name: _typed(value, texts[value.name]) for value in way.values if value.name in texts})
    except UsageError as error:
        raise ConfigurationError(str(error)) from None


def missing_secrets(way: Way, environ: Mapping[str, str]) -> list[str]:
    """Return the environment variables that renewing a token needs and that are not set."""
    return [value.env for value in _lasting_secrets(way) if not environ.get(value.env)]


def _lasting_secrets(way: Way) -> Iterable[Value]:
    # What goes along as it is was kept; a person's password is for the first token only; a client's secret is for all.
    renewed = way.kind in ("authorizationCode", "clientCredentials")
    return (value for value in way.values if value.secret and value.required and renewed)


def _where(value: Value) -> str:
    return value.env if value.secret else f"{value.flag} or {value.env}"


def _typed(value: Value, text: str) -> str | int:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{_where(value)} holds bytes that are no UTF-8 text.") from None
    if not value.integer:
        return text
    if not _INTEGER.fullmatch(text):
        raise UsageError(f"{_where(value)} must be a whole number.")
    return int(text)
