"""Bodies that are not JSON: which media type is chosen, what is encoded, and how files are read while they are sent."""

from __future__ import annotations

import asyncio
import datetime
import errno
import io
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from comm100._uploads import Part, Upload, chosen_media_type, encoded
from comm100._wire import OMIT, Style
from comm100.errors import ConfigurationError

FORM = "application/x-www-form-urlencoded"
OCTETS = "application/octet-stream"
JSON = "application/json"
MULTIPART = "multipart/form-data"


def named(name: str, content: bytes = b"x") -> io.BytesIO:
    """Return an open file with a name."""
    file = io.BytesIO(content)
    file.name = name
    return file


class Pipe:
    """A file that cannot be rewound."""

    def __init__(self, content: bytes) -> None:
        self.read = io.BytesIO(content).read


def content_of(upload: bytes | Upload) -> bytes:
    """Return a body, which is the same when it is read asynchronously."""
    if isinstance(upload, bytes):
        return upload

    async def read() -> bytes:
        return b"".join([chunk async for chunk in upload])

    content = b"".join(upload)
    if upload.is_repeatable:
        assert asyncio.run(read()) == content
    return content


def parts_of(members: dict[str, Any], parts: dict[str, Part] | None = None) -> list[bytes]:
    """Return the parts of a multipart form, header fields and content, without the boundary."""
    content_type, upload = encoded(MULTIPART, members, parts or {})
    boundary = re.fullmatch(r"multipart/form-data; boundary=([0-9a-f]{32})", content_type)
    assert boundary
    first, *others = content_of(upload).split(f"--{boundary[1]}".encode())
    assert first == b""
    assert others.pop() == b"--\r\n"
    assert all(part.startswith(b"\r\n") and part.endswith(b"\r\n") for part in others)
    return [part[2:-2] for part in others]


@pytest.mark.parametrize(
    ("offered", "body", "expected"),
    [
        ([JSON], {}, JSON),
        ([OCTETS, JSON], {}, JSON),
        ([OCTETS, MULTIPART, JSON], {}, MULTIPART),
        ([OCTETS, FORM], {}, FORM),
        ([OCTETS], {}, OCTETS),
        ([JSON, OCTETS, "text/plain"], "x", "text/plain"),
        ([JSON, OCTETS], "x", OCTETS),
        ([JSON, "application/xml", "text/plain"], "x", "application/xml"),
        (["image/png", "text/csv"], "x", "text/csv"),
        (["audio/ogg", "video/ogg", "text/csv"], "x", "text/csv"),
        (["image/png"], "x", "image/png"),
        ([JSON, FORM], "x", JSON),
        (["text/*"], "x", "text/plain"),
        (["*/*"], "x", "text/plain"),
        (["application/*"], "x", "text/plain"),
        (["*/*"], b"x", OCTETS),
        (["application/*"], b"x", OCTETS),
        ([JSON, "image/png", "image/gif"], b"x", "image/png"),
        ([JSON, "image/png", "image/gif"], Path("a/b.gif"), "image/gif"),
        ([JSON, "image/png", "image/gif"], named("b.gif"), "image/gif"),
        ([JSON, "image/png", "image/gif"], named("b.txt"), "image/png"),
        (["image/*"], Path("b.gif"), "image/gif"),
        (["*/*"], Path("b.gif"), "image/gif"),
        (["image/png", "image/*"], Path("b.gif"), "image/png"),
        ([JSON], b"x", JSON),
        ([JSON, FORM], bytearray(b"x"), JSON),
    ],
)
def test_a_media_type_is_chosen_by_the_body(offered: list[str], body: Any, expected: str) -> None:
    """Text, content or members; a file's name chooses among several."""
    assert chosen_media_type(offered, OMIT, body) == expected


@pytest.mark.parametrize(
    ("offered", "body"), [(["text/*"], b"x"), (["image/*"], b"x"), (["image/*"], Path("a.txt")), (["image/*"], "x")]
)
def test_a_range_that_says_too_little_leaves_the_choice_to_the_caller(offered: list[str], body: Any) -> None:
    """Nothing is guessed about bytes."""
    with pytest.raises(ConfigurationError, match=re.escape(f"give one of {offered[0]} as content_type")):
        chosen_media_type(offered, OMIT, body)


