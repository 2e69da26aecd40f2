"""``call`` with the name of an operation: its arguments, its help, its pages, and advice for what is misspelled."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from comm100.cli.description import LISTS
from comm100.cli.failures import UsageError
from comm100.cli.operations import (
    _SCALARS,
    Argument,
    NamedOperation,
    Operations,
    _boolean,
    _integer,
    _items,
    _members,
    _nearest,
    _number,
    _time,
    parse_json,
)
from tests.cli.conftest import Run, Service
from tests.cli.support import argument


@pytest.fixture
def call(signed_in: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, for someone who has signed in, at a terminal of 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")

    def command(*words: str, stdin: str = "") -> tuple[int, str, str]:
        return signed_in("call", *words, stdin=stdin)

    return command


def sent(service: Service) -> str:
    """Return the method, path and query of the last request."""
    request = service.mock.requests[-1].request
    return f"{request.method} {request.path}?{request.query}"


def body_sent(service: Service) -> Any:
    """Return the JSON body of the last request."""
    return json.loads(service.mock.requests[-1].request.body)


@pytest.mark.parametrize(
    ("words", "request_line"),
    [
        (("account.agents.get", "1"), "GET /api/v2/account/agents/1?"),
        (("account.agents.get", "id=1"), "GET /api/v2/account/agents/1?"),
        (("account.agents.get", "--include", "1"), "GET /api/v2/account/agents/1?"),
        (
            ("livechat.chats.list", "timeFrom=2026-11-01", "page_size=2"),
            "GET /api/v2/livechat/chats?timeFrom=2026-11-01T00%3A00%3A00&pageSize=2",
        ),
        (
            ("livechat.chats.list", "time_from=2026-11-01T09:00:00+02:00"),
            "GET /api/v2/livechat/chats?timeFrom=2026-11-01T09%3A00%3A00&timezone=%2B02%3A00",
        ),
        (
            ("livechat.chats.list", 'conditions=[{"field": "name", "operate": "equal", "value": "Tim"}]'),
            "GET /api/v2/livechat/chats?conditions%5B0%5D%5Bfield%5D=name&conditions%5B0%5D%5Boperate%5D=equal"
            "&conditions%5B0%5D%5Bvalue%5D=Tim",
        ),
    ],
)
def test_words_become_the_request(call: Run, service: Service, words: tuple[str, ...], request_line: str) -> None:
    """By Python name, wire name or position, before options or after them; times and lists in the operation's form."""
    code, out, err = call(*words)
    assert (code, err) == (0, "")
    assert out
    assert sent(service) == request_line


def test_values_have_the_types_of_the_arguments(call: Run, service: Service) -> None:
    """Numbers, booleans, null and JSON are sent as such; text is text, even if it looks like a number."""
    words = ("name=2026", "priority=3", "is_enable=TRUE", "notification=null", "color=#ff0000")
    code, _, err = call("livechat.visitor_segmentations.update", "1", *words, 'conditions={"list": []}')
    assert (code in (0, 1), "Traceback" in err) == (True, False)
    assert body_sent(service) == {
        "name": "2026",
        "color": "#ff0000",
        "isEnable": True,
        "priority": 3,
        "conditions": {"list": []},
        "notification": None,
    }


def test_a_success_that_cannot_be_read_is_shown(call: Run, service: Service) -> None:
    """The page of a proxy, beside the message, because it may say what is wrong."""
    service.mock.inject("not_json")
    code, out, err = call("account.agents.me")
    assert (code, out) == (1, "")
    assert "<h1>Bad Gateway</h1>" in err
    assert "but the body is not JSON" in err


def test_a_value_is_read_from_a_file_or_from_standard_input(call: Run, service: Service, tmp_path: Path) -> None:
    """A secret does not have to stand in the command line; the end of its line is not part of it."""
    assert call("account.agents.set_password", "2", "password=-", stdin="correct-Horse-7\n")[0] == 0
    assert body_sent(service) == {"password": "correct-Horse-7"}
    (tmp_path / "title.txt").write_text("Kapitän\n", encoding="utf-8")
    code, out, _ = call("account.agents.update", "2", f"title=@{tmp_path / 'title.txt'}")
    assert (code, json.loads(out)["title"]) == (0, "Kapitän")
    assert call("account.agents.update", "2", "title=@/nowhere")[2] == (
        "title cannot be read from @/nowhere: No such file or directory.\n"
    )


