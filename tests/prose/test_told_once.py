# SPDX-License-Identifier: Apache-2.0
"""Markup that prose does not know is told once, where it begins."""

from __future__ import annotations

import pytest

from watcher_liaison_guide import prose


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Press :kbd:`Enter` now.", (1, 7)),
        ("See `this <https://example.org>`_ now.", (1, 5)),
        ("See `this <javascript:alert(1)>`__ now.", (1, 12)),
        ("See **https://example.org** now.", (1, 5)),
        ("In C:\\temp it is.", (1, 6)),
        ("Look:\n\n.. raw:: html\n\n   <b>bold</b>\n\nOn.", (3, 1)),
        ("Type::\n\n   git log\n\n   git show\n\nOn.", (1, 5)),
        ("- Type::\n\n     git log\n\n- On.", (1, 7)),
    ],
)
def test_one_mark_is_one_problem(text: str, place: tuple[int, int]) -> None:
    _, problems = prose.parse(text, prose.Origin("text", 1, 1))
    assert [(one.position.line, one.position.column) for one in problems] == [
        place
    ]


def test_two_marks_are_two_problems() -> None:
    text = (
        "Press :kbd:`Enter` or a:b.\n\n.. note:: Two.\n\n   More.\n\n|x| on."
    )
    _, problems = prose.parse(text, prose.Origin("text", 1, 1))
    assert [(one.position.line, one.position.column) for one in problems] == [
        (1, 7),
        (1, 23),
        (3, 1),
        (7, 1),
    ]
