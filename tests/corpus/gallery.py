"""``make gallery``: clients of public documents with OAuth.

Each is checked by ``mypy --strict``, signs in by every flow against its own mock, and makes ten calls, spread over its
operations. Documents may be named as arguments instead, by their paths in the corpus without ``.json``.
"""

from __future__ import annotations

import collections
import contextlib
import datetime
import functools
import importlib
import io
import multiprocessing
import operator
import os
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from generator.adapt.adapt import adapt
from generator.document.load import load_document
from generator.model import Api, Operation, Resource
from generator.output.format import format_python
from generator.reference.python import dotted, python_call
from generator.render import render
from tests.corpus.documents import download, folder

__all__ = ["NAMES", "Picture", "show"]

_TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = (
    "asana.com",
    "apache.org/airflow",
    "box.com",
    "ebay.com/sell-marketing",
    "enode.io",
    "figshare.com",
    "gettyimages.com",
    "just-eat.co.uk",
    "linode.com",
    "lyft.com",
    "mastodon.local",
    "motaword.com",
    "netatmo.net",
    "netlify.com",
    "openbanking.org.uk/account-info-openapi",
    "slack.com",
    "spotify.com",
    "squareup.com",
    "surevoip.co.uk",
    "twitter.com/current",
    "vercel.com",
    "vimeo.com",
    "xero.com/xero_accounting",
    "zapier.com/nla",
)
_CALLS = 10
_SECONDS = 300


