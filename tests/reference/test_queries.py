"""What the templates of the reference ask the model for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.model import AuthScheme
from generator.reference.queries import auth_method_title
from tests.generator.support import api_of, minimal, operation


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