@pytest.mark.parametrize(
    ("offered", "wanted", "is_allowed"),
    [
        ([JSON, "image/*"], "image/webp", True),
        ([JSON, "image/*"], "IMAGE/WEBP; q=1", True),
        ([JSON], "application/json; charset=utf-8", True),
        (["*/*"], "a/b", True),
        (["text/plain;charset=utf-8"], "text/plain", True),
        ([JSON, "image/*"], "text/plain", False),
        ([JSON, "image/png"], "image/gif", False),
        ([JSON], "text/json", False),
        (["*/*"], "image", False),
        (["image/*"], "image", False),
        (["*/*"], 7, False),
        (["*/*"], None, False),
    ],
)
def test_a_caller_chooses_within_what_is_offered(offered: list[str], wanted: Any, is_allowed: bool) -> None:
    """RFC 9110 section 12.5.1: letter case and parameters do not count; the error lists what is offered."""
    if is_allowed:
        assert chosen_media_type(offered, wanted, b"x") == wanted
    else:
        with pytest.raises(ConfigurationError, match=re.escape(f"{wanted!r}; give one of {', '.join(offered)}.")):
            chosen_media_type(offered, wanted, b"x")


@pytest.mark.parametrize(
    ("media_type", "body", "content_type", "content"),
    [
        ("text/plain", "abc", "text/plain", b"abc"),
        ("text/plain", "é", "text/plain; charset=utf-8", "é".encode()),
        ("Text/Plain; a=b", "é", "Text/Plain; a=b; charset=utf-8", "é".encode()),
        ("text/plain; charset=latin-1", "é", "text/plain; charset=latin-1", b"\xe9"),
        ('text/plain; a=b; Charset="utf-16-le"', "é", 'text/plain; a=b; Charset="utf-16-le"', b"\xe9\0"),
        ("application/xml", "é", "application/xml", "é".encode()),
        ("text/plain", b"\xff", "text/plain", b"\xff"),
        (OCTETS, bytearray(b"ab"), OCTETS, b"ab"),
        (OCTETS, io.BytesIO(b"ab"), OCTETS, b"ab"),
        (MULTIPART, b"--x--", MULTIPART, b"--x--"),
    ],
)
def test_content_is_sent_as_it_is(media_type: str, body: Any, content_type: str, content: bytes) -> None:
    """Text in the charset that is named, else in UTF-8, which is said where it matters."""
    actual_type, actual = encoded(media_type, body, {})
    assert (actual_type, content_of(actual)) == (content_type, content)
    assert isinstance(actual, bytes | Upload)
    assert not isinstance(actual, bytearray)


@pytest.mark.parametrize(
    ("media_type", "body", "words"),
    [
        (OCTETS, "x", "The body is text; give the content as bytes"),
        ("image/png", "x", "The body is text"),
        ("audio/ogg", "x", "The body is text"),
        ("VIDEO/ogg; a=b", "x", "The body is text"),
        ("application/xml", {"a": 1}, "The body cannot be a dict as application/xml; give its content"),
        ("text/plain; a=b", 7, "The body cannot be 7 as text/plain; give its content"),
        (FORM, "x", f"The body cannot be 'x' as {FORM}; give an object"),
        (FORM, b"x", f"The body cannot be a bytes as {FORM}; give an object"),
        (MULTIPART, [1], f"The body cannot be a list as {MULTIPART}; give an object"),
        (OCTETS, io.StringIO("x"), "The body is open in text mode; open it with mode 'rb'"),
        (OCTETS, Path("/nowhere/x"), "The body cannot be read: No such file or directory"),
        (OCTETS, Path("/"), "The body cannot be read: Is a directory"),
        (MULTIPART, {"a": io.StringIO("x")}, "a is open in text mode"),
        (MULTIPART, {"a": Path("/nowhere/x")}, "a cannot be read: No such file or directory"),
        (MULTIPART, {"a": ("n", b"x", None, {"X": "\n"})}, "The header X has a value"),
    ],
)
def test_what_cannot_be_sent_is_refused(media_type: str, body: Any, words: str) -> None:
    """The message says what to give instead."""
    with pytest.raises(ConfigurationError, match=re.escape(words)):
        encoded(media_type, body, {})


def test_a_closed_file_is_refused() -> None:
    """It would fail while it is sent, after the header fields."""
    file = io.BytesIO(b"x")
    file.close()
    with pytest.raises(ConfigurationError, match="a is a closed file"):
        encoded(MULTIPART, {"a": file}, {})


