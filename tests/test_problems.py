# SPDX-License-Identifier: Apache-2.0
"""Problems as data: their text, order and suggestions."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.pycode import ModuleAnalyzer

from watcher_liaison_guide.problems import (
    Code,
    Position,
    in_order,
)

TESTS = Path(__file__).parent


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
