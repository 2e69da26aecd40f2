"""The samples and diagrams of small documents that have every variant of a request, word for word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.model import Api, Flow
from generator.reference import FILTERS
from generator.reference.rows import argument_rows, header_rows, parameter_rows
from generator.reference.samples import operation_samples, variant_labels
from generator.reference.site import Site
from generator.reference.tables import md_fields
from tests.generator.support import api_of

DOCUMENTS = Path(__file__).parents[1] / "generator" / "build"
EXPECTED = yaml.load(Path(__file__).with_name("samples.yaml").read_text("utf-8"), yaml.CSafeLoader)


def samples(api: Api) -> dict[str, dict[str, str]]:
    """Return the pieces of each sample of each operation, those of one variant under its name."""
    result = {}
    for resource in api.walk():
        for operation in resource.operations:
            texts = {}
            for sample in operation_samples(operation, resource, api):
                for index, piece in enumerate(sample.pieces):
                    number = "" if len(sample.pieces) == 1 else f" {index}"
                    texts[f"{sample.kind}{number} {piece.variant}".strip()] = piece.text
            result[operation.id] = texts
    return result


def flow_samples(flow: Flow, api: Api) -> dict[str, Any]:
    """Return the commands of a flow's requests, what comes back, and what its diagram says."""
    commands = {}
    if flow.authorization.url:
        commands["authorize"] = FILTERS["curl_authorize"](flow, api)
        commands["redirect"] = FILTERS["redirect_answer"](flow)
    for step in ("token", "refresh"):
        if FILTERS["request_of"](flow, step).url:
            commands[step] = FILTERS["curl_token"](flow, api, step)
    (scheme,) = [scheme for scheme, other in api.flows() if other is flow]
    messages = [FILTERS["message_text"](message) for message in FILTERS["flow_messages"](flow, scheme, api)]
    answer = {field.wire_name: f"{field.type}{' required' * field.required}" for field in FILTERS["token_fields"](flow)}
    return {**commands, "messages": messages, "response": answer, "example": FILTERS["token_value"](flow)}


def programs(api: Api) -> dict[str, str]:
    """Return the programs that show something else than one operation, and the signatures of all operations."""
    result = {"errors": FILTERS["python_errors"](api), "webhooks": FILTERS["webhook_program"](api)}
    for method, scheme in FILTERS["auth_methods"](api):
        if isinstance(method, Flow) and method.authorization.url:
            result[f"sign in with {method.class_name}"] = FILTERS["python_sign_in"](method, scheme, api)
        else:
            result[f"first call with {method.class_name}"] = FILTERS["python_first_call"](method, scheme, api)
    for operation, resource in FILTERS["calls"](api):
        result[f"signature of {operation.id}"] = FILTERS["python_signature"](operation, resource)
        if operation.pagination:
            result[f"pages of {operation.id}"] = FILTERS["python_page_program"](operation, resource, api)
    return result


def tables(api: Api) -> dict[str, str]:
    """Return the tables of each operation's parameters, of its body and of the headers of its responses."""
    site = Site(api)
    result: dict[str, str] = {}
    for page in site.resources:
        assert page.resource
        for operation in page.resource.operations:
            rows = {
                "parameters": parameter_rows(operation, page.resource, site),
                "body": argument_rows(operation, page.resource, site),
            }
            for response in operation.errors:
                rows[f"headers of {response.status}"] = header_rows(response, "x")
            result |= {
                f"{operation.id}: {name}": md_fields(own, "Name", page, site) for name, own in rows.items() if own
            }
    return result


def overview(api: Api) -> dict[str, Any]:
    """Return what the pages about authentication, permissions and errors list."""
    methods = [method for method, _ in FILTERS["auth_methods"](api)]
    permissions = {name: [operation.id for operation, _ in pairs] for name, pairs in FILTERS["permissions"](api)}
    return {
        "methods": {FILTERS["auth_method_title"](method): FILTERS["discouraged"](method) for method in methods},
        "permissions": permissions,
        "paginated": [operation.id for operation, _ in FILTERS["paginated"](api)],
        "errors": FILTERS["error_classes"](api),
        "descriptions": FILTERS["shared_errors"](api),
        "bodies": list(map(str, FILTERS["error_bodies"](api))),
        "token errors": [f"{status} {FILTERS['example_title'](item)}" for status, item in FILTERS["token_errors"](api)],
    }


def said(api: Api) -> dict[str, Any]:
    """Return all of these about a document."""
    flows = {flow.class_name: flow_samples(flow, api) for _, flow in api.flows()}
    return {
        "operations": samples(api),
        "variants": variant_labels(api),
        "programs": programs(api),
        "tables": tables(api),
        "overview": overview(api),
        "flows": flows,
        "errors": {field.wire_name: field.required for field in FILTERS["oauth_error_fields"](api)},
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_samples_say_what_is_sent(name: str, tmp_path: Path) -> None:
    """In each language, for each way to authenticate, with the document's own examples or the smallest values."""
    api = api_of(tmp_path, yaml.load((DOCUMENTS / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)["document"])
    assert said(api) == EXPECTED[name]
