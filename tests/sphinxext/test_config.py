# SPDX-License-Identifier: Apache-2.0
"""Settings: each wrong value is a warning and its default."""

from __future__ import annotations

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build

_DAY = '"day", which shows no part of a day'
_NO_CYCLE = '"2030.9", which is no known cycle'


@pytest.mark.parametrize(
    ("lines", "reported"),
    [
        (
            'liaison_guide = "gide"\nliaison_date_format = "day"\n'
            'liaison_data = "nowhere"\nliaison_current_cycle = "2030.9"\n',
            [
                (1, "liaison_guide", '"gide", which is not a guide'),
                (3, "liaison_data", '"nowhere", which is not a directory'),
                (2, "liaison_date_format", _DAY),
                (4, "liaison_current_cycle", _NO_CYCLE),
            ],
        ),
        (
            "liaison_date_format : int=3\n"
            "# liaison_date_format = 'no setting'\n"
            'if True:\n    liaison_current_cycle = "?"\n',
            [
                (1, "liaison_date_format", "int, not str"),
                (4, "liaison_current_cycle", '"?", which names no cycle'),
            ],
        ),
        (
            'liaison_current_cycle="2030.9"\n'
            "print(tags.has('liaison_current_cycle') == 'x')\n",
            [(1, "liaison_current_cycle", _NO_CYCLE)],
        ),
        # No plain line sets it.
        (
            "globals()['liaison_' + 'date_format'] = 'day'\n",
            [(None, "liaison_date_format", _DAY)],
        ),
    ],
)
def test_a_wrong_value_is_reported_at_its_line_and_its_default_used(
    build: Build, lines: str, reported: list[tuple[int | None, str, str]]
) -> None:
    built = build(**{"conf.py": tiny.CONF + lines})
    before = tiny.CONF.count("\n")
    found = [
        one.partition("; its default is used.")[0]
        for one in built.warnings
        if one.endswith("[liaison.configuration]")
    ]
    assert sorted(found) == sorted(
        f"conf.py:{before + line if line else 1}: WARNING: The setting "
        f'"{name}" is {what}'
        for line, name, what in reported
    )


def test_a_value_of_the_command_line_has_no_line(build: Build) -> None:
    built = build(settings={"liaison_guide": 3})
    assert built.warnings[0] == (
        'conf.py:1: WARNING: The setting "liaison_guide" is int, not str; '
        "its default is used. [liaison.configuration]"
    )


def test_a_warning_is_suppressed_by_its_code(build: Build) -> None:
    built = build(
        settings={
            "liaison_date_format": "day",
            "suppress_warnings": ["liaison.configuration"],
        }
    )
    assert built.warnings == []


def test_without_cycle_files_the_cycle_is_in_development(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"2030.1.cycle.yaml": None, "index.rst": "Top\n===\n"}
    built = build(**files)
    shown = built.tree("guide").astext()
    assert "In 2030.1: Mon 12 Nov 2029" in shown
    calendar = built.source / "data/calendars/2030.1.yaml"
    text = calendar.read_text("utf-8")
    assert "status: development" in text
    calendar.write_text(text.replace("status: development", "status: future"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1890000000")
    built = build(write=False)
    assert "In 2026.2: " in built.tree("guide").astext()


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        (
            {"liaison_date_format": "%Y-%m-%d"},
            "In 2030.1: 2029-11-12 – 2029-11-16, due 2029-11-15",
        ),
        (
            {"liaison_current_cycle": "Indri"},
            "In 2027.1: Mon 16 Nov 2026 – Fri 20 Nov 2026, due Thu 19",
        ),
    ],
)
def test_a_setting_changes_what_is_shown(
    build: Build, setting: dict[str, str], shown: str
) -> None:
    built = build(settings=setting)
    assert built.warnings == []
    assert shown in built.tree("guide").astext()
