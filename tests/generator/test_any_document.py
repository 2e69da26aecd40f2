"""Documents that nobody would write: what can be rendered of each one is valid Python, and nothing is a traceback."""

from __future__ import annotations

import ast
import contextlib
import copy
import functools
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.adapt.adapt import adapt
from generator.document.load import load_document
from generator.errors import INTERNAL, Finding, SpecError
from generator.lint import lint
from generator.render import render
from tests.generator.support import DOCUMENTS, ROOT, load, write_yaml

FUZZ = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "10")),
    deadline=None,
    # To shrink a document takes minutes, and the place of the failure says more.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# What may break a name, a string, a comment, a page or a file system.
TEXTS = [
    "", " ", "class", "None", "self", "cls", "list", "client", "ClientError", "first", "token", "con", "__init__",
    "a.b", "../../etc/passwd", "/", "{x}", "%20", "~1", "$ref", "x-kinds", '"""', "'''", "\\", "\n", "\r\n", "get",
    "\x1b[31m", "\u202e", "\u2028", "\x00", "{{ 1 }}", "{% raw %}", "</script>", "```", "|", "<!--", "type", "1", "-1",
    "javascript:alert(1)", "é", "用户", "😀", "a" * 300, "aB" * 400, "_" * 300, "true", "2024-01-01", "é" * 300,
    "https://u:p@h.example",
]  # fmt: skip
JUNK: list[Any] = [
    None, True, 0, -1, 1.5, 10**30, [], {}, [None], [[]], ["x", "x"], {"": None}, {"$ref": "#"}, {"$ref": 5},
    {"$ref": "#/info"}, {"$ref": "#/components/schemas/Order"}, {"type": ["string", "null"]}, {"allOf": []},
    {"type": "object", "properties": {"a": {"type": "array"}}}, {"oneOf": [{"type": "object"}, {"type": "string"}]},
]  # fmt: skip
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

texts = st.sampled_from(TEXTS) | st.text(max_size=20)


@pytest.fixture(scope="module")
def original() -> dict[str, Any]:
    """A document with everything that the generator reads."""
    document = load_document(DOCUMENTS / "orders.yaml").document
    operations = [item[method] for item in document["paths"].values() for method in item if method in ("get", "post")]
    operations[0]["responses"]["403"] = {
        "description": "Refused.",
        "x-kinds": [{"name": "limit", "pattern": "limit", "description": "Too much."}],
    }
    operations[0] |= {
        "x-store": {"collection": "orders", "action": "list"},
        "x-source": "page 7",
        "x-permission": "See",
    }
    variable = {"default": "acme.example", "description": "The host.", "x-known-values": ["eu.acme.example"]}
    document["servers"] = [{"url": "https://{host}/v1", "description": "One.", "variables": {"host": variable}}]
    document["components"]["securitySchemes"]["person"] = {
        "type": "http",
        "scheme": "basic",
        "x-credentials": {"username": {"name": "email", "description": "Mail."}, "password": {"name": "key"}},
    }
    return document


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path to every value of a document."""
    yield path
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        yield from places(value, (*path, key))


def at(document: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def change(document: Any, draw: st.DataObject) -> None:
    """Replace a text, a key or a whole value, or remove it."""
    path = draw.draw(st.sampled_from([path for path in places(document) if path]))
    parent, key = at(document, path[:-1]), path[-1]
    kind = draw.draw(st.sampled_from(["text", "text", "key", "key", "junk", "swap", "remove"]))
    if kind == "text":
        parent[key] = draw.draw(texts)
    elif kind == "junk":
        parent[key] = copy.deepcopy(draw.draw(st.sampled_from(JUNK)))
    elif kind == "swap":
        parent[key] = copy.deepcopy(at(document, draw.draw(st.sampled_from(list(places(document))))))
    elif kind == "key" and isinstance(parent, dict):
        # In its old place, since the order of a document counts.
        new = draw.draw(texts)
        members = [(new if name == key else name, value) for name, value in parent.items() if name != new]
        parent.clear()
        parent.update(members)
    else:
        parent.pop(key)


def require_no_bugs(findings: Sequence[Finding]) -> None:
    """Fail if the generator had to leave out what it failed at."""
    assert [str(finding) for finding in findings if finding.rule == INTERNAL] == []


def require_sound(files: dict[str, str]) -> None:
    """Fail if a file has an odd name or odd characters, is not Python, or defines something twice."""
    for name, text in files.items():
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_./-]*", name), name
        assert all(len(part) < 120 for part in name.split("/")), name
        assert not INVISIBLE.search(text), (name, INVISIBLE.search(text))
        if name.endswith(".py"):
            assert defined_twice(text) == [], name


@functools.lru_cache(maxsize=1000)
def defined_twice(text: str) -> list[str]:
    """Return the classes, functions and annotated names that a module, or a class in it, defines twice.

    Most modules are the same for every document, and are compiled once.
    """
    module = ast.parse(text)
    compile(text, "rendered", "exec")
    bodies = [module.body, *(node.body for node in ast.walk(module) if isinstance(node, ast.ClassDef))]
    return [name for body in bodies for name in repeated(body)]


def repeated(body: list[ast.stmt]) -> list[str]:
    """Return the names that the statements of one body define more than once."""
    defined: Counter[str] = Counter()
    for statement in body:
        if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            defined[statement.name] += 0 if is_variant(statement) else 1
        elif isinstance(statement, ast.AnnAssign):
            defined[ast.unparse(statement.target)] += 1
    return [name for name, count in defined.items() if count > 1]


def is_variant(statement: ast.stmt) -> bool:
    """Tell whether a definition is an overload or a property's setter."""
    decorators = [ast.unparse(decorator) for decorator in getattr(statement, "decorator_list", [])]
    return any(decorator.endswith(("overload", ".setter")) for decorator in decorators)