@pytest.mark.parametrize(
    ("members", "parts", "expected"),
    [
        ({"a b": "c&d", "n": None, "o": OMIT, "t": True}, {}, b"a%20b=c%26d&t=true"),
        ({"a": [1, "x y"]}, {}, b"a=1&a=x%20y"),
        ({"a": {"b": [1]}}, {}, b"a=%7B%22b%22%3A%5B1%5D%7D"),
        ({"a": {"b": 1}, "c": [1, 2]}, {"a": Part(style=Style("deepObject"))}, b"a%5Bb%5D=1&c=1&c=2"),
        ({"a": [1, 2]}, {"a": Part(style=Style("form"))}, b"a=1,2"),
        ({"on": datetime.date(2026, 3, 1)}, {}, b"on=2026-03-01"),
        ({}, {}, b""),
    ],
)
def test_a_form_has_the_styles_of_its_properties(members: Any, parts: dict[str, Part], expected: bytes) -> None:
    """An object is JSON unless the document says otherwise (OpenAPI 3.1, section 4.8.14.4)."""
    assert encoded(FORM, members, parts) == (FORM, expected)
    assert encoded(f"{FORM}; a=b", members, parts) == (f"{FORM}; a=b", expected)


D = 'Content-Disposition: form-data; name="a"'
TYPED = Part(media_type="application/xml", headers={"X-Kind": "k"})


@pytest.mark.parametrize(
    ("value", "part", "expected"),
    [
        ("é", Part(), [f"{D}\r\n\r\né"]),
        (7, Part(), [f"{D}\r\n\r\n7"]),
        (False, Part(), [f"{D}\r\n\r\nfalse"]),
        ([1, "x"], Part(), [f"{D}\r\n\r\n1", f"{D}\r\n\r\nx"]),
        ([None, OMIT], Part(), []),
        (None, Part(), []),
        ({"b": 1}, Part(), [f'{D}\r\nContent-Type: application/json\r\n\r\n{{"b":1}}']),
        ([{"b": 1}], Part(), [f'{D}\r\nContent-Type: application/json\r\n\r\n{{"b":1}}']),
        ([1], Part(media_type=JSON), [f"{D}\r\nContent-Type: application/json\r\n\r\n[1]"]),
        ("x", Part(media_type=JSON), [f'{D}\r\nContent-Type: application/json\r\n\r\n"x"']),
        ("<b/>", TYPED, [f"{D}\r\nX-Kind: k\r\nContent-Type: application/xml\r\n\r\n<b/>"]),
        (b"x", Part(), [f'{D}; filename="upload"\r\nContent-Type: {OCTETS}\r\n\r\nx']),
        (named("d/c.png"), Part(), [f'{D}; filename="c.png"\r\nContent-Type: image/png\r\n\r\nx']),
        (
            [b"x", b"y"],
            Part(is_file=True),
            [f'{D}; filename="upload"\r\nContent-Type: {OCTETS}\r\n\r\n{c}' for c in "xy"],
        ),
        (("c.png", b"x"), Part(), [f'{D}; filename="c.png"\r\nContent-Type: image/png\r\n\r\nx']),
        (("c.png", b"x", "a/b"), Part(), [f'{D}; filename="c.png"\r\nContent-Type: a/b\r\n\r\nx']),
        (("c", "é", "a/b"), Part(), [f'{D}; filename="c"\r\nContent-Type: a/b\r\n\r\né']),
        ((None, b"x", "a/b"), Part(), [f"{D}\r\nContent-Type: a/b\r\n\r\nx"]),
        (
            ("c", b"x", "a/b", {"X-A": "1"}),
            TYPED,
            [f'{D}; filename="c"\r\nX-Kind: k\r\nX-A: 1\r\nContent-Type: a/b\r\n\r\nx'],
        ),
        (("c", b"x", "a/b", {"content-type": "c/d"}), Part(), [f'{D}; filename="c"\r\ncontent-type: c/d\r\n\r\nx']),
        (('"\\\r\n\x1b', b"x", "a/b"), Part(), [f'{D}; filename="%22\\\\%0D%0A\x1b"\r\nContent-Type: a/b\r\n\r\nx']),
        (("c", "x"), Part(), [f"{D}\r\n\r\nc", f"{D}\r\n\r\nx"]),
        (tuple("abcde"), Part(), [f"{D}\r\n\r\n{letter}" for letter in "abcde"]),
        (("Größe ☃.png", b"x"), Part(), [f'{D}; filename="Größe ☃.png"\r\nContent-Type: image/png\r\n\r\nx']),
        (("a b", b"x", "a/b"), Part(), [f'{D}; filename="a b"\r\nContent-Type: a/b\r\n\r\nx']),
        ((1, b"x"), Part(), [f"{D}\r\n\r\n1", f'{D}; filename="upload"\r\nContent-Type: {OCTETS}\r\n\r\nx']),
        (
            ("c.gif", b"x"),
            Part(media_type="image/png, image/gif"),
            [f'{D}; filename="c.gif"\r\nContent-Type: image/gif\r\n\r\nx'],
        ),
        (
            ("c.txt", b"x"),
            Part(media_type="image/png, image/gif"),
            [f'{D}; filename="c.txt"\r\nContent-Type: image/png\r\n\r\nx'],
        ),
        (("c.gif", b"x"), Part(media_type="image/*"), [f'{D}; filename="c.gif"\r\nContent-Type: image/gif\r\n\r\nx']),
        (("c.txt", b"x"), Part(media_type="image/*"), [f'{D}; filename="c.txt"\r\nContent-Type: {OCTETS}\r\n\r\nx']),
        (("c.txt", b"x"), Part(media_type="image/*, a/b"), [f'{D}; filename="c.txt"\r\nContent-Type: a/b\r\n\r\nx']),
    ],
)
def test_a_value_has_its_parts_of_a_form(value: Any, part: Part, expected: list[str]) -> None:
    """RFC 7578: scalars, lists, objects and files, with the types and header fields of the document or the caller."""
    assert parts_of({"a": value}, {"a": part}) == [text.encode() for text in expected]


