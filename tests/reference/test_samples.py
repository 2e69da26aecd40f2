"""The samples: what is copied from the reference runs, and does what the text says."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.model import Api, Operation
from generator.reference import FILTERS
from tests.reference.support import Reference, fences

curl_operation = FILTERS["curl_operation"]
python_call = FILTERS["python_call"]


def operations(api: Api) -> list[Operation]:
    """Return all operations of a document."""
    return [operation for resource in api.walk() for operation in resource.operations]


def words(script: str, folder: Path) -> list[str]:
    """Return the words that bash hands to curl, and make sure that it runs nothing else."""
    shell = f'set -eu\ncurl() {{ printf "%s\\0" "$@"; }}\n{script}\n'
    done = subprocess.run(
        ["/bin/bash", "-r", "-c", shell], cwd=folder, env={"PATH": ""}, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split("\0")[:-1]


def test_python_samples_compile(any_reference: Reference) -> None:
    """Every Python sample is a Python program."""
    samples = [fence.text for fence in fences(any_reference.markdown) if fence.language == "python"]
    assert samples
    for sample in samples:
        compile(sample, "<sample>", "exec")


def test_json_samples_are_json(any_reference: Reference) -> None:
    """Every JSON sample is valid JSON, which the vendor's often are not."""
    samples = [fence.text for fence in fences(any_reference.markdown) if fence.language == "json"]
    assert samples
    for sample in samples:
        json.loads(sample)


def test_curl_samples_are_good_bash(any_reference: Reference) -> None:
    """bash finds no fault in any curl sample."""
    samples = [fence.text for fence in fences(any_reference.markdown) if fence.language == "bash"]
    assert samples
    for sample in samples:
        checked = subprocess.run(["/bin/bash", "-n", "-c", sample], capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, ""), sample


def test_curl_samples_call_curl_once_and_nothing_else(any_reference: Reference, tmp_path: Path) -> None:
    """bash hands curl a URL first and then options that curl knows."""
    known = {"--cookie", "--data-raw", "--data-urlencode", "--form-string", "--header", "--request", "--user"}
    for fence in fences(any_reference.markdown):
        if fence.language == "bash":
            url, *options = words(fence.text, tmp_path)
            assert urlsplit(url).scheme == "https"
            switches = [each for each in options if each in ("--get", "--include")]
            rest = [each for each in options if each not in switches]
            assert set(rest[::2]) <= known


def test_curl_sends_the_example_body_unchanged(any_reference: Reference, tmp_path: Path) -> None:
    """What arrives as the body is the document's example, whatever quotes it holds."""
    checked = 0
    for operation in operations(any_reference.api):
        if operation.body and operation.body.media_type == "application/json":
            arguments = words(curl_operation(operation, any_reference.api), tmp_path)
            sent = json.loads(arguments[arguments.index("--data-raw") + 1])
            assert sent == FILTERS["body_value"](operation.body, any_reference.api)
            checked += 1
    assert checked


def test_curl_and_python_send_the_same_body(any_reference: Reference) -> None:
    """The two samples of an operation say the same in two languages."""
    checked = 0
    for resource in any_reference.api.walk():
        for operation in resource.operations:
            if operation.body is None or not operation.body.fields:
                continue
            tree = ast.parse(python_call(operation, resource, any_reference.api))
            call = next(node for node in ast.walk(tree) if isinstance(node, ast.Call))
            given = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
            names = {each.name: each.wire_name for each in operation.body.fields}
            sent = {names[name]: value for name, value in given.items() if name in names}
            assert sent == FILTERS["body_value"](operation.body, any_reference.api)
            checked += 1
    assert checked


def test_unsafe_methods_without_a_body_say_so(spec_reference: Reference, tmp_path: Path) -> None:
    """A PUT without a body carries its length, because servers may refuse it without (RFC 9110 section 8.6)."""
    unlock = next(each for each in operations(spec_reference.api) if each.name == "unlock")
    assert "Content-Length: 0" in words(curl_operation(unlock, spec_reference.api), tmp_path)


def test_secrets_never_stand_in_a_url(any_reference: Reference, tmp_path: Path) -> None:
    """Keys, passwords and tokens travel in headers and bodies, so that no log of URLs keeps them."""
    fields = [field for scheme in any_reference.api.schemes for field in scheme.parameters]
    fields += [field for _, flow in any_reference.api.flows() for field in flow.parameters]
    secrets = [str(field.example) for field in fields if field.secret and field.example is not None]
    for fence in fences(any_reference.markdown):
        if fence.language == "bash":
            url, *options = words(fence.text, tmp_path)
            assert not any(secret in url for secret in secrets)
            assert "--get" not in options or not any(secret in "".join(options) for secret in secrets)


@pytest.mark.parametrize(
    "text", ["it's", 'a "b"', "a\\b", "$(touch x)", "`touch x`", "a\nb", "é 🎉", "!!", "'\\''", "@x"]
)
def test_any_text_reaches_curl_as_it_is(text: str, tmp_path: Path) -> None:
    """Quotes, substitutions and line breaks in an example are only text to bash."""
    from generator.reference.curl import _quoted

    assert words(f"curl {_quoted(text)}", tmp_path) == [text]
    assert list(tmp_path.iterdir()) == []
