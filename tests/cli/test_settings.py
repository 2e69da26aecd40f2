"""Settings come from options, the environment and prompts, in that order; programs can read the environment too."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comm100 import ApiKey, AuthorizationCode, ClientCredentials, Password
from comm100.cli import credentials_from_env, description
from comm100.cli.console import Console
from comm100.cli.description import METHODS, SERVER, SignInMethod
from comm100.cli.failures import CommandError, UsageError
from comm100.cli.main import parse_arguments
from comm100.cli.settings import Settings, server_url
from comm100.cli.store import state_folder
from comm100.errors import ConfigurationError, InsecureFlowWarning

ENVIRON = {
    "COMM100_HOST": "ent1portal.comm100.com",
    "COMM100_EMAIL": "ada@example.com",
    "COMM100_API_KEY": "0123456789abcdef0123456789abcdef",
    "COMM100_SITE_ID": "10000",
    "COMM100_CLIENT_ID": "example-client",
    "COMM100_CLIENT_SECRET": "example-client-secret",
    "COMM100_REDIRECT_URI": "http://127.0.0.1:8400/callback",
}


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def console(environ: Mapping[str, str], typed: str | None = None, hidden: str = "") -> Console:
    """Return a console, which is interactive unless ``typed`` is None."""
    stdin = io.StringIO() if typed is None else Screen(typed)
    return Console(
        stdin=stdin, stdout=io.StringIO(), stderr=io.StringIO(), environ=environ, ask_hidden=lambda prompt: hidden
    )


def method(name: str) -> SignInMethod:
    return next(method for method in METHODS if method.name == name)


def test_the_document_gives_the_variables_their_names() -> None:
    """They keep the names that scripts already use."""
    names = {setting.env for setting in (*SERVER, *(setting for method in METHODS for setting in method.settings))}
    assert names == {*ENVIRON, "COMM100_PASSWORD"}


def test_an_option_overrides_the_environment() -> None:
    """An empty variable counts as unset."""
    settings = Settings({"client_id": "typed"}, console(ENVIRON))
    values = settings.arguments_for(method("AuthorizationCode"))
    assert values["client_id"] == "typed"
    assert values["redirect_uri"] == "http://127.0.0.1:8400/callback"
    assert values["site_id"] == 10000
    with pytest.raises(UsageError, match="COMM100_CLIENT_SECRET"):
        Settings({}, console(ENVIRON | {"COMM100_CLIENT_SECRET": ""})).arguments_for(method("AuthorizationCode"))


def test_a_secret_is_never_taken_from_an_option() -> None:
    """Not even if there were an option of its name."""
    with pytest.raises(UsageError, match="COMM100_API_KEY"):
        Settings({"email": "ada@example.com", "api_key": "typed"}, console({})).arguments_for(method("ApiKey"))


def test_a_person_is_asked_for_what_is_missing() -> None:
    """Secrets are typed without echo; optional values are not asked for."""
    screen = io.StringIO()
    asked = replace(console({}, typed="ada@example.com\n", hidden="a key"), stderr=screen)
    assert Settings({}, asked).arguments_for(method("ApiKey")) == {"email": "ada@example.com", "api_key": "a key"}
    assert screen.getvalue() == "The agent's e-mail address (COMM100_EMAIL): "


@pytest.mark.parametrize(("typed", "hidden"), [("\n", "key"), ("", "key"), ("ada@example.com\n", "")])
def test_no_answer_is_a_failure(typed: str, hidden: str) -> None:
    """An empty line and the end of input end the command."""
    with pytest.raises(CommandError, match="No answer"):
        Settings({}, console({}, typed=typed, hidden=hidden)).arguments_for(method("ApiKey"))


@pytest.mark.parametrize(
    ("options", "environ", "url"),
    [
        ((), {}, "https://hosted.comm100.com"),
        ((), {"COMM100_HOST": "ent1portal.comm100.com"}, "https://ent1portal.comm100.com"),
        ((), {"COMM100_BASE_URL": "http://127.0.0.1:4010"}, "http://127.0.0.1:4010"),
        ((), {"COMM100_BASE_URL": "", "COMM100_HOST": ""}, "https://hosted.comm100.com"),
        ((), {"COMM100_BASE_URL": "http://127.0.0.1:4010", **ENVIRON}, "http://127.0.0.1:4010"),
        (("--host", "a.example"), {"COMM100_BASE_URL": "http://127.0.0.1:4010", **ENVIRON}, "https://a.example"),
        (("--base-url", "https://b.example"), {"COMM100_BASE_URL": "http://127.0.0.1:4010"}, "https://b.example"),
        (("--base-url", "https://b.example"), ENVIRON, "https://b.example"),
    ],
)
def test_which_server_is_used(options: tuple[str, ...], environ: Mapping[str, str], url: str) -> None:
    """Options override the environment, and a base URL overrides a host."""
    arguments = parse_arguments("x", ["login", *options])
    assert server_url(arguments, Settings(arguments.settings, console(environ))) == url


@pytest.mark.parametrize(
    ("options", "environ", "url"),
    [
        ((), {}, None),
        (("--host", "a.example"), {}, "https://a.example"),
        ((), {"COMM100_HOST": "a.example"}, "https://a.example"),
        ((), {"COMM100_BASE_URL": "https://b.example"}, "https://b.example"),
        (("--base-url", "https://b.example"), {}, "https://b.example"),
    ],
)
def test_a_server_without_a_default_has_to_be_named(
    monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], environ: Mapping[str, str], url: str | None
) -> None:
    """As in a document that names no server of its own."""
    monkeypatch.setattr("comm100.cli.settings.DEFAULT_URL", None)
    arguments = parse_arguments("x", ["login", *options])
    settings = Settings(arguments.settings, console(environ))
    if url is None:
        with pytest.raises(UsageError, match=r"which server to use: pass --base-url or COMM100_BASE_URL\.$"):
            server_url(arguments, settings)
    else:
        assert server_url(arguments, settings) == url


def test_text_that_cannot_be_sent_is_refused() -> None:
    """Half of a pair of surrogates, as the bytes of no character become in a command line."""
    with pytest.raises(UsageError, match=r"^--email or COMM100_EMAIL is not valid UTF-8 text\.$"):
        Settings({"email": "\udcff"}, console(ENVIRON)).arguments_for(method("ApiKey"))


def test_programs_take_credentials_from_the_environment() -> None:
    """One class of credentials at a time, so that it is clear which variables count."""
    assert credentials_from_env(ApiKey, ENVIRON) == ApiKey("ada@example.com", "0123456789abcdef0123456789abcdef")
    client = credentials_from_env(ClientCredentials, ENVIRON)
    assert (client.client_id, client.site_id) == ("example-client", 10000)
    assert credentials_from_env(AuthorizationCode, ENVIRON).redirect_uri == "http://127.0.0.1:8400/callback"
    with pytest.warns(InsecureFlowWarning):
        credentials_from_env(Password, ENVIRON | {"COMM100_PASSWORD": "a password"})


@pytest.mark.parametrize("name", ["COMM100_CLIENT_SECRET", "COMM100_SITE_ID", "COMM100_REDIRECT_URI"])
def test_an_empty_variable_is_one_that_is_not_set(name: str) -> None:
    """A required one is missing, and an optional one is left out."""
    environ = ENVIRON | {name: ""}
    if name == "COMM100_REDIRECT_URI":
        assert credentials_from_env(ClientCredentials, environ).redirect_uri is None
    else:
        with pytest.raises(ConfigurationError, match=f"ClientCredentials needs {name} in the environment"):
            credentials_from_env(ClientCredentials, environ)


def test_the_processes_own_environment_is_read_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at import, and anew each time."""
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    assert credentials_from_env(ApiKey).email == "ada@example.com"
    monkeypatch.setenv("COMM100_EMAIL", "grace@example.com")
    assert credentials_from_env(ApiKey).email == "grace@example.com"


