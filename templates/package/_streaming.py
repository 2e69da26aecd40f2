"""Responses that are read while they arrive, for downloads that do not fit into memory."""

from __future__ import annotations

import codecs
import contextlib
import functools
import os
import secrets
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, ParamSpec, TypeAlias, cast

from ._connection_errors import connection_error
from ._http import http
from ._response import BaseResponse, Gunzip, encoding, unreadable_response

if TYPE_CHECKING:
    from ._request import Call
    from .client import AsyncClient, Client

__all__ = [
    "AsyncStreamedResponse",
    "Progress",
    "StreamedResponse",
    "as_async_streamed",
    "as_streamed",
    "async_streaming",
    "streaming",
]

P = ParamSpec("P")

Progress: TypeAlias = Callable[[int, int | None], object]
"""Called with the bytes that have been received, and with the number of all bytes if the server has stated it."""

_CHUNK: Final = 64 * 1024


class _BaseStreamedResponse(BaseResponse):
    def __init__(self, call: Call[Any], response: http.Response) -> None:
        super().__init__(response)
        self._call = call

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code} {self.content_type!r}>"

    @property
    def content_type(self) -> str:
        """The media type of the body; empty if the server does not state it."""
        return cast(str, self.response.headers.get("content-type", ""))

    @property
    def length(self) -> int | None:
        """The length of the body in bytes, or None if the server does not state it."""
        length = self.response.headers.get("content-length", "")
        return int(length) if self._coding == "identity" and length.isascii() and length.isdecimal() else None

    @property
    def _coding(self) -> str:
        return cast(str, self.response.headers.get("content-encoding", "identity")).strip().lower()

    def _decoder(self) -> _Identity | Gunzip:
        if self._coding in ("gzip", "x-gzip"):
            return Gunzip()
        if self._coding != "identity":
            raise unreadable_response(self._call, self.response, "its Content-Encoding is not gzip")
        return _Identity()

    def _not_gzip(self) -> Exception:
        return unreadable_response(self._call, self.response, "its body is not valid gzip")

    def _line_reader(self) -> _LineReader:
        return _LineReader(encoding(self.response) or "utf-8-sig")

    def _not_text(self, error: UnicodeError) -> Exception:
        return unreadable_response(self._call, self.response, f"its text cannot be decoded ({error})")


class StreamedResponse(_BaseStreamedResponse):
    """A success whose body has not been read yet; the body can be read once.

    The time limit of the call holds for the response's head, and for each wait for more of the body, but not for the
    whole body, whose size is not limited either.
    """

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the body, decompressed, in pieces of at most 64 KiB.

        Raises:
            APIConnectionError: The connection broke; it is an APITimeoutError if time ran out.
            APIResponseError: The body cannot be decompressed.
        """
        if self.response.is_stream_consumed:  # by a transport without a network
            yield from _pieces(self.response.content)
            return
        decoder = self._decoder()
        try:
            for chunk in self.response.iter_raw():
                yield from decoder.feed(chunk)
        except http.HTTPError as error:
            raise connection_error(self._call, error) from error
        except zlib.error:
            raise self._not_gzip() from None
        if not decoder.is_complete:
            raise self._not_gzip()

    def iter_lines(self) -> Iterator[str]:
        """Yield the lines of a text, without their ends."""
        reader = self._line_reader()
        try:
            for piece in self.iter_bytes():
                yield from reader.feed(piece)
            yield from reader.finish()
        except UnicodeError as error:
            raise self._not_text(error) from None

    def read(self) -> bytes:
        """Return the whole body, whatever its size."""
        return b"".join(self.iter_bytes())

    def save(self, path: str | os.PathLike[str], *, progress: Progress | None = None) -> Path:
        """Write the body to a file, and return the file's path.

        The file appears under its name when it is complete; until then, and after a failure, one of that name stays.

        Args:
            path: The path of the file.
            progress: Called after each piece.

        Raises:
            OSError: The file cannot be written.
            APIConnectionError: The connection broke; it is an APITimeoutError if time ran out.
            APIResponseError: The body cannot be decompressed.
        """
        with _Target(path) as target:
            received = 0
            for piece in self.iter_bytes():
                target.file.write(piece)
                received += len(piece)
                if progress is not None:
                    progress(received, self.length)
            return target.commit()

    def close(self) -> None:
        """Close the response; what has not been read is lost."""
        self.response.close()


class AsyncStreamedResponse(_BaseStreamedResponse):
    """A success whose body has not been read yet; see :class:`StreamedResponse`."""

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body, as :meth:`StreamedResponse.iter_bytes` does."""
        if self.response.is_stream_consumed:  # by a transport without a network
            for piece in _pieces(self.response.content):
                yield piece
            return
        decoder = self._decoder()
        try:
            async for chunk in self.response.aiter_raw():
                for piece in decoder.feed(chunk):
                    yield piece
        except http.HTTPError as error:
            raise connection_error(self._call, error) from error
        except zlib.error:
            raise self._not_gzip() from None
        if not decoder.is_complete:
            raise self._not_gzip()

    async def iter_lines(self) -> AsyncIterator[str]:
        """Yield the lines of a text, without their ends."""
        reader = self._line_reader()
        try:
            async for piece in self.iter_bytes():
                for line in reader.feed(piece):
                    yield line
            for line in reader.finish():
                yield line
        except UnicodeError as error:
            raise self._not_text(error) from None

    async def read(self) -> bytes:
        """Return the whole body, whatever its size."""
        return b"".join([piece async for piece in self.iter_bytes()])

    async def save(self, path: str | os.PathLike[str], *, progress: Progress | None = None) -> Path:
        """Write the body to a file, as :meth:`StreamedResponse.save` does."""
        from anyio import to_thread

        with _Target(path) as target:
            received = 0
            async for piece in self.iter_bytes():
                await to_thread.run_sync(target.file.write, piece)
                received += len(piece)
                if progress is not None:
                    progress(received, self.length)
            return target.commit()

    async def close(self) -> None:
        """Close the response; what has not been read is lost."""
        await self.response.aclose()