def test_the_name_of_a_part_is_escaped() -> None:
    """As browsers do, for texts and for files."""
    text, file = parts_of({'a"b': "x", 'c"d': b"x"})
    assert text == b'Content-Disposition: form-data; name="a%22b"\r\n\r\nx'
    assert file.startswith(b'Content-Disposition: form-data; name="c%22d"; filename="upload"\r\n')


def test_a_file_is_not_given_by_its_name() -> None:
    """A text where the document has a file is most likely a path, and would be sent as the content."""
    with pytest.raises(ConfigurationError, match=r"a is text; give the content as bytes, or a file as pathlib\.Path"):
        encoded(MULTIPART, {"a": "c.png"}, {"a": Part(is_file=True)})
    with pytest.raises(ConfigurationError, match="a is text"):
        encoded(MULTIPART, {"a": ["c.png"]}, {"a": Part(is_file=True)})


@pytest.mark.parametrize("value", [5, True, 1.5, {"a": 1}, memoryview(b"x"), object(), [7], [memoryview(b"x")]])
def test_a_file_is_not_anything_else(value: Any) -> None:
    """It would be sent as the text of a number, or as a list of them."""
    with pytest.raises(ConfigurationError, match=r"a is .*; give the content as bytes"):
        encoded(MULTIPART, {"a": value}, {"a": Part(is_file=True)})


