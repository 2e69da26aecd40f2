"""The commands, their messages and their exit codes.

0 is success, 1 findings or a failure, 2 wrong arguments, and 3 a rendering without some of the document's operations.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO, cast

from .adapt.adapt import Adaptation, adapt
from .diff.compare import Comparison, compare
from .diff.report import FORMATS, write_report
from .diff.rules import Python
from .diff.sources import RevisionError, load_version
from .diff.suppressions import Suppression, read_suppressions, suppress
from .document.load import LoadedDocument, load_document
from .document.overlay import apply_overlay
from .document.walk import operations
from .errors import GRADES, Finding, GeneratorError, Grade, SpecError, describe_bug
from .lint import lint, require_clean
from .model import Api
from .output.format import format_python
from .output.package import older_copy, rendered_package, run_package
from .output.write import differences, provenance, replace_tree
from .progress import Progress
from .render import render, templates_sha256

__all__ = ["generate", "main"]

_DOCUMENT = Path("spec/openapi.yaml")
_OUT = Path("generated")
_TEMPLATES = Path(__file__).parents[1] / "templates"

_EXIT_CODES = "Exit codes: 0 success, 1 findings or a failure (each line says what and where), 2 wrong arguments"
_EPILOG = f"{_EXIT_CODES}."
_RENDER_EPILOG = f"{_EXIT_CODES}, 3 some operations could not be rendered."
_DIFF_EPILOG = (
    "Exit codes: 0 nothing breaks, 1 something breaks, 2 the versions cannot be compared, or wrong arguments."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: The command line without the program's name; None for that of the process.
    """
    options = _parser().parse_args(arguments)
    options.spec = getattr(options, "document", None) or options.spec
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except SpecError as error:
        _report(error.findings, sys.stderr)
    except GeneratorError as error:
        _say(error, sys.stderr)
    except RecursionError:
        _say(f"{options.spec}: a chain of references is too long to follow", sys.stderr)
    except MemoryError:
        _say(f"{options.spec}: the memory is not enough for it", sys.stderr)
    except KeyboardInterrupt:
        _say("interrupted; nothing was changed", sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output closed the pipe; the interpreter must not flush the rest into it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        _say(f"{options.spec}: {describe_bug(error)}; nothing was changed", sys.stderr)
    return 1


def generate(
    spec: Path,
    templates: Path = _TEMPLATES,
    note: Callable[..., None] = lambda *step: None,
    warn: Callable[[Finding], None] = lambda finding: None,
) -> dict[str, str]:
    """Return every file that can be rendered of a document, formatted, by its path.

    Args:
        spec: The document's root file.
        templates: The folder of the templates.
        note: Called with each step before it is taken; of a long one also with how many of its parts are done, and with
            how many it has.
        warn: Called with everything that had to be guessed or left out.

    Raises:
        SpecError: Nothing of the document can be rendered.
        RenderError: The templates are missing or broken.
    """
    adaptation = _adapted(spec, templates, note, strict=False)
    for finding in adaptation.findings:
        warn(finding)
    return adaptation.files


def _adapted(
    spec: Path, templates: Path, note: Callable[..., None], *, strict: bool, overlays: Sequence[Path] = ()
) -> Adaptation:
    """Return the model and the files of a document, with the overlays applied.

    Raises:
        SpecError: Nothing of it can be rendered; or it is not without findings, if it has to be.
        RenderError: The templates are missing or broken.
    """
    note(f"reading {spec}")
    loaded = load_document(spec, tolerant=not strict)
    for overlay in overlays:
        note(f"applying {overlay}")
        loaded = apply_overlay(loaded, overlay)
    if strict:
        require_clean(loaded)
    return adapt(loaded, note, lambda api: _files(api, templates, note), strict=strict)


def _files(api: Api, templates: Path, note: Callable[..., None]) -> dict[str, str]:
    files = render(api, templates, partial(note, "rendering the templates"))
    files = format_python(files, partial(note, f"formatting {_number(len(files), 'file')}"))
    return provenance(api, files, templates_sha256(templates))


def _lint(options: argparse.Namespace) -> int:
    try:
        loaded = load_document(options.spec)
        findings: Sequence[Finding] = lint(loaded)
    except SpecError as error:
        findings = error.findings
    if findings:
        _report(findings, sys.stdout)
        _say(_number(len(findings), "finding"))
        return 1
    _say(f"{options.spec}: no findings ({_contents(loaded)})")
    return 0


def _render(options: argparse.Namespace) -> int:
    out = _out(options)
    with Progress() as note:
        adaptation = _adapted(options.spec, options.templates, note, overlays=options.overlay, strict=options.strict)
    _report(adaptation.findings, sys.stderr)
    if options.fail_on is not None:
        failing = [finding for finding in adaptation.findings if _is_as_bad(finding, options.fail_on)]
        if failing:
            count = _number(len(failing), "finding")
            _say(f"{options.spec}: {count} of grade {options.fail_on} or worse; nothing is written", sys.stderr)
            return 1
    with Progress() as note:
        note(f"writing {out}")
        replace_tree(adaptation.files, out)
    if adaptation.rendered == adaptation.total:
        _say(f"{out}: {len(adaptation.files)} files rendered for {_rendered(adaptation)}")
        return 0
    _say(f"{out}: {len(adaptation.files)} files rendered")
    _say(_outcome(adaptation))
    return 3


def _check(options: argparse.Namespace) -> int:
    out = _out(options)
    with Progress() as note:
        files = _adapted(options.spec, options.templates, note, overlays=options.overlay, strict=options.strict).files
    stale = differences(files, out)
    for name, difference in stale.items():
        _say(f"{out / name}: {difference}")
    if stale:
        _say(f"{out} is stale in {_number(len(stale), 'file')}; run: python -m generator render")
        return 1
    _say(f"{out}: {len(files)} files, all up to date")
    return 0


def _out(options: argparse.Namespace) -> Path:
    """Return the output folder, which has no default for a document other than the one of this project."""
    if options.out is None and options.spec != _DOCUMENT:
        options.refuse("--out is needed: name the folder to render into")
    out: Path = options.out or _OUT
    return out


def _is_as_bad(finding: Finding, grade: str) -> bool:
    return finding.grade is not None and GRADES.index(finding.grade) <= GRADES.index(cast("Grade", grade))


def _rendered(adaptation: Adaptation) -> str:
    """Return how many operations were rendered, or webhooks if a document has nothing else."""
    total = adaptation.total
    return _number(total, "operation") if total else _number(len(adaptation.api.webhooks), "webhook")


def _outcome(adaptation: Adaptation) -> str:
    """Return the last line of a rendering in part: ``291 of 296 operations; 5 skipped, because …``."""
    reasons = [
        f"{finding.message.removesuffix('; the operation is left out')} ({finding.others + 1})"
        for finding in adaptation.findings
        if finding.grade == "skipped"
    ]
    total, skipped = adaptation.total, adaptation.total - adaptation.rendered
    return f"{total - skipped} of {_number(total, 'operation')}; {skipped} skipped, because {'; '.join(reasons)}"


def _diff(options: argparse.Namespace) -> int:
    """Compare two versions; for a review, a version that is missing or broken is not a failure."""
    new = options.new or str(options.spec)
    try:
        with Progress() as note:
            versions = []
            for name in (options.old, new):
                note(f"reading {name}")
                versions.append(load_version(name, options.spec, options.out))
        comparison = compare(*versions)
        unused: list[Suppression] = []
        if options.suppress is not None:
            comparison, unused = suppress(comparison, read_suppressions(options.suppress))
    except RevisionError as error:
        if not options.review:
            _say(error, sys.stderr)
    except SpecError as error:
        _report(error.findings, sys.stderr)
    except GeneratorError as error:
        _say(error, sys.stderr)
    except RecursionError:
        _say(f"{options.old}, {new}: a chain of references is too long to follow", sys.stderr)
    except Exception as error:
        _say(f"{options.old}, {new}: {describe_bug(error)}", sys.stderr)
    else:
        return _compared(comparison, unused, options)
    return 0 if options.review else 2


def _compared(comparison: Comparison, unused: Iterable[Suppression], options: argparse.Namespace) -> int:
    """Say what differs, and return the exit code."""
    for item in unused:
        _say(f"{item.location}: no finding has the rule {item.rule} and the fingerprint {item.fingerprint}", sys.stderr)
    if not options.review or comparison.differences:
        report = write_report(comparison, "markdown" if options.review else options.format, with_texts=options.all)
        _say(report.rstrip("\n"))
    levels = {item.python for item in comparison.counted}
    is_breaking = comparison.bump == "major" or (options.strict_types and Python.TYPES in levels)
    return 1 if is_breaking and not options.review else 0


def _vendor(options: argparse.Namespace) -> int:
    """Have the rendered package copy itself, and say what the new version changes for callers of the old copy."""
    package = rendered_package(options.out)
    old = older_copy(options.dest, package)
    comparison: Comparison | None = None
    if old is not None:
        try:
            with Progress() as note:
                note(f"comparing {old} with {package}")
                versions = [load_version(str(path), options.spec, options.out) for path in (old, package)]
            comparison = compare(*versions)
        except GeneratorError as error:
            _say(f"What the new version changes is unknown: {error}", sys.stderr)
    arguments = [str(options.dest), *(["--force"] if options.force else [])]
    arguments += [f"--without={part}" for part in options.without]
    code = run_package(package, "vendor", *arguments, *([] if comparison is None else ["--no-changes"]))
    if code == 0 and comparison is not None and comparison.differences:
        _say(write_report(comparison, "text").rstrip("\n"))
    return code


def _contents(loaded: LoadedDocument) -> str:
    schemas = (loaded.document.get("components") or {}).get("schemas") or {}
    count = sum(1 for _ in operations(loaded.document))
    return f"{_number(count, 'operation')}, {_number(len(schemas), 'schema')}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else f'{noun}s'}"


def _say(line: object, stream: TextIO | None = None) -> None:
    stream = stream or sys.stdout
    stream.write(f"{line}\n")
    stream.flush()


def _report(findings: Iterable[Finding], stream: TextIO) -> None:
    coloured = stream.isatty() and not os.environ.get("NO_COLOR")
    for finding in findings:
        line = str(finding)
        if coloured:
            line = line.replace(f"[{finding.rule}]", f"\x1b[33m[{finding.rule}]\x1b[0m", 1)
        _say(line, stream)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="Render a typed client, its mock and its reference from an OpenAPI document.",
        epilog=_EPILOG,
    )
    commands = parser.add_subparsers(required=True, metavar="{lint,render,check,diff,vendor}")
    _command(commands, "lint", _lint, "check the document against the house rules")
    rendering = _command(commands, "render", _render, "render what can be rendered of a document", _RENDER_EPILOG)
    rendering.add_argument(
        "--fail-on", choices=GRADES, metavar="GRADE", help=f"write nothing after such a finding: {', '.join(GRADES)}"
    )
    for command in (rendering, _command(commands, "check", _check, "compare the output folder with a fresh rendering")):
        command.add_argument("--templates", type=Path, default=_TEMPLATES, help="default: those beside the generator")
        command.add_argument("--out", type=Path, help=f"default for {_DOCUMENT}: {_OUT}")
        command.add_argument(
            "--overlay", type=Path, action="append", default=[], metavar="FILE", help="an OpenAPI Overlay; repeatable"
        )
        command.add_argument("--strict", action="store_true", help="refuse a document that lint objects to")
        command.set_defaults(refuse=command.error)
    _add_diff(commands)
    _add_vendor(commands)
    return parser


