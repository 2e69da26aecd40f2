"""Python as a user of the generated client writes it: calls, arguments, literals and signatures."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..build.names import snake
from ..model import Api, AuthScheme, Field, Flow, Operation, Parameter, Resource
from ..model.types import Type
from ..python_source import python_literal, result_annotation
from .curl import variable_name
from .values import SampleFile, argument_value, body_value, placeholder

__all__ = [
    "Code",
    "dotted",
    "python_call",
    "python_credentials",
    "python_expression",
    "python_pages",
    "python_signature",
]

_WIDTH = 68


class Code(str):
    """A Python expression among values, which is not to be quoted."""


def dotted(operation: Operation, resource: Resource) -> str:
    """Return the path of an operation below the client: ``account.agents.list``."""
    return ".".join([*resource.path, operation.name])


def python_call(operation: Operation, resource: Resource, api: Api, *, asynchronous: bool = False) -> str:
    """Return the call of an operation with example values.

    Args:
        operation: The operation.
        resource: The resource that it belongs to.
        api: The document.
        asynchronous: Whether the client is an ``AsyncClient``.
    """
    call = f"client.{dotted(operation, resource)}"
    positional, keywords = _arguments(operation, api)
    if operation.pagination:
        item = _variable(operation.pagination.item_type)
        start = f"{'async ' if asynchronous else ''}for {item} in {call}"
        return f"{python_expression(start, positional, keywords)}:\n    print({item})"
    if any(content.kind == "binary" for content in operation.success.contents):
        return _download(python_expression(_streaming(operation, resource), positional, keywords), asynchronous)
    if asynchronous:
        call = f"await {call}"
    if operation.success.type is None:
        return python_expression(call, positional, keywords)
    result = _variable(operation.success.type) if len(operation.successes) == 1 else "result"
    return f"{python_expression(f'{result} = {call}', positional, keywords)}\nprint({result})"


def _streaming(operation: Operation, resource: Resource) -> str:
    return ".".join(["client", *resource.path, "with_streaming_response", operation.name])


def _download(call: str, asynchronous: bool) -> str:
    start, wait = ("async with", "await ") if asynchronous else ("with", "")
    return f'{start} {call} as response:\n    {wait}response.save("content.bin")'


def python_signature(operation: Operation, resource: Resource) -> str:
    """Return an operation's signature without types; ``...`` marks what is optional.

    Args:
        operation: The operation.
        resource: The resource that it belongs to.
    """
    positional = [item.name for item in operation.located("path")]
    body = operation.body
    if body and body.is_passed_whole:
        positional.append("body" if body.required and not body.fields else "body=...")
    keywords = sorted(_keywords(operation), key=lambda item: not item.required)
    named = [item.name if item.required else f"{item.name}=..." for item in keywords]
    named += ["content_type=..."] if body and body.has_choice else []
    parts = [*positional, *(["*", *named] if named else [])]
    return f"{dotted(operation, resource)}({', '.join(parts)}) -> {result_annotation(operation, list_name='list')}"


def python_pages(operation: Operation, resource: Resource, api: Api) -> str:
    """Return code that fetches a list page by page.

    Args:
        operation: An operation with pages.
        resource: The resource that it belongs to.
        api: The document.
    """
    call = python_expression(f"page = client.{dotted(operation, resource)}", *_arguments(operation, api))
    return f"{call}\nprint(len(page.items), page.total)\npage = page.next_page()"


def python_credentials(method: AuthScheme | Flow, api: Api) -> str:
    """Return the expression that creates credentials; secrets come from environment variables.

    Args:
        method: An authentication method.
        api: The document that it belongs to.
    """
    # Optional secrets are shown too: a client that has one must send it.
    shown = [field for field in method.parameters if field.required or field.example is not None or field.secret]
    return python_expression(method.class_name, [], {field.name: _credential(field, api) for field in shown})


def python_expression(function: str, positional: Sequence[Any], keywords: Mapping[str, Any]) -> str:
    """Return a call, on one line if it is short.

    Args:
        function: What is called.
        positional: The values of its positional arguments.
        keywords: Those of its keyword arguments.
    """
    flat = [*map(_literal, positional), *(f"{name}={_literal(value)}" for name, value in keywords.items())]
    line = f"{function}({', '.join(flat)})"
    if len(line) <= (_WIDTH if keywords else 2 * _WIDTH):
        return line
    parts = [_literal(value, 4) for value in positional]
    parts += [f"{name}={_literal(value, 4)}" for name, value in keywords.items()]
    return f"{function}(\n" + "".join(f"    {part},\n" for part in parts) + ")"


def _credential(field: Field, api: Api) -> Any:
    return _secret(field, api) if field.secret else placeholder(field)


def _secret(field: Field, api: Api) -> Code:
    """Return where a program finds a secret: in the variable that the curl samples read, too."""
    return Code(f'os.environ["{variable_name(field, api)}"]')


def _keywords(operation: Operation) -> list[Parameter | Field]:
    fields = operation.body.fields if operation.body else ()
    parameters = [*operation.located("query"), *operation.located("header"), *operation.located("cookie")]
    return [*parameters, *(field for field in fields if not field.read_only)]


def _arguments(operation: Operation, api: Api) -> tuple[list[Any], dict[str, Any]]:
    positional = [argument_value(parameter, api) for parameter in operation.located("path")]
    keywords = {
        parameter.name: argument_value(parameter, api)
        for parameter in _shown(
            [*operation.located("query"), *operation.located("header"), *operation.located("cookie")]
        )
    }
    if operation.body:
        value = body_value(operation.body, api)
        if not operation.body.contents[0].fields:
            positional.append(value)
        elif isinstance(value, Mapping):
            known = {field.wire_name: field for field in operation.body.fields if not field.read_only}
            for name in (name for name in value if name in known):
                field = known[name]
                keywords[field.name] = _secret(field, api) if field.secret else value[name]
    return positional, keywords


def _shown(parameters: Iterable[Parameter]) -> list[Parameter]:
    return [parameter for parameter in parameters if parameter.required or parameter.example is not None]


def _variable(type_: Type) -> str:
    """Return the name of the variable for a result, after its class if it has one."""
    if type_.model is None or type_.nullable:
        return "result"
    name = snake(type_.model).rstrip("_") + ("s" if type_.decoding == "models" else "")
    return f"{name}_" if keyword.iskeyword(name) or name in ("app", "client", "print", "token") else name


def _literal(value: Any, indent: int | None = None) -> str:
    """Write a JSON value as Python; with ``indent``, long lists and objects get one line per entry."""
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, SampleFile):
        return f"Path({python_literal(str(value))})"
    if isinstance(value, Mapping):
        parts, brackets = [(_literal(str(name)) + ": ", member) for name, member in value.items()], "{}"
    elif isinstance(value, list | tuple):
        parts, brackets = [("", item) for item in value], "[]"
    else:
        return python_literal(value)
    line = brackets[0] + ", ".join(prefix + _literal(item) for prefix, item in parts) + brackets[1]
    if indent is None or len(line) + indent <= _WIDTH - 16:
        return line
    pad = " " * (indent + 4)
    lines = "".join(f"{pad}{prefix}{_literal(item, indent + 4)},\n" for prefix, item in parts)
    return f"{brackets[0]}\n{lines}{' ' * indent}{brackets[1]}"
