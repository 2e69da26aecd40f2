"""Make a release ready: ``python -m tests.release TOOLS``, where TOOLS is a Python that has the build backend.

It decides the version, writes it down, runs all checks, builds the archives, and prints the commands that publish them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from generator.diff.compare import compare
from generator.diff.sources import load_version
from generator.errors import GeneratorError

from .archives import build, checksums, describe, run, try_out
from .version import ReleaseError, dated, next_version

__all__ = ["main"]

ROOT = Path(__file__).parents[2]
_CHECKS = ("check", "lint", "types", "test")


def main(arguments: list[str]) -> int:
    """Make a release ready in ``dist/``, and return the exit code.

    Args:
        arguments: The interpreter that has the build backend.
    """
    if len(arguments) != 1:
        print("usage: python -m tests.release TOOLS (make release)", file=sys.stderr)
        return 2
    try:
        _release(Path(arguments[0]).absolute())
    except (ReleaseError, GeneratorError) as error:
        print(f"No release was made: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; the changes so far are those that git shows", file=sys.stderr)
        return 130
    return 0


def _release(tools: Path) -> None:
    if run(["git", "status", "--porcelain"], ROOT).strip():
        raise ReleaseError("there are changes that are not committed; commit them, or take them back.")
    tag = _last_tag()
    day = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC).date()
    version = _decide(tag)
    _write(version, day)
    for number, check in enumerate(_CHECKS, 1):
        _say(f"[{number}/{len(_CHECKS)}] make {check}")
        if subprocess.run(["make", check], cwd=ROOT, check=False).returncode:
            raise ReleaseError(f"make {check} fails.")
    _build(tools, day)
    _say(f"\ndist/ holds release {version}. Nothing was committed, tagged or published; these commands do so:\n")
    print(f'git commit --all --message "Release {version}"')
    print(f'git tag --annotate v{version} --message "Release {version}"')
    print(f"git push --follow-tags\npython -m twine upload dist/comm100-{version}*")


def _last_tag() -> str | None:
    tags = run(["git", "tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname"], ROOT).split()
    return tags[0] if tags else None


def _decide(tag: str | None) -> str:
    """Return the version of the release: the description's own if it is the first, else what the changes demand."""
    spec, generated = ROOT / "spec/openapi.yaml", ROOT / "generated"
    here = load_version(str(spec), spec, generated)
    if tag is None:
        version = str(here.document["info"]["version"])
        _say(f"The first release: {version}")
        return version
    bump = compare(load_version(tag, spec, generated), here).bump
    version = next_version(tag.removeprefix("v"), bump)
    _say(f"Since {tag} callers notice {'no change' if bump == 'none' else f'a {bump} change'}: {version}")
    return version


def _write(version: str, day: date) -> None:
    # All texts are made before the first one is written.
    for file, text in dated(ROOT, version, day).items():
        file.write_text(text, encoding="utf-8")
    run([sys.executable, "-m", "generator", "render"], ROOT)


def _build(tools: Path, day: date) -> None:
    epoch = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    dist = ROOT / "dist"
    _say("Building the archives twice ...")
    archives = build(ROOT, run(["git", "ls-files"], ROOT).split("\n")[:-1], tools, dist, epoch)
    with tempfile.TemporaryDirectory() as folder:
        _say("Trying the wheel in an empty environment ...")
        wheel = next(path for path in archives if path.suffix == ".whl")
        python = try_out(wheel, Path(folder, "environment"), tools)
        describe(python, tools, ROOT / "pyproject.toml", dist / f"{wheel.stem}.cdx.json")
    checksums(dist)
    for path in sorted(dist.iterdir()):
        _say(f"  {path.stat().st_size:>9,}  {path.relative_to(ROOT)}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
