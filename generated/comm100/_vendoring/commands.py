"""The commands ``vendor`` and ``verify``: they need nothing else of the package, so a damaged copy can run them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

from .against import AgainstError, stale_reasons
from .copying import OPTIONAL, CopyError, Outcome, copy_package
from .record import (
    PROVENANCE,
    Condition,
    RecordError,
    compare,
    own_name,
    parent_namespaces,
    parse_record,
    read_own_files,
)

__all__ = ["COMMANDS", "add_commands", "main", "run"]

COMMANDS: Final = ("vendor", "verify")
EXIT_CODES: Final[Mapping[Condition, int]] = {"modified": 4, "missing": 5, "extra": 6, "reformatted": 3}
STALE: Final = 7

# More reasons than this are counted; the rest are names of files.
_MOST_REASONS: Final = 10
_MANIFEST: Final = "surface.json"
_SECTIONS: Final = {
    "resources": "resource",
    "methods": "method",
    "models": "model",
    "errors": "exception",
    "credentials": "credentials",
    "client": "arguments of",
}
_VERIFY_EPILOG: Final = (
    "exit codes: 0 intact, 1 it cannot be verified, 2 wrong arguments, 3 reformatted (laid out differently, the same "
    "code), 4 modified, 5 files are missing, 6 there are extra files, 7 stale; if several apply, the first of 4, 5, "
    "6, 7 and 3"
)


def main(argv: Sequence[str]) -> int:
    """Run a command, and return its exit code.

    Args:
        argv: The command and its arguments.
    """
    parser = _Parser(prog=f"python -m {own_name()}")
    add_commands(parser.add_subparsers(dest="command", required=True))
    try:
        return run(parser.parse_args(argv), sys.stdout, sys.stderr)
    except KeyboardInterrupt:
        _say(sys.stderr, "Cancelled.")
        return 130


class _Parser(argparse.ArgumentParser):
    """A parser whose options are written out, as are those of its commands: a later version may have others."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)


def add_commands(commands: Any) -> None:
    """Add both commands to a parser.

    Args:
        commands: What ``add_subparsers()`` returned.
    """
    purpose = "Copy this package into a source tree, or update a copy of it."
    vendor = commands.add_parser("vendor", help=purpose, description=purpose)
    vendor.add_argument(
        "dest", metavar="DEST", type=Path, help="the folder to copy the package's folder into, or a copy"
    )
    vendor.add_argument("--force", action="store_true", help="overwrite local edits")
    vendor.add_argument(
        "--without", action="append", default=[], choices=OPTIONAL, help="leave a part out: testing is the mock"
    )
    vendor.add_argument(
        "--no-changes", dest="changes", action="store_false", help="do not list what changed in the API"
    )
    purpose = "Tell whether this copy of the package is as it was rendered."
    verify = commands.add_parser("verify", help=purpose, description=purpose, epilog=_VERIFY_EPILOG)
    verify.add_argument(
        "--against",
        metavar="SPEC",
        help="also tell whether it is stale: a document or its folder, a rendered package, or a URL of its JSON",
    )
    verify.add_argument("--json", action="store_true", help="print JSON, for programs")


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Run a command that has been parsed, and return its exit code.

    Args:
        arguments: What the parser of :func:`add_commands` returned.
        stdout: Where results go.
        stderr: Where failures go.
    """
    try:
        return (_vendor if arguments.command == "vendor" else _verify)(arguments, stdout)
    except (AgainstError, CopyError, RecordError) as error:
        _say(stderr, str(error))
        return 1
    except BrokenPipeError:
        return 1  # the reader of the output is gone
    except OSError as error:
        _say(stderr, f"{error.filename or own_name()}: {error.strerror or error}")
        return 1


def _vendor(arguments: argparse.Namespace, stdout: TextIO) -> int:
    outcome = copy_package(arguments.dest, without=arguments.without, force=arguments.force)
    name, folder = outcome.record.name, outcome.folder
    for label, names in (
        ("overwritten, with its local edits", outcome.overwritten),
        ("deleted", outcome.deleted if outcome.changed else ()),
        ("kept, not part of the package", outcome.kept),
    ):
        for file in names:
            _say(stdout, f"{folder / file}: {label}")
    if not outcome.changed:
        _say(stdout, f"{folder}: up to date with {name}")
        return 0
    verb = f"updated from {outcome.old.name} to" if outcome.old is not None else "copied"
    _say(stdout, f"{folder}: {verb} {name}, {len(outcome.files)} files")
    if outcome.old is not None and arguments.changes:
        for line in _api_changes(outcome):
            _say(stdout, line)
    return 0


def _api_changes(outcome: Outcome) -> Iterator[str]:
    """Yield what was removed from the package, changed and added, by name."""
    try:
        old, new = (json.loads(files[_MANIFEST]) for files in (outcome.old_files, outcome.files))
    except (KeyError, ValueError):
        yield f"What changed in the API is unknown: the copy that was there had no {_MANIFEST}."
        return
    changes: dict[str, list[str]] = {"removed": [], "changed": [], "added": []}
    for section, kind in _SECTIONS.items():
        before, after = old.get(section, {}), new.get(section, {})
        changes["removed"] += (f"{kind} {name}" for name in before if name not in after)
        changes["changed"] += (f"{kind} {name}" for name in before if name in after and before[name] != after[name])
        changes["added"] += (f"{kind} {name}" for name in after if name not in before)
    if not any(changes.values()):
        yield "Nothing changed in the API."
    for what, names in changes.items():
        yield from (f"  {what:<8} {name}" for name in names)


def _verify(arguments: argparse.Namespace, stdout: TextIO) -> int:
    files = read_own_files()
    if PROVENANCE not in files:
        raise RecordError(f"{own_name()} has no {PROVENANCE}, so it cannot be verified. Copy a complete package.")
    record = parse_record(files[PROVENANCE], f"{own_name()}'s {PROVENANCE}")
    differences = compare(files, record, parent_namespaces())
    found: dict[Condition, Sequence[str]] = {condition: names for condition, names in differences.items() if names}
    reasons = [] if arguments.against is None else stale_reasons(record, arguments.against)
    codes = {str(condition): EXIT_CODES[condition] for condition in found}
    if reasons:
        codes["stale"] = STALE
    # Code that looks different is the least of all findings.
    states = sorted(codes, key=lambda state: (state == "reformatted", codes[state])) or ["intact"]
    code = codes.get(states[0], 0)
    if arguments.json:
        report = {
            "state": states[0],
            "exit_code": code,
            "package": own_name(),
            "title": record.title,
            "version": record.version,
            "files": {condition: list(names) for condition, names in found.items()},
            "stale": reasons,
        }
        _say(stdout, json.dumps(report, indent=2))
        return code
    for condition, names in found.items():
        for name in names:
            _say(stdout, f"{condition:<11} {name}")
    for reason in reasons[:_MOST_REASONS]:
        _say(stdout, f"{'stale':<11} {reason}")
    if len(reasons) > _MOST_REASONS:
        _say(stdout, f"{'stale':<11} and {len(reasons) - _MOST_REASONS} more files")
    _say(stdout, f"{own_name()}: {', '.join(states)} ({record.name}, {len(record.files)} files)")
    return code


def _say(stream: TextIO, text: str) -> None:
    """Write a line; what a terminal would act on, or cannot show, is replaced."""
    line = "".join(character if character.isprintable() or character == "\n" else "\ufffd" for character in text)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()
