"""What ``call`` makes of its words besides operations: queries, pages, input from files, and errors that it shows."""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from typing import Any

import pytest

from comm100._http import http
from comm100._request import Call, Operation
from comm100._response import RawResponse
from comm100.cli import description
from comm100.cli.calls import (
    _explain_query,
    _NamedRequest,
    _paging,
    _parse_query,
    _PlainRequest,
    _read,
    _reason,
    _show_error_body,
    _show_head,
    call,
)
from comm100.cli.completion import _options_with_files
from comm100.cli.console import Console
from comm100.cli.failures import UsageError
from comm100.cli.main import build_parser
from comm100.cli.operations import NamedOperation


def console(environ: dict[str, str] | None = None, stdin: str = "") -> Console:
    return Console(
        stdin=io.StringIO(stdin), stdout=io.StringIO(), stderr=io.StringIO(), environ=environ or {}, ask_hidden=str
    )


def test_a_query_is_given_pair_by_pair() -> None:
    """A name may be repeated, and a value may hold more equals signs."""
    assert _parse_query(["a=1", "b=", "a=2=3"]) == {"a": ["1", "2=3"], "b": [""]}
    for pair in ("a", "=1", ""):
        with pytest.raises(UsageError, match="--query takes name=value, but got"):
            _parse_query([pair])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/a?b=s3cret&c", "Use: call METHOD /a --query b=... --query c=..."),
        ("/a b?", "Use: call METHOD '/a b' --query NAME=VALUE"),
        ("/a?x y=1", "Use: call METHOD /a --query 'x y'=..."),
    ],
)
def test_a_query_in_the_path_is_explained(path: str, words: str) -> None:
    """Without its values."""
    assert _explain_query(path) == f"PATH takes no query string. {words}"


def test_pages_are_known_by_method_and_path() -> None:
    """Of a list of the description only."""
    path = next(iter(description.LISTS))
    assert _paging(Operation[Any]("request", "GET", path)) is description.LISTS[path]
    for method_name, other in (("POST", path), ("GET", f"{path}/1"), ("GET", path[:-1])):
        with pytest.raises(UsageError, match="--all reads lists: call GET /"):
            _paging(Operation[Any]("request", method_name, other))


