# SPDX-License-Identifier: Apache-2.0
"""The conditions of steps and notes, as YAML has them."""

from __future__ import annotations

from typing import Any

import pytest

from watcher_liaison_guide.fields import INVALID
from watcher_liaison_guide.guide.conditions import WHEN, WHERE
from watcher_liaison_guide.problems import Position, Problem
from watcher_liaison_guide.yamlreader import parse

PLACE = Position("f", 9, 9)
KEYS = (
    "It takes leadership, slurp, next.slurp, judgement, role.ID, event.ID, "
    "exception.ID."
)


def read(shape: Any, text: str) -> tuple[Any, list[Problem]]:
    value, problems = parse(text.encode(), "f")
    assert value is not None
    return shape.read(value, PLACE, problems), problems


@pytest.mark.parametrize(
    ("text", "fact", "subject", "names", "wanted"),
    [
        ("leadership: ptl", "leadership", None, None, "ptl"),
        ("slurp: true", "slurp", None, None, "true"),
        ("next.slurp: false", "next.slurp", None, None, "false"),
        ("judgement: Is it?", "judgement", None, None, "Is it?"),
        ("role.a-b: appointed", "role", "a-b", "role", "appointed"),
        ("event.summit: none", "event", "summit", "event", "none"),
        ("exception.ffe: open", "exception", "ffe", "policy", "open"),
    ],
)
def test_a_condition_is_read(
    text: str, fact: str, subject: str | None, names: str | None, wanted: str
) -> None:
    (found,), problems = read(WHEN, text)
    assert not problems
    assert (found.fact, found.subject, found.wanted) == (fact, subject, wanted)
    assert getattr(found.subject, "names", None) == names
    assert found.wanted.position.line == found.position.line == 1


@pytest.mark.parametrize(
    ("text", "line", "code", "advice"),
    [
        ("nosuch: 1", 1, "unknown-key", KEYS),
        ("role: none", 1, "unknown-key", KEYS),
        ("role.Bad_: none", 1, "unknown-key", KEYS),
        ("nosuch.a: none", 1, "unknown-key", KEYS),
        ("leadershp: ptl", 1, "unknown-key", 'Did you mean "leadership"?'),
        ("leadership: king", 1, "bad-value", None),
        ("role.a: open", 1, "bad-value", None),
        ("slurp: maybe", 1, "wrong-type", None),
        ("", 9, "wrong-type", None),
        ("[slurp]", 1, "wrong-type", None),
    ],
)
def test_a_wrong_condition_is_a_problem_and_none_of_the_step(
    text: str, line: int, code: str, advice: str | None
) -> None:
    found, (problem,) = read(WHEN, text)
    assert found in (INVALID, ())
    assert (problem.position.line, str(problem.code)) == (line, code)
    assert advice is None or problem.advice == advice


def test_a_wrong_condition_leaves_the_others() -> None:
    found, problems = read(WHEN, "{nosuch: 1, slurp: true, role.a: open}")
    assert [one.fact for one in found] == ["slurp"]
    assert len(problems) == 2


def test_a_choice_has_what_is_written_and_nothing_else() -> None:
    found, problems = read(
        WHERE, "{release-model: [independent], status: future}"
    )
    assert not problems
    assert found == {"release-model": ("independent",), "status": ("future",)}
    _, (problem,) = read(WHERE, "deliverable: []")
    assert problem.position.line == 1
