"""What the templates of the reference ask the model for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.model import AuthScheme
from generator.reference.queries import auth_method_title, auth_methods, discouraged, permissions, ranked_schemes
from tests.generator.support import api_of, minimal, operation
from tests.reference.test_site import call

FLOWS = {"type": "oauth2"}
CODE = {"authorizationUrl": "/a", "tokenUrl": "/token", "scopes": {}}


def scheme_of(folder: Path, scheme: Any) -> AuthScheme:
    """Return the one scheme of a document."""
    document = minimal()
    document["components"]["securitySchemes"] = {"key": {**scheme, "description": "How to call."}}
    operation(document)["security"] = [{"key": []}]
    (found,) = api_of(folder, document).schemes
    return found


def test_a_method_of_authentication_has_a_title(tmp_path: Path) -> None:
    """That of the scheme, or else the name of its class."""
    scheme = replace(scheme_of(tmp_path, {"type": "http", "scheme": "basic"}), class_name="BasicKey")
    assert auth_method_title(replace(scheme, title="Our key")) == "Our key"
    assert auth_method_title(replace(scheme, title="")) == "BasicKey"


def test_a_flow_is_called_by_the_words_of_its_class(tmp_path: Path) -> None:
    """Two schemes may have flows of one kind."""
    flows = {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}}
    (flow,) = scheme_of(tmp_path, {"type": "oauth2", "flows": flows}).flows
    assert auth_method_title(flow) == "Key client credentials"


@pytest.mark.parametrize(
    ("scheme", "is_discouraged"),
    [
        ({"type": "http", "scheme": "basic"}, False),
        ({"type": "http", "scheme": "bearer"}, False),
        ({"type": "http", "scheme": "hoba"}, False),
        ({"type": "apiKey", "in": "header", "name": "k"}, False),
        (FLOWS | {"flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}}}, False),
        (FLOWS | {"flows": {"authorizationCode": CODE}}, False),
        (FLOWS | {"flows": {"password": {"tokenUrl": "/token", "scopes": {}}}}, True),
        (FLOWS | {"flows": {"implicit": {"authorizationUrl": "/a", "scopes": {}}}}, True),
    ],
)  # fmt: skip
def test_two_ways_to_sign_in_are_discouraged(scheme: Any, is_discouraged: bool, tmp_path: Path) -> None:
    """Those that RFC 9700 advises against (sections 2.1.2 and 2.4)."""
    declared = scheme_of(tmp_path, scheme)
    assert discouraged(declared.flows[0] if declared.flows else declared) is is_discouraged


def test_methods_are_listed_with_the_recommended_ones_first(tmp_path: Path) -> None:
    """Flows with a token of their own, then keys in the order of the document, then what is discouraged."""
    document = minimal()
    kinds = ("password", "implicit", "clientCredentials", "authorizationCode")
    document["components"]["securitySchemes"] = {
        "late": {"type": "oauth2", "flows": dict.fromkeys(kinds[:2], CODE)},
        "key": {"type": "apiKey", "in": "header", "name": "k"},
        "other": {"type": "http", "scheme": "hoba"},
        "basic": {"type": "http", "scheme": "basic"},
        "bearer": {"type": "http", "scheme": "bearer"},
        "client": {"type": "oauth2", "flows": {kinds[2]: CODE}},
        "early": {"type": "oauth2", "flows": {kinds[3]: CODE}},
    }
    api = api_of(tmp_path, document)
    methods = [method.kind for method, _ in auth_methods(api)]
    keys = ["apiKey", "http", "basic", "bearer"]
    assert methods == ["authorizationCode", "clientCredentials", *keys, "password", "implicit"]
    ranked = ranked_schemes(api)
    assert [scheme.key for scheme in ranked] == ["early", "client", "key", "other", "basic", "bearer", "late"]
    assert [flow.kind for flow in ranked[-1].flows] == ["password", "implicit"]


def test_permissions_are_listed_by_their_names(tmp_path: Path) -> None:
    """After them what needs none; nothing is listed if the document names none."""
    document = minimal()
    names = {"a": "Write", "b": None, "c": "Read", "d": "Write"}
    document["paths"] = {
        f"/{path}": {"get": call(f"x.{path}") | ({"x-permission": name} if name else {})}
        for path, name in names.items()
    }
    listed = permissions(api_of(tmp_path, document))
    assert [(name, [operation.name for operation, _ in pairs]) for name, pairs in listed] == [
        ("Read", ["c"]),
        ("Write", ["a", "d"]),
        ("", ["b"]),
    ]
    assert permissions(api_of(tmp_path, minimal())) == []


def test_a_scheme_without_a_method_comes_last(tmp_path: Path) -> None:
    """A client's certificate is none that a program chooses."""
    document = minimal()
    document["components"]["securitySchemes"] = {
        "certificate": {"type": "mutualTLS"},
        "late": {"type": "oauth2", "flows": {"implicit": CODE}},
    }
    assert [scheme.key for scheme in ranked_schemes(api_of(tmp_path, document))] == ["late", "certificate"]