@pytest.mark.parametrize(
    ("kind", "environ", "said"),
    [
        (ApiKey, {}, "ApiKey needs COMM100_EMAIL and COMM100_API_KEY in the environment."),
        (ClientCredentials, ENVIRON | {"COMM100_SITE_ID": "ten"}, "must be a whole number"),
        (dict, ENVIRON, "dict is not one of ApiKey"),
        (None, ENVIRON, "NoneType is not one of ApiKey"),
        (ApiKey, [("COMM100_EMAIL", "a")], "environ is a mapping, not a list"),
    ],
)
def test_missing_and_malformed_variables(kind: Any, environ: Any, said: str) -> None:
    """The message names the variables, but not their values."""
    with pytest.raises(ConfigurationError, match=said) as caught:
        credentials_from_env(kind, environ)
    assert "ten" not in str(caught.value).split()


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {}, "/home/ada/.local/state/comm100"),
        ("linux", {"XDG_STATE_HOME": "/state"}, "/state/comm100"),
        ("linux", {"XDG_STATE_HOME": "relative"}, "/home/ada/.local/state/comm100"),
        ("linux", {"XDG_STATE_HOME": ""}, "/home/ada/.local/state/comm100"),
        ("darwin", {"XDG_STATE_HOME": "/state"}, "/home/ada/Library/Application Support/comm100"),
        ("win32", {"LOCALAPPDATA": "/appdata"}, "/appdata/comm100"),
        ("win32", {}, "/home/ada/AppData/Local/comm100"),
        ("win32", {"LOCALAPPDATA": "", "XDG_STATE_HOME": "/state"}, "/home/ada/AppData/Local/comm100"),
        # As in the terminal of a subsystem, which has variables of both.
        ("linux", {"LOCALAPPDATA": "/appdata"}, "/home/ada/.local/state/comm100"),
        ("darwin", {"LOCALAPPDATA": "/appdata"}, "/home/ada/Library/Application Support/comm100"),
    ],
)
def test_the_state_folder_of_each_system(
    monkeypatch: pytest.MonkeyPatch, platform: str, environ: dict[str, str], folder: str
) -> None:
    """A relative XDG_STATE_HOME is ignored, as its specification says."""
    monkeypatch.setenv("HOME", "/home/ada")
    assert state_folder(environ, platform) == Path(folder)


def test_a_user_without_a_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the option to use."""

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(CommandError, match="--store"):
        state_folder({}, "linux")


@pytest.mark.parametrize(
    ("kinds", "default"),
    [
        (("clientCredentials",), "clientCredentials"),
        (("clientCredentials", "implicit"), "clientCredentials"),
        (("fixed", "authorizationCode"), "authorizationCode"),
        (("fixed", "password"), None),
        (("implicit",), None),
        ((), None),
    ],
)
def test_the_only_way_to_sign_in_is_the_default(
    monkeypatch: pytest.MonkeyPatch, kinds: tuple[str, ...], default: str | None
) -> None:
    """Of several it is the one with a browser; else people must say which one."""
    by_kind = {method.kind: method for method in reversed(description.METHODS)}
    monkeypatch.setattr(description, "METHODS", tuple(by_kind[kind] for kind in kinds))  # type: ignore[index]
    method = description.default_method()
    assert (method and method.kind) == default
