"""Bodies, responses and parameters of every kind: what is on the wire, and what comes back (documents/media.yaml)."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import gzip
import importlib
import io
import itertools
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from generator.build.api import build_api
from generator.commands import generate
from generator.document.load import load_document
from generator.output.write import replace_tree
from generator.reference.samples import operation_samples
from tests.client.raw_server import PATIENCE, cancel_after, serving
from tests.generator.support import DOCUMENTS, ROOT

if TYPE_CHECKING:
    import httpx2 as http
else:
    try:
        import httpx2 as http
    except ImportError:
        import httpx as http

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The rendered package, imported."""
    out = tmp_path_factory.mktemp("media") / "generated"
    replace_tree(generate(DOCUMENTS / "media.yaml", ROOT / "templates"), out)
    sys.path.insert(0, str(out))
    try:
        yield importlib.import_module("media")
    finally:
        sys.path.remove(str(out))
        for name in [name for name in sys.modules if name.partition(".")[0] == "media"]:
            del sys.modules[name]


class Server:
    """Keeps the requests as they came over the wire, and answers each with the next of its responses."""

    def __init__(self) -> None:
        self.requests: list[http.Request] = []
        self.bodies: list[bytes] = []
        self.responses: list[http.Response] = []

    def __call__(self, request: http.Request) -> http.Response:
        self.bodies.append(request.read())
        self.requests.append(request)
        return self.responses.pop(0) if self.responses else http.Response(200, json={"id": 1})

    @property
    def last(self) -> http.Request:
        return self.requests[-1]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(media: ModuleType, server: Server) -> Iterator[Any]:
    clock = importlib.import_module("media.testing").MockClock()
    with media.Client(transport=http.MockTransport(server), clock=clock) as client:
        yield client


def test_a_form_with_files_is_what_the_http_library_encodes(client: Any, server: Server, tmp_path: Path) -> None:
    """A path, bytes, an open file, and tuples with name, type and header fields; values beside them."""
    path = tmp_path / 'a "b".txt'
    path.write_bytes(b"on the disk")
    with path.open("rb") as opened:
        client.files.upload(
            file=path,
            cover=("c.jpg", PNG),
            attachments=[b"raw", opened, ("n.bin", b"x", "a/b", {"X-A": "1"})],
            label="grüße",
            count=3,
            shared=True,
            tags=["a", "b"],
        )
        opened.seek(0)
        expected = http.Request(
            "POST",
            "https://media.example/",
            files=[
                ("file", (path.name, b"on the disk")),
                ("cover", ("c.jpg", PNG, None, {"X-Kind": "cover", "Content-Type": "image/jpeg"})),
                ("attachments", ("upload", b"raw")),
                ("attachments", opened),
                ("attachments", ("n.bin", b"x", None, {"X-A": "1", "Content-Type": "a/b"})),
                ("label", (None, "grüße")),
                ("count", (None, "3")),
                ("shared", (None, "true")),
                ("tags", (None, "a")),
                ("tags", (None, "b")),
            ],
        )
        wanted = expected.read()
    boundaries = [
        request.headers["Content-Type"].partition("boundary=")[2].encode() for request in (server.last, expected)
    ]
    assert server.bodies[-1].replace(boundaries[0], b"") == wanted.replace(boundaries[1], b"")
    assert server.last.headers["Content-Length"] == str(len(server.bodies[-1]))


def test_objects_and_lists_in_forms_are_json_where_the_document_says_so(client: Any, server: Server) -> None:
    """An object is a part of its own type; a list repeats its name unless it is declared as JSON."""
    client.files.upload(file=b"", owner={"name": "Ada"}, scores=[1, 2], due=datetime.datetime(2030, 1, 2, 3, 4, 5))
    parts = re.split(rb"--[0-9a-f]{32}(?:--)?\r\n", server.bodies[-1])[2:-1]
    disposition = b"Content-Disposition: form-data; name="
    assert parts == [
        disposition + b'"due"\r\n\r\n2030-01-02T03:04:05\r\n',
        disposition + b'"owner"\r\nContent-Type: application/json\r\n\r\n{"name":"Ada"}\r\n',
        disposition + b'"scores"\r\nContent-Type: application/json\r\n\r\n[1,2]\r\n',
    ]


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_a_file_is_read_from_the_disk_while_it_is_sent(
    media: ModuleType, server: Server, tmp_path: Path, is_async: bool
) -> None:
    """Of 64 MiB, no more than a few pieces are in memory."""
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(64 << 20)
    largest: list[int] = []

    class Counting(http.BaseTransport, http.AsyncBaseTransport):
        def handle_request(self, request: http.Request) -> http.Response:
            largest.extend(len(piece) for piece in request.stream)  # type: ignore[union-attr]
            return http.Response(204)

        async def handle_async_request(self, request: http.Request) -> http.Response:
            largest.extend([len(piece) async for piece in request.stream])  # type: ignore[union-attr]
            return http.Response(204)

    async def send() -> None:
        async with media.AsyncClient(transport=Counting()) as client:
            await client.files.replace(1, path)

    if is_async:
        asyncio.run(send())
    else:
        with media.Client(transport=Counting()) as client:
            client.files.replace(1, path)
    assert sum(largest) == 64 << 20
    assert max(largest) <= 64 << 10


