"""The commands as a user sees them: what each prints, where, and how it ends."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import commands
from generator.commands import generate, main
from generator.diff.sources import RevisionError
from generator.errors import Finding, OutputError, SpecError
from generator.model import Api
from generator.progress import Progress
from tests.generator.support import ROOT, command, minimal, operation, write_templates, write_yaml

_, *TRANSCRIPTS = re.split(r"(?m)^# ", Path(__file__).with_name("commands.txt").read_text("utf-8"))


def broken() -> Any:
    """Return a document with a parameter whose schema is missing and an operation that cannot be called."""
    document = minimal()
    operation(document)["parameters"].append({"name": "q", "in": "query", "description": "A filter.", "example": "x"})
    needed = {"name": "x", "in": "nowhere", "required": True, "schema": {}}
    document["paths"]["/b"] = {"get": {"parameters": [needed], "responses": {"200": {"description": "Fine."}}}}
    return document


def documents() -> dict[str, str]:
    """Return the texts of documents that have something to tell, by the names of their files."""
    other, bare, lost = minimal(), minimal(), minimal()
    operation(other)["parameters"][0]["schema"] = {"type": "string", "minLength": 2}
    del operation(bare)["summary"]
    operation(lost)["parameters"][0]["schema"] = {"$ref": "#/components/schemas/Nobody"}
    named = {"openapi": minimal(), "broken": broken(), "other": other, "bare": bare, "lost": lost}
    texts = {name: yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False) for name, document in named.items()}
    info = "info: {title: Other, version: '1'}"
    action = "{target: $.info, update: {title: Other API}}"
    return {**texts, "overlay": f"overlay: 1.0.0\n{info}\nactions: [{action}]\n"}


# Made once, because nearly every test writes them.
TEXTS = documents()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        write_yaml(tmp_path, text, f"{name}.yaml")
    write_templates(tmp_path / "templates", {"package/a.py.jinja": "TITLE = {{ api.title | literal }}\n"})
    return tmp_path


def transcript(folder: Path, lines: list[str]) -> Iterator[str]:
    """Run the commands of a transcript; yield each with its output, its errors and its exit code."""
    for line in lines:
        if line.startswith("$ "):
            yield line
            done = command(*line.split()[1:], cwd=folder)
            yield from done.stdout.splitlines()
            # How argparse shows options and choices depends on the version of Python.
            errors = re.sub(r"(?m)^(usage| ).*\n| \(choose from .*\)", "", done.stderr).replace(f"{folder}/", "")
            yield from (f"! {text}" for text in errors.splitlines())
            yield f"= {done.returncode}"


@pytest.mark.parametrize("text", TRANSCRIPTS, ids=[text.splitlines()[0] for text in TRANSCRIPTS])
def test_each_command_says_what_it_did(text: str, folder: Path) -> None:
    """Results on stdout, what is wrong on stderr, in these words, with this exit code."""
    _, *lines = text.strip().splitlines()
    assert list(transcript(folder, lines)) == lines


class Terminal(io.StringIO):
    """A stream that somebody watches, who sees nothing until it is flushed."""

    seen = ""

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.seen = self.getvalue()


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", ""), ("NO_COLOR", "1"), ("TERM", "dumb")])
def test_somebody_who_watches_sees_steps_and_colours(
    name: str, value: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that changes and is gone in the end, or a line for each step on a terminal that cannot do that."""
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "stderr", terminal)
    main(["render", "broken.yaml", "--out", "out", "--templates", "templates", "--overlay", "overlay.yaml"])
    steps = [
        *("reading broken.yaml", "applying overlay.yaml", "adapting the document", "building the model"),
        *("rendering the templates", "formatting 5 files", "writing out"),
    ]
    shown = terminal.seen
    if value:
        assert [line for line in shown.splitlines() if line.endswith(" …")] == [f"{step} …" for step in steps]
    else:
        *lines, last = shown.split("\r\x1b[K")
        shown_steps = (re.sub(r" (…|\[.*%)$", "", line) for line in lines if not line.endswith("\n"))
        assert list(dict.fromkeys(filter(None, shown_steps))) == steps
        assert f"rendering the templates [{'':<30}] 0%" in lines
        assert last == ""
    rule = "[parameter]" if name == "NO_COLOR" and value else "\x1b[33m[parameter]\x1b[0m"
    assert f"guessed {rule} the schema of the parameter 'q' is missing" in shown