@FUZZ
@given(st.data())
def test_any_document_is_rendered_or_refused(
    original: dict[str, Any], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Nothing ends in a traceback, and what can be made of any document, the templates render as Python."""
    document = copy.deepcopy(original)
    for _ in range(data.draw(st.integers(1, 6))):
        change(document, data)
    path = write_yaml(tmp_path_factory.getbasetemp() / "any", document)
    with contextlib.suppress(SpecError):
        lint(load_document(path))
    try:
        adaptation = adapt(load_document(path, tolerant=True))
    except SpecError as error:
        require_no_bugs(error.findings)
        return
    require_no_bugs(adaptation.findings)
    require_sound(render(adaptation.api, ROOT / "templates"))


@FUZZ
@given(st.lists(texts, min_size=8, max_size=8))
def test_any_names_are_rendered(
    original: dict[str, Any], tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    """Titles, operations, parameters, properties, schemes, kinds of errors and tags may be called anything at all."""
    document = copy.deepcopy(original)
    title, operation_id, parameter, other, scheme, kind, tag, description = names
    document["info"] |= {"title": title or "x", "description": description, "summary": description}
    operations = [item[method] for item in document["paths"].values() for method in item if method in ("get", "post")]
    first = operations[0] | {"operationId": operation_id or "x", "tags": [tag], "description": description}
    first["parameters"] = [
        {"name": name, "in": place, "schema": {"type": "string", "enum": [other or "x"]}, "description": description}
        for place, name in dict.fromkeys((("query", parameter), ("query", other), ("cookie", parameter)))
    ]
    responses = first["responses"]
    responses["403"]["x-kinds"] = [
        {"name": name or "x", "pattern": "x", "description": description} for name in (kind, other)
    ]
    operations[0].clear()
    operations[0].update(first)
    document["components"]["securitySchemes"] |= {
        scheme: {"type": "apiKey", "in": "header", "name": "X-Key", "description": description},
        other: {"type": "http", "scheme": "bearer", "description": description},
    }
    order = document["components"]["schemas"]["Order"]
    order["properties"] |= {
        parameter: {"type": "object", "properties": {other: {"type": "string", "description": description}}},
        other: {"type": "string", "default": other},
    }
    adaptation = adapt(load(tmp_path_factory.getbasetemp() / "names", document))
    assert adaptation.rendered == adaptation.total
    require_no_bugs(adaptation.findings)
    require_sound(render(adaptation.api, ROOT / "templates"))
