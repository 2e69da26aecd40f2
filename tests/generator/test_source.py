"""Files are read as the trees that their authors meant, with lines, or refused with the reason and the line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.document import source
from generator.document.source import Node, read
from generator.errors import Finding, SpecError


class YamlWasReadError(Exception):
    """YAML's parser, which takes much longer than that of JSON, was asked."""


@pytest.fixture
def json_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*arguments: Any, **options: Any) -> Any:
        raise YamlWasReadError

    monkeypatch.setattr(source._Reader, "read", parse)


def tree(text: str) -> Node:
    return read(Path("x"), "x.yaml", text.encode())


def lines(node: Node) -> Any:
    """Return a tree as nested lists, each value with its line."""
    if isinstance(node.value, dict):
        return {key: (child.line, lines(child)) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [(child.line, lines(child)) for child in node.value]
    return node.value


def nested(depth: int, kind: str) -> str:
    """Return an object that holds values as deep as that."""
    opening, closing = {"list": ("[", "]"), "object": ('{"a":', "}")}[kind]
    return '{"a":' + opening * (depth - 1) + "1" + closing * (depth - 1) + "}"


JSON: list[tuple[str, Any]] = [
    ("{}", {}),
    (" \r\n\t{ } \n", {}),
    ('{"a":1}', {"a": (1, 1)}),
    ('{\n"a"\n:\n1,\n\n"b": [\n]\n}', {"a": (2, 1), "b": (6, [])}),
    ('\n{"a": [1,\n[2, {"b": 3}],\n{}]}', {"a": (2, [(2, 1), (3, [(3, 2), (3, {"b": (3, 3)})]), (4, {})])}),
    ('{"a": [\n\n true, false\n, null\n]}', {"a": (1, [(3, True), (3, False), (4, None)])}),
    ('{"a": [-0, 10, -1.5, 1e3, 2E-2]}', {"a": (1, [(1, 0), (1, 10), (1, -1.5), (1, 1e3), (1, 0.02)])}),
    (r'{"a\"b": "\u0041\\", "": "\/é"}', {'a"b': (1, "A\\"), "": (1, "/é")}),
    (r'{"a": "\ud83d\ude00"}', {"a": (1, "😀")}),
    ('{"a": "x", "b": "a"}', {"a": (1, "x"), "b": (1, "a")}),
    ('{"a":[[],{}],"b":{}}', {"a": (1, [(1, []), (1, {})]), "b": (1, {})}),
]  # fmt: skip


@pytest.mark.usefixtures("json_only")
@pytest.mark.parametrize(("text", "expected"), JSON)
def test_json_needs_no_yaml(text: str, expected: Any) -> None:
    """Values, their types, and the line of each: a member has the line of its key."""
    assert repr(lines(tree(text))) == repr(expected)
    assert tree(text).line == 1 + text.partition("{")[0].count("\n")


@pytest.mark.usefixtures("json_only")
@pytest.mark.parametrize("kind", ["list", "object"])
def test_json_within_the_limits_needs_no_yaml(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As deep as allowed, and with as many values as allowed: its object, those inside, and the number."""
    monkeypatch.setattr(source, "MAX_VALUES", 101)
    assert tree(nested(100, kind)).plain() == json.loads(nested(100, kind))


ODD = [
    *('{"a": 1}}', '{"a": 1} x', '{"a": 01}', '{"a": 1 "b": 2}', '{"a": 1,}', '{"a" 1}', '{"a": }', '{"a": [1}'),
    *('{"a": [1,]}', '{"a": "\t"}', "{'a': 1}", '{"a": 1, "a": 2}', '{"a": 1e999}', '{"a": NaN}', '{"a": tru}'),
    *("{", '{"a"', '{"a": "', '{"a": [', '{"a": 1', '{"a": "\\ud83d"}', '{"a": "\\x"}', "[1]", "1", '"{}"', "a: 1"),
    *(nested(102, "list"), nested(102, "object")),
]


@pytest.mark.usefixtures("json_only")
@pytest.mark.parametrize("text", ODD)
def test_what_is_odd_is_left_to_yaml(text: str) -> None:
    with pytest.raises(YamlWasReadError):
        tree(text)


@pytest.mark.parametrize("kind", ["list", "object"])
@pytest.mark.parametrize("prefix", ["", "# YAML\n"])
def test_depth_has_one_limit(prefix: str, kind: str) -> None:
    """In JSON and in YAML, in lists and in objects."""
    assert tree(prefix + nested(100, kind)).plain() == json.loads(nested(100, kind))
    with pytest.raises(SpecError, match=r"x\.yaml:\d: \[yaml\] is nested more than 100 levels deep"):
        tree(prefix + nested(102, kind))


@pytest.mark.parametrize(
    ("text", "count"),
    [('{"a": [1, {"b": 2}]}', 5), ("a: [1, {b: 2}]", 5), ("a: &x [1, 2]\nb: [*x, *x]", 11), ("a: &x 1\nb: *x", 3)],
)
def test_the_number_of_values_has_a_limit(text: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an alias stands for counts as often as it is used."""
    monkeypatch.setattr(source, "MAX_VALUES", count)
    assert tree(text).plain()
    monkeypatch.setattr(source, "MAX_VALUES", count - 1)
    with pytest.raises(SpecError, match=rf"holds more than {count - 1} values"):
        tree(text)


YAML: list[tuple[str, Any]] = [
    ("a: 1\nb:\n  - x\n  - {c: y}\n", {"a": (1, 1), "b": (2, [(3, "x"), (4, {"c": (4, "y")})])}),
    ("? a\n: 1", {"a": (1, 1)}),
    ("a:\n  b: 1", {"a": (1, {"b": (2, 1)})}),
    ("&x {a: *x }".replace("*x", "1"), {"a": (1, 1)}),
    ("a: &x {b: 1}\nc: *x", {"a": (1, {"b": (1, 1)}), "c": (2, {"b": (1, 1)})}),
    ("a: |\n  x\n  y\n", {"a": (1, "x\ny\n")}),
    ("'<<': {a: 1}\nb: {<<: x}", {"<<": (1, {"a": (1, 1)}), "b": (2, {"<<": (2, "x")})}),
    ("\ufeffa: 1", {"a": (1, 1)}),
]


@pytest.mark.parametrize(("text", "expected"), YAML)
def test_yaml_has_lines_too(text: str, expected: Any) -> None:
    """What an alias stands for has the line of the alias, and its members have those where they are written."""
    assert repr(lines(tree(text))) == repr(expected)


SCALARS: list[tuple[str, list[Any]]] = [
    ("['1', \"true\", !!str 1, ! 1, !!int 1, !!null '']", ["1", "true", "1", "1", 1, None]),
    ("[~, null, Null, NULL, '', nULL]", [None, None, None, None, "", "nULL"]),
    ("[true, True, TRUE, tRUE, yes, on]", [True, True, True, "tRUE", "yes", "on"]),
    ("[false, False, FALSE, fALSE, no, off]", [False, False, False, "fALSE", "no", "off"]),
    ("[0, -1, +2, 00, 010, 0x1f, 0o17, 1_000]", [0, -1, 2, "00", "010", "0x1f", "0o17", "1_000"]),
    ("[1.5, -.5, 1e3, 1.E3, 01.5, 1.2.3]", [1.5, -0.5, 1000.0, "1.E3", "01.5", "1.2.3"]),
    ("[e5, -e5, ., .inf, .nan, -, +]", ["e5", "-e5", ".", ".inf", ".nan", "-", "+"]),
    ("[2024-01-01, 12:30, 1:2]", ["2024-01-01", "12:30", "1:2"]),
]


@pytest.mark.parametrize(("text", "expected"), SCALARS)
def test_yaml_is_read_by_its_core_schema(text: str, expected: list[Any]) -> None:
    """Only plain scalars are anything else than text, and no spelling of other languages counts."""
    assert repr(tree(text).plain()) == repr(expected)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.yaml:1: [yaml] is empty"),
        ("a: 1\n---\nb: 2", "x.yaml:2: [yaml] contains more than one document"),
        ("a: 1\nb: [", "x.yaml:3: [yaml] did not find expected node content"),
        ("a: *x", "x.yaml:1: [yaml] the alias *x has no anchor before it, or is inside it"),
        ("a: &x {b: *x}", "x.yaml:1: [yaml] the alias *x has no anchor before it, or is inside it"),
        ("a: \x01", "x.yaml:1: [yaml] unacceptable character #x0001: control characters are not allowed"),
        ("a: 1\na: 2", "x.yaml:2: [yaml] duplicate key 'a'"),
        ("b: 1\n[a]: 2", "x.yaml:2: [yaml] a key must be a scalar"),
        ("a:\n  !!binary x", "x.yaml:2: [yaml] the tag 'tag:yaml.org,2002:binary' is not allowed"),
        ("a: 1e999", "x.yaml:1: [yaml] the number '1e999' is out of range"),
        (f"a: 1{'0' * 50}e999", f"x.yaml:1: [yaml] the number '1{'0' * 39}' is out of range"),
        ("a:\n  <<: {b: 1}", "x.yaml:2: [yaml] the merge key << is not one of YAML 1.2"),
        ('{"a":\n"\\ud83d\\ude00\\ude00"}', "x.yaml:2: [yaml] half of a surrogate pair is not a character"),
        ('\n{"a": "\\ud83d"}', "x.yaml:2: [yaml] half of a surrogate pair is not a character"),
        ('a: "\\ud83d"', "x.yaml:1: [yaml] found invalid Unicode character escape code"),
    ],
)
def test_what_is_not_yaml_is_refused(text: str, message: str) -> None:
    with pytest.raises(SpecError) as error:
        tree(text)
    assert str(error.value) == message


