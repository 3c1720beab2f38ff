"""Every requirement in docs/asvs.md names tests, and those tests are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    line
    for line in (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| V\d", line)
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_thirty_requirements_and_more_each_once() -> None:
    numbers = [row.split("|")[1].strip() for row in ROWS]

    assert len(numbers) == len(set(numbers)) >= 30


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[1].strip() for row in ROWS])
def test_the_named_tests_are_there(row: str) -> None:
    named = NAMED.findall(row.split("|")[4])

    assert named != []
    assert [name for path, name in named if name not in _tests_in(path)] == []
