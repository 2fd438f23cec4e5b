# SPDX-License-Identifier: Apache-2.0
"""Settings: each wrong value is a warning and its default."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.sphinxext import tiny

Build = Callable[..., Any]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"liaison_guide": "gide"},
            'The setting "liaison_guide" is "gide", which is no guide; its '
            "default is used.",
        ),
        (
            {"liaison_guide": 3},
            'The setting "liaison_guide" is int, not str; its default is '
            "used.",
        ),
        (
            {"liaison_data": "nowhere"},
            'The setting "liaison_data" is "nowhere", which is not a folder; '
            "its default is used.",
        ),
        (
            {"liaison_date_format": "day"},
            'The setting "liaison_date_format" is "day", which shows nothing '
            "of a day; its default is used.",
        ),
        (
            {"liaison_current_cycle": "2030.9"},
            'The setting "liaison_current_cycle" is "2030.9", which is no '
            "known cycle; its default is used.",
        ),
        (
            {"liaison_current_cycle": "?"},
            'The setting "liaison_current_cycle" is "?", which names no '
            "cycle; its default is used.",
        ),
    ],
)
def test_a_wrong_value_is_told_and_its_default_used(
    build: Build, settings: dict[str, Any], message: str
) -> None:
    built = build(settings=settings)
    told = [one for one in built.warnings if "configuration" in one]
    assert len(told) == 1
    assert told[0].startswith(f"conf.py:1: WARNING: {message}")
    assert told[0].endswith("[liaison.configuration]")


@pytest.mark.parametrize(
    ("before", "line", "message"),
    [
        (
            "# liaison_date_format = 'no setting'\n",
            'liaison_date_format = "day"',
            'The setting "liaison_date_format" is "day", which shows nothing '
            "of a day; its default is used.",
        ),
        (
            "",
            "liaison_date_format : int=3",
            'The setting "liaison_date_format" is int, not str; its default '
            "is used.",
        ),
        (
            "if True:\n",
            '    liaison_current_cycle = "?"',
            'The setting "liaison_current_cycle" is "?", which names no '
            "cycle; its default is used.",
        ),
        (
            "print(tags.has('liaison_current_cycle') == 'x')\n",
            'liaison_current_cycle="2030.9"',
            'The setting "liaison_current_cycle" is "2030.9", which is no '
            "known cycle; its default is used.",
        ),
    ],
)
def test_a_wrong_value_is_told_at_the_line_that_sets_it(
    build: Build, before: str, line: str, message: str
) -> None:
    conf = tiny.CONF + before
    number = conf.count("\n") + 1
    built = build(**{"conf.py": f"{conf}{line}\n"})
    told = [one for one in built.warnings if "configuration" in one]
    assert len(told) == 1
    assert told[0].startswith(f"conf.py:{number}: WARNING: {message}")


def test_a_value_that_no_line_sets_simply_is_told_at_the_first(
    build: Build,
) -> None:
    setting = "globals()['liaison_' + 'date_format'] = 'day'\n"
    built = build(**{"conf.py": tiny.CONF + setting})
    (told,) = built.warnings
    assert told.startswith("conf.py:1: WARNING: The setting ")


def test_a_warning_is_suppressed_by_its_code(build: Build) -> None:
    built = build(
        settings={
            "liaison_date_format": "day",
            "suppress_warnings": ["liaison.configuration"],
        }
    )
    assert built.warnings == []


def test_days_are_shown_as_the_setting_says(build: Build) -> None:
    built = build(settings={"liaison_date_format": "%Y-%m-%d"})
    assert "In 2030.1: 2029-11-12 – 2029-11-16, due 2029-11-15" in (
        built.tree("guide").astext()
    )


def test_the_current_cycle_can_be_chosen(build: Build) -> None:
    built = build(settings={"liaison_current_cycle": "Indri"})
    assert built.warnings == []
    text = built.tree("guide").astext()
    assert "In 2027.1: Mon 16 Nov 2026 – Fri 20 Nov 2026, due Thu 19" in text
