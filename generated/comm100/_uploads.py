"""Request bodies other than JSON: forms, files and raw content, which is read from the disk while it is sent."""

from __future__ import annotations

import io
import mimetypes
import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, TypeAlias

from ._http import http
from ._wire import FORM, OMIT, Omit, Style, describe, header_value, is_json, json_text, pairs, text_of, to_wire
from .auth._redact import RedactedList, SecretBytes
from .errors import ConfigurationError

__all__ = ["FileContent", "FileTypes", "Part", "Upload", "chosen_media_type", "encoded"]

FileContent: TypeAlias = bytes | IO[bytes] | os.PathLike[str]
"""The content of a file: its bytes, a file that is open in binary mode, or its path."""

FileTypes: TypeAlias = (
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
"""A file in a form: its content, or a tuple of its name, its content, its media type and header fields."""

_CHUNK: Final = 64 * 1024
_OCTETS: Final = "application/octet-stream"
_FORM: Final = "application/x-www-form-urlencoded"
_ESCAPES: Final = {code: f"%{code:02X}" for code in range(0x20) if code != 0x1B} | {0x22: "%22", 0x5C: "\\\\"}


class Part(NamedTuple):
    """How a property of a form is sent.

    Attributes:
        is_file: Whether it is a file.
        media_type: Its media type, or several with commas between them.
        headers: Header fields to send with it.
        style: How it is serialized.
    """

    is_file: bool = False
    media_type: str | None = None
    headers: Mapping[str, str] = {}
    style: Style | None = None


class _Source:
    """Where the content of a file comes from.

    Args:
        content: The content.
        name: What it is called in messages.

    Raises:
        ConfigurationError: It cannot be read.
    """

    def __init__(self, content: Any, name: str) -> None:
        self._content = content
        self._name = name
        if isinstance(content, io.TextIOBase):
            raise ConfigurationError(f"{name} is open in text mode; open it with mode 'rb'.")
        if getattr(content, "closed", False):
            raise ConfigurationError(f"{name} is a closed file.")
        self._start: int | None = 0
        self.size: int | None
        try:
            if isinstance(content, bytes | bytearray):
                self.size = len(content)
            elif isinstance(content, os.PathLike):
                self.size = Path(content).stat().st_size
                with Path(content).open("rb"):
                    pass
            else:
                self._start, self.size = _extent(content)
        except Exception as error:  # a file may be any code, and fail in any way
            raise self._unreadable(error) from error

    @property
    def is_repeatable(self) -> bool:
        """Whether the content can be read once more."""
        return self._start is not None

    def open(self) -> IO[bytes]:
        """Return a file that is at the beginning of the content.

        Raises:
            ConfigurationError: It is gone, or cannot be read any more.
        """
        if isinstance(self._content, bytes | bytearray):
            return io.BytesIO(self._content)
        try:
            if isinstance(self._content, os.PathLike):
                return Path(self._content).open("rb")
            file: IO[bytes] = self._content
            if self._start is not None:
                file.seek(self._start)
        except Exception as error:  # as above
            raise self._unreadable(error) from error
        return file

    def read(self, file: IO[bytes], sent: int) -> bytes:
        """Return what comes next in a file that :meth:`open` has opened; empty at its end.

        Of a file that has grown since its length was announced, only what was announced is sent.

        Args:
            file: The file.
            sent: The bytes of it that were returned before.

        Raises:
            ConfigurationError: It cannot be read, or is shorter than it was.
        """
        try:
            chunk = file.read(_CHUNK)
        except Exception as error:  # as above
            raise self._unreadable(error) from error
        if not isinstance(chunk, bytes | bytearray):
            raise ConfigurationError(f"{self._name} does not return bytes, but {describe(chunk)}.")
        if not chunk and self.size is not None and sent < self.size:
            raise ConfigurationError(f"{self._name} has become shorter: it had {self.size} bytes, and has {sent} now.")
        return bytes(chunk if self.size is None else chunk[: self.size - sent])

    def _unreadable(self, error: Exception) -> ConfigurationError:
        reason = error.strerror if isinstance(error, OSError) else str(error) if isinstance(error, ValueError) else ""
        return ConfigurationError(f"{self._name} cannot be read: {reason or type(error).__name__}.")

    def release(self, file: IO[bytes]) -> None:
        """Close a file that :meth:`open` has opened."""
        if file is not self._content:
            file.close()


class Upload(http.SyncByteStream, http.AsyncByteStream):
    """A body that is read while it is sent.

    Args:
        content_type: Its Content-Type.
        pieces: What it consists of, in order.
    """

    def __init__(self, content_type: str, pieces: Sequence[bytes | _Source]) -> None:
        self.content_type = content_type
        self._pieces = pieces
        self._is_started = False

    def __repr__(self) -> str:
        return f"<upload of {'unknown length' if self.length is None else f'{self.length} bytes'}>"

    @property
    def length(self) -> int | None:
        """Its length in bytes, or None if it is unknown before the end."""
        sizes = [len(piece) if isinstance(piece, bytes) else piece.size for piece in self._pieces]
        known = [size for size in sizes if size is not None]
        return sum(known) if len(known) == len(sizes) else None

    @property
    def is_repeatable(self) -> bool:
        """Whether it can be sent from its beginning."""
        return not self._is_started or all(isinstance(piece, bytes) or piece.is_repeatable for piece in self._pieces)

    def __iter__(self) -> Iterator[bytes]:
        self._is_started = True
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
                continue
            file, sent = piece.open(), 0
            try:
                while chunk := piece.read(file, sent):
                    sent += len(chunk)
                    yield chunk
            finally:
                piece.release(file)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        from anyio import to_thread

        self._is_started = True
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
                continue
            file, sent = await to_thread.run_sync(piece.open), 0
            try:
                while chunk := await to_thread.run_sync(piece.read, file, sent):
                    sent += len(chunk)
                    yield chunk
            finally:
                piece.release(file)


def chosen_media_type(offered: Sequence[str], wanted: str | Omit, body: object) -> str:
    """Return the media type that a body is sent as.

    Args:
        offered: What the operation accepts: media types and ranges, the usual one first.
        wanted: The caller's choice.
        body: The body.

    Raises:
        ConfigurationError: The operation does not accept the caller's choice, or the caller has to choose.
    """
    if not isinstance(wanted, Omit):
        if not isinstance(wanted, str) or not any(_matches(wanted, media_range) for media_range in offered):
            raise ConfigurationError(f"content_type is {describe(wanted)}; give one of {', '.join(offered)}.")
        return header_value("Content-Type", wanted)
    if isinstance(body, str):
        kinds = [media for media in offered if _is_raw(media) and not media.startswith(("image/", "audio/", "video/"))]
        usual = next((media for media in kinds if media != _OCTETS), *kinds[:1] or [offered[0]])
    elif _is_content(body):
        usual = _of_content(body, [media for media in offered if _is_raw(media)] or list(offered))
    else:
        usual = next((media for media in offered if not _is_raw(media)), offered[0])
    if "*" not in usual:
        return usual
    if usual in ("*/*", "application/*") or (usual == "text/*" and isinstance(body, str)):
        return "text/plain" if isinstance(body, str) else _OCTETS
    raise ConfigurationError(f"The media type of the body is not known; give one of {usual} as content_type.")


def encoded(media_type: str, body: Any, parts: Mapping[str, Part]) -> tuple[str, bytes | Upload]:
    """Return the Content-Type of a body that is not JSON, and the body.

    Args:
        media_type: The media type.
        body: The members of a form, or the content.
        parts: How members of a form are sent, where this is not the default.

    Raises:
        ConfigurationError: The body cannot be sent as this media type, or a file cannot be read.
    """
    essence = media_type.partition(";")[0].strip().lower()
    if essence == _FORM:
        return media_type, _urlencoded(_members_of(body, essence), parts)
    if essence.startswith("multipart/") and not _is_content(body):
        return _multipart(essence, _members_of(body, essence), parts)
    if isinstance(body, str):
        if essence == _OCTETS or essence.startswith(("image/", "audio/", "video/")):
            raise ConfigurationError("The body is text; give the content as bytes, or a file as pathlib.Path.")
        parameters = media_type.partition(";")[2]
        charset = next(
            (item.partition("=")[2].strip(' "') for item in parameters.split(";") if "charset=" in item.lower()), ""
        )
        if not charset and essence.startswith("text/") and not body.isascii():
            media_type = f"{media_type}; charset=utf-8"
        return media_type, body.encode(charset or "utf-8")
    if isinstance(body, bytes | bytearray):
        return media_type, bytes(body)
    if not _is_content(body):
        raise ConfigurationError(f"The body cannot be {describe(body)} as {essence}; give its content.")
    return media_type, Upload(media_type, [_Source(body, "The body")])


def _urlencoded(members: Mapping[str, Any], parts: Mapping[str, Part]) -> bytes:
    texts = []
    for name, value in members.items():
        part = parts.get(name, Part())
        if isinstance(value, Mapping) and part.style is None:
            # An object is JSON unless the document says otherwise (OpenAPI 3.1, section 4.8.14.4).
            value = json_text(value)
        texts += [f"{key}={text}" for key, text in pairs(name, value, part.style or FORM)]
    return "&".join(texts).encode("ascii")


def _multipart(essence: str, members: Mapping[str, Any], parts: Mapping[str, Part]) -> tuple[str, Upload]:
    """Return a multipart body (RFC 7578)."""
    boundary = os.urandom(16).hex()
    pieces = RedactedList[bytes | _Source]()
    for name, value in members.items():
        part = parts.get(name, Part())
        for header, content in _parts_of(name, value, part):
            pieces += [f"--{boundary}\r\n{header}\r\n\r\n".encode(), content, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    return f"{essence}; boundary={boundary}", Upload(f"{essence}; boundary={boundary}", pieces)


def _parts_of(name: str, value: Any, part: Part) -> Iterator[tuple[str, bytes | _Source]]:
    if value is OMIT or value is None:
        return
    if _is_content(value) or _is_file_tuple(value):
        yield _file_part(name, value, part)
        return
    if part.is_file and (isinstance(value, str | memoryview) or not isinstance(value, Sequence)):
        shown = "text" if isinstance(value, str) else describe(value)
        raise ConfigurationError(f"{name} is {shown}; give the content as bytes, or a file as pathlib.Path.")
    as_json = part.media_type is not None and is_json(part.media_type)
    if isinstance(value, Sequence) and not isinstance(value, str) and not as_json:
        for item in value:
            yield from _parts_of(name, item, part)
        return
    plain = to_wire(value)
    media_type = part.media_type
    if isinstance(plain, dict | list) and media_type is None:
        media_type, as_json = "application/json", True
    fields = {**part.headers, **({"Content-Type": media_type} if media_type else {})}
    header = "\r\n".join([f'Content-Disposition: form-data; name="{_escaped(name)}"', *_fields(fields)])
    yield header, SecretBytes((json_text(plain) if as_json else text_of(plain)).encode())


def _file_part(name: str, value: Any, part: Part) -> tuple[str, bytes | _Source]:
    given = value if isinstance(value, tuple) else (_file_name(value), value)
    filename, content, media_type, headers = [*given, None, None][:4]
    if isinstance(content, str):
        content = content.encode()
    fields = {**part.headers, **(headers or {})}
    if not any(field.lower() == "content-type" for field in fields):
        fields["Content-Type"] = media_type or _part_type(part.media_type, filename)
    disposition = f'Content-Disposition: form-data; name="{_escaped(name)}"'
    if filename:
        disposition += f'; filename="{_escaped(filename)}"'
    source = content if isinstance(content, bytes) else _Source(content, name)
    return "\r\n".join([disposition, *_fields(fields)]), source


def _fields(fields: Mapping[str, str]) -> Iterator[str]:
    for name, value in fields.items():
        yield f"{name}: {header_value(name, value)}"


def _part_type(documented: str | None, filename: str | None) -> str:
    """Return the media type of a file: the documented one that its name suggests, else the first of these."""
    guessed = mimetypes.guess_type(filename or "")[0]
    offered = [item.strip() for item in documented.split(",")] if documented else []
    if guessed and any(_matches(guessed, media_range) for media_range in offered or ["*/*"]):
        return guessed
    return next((item for item in offered if "*" not in item), _OCTETS)


def _of_content(body: Any, offered: Sequence[str]) -> str:
    """Return the media type of content: the one that a file's name suggests, if the operation accepts it."""
    guessed = mimetypes.guess_type(_file_name(body))[0]
    if guessed and "*" in offered[0] and _matches(guessed, offered[0]):
        return guessed
    return next((media for media in offered if guessed == media), offered[0])


def _file_name(content: Any) -> str:
    return Path(str(content if isinstance(content, os.PathLike) else getattr(content, "name", "upload"))).name


def _extent(file: Any) -> tuple[int | None, int | None]:
    """Return the position of an open file, or None if it cannot be rewound; and how much follows, or None."""
    if not getattr(file, "seekable", lambda: False)():
        return None, None
    start: int = file.tell()
    end: int = file.seek(0, os.SEEK_END)
    file.seek(start)
    return start, end - start


def _members_of(body: Any, essence: str) -> Mapping[str, Any]:
    members = body if isinstance(body, Mapping) else to_wire(body)
    if not isinstance(members, Mapping):
        raise ConfigurationError(f"The body cannot be {describe(body)} as {essence}; give an object.")
    return {name: value for name, value in members.items() if value is not OMIT}


def _is_content(value: object) -> bool:
    return isinstance(value, bytes | bytearray | os.PathLike) or callable(getattr(value, "read", None))


def _is_file_tuple(value: object) -> bool:
    if not isinstance(value, tuple) or not 2 <= len(value) <= 4 or not isinstance(value[0], str | None):
        return False
    return _is_content(value[1]) or (isinstance(value[1], str) and len(value) > 2)


def _is_raw(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return not is_json(essence) and essence != _FORM and not essence.startswith("multipart/")


def _matches(media_type: str, media_range: str) -> bool:
    """Tell whether a media type is in a range (RFC 9110 section 12.5.1); parameters do not count."""
    own, wanted = (text.partition(";")[0].strip().lower() for text in (media_type, media_range))
    kind, _, subtype = wanted.partition("/")
    return (kind in ("*", own.partition("/")[0])) and (subtype in ("*", own.partition("/")[2])) and "/" in own


def _escaped(text: str) -> str:
    """Return a name for a quoted parameter, escaped as browsers do (HTML, multipart/form-data encoding algorithm)."""
    return text.translate(_ESCAPES)