@pytest.mark.parametrize(
    ("arguments", "steps"),
    [
        ("diff openapi.yaml other.yaml", ["reading openapi.yaml", "reading other.yaml"]),
        ("diff openapi.yaml --spec other.yaml", ["reading openapi.yaml", "reading other.yaml"]),
        ("vendor old --out out", ["comparing old/tiny with out/tiny"]),
    ],
)
def test_a_comparison_says_what_it_reads(
    arguments: str, steps: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line for each step, on a terminal without a line that changes."""
    monkeypatch.chdir(folder)
    for name, out in (("openapi.yaml", "old"), ("other.yaml", "out")):
        assert main(["render", name, "--out", out, "--templates", "templates"]) == 0
    monkeypatch.setattr(commands, "run_package", lambda package, *rest: 0)
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    main(arguments.split())
    assert terminal.seen.splitlines() == [f"{step} …" for step in steps]


def test_a_step_shows_how_much_of_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line changes with what it shows, and only then."""
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress() as note:
        note("reading")
        note("rendering", whole=2)
        for done in (0, 500, 501, 1000):
            note("rendering", done, 1000)
    bars = ("[" + " " * 30 + "] 0%", "[" + "#" * 15 + " " * 15 + "] 50%", "[" + "#" * 30 + "] 100%")
    lines = ("reading …", *(f"rendering {bar}" for bar in bars), "")
    assert terminal.seen == "".join(f"\r\x1b[K{line}" for line in lines)


def failing(error: BaseException) -> Callable[..., Any]:
    def function(*arguments: Any, **options: Any) -> Any:
        raise error

    return function


BUG = "a bug of the generator: KeyError: 'x'"
FAILURES: list[tuple[BaseException, int, str]] = [
    (RecursionError(), 1, "openapi.yaml: a chain of references is too long to follow"),
    (MemoryError(), 1, "openapi.yaml: the memory is not enough for it"),
    (KeyboardInterrupt(), 130, "interrupted; nothing was changed"),
    (KeyError("x"), 1, f"openapi.yaml: {BUG}; nothing was changed"),
    (OutputError("out: is a file"), 1, "out: is a file"),
    (SpecError("/a", "is odd", location="a.yaml:1", rule="odd"), 1, "a.yaml:1: [odd] is odd (/a)"),
]


@pytest.mark.parametrize(("error", "code", "line"), FAILURES, ids=[type(case[0]).__name__ for case in FAILURES])
def test_any_failure_is_one_line(
    error: BaseException, code: int, line: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "adapt", failing(error))
    done = command("render", "openapi.yaml", "--out", "out", cwd=folder)
    assert (done.returncode, done.stdout) == (code, "")
    assert re.sub(r" \(generator/.*?\)|tests/.*?:\d+", "", done.stderr) == f"{line}\n"


def test_each_line_is_there_at_once_and_its_rule_is_coloured(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where it is named first: the message may quote anything."""
    out, err = Terminal(), Terminal()
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert main(["lint", str(folder / "openapi.yaml")]) == 0
    assert out.seen.endswith("no findings (1 operation, 1 schema)\n")
    monkeypatch.setattr(commands, "adapt", failing(SpecError("/a", "[odd] is odd", location="a.yaml:1", rule="odd")))
    assert main(["render", str(folder / "openapi.yaml"), "--out", str(folder / "out")]) == 1
    assert err.seen.endswith("a.yaml:1: \x1b[33m[odd]\x1b[0m [odd] is odd (/a)\n")


@pytest.mark.parametrize("name", ["lint", "render", "check", "diff", "vendor"])
def test_help_says_what_a_command_does_and_how_it_ends(name: str, tmp_path: Path) -> None:
    done = command(name, "--help", cwd=tmp_path)
    about = re.search(rf"^    {name} +(.+?)$", command("--help", cwd=tmp_path).stdout, re.MULTILINE)
    assert done.returncode == 0
    assert about
    text = " ".join(done.stdout.split())
    assert f" {about[1][0].upper()}{about[1][1:]}" in text
    assert "Exit codes: 0 " in text
    assert ("2 wrong arguments, 3 some operations could not be rendered." in text) is (name == "render")


DIFF = {"out": Path("generated"), "format": "text", "all": False, "strict_types": False, "suppress": None}
OWN = Path("spec/openapi.yaml")


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("lint", {"spec": OWN}),
        ("lint a.yaml", {"spec": Path("a.yaml")}),
        ("lint --spec b.yaml", {"spec": Path("b.yaml")}),
        ("render", {"spec": OWN, "out": None, "overlay": [], "strict": False, "fail_on": None}),
        ("render a.yaml --out o --templates t", {"out": Path("o"), "templates": Path("t")}),
        ("render --overlay x --overlay y --strict", {"overlay": [Path("x"), Path("y")], "strict": True}),
        ("render --fail-on guessed", {"fail_on": "guessed"}),
        ("check", {"spec": OWN, "out": None, "templates": ROOT / "templates", "overlay": [], "strict": False}),
        ("diff a", DIFF | {"old": "a", "new": None, "spec": OWN, "review": False}),
        ("diff a b --out o --format json --all", DIFF | {"new": "b", "out": Path("o"), "format": "json", "all": True}),
        ("diff a --strict-types --suppress s", DIFF | {"strict_types": True, "suppress": Path("s")}),
        ("diff a --review", DIFF | {"review": True}),
        ("vendor d", {"dest": Path("d"), "out": Path("generated"), "force": False, "without": []}),
        ("vendor d --out o --force", {"out": Path("o"), "force": True}),
        ("vendor d --without x --without y", {"without": ["x", "y"]}),
    ],
)
def test_options_are_what_a_command_is_given(
    line: str, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths as paths, and each with a default."""
    given: dict[str, Any] = {}

    def run(parsed: argparse.Namespace) -> int:
        given.update(vars(parsed))
        return 7

    name, *_ = line.split()
    monkeypatch.setattr(commands, f"_{name}", run)
    assert main(line.split()) == 7
    assert {key: given[key] for key in options} == options


def test_a_command_is_needed(tmp_path: Path) -> None:
    done = command(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the following arguments are required: {lint,render,check,diff,vendor}" in done.stderr


def test_files_are_generated_of_what_can_be_rendered(folder: Path) -> None:
    """Whoever calls the generator from Python is told the rest."""
    findings: list[Finding] = []
    files = generate(folder / "broken.yaml", folder / "templates", warn=findings.append)
    assert files["tiny/a.py"] == 'TITLE = "Tiny API"\n'
    assert [finding.grade for finding in findings] == ["guessed", "skipped"]


def test_a_reference_that_leads_nowhere_stops_only_a_strict_rendering(folder: Path, tmp_path: Path) -> None:
    """What it would be may be anything."""
    templates = write_templates(tmp_path / "plain", {"package/a.txt": "A\n"})
    findings: list[Finding] = []
    assert generate(folder / "lost.yaml", templates, warn=findings.append)["tiny/a.txt"] == "A\n"
    assert [(finding.grade, finding.rule) for finding in findings] == [("degraded", "ref")]
    done = command("check", "lost.yaml", "--out", "x", "--templates", "plain", "--strict", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("lost.yaml:24: [ref] the reference leads nowhere: #/components/schemas/Nobody (")


def test_templates_are_those_beside_the_generator(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless others are named."""
    used: list[Path] = []

    def render(api: Api, templates: Path, note: object) -> dict[str, str]:
        used.append(templates)
        return {}

    monkeypatch.setattr(commands, "render", render)
    generate(folder / "openapi.yaml")
    generate(folder / "openapi.yaml", folder / "templates")
    assert used == [ROOT / "templates", folder / "templates"]


def test_a_reader_that_has_gone_is_no_failure_to_talk_about(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As with ``head``: no traceback now, and none when the interpreter flushes what is left."""
    monkeypatch.setattr(commands, "load_document", failing(BrokenPipeError()))
    with (tmp_path / "stdout").open("w+") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert main(["lint", str(folder / "openapi.yaml")]) == 1
        assert os.fstat(stdout.fileno()).st_rdev == Path(os.devnull).stat().st_rdev


DIFF_FAILURES: list[tuple[BaseException, str]] = [
    (RecursionError(), "openapi.yaml, other.yaml: a chain of references is too long to follow"),
    (KeyError("x"), f"openapi.yaml, other.yaml: {BUG}"),
    *((error, line) for error, _, line in FAILURES[-2:]),
]


@pytest.mark.parametrize(("error", "line"), DIFF_FAILURES, ids=[type(case[0]).__name__ for case in DIFF_FAILURES])
@pytest.mark.parametrize("review", [False, True])
def test_a_comparison_that_fails_ends_a_build_and_no_review(
    review: bool, error: BaseException, line: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told in either case; only what does not exist is nothing to tell in a review."""
    monkeypatch.setattr(commands, "compare", failing(error))
    done = command("diff", "openapi.yaml", "other.yaml", *(["--review"] if review else []), cwd=folder)
    assert (done.returncode, done.stdout) == (0 if review else 2, "")
    assert re.sub(r" \(generator/.*?\)", "", done.stderr) == f"{line}\n"


@pytest.mark.parametrize("review", [False, True])
def test_a_version_that_does_not_exist_is_nothing_to_tell_in_a_review(
    review: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the first one, then."""
    monkeypatch.setattr(commands, "load_version", failing(RevisionError("v1: no such revision")))
    done = command("diff", "v1", "other.yaml", *(["--review"] if review else []), cwd=folder)
    assert (done.returncode, done.stdout) == (0 if review else 2, "")
    assert done.stderr == ("" if review else "v1: no such revision\n")


def test_what_is_accepted_and_does_not_exist_is_told(folder: Path) -> None:
    """It hides nothing, and would hide something else some day."""
    write_yaml(folder, "- {rule: type-changed, fingerprint: abc, reason: Agreed.}\n", "accepted.yaml")
    done = command("diff", "openapi.yaml", "openapi.yaml", "--suppress", "accepted.yaml", cwd=folder)
    told = "accepted.yaml:1: no finding has the rule type-changed and the fingerprint abc\n"
    assert (done.returncode, done.stderr) == (0, told)


def test_what_only_type_checkers_notice_breaks_who_wants_it(folder: Path) -> None:
    """To them, a list of integers is not one of floats; another description is nothing to anybody."""
    document = minimal()
    for name, items in (("old", {"type": "number"}), ("said", {"type": "number"}), ("typed", {"type": "integer"})):
        scores = {"type": "array", "description": f"Its scores, {name}.", "items": items}
        document["components"]["schemas"]["Pet"]["properties"]["scores"] = scores
        write_yaml(folder, document, f"{name}.yaml")
    for new, options, code in (("said", ["--strict-types"], 0), ("typed", [], 0), ("typed", ["--strict-types"], 1)):
        assert command("diff", "old.yaml", f"{new}.yaml", *options, cwd=folder).returncode == code


@pytest.mark.parametrize("code", [0, 4])
def test_a_vendored_copy_is_compared_before_it_is_replaced(
    code: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package copies itself; what changes for the copy's callers is told if that has worked."""
    ran: list[tuple[str, ...]] = []

    def run(package: Path, *arguments: str) -> int:
        ran.append(arguments)
        return code

    monkeypatch.setattr(commands, "run_package", run)
    for name, out in (("openapi.yaml", "old"), ("other.yaml", "out")):
        assert command("render", name, "--out", out, "--templates", "templates", cwd=folder).returncode == 0
    done = command("vendor", "elsewhere", "--out", "out", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")
    done = command("vendor", "old", "--out", "out", "--force", "--without", "testing", "--without", "cli", cwd=folder)
    assert (done.returncode, done.stderr) == (code, "")
    assert ("[type-changed]" in done.stdout) is (code == 0)
    (folder / "old/tiny/surface.json").write_text("{}")
    done = command("vendor", "old", "--out", "out", cwd=folder)
    assert done.stdout == ""
    assert done.stderr.startswith("What the new version changes is unknown: ")
    assert ran == [
        ("vendor", "elsewhere"),
        ("vendor", "old", "--force", "--without=testing", "--without=cli", "--no-changes"),
        ("vendor", "old"),
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("lint", "Check the document against the house rules."),
        ("render", "Render what can be rendered of a document."),
        ("check", "Compare the output folder with a fresh rendering."),
        ("diff", "Say what a new version changes for its callers."),
        ("vendor", "Copy the rendered package into a source tree, or update a copy."),
    ],
)
def test_each_command_says_what_it_is_for(name: str, sentence: str, tmp_path: Path) -> None:
    """In its own help, and in the list of all commands."""
    own, listed = (" ".join(command(*words, cwd=tmp_path).stdout.split()) for words in ((name, "--help"), ("--help",)))
    assert f" {sentence} " in own
    assert f" {name} {sentence[0].lower()}{sentence[1:-1]} " in listed
