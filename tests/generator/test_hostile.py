"""The document is untrusted: whatever it says, what is rendered is valid Python that does what the templates say."""

from __future__ import annotations

import ast
import copy
import functools
import importlib
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from generator.commands import generate
from tests.generator.support import ROOT, minimal, operation, write_yaml
from tests.generator.test_any_document import require_sound

# Each would leave a trace as soon as any of it ran as code.
PAYLOADS = [
    '"""\nraise SystemError("hacked")\n"""',
    "'''\nraise SystemError('hacked')\n'''",
    '\\"""; raise SystemError("hacked")  # \\',
    '"; raise SystemError("hacked"); "',
    'x\nraise SystemError("hacked")',
    "x\u2028raise SystemError('hacked')",
    "x\rraise SystemError('hacked')",
    "{{ cycler.__init__.__globals__.os.abort() }}{% raw %}",
    "</script><script>raise SystemError('hacked')</script>",
    "{__import__('os').abort()}",
    "\x00\x1b]0;hacked\x07\u202e",
    '"',
    "\\",
]


def poisoned(payload: str) -> Any:
    """Return a document that says ``payload`` wherever it may say anything."""
    document = minimal()
    document["info"] |= {"version": payload, "summary": payload, "description": payload}
    document["info"]["title"] = f"Poison {payload}"
    document["servers"][0]["description"] = payload
    document["tags"] = [{"name": payload, "description": payload}]
    get = operation(document)
    get |= {"summary": payload, "description": payload, "tags": [payload], "operationId": f"a.{payload}"}
    get |= {"x-permission": payload, "x-source": payload}
    get["parameters"].append({"name": payload, "in": "query", "description": payload, "schema": {"enum": [payload]}})
    get["responses"]["200"] |= {"description": payload}
    get["responses"]["404"] = {"description": payload}
    post = copy.deepcopy(get) | {"operationId": f"b.{payload}"}
    post["requestBody"] = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
    document["paths"]["/pets/{petId}"]["post"] = post
    inner = {"type": "object", "title": payload, "properties": {payload: {"const": payload}}}
    document["components"]["schemas"]["Pet"] = {
        "type": "object",
        "title": payload,
        "description": payload,
        "x-source": payload,
        "required": [payload],
        "properties": {
            payload: {"type": "string", "description": payload, "default": payload, "examples": [payload]},
            f"other {payload}": inner,
        },
    }
    document["components"]["securitySchemes"] = {
        payload: {"type": "apiKey", "in": "header", "name": "X-Key", "description": payload, "x-source": payload},
        f"oauth {payload}": {
            "type": "oauth2",
            "description": payload,
            "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {payload: payload}}},
        },
    }
    return document


@functools.lru_cache(maxsize=1000)
def names_in(text: str) -> frozenset[str]:
    """Return the names that a module uses; most modules are the same for every document, and are parsed once."""
    return frozenset(node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name))


@functools.lru_cache(maxsize=1000)
def code_of(source: bytes) -> CodeType:
    """Return the code of a module, compiled once like its names are looked for once."""
    return compile(source, "<rendered>", "exec", dont_inherit=True)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_rendered_is_valid_and_inert(
    payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Every file compiles, no statement of the payload's is in it, and every module imports without doing harm."""
    if "\x00" in payload:
        # YAML has no control characters: the text reaches the document in an escape of a quoted string.
        assert "\\0" in write_yaml(tmp_path, poisoned(payload)).read_text()
    files = generate(write_yaml(tmp_path, poisoned(payload)), ROOT / "templates")
    require_sound(files)
    names = [name for name in files if name.endswith(".py")]
    for name in names:
        assert "SystemError" not in names_in(files[name]), name
        path = tmp_path / "rendered" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name], encoding="utf-8")
    for name, text in files.items():
        if not name.endswith(".py"):
            path = tmp_path / "rendered" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    package = next(name for name in names if name.count("/") == 1).partition("/")[0]
    monkeypatch.syspath_prepend(str(tmp_path / "rendered"))
    monkeypatch.setattr(SourceFileLoader, "source_to_code", lambda _, data, path, **options: code_of(bytes(data)))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    try:
        for name in names:
            if not name.endswith("__main__.py"):
                importlib.import_module(name.removesuffix(".py").replace("/__init__", "").replace("/", "."))
    finally:
        for module_name in [imported for imported in sys.modules if imported.partition(".")[0] == package]:
            del sys.modules[module_name]
