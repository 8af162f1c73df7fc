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
    """Every function and method of a file, by name."""
    tree = ast.parse((ROOT / file).read_text())
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


# What fails by itself where something is not as it was said to be.
CLAIMS = {"expect", "raises", "reads", "sees"}


def can_fail(name: str, there: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> bool:
    """Whether anything is claimed, in it or in what it calls in its own file."""
    if name in CLAIMS:
        return True
    if name not in there or name in seen:
        return False
    inside = list(ast.walk(there[name]))
    calls = {ast.unparse(node.func).split(".")[-1] for node in inside if isinstance(node, ast.Call)}
    return any(isinstance(node, ast.Assert) for node in inside) or any(
        can_fail(call, there, seen | {name}) for call in calls
    )


def test_every_promise_is_there_once_and_in_order():
    assert re.findall(r"^### (S\d+) · ", PAGE, re.MULTILINE) == PROMISES


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_names_tests_that_exist_and_carry_its_name(promise):
    named = TEST.findall(part_of(promise))
    assert any(name.startswith(f"test_{promise.lower()}_") for _file, name in named), (
        f"{promise} has no test of its name"
    )
    for file, name in named:
        assert (ROOT / file).is_file(), f"{promise} names {file}, which is not there"
        there = functions(file)
        assert name in there, f"{promise} names {file}::{name}, which is not there"
        assert can_fail(name, there), f"{file}::{name} claims nothing"
        marks = [ast.unparse(mark) for mark in there[name].decorator_list]
        assert not [mark for mark in marks if "skip" in mark or "xfail" in mark], f"{file}::{name} is left out"


def test_what_is_not_promised_stands_there_too():
    assert PAGE.count("\nNot promised: ") >= 9
    assert "## What nobody can promise here" in PAGE


def test_a_test_that_claims_nothing_is_found():
    source = "def test_a(x): x.sync()\ndef test_b(x): look(x)\ndef look(x): assert x\ndef test_c(x): test_c(x)"
    there = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    assert [can_fail(name, there) for name in ("test_a", "test_b", "test_c")] == [False, True, False]