def as_streamed(method: Callable[P, Any]) -> Callable[P, AbstractContextManager[StreamedResponse]]:
    """Return a method of a resource that reads no bodies as one that is used in a ``with`` statement."""

    @functools.wraps(method)
    @contextlib.contextmanager
    def opened(*args: P.args, **kwargs: P.kwargs) -> Iterator[StreamedResponse]:
        response: StreamedResponse = method(*args, **kwargs)
        try:
            yield response
        finally:
            response.close()

    return opened


def as_async_streamed(
    method: Callable[P, Awaitable[Any]],
) -> Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse]]:
    """Return a method of a resource that reads no bodies as one that is used in an ``async with`` statement."""

    @functools.wraps(method)
    @contextlib.asynccontextmanager
    async def opened(*args: P.args, **kwargs: P.kwargs) -> AsyncIterator[AsyncStreamedResponse]:
        response: AsyncStreamedResponse = await method(*args, **kwargs)
        try:
            yield response
        finally:
            await response.close()

    return opened


def streaming(client: Client) -> Client:
    """Return what a resource sends its calls with whose responses are read while they arrive."""
    return cast("Client", _StreamingSender(client))


def async_streaming(client: AsyncClient) -> AsyncClient:
    """Return what a resource sends its calls with whose responses are read while they arrive."""
    return cast("AsyncClient", _StreamingSender(client))


class _StreamingSender:
    def __init__(self, client: Client | AsyncClient) -> None:
        self._client = client

    def _send(self, call: Call[Any]) -> object:
        return self._client._stream(call)


class _Identity:
    """A body as it is sent."""

    is_complete = True

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        return _pieces(chunk)


class _LineReader:
    """Cuts a text into lines, each of which is put together once, however many pieces it comes in.

    Args:
        encoding: The encoding of the text.
    """

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._open: list[str] = []

    def feed(self, piece: bytes) -> Iterator[str]:
        """Yield the lines that a piece completes, without their ends."""
        first, *others = self._decoder.decode(piece).split("\n")
        self._open.append(first)
        for other in others:
            yield "".join(self._open).removesuffix("\r")
            self._open = [other]

    def finish(self) -> Iterator[str]:
        """Yield what follows the last line end, if anything does."""
        if rest := "".join(self._open) + self._decoder.decode(b"", final=True):
            yield rest


class _Target:
    """A file that is written beside its final place, and moved there when it is complete.

    Args:
        path: Its final place.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)

    def __enter__(self) -> _Target:
        self._partial = self._path.with_name(f".{self._path.name[:64]}.{secrets.token_hex(8)}.part")
        self.file: IO[bytes] = self._partial.open("xb")
        return self

    def commit(self) -> Path:
        """Give the file its name."""
        self.file.close()
        self._partial.replace(self._path)
        return self._path

    def __exit__(self, *exc_info: object) -> None:
        self.file.close()
        self._partial.unlink(missing_ok=True)


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK))
