"""The samples, run as a reader would: Python programs and curl commands, both against the mock."""

from __future__ import annotations

import base64
import builtins
import contextlib
import json
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest

import comm100
from comm100.testing import Mock, MockRequest
from generator.model import Api
from generator.reference.oauth import absolute_url, request_fields
from generator.reference.queries import calls
from generator.reference.samples import Sample, operation_samples
from tests.reference.support import Fence, Reference, fences
from tests.reference.test_samples import words

CALLBACK = "https://app.example.com/callback"


@pytest.fixture
def mock() -> Mock:
    return Mock()


def environ(api: Api, mock: Mock, partner: bool) -> dict[str, str]:
    """Return the variables that samples read: secrets of the document's examples, and a token of the mock."""
    bodies = [operation.body for operation, _ in calls(api) if operation.body]
    fields = [field for body in bodies for field in body.fields]
    fields += [field for scheme in api.schemes for field in scheme.parameters]
    flows = [flow for scheme, flow in api.flows() if ("partner" in scheme.key.lower()) == partner]
    fields += [field for flow in flows for field in flow.parameters]
    values = {field.name: str(field.example) for field in fields if field.secret and field.example is not None}
    values |= {"code": "a-code", "refresh_token": "a-refresh-token"}
    flow = next(flow for flow in flows if flow.kind == "password")
    form = {field.wire_name: str(field.example) for field in request_fields(flow, "token")}
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    url = absolute_url(str(flow.token.url), api)
    response = mock.respond(MockRequest("POST", url, headers, urlencode(form).encode()))
    token = json.loads(response.body)["access_token"]
    return {f"{api.env_prefix}_{name.upper()}": value for name, value in values.items()} | {"TOKEN": token}


@contextlib.contextmanager
def in_process(mock: Mock, api: Api, patch: pytest.MonkeyPatch, *, partner: bool = False) -> Iterator[None]:
    """Let programs talk to the mock: the names that they import are those of the package, with a transport given.

    A program that asks for the address of a redirect gets the one that the mock sends for the address that it printed.
    """

    def bound(kind: Any) -> Any:
        return lambda *arguments, **named: kind(*arguments, **named, transport=mock.transport)

    shown: list[str] = []
    print_ = builtins.print

    def show(*values: object) -> None:
        shown.append(str(values[-1]))
        print_(*values)

    for name, value in environ(api, mock, partner).items():
        patch.setenv(name, value)
    for name in ("Client", "AsyncClient", "AuthorizationCode", "Implicit"):
        patch.setattr(comm100, name, bound(getattr(comm100, name)))
    patch.setattr(builtins, "print", show)
    patch.setattr(builtins, "input", lambda prompt: mock.visit(shown[-1]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", comm100.errors.InsecureFlowWarning)
        yield


def section(reference: Reference, name: str) -> list[Fence]:
    """Return the fences of a page."""
    return fences(reference.files[f"{name}.md"])


def run(program: str) -> None:
    """Run a program as a module of its own."""
    exec(compile(program, "<sample>", "exec"), {"__name__": "__main__"})


def programs(sample: Sample) -> list[str]:
    """Return all variants of a sample."""
    variants = list(dict.fromkeys(piece.variant for piece in sample.pieces if piece.variant)) or [""]
    return ["".join(piece.text for piece in sample.pieces if piece.variant in ("", variant)) for variant in variants]


def test_each_way_of_signing_in_runs(
    spec_reference: Reference, mock: Mock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every method's Python sample, pasted alone, ends in an authenticated call."""
    count = 0
    for fence in section(spec_reference, "authentication"):
        if fence.language == "python":
            with (
                monkeypatch.context() as patch,
                in_process(mock, spec_reference.api, patch, partner="PartnerPassword" in fence.text),
            ):
                run(fence.text)
            count += 1
    assert count == 6
    out = capsys.readouterr().out
    assert out.count("SiteProfile(") >= 4
    assert "PartnerSite(" in out


@pytest.mark.parametrize("kind", ["python", "async"])
def test_each_operation_runs(
    kind: str,
    spec_reference: Reference,
    mock: Mock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every operation's program gets an answer from a mock as new, whichever credentials it shows."""
    count = 0
    for operation, resource in calls(spec_reference.api):
        for sample in operation_samples(operation, resource, spec_reference.api):
            for program in programs(sample) if sample.kind == kind else ():
                mock.reset()
                with (
                    monkeypatch.context() as patch,
                    in_process(mock, spec_reference.api, patch, partner=resource.path[0] == "partner"),
                ):
                    run(program)
                count += 1
    assert count > len(calls(spec_reference.api)) * 1.5


def test_the_error_sample_runs(
    spec_reference: Reference, mock: Mock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The handler of the sample catches what the mock is made to answer."""
    with monkeypatch.context() as patch, in_process(mock, spec_reference.api, patch):
        mock.inject("error_status", operation="account.agents.get", status=403)
        (sample,) = [fence for fence in section(spec_reference, "errors") if fence.language == "python"]
        run(sample.text)
    assert capsys.readouterr().out.startswith("403 ")


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


def test_each_curl_sample_is_answered(spec_reference: Reference, mock: Mock, tmp_path: Any) -> None:
    """The mock takes every curl sample's request, those aside that need a code or a token of its own making."""
    answered = 0
    samples = [fence.text for fence in fences(spec_reference.markdown) if fence.language == "bash"]
    for operation, resource in calls(spec_reference.api):
        curl, *_ = operation_samples(operation, resource, spec_reference.api)
        samples += programs(curl)
    for sample in dict.fromkeys(samples):
        mock.reset()
        variables = environ(spec_reference.api, mock, "/partner/" in sample)
        request = requested(words(sample, tmp_path, variables))
        made_up = b"grant_type=authorization_code" in request.body or b"grant_type=refresh_token" in request.body
        if not made_up:
            response = mock.respond(request)
            assert response.status < 400, sample
            answered += 1
    assert answered > 2 * len(calls(spec_reference.api)) - 10