def test_what_can_be_rewound_is_sent_again(client: Any, server: Server, tmp_path: Path) -> None:
    """A request that failed is repeated with the whole body, from where the file was."""
    path = tmp_path / "f"
    path.write_bytes(b"0123456789")
    server.responses = [http.Response(503), http.Response(204)] * 2
    client.files.replace(1, path)
    with path.open("rb") as opened:
        opened.seek(4)
        client.files.replace(1, opened)
    assert server.bodies == [b"0123456789"] * 2 + [b"456789"] * 2


def test_what_cannot_be_rewound_is_sent_once(media: ModuleType, client: Any, server: Server) -> None:
    """A pipe is empty after the first attempt, so the failure of that one counts."""
    reading, writing = os.pipe()
    os.write(writing, b"from a pipe")
    os.close(writing)
    server.responses = [http.Response(503), http.Response(204)]
    with os.fdopen(reading, "rb") as pipe, pytest.raises(media.errors.APIStatusError):
        client.files.replace(1, pipe)
    assert server.bodies == [b"from a pipe"]
    assert server.last.headers["Transfer-Encoding"] == "chunked"


def test_content_is_sent_as_it_is(client: Any, server: Server, tmp_path: Path) -> None:
    """Text, bytes and files, with the media type of the document, of the file's name or of the caller."""
    photo = tmp_path / "photo.png"
    photo.write_bytes(PNG)
    note = tmp_path / "note.txt"
    note.write_bytes(b"from a file")
    server.responses = [http.Response(204) for _ in range(7)]
    client.notes.set(datetime.date(2030, 1, 31), "grüße")
    client.notes.set("2030-01-31", note)
    client.notes.set("2030-01-31")
    client.photos.replace(1, photo)
    client.photos.replace(1, PNG, content_type="image/webp")
    client.notes.attach("2030-01-31", b"\0")
    client.notes.attach("2030-01-31", "text")
    client.photos.describe(1, "<owner/>")
    assert [request.headers.get("Content-Type") for request in server.requests] == [
        "text/plain; charset=utf-8",
        "text/plain",
        None,
        "image/png",
        "image/webp",
        "application/octet-stream",
        "text/plain",
        "application/xml",
    ]
    assert server.bodies == ["grüße".encode(), b"from a file", b"", PNG, PNG, b"\0", b"text", b"<owner/>"]
    assert server.requests[0].url.path == "/notes/2030-01-31"


def test_the_caller_may_choose_the_media_type(client: Any, server: Server) -> None:
    """JSON unless another one is named; a form is serialized as the document says."""
    address = {"city": "Paris", "lines": ["a b", "c"]}
    client.photos.describe(1, name="Ada", address=address)
    client.photos.describe(
        1, name="Ada", nicknames=["A", "B"], address=address, content_type="application/x-www-form-urlencoded"
    )
    assert json.loads(server.bodies[0]) == {"name": "Ada", "address": address}
    assert server.bodies[1] == (
        b"name=Ada&address%5Bcity%5D=Paris&address%5Blines%5D%5B0%5D=a%20b&address%5Blines%5D%5B1%5D=c"
        b"&nicknames=A&nicknames=B"
    )


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda client: client.files.upload(file="name.txt"), "file is text; give the content as bytes"),
        (lambda client: client.files.upload(file=Path("/nowhere/x")), "file cannot be read: No such file"),
        (lambda client: client.files.upload(file=io.StringIO("x")), "open it with mode 'rb'"),
        (lambda client: client.files.upload(file=("n", b"x", None, {"X": "a\nb"})), "The header X has a value"),
        (lambda client: client.files.replace(1, "name.txt"), "The body is text; give the content as bytes"),
        (lambda client: client.files.replace(1, {"a": 1}), "The body cannot be a dict as application/octet-stream"),
        (lambda client: client.photos.replace(1, PNG), "give one of image/\\* as content_type"),
        (lambda client: client.photos.replace(1, PNG, content_type="text/plain"), "content_type is 'text/plain'"),
        (
            lambda client: client.photos.replace(1, PNG, content_type="image/png\r\nX: y"),
            "header Content-Type has a value",
        ),
        (lambda client: client.photos.describe(1, "<a/>", name="Ada"), "Give body or the members"),
    ],
)
def test_a_body_that_cannot_be_sent_is_refused(
    media: ModuleType, client: Any, server: Server, act: Callable[[Any], object], words: str
) -> None:
    """The message says what to give instead; nothing is sent."""
    with pytest.raises(media.errors.ConfigurationError, match=words):
        act(client)
    assert server.requests == []