def test_what_can_be_tolerated_is_told() -> None:
    """The rest of the file is read, and so is what follows in the same object or list."""
    findings: list[Finding] = []
    deep = f"{'[' * 102}{']' * 102}"
    text = f"a: 1\na: 2\n? [b, {{c: d}}]\n: [e]\nf: [!x g, 1e999]\nh: {deep}\ni: j\nk: *l\n"
    node = read(Path("x"), "x.yaml", text.encode(), findings.append)
    plain = node.plain()
    inner = plain.pop("h")
    assert plain == {"a": 2, "f": ["g", None], "i": "j", "k": None}
    while inner != [None]:
        (inner,) = inner
    assert [str(finding) for finding in findings] == [
        "x.yaml:2: guessed [yaml] duplicate key 'a'; the last one counts",
        "x.yaml:3: guessed [yaml] a key must be a scalar; the member is left out",
        "x.yaml:5: guessed [yaml] the tag '!x' is not allowed; read as text",
        "x.yaml:5: guessed [yaml] the number '1e999' is out of range; read as null",
        "x.yaml:6: guessed [yaml] is nested more than 100 levels deep; read as null",
        "x.yaml:8: guessed [yaml] the alias *l has no anchor before it, or is inside it; read as null",
    ]


def test_merge_keys_and_halves_of_characters_are_tolerated_too() -> None:
    """A member of one's own counts before merged ones, and the first of these before the others."""
    findings: list[Finding] = []
    text = "a: &a {x: 1, y: 1}\nb: {y: 2, <<: *a, z: 2}\nc:\n  <<: [{x: 3}, *a]\n  d: [<<]\ne: {<<: [*a, 5]}\n"
    plain = read(Path("x"), "x.yaml", text.encode(), findings.append).plain()
    assert plain["b"] == {"x": 1, "y": 2, "z": 2}
    assert plain["c"] == {"x": 3, "y": 1, "d": ["<<"]}
    assert plain["e"] == {"<<": [{"x": 1, "y": 1}, 5]}
    json_text = '{"a": "\\\\ud83d \\ud83d\\ude00",\n"b": "\\ud83d \\\\\\ude00"}'
    assert read(Path("x"), "x.json", json_text.encode(), findings.append).plain() == {
        "a": "\\ud83d \U0001f600",
        "b": "\ufffd \\\ufffd",
    }
    assert [str(finding) for finding in findings] == [
        "x.yaml:2: guessed [yaml] the merge key << is not one of YAML 1.2; what it names is merged",
        "x.yaml:4: guessed [yaml] the merge key << is not one of YAML 1.2; what it names is merged",
        "x.json:2: guessed [yaml] half of a surrogate pair is not a character; read as U+FFFD",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"a: \xff", "x.yaml:1: [encoding] is not UTF-8 (byte 3)"), (None, "x.yaml: [file] no such file")],
)
def test_what_cannot_be_read_is_named(content: bytes | None, message: str, tmp_path: Path) -> None:
    with pytest.raises(SpecError) as error:
        read(tmp_path / "none", "x.yaml", content)
    assert str(error.value) == message
    with pytest.raises(SpecError, match=r"x\.yaml: \[file\] is a folder, not a file"):
        read(tmp_path, "x.yaml")
    for name, reason in (("a\0b", "embedded null byte"), ("x" * 300, "File name too long")):
        with pytest.raises(SpecError, match=rf"x\.yaml: \[file\] cannot be read: {reason}$"):
            read(tmp_path / name, "x.yaml")