def test_all_prints_one_line_for_each_item(call: Run, service: Service) -> None:
    """The pages are walked with the same filters, so that the output can be piped into other programs."""
    before = len(service.mock.requests)
    code, out, err = call("livechat.chats.list", "--all", "time_from=2026-11-01", "page_size=5")
    assert (code, err) == (0, "")
    records = [json.loads(line) for line in out.splitlines()]
    assert len({record["id"] for record in records}) == len(records) > 5
    pages = service.mock.requests[before:]
    assert len(pages) == -(-len(records) // 5)
    assert all("timeFrom=2026-11-01" in page.request.query for page in pages)


def test_help_comes_from_the_document(call: Run) -> None:
    """What the operation does, what each argument is, and which values or members it has."""
    code, out, err = call("livechat.chats.list", "--help")
    assert (code, err) == (0, "")
    assert out.startswith("usage: python -m comm100 call livechat.chats.list [NAME=VALUE ...]\n\nList chats.\n")
    assert "  page_size=INTEGER      The number of items on a page.\n" in out
    assert "Members: field, operate, value." in " ".join(out.split())
    assert "usage: python -m comm100 call livechat.bans.create type=... [" in call("livechat.bans.create", "-h")[1]


def test_help_lists_the_operations_of_a_resource(call: Run) -> None:
    """Also of those in it, so that a reader finds the way from the top."""
    code, out, _ = call("account", "--help")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines() if line.startswith("  account.")] == Operations().below(
        "account"
    )
    with pytest.raises(SystemExit, match="0"):
        call("--help")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("livechat.chat.list",), "There is no operation 'livechat.chat.list'. Did you mean livechat.chats.list"),
        (("LiveChat.Chats.List",), "Did you mean livechat.chats.list"),
        (("zzz",), "There is no operation 'zzz'.\n"),
        (("zzz", "--help"), "There is no operation 'zzz'.\n"),
        (("livechat.bans",), "livechat.bans is a resource. Its operations: livechat.bans.list, livechat.bans.create"),
        (("livechat.chats.list", "time_form=1"), "does not take 'time_form'. Did you mean time_from?"),
        (("livechat.bans.list", "x=1"), "does not take 'x'. Its arguments: none."),
        (("livechat.chats.list", "page_size=ten"), "page_size takes a whole number, but got 'ten'."),
        (("account.agents.get", "1", "2"), "takes at most 1 without a name; write NAME=VALUE."),
        (("livechat.chats.list", "s3cret"), "takes no value without a name; write NAME=VALUE."),
        (("account.agents.get", "1", "id=2"), "account.agents.get was given id twice."),
        (("account.agents.set_password", "1"), "account.agents.set_password needs password=..."),
        (("livechat.chats.list", "conditions={s3cret"), "conditions is not valid JSON: Expecting property name"),
        (("livechat.chats.list", "conditions={}"), "conditions takes a JSON array."),
        (("account.agents.get", "1", "--all"), "--all reads lists that come in pages: account.agents.list,"),
        (("account.agents.get", "1", "--data", "{}"), "--data and --query are for METHOD and PATH"),
        (("account.agents.update", "1", "title=\udcff"), "account.agents.update cannot be sent: "),
    ],
)
def test_what_makes_no_call_is_not_sent(call: Run, service: Service, words: tuple[str, ...], said: str) -> None:
    """One sentence that names what is near or possible, exit code 2, and no value that may be secret."""
    before = len(service.mock.requests)
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert "s3cret" not in err
    assert len(service.mock.requests) == before


def test_a_refusal_of_the_api_is_shown_as_for_any_call(call: Run) -> None:
    """The body and a sentence that names the operation, exit code 1."""
    code, out, err = call("account.agents.get", "999999")
    assert (code, out) == (1, "")
    assert '"code": 404000' in err
    assert "(account.agents.get) returned 404 Not Found" in err


@pytest.mark.parametrize(
    ("types", "options", "kind"),
    [
        ({"str"}, {}, "TEXT"),
        ({"str", "None"}, {}, "TEXT"),
        ({"int", "str"}, {}, "INTEGER"),
        ({"float", "int"}, {}, "INTEGER"),
        ({"float"}, {}, "NUMBER"),
        ({"bool", "int"}, {}, "true|false"),
        ({"datetime.date"}, {}, "TIME"),
        ({"datetime.datetime", "str"}, {}, "TIME"),
        ({"Mapping"}, {}, "JSON"),
        ({"str", "Sequence"}, {}, "JSON"),
        ({"str"}, {"choices": ("a", "b")}, "a|b"),
        ({"FileContent"}, {"takes_files": True}, "FILE"),
        ({"FileContent", "str"}, {"takes_files": True}, "TEXT|@FILE"),
    ],
)
def test_an_argument_has_a_kind(types: set[str], options: Any, kind: str) -> None:
    """In one word for people."""
    assert argument("x", types=frozenset(types), **options).kind == kind