@dataclass
class Picture:
    """What came of one document.

    Attributes:
        name: The document.
        operations: How many operations it has, and how many were rendered.
        logins: What became of each way to authenticate: empty, or why it failed.
        calls: What became of each call.
        refused: How many other calls the mock refused for their sample values.
        typed: What mypy objects to.
        crash: The end of a traceback.
    """

    name: str
    operations: tuple[int, int] = (0, 0)
    logins: dict[str, str] = field(default_factory=dict)
    calls: dict[str, str] = field(default_factory=dict)
    refused: int = 0
    typed: str = ""
    crash: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether everything worked."""
        return not (self.typed or self.crash or any(self.logins.values()) or any(self.calls.values()))

    def __str__(self) -> str:
        worked = sum(not problem for problem in self.calls.values())
        logins = sum(not problem for problem in self.logins.values())
        head = (
            f"{'sound' if self.is_sound else 'FAULT'} {self.name}: {self.operations[1]} of {self.operations[0]} "
            f"operations, {logins} of {len(self.logins)} logins, {worked} of {len(self.calls)} calls "
            f"({self.refused} others refused)"
        )
        problems = [f"{name}: {why}" for name, why in (*self.logins.items(), *self.calls.items()) if why]
        problems += [text for text in (self.typed, self.crash) if text]
        return "\n".join([head, *(f"     {line}" for problem in problems for line in problem.splitlines()[:6])])


def show(path: Path, name: str, cache: Path) -> Picture:
    """Return what comes of one document, in a process of its own.

    Args:
        path: The document.
        name: What it is called.
        cache: Where mypy keeps what it knows.
    """
    with tempfile.TemporaryDirectory() as output:
        context = multiprocessing.get_context("fork")
        mine, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(path, name, Path(output), theirs), daemon=True)
        process.start()
        theirs.close()
        picture = Picture(name, crash=f"it took more than {_SECONDS} seconds")
        if mine.poll(_SECONDS):
            with contextlib.suppress(EOFError):
                picture = mine.recv()
        process.kill()
        process.join()
        if not picture.crash:
            picture.typed = _objections(Path(output), cache)
        return picture


def _work(path: Path, name: str, output: Path, connection: Any) -> None:
    picture = Picture(name)
    try:
        adaptation = adapt(load_document(path, tolerant=True))
        picture.operations = adaptation.total, adaptation.rendered
        api = adaptation.api
        for file, text in format_python(render(api, _TEMPLATES)).items():
            if file.startswith(f"{api.package}/"):
                (output / file).parent.mkdir(parents=True, exist_ok=True)
                (output / file).write_text(text, encoding="utf-8")
        sys.path.insert(0, str(output))
        # Samples write what they download where they run.
        os.chdir(output)
        warnings.simplefilter("ignore")
        mock = importlib.import_module(f"{api.package}.testing").Mock()
        signed_in = _log_in(mock, picture)
        upload = output / "upload.txt"
        upload.write_text("A file.", encoding="utf-8")
        _call(api, mock, signed_in, upload, picture)
    except BaseException:
        picture.crash = "".join(traceback.format_exc().splitlines(keepends=True)[-5:])
    connection.send(picture)


def _log_in(mock: Any, picture: Picture) -> dict[str, Any]:
    """Log in in every way that the mock has credentials for, and return credentials by security scheme."""
    signed_in: dict[str, Any] = {}
    for attribute in sorted(name for name in vars(type(mock.credentials)) if not name.startswith("_")):
        if attribute == "first":
            continue
        try:
            credentials = getattr(mock.credentials, attribute)
            if hasattr(credentials, "start"):
                default = importlib.import_module(type(mock).__module__.split(".")[0] + "._server").DEFAULT_URL
                login = credentials.start(base_url=mock.base_url if default is None else None)
                credentials = credentials.resume(credentials.finish(mock.visit(login.url), login))
            client = mock.client(credentials)
            if hasattr(credentials, "store"):
                assert client._auth.get_token().access_token
        except Exception as error:
            picture.logins[attribute] = f"{type(error).__name__}: {error}"
        else:
            picture.logins[attribute] = ""
            signed_in.setdefault(credentials.security_scheme, credentials)
    return signed_in


def _call(api: Api, mock: Any, signed_in: dict[str, Any], upload: Path, picture: Picture) -> None:
    """Make calls with their sample values, spread over the document, each with what its operation accepts.

    Sample values do not fit every constraint. What the mock refuses for that reason does not count.
    """
    for operation, resource in _spread(api):
        if len(picture.calls) == _CALLS:
            break
        keys = next((keys for keys in operation.security if set(keys) <= signed_in.keys()), ())
        credentials = functools.reduce(operator.and_, (signed_in[key] for key in keys)) if keys else None
        code = python_call(operation, resource, api)
        try:
            with contextlib.redirect_stdout(io.StringIO()), mock.client(credentials) as client:
                # Samples name files and environment variables of the reader's own.
                environment = SimpleNamespace(environ=collections.defaultdict(lambda: "secret"))
                exec(code, {"client": client, "datetime": datetime, "os": environment, "Path": lambda name: upload})
        except Exception as error:
            if getattr(error, "status_code", None) == 400:
                picture.refused += 1
                continue
            why = f"{type(error).__name__}: {error}"
        else:
            why = ""
        picture.calls[dotted(operation, resource)] = why


def _spread(api: Api) -> Iterator[tuple[Operation, Resource]]:
    pairs = [(operation, resource) for resource in api.walk() for operation in resource.operations]
    step = max(1, len(pairs) // _CALLS)
    for start in range(step):
        yield from pairs[start::step]


def _objections(output: Path, cache: Path) -> str:
    package = next(path.name for path in output.iterdir() if path.is_dir())
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, "--package", package],
        cwd=output,
        env=os.environ | {"MYPYPATH": str(output)},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if checked.returncode == 0 else "\n".join(checked.stdout.splitlines()[:5])


def main(wanted: Sequence[str]) -> int:
    """Show the documents, and return 1 if one of them is not sound."""
    download()
    pictures = []
    with tempfile.TemporaryDirectory() as cache:
        for name in wanted or NAMES:
            pictures.append(show(folder() / f"{name}.json", name, Path(cache)))
            sys.stdout.write(f"{pictures[-1]}\n")
            sys.stdout.flush()
    return 0 if all(picture.is_sound for picture in pictures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
