"""The samples, run as a reader would: Python programs and curl commands, both against the mock."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from comm100.testing import Mock, MockRequest
from generator.model import Api, Operation, Resource
from generator.reference.oauth import absolute_url, request_fields
from generator.reference.python import dotted
from generator.reference.queries import calls
from generator.reference.samples import Sample, operation_samples
from generator.reference.values import body_value, response_examples
from tests.reference.isolated import Program, Run, run_programs
from tests.reference.support import Fence, Reference, fences
from tests.reference.test_shown_samples import words

CALLBACK = "https://app.example.com/callback"
# What the mock returns at first is not the documented example: it grants no permission to anybody that a test has not
# given.
OTHER_VALUES = {
    "account.agents.get_permissions",
    "account.agents.get_effective_permissions",
    "account.groups.get_permissions",
}


@pytest.fixture
def mock() -> Mock:
    return Mock()


def secrets(api: Api, partner: bool) -> dict[str, str]:
    """Return the variables that samples read: secrets of the document's examples."""
    bodies = [operation.body for operation, _ in calls(api) if operation.body]
    fields = [field for body in bodies for field in body.fields]
    fields += [field for scheme in api.schemes for field in scheme.parameters]
    flows = [flow for scheme, flow in api.flows() if ("partner" in scheme.key.lower()) == partner]
    fields += [field for flow in flows for field in flow.parameters]
    values = {field.name: str(field.example) for field in fields if field.secret and field.example is not None}
    values |= {"code": "a-code", "refresh_token": "a-refresh-token"}
    return {f"{api.env_prefix}_{name.upper()}": value for name, value in values.items()}


def token_request(api: Api, partner: bool) -> tuple[str, dict[str, str]]:
    """Return the address and the form that the mock returns a token for."""
    flows = [flow for scheme, flow in api.flows() if ("partner" in scheme.key.lower()) == partner]
    flow = next(flow for flow in flows if flow.kind == "password")
    form = {field.wire_name: str(field.example) for field in request_fields(flow, "token")}
    return absolute_url(str(flow.token.url), api), form


def environ(api: Api, mock: Mock, partner: bool) -> dict[str, str]:
    """Return the variables that samples read, with a token of the mock."""
    url, form = token_request(api, partner)
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    response = mock.respond(MockRequest("POST", url, headers, urlencode(form).encode()))
    return secrets(api, partner) | {"TOKEN": json.loads(response.body)["access_token"]}


def program(text: str, api: Api, *, partner: bool = False, fault: tuple[str, dict[str, Any]] | None = None) -> Program:
    """Return a sample as a program with what it needs."""
    url, form = token_request(api, partner)
    return Program(text=text, environ=secrets(api, partner), token_url=url, token_form=form, fault=fault)


def section(reference: Reference, name: str) -> list[Fence]:
    """Return the Python programs of a page."""
    return [fence for fence in fences(reference.files[f"{name}.md"]) if fence.language == "python"]


def programs(sample: Sample) -> list[str]:
    """Return all variants of a sample."""
    variants = list(dict.fromkeys(piece.variant for piece in sample.pieces if piece.variant)) or [""]
    return ["".join(piece.text for piece in sample.pieces if piece.variant in ("", variant)) for variant in variants]


def printed(run: Run, operation: Operation) -> Any:
    """Return what a sample printed: the items of a list with pages, the result of any other operation."""
    values = [value for (value,) in run.printed]
    return {operation.pagination.items: values} if operation.pagination else values[0] if values else None


def has_form(result: Any, documented: Any) -> bool:
    """Tell whether a result has the documented members and types, where both have a value."""
    if isinstance(documented, Mapping) and isinstance(result, Mapping):
        return all(has_form(result[name], member) for name, member in documented.items() if name in result)
    if isinstance(documented, list) and isinstance(result, list):
        # Of items that can have several forms the documented one is among them.
        return not result or not documented or any(has_form(item, documented[0]) for item in result)
    kinds = {int if isinstance(value, float) else type(value) for value in (result, documented) if value is not None}
    return len(kinds) < 2


def has_values(result: Any, documented: Any) -> bool:
    """Tell whether a result contains the documented values; in lists among others."""
    if isinstance(documented, Mapping) and isinstance(result, Mapping):
        return all(name in result and has_values(result[name], member) for name, member in documented.items())
    if isinstance(documented, list) and isinstance(result, list):
        return all(any(has_values(item, member) for item in result) for member in documented)
    return bool(result == documented)


