"""The curl samples, run by curl itself, against a mock that is served over TLS."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from comm100.testing import Mock, MockServer
from generator.reference.queries import calls
from generator.reference.samples import operation_samples
from tests.reference.support import Reference, fences
from tests.reference.test_run import environ, programs

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def configured(folder: Path, server: MockServer) -> dict[str, str]:
    """Return the environment in which curl finds the mock at every host, and fails for an error."""
    port = urlsplit(server.url).port
    lines = [f'connect-to = "::127.0.0.1:{port}"', "insecure", "silent", "show-error", "fail-with-body"]
    (folder / ".curlrc").write_text("\n".join(lines) + "\n")
    return {"CURL_HOME": str(folder), "PATH": os.environ["PATH"]}


def run(sample: str, environment: dict[str, str]) -> None:
    """Run a sample in bash, and show what went wrong."""
    done = subprocess.run(["/bin/bash", "-c", sample], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), (sample, done.stdout)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("which", range(4))
def test_each_operation_answers_curl(which: int, spec_reference: Reference, tmp_path: Path) -> None:
    """Every sample of every operation, whichever credentials it shows; this is one of four parts of them."""
    api = spec_reference.api
    with MockServer(Mock(), tls=True) as server:
        environment = configured(tmp_path, server)
        for operation, resource in calls(api)[which::4]:
            curl, *_ = operation_samples(operation, resource, api)
            for sample in programs(curl):
                server.mock.reset()
                run(sample, environment | environ(api, server.mock, resource.path[0] == "partner"))


def test_the_token_endpoint_answers_curl(spec_reference: Reference, tmp_path: Path) -> None:
    """The samples that get a token, those aside that need a code or a refresh token of the mock's own making."""
    api, count = spec_reference.api, 0
    with MockServer(Mock(), tls=True) as server:
        environment = configured(tmp_path, server)
        for fence in fences(spec_reference.files["authentication.md"]):
            taken = "grant_type=authorization_code" in fence.text or "grant_type=refresh_token" in fence.text
            if fence.language == "bash" and not taken:
                server.mock.reset()
                run(fence.text, environment | environ(api, server.mock, "/partner/" in fence.text))
                count += 1
    assert count > 5
