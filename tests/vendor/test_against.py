"""What a copy is compared with to see whether it is stale, and what is said about it."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from comm100._vendoring.against import AgainstError, stale_reasons
from comm100._vendoring.fingerprints import bytes_sha256, json_sha256
from comm100._vendoring.record import Record, parse_record

DOCUMENT = b'{"openapi": "3.1.0", "info": {"version": "1"}}'
OTHER = b'{"openapi": "3.1.0", "info": {"version": "2"}}'
SOURCES = {"openapi.yaml": b"openapi: 3.1.0\n", "paths/a.yaml": b"get: {}\n"}


def provenance(**changes: Any) -> bytes:
    """Return a provenance, of the first format, which has no hash of its own."""
    spec = {
        "title": "Shop",
        "version": "1",
        "sha256": json_sha256(DOCUMENT),
        "root": "openapi.yaml",
        "sources": {name: bytes_sha256(data) for name, data in SOURCES.items()},
    }
    value = {"spec": spec, "templates": "t" * 64, "generator": "1.0", "files": {"a.py": "0"}}
    for name, change in changes.items():
        (spec if name in spec else value)[name] = change
    return json.dumps(value).encode()


def record(**changes: Any) -> Record:
    return parse_record(provenance(**changes), "provenance.json")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A folder with the files of the document."""
    for name, data in SOURCES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_the_files_of_a_document_are_compared_one_by_one(spec: Path) -> None:
    """Named by the folder or by the root file, whatever that is called now; line ends do not count."""
    assert stale_reasons(record(), str(spec)) == []
    (spec / "openapi.yaml").write_bytes(b"openapi: 3.1.0\r\n")
    (spec / "openapi.yaml").rename(spec / "renamed.yaml")
    assert stale_reasons(record(), str(spec / "renamed.yaml")) == []
    (spec / "renamed.yaml").write_bytes(b"openapi: 3.1.1\n")
    (spec / "paths/a.yaml").unlink()
    assert stale_reasons(record(), str(spec / "renamed.yaml")) == [
        f"{spec / 'renamed.yaml'} differs",
        f"{spec / 'paths/a.yaml'} is missing",
    ]


def test_a_record_without_sources_needs_the_bundled_document(spec: Path) -> None:
    """The message says so."""
    with pytest.raises(AgainstError, match=r"does not list the document's files; name its openapi\.json instead"):
        stale_reasons(record(sources={}), str(spec / "openapi.yaml"))


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (DOCUMENT, []),
        (b" \n" + DOCUMENT.replace(b" ", b""), []),
        (OTHER, ["version 1 -> 2"]),
        (b'{"openapi": "3.1.0", "info": {}}', ["version 1 -> unknown"]),
        (b'{"openapi": "3.1.0", "info": 7}', ["version 1 -> unknown"]),
        (b'{"openapi": "3.1.0"}', ["version 1 -> unknown"]),
    ],
)
def test_a_bundled_document_is_compared_by_what_it_says(tmp_path: Path, data: bytes, reasons: list[str]) -> None:
    """A file, in a folder or not; the layout does not count."""
    path = tmp_path / "openapi.json"
    path.write_bytes(data)
    expected = [f"{path} differs: {reason}" for reason in reasons]
    assert stale_reasons(record(), str(path)) == expected
    assert stale_reasons(record(), str(tmp_path)) == expected
    # A package has the document as it was formatted, whose hash is another one.
    packaged = record(sha256="0", files={"openapi.json": {"sha256": "0", "json": json_sha256(DOCUMENT)}})
    assert stale_reasons(packaged, str(path)) == expected


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"files": {"b.py": "1"}, "root": "x.yaml", "sources": {}}, []),
        ({"sha256": "0", "version": "2"}, ["the document differs: version 1 -> 2"]),
        ({"version": "2"}, []),
        ({"templates": "u" * 64}, [f"the templates differ: {'t' * 12} -> {'u' * 12}"]),
        ({"generator": "1.1"}, ["the generator differs: 1.0 -> 1.1"]),
    ],
)
@pytest.mark.parametrize("place", [".", "shop"])
def test_another_package_is_compared_by_what_it_was_made_of(
    tmp_path: Path, changes: Any, reasons: list[str], place: str
) -> None:
    """The package, the folder around it, or its provenance; other files beside them do not matter."""
    (tmp_path / "openapi.yaml").write_bytes(b"")
    (tmp_path / "openapi.json").write_bytes(b"")
    path = tmp_path / place / "provenance.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(provenance(**changes))
    assert stale_reasons(record(), str(path)) == reasons
    assert stale_reasons(record(), str(tmp_path)) == reasons


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "is not JSON"),
        (b"{" + b'"a":{' * 100_000, "is not JSON"),
        (b"{}", "is neither a document nor the provenance of a package"),
        (b'{"swagger": "2.0"}', "is neither a document nor the provenance of a package"),
        (b'{"files": {}}', "is not the provenance of a rendered package"),
        (provenance(title="Bank"), "is a package of Bank, not of Shop"),
    ],
)
def test_what_is_something_else_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    """By name, and with what it is."""
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises(AgainstError) as caught:
        stale_reasons(record(), str(path))
    assert str(caught.value).startswith(str(path))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("root", "wanted"), [("api.yaml", "api.yaml, openapi.json"), ("openapi.json", "openapi.json"), ("", "openapi.json")]
)
def test_an_empty_folder_is_named_with_what_it_lacks(tmp_path: Path, root: str, wanted: str) -> None:
    """All that would do."""
    with pytest.raises(AgainstError) as caught:
        stale_reasons(record(root=root), str(tmp_path))
    assert str(caught.value) == f"{tmp_path}: has neither {wanted} nor provenance.json, here or in a folder below"


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """With the operating system's reason."""
    with pytest.raises(AgainstError, match=r"nowhere: No such file or directory$"):
        stale_reasons(record(), str(tmp_path / "nowhere"))
    with pytest.raises(AgainstError, match="null"):
        stale_reasons(record(), "a\0b")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (len(DOCUMENT), None),
        (64 << 20, "is not JSON"),
        ((64 << 20) + 1, "is larger than 64 MiB"),
        (urllib.error.HTTPError("", 404, "Not Found", {}, None), "the server returned 404"),  # type: ignore[arg-type]  # a dict will do
        (urllib.error.URLError("refused"), "refused"),
        (TimeoutError("timed out"), "timed out"),
        (ValueError("no host given"), "no host given"),
    ],
    ids=["whole", "largest", "too large", "404", "refused", "late", "invalid"],
)
def test_a_url_is_fetched_within_limits(monkeypatch: pytest.MonkeyPatch, outcome: Any, words: str | None) -> None:
    """Half a minute and 64 MiB; what fails is one line that begins with the URL."""

    def urlopen(asked: str, *, timeout: float) -> Any:
        assert (asked, timeout) == (url, 30)
        if isinstance(outcome, Exception):
            raise outcome
        return io.BytesIO(DOCUMENT + bytes(outcome - len(DOCUMENT)))

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    url = "https://a.example/openapi.json"
    if words is None:
        assert stale_reasons(record(), url) == []
        url = "http://127.0.0.1/openapi.json"
        assert stale_reasons(record(), url) == []
        return
    with pytest.raises(AgainstError) as caught:
        stale_reasons(record(), url)
    assert str(caught.value) == f"{url}: {words}"
