"""Make a document renderable, however much of it is wrong, and build its model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from ..build.api import build_api
from ..document.load import LoadedDocument
from ..document.walk import operations
from ..errors import INTERNAL, Finding, SpecError, describe_bug
from ..lint import guesses, obstacles
from ..model import Api
from .culprits import culprits
from .dependents import Dependents
from .draft import Draft
from .references import settle_references
from .remedies import apply
from .repairs import repair

__all__ = ["Adaptation", "adapt"]

# What one round leaves out can only be missed by the next; a document that needs more rounds is not one.
_MAX_ROUNDS = 30


@dataclass(frozen=True, kw_only=True)
class Adaptation:
    """What could be made of a document.

    Attributes:
        api: The model.
        findings: What it cost, each cause once, in the order of files and lines.
        total: How many operations the document has.
        rendered: How many of them the model has.
        files: The text of each file that was rendered, by its path.
    """

    api: Api
    findings: tuple[Finding, ...]
    total: int
    rendered: int
    files: dict[str, str] = field(default_factory=dict)


def adapt(
    loaded: LoadedDocument,
    note: Callable[[str], None] = lambda step: None,
    rendering: Callable[[Api], dict[str, str]] = lambda api: {},
    *,
    strict: bool = False,
) -> Adaptation:
    """Return the model of all that can be rendered of a document.

    A bug of the generator costs what shows it, and no more: the smallest part that it fails at is left out.

    Args:
        loaded: The document.
        note: Called with each step before it is taken.
        rendering: Renders the files.
        strict: Whether to stop at the first thing that it would have to leave out or guess, and at any failure.

    Raises:
        SpecError: Nothing of it can be rendered; the error carries everything that was found.
        RenderError: The templates are missing or broken.
    """
    _require_openapi(loaded)
    draft = Draft(loaded)
    draft.findings += [finding for finding in loaded.findings if finding.grade]
    total = _count(draft)
    problems: list[Finding] = []
    note("adapting the document")
    lost = [finding for finding in loaded.findings if not finding.grade]
    mended = settle_references(draft, {finding.pointer for finding in lost})
    apply(draft, [finding for finding in lost if finding.pointer not in mended])
    apply(draft, repair(draft))
    for _ in range(_MAX_ROUNDS):
        if total and not _count(draft):
            problems = []
            break
        losses: list[Finding] = []
        try:
            if not (problems := obstacles(draft.document)):
                note("building the model")
                api = build_api(draft.loaded(), losses)
                if not (total or api.webhooks):
                    break
                guessed = list(guesses(draft.document))
                if strict and (wrong := [*draft.findings, *losses, *guessed]):
                    raise SpecError.of(wrong)
                files = rendering(api)
        except SpecError as error:
            problems = list(error.findings)
        except MemoryError:
            raise
        except Exception as error:
            if strict:
                raise
            note("looking for the part of the document that the generator fails at")
            problems = _isolated(draft, error, rendering)
        if strict and problems:
            raise SpecError.of(problems).located(loaded.locate)
        if not problems:
            for finding in losses:
                consequence = "" if finding.grade else "; its values may be anything"
                draft.say("degraded", finding.rule, finding.pointer, f"{finding.message}{consequence}")
            for finding in guessed:
                draft.say(finding.grade or "guessed", finding.rule, finding.pointer, finding.message)
            findings = _told(draft, loaded)
            return Adaptation(api=api, findings=findings, total=total, rendered=_count(draft), files=files)
        if not apply(draft, problems):
            break
    message = "no operation of the document can be rendered" if total else "the document has no operations"
    raise SpecError.of([*_told(draft, loaded), *problems, Finding.error("operations", "/paths", message)]).located(
        loaded.locate
    )


def _isolated(draft: Draft, error: Exception, rendering: Callable[[Api], dict[str, str]]) -> list[Finding]:
    """Return what is wrong with the parts of a document that the generator fails at.

    Raises:
        Exception: No part is to blame; it is the same error.
    """

    def fails(document: dict[str, Any]) -> bool:
        try:
            if not obstacles(document):
                rendering(build_api(replace(draft.loaded(), document=document), []))
                list(guesses(document))
        except SpecError:
            # Without some of its parts, a document may contradict itself.
            return False
        except Exception:
            return True
        return False

    if not (places := culprits(draft.document, fails)):
        raise error
    return [Finding.error(INTERNAL, place, describe_bug(error)) for place in places]


def _require_openapi(loaded: LoadedDocument) -> None:
    """Refuse what is not OpenAPI 3 at all.

    Raises:
        SpecError: It is Swagger 2.0, or something else.
    """
    document = loaded.document
    if "swagger" in document and "openapi" not in document:
        message = "Swagger 2.0 is not supported; convert it first: npx swagger2openapi --outfile openapi.yaml FILE"
        raise SpecError("/swagger", message, location=loaded.locate("/swagger"), rule="openapi-version")
    if "openapi" not in document and not isinstance(document.get("paths"), dict):
        message = "the document has neither openapi nor paths: it is not an OpenAPI document"
        raise SpecError("", message, location=loaded.locate(""), rule="structure")


def _count(draft: Draft) -> int:
    return sum(1 for _ in operations(draft.document))


def _told(draft: Draft, loaded: LoadedDocument) -> tuple[Finding, ...]:
    """Return the findings, each cause once, with the operations that it touches."""
    by_cause: dict[tuple[str | None, str, str], list[Finding]] = {}
    for finding in sorted(dict.fromkeys(draft.findings), key=Finding.sort_key):
        by_cause.setdefault((finding.grade, finding.rule, finding.message), []).append(finding)
    dependents = Dependents(loaded.document)
    told = [
        replace(
            alike[0],
            others=len(alike) - 1,
            affected=dependents.of([finding.pointer for finding in alike]) if alike[0].grade != "note" else (),
        )
        for alike in by_cause.values()
    ]
    return tuple(sorted(told, key=Finding.sort_key))