@pytest.mark.parametrize(
    ("types", "text", "value"),
    [
        ({"str"}, "null", "null"),
        ({"str", "None"}, "null", None),
        ({"int"}, "-12", -12),
        ({"int", "str"}, "1.0", "1.0"),
        ({"float"}, "1e3", 1000.0),
        ({"int", "float"}, "1", 1),
        ({"bool"}, "False", False),
        ({"bool", "str"}, "yes", "yes"),
        ({"bool", "int"}, "1", 1),
        ({"Mapping"}, '{"a": 1}', {"a": 1}),
        ({"Sequence"}, "[1]", [1]),
        ({"Sequence", "str"}, "[1", "[1"),
        ({"Sequence", "str"}, '"a"', "a"),
        ({"Model"}, "7", 7),
        (set(_SCALARS), "[1]", "[1]"),
    ],
)
def test_a_text_becomes_a_value_of_the_argument(types: set[str], text: str, value: Any) -> None:
    """Of the first type that it fits; other text is sent as it is where text is allowed."""
    result = argument("x", types=frozenset(types)).parse(text)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("types", "text", "words"),
    [
        ({"int"}, "one", "x takes a whole number, but got 'one'."),
        ({"float"}, "nan", "x takes a number, but got 'nan'."),
        ({"bool"}, "yes", "x takes true or false, but got 'yes'."),
        ({"datetime.date"}, "soon", "x takes a time, but got 'soon'."),
        ({"Mapping"}, "[1]", "x takes a JSON object."),
        ({"Sequence"}, '{"a": 1}', "x takes a JSON array."),
        ({"Sequence"}, '"a"', "x takes a JSON array."),
        ({"Mapping"}, "{s3cret", "x is not valid JSON: Expecting property name enclosed in double quotes at line 1, "),
    ],
)
def test_a_text_of_no_type_of_the_argument_is_refused(types: set[str], text: str, words: str) -> None:
    """The message repeats no JSON."""
    with pytest.raises(UsageError) as caught:
        argument("x", types=frozenset(types)).parse(text)
    assert str(caught.value).startswith(words)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("types", "text", "value"),
    [
        ({"FileContent"}, "a.txt", Path("a.txt")),
        ({"FileContent"}, "@a.txt", Path("a.txt")),
        ({"FileContent"}, "[1]", Path("[1]")),
        ({"Sequence"}, "a.txt", [Path("a.txt")]),
        ({"Sequence"}, '["a", "@b"]', [Path("a"), Path("b")]),
    ],
)
def test_files_are_given_by_their_paths(types: set[str], text: str, value: Any) -> None:
    """One, or an array of several."""
    files = argument("x", types=frozenset(types), takes_files=True)
    assert files.files(text) == value
    with pytest.raises(UsageError, match="x takes the path of a file, or a JSON array of paths"):
        argument("x", types=frozenset({"Sequence"}), takes_files=True).files('["a", 1]')


def test_an_argument_is_read_from_the_manifest() -> None:
    """Its types and documented values, and the members of the first model in them."""
    models = {"Inner": {"fields": [["a", "wireA"], ["b", "wireB"]]}, "Other": {"fields": [["c", "c"]]}}
    record = ["x", "query", "X", "positional", [["Literal", "a", 1], ["Sequence", ["Inner", "Other"]], "None"], None]
    first = Argument.of(record, models)
    assert (first.name, first.wire_name, first.positional, first.required) == ("x", "X", True, True)
    assert (first.types, first.choices) == (frozenset({"Sequence", "None"}), ("a", "1"))
    assert first.members == ("wireA", "wireB")
    assert not first.takes_files
    second = Argument.of(["y", "body", "", "keyword", [["Sequence", ["FileTypes"]]], "OMIT"], models)
    assert (second.positional, second.required, second.takes_files, second.members) == (False, False, True, ())
    assert Argument.of(["z", "body", "", "keyword", ["FileContent"], "OMIT"], models).takes_files
    assert _items(["Sequence", ["a", ["b"], "c"]]) == ["a", "c"]
    assert _items(["Mapping", ["a"]]) == []
    assert _members([["Sequence", ["Other"]], "Inner"], models) == ("c",)
    assert _members(["str"], models) == ()


@pytest.mark.parametrize(
    ("words", "positional", "named"),
    [
        (["1", "2"], [1, 2], {}),
        (["second=2", "first=1"], [1, 2], {}),
        (["second=2", "1"], [1, 2], {}),
        (["first=1", "2", "size=3"], [1, 2], {"size": 3}),
        (["SIZE=3", "1", "2"], [1, 2], {"size": 3}),
        (["1", "2", "pageSize=3"], [1, 2], {"size": 3}),
    ],
)
def test_words_are_bound_to_arguments(words: list[str], positional: list[int], named: dict[str, int]) -> None:
    """Those without a name in turn to what is left; the method gets them in its own order."""
    integer = frozenset({"int"})
    arguments = (
        argument("first", positional=True, required=True, types=integer),
        argument("second", positional=True, required=True, types=integer),
        argument("size", wire_name="pageSize", types=integer),
    )
    operation = NamedOperation(name="a.b", route="GET /a", arguments=arguments, is_list=False)
    assert operation.bind(words, lambda text, source: text) == (positional, named)


