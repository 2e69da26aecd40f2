"""The validator of the mock agrees with the reviewed corpus of instances (tests/spec/corpus.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from comm100.testing._schema import Compiler
from tests.mock.response_validator import DOCUMENT

CORPUS = yaml.load((Path(__file__).parents[1] / "spec/corpus.yaml").read_text("utf-8"), yaml.CSafeLoader)


@pytest.mark.parametrize("name", CORPUS["schemas"])
def test_each_instance_is_judged_as_reviewed(name: Any) -> None:
    """A value of the corpus is taken or refused as the corpus says, one property at a time."""
    case = CORPUS["schemas"][name]
    check = Compiler(DOCUMENT).compile({"$ref": f"#/components/schemas/{name}"})
    base = case["base"]
    assert check(base) is None
    for key in base:
        failure = check({name: value for name, value in base.items() if name != key})
        assert (failure is not None) is (key in case["required"]), key
    for word in ("valid", "invalid"):
        for key, values in case[word].items():
            wrong = [value for value in values if (check({**base, key: value}) is None) is not (word == "valid")]
            assert wrong == [], key
    assert all(check(value) is not None for value in ([], "", 1, None, [base]))
