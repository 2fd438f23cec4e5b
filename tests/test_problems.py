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
    did_you_mean,
    in_order,
)

TESTS = Path(__file__).parent


@pytest.mark.parametrize(
    ("position", "shown"),
    [
        (Position("a.yaml", 3, 5), "a.yaml:3:5"),
        (Position("a.yaml", 3), "a.yaml:3"),
        (Position("a.yaml"), "a.yaml"),
        (Position("a.yaml", 0, 5), "a.yaml"),
    ],
)
def test_a_position_shows_what_is_known_of_it(
    position: Position, shown: str
) -> None:
    assert str(position) == shown


def test_a_problem_is_shown_with_place_severity_code_and_advice() -> None:
    place = Position("a.yaml", 3, 5)
    found = Code.UNUSED_TERM.at(place, "No role.", "Add\nit.")
    text = "a.yaml:3:5: {}: unused-term: No role. Add\\nit."
    assert str(found) == text.format("warning")
    found = Code.UNUSED_TERM.at(place, "No role.", "Add it.", Severity.NOTE)
    assert found.severity is Severity.NOTE


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


@pytest.mark.parametrize(
    ("word", "advice"),
    [
        ("titel", 'Did you mean "title"?'),
        ("di", 'Did you mean "id"?'),
        ("owner", None),
        ("", None),
    ],
)
def test_a_near_miss_is_suggested(word: str, advice: str | None) -> None:
    assert did_you_mean(word, ["id", "title", "text"]) == advice


def test_codes_are_kebab_case_and_differ() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+|[a-z]+", str(code))
               for code in Code)  # fmt: skip
    assert len({str(code) for code in Code}) == len(Code)


def test_each_code_says_what_it_means_in_a_sentence() -> None:
    analyzer = ModuleAnalyzer.for_module(Code.__module__)
    comments = {
        name: " ".join(lines).strip()
        for (_, name), lines in analyzer.find_attr_docs().items()
    }
    assert [
        code
        for code in Code
        if not re.fullmatch(r"[A-Z].+\.", comments.get(code.name, ""))
    ] == []


def test_each_code_is_in_a_test() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8")
        for path in TESTS.rglob("*")
        if path.suffix in (".py", ".yaml", ".txt", ".json", ".rst")
    )
    words = set(re.findall(r"Code\.([A-Z0-9_]+)|([a-z0-9]+(?:-[a-z0-9]+)*)",
                           tests))  # fmt: skip
    members = {member for member, _ in words}
    values = {value for _, value in words}
    assert [
        str(code)
        for code in Code
        if code.name not in members and str(code) not in values
    ] == []
