"""What the classes of the model conclude from what they hold."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from generator.model import Api, Field, OAuthRequest, Part, Style
from generator.model.types import SCALAR_SAMPLES, FileType
from tests.generator.support import api_of, minimal, operation


def api_with(folder: Path, **members: Any) -> Api:
    """Return the model of the smallest document with other members."""
    return api_of(folder, minimal() | members)


@pytest.mark.parametrize(
    ("urls", "names"),
    [
        (["https://a.example"], []),
        (["https://{x}.a.example/{y}"], ["x", "y"]),
        (["https://a.example", "https://{y}.b.example", "https://{y}.{x}.c.example"], ["server", "y", "x"]),
        (["https://{x}.a.example", "https://{y}.b.example"], ["server", "x", "y"]),
    ],
)
def test_a_server_is_an_argument_if_there_is_a_choice(urls: list[str], names: list[str], tmp_path: Path) -> None:
    """Then the variables of the usual one, and at last those of the others, each once."""
    variables = {name: {"default": name} for name in "xy"}
    servers = [
        {"url": url, "variables": {name: variables[name] for name in variables if f"{{{name}}}" in url}} for url in urls
    ]
    api = api_with(tmp_path, servers=servers)
    assert [argument.name for argument in api.server_arguments] == names
    if names[:1] == ["server"]:
        assert api.server_arguments[0].default == api.servers[0].name
        assert api.server_arguments[0].known_values == tuple(server.name for server in api.servers)


SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "token": {"type": "http", "scheme": "bearer"},
    "app": {
        "type": "oauth2",
        "flows": {
            "authorizationCode": {"authorizationUrl": "/a", "tokenUrl": "/t", "scopes": {}},
            "clientCredentials": {"tokenUrl": "/t", "scopes": {}},
        },
    },
    "web": {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "/a", "scopes": {}}}},
}


@pytest.mark.parametrize(
    ("securities", "usual"),
    [
        ([], ["Key"]),
        ([[]], ["Key"]),
        ([[{"token": []}]], ["TokenAuth"]),
        ([[{"app": []}], [{"key": []}]], ["AppClientCredentials"]),
        ([[{"key": []}], [{"app": []}], [{"app": []}]], ["AppClientCredentials"]),
        ([[{"web": [], "key": []}]], ["WebImplicit", "Key"]),
        ([[{"token": []}, {"app": []}]], ["TokenAuth"]),
    ],
)
def test_programs_authenticate_as_most_operations_ask(securities: list[Any], usual: list[str], tmp_path: Path) -> None:
    """All of the first combination, without a browser if that is possible; any if no operation asks."""
    document = minimal()
    body = operation(document)
    document["paths"] = {
        f"/{number}/{{petId}}": {"get": {**body, "operationId": f"pets.get{number}", "security": security}}
        for number, security in enumerate(securities or [[]])
    }
    document["components"]["securitySchemes"] = SCHEMES
    assert [method.class_name for method in api_of(tmp_path, document).usual_methods] == usual


@pytest.mark.parametrize(
    ("media_type", "schema", "types"),
    [
        ("application/json", {"type": "string"}, ()),
        ("application/octet-stream", {}, ("FileContent",)),
        ("text/plain", {"type": "string"}, ("FileContent",)),
        (
            "multipart/form-data",
            {"type": "object", "properties": {"a": {"type": "string", "format": "binary"}}},
            ("FileTypes",),
        ),
    ],
)
def test_a_signature_names_files_by_how_they_are_sent(
    media_type: str, schema: Any, types: tuple[str, ...], tmp_path: Path
) -> None:
    """Alone, or as a part of a form, which has a name beside its content."""
    document = minimal()
    document["paths"]["/pets/{petId}"]["put"] = {
        **operation(document),
        "operationId": "pets.set",
        "requestBody": {"content": {media_type: {"schema": schema}}},
    }
    api = api_of(tmp_path, document)
    assert (api.resources[0].file_types, api.sends_files) == (types, bool(types))


@pytest.mark.parametrize("class_", [Field, FileType, OAuthRequest, Part, Style])
def test_what_is_not_said_is_not_so(class_: type[Any]) -> None:
    """Whoever builds a part of the model names what is special about it."""
    flags = [field.default for field in fields(class_) if isinstance(field.default, bool)]
    assert flags
    assert not any(flags)


def test_each_kind_of_value_has_a_sample_as_it_travels() -> None:
    assert SCALAR_SAMPLES == {
        "boolean": True,
        "integer": 1,
        "number": 1.5,
        "string": "string",
        "bytes": "string",
        "datetime": "2030-01-31T12:00:00Z",
        "date": "2030-01-31",
    }
    assert [type(sample) for sample in SCALAR_SAMPLES.values()][:3] == [bool, int, float]