def test_what_a_word_stands_for_is_read_with_its_argument() -> None:
    """Text and files alike; the path of a file is not read here."""
    arguments = (
        argument("text"),
        argument("content", types=frozenset({"str", "FileTypes"}), takes_files=True),
        argument("file", types=frozenset({"FileTypes"}), takes_files=True),
    )
    operation = NamedOperation(name="a.b", route="POST /a", arguments=arguments, is_list=False)
    asked: list[tuple[str, str]] = []

    def read(text: str, source: str) -> str:
        asked.append((text, source))
        return f"read {text}"

    words = ["text=-", "content=-", "file=x.png"]
    assert operation.bind(words, read) == ([], {"text": "read -", "content": "read -", "file": Path("x.png")})
    assert operation.bind(["content=@x.txt"], read) == ([], {"content": Path("x.txt")})
    assert asked == [("-", "text"), ("-", "content")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["1", "2", "3"], "a.b takes at most 2 without a name; write NAME=VALUE."),
        (["1", "first=1", "2"], "a.b was given first twice."),
        (["1"], "a.b needs second=..."),
        ([], "a.b needs first=..., second=..."),
        (["1", "2", "frist=3"], "a.b does not take 'frist'. Did you mean first?"),
        (["1", "2", "zzz=3"], "a.b does not take 'zzz'. Its arguments: first, second."),
        (["x", "2"], "first takes a whole number, but got 'x'."),
    ],
)
def test_words_that_make_no_call_are_refused(words: list[str], said: str) -> None:
    """With what would."""
    integer = frozenset({"int"})
    arguments = tuple(argument(name, positional=True, required=True, types=integer) for name in ("first", "second"))
    operation = NamedOperation(name="a.b", route="GET /a", arguments=arguments, is_list=False)
    with pytest.raises(UsageError) as caught:
        operation.bind(words, lambda text, source: text)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("LiveChat.Chat.List", r"There is no operation 'LiveChat.Chat.List'\. Did you mean livechat\.chats\.list or "),
        ("zzz", r"There is no operation 'zzz'\.$"),
        (
            "livechat.bans",
            r"livechat\.bans is a resource\. Its operations: livechat\.bans\.list, livechat\.bans\.create",
        ),
    ],
)
def test_a_name_that_is_not_an_operation_is_explained(name: str, said: str) -> None:
    """By what is near, or by what is in it."""
    with pytest.raises(UsageError) as caught:
        Operations().get(name)
    assert re.match(said, str(caught.value))


def test_what_is_misspelled_has_up_to_three_neighbors() -> None:
    """The nearest first, each once; what is not alike is none."""
    assert _nearest("abcde", ["abxxx", "abcdef", "abcdx", "abcdy", "", "abcdex", "abcdef"]) == [
        "abcdex",
        "abcdef",
        "abcdy",
    ]
    assert _nearest("abcde", ["abxyz", "vwxyz"]) == []


def test_lists_that_come_in_pages_are_known() -> None:
    """By the result; other results may be lists, too."""
    operations = Operations()
    pages = {path.partition("/api/v2/")[2] for path in LISTS}
    listed = [operations.get(name) for name in operations.names if operations.get(name).is_list]
    assert {operation.route.partition("/api/v2/")[2] for operation in listed} == pages
    assert not operations.get("livechat.bans.list").is_list


def test_words_are_values_only_if_they_are_spelled_as_such() -> None:
    """Whole numbers in ASCII, finite numbers, times in ISO 8601."""
    assert [_integer(text) for text in ("7", "-7", "+7", "٣", "", "9" * 401)] == [7, -7, None, None, None, None]
    assert _integer("9" * 400) == int("9" * 400)
    assert [_number(text) for text in ("1.5", "inf", "nan", "x")] == [1.5, None, None, None]
    assert [_boolean(text) for text in ("TRUE", "false", "1", "")] == [True, False, None, None]
    assert [str(_time(text)) for text in ("2026-03-01", "2026-03-01T12:00", "soon")] == [
        "2026-03-01",
        "2026-03-01 12:00:00",
        "None",
    ]
    assert type(_time("2026-03-01")).__name__ == "date"


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "[" * 100_000, "{", "9" * 5000])
def test_json_is_strict_and_not_repeated(text: str) -> None:
    """In messages."""
    with pytest.raises(UsageError, match=r"^--data is not valid JSON") as caught:
        parse_json(text, "--data")
    assert len(str(caught.value)) < 120