def test_a_parameter_of_a_lists_path_stands_for_one_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is called."""
    paging = next(iter(description.LISTS.values()))
    monkeypatch.setattr("comm100.cli.calls.LISTS", {"/a.b/{id}/c": paging})
    assert _paging(Operation[Any]("request", "GET", "/a.b/7/c")) is paging
    for path in ("/a.b/7/8/c", "/axb/7/c", "/a.b//c"):
        with pytest.raises(UsageError):
            _paging(Operation[Any]("request", "GET", path))


@pytest.mark.parametrize(
    ("method", "path", "is_public"),
    [
        ("GET", "/a", True),
        ("GET", "/a b/7", True),
        ("POST", "/a", False),
        ("GET", "/a/7", False),
        ("GET", "/a b/7/8", False),
        ("GET", "/x/GET /a", False),
    ],
)
def test_what_anyone_may_call_is_known(
    monkeypatch: pytest.MonkeyPatch, method: str, path: str, is_public: bool
) -> None:
    """By its name, or by its method and path."""
    monkeypatch.setattr("comm100.cli.calls.PUBLIC", frozenset({"GET /a", "GET /a b/{id}"}))
    assert _PlainRequest(Call(Operation[Any]("request", method, path)), None).is_public is is_public
    named = NamedOperation(name="a.b", route=f"{method} {path}", arguments=(), is_list=False)
    assert _NamedRequest(named, [], {}, all=False).is_public is (path == "/a" and is_public)


def test_a_value_is_read_from_where_it_says(tmp_path: Path) -> None:
    """Itself, a file in UTF-8, or standard input."""
    (tmp_path / "a").write_bytes("é\n".encode())
    assert _read("text", "--data", console()) == "text"
    assert _read("", "--data", console(stdin="typed")) == ""
    assert _read("--", "--data", console(stdin="typed")) == "--"
    assert _read("-", "--data", console(stdin="typed")) == "typed"
    assert _read(f"@{tmp_path / 'a'}", "--data", console()) == "é\n"
    (tmp_path / "a").write_bytes(b"\xff")
    with pytest.raises(UsageError, match=r"^--data is not UTF-8 text\.$"):
        _read(f"@{tmp_path / 'a'}", "--data", console())
    with pytest.raises(UsageError, match=r"^--data cannot be read from @/nowhere: No such file or directory\.$"):
        _read("@/nowhere", "--data", console())
    with pytest.raises(UsageError, match=r"^--data cannot be read from @a\0b: embedded null"):
        _read("@a\0b", "--data", console())


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b"", ""),
        (b'{"a":1}', '{\n  "a": 1\n}\n'),
        (b" a\tb\r\nc\x1b\xff\n", "a  b\nc\ufffd\ufffd\n"),
        (b"x" * 4000, "x" * 4000 + "\n"),
        (b"x" * 4001, "x" * 4000 + " ... (1 more characters)\n"),
        (b"[" * 100_000, "[" * 4000 + " ... (96000 more characters)\n"),
    ],
)
def test_the_body_of_an_error_is_shown(body: bytes, shown: str) -> None:
    """As JSON, or as text of limited length that a terminal does not act on."""
    terminal = console()
    _show_error_body(body, terminal)
    assert terminal.stderr.getvalue() == shown  # type: ignore[attr-defined]  # a StringIO


def test_the_head_of_a_response_is_its_status_and_fields() -> None:
    """With the usual phrase, and an empty line at the end."""
    terminal = console()
    _show_head(404, {"A": "b", "C": "\x1b"}, terminal.stdout, terminal)
    assert terminal.stdout.getvalue() == "404 Not Found\nA: b\nC: \ufffd\n\n"  # type: ignore[attr-defined]  # a StringIO
    assert (_reason(999), _reason(200)) == ("", "OK")


@pytest.mark.parametrize(
    ("value", "media_type", "all_pages", "written"),
    [
        (b"\xff\0", "text/plain", False, b"\xff\0"),
        ("\u00e9", "text/plain", False, "\u00e9".encode()),
        ("\u00e9", "application/json", False, b'"\xc3\xa9"\n'),
        ("\u00e9", None, False, b'"\xc3\xa9"\n'),
        ({"a": 1}, "text/plain", False, b'{\n  "a": 1\n}\n'),
        (None, "text/plain", False, b""),
        ([{"a": 1}, 2], "text/plain", True, b'{"a": 1}\n2\n'),
    ],
)
def test_a_result_is_written_as_what_it_is(value: Any, media_type: str | None, all_pages: bool, written: bytes) -> None:
    """Content unchanged, JSON indented, and the items of all pages one to a line."""
    stdout = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    terminal = Console(stdin=io.StringIO(), stdout=stdout, stderr=io.StringIO(), environ={}, ask_hidden=str)
    operation = NamedOperation(name="a.b", route="GET /a", arguments=(), is_list=all_pages)
    raw = RawResponse(value, http.Response(200, headers={"content-type": media_type} if media_type else {}))
    _NamedRequest(operation, [], {}, all_pages).show(raw, terminal)
    stdout.flush()
    assert stdout.buffer.getvalue() == written


def test_help_is_a_result_that_nothing_is_sent_for() -> None:
    """Nobody has to be signed in for it."""
    terminal = console()
    arguments = argparse.Namespace(help=True, program="prog", words=["livechat.chats.list", "ignored"])
    assert call(arguments, terminal) == 0
    text = terminal.stdout.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert text.startswith("usage: prog call livechat.chats.list [NAME=VALUE ...]\n\nList chats.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"data": ""}, "--data and --query are for METHOD and PATH; account.agents.get takes NAME=VALUE."),
        ({"query": ["a=b"]}, "--data and --query are for METHOD and PATH; account.agents.get takes NAME=VALUE."),
        ({"all": True}, "--all reads lists that come in pages: account.agents.list, account.audit_logs.list, "),
    ],
)
def test_an_operation_has_options_of_its_own(options: dict[str, Any], said: str) -> None:
    """Those of METHOD and PATH are not ignored, and only lists have pages."""
    usual: dict[str, Any] = {"words": ["account.agents.get", "1"], "data": None, "query": [], "all": False}
    request = _NamedRequest.of(argparse.Namespace(**usual), console())
    assert (request.positional, request.named, request.all) == ([1], {}, False)
    with pytest.raises(UsageError) as caught:
        _NamedRequest.of(argparse.Namespace(**{**usual, **options}), console())
    assert str(caught.value).startswith(said)


def test_folders_are_completed_where_an_option_takes_one() -> None:
    """By the shell itself."""
    assert _options_with_files(build_parser("prog")) == ["--store"]
