"""What the command line derives from settings and sign-in methods."""

from __future__ import annotations

from typing import Any

import pytest

from comm100.cli import description
from comm100.cli.description import METHODS, Setting, SignInMethod, default_method

SECRET = Setting(name="client_secret", env="KIT_SECRET", meaning="The secret", required=True, secret=True)
OPTIONAL = Setting(name="other_secret", env="KIT_OTHER", meaning="Another secret", secret=True)
PLAIN = Setting(name="client_id", env="KIT_ID", meaning="The client", required=True)


def method(kind: Any, *settings: Setting, flag: str = "--some-way") -> SignInMethod:
    return SignInMethod(name="Way", flag=flag, scheme="oauth", kind=kind, settings=settings)


def test_a_setting_has_an_option_unless_it_is_secret() -> None:
    """Its name with dashes; a name that Python has taken ends with an underscore."""
    assert (PLAIN.flag, PLAIN.sources) == ("--client-id", "--client-id or KIT_ID")
    assert SECRET.sources == "KIT_SECRET"
    assert Setting(name="from_", env="KIT_FROM", meaning="").flag == "--from"
    assert (PLAIN.secret, PLAIN.integer, OPTIONAL.required) == (False, False, False)


@pytest.mark.parametrize(
    ("kind", "secrets"),
    [
        ("authorizationCode", (SECRET,)),
        ("clientCredentials", (SECRET,)),
        ("password", ()),
        ("implicit", ()),
        ("fixed", ()),
    ],
)
def test_renewing_a_token_needs_the_required_secrets(kind: Any, secrets: tuple[Setting, ...]) -> None:
    """Of the flows that send them again; a password is needed once, and a key is kept."""
    assert method(kind, PLAIN, SECRET, OPTIONAL).renewal_secrets == secrets
    assert method(kind).title == "some way"


@pytest.mark.parametrize(
    ("kinds", "chosen"),
    [
        ([], None),
        (["fixed"], 0),
        (["implicit"], None),
        (["implicit", "password"], 1),
        (["fixed", "password"], None),
        (["fixed", "authorizationCode", "password"], 1),
        (["implicit", "authorizationCode", "authorizationCode"], 1),
    ],
)
def test_people_sign_in_with_a_browser_or_in_the_only_way(
    monkeypatch: pytest.MonkeyPatch, kinds: list[Any], chosen: int | None
) -> None:
    """Else they have to choose; the implicit flow is not for commands."""
    methods = tuple(method(kind, flag=f"--{number}") for number, kind in enumerate(kinds))
    monkeypatch.setattr(description, "METHODS", methods)
    assert default_method() is (None if chosen is None else methods[chosen])


def test_settings_of_the_description_are_complete() -> None:
    """Those of one name have one variable; secrets and numbers are marked as such."""
    settings = [setting for way in METHODS for setting in way.settings]
    by_name = {setting.name: setting.env for setting in settings}
    assert {(setting.name, setting.env) for setting in settings} == set(by_name.items())
    assert {setting.name for setting in settings if setting.secret} == {"api_key", "client_secret", "password"}
    assert {setting.name for setting in settings if setting.integer} == {"site_id"}
    required = {way.name: [setting.name for setting in way.settings if setting.required] for way in METHODS}
    assert required == {
        "ApiKey": ["email", "api_key"],
        "AuthorizationCode": ["redirect_uri", "client_id", "client_secret"],
        "Implicit": ["client_id", "redirect_uri"],
        "Password": ["email", "password"],
        "ClientCredentials": ["client_id", "client_secret", "site_id"],
        "PartnerPassword": ["email", "password"],
    }


def test_which_settings_are_required_secret_or_numbers() -> None:
    """Of each sign-in method, by the first letters of these words."""
    client = {"client_id": "r", "client_secret": "rs"}
    optional = {"client_id": "", "client_secret": "s", "redirect_uri": ""}
    assert {
        method.name: {
            setting.name: "".join(word[0] for word in ("required", "secret", "integer") if getattr(setting, word))
            for setting in method.settings
        }
        for method in METHODS
    } == {
        "ApiKey": {"email": "r", "api_key": "rs"},
        "AuthorizationCode": {"redirect_uri": "r", **client, "site_id": "i"},
        "Implicit": {"client_id": "r", "redirect_uri": "r", "site_id": "i"},
        "Password": {"email": "r", "password": "rs", **optional},
        "ClientCredentials": {**client, "site_id": "ri", "redirect_uri": ""},
        "PartnerPassword": {"email": "r", "password": "rs"},
    }
