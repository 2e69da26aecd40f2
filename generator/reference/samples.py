"""The samples of an operation, each in one variant for each way to authenticate that the operation accepts.

The variants of one sample differ in a few lines. A sample is stored as the lines that they share and those in which
they differ, so that a page can switch between them without repeating the rest.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..model import Api, Operation, Resource
from .curl import curl_operation
from .programs import python_program
from .queries import alternatives, auth_method_title, scheme_of

__all__ = ["Piece", "Sample", "operation_samples", "single_sample", "variant_labels"]

SampleKind = Literal["curl", "python", "async"]


@dataclass(frozen=True)
class Piece:
    """A part of a sample; ``variant`` is the key of the variant that alone has it, empty for what all have."""

    variant: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A sample, its variants in the recommended order."""

    kind: SampleKind
    title: str
    language: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The recommended variant."""
        first = next((piece.variant for piece in self.pieces if piece.variant), "")
        return "".join(piece.text for piece in self.pieces if piece.variant in ("", first))


def operation_samples(operation: Operation, resource: Resource, api: Api) -> tuple[Sample, ...]:
    """Return the samples of an operation: curl, Python and asynchronous Python.

    Args:
        operation: The operation.
        resource: The resource that it belongs to.
        api: The document.
    """
    keys = alternatives(operation, api) or [()]

    def sample(kind: SampleKind, title: str, language: str, write: Callable[[Sequence[str]], str]) -> Sample:
        texts = {"+".join(alternative): write(alternative) for alternative in keys}
        return Sample(kind=kind, title=title, language=language, pieces=_merged(texts))

    return (
        sample("curl", "curl", "bash", lambda keys: curl_operation(operation, api, keys)),
        sample("python", "Python", "python", lambda keys: python_program(operation, resource, api, keys)),
        sample(
            "async",
            "async Python",
            "python",
            lambda keys: python_program(operation, resource, api, keys, asynchronous=True),
        ),
    )


def single_sample(text: str, kind: SampleKind) -> Sample:
    """Return a sample without variants.

    Args:
        text: The sample.
        kind: In what it is written.
    """
    return Sample(
        kind=kind,
        title="curl" if kind == "curl" else "Python",
        language="bash" if kind == "curl" else "python",
        pieces=(Piece("", text),),
    )


def variant_labels(api: Api) -> dict[str, str]:
    """Return what each variant is called, by its key, recommended ones first."""
    found: dict[str, str] = {}
    for resource in api.walk():
        for operation in resource.operations:
            for keys in alternatives(operation, api):
                if (variant := "+".join(keys)) not in found:
                    schemes = [scheme for key in keys if (scheme := scheme_of(key, api))]
                    found[variant] = " and ".join(map(auth_method_title, schemes))
    return found


def _merged(texts: dict[str, str]) -> tuple[Piece, ...]:
    """Return texts as what they share at the beginning, the lines in which they differ, and what they share then."""
    if len(set(texts.values())) == 1:
        return (Piece("", next(iter(texts.values()))),)
    lines = [text.splitlines(keepends=True) for text in texts.values()]
    before = _shared(lines)
    after = _shared([own[before:][::-1] for own in lines])
    middles = [Piece(key, "".join(own[before : len(own) - after])) for key, own in zip(texts, lines, strict=True)]
    first, *_ = lines
    pieces = [Piece("", "".join(first[:before])), *middles, Piece("", "".join(first[len(first) - after :]))]
    return tuple(piece for piece in pieces if piece.variant or piece.text)


def _shared(texts: Sequence[Sequence[str]]) -> int:
    """Return how many lines all texts begin with."""
    return sum(1 for _ in itertools.takewhile(lambda lines: len(set(lines)) == 1, zip(*texts, strict=False)))
