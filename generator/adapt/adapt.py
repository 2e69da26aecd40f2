"""Make a document renderable, however much of it is wrong, and build its model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..build.api import build_api
from ..document.load import LoadedDocument
from ..document.walk import operations
from ..errors import Finding, SpecError
from ..lint import guesses, obstacles
from ..model import Api
from .dependents import Dependents
from .draft import Draft
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
    """

    api: Api
    findings: tuple[Finding, ...]
    total: int
    rendered: int


def adapt(loaded: LoadedDocument, note: Callable[[str], None] = lambda step: None) -> Adaptation:
    """Return the model of all that can be rendered of a document.

    Args:
        loaded: The document.
        note: Called with each step before it is taken.

    Raises:
        SpecError: Nothing of it can be rendered; the error carries everything that was found.
    """
    _require_openapi(loaded)
    draft = Draft(loaded)
    draft.findings += [finding for finding in loaded.findings if finding.grade]
    if (total := _count(draft)) == 0:
        message = "the document has no operations"
        raise SpecError("/paths", message, location=loaded.locate("/paths"), rule="operations")
    problems: list[Finding] = []
    note("adapting the document")
    apply(draft, [finding for finding in loaded.findings if not finding.grade])
    repair(draft)
    for _ in range(_MAX_ROUNDS):
        if _count(draft) == 0:
            problems = []
            break
        problems = obstacles(draft.document)
        untyped: list[Finding] = []
        if not problems:
            note("building the model")
            try:
                api = build_api(draft.loaded(), untyped)
            except SpecError as error:
                problems = list(error.findings)
            else:
                for finding in untyped:
                    draft.say(
                        "degraded", finding.rule, finding.pointer, f"{finding.message}; its values may be anything"
                    )
                for finding in guesses(draft.document):
                    draft.say("guessed", finding.rule, finding.pointer, finding.message)
                return Adaptation(api=api, findings=_told(draft, loaded), total=total, rendered=_count(draft))
        if not apply(draft, problems):
            break
    message = "no operation of the document can be rendered"
    raise SpecError.of([*_told(draft, loaded), *problems, Finding.error("operations", "/paths", message)]).located(
        loaded.locate
    )


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