class Faulty:
    """A file that goes wrong while it is sent."""

    def __init__(self, chunk: Any) -> None:
        self.chunk = chunk
        self.reads = 0

    def read(self, size: int) -> Any:
        self.reads += 1
        if isinstance(self.chunk, Exception):
            raise self.chunk
        return self.chunk


@pytest.mark.parametrize(
    ("chunk", "words"),
    [
        (OSError(5, "Input/output error"), "The body cannot be read: Input/output error"),
        (ValueError("read of closed file"), "The body cannot be read: read of closed file"),
        ("text", "The body does not return bytes, but 'text'"),
    ],
)
def test_a_file_that_breaks_while_it_is_sent_is_named(
    media: ModuleType, client: Any, server: Server, chunk: Any, words: str
) -> None:
    """And the request is not repeated, since the server is not what failed."""

    async def send(file: Faulty) -> None:
        async with media.AsyncClient(transport=http.MockTransport(server)) as awaited:
            await awaited.files.replace(1, file)

    for act in (lambda file: client.files.replace(1, file), lambda file: asyncio.run(send(file))):
        file = Faulty(chunk)
        with pytest.raises(media.errors.ConfigurationError, match=words):
            act(file)
        assert file.reads == 1
    assert server.requests == []


def test_a_secret_of_a_form_is_not_in_messages(media: ModuleType, client: Any, server: Server) -> None:
    """A server that repeats the password of an upload does not bring it into a log."""
    server.responses = [http.Response(400, text="The password hunter22 is too short.")]
    with pytest.raises(media.errors.APIStatusError) as caught:
        client.files.upload(file=b"", password="hunter22")
    assert "hunter22" not in str(caught.value)


def test_parameters_are_serialized_as_openapi_says(client: Any, server: Server) -> None:
    """Every style, in every location, of scalars, lists and objects (OpenAPI 3.1, section 4.8.12.3)."""
    server.responses = [http.Response(200, json=[])]
    moment = datetime.datetime(2030, 1, 2, tzinfo=datetime.UTC)
    client.search.find(
        ["a/b", "c"],
        {"x": 1, "y": 2},
        [3, 4],
        {"x": 5, "y": 6},
        filter={"text": "é&", "ids": [7, 8], "since": moment},
        area={"x": 1, "y": 2},
        corner={"x": 1, "y": 2},
        spaced=["a", "b c"],
        piped=["a", "b|c"],
        joined=["a", "b,c"],
        callback="https://a.example/b?c=d&e=f#g",
        query={"text": "x", "ids": [1]},
        x_since=moment,
        x_ids=[1, 2],
        session="a;b",
    )
    path, _, query = server.last.url.raw_path.decode().partition("?")
    assert path == "/search/a%2Fb,c/x=1,y=2/.3,4/;x=5;y=6"
    assert query.split("&") == [
        "filter%5Btext%5D=%C3%A9%26",
        "filter%5Bids%5D%5B0%5D=7",
        "filter%5Bids%5D%5B1%5D=8",
        "filter%5Bsince%5D=2030-01-02T00%3A00%3A00%2B00%3A00",
        "x=1",
        "y=2",
        "corner=x,1,y,2",
        "spaced=a%20b%20c",
        "piped=a%7Cb%7Cc",
        "joined=a,b%2Cc",
        "callback=https://a.example/b?c%3Dd%26e%3Df%23g",
        "query=%7B%22text%22%3A%22x%22%2C%22ids%22%3A%5B1%5D%7D",
    ]
    headers = server.last.headers
    assert (headers["X-Since"], headers["X-Ids"]) == ("2030-01-02T00:00:00+00:00", "1,2")
    assert (headers["Cookie"], headers["Accept"]) == ("session=a%3Bb", "application/json")


def test_several_parameters_may_share_a_segment_of_the_path(client: Any, server: Server) -> None:
    """Nothing but what is in braces is replaced."""
    server.responses = [http.Response(200, json={}), http.Response(200, text="a,b")]
    client.photos.compare(1, 2)
    client.files.export("csv")
    assert [request.url.path for request in server.requests] == ["/photos/1-2/difference", "/files/export.csv"]


