# SPDX-License-Identifier: Apache-2.0
"""Problems as data: their text, order and suggestions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.pycode import ModuleAnalyzer

from watcher_liaison_guide.problems import (
    Code,
    Position,
    Severity,
    in_order,
)

TESTS = Path(__file__).parent


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (("a.yaml", 3, 5), "a.yaml:3:5"),
        (("a.yaml", 3), "a.yaml:3"),
        (("a.yaml", 0, 5), "a.yaml"),
    ],
)
def test_a_problem_is_shown_with_place_severity_code_and_advice(
    place: tuple[str, int], shown: str
) -> None:
    found = Code.UNUSED_TERM.at(Position(*place), "No role.", "Add\nit.")
    assert str(found) == f"{shown}: warning: unused-term: No role. Add\\nit."
    found = Code.UNUSED_TERM.at(Position(*place), "No.", None, Severity.NOTE)
    assert str(found) == f"{shown}: note: unused-term: No."


def test_problems_are_sorted_by_place_each_once() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 2, 9), ("a", 2, 3)]
    problems = [
        Code.BAD_URL.at(Position(*place), word)
        for place in places
        for word in ("A.", "B.", "A.")
    ]
    found = [(*one.position, one.message) for one in in_order(problems)]
    assert found == sorted(
        (*one, word) for one in places for word in ("A.", "B.")
    )


def test_each_code_says_what_it_means_and_is_in_a_test() -> None:
    analyzer = ModuleAnalyzer.for_module(Code.__module__)
    comments = {
        name: " ".join(lines).strip()
        for (_, name), lines in analyzer.find_attr_docs().items()
    }
    tests = "\n".join(
        path.read_text(encoding="utf-8")
        for path in TESTS.rglob("*")
        if path.suffix in (".py", ".yaml", ".txt", ".json", ".rst")
    )
    named = {
        *re.findall(r"Code\.([A-Z0-9_]+)", tests),
        *re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", tests),
    }
    for code in Code:
        assert re.fullmatch(r"[A-Z].+\.", comments[code.name])
        assert {code.name, str(code)} & named, code
