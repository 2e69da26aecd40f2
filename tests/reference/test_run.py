"""The samples, run: the Python ones with the generated client, the curl ones as requests, both against the mock."""

from __future__ import annotations

import base64
import contextlib
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

import comm100
from comm100.testing import Mock, MockRequest
from generator.model import Api
from tests.reference.support import Fence, Reference, fences

CALLBACK = "https://app.example.com/callback"


@pytest.fixture
def mock() -> Mock:
    return Mock()


@contextlib.contextmanager
def in_process(mock: Mock, patch: pytest.MonkeyPatch, *, partner: bool = False) -> Iterator[dict[str, Any]]:
    """Let samples talk to the mock: the names that they import are those of the package, with a transport given."""

    def bound(kind: Any) -> Any:
        return lambda *arguments, **named: kind(*arguments, **named, transport=mock.transport)

    for name in ("Client", "AuthorizationCode", "Implicit"):
        patch.setattr(comm100, name, bound(getattr(comm100, name)), raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", comm100.errors.InsecureFlowWarning)
        with mock.client(mock.credentials.partner_password if partner else mock.credentials.api_key) as client:
            yield {"client": client}


def section(reference: Reference, start: str, end: str) -> list[Fence]:
    """Return the fences of a part of the Markdown file."""
    _, _, rest = reference.markdown.partition(f"\n{start}\n")
    assert rest, start
    return fences(rest.partition(f"\n{end}")[0])


def run(samples: list[Fence], names: dict[str, Any], mock: Mock) -> int:
    """Run Python samples one after the other, as a reader would paste them, and return their number."""
    chosen = [fence for fence in samples if fence.language == "python"]
    for sample in chosen:
        if "login" in names:
            names["redirected_url"] = mock.visit(names["login"].url)
        exec(compile(sample.text, "<sample>", "exec"), names)
    return len(chosen)


def test_each_way_of_signing_in_runs(
    spec_reference: Reference, mock: Mock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every flow's Python samples, step by step, end in an authenticated call."""
    with in_process(mock, monkeypatch) as names:
        assert run(section(spec_reference, "## Authentication", "## Errors"), names, mock) >= 8
    out = capsys.readouterr().out
    assert out.count("SiteProfile(") >= 4
    assert "PartnerSite(" in out


def test_each_operation_runs(
    spec_reference: Reference, mock: Mock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every operation's Python sample gets an answer from a mock as new, none of them an error."""
    samples = section(spec_reference, "## Operations", "## Objects")
    count = 0
    for sample in samples:
        mock.reset()
        with in_process(mock, monkeypatch, partner="client.partner." in sample.text) as names:
            count += run([sample], names, mock)
    assert count == sum(len(resource.operations) for resource in spec_reference.api.walk())


def test_the_error_sample_runs(
    spec_reference: Reference, mock: Mock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The handler of the sample catches what the mock is made to answer."""
    with in_process(mock, monkeypatch) as names:
        mock.fail_next(403)
        run(section(spec_reference, "## Errors", "## Conventions"), names, mock)
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


def environ_of(api: Api, partner: bool) -> dict[str, str]:
    """Return the variables that samples read, with the examples of the document."""
    bodies = [operation.body for resource in api.walk() for operation in resource.operations if operation.body]
    fields = [field for body in bodies for field in body.fields]
    fields += [field for scheme in api.schemes for field in scheme.parameters]
    flows = [flow for scheme, flow in api.flows() if ("partner" in scheme.key.lower()) == partner]
    fields += [field for flow in flows for field in flow.parameters]
    values = {field.name: str(field.example) for field in fields if field.secret and field.example is not None}
    made_up = {"access_token": "a-token", "code": "a-code", "refresh_token": "a-refresh-token"}
    return {f"{api.env_prefix}_{name.upper()}": value for name, value in (made_up | values).items()}


def test_each_curl_sample_is_answered(spec_reference: Reference, mock: Mock, tmp_path: Any) -> None:
    """The mock takes every curl sample's request, those aside that need a code or a token of its own making."""
    from tests.reference.test_samples import words

    answered = 0
    for fence in fences(spec_reference.markdown):
        if fence.language != "bash":
            continue
        request = requested(words(fence.text, tmp_path, environ_of(spec_reference.api, "/partner/" in fence.text)))
        made_up = b"grant_type=authorization_code" in request.body or b"grant_type=refresh_token" in request.body
        bearer = any(value.startswith("Bearer ") for _, value in request.headers)
        if not made_up and not bearer:
            mock.reset()
            response = mock.respond(request)
            assert response.status < 400, fence.text
            answered += 1
    assert answered > 15
