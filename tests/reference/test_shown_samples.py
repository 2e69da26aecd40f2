"""The samples: what is copied from the reference runs, and does what the text says."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest

import comm100
from generator.model import Api, Operation
from generator.reference import FILTERS
from generator.reference.curl import _literal, quoted
from tests.reference.support import Reference, fences

curl_operation = FILTERS["curl_operation"]
python_call = FILTERS["python_call"]


def operations(api: Api) -> list[Operation]:
    """Return all operations of a document."""
    return [operation for resource in api.walk() for operation in resource.operations]


CURL = """curl() {
    printf '%s\\0' "$@"
    while [ $# -gt 0 ]; do
        if [ "$1" = --config ]; then
            while IFS= read -r line; do printf 'config %s\\0' "$line"; done < "${2/#-//dev/stdin}"
        fi
        shift
    done
    IFS= read -r -d '' body || printf 'body %s\\0' "$body"
}"""
CONFIG = re.compile(r'([a-z-]+) = "((?:[^"\\]|\\.)*)"')
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def words(script: str, environ: Mapping[str, str] | None = None) -> list[str]:
    """Return what bash hands to curl, and make sure that it runs nothing else and writes nothing.

    What curl reads as configuration follows as options, as curl itself understands it, and a body takes the place of
    ``@-``.

    Args:
        script: The sample.
        environ: The variables that the sample reads; by default each of them is ``SECRET``.
    """
    variables = dict.fromkeys(re.findall(r"\$([A-Z][A-Z0-9_]*)", script), "SECRET") | dict(environ or {})
    arguments = _printed(script, tuple(variables.items())).split("\0")[:-1]
    said = [argument for argument in arguments if not argument.startswith(("config ", "body "))]
    options = []
    for line in (argument.removeprefix("config ") for argument in arguments if argument.startswith("config ")):
        option = CONFIG.fullmatch(line)
        assert option, line
        value = re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[1]), option[2])
        options += [f"--{option[1]}", value]
    while "--config" in said:
        place = said.index("--config")
        assert said[place + 1] == "-" or said[place + 1].startswith("/dev/fd/")
        del said[place : place + 2]
    if "--data-binary" in said:
        place = said.index("--data-binary")
        assert said[place + 1] == "@-"
        said[place + 1] = arguments[-1].removeprefix("body ")
    return said + options


@cache
def _printed(script: str, variables: tuple[tuple[str, str], ...]) -> str:
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            ["/bin/bash", "-r", "-c", f"set -eu\n{CURL}\n{script}\n"],
            cwd=folder,
            env={**dict(variables), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr, [*Path(folder).iterdir()]) == (0, "", []), script
    return done.stdout


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


def test_curl_samples_call_curl_once_and_nothing_else(any_reference: Reference) -> None:
    """bash hands curl a URL first and then options that curl knows."""
    known = {
        "--cookie",
        "--data-binary",
        "--data-raw",
        "--data-urlencode",
        "--form-string",
        "--header",
        "--request",
        "--url-query",
        "--user",
    }
    samples = [fence.text for fence in fences(any_reference.markdown) if fence.language == "bash"]
    assert samples
    for sample in samples:
        url, *options = words(sample)
        assert urlsplit(url).scheme == "https"
        switches = [option for option in options if option in ("--get", "--include")]
        rest = [option for option in options if option not in switches]
        assert set(rest[::2]) <= known


def test_curl_sends_the_example_body_unchanged(any_reference: Reference) -> None:
    """What arrives as the body is the document's example, whatever quotes it holds."""
    checked = 0
    for operation in operations(any_reference.api):
        if operation.body and operation.body.media_type == "application/json":
            value = FILTERS["body_value"](operation.body, any_reference.api)
            secrets = {field.name: value.get(field.wire_name, "") for field in operation.body.fields if field.secret}
            environ = {f"{any_reference.api.env_prefix}_{name.upper()}": secret for name, secret in secrets.items()}
            arguments = words(curl_operation(operation, any_reference.api), environ)
            option = "--data-binary" if any(secrets.values()) else "--data-raw"
            assert json.loads(arguments[arguments.index(option) + 1]) == value
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
            value = FILTERS["body_value"](operation.body, any_reference.api)
            names = {field.name: field.wire_name for field in operation.body.fields}
            sent = {}
            for keyword in (keyword for keyword in call.keywords if keyword.arg in names):
                name = names[str(keyword.arg)]
                is_secret = ast.unparse(keyword.value).startswith("os.environ[")
                sent[name] = value[name] if is_secret else ast.literal_eval(keyword.value)
            assert sent == value
            checked += 1
    assert checked


def test_unsafe_methods_without_a_body_say_so(spec_reference: Reference) -> None:
    """A PUT without a body carries its length, because servers may refuse it without (RFC 9110 section 8.6)."""
    unlock = next(operation for operation in operations(spec_reference.api) if operation.name == "unlock")
    assert "Content-Length: 0" in words(curl_operation(unlock, spec_reference.api))


def test_secrets_never_stand_in_a_url(any_reference: Reference) -> None:
    """Keys, passwords and tokens travel in headers and bodies, so that no log of URLs keeps them."""
    fields = [field for scheme in any_reference.api.schemes for field in scheme.parameters]
    fields += [field for _, flow in any_reference.api.flows() for field in flow.parameters]
    secrets = [str(field.example) for field in fields if field.secret and field.example is not None]
    for fence in fences(any_reference.markdown):
        if fence.language == "bash":
            url, *options = words(fence.text)
            assert not any(secret in url for secret in secrets)
            assert "--get" not in options or not any(secret in "".join(options) for secret in secrets)


def test_secrets_are_variables_that_curl_reads_from_standard_input(any_reference: Reference) -> None:
    """No secret is an argument, which other users see in the list of processes, or text in the shell's history."""
    fields = [field for scheme in any_reference.api.schemes for field in scheme.parameters]
    fields += [field for _, flow in any_reference.api.flows() for field in flow.parameters]
    secrets = [str(field.example) for field in fields if field.secret and field.example is not None]
    read = 0
    for fence in fences(any_reference.markdown):
        if fence.language == "bash":
            arguments, _, read_by_curl = fence.text.partition("<<EOF\n")
            # An operation's own body is an example of the document; the shell expands <(…) into the name of a file.
            command, *_ = re.sub(r"<\(echo .*\)", "", arguments).partition("--data-raw")
            assert not any(secret in command + read_by_curl for secret in secrets)
            assert not re.search(r"\$[A-Z]", command)
            read += bool(read_by_curl) and "SECRET" in "".join(words(fence.text))
    assert read


@pytest.mark.parametrize(
    "text", ["it's", 'a "b"', "a\\b", "$(touch x)", "`touch x`", "a\nb", "é 🎉", "!!", "'\\''", "@x"]
)
def test_any_text_reaches_curl_as_it_is(text: str) -> None:
    """Quotes, substitutions and line breaks in an example are only text to bash."""
    assert words(f"curl {quoted(text)}") == [text]
    assert words(f'curl x --config - <<EOF\nuser = "{_literal(text)}"\nEOF') == ["x", "--user", text]


def test_python_samples_contain_no_secret(spec_reference: Reference) -> None:
    """What is secret in a request is read from the environment, in the samples of all operations."""
    secrets = 0
    for resource in spec_reference.api.walk():
        for operation in resource.operations:
            fields = operation.body.fields if operation.body else ()
            names = {field.name for field in fields if field.secret}
            tree = ast.parse(python_call(operation, resource, spec_reference.api))
            for keyword in (node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg in names):
                assert ast.unparse(keyword.value).startswith("os.environ[")
                secrets += 1
    assert secrets


def place(signature: str, name: str) -> int:
    """Return where a parameter stands in a signature."""
    used = re.search(rf"[(, ]{name}[,=)]", signature)
    assert used, name
    return used.start()


def test_signatures_are_those_of_the_client(spec_reference: Reference) -> None:
    """Names, order and kinds of the parameters are those that the generated methods have."""
    client = comm100.Client(None)
    for resource in spec_reference.api.walk():
        for operation in resource.operations:
            own = inspect.signature(attrgetter(".".join((*resource.path, operation.name)))(client))
            written = FILTERS["python_signature"](operation, resource)
            names = [name for name in own.parameters if name != "timeout"]
            places = [place(written, name) for name in names]
            assert places == sorted(places)
            for name, parameter in own.parameters.items():
                if name != "timeout":
                    behind = "*, " in written and place(written, name) > written.index("*, ")
                    assert behind == (parameter.kind is inspect.Parameter.KEYWORD_ONLY)
            assert written.endswith(f"-> {str(own.return_annotation).replace('builtins.', '')}")
