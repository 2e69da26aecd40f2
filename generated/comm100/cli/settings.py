"""Where settings come from: the command line, else the environment, else the user at the terminal."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Collection, Mapping
from typing import TypeVar

from .._server import DEFAULT_URL, choose_url
from ..errors import ConfigurationError
from .console import Console
from .description import BASE_URL, METHODS, SERVER, Setting, SignInMethod
from .failures import UsageError

__all__ = ["Settings", "credentials_from_env", "missing_secrets", "server_url"]

C = TypeVar("C")

_INTEGER = re.compile(r"-?[0-9]{1,40}")


class Settings:
    """The settings of one command.

    Args:
        options: Values from the command line, by setting name.
        console: The environment, and the user to ask.
    """

    def __init__(self, options: Mapping[str, str], console: Console) -> None:
        self._options = options
        self._console = console

    def get(self, setting: Setting) -> str | None:
        """Return a value without asking the user. An empty environment variable counts as unset."""
        if setting.name in self._options and not setting.secret:
            return self._options[setting.name]
        return self._console.environ.get(setting.env) or None

    def arguments_for(self, method: SignInMethod, *, without: Collection[str] = ()) -> dict[str, str | int]:
        """Return the arguments for the credentials of a sign-in method, asking the user for missing ones.

        Args:
            method: The sign-in method.
            without: Names of settings to leave out.

        Raises:
            UsageError: A value is missing and there is no terminal to ask at, or a number is malformed.
            CommandError: The user was asked and gave no answer.
        """
        wanted = [setting for setting in method.settings if setting.name not in without]
        texts = {setting.name: text for setting in wanted if (text := self.get(setting)) is not None}
        missing = [setting for setting in wanted if setting.required and setting.name not in texts]
        if missing and not self._console.interactive:
            raise UsageError(
                f"The {method.title} sign-in needs {' and '.join(setting.sources for setting in missing)}."
            )
        texts |= {setting.name: self._ask(setting) for setting in missing}
        return {setting.name: _convert(setting, texts[setting.name]) for setting in wanted if setting.name in texts}

    def _ask(self, setting: Setting) -> str:
        prompt = f"{setting.meaning} ({setting.env}): "
        return self._console.ask_secret(prompt) if setting.secret else self._console.ask(prompt)


def server_url(arguments: argparse.Namespace, settings: Settings) -> str:
    """Return the server that the user names. Options override the environment; a base URL overrides server variables.

    Raises:
        UsageError: The user has to name one.
        ConfigurationError: It is not a server that requests can be sent to.
    """
    options = {setting.name: arguments.settings.get(setting.name) for setting in SERVER}
    if arguments.base_url is not None:
        return choose_url(arguments.base_url, None, **options)
    base_url = settings.get(BASE_URL)
    if base_url is not None and not any(options.values()):
        return choose_url(base_url, None)
    variables = {setting.name: settings.get(setting) for setting in SERVER}
    if DEFAULT_URL is None and not any(variables.values()):
        raise UsageError(f"The API description does not say which server to use: pass {BASE_URL.sources}.")
    return choose_url(None, None, **variables)


def credentials_from_env(kind: type[C], environ: Mapping[str, str] | None = None) -> C:
    """Return credentials built from the environment variables that the command line reads.

    Args:
        kind: One of this package's credentials classes.
        environ: The environment; defaults to that of the process.

    Raises:
        ConfigurationError: A variable is missing or malformed, or this package has no such class.
    """
    variables = os.environ if environ is None else environ
    name = getattr(kind, "__name__", type(kind).__name__)
    method = next((method for method in METHODS if method.name == name), None)
    if method is None:
        raise ConfigurationError(f"{name} is not one of {', '.join(method.name for method in METHODS)}.")
    if not isinstance(variables, Mapping):
        raise ConfigurationError(f"environ is a mapping, not a {type(variables).__name__}.")
    texts = {setting.name: variables[setting.env] for setting in method.settings if variables.get(setting.env)}
    missing = [setting.env for setting in method.settings if setting.required and setting.name not in texts]
    if missing:
        raise ConfigurationError(f"{kind.__name__} needs {' and '.join(missing)} in the environment.")
    try:
        arguments = {
            setting.name: _convert(setting, texts[setting.name]) for setting in method.settings if setting.name in texts
        }
        return kind(**arguments)
    except UsageError as error:
        raise ConfigurationError(str(error)) from None


def missing_secrets(method: SignInMethod, environ: Mapping[str, str]) -> list[str]:
    """Return the environment variables that renewing a token needs and that are not set."""
    return [setting.env for setting in method.renewal_secrets if not environ.get(setting.env)]


def _convert(setting: Setting, text: str) -> str | int:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{setting.sources} is not valid UTF-8 text.") from None
    if not setting.integer:
        return text
    if not _INTEGER.fullmatch(text):
        raise UsageError(f"{setting.sources} must be a whole number.")
    return int(text)