def _add_diff(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "diff", _diff, "say what a new version changes for its callers", _DIFF_EPILOG)
    command.add_argument("old", metavar="OLD", help="a document, a rendered package, or a git revision")
    command.add_argument("new", metavar="NEW", nargs="?", help="the same; default: the document of --spec")
    command.add_argument("--out", type=Path, default=Path("generated"), help="default: %(default)s")
    command.add_argument("--format", choices=FORMATS, default="text", help="default: %(default)s")
    command.add_argument("--all", action="store_true", help="also list what only changes texts or the mock")
    command.add_argument("--strict-types", action="store_true", help="fail if type checkers alone complain, too")
    command.add_argument("--suppress", type=Path, metavar="FILE", help="findings that are accepted, with their reasons")
    command.add_argument(
        "--review", action="store_true", help="print Markdown, or nothing if nothing differs, and never fail"
    )


def _add_vendor(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "vendor", _vendor, "copy the rendered package into a source tree, or update a copy")
    command.add_argument(
        "dest", metavar="DEST", type=Path, help="the folder to copy the package's folder into, or a copy"
    )
    command.add_argument("--out", type=Path, default=Path("generated"), help="default: %(default)s")
    command.add_argument("--force", action="store_true", help="overwrite local edits")
    command.add_argument("--without", action="append", default=[], metavar="FOLDER", help="leave out testing, the mock")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
    epilog: str = _EPILOG,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=f"{text.capitalize()}.", epilog=epilog)
    command.set_defaults(run=run)
    if name in ("lint", "render", "check"):
        command.add_argument(
            "document", metavar="DOCUMENT", nargs="?", type=_document, help="an OpenAPI document, YAML or JSON"
        )
    command.add_argument("--spec", type=_document, default=_DOCUMENT, help="default: %(default)s")
    return command


def _document(argument: str) -> Path:
    """Return the path of a document.

    Raises:
        argparse.ArgumentTypeError: It is a URL.
    """
    if argument.lower().startswith(("http://", "https://")):
        name = "openapi.json" if argument.lower().endswith("json") else "openapi.yaml"
        reason = "the generator opens no connections, so that a rendering can be repeated"
        raise argparse.ArgumentTypeError(f"{reason}; download the document first: curl -Lo {name} {argument}")
    return Path(argument)