def test_a_success_is_decoded_by_its_status(media: ModuleType, client: Any, server: Server) -> None:
    """Each documented one has its type; a range and the rest are errors."""
    server.responses = [
        http.Response(200, json={"name": "Ada"}),
        http.Response(202, json={"ticket": 7}),
        http.Response(204),
        http.Response(409, json={"title": "Busy"}),
        http.Response(200, json={"ticket": 8}),
        http.Response(404, text="No job."),
    ]
    assert client.jobs.start() == media.models.Owner.from_dict({"name": "Ada"})
    assert client.jobs.start().ticket == 7
    assert client.jobs.start() is None
    with pytest.raises(media.errors.APIStatusError):
        client.jobs.start()
    assert client.jobs.peek().ticket == 8
    with pytest.raises(media.errors.APIStatusError, match="No job"):
        client.jobs.peek()


def test_a_success_is_decoded_by_its_content_type(client: Any, server: Server) -> None:
    """Text is str, JSON is decoded, the rest is bytes; the Accept field names what is documented."""
    server.responses = [
        http.Response(200, content=PNG, headers={"Content-Type": "application/octet-stream"}),
        http.Response(200, content=PNG),
        http.Response(200, text="a,b", headers={"Content-Type": "text/csv"}),
        http.Response(200, content=b"%PDF", headers={"Content-Type": "application/pdf"}),
        http.Response(200, text="note"),
        http.Response(200, json={"a": 1}),
        http.Response(200, text="<owner/>", headers={"Content-Type": "application/xml"}),
    ]
    results = [client.files.download(1), client.files.download(1), client.files.export("csv"), client.files.export("p")]
    results += [client.notes.set("2030-01-31", "x"), client.notes.attach("2030-01-31", b"x")]
    results.append(client.with_options(headers={"Accept": "application/xml"}).photos.describe(1, name="Ada"))
    assert results == [PNG, PNG, "a,b", b"%PDF", "note", {"a": 1}, b"<owner/>"]
    assert [request.headers["Accept"] for request in server.requests] == [
        *["application/octet-stream"] * 2,
        *["text/csv, application/pdf"] * 2,
        "text/plain",
        "*/*",
        "application/xml",
    ]


def test_a_problem_is_part_of_the_error(media: ModuleType, client: Any, server: Server) -> None:
    """The members of RFC 9457 are its fields, others are kept; the detail is the message."""
    body = {"type": "https://media.example/gone", "title": "Gone", "detail": "No file 1.", "status": 404, "file": 1}
    server.responses = [http.Response(404, json=body, headers={"Content-Type": "application/problem+json"})]
    with pytest.raises(media.errors.NotFoundError, match="No file 1") as caught:
        client.files.download(1)
    problem = caught.value.problem
    assert (problem.type, problem.title, problem.status, problem.detail, problem.instance, problem.extensions) == (
        "https://media.example/gone",
        "Gone",
        404,
        "No file 1.",
        None,
        {"file": 1},
    )


def page(*tickets: int, **members: Any) -> http.Response:
    return http.Response(200, json={"value": [{"ticket": ticket} for ticket in tickets], **members})


