"""Types as Python's annotations, and values as its literals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.model import Body, Content, Field, Operation, Pagination, Parameter, Response, Shape, Style
from generator.model.types import (
    AnyType,
    DurationType,
    EnumType,
    FileType,
    ListType,
    MapType,
    ModelType,
    NullType,
    ScalarType,
    Type,
    UnionType,
)
from generator.python_source import (
    accepted,
    annotation,
    content_type_annotation,
    credential_annotation,
    field_annotation,
    parameter_annotation,
    python_literal,
    result_annotation,
)

TEXT, NUMBER, NULL, PET = ScalarType("string"), ScalarType("integer"), NullType(), ModelType("Pet")
PETS = ListType(PET)


@pytest.mark.parametrize(
    ("type_", "received", "passed"),
    [
        (AnyType(), "Any", "Any"),
        (NULL, "None", "None"),
        (TEXT, "str", "str"),
        (ScalarType("boolean"), "bool", "bool"),
        (NUMBER, "int", "int"),
        (ScalarType("number"), "float", "float"),
        (ScalarType("bytes"), "bytes", "bytes"),
        (ScalarType("datetime"), "datetime.datetime", "datetime.datetime | str"),
        (ScalarType("date"), "datetime.date", "datetime.date | str"),
        (DurationType("seconds", "number"), "datetime.timedelta", "float"),
        (DurationType("text", "string"), "datetime.timedelta", "str"),
        (EnumType(("a", "b")), 'Literal["a", "b"] | str', 'Literal["a", "b"] | str'),
        (EnumType((1, 2**63 - 1, 2**63)), f"Literal[1, {2**63 - 1}] | int", f"Literal[1, {2**63 - 1}] | int"),
        (EnumType((2**63, -(2**63))), "int", "int"),
        (EnumType((1.5,)), "float", "float"),
        (FileType(), "Any", "FileContent"),
        (FileType(is_text=True), "Any", "FileContent | str"),
        (FileType(is_part=True), "Any", "FileTypes"),
        (ListType(TEXT), "list[str]", "Sequence[str]"),
        (ListType(UnionType((TEXT, NULL))), "list[str | None]", "Sequence[str | None]"),
        (ListType(ScalarType("date")), "list[str]", "Sequence[datetime.date | str]"),
        (PETS, "list[Pet]", "Sequence[Pet | Mapping[str, Any]]"),
        (ListType(PETS), "list[list[dict[str, Any]]]", "Sequence[Sequence[Pet | Mapping[str, Any]]]"),
        (MapType(NUMBER), "dict[str, int]", "Mapping[str, int]"),
        (PET, "Pet", "Pet | Mapping[str, Any]"),
        (UnionType((PET, NULL)), "Pet | None", "Pet | Mapping[str, Any] | None"),
        (UnionType((PETS, NULL)), "list[Pet] | None", "Sequence[Pet | Mapping[str, Any]] | None"),
        (UnionType((ScalarType("date"), NULL)), "datetime.date | None", "datetime.date | str | None"),
        (UnionType((DurationType("seconds", "integer"), NULL)), "datetime.timedelta | None", "int | None"),
        (
            UnionType((PET, ModelType("Dog"), PETS, TEXT, NULL)),
            "Pet | Dog | list[Pet] | str | None",
            "Pet | Mapping[str, Any] | Dog | Sequence[Pet | Mapping[str, Any]] | str | None",
        ),
        (
            UnionType((ListType(UnionType((PET, ModelType("Dog")))), NULL)),
            "list[Pet | Dog] | None",
            "Sequence[Pet | Mapping[str, Any] | Dog] | None",
        ),
        (UnionType((TEXT, NUMBER, NULL)), "str | int | None", "str | int | None"),
        (UnionType((TEXT, AnyType(), NULL)), "Any", "Any"),
        (UnionType((EnumType(("a",)), TEXT)), 'Literal["a"] | str', 'Literal["a"] | str'),
    ],
)
def test_a_type_is_written_as_callers_receive_and_pass_it(type_: Type, received: str, passed: str) -> None:
    """Decoded where that is certain; whoever passes a value may pass what JSON has for it."""
    assert (annotation(type_), accepted(type_).written()) == (received, passed)


def test_a_list_has_another_name_where_a_method_hides_it() -> None:
    """Whatever stands in it keeps its own."""
    assert annotation(ListType(ListType(TEXT)), list_name="builtins.list") == "builtins.list[builtins.list[str]]"


def test_times_without_an_offset_may_be_dates() -> None:
    """A date stands for its first moment."""
    time = ScalarType("datetime")
    assert accepted(ListType(time), local=True).written() == "Sequence[datetime.date | str]"
    local = Parameter(
        name="a",
        wire_name="a",
        location="query",
        type=time,
        required=True,
        description="",
        style=Style("form"),
        local=True,
    )
    assert parameter_annotation(local) == "datetime.date | str"
    assert parameter_annotation(replace(local, local=False, required=False)) == "datetime.datetime | str | Omit"


FIELD = Field(name="a", wire_name="a", type=TEXT, required=True, description="")


@pytest.mark.parametrize(
    ("field", "argument", "member", "credential"),
    [
        (FIELD, "str", "str", "str"),
        (replace(FIELD, required=False), "str | Omit", "str | None", "str | None"),
        (
            replace(FIELD, required=False, nullable=True, type=UnionType((TEXT, NULL))),
            "str | None | Omit",
            "str | None",
            "str | None",
        ),
        (replace(FIELD, required=False, type=AnyType()), "Any | Omit", "Any | None", "Any | None"),
    ],
)
def test_what_may_be_left_out_has_a_value_for_it(field: Field, argument: str, member: str, credential: str) -> None:
    """Arguments of methods are omitted, because None is sent as null; members and credentials are None."""
    annotations = parameter_annotation(field), field_annotation(field), credential_annotation(field)
    assert annotations == (argument, member, credential)


def content(media_type: str, type_: Type = TEXT) -> Content:
    return Content(media_type=media_type, kind="json", type=type_)


def body_of(*media_types: str, type_: Type, required: bool = True, fields: tuple[Field, ...] = ()) -> Body:
    contents = tuple(map(content, media_types))
    return Body(required=required, contents=contents, fields=fields, type=type_, has_choice=len(contents) > 1)


@pytest.mark.parametrize(
    ("body", "whole", "media_type"),
    [
        (body_of("a/b", type_=PET), "Pet | Mapping[str, Any]", '"a/b"'),
        (body_of("a/b", "c/d", "a/b", type_=TEXT, required=False), "str | Omit", '"a/b", "c/d"'),
        (body_of("a/*", type_=TEXT, fields=(FIELD,)), "str | Omit", None),
    ],
)
def test_a_body_and_its_media_type_are_arguments(body: Body, whole: str, media_type: str | None) -> None:
    """The body may be omitted if its properties are arguments, too; a range allows any text."""
    chosen = "str" if media_type is None else f"Literal[{media_type}]"
    assert (parameter_annotation(body), content_type_annotation(body)) == (whole, f"{chosen} | Omit")


def operation(*types: Type | None, **more: Any) -> Operation:
    successes = [
        Response(status="200", description="", contents=(content("a/b", type_),) if type_ else ()) for type_ in types
    ]
    texts: dict[str, Any] = dict.fromkeys(("id", "name", "method", "path", "summary", "description"), "")
    flags: dict[str, Any] = dict.fromkeys(("is_public", "client_certificate", "deprecated", "own_record"), False)
    return Operation(
        **texts,
        **flags,
        parameters=(),
        body=None,
        successes=tuple(successes),
        errors=(),
        security=(),
        **more,
    )


PAGES = Pagination(
    items="",
    next="",
    previous=None,
    total=None,
    page="",
    item_type=PET,
    kind="number",
    size="",
    first=0,
    in_body=False,
)


@pytest.mark.parametrize(
    ("method", "sync", "awaited"),
    [
        (operation(None), "None", "None"),
        (operation(PETS), "builtins.list[Pet]", "builtins.list[Pet]"),
        (operation(PET, None, PET, TEXT), "Pet | None | str", "Pet | None | str"),
        (operation(PETS, pagination=PAGES), "Page[Pet]", "AsyncPager[Pet]"),
        (
            operation(AnyType(), shapes=(Shape(values=("a",), type=PET), Shape(values=("b",), type=PETS))),
            "Pet | builtins.list[Pet]",
            "Pet | builtins.list[Pet]",
        ),
    ],
)
def test_a_method_returns_what_any_success_has(method: Operation, sync: str, awaited: str) -> None:
    """Pages of items where a list comes in pages; None where a success has no body."""
    assert (result_annotation(method), result_annotation(method, is_async=True)) == (sync, awaited)


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("plain é", '"plain é"'),
        ('"\\\n\r\t', r'"\"\\\n\r\t"'),
        ("\x00\xff\u2028\ufeff\U0001f600\U000e0001", r'"\x00ÿ\u2028\ufeff😀\U000e0001"'),
        (None, "None"),
        (True, "True"),
        (1.5, "1.5"),
        ({"a": [1, ()], "b": (1,)}, '{"a": [1, ()], "b": (1, )}'),
        (("a", 2), '("a", 2, )'),
    ],
)
def test_a_value_is_written_as_a_literal(value: Any, source: str) -> None:
    """In double quotes, without characters that nobody sees."""
    assert python_literal(value) == source
