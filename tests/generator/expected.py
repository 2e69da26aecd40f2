"""Write again what the tests expect of small documents, to be read as a difference.

The documents stay as they are: of each file in ``build/`` the part that begins with ``model:`` is written, and all of
``tests/reference/samples.yaml``. Run it as ``python -m tests.generator.expected``.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import yaml

from tests.generator import test_build
from tests.generator.support import api_of
from tests.reference import test_reference

__all__ = ["main"]

_SAMPLES = Path(test_reference.__file__).with_name("samples.yaml")


class _Dumper(yaml.SafeDumper):
    """Writes equal values twice, and texts of several lines as blocks."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return True: an alias would send readers to another place."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


def _dumped(value: Any, width: int, flow: bool | None) -> str:
    text: str = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, default_flow_style=flow, width=width, allow_unicode=True
    )
    return text


def main() -> None:
    """Write the files."""
    with tempfile.TemporaryDirectory() as folder:
        for path in test_build.CASES:
            text = path.read_text("utf-8")
            model = test_build.model_of(yaml.safe_load(text), Path(folder))
            start = text.index("\nmodel:\n") + 1
            path.write_text(text[:start] + _dumped({"model": model}, 110, None), "utf-8")
        expected = {}
        for name in test_reference.EXPECTED:
            document = yaml.safe_load((test_reference.DOCUMENTS / f"{name}.yaml").read_text("utf-8"))["document"]
            expected[name] = test_reference.said(api_of(Path(folder), document))
    head = _SAMPLES.read_text("utf-8").partition("\n")[0]
    _SAMPLES.write_text(f"{head}\n{_dumped(expected, 1000, False)}", "utf-8")


if __name__ == "__main__":
    main()