PAGES = {
    "linked": (
        [page(1, 2, nextLink="https://media.example/lists/linked?token=a%20b&x=1"), page(3)],
        ["", "token=a%20b&x=1"],
    ),
    "cursors": ([page(1, 2, meta={"next": "c/1"}), page(3, meta={"next": ""})], ["", "after=c%2F1"]),
    "offsets": ([page(1, 2), page(3), page()], ["", "offset=2", "offset=3"]),
    "numbers": ([page(1, 2, meta={"pages": 2}), page(3, meta={"pages": 2})], ["", "page=2"]),
    "headers": (
        [
            http.Response(
                200,
                json=[{"ticket": 1}, {"ticket": 2}],
                headers={"Link": '</lists/headers?page=1>; rel="prev first", <?page=2&a=,b>; rel="next"; title="x, y"'},
            ),
            http.Response(200, json=[{"ticket": 3}], headers={"Link": "<?page=1>; rel=prev"}),
        ],
        ["", "page=2&a=,b"],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_follow_what_the_document_declares(client: Any, server: Server, name: str) -> None:
    """Links, cursors, offsets, page numbers and Link header fields; each page is requested when it is reached."""
    responses, queries = PAGES[name]
    server.responses = [http.Response(200, content=one.content, headers=one.headers) for one in responses]
    first = getattr(client.lists, name)()
    assert ([item.ticket for item in first.items], first.has_next, len(server.requests)) == ([1, 2], True, 1)
    assert [item.ticket for item in first] == [1, 2, 3]
    assert [request.url.query.decode() for request in server.requests] == queries
    assert {request.url.path for request in server.requests} == {f"/lists/{name}"}


@pytest.mark.parametrize("name", [*PAGES, "searches", "scrolls"])
def test_the_lists_of_a_mock_end(mock: Any, name: str) -> None:
    """An example is the only page of its list, whatever its link, its cursor or the number of pages."""
    operation = getattr(mock.client().lists, name)
    assert 0 < len(list(itertools.islice(operation(), 100))) < 100
    assert len(mock.requests) <= 2


@pytest.mark.parametrize("link", ["https://elsewhere.example/x", "http://media.example/x", "//media.example:444/x"])
def test_a_link_to_another_server_is_not_followed(media: ModuleType, client: Any, server: Server, link: str) -> None:
    """It would receive the credentials; that the list goes on is not concealed."""
    server.responses = [page(1, nextLink=link)]
    with pytest.raises(media.errors.InsecureURLError):
        list(client.lists.linked())
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("name", "given", "responses", "bodies"),
    [
        ("searches", {}, [page(1), page(2), page()], [b"", b'{"page":2}', b'{"page":3}']),
        (
            "searches",
            {"text": "x", "size": 1, "page": 4},
            [page(1), page(2), page()],
            [b'{"text":"x","page":%d,"size":1}' % number for number in (4, 5, 6)],
        ),
        ("searches", {"size": 2}, [page(1, 2), page(3)], [b'{"size":2}', b'{"page":2,"size":2}']),
        ("scrolls", {"text": "x"}, [page(1, meta={"next": "b"}), page(2)], [b"text=x", b"text=x&after=b"]),
        ("scrolls", {}, [page(1, meta={"next": 7}), page(2, meta={"next": 7})], [b"", b"after=7"]),
    ],
)
def test_pages_may_be_asked_for_in_the_body(
    client: Any, server: Server, name: str, given: Any, responses: list[http.Response], bodies: list[bytes]
) -> None:
    """Whatever else the body holds is sent with each page."""
    server.responses = [http.Response(200, json=response.json()) for response in responses]
    assert [item.ticket for item in getattr(client.lists, name)(**given)] == [
        item["ticket"] for response in responses for item in response.json()["value"]
    ]
    assert server.bodies == bodies


def test_a_full_limit_and_a_repeated_link_end_a_list(client: Any, server: Server) -> None:
    """A page with fewer items than asked for is the last; one that names itself is not read again."""
    server.responses = [page(1), page(2, nextLink="/lists/linked?p=1"), page(3, nextLink="/lists/linked?p=1")]
    assert [item.ticket for item in client.lists.offsets(limit=2)] == [1]
    assert [item.ticket for item in client.lists.linked()] == [2, 3]
    assert len(server.requests) == 3


def download_server(body: bytes, *headers: str, cut: int = 0) -> Any:
    """Serve a response over a socket, in two pieces."""
    head = "\r\n".join(["HTTP/1.1 200 OK", *headers, f"Content-Length: {len(body)}", "", ""]).encode()
    sent = body[: len(body) - cut]

    def script(send: Callable[[bytes], None]) -> None:
        send(head + sent[: len(sent) // 2])
        send(sent[len(sent) // 2 :])

    return serving(script)


def test_a_download_is_saved_while_it_arrives(media: ModuleType, tmp_path: Path) -> None:
    """No size limit holds; progress is reported, of all bytes if the server states how many there are."""
    body, seen = os.urandom(300_000), list[tuple[int, int | None]]()
    with download_server(body) as url, media.Client(base_url=url, max_response_bytes=1000) as client:
        with client.files.with_streaming_response.download(1) as response:
            assert (response.status_code, response.length) == (200, 300_000)
            saved = response.save(tmp_path / "f", progress=lambda done, total: seen.append((done, total)))
        assert saved.read_bytes() == body
    assert seen[-1] == (300_000, 300_000)
    assert len(seen) > 3


def test_an_async_download_is_decompressed_in_pieces(media: ModuleType, tmp_path: Path) -> None:
    """However much a few bytes stand for, a piece has at most 64 KiB."""

    seen: list[tuple[int, int | None]] = []

    async def download(url: str) -> tuple[list[int], bytes]:
        async with media.AsyncClient(base_url=url) as client:
            async with client.files.with_streaming_response.download(1) as response:
                sizes = [len(piece) async for piece in response.iter_bytes()]
            async with client.files.with_streaming_response.download(1) as response:
                saved = await response.save(tmp_path / "f", progress=lambda *counts: seen.append(counts))
        return sizes, saved.read_bytes()

    with download_server(gzip.compress(bytes(5 << 20)), "Content-Encoding: gzip") as url:
        sizes, saved = asyncio.run(download(url))
    assert (sum(sizes), max(sizes)) == (5 << 20, 64 << 10)
    assert saved == bytes(5 << 20)
    # The server states the length of what it sends, compressed, only; how it arrives differs each time.
    counts = [0, *(count for count, _ in seen)]
    assert all(0 < after - before <= 64 << 10 for before, after in itertools.pairwise(counts))
    assert (counts[-1], {total for _, total in seen}) == (5 << 20, {None})


def test_a_download_that_breaks_leaves_no_file(media: ModuleType, tmp_path: Path) -> None:
    """What was there before stays, and no part of the new file does."""
    target = tmp_path / "f"
    target.write_text("old")
    with (
        download_server(bytes(1000), cut=10) as url,
        media.Client(base_url=url) as client,
        client.files.with_streaming_response.download(1) as response,
        pytest.raises(media.errors.APIConnectionError),
    ):
        response.save(target)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("f", "old")]


class StopError(Exception):
    """Raised by a caller who has seen enough."""


def stopping(response: Any, folder: Path, way: str) -> None:
    """Read a part of a body, and stop."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt if way == "ctrl-c" else StopError

    if way in ("progress", "ctrl-c"):
        response.save(folder / "f", progress=stop)
    elif way == "piece":
        for _ in response.iter_bytes():
            stop()
    elif way == "line":
        next(response.iter_lines())
    elif way == "file":
        response.save(folder / "missing" / "f")
    else:
        assert way == "nothing"


def connections(client: Any) -> list[Any]:
    """Return the connections that are neither closed nor ready for the next request."""
    pool = client._http._transport._pool
    return [connection for connection in pool.connections if not (connection.is_idle() or connection.is_closed())]


@pytest.mark.parametrize("way", ["progress", "ctrl-c", "piece", "line", "file", "nothing"])
def test_a_download_that_is_stopped_frees_its_connection(media: ModuleType, tmp_path: Path, way: str) -> None:
    """No part of a file stays, the connection is not left waiting, and the next call works."""
    with download_server(b"line\n" * 200_000) as url, media.Client(base_url=url) as client:
        with (
            contextlib.suppress(StopError, KeyboardInterrupt, FileNotFoundError),
            client.files.with_streaming_response.export("csv") as response,
        ):
            stopping(response, tmp_path, way)
        assert connections(client) == []
        assert list(tmp_path.iterdir()) == []
        with client.files.with_streaming_response.export("csv") as response:
            assert len(response.read()) == 1_000_000
        assert connections(client) == []


@pytest.mark.parametrize("way", ["bytes", "save", "head"])
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_download_that_is_cancelled_frees_its_connection(
    media: ModuleType, tmp_path: Path, backend: str, way: str
) -> None:
    """While it waits for the head, or for the rest of the body; the next call works."""
    halves, begun, going = iter([True]), threading.Event(), threading.Event()

    def script(send: Callable[[bytes], None]) -> None:
        body = bytes(200_000)
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        if next(halves, False):
            send(b"" if way == "head" else head + body[:100_000])
            begun.set()
            going.wait(PATIENCE)
        send(head + body)

    async def main(url: str) -> None:
        async with media.AsyncClient(base_url=url) as client:
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as beside:
                    beside.start_soon(cancel_after, begun, scope)
                    async with client.files.with_streaming_response.download(1) as response:
                        if way == "save":
                            await response.save(tmp_path / "f")
                        async for _ in response.iter_bytes():
                            pass
            assert scope.cancelled_caught
            assert connections(client) == []
            assert list(tmp_path.iterdir()) == []
            async with client.files.with_streaming_response.download(1) as response:
                assert len(await response.read()) == 200_000
            assert connections(client) == []

    with serving(script) as url:
        anyio.run(main, url, backend=backend)
        going.set()


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_upload_that_is_cancelled_closes_its_file(media: ModuleType, tmp_path: Path, backend: str) -> None:
    """The server has stopped to read it; the next call works."""
    path = tmp_path / "f"
    path.write_bytes(bytes(20 << 20))
    held, begun, going = iter([True]), threading.Event(), threading.Event()

    def script(send: Callable[[bytes], None]) -> None:
        if next(held, False):
            begun.set()
            going.wait(PATIENCE)
        send(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"id": 1}')

    async def main(url: str) -> None:
        async with media.AsyncClient(base_url=url) as client:
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as beside:
                    beside.start_soon(cancel_after, begun, scope)
                    await client.files.replace(1, path)
            assert scope.cancelled_caught
            assert connections(client) == []
            assert [
                link for link in Path("/proc/self/fd").iterdir() if link.is_symlink() and link.readlink() == path
            ] == []
            path.write_bytes(b"small")
            await client.files.replace(1, path)
            assert connections(client) == []

    with serving(script) as url:
        anyio.run(main, url, backend=backend)
        going.set()


def test_a_streamed_error_is_raised_as_any_other(media: ModuleType, client: Any, server: Server) -> None:
    """Its body is read, within the limit, for the message."""
    server.responses = [http.Response(404, json={"title": "Gone", "detail": "No file 1."})]
    with pytest.raises(media.errors.NotFoundError), client.files.with_streaming_response.download(1):
        pass


def test_lines_are_yielded_as_they_arrive(client: Any, server: Server) -> None:
    """Whatever their ends are, and wherever a piece ends."""
    text = "".join(f"line {number}\r\n" for number in range(20_000))
    server.responses = [http.Response(200, text=text + "é", headers={"Content-Type": "text/csv; charset=utf-8"})]
    with client.files.with_streaming_response.export("csv") as response:
        assert list(response.iter_lines()) == [*text.splitlines(), "é"]


def test_a_line_of_many_pieces_is_put_together_once(media: ModuleType) -> None:
    """A text without line ends takes time in proportion to its length; several members of gzip are one text."""
    half = gzip.compress(b"x" * (12 << 20), 1)
    with (
        download_server(half * 2, "Content-Encoding: gzip", "Content-Type: text/csv; charset=utf-8") as url,
        media.Client(base_url=url) as client,
        client.files.with_streaming_response.export("csv") as response,
    ):
        assert [len(line) for line in response.iter_lines()] == [24 << 20]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b" a\t \r\n\r\n\rb\r\r\n c ", [" a\t ", "", "\rb\r", " c "]),
        (b"a\n\n", ["a", ""]),
        (b"a\x0bb\x0cc\xc2\x85d", ["a\x0bb\x0cc\x85d"]),
        (b"a\xc3", ["a\ufffd"]),
        (b"a\n\xe2\x82", ["a", "\ufffd"]),
        (b"", []),
    ],
)
def test_only_line_ends_are_taken_from_lines(client: Any, server: Server, content: bytes, lines: list[str]) -> None:
    """Spaces and other marks are text; a character that is cut off at the end is shown as such."""
    server.responses = [http.Response(200, content=content, headers={"Content-Type": "text/csv; charset=utf-8"})]
    with client.files.with_streaming_response.export("csv") as response:
        assert list(response.iter_lines()) == lines


@pytest.mark.parametrize("charset", ["hex", "nothing", '"utf-8\0"'])
def test_lines_in_an_unknown_encoding_are_taken_for_utf_8(client: Any, server: Server, charset: str) -> None:
    """A server must not cause an exception of Python's codecs."""
    server.responses = [
        http.Response(
            200, content="é\n\ufeff".encode("utf-8-sig"), headers={"Content-Type": f"text/csv; charset={charset}"}
        )
    ]
    with client.files.with_streaming_response.export("csv") as response:
        assert list(response.iter_lines()) == ["é", "\ufeff"]


def test_lines_that_are_not_in_the_named_encoding(media: ModuleType, client: Any, server: Server) -> None:
    """UTF-16 needs a mark at its beginning."""
    server.responses = [http.Response(200, content=b"abcd", headers={"Content-Type": "text/csv; charset=utf-16"})]
    with (
        client.files.with_streaming_response.export("csv") as response,
        pytest.raises(media.errors.APIResponseError, match="its text cannot be decoded"),
    ):
        list(response.iter_lines())


@pytest.fixture
def mock(media: ModuleType) -> Any:
    return importlib.import_module("media.testing").Mock()


def test_the_mock_reads_what_the_client_sends(mock: Any, tmp_path: Path) -> None:
    """Each operation is accepted, and answered in a documented media type."""
    path = tmp_path / "photo.png"
    path.write_bytes(PNG)
    address = {"city": "Paris", "lines": ["a b", "c"]}
    with mock.client(None) as client:
        file = client.files.upload(
            file=path,
            cover=PNG,
            attachments=[PNG, b"x"],
            count=1,
            shared=False,
            tags=["a"],
            owner={"name": "A"},
            scores=[1],
        )
        assert file.id == 0
        assert client.files.replace(1, path) is None
        assert client.files.download(1) == b"content"
        assert client.files.export("csv") == "content"
        assert client.photos.replace(1, path) == b"content"
        assert client.photos.describe(1, name="Ada", address=address).to_dict() == {}
        client.photos.describe(1, name="A", address=address, content_type="application/x-www-form-urlencoded")
        client.photos.describe(1, "<owner/>", content_type="application/xml")
        client.photos.compare(1, 2)
        assert client.notes.set("2030-01-31", "grüße") == "content"
        assert client.notes.attach("2030-01-31", b"x") == b"content"
        client.jobs.start()
        assert client.jobs.peek().ticket == 0
        with client.files.with_streaming_response.download(1) as response:
            assert response.read() == b"content"
    assert {exchange.response.status for exchange in mock.requests} <= {200, 201, 204}


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda client: client.files.upload(file=b"", count="many"), "Parameter 'count' must be integer"),
        (lambda client: client.files.upload(file=[]), "Parameter 'file' is required"),
        (lambda client: client.notes.set("tomorrow", "x"), "Parameter 'day'"),
        (lambda client: client.request("POST", "/files", body={}), "must be multipart/form-data"),
        (lambda client: find(client, filter={"ids": ["x"]}), "Parameter 'filter/ids/0' must be integer"),
        (lambda client: find(client, query={"ids": ["x"]}), "Parameter 'query/ids/0' must be integer"),
        (lambda client: find(client, area={"x": "one"}), "Parameter 'area/x' must be integer"),
        (lambda client: find(client, x_ids=["x"]), "Parameter 'x-ids/0' must be integer"),
    ],
)
def test_the_mock_refuses_what_does_not_match(media: ModuleType, mock: Any, act: Any, words: str) -> None:
    """Parts of forms and members of parameters are read with the types of their schemas."""
    with mock.client(None) as client, pytest.raises(media.errors.APIStatusError, match=words):
        act(client)


def test_the_mock_reads_every_style(mock: Any) -> None:
    """Labels, matrices, brackets, delimiters and JSON."""
    with mock.client(None) as client:
        find(
            client,
            filter={"text": "x", "ids": [7, 8]},
            area={"x": 1},
            corner={"x": 1, "y": 2},
            spaced=["a", "b"],
            piped=["a", "b"],
            joined=["a"],
            query={"ids": [1]},
            x_ids=[1, 2],
            session="s",
        )


def find(client: Any, **arguments: Any) -> Any:
    return client.search.find(["a", "b"], {"x": 1, "y": 2}, [3, 4], {"x": 5}, **arguments)


def test_the_reference_shows_how_to_send_and_save_files() -> None:
    """With curl and in Python; every sample is valid bash or Python."""
    api = build_api(load_document(DOCUMENTS / "media.yaml"))
    texts = {
        (operation.id, sample.kind): sample.text
        for resource in api.walk()
        for operation in resource.operations
        for sample in operation_samples(operation, resource, api)
    }
    assert "--form 'file=@example.bin'" in texts["files.upload", "curl"]
    assert 'client.files.upload(file=Path("example.bin"))' in texts["files.upload", "python"]
    assert "--data-binary '@example.png'" in texts["photos.replace", "curl"]
    assert "--output content.bin" in texts["files.download", "curl"]
    assert '        await response.save("content.bin")' in texts["files.download", "async"]
    assert "/search/string/x=1/.1/;x=1'" in texts["search.find", "curl"]
    for (name, kind), text in texts.items():
        if kind != "curl":
            compile(text, name, "exec")
    commands = "\n".join(text for (_, kind), text in texts.items() if kind == "curl")
    subprocess.run(["/bin/bash", "-n", "-c", commands], check=True)


def test_the_command_line_sends_files_and_writes_content(media: ModuleType) -> None:
    """A path stands for a file, and a JSON array for several; what is not JSON is written unchanged."""
    operations = importlib.import_module("media.cli.operations").Operations()
    console_module = importlib.import_module("media.cli.console")
    words = ["file=@a.bin", 'attachments=["b.bin", "c.bin"]', "label=@d.txt"]
    _, named = operations.get("files.upload").bind(words, lambda text, name: f"read {text}")
    assert named == {"file": Path("a.bin"), "attachments": [Path("b.bin"), Path("c.bin")], "label": "read @d.txt"}
    assert operations.get("notes.set").bind(["2030-01-31", "body=12"], lambda text, name: text)[0][1] == "12"
    assert operations.get("notes.set").bind(["2030-01-31", "@n.txt"], lambda text, name: text)[0][1] == Path("n.txt")
    output = io.BytesIO()
    console = console_module.Console(
        stdin=io.StringIO(), stdout=io.TextIOWrapper(output), stderr=io.StringIO(), environ={}, ask_hidden=str
    )
    console.write_content(PNG)
    assert output.getvalue() == PNG


def test_an_api_without_credentials_has_no_commands_to_sign_in(
    media: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever it has is called as it is, and completion offers no more than that."""
    main = importlib.import_module("media.cli").main
    with importlib.import_module("media.testing").MockServer() as server:
        assert main(["call", "GET", "/lists/linked", "--base-url", server.url]) == 0
        monkeypatch.setenv("MEDIA_BASE_URL", server.url)
        assert main(["call", "lists.linked"]) == 0
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert "Call the API of Media." in shown
    assert [word for word in ("login", "logout", "status", "token") if word in shown] == []
    main(["completion", "bash"])
    script = capsys.readouterr().out
    assert "--store" not in script
    assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0
