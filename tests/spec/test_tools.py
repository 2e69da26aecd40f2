"""The tools that the project stands on read the document without complaint."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import schemathesis
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from schemathesis.core.result import Ok

from generator.document.walk import operations


def test_the_parser_takes_every_protected_operation(document: dict[str, Any], tmp_path: Path) -> None:
    """openapi-python-client finds all operations under /api/ and has nothing to warn of."""
    given = copy.deepcopy(document)
    given["paths"] = {path: item for path, item in given["paths"].items() if path.startswith("/api/")}
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, Path("openapi.json"), "utf-8", True, tmp_path
    )
    data = GeneratorData.from_dict(given, config=config)
    assert isinstance(data, GeneratorData)
    assert data.errors == []
    collections = data.endpoint_collections_by_tag.values()
    assert [problem for collection in collections for problem in collection.parse_errors] == []
    protected = [operation for operation in operations(document) if operation.path.startswith("/api/")]
    assert sum(len(collection.endpoints) for collection in collections) == len(protected)


def test_schemathesis_loads_all_operations(document: dict[str, Any]) -> None:
    """schemathesis finds all operations."""
    results = list(schemathesis.openapi.from_dict(document).get_all_operations())
    assert len(results) == len(list(operations(document)))
    assert all(isinstance(result, Ok) for result in results)
