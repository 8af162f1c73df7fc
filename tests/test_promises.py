"""docs/safety.md names tests for every promise, S1 to S17; each exists, carries its name, and claims something."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/safety.md").read_text()
PROMISES = [f"S{n}" for n in range(1, 18)]
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def part_of(promise: str) -> str:
    """What the page says of one promise."""
    found = re.search(rf"^### {promise} · .+?(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/safety.md has nothing of {promise}"
    return found[0]


def functions(file: str) -> dict[str, ast.FunctionDef]:
    """The test functions of a file, by name."""
    tree = ast.parse((ROOT / file).read_text())
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def can_fail(function: ast.FunctionDef) -> bool:
    """Whether anything in it is claimed: by itself, by Playwright, or by a helper that is told what to find."""
    claims = [node for node in ast.walk(function) if isinstance(node, ast.Assert)]
    calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    return bool(claims) or any(call.split(".")[-1] in ("expect", "raises", "reads", "sees") for call in calls)


def test_every_promise_is_there_once_and_in_order():
    assert re.findall(r"^### (S\d+) · ", PAGE, re.MULTILINE) == PROMISES


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_names_tests_that_exist_and_carry_its_name(promise):
    named = TEST.findall(part_of(promise))
    assert any(name.startswith(f"test_{promise.lower()}_") for _file, name in named), (
        f"{promise} has no test of its name"
    )
    for file, name in named:
        function = functions(file).get(name)
        assert function, f"{promise} names {file}::{name}, which is not there"
        assert can_fail(function), f"{file}::{name} claims nothing"
        marks = [ast.unparse(mark) for mark in function.decorator_list]
        assert not [mark for mark in marks if "skip" in mark or "xfail" in mark], f"{file}::{name} is left out"


def test_what_is_not_promised_stands_there_too():
    assert PAGE.count("\nNot promised: ") >= 9
    assert "## What nobody can promise here" in PAGE