def follows(run: Run, operation: Operation, resource: Resource, api: Api) -> bool:
    """Tell whether a sample did what the reference shows beside it."""
    documented = [example.value for example in response_examples(operation, api)]
    if not documented or not operation.success.is_json:
        return not run.printed and (not documented or bool(run.files))
    result = printed(run, operation)
    pages = operation.pagination
    shown = [{pages.items: value[pages.items]} for value in documented] if pages else documented
    if operation.method == "get" and dotted(operation, resource) not in OTHER_VALUES:
        return any(has_form(result, value) and has_values(result, value) for value in shown)
    sent = body_value(operation.body, api) if operation.body else None
    if isinstance(sent, Mapping) and isinstance(result, Mapping):
        # What the request sets is in both; what the server makes of the rest may differ.
        changes = {name: value for name, value in sent.items() if documented[0].get(name) == value}
        return has_form(result, documented[0]) and has_values(result, changes)
    return any(has_form(result, value) for value in documented)


def test_each_python_program_of_the_guides_runs(spec_reference: Reference) -> None:
    """Every method to authenticate, the pages of a list, the handlers: pasted alone, each one does what it says."""
    api = spec_reference.api
    texts = {name: [fence.text for fence in section(spec_reference, name)] for name in ("authentication", "index")}
    pages = [fence.text for fence in section(spec_reference, "conventions")]
    receivers = [fence.text for fence in section(spec_reference, "webhooks")]
    (handler,) = [fence.text for fence in section(spec_reference, "errors")]
    refused = ("error_status", {"operation": "account.agents.get", "status": 403})
    calling = [*texts["authentication"], *texts["index"]]
    runs = run_programs(
        [
            *(program(text, api, partner="PartnerPassword" in text) for text in calling),
            *(program(text, api) for text in [*pages, *receivers]),
            program(handler, api, fault=refused),
        ]
    )
    assert [run.error for run in runs if run.error] == []
    assert len(texts["authentication"]) == 6
    assert all(run.printed for run in runs[: len(calling) + len(pages)])
    assert runs[-1].printed[0][0] == 403


@pytest.mark.parametrize("part", range(3))
def test_each_operation_runs_and_returns_what_is_documented(part: int, spec_reference: Reference) -> None:
    """Every sample, alone in a process and with a mock as new, ends as the response beside it says.

    Of the asynchronous samples one variant runs: they differ from the others in the client alone.
    """
    api = spec_reference.api
    jobs = list[tuple[Program, Operation, Resource]]()
    for operation, resource in calls(api)[part::3]:
        for sample in operation_samples(operation, resource, api):
            texts = {"python": programs(sample), "async": programs(sample)[-1:]}.get(sample.kind, [])
            jobs += [(program(text, api, partner=resource.path[0] == "partner"), operation, resource) for text in texts]
    runs = run_programs(job for job, _, _ in jobs)
    assert [run.error for run in runs if run.error] == []
    others = [
        (dotted(operation, resource), run.printed)
        for run, (_, operation, resource) in zip(runs, jobs, strict=True)
        if not follows(run, operation, resource, api)
    ]
    assert others == []


def requested(words: list[str]) -> MockRequest:
    """Return the request that curl would make of its arguments."""
    url, headers, form, body, method = words[0], list[tuple[str, str]](), list[str](), "", None
    values = iter(words[1:])
    for option in values:
        if option in ("--get", "--include"):
            continue
        value = next(values)
        if option == "--request":
            method = value
        elif option == "--user":
            headers.append(("Authorization", f"Basic {base64.b64encode(value.encode()).decode()}"))
        elif option == "--header":
            name, _, text = value.partition(": ")
            headers.append((name, text))
        elif option == "--data-urlencode":
            name, _, text = value.partition("=")
            form.append(f"{name}={quote(text, safe='')}")
        else:
            assert option in ("--data-raw", "--data-binary")
            body = value
    if "--get" in words:
        return MockRequest("GET", f"{url}?{'&'.join(form)}", tuple(headers), b"")
    if form:
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
        body = "&".join(form)
    return MockRequest(method or ("POST" if body else "GET"), url, tuple(headers), body.encode())


def test_each_curl_sample_is_answered(spec_reference: Reference, mock: Mock) -> None:
    """The mock takes every curl sample's request, those aside that need a code or a token of its own making."""
    answered = 0
    samples = [fence.text for fence in fences(spec_reference.markdown) if fence.language == "bash"]
    for operation, resource in calls(spec_reference.api):
        curl, *_ = operation_samples(operation, resource, spec_reference.api)
        samples += programs(curl)
    for sample in dict.fromkeys(samples):
        mock.reset()
        variables = environ(spec_reference.api, mock, "/partner/" in sample)
        request = requested(words(sample, variables))
        made_up = b"grant_type=authorization_code" in request.body or b"grant_type=refresh_token" in request.body
        if not made_up:
            response = mock.respond(request)
            assert response.status < 400, sample
            answered += 1
    assert answered > 2 * len(calls(spec_reference.api)) - 10