def test_each_form_has_a_boundary_of_its_own() -> None:
    """Nobody can put it into a value beforehand."""
    assert encoded(MULTIPART, {}, {})[0] != encoded(MULTIPART, {}, {})[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789" * 10_000)
    return path


def upload_of(body: Any) -> Upload:
    upload = encoded(OCTETS, body, {})[1]
    assert isinstance(upload, Upload)
    return upload


@pytest.mark.parametrize("start", [0, 7, 100_000])
def test_an_open_file_is_sent_from_where_it_is(path: Path, start: int) -> None:
    """At each attempt; it stays open and can be rewound by its owner."""
    with path.open("rb") as file:
        file.seek(start)
        upload = upload_of(file)
        assert file.tell() == start
        assert upload.length == 100_000 - start
        for _ in range(2):
            assert upload.is_repeatable
            assert b"".join(upload) == path.read_bytes()[start:]
        assert not file.closed


def test_a_path_is_opened_for_each_attempt(path: Path) -> None:
    """And closed after it, even if the attempt ends early."""
    upload = upload_of(path)
    assert (upload.length, upload.is_repeatable) == (100_000, True)
    assert [len(chunk) for chunk in upload] == [64 * 1024, 100_000 - 64 * 1024]
    chunks: Iterator[bytes] = iter(upload)
    assert len(next(chunks)) == 64 * 1024
    chunks.close()  # type: ignore[attr-defined]  # a generator
    assert content_of(upload) == path.read_bytes()


async def read_async(upload: Upload) -> bytes:
    return b"".join([chunk async for chunk in upload])


READ: dict[str, Callable[[Upload], bytes]] = {
    "sync": b"".join,
    "asyncio": lambda upload: asyncio.run(read_async(upload)),
}


def test_of_a_file_that_returns_more_than_asked_for_the_announced_bytes_are_sent() -> None:
    """A file may be any code."""

    class Generous(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return b"abcd" if super().read(size) else b""

    upload = upload_of(Generous(b"ab"))
    assert (upload.length, content_of(upload)) == (2, b"ab")


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_of_a_file_that_grows_the_announced_bytes_are_sent(
    path: Path, read: Callable[[Upload], bytes], is_open: bool
) -> None:
    """Such as a log; the HTTP library would fail at one byte more than the Content-Length."""
    with path.open("rb") as file:
        upload, content = upload_of(file if is_open else path), path.read_bytes()
        path.write_bytes(content + b"more")
        assert upload.length == len(content)
        for _ in range(2):
            assert read(upload) == content


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_a_file_that_shrinks_is_an_error_that_says_so(
    path: Path, read: Callable[[Upload], bytes], is_open: bool
) -> None:
    """The server waits for what was announced."""
    with path.open("rb") as file:
        upload = upload_of(file if is_open else path)
        path.write_bytes(b"less")
        with pytest.raises(ConfigurationError, match="The body has become shorter: it had 100000 bytes, and has 4 now"):
            read(upload)


class Failing(io.BytesIO):
    """A file of somebody else, which fails at one of its methods in a way of its own."""

    def __init__(self, method: str, error: Exception) -> None:
        super().__init__(b"content")
        self.method, self.error = method, error

    def _fail(self, method: str) -> None:
        if method == self.method:
            raise self.error

    def read(self, *size: Any) -> bytes:
        self._fail("read")
        return super().read(*size)

    def tell(self) -> int:
        self._fail("tell")
        return super().tell()


@pytest.mark.parametrize("method", ["read", "tell"])
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (EOFError("s3cret"), "EOFError"),
        (RuntimeError("s3cret"), "RuntimeError"),
        (zlib.error("s3cret"), "error"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (ValueError("read of closed file"), "read of closed file"),
    ],
)
@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_whatever_a_file_raises_is_a_typed_error(
    read: Callable[[Upload], bytes], error: Exception, words: str, method: str
) -> None:
    """A compressed file may be cut off, and a remote one gone; the cause is kept."""
    with pytest.raises(ConfigurationError, match=rf"^The body cannot be read: {words}\.$") as caught:
        read(upload_of(Failing(method, error)))
    assert caught.value.__cause__ is error


def test_a_pipe_is_sent_once() -> None:
    """Before it is begun it can still be sent; its length is unknown."""
    upload = upload_of(Pipe(b"abc"))
    assert (upload.length, upload.is_repeatable) == (None, True)
    assert repr(upload) == "<upload of unknown length>"
    assert b"".join(upload) == b"abc"
    assert not upload.is_repeatable
    awaited = upload_of(Pipe(b"abc"))

    async def read() -> bytes:
        return b"".join([chunk async for chunk in awaited])

    assert asyncio.run(read()) == b"abc"
    assert not awaited.is_repeatable


def test_a_form_is_as_long_as_its_pieces(path: Path) -> None:
    """One of unknown length is enough to make all of it unknown, and one that is gone to make it unrepeatable."""
    _, known = encoded(MULTIPART, {"a": path, "b": "é", "c": b"x"}, {})
    assert isinstance(known, Upload)
    assert known.length == len(b"".join(known))
    assert known.is_repeatable
    assert repr(known) == f"<upload of {known.length} bytes>"
    _, unknown = encoded(MULTIPART, {"a": path, "b": Pipe(b"x")}, {})
    assert isinstance(unknown, Upload)
    assert unknown.length is None
    assert b"".join(unknown)
    assert not unknown.is_repeatable
