"""What the generator raises and reports: an expected failure is shown as lines of text, never as a traceback."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

__all__ = [
    "GRADES",
    "INTERNAL",
    "Finding",
    "GeneratorError",
    "Grade",
    "OutputError",
    "RenderError",
    "SpecError",
    "describe_bug",
    "locate_bugs",
]

INTERNAL: Final = "internal"
"""The rule of findings about bugs of the generator itself."""

Grade: TypeAlias = Literal["skipped", "degraded", "guessed", "note"]
# From the worst to the most harmless.
GRADES: Final[tuple[Grade, ...]] = ("skipped", "degraded", "guessed", "note")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong with a document.

    Attributes:
        pointer: The place in the bundled document, as a JSON pointer (RFC 6901); empty for the document as a whole.
        rule: The rule's name.
        message: What is wrong.
        location: ``file:line``, or empty if unknown.
        severity: ``error`` if the document cannot be rendered as it is, ``warning`` if it only breaks a house rule.
        grade: What rendering has cost: an operation (``skipped``), a type or a part (``degraded``), certainty
            (``guessed``), or nothing (``note``); None if nothing was done about it.
        affected: The operations that it touches.
        others: How many other places have the same.
    """

    pointer: str
    rule: str
    message: str
    location: str = ""
    severity: Literal["error", "warning"] = "error"
    grade: Grade | None = None
    affected: tuple[str, ...] = ()
    others: int = 0

    @classmethod
    def graded(cls, grade: Grade, rule: str, pointer: str, message: str, location: str) -> Finding:
        """Return a finding that says what was done about it."""
        return cls(pointer=pointer, rule=rule, message=message, location=location, severity="warning", grade=grade)

    @classmethod
    def error(cls, rule: str, pointer: str, message: str) -> Finding:
        """Return a finding that prevents rendering."""
        return cls(pointer=pointer, rule=rule, message=message, severity="error")

    @classmethod
    def warning(cls, rule: str, pointer: str, message: str) -> Finding:
        """Return a finding that breaks a house rule but does not prevent rendering."""
        return cls(pointer=pointer, rule=rule, message=message, severity="warning")

    def sort_key(self) -> tuple[str, int, str, str, str]:
        """Return what findings are sorted by: file, line, rule, place and message."""
        file, _, line = self.location.rpartition(":")
        name, number = (file, int(line)) if line.isdecimal() else (self.location, 0)
        return name, number, self.rule, self.pointer, self.message

    def __str__(self) -> str:
        """One line: ``file:line: [rule] message (pointer)``, with the grade before the rule if there is one."""
        message = " ".join(self.message.split()) + self._extent()
        head = f"{self.grade} [{self.rule}]" if self.grade else f"[{self.rule}]"
        if not self.location:
            return _printable(f"{self.pointer or '/'}: {head} {message}")
        suffix = f" ({self.pointer})" if self.pointer else ""
        return _printable(f"{self.location}: {head} {message}{suffix}")

    def _extent(self) -> str:
        """Return what to add to the message about other places and the operations that are touched."""
        places = f"; {self.others} more {'place has' if self.others == 1 else 'places have'} the same"
        count = len(self.affected)
        shown = ", ".join(self.affected[:_SHOWN]) + (", …" if count > _SHOWN else "")
        touched = f"; touches {count} {'operation' if count == 1 else 'operations'}: {shown}"
        return (places if self.others else "") + (touched if count else "")


_SHOWN = 3


def _printable(text: str) -> str:
    """Return text with its control characters escaped, because it may quote the document."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)


class GeneratorError(Exception):
    """The base of every expected failure."""


class SpecError(GeneratorError):
    """The document cannot be used.

    Args:
        pointer: The place, as a JSON pointer.
        message: What is wrong.
        location: ``file:line``, or empty if unknown.
        rule: The rule's name.
    """

    def __init__(self, pointer: str, message: str, *, location: str = "", rule: str = "parse") -> None:
        self.findings: tuple[Finding, ...] = (Finding(pointer=pointer, message=message, location=location, rule=rule),)
        super().__init__(str(self.findings[0]))

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> SpecError:
        """Return one error that carries all ``findings`` (at least one), in the order of files and lines."""
        first, *others = sorted(dict.fromkeys(findings), key=Finding.sort_key)
        error = cls(first.pointer, first.message, location=first.location, rule=first.rule)
        error.findings = (first, *others)
        return error

    def located(self, locate: Callable[[str], str]) -> SpecError:
        """Return the same error with each missing ``file:line`` looked up by its pointer."""
        return self.of(
            finding if finding.location else replace(finding, location=locate(finding.pointer))
            for finding in self.findings
        )


class RenderError(GeneratorError):
    """A template is missing or broken, or rendered invalid Python."""


class OutputError(GeneratorError):
    """The output folder cannot be read or written, or must not be replaced."""


def describe_bug(error: Exception) -> str:
    """Return what to say about an exception that nobody expected, with the generator's line that it came from."""
    said = f"a bug of the generator: {type(error).__name__}: {str(error)[:_LONGEST_REASON]}"
    if isinstance(error, RenderError):
        # Its message begins with the template and the line.
        said = f"a bug of the generator: {str(error)[:_LONGEST_REASON]}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _SOURCES in Path(frame.filename).parents]
    if isinstance(error, RenderError) or not frames:
        return said
    place = Path(frames[-1].filename).relative_to(_SOURCES.parent).as_posix()
    return f"{said} ({place}:{frames[-1].lineno})"


@contextmanager
def locate_bugs(pointer: str) -> Iterator[None]:
    """Say of an exception that nobody expected which part of the document was being read.

    Args:
        pointer: The place of that part.

    Raises:
        SpecError: There was one. It takes the place of the exception, so that the rest can be rendered.
    """
    try:
        yield
    except (GeneratorError, MemoryError):
        raise
    except Exception as error:
        raise SpecError(pointer, describe_bug(error), rule=INTERNAL) from error


_SOURCES: Final = Path(__file__).parent
_LONGEST_REASON: Final = 300
