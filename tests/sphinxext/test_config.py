# SPDX-License-Identifier: Apache-2.0
"""Settings: each wrong value is a warning and its default."""

from __future__ import annotations

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build

_WRONG = """\
liaison_guide = "gide"
liaison_date_format : int=3
# liaison_date_format = 'no setting'
liaison_data = "nowhere"
if True:
    liaison_current_cycle = "2030.9"
print(tags.has('liaison_current_cycle') == 'x')
"""


@pytest.mark.parametrize(
    ("lines", "reported"),
    [
        (
            _WRONG,
            [
                (1, "guide", '"gide", which is not a guide'),
                (2, "date_format", "int, not str"),
                (4, "data", '"nowhere", which is not a directory'),
                (6, "current_cycle", '"2030.9", which is no known cycle'),
            ],
        ),
        (
            'liaison_current_cycle = liaison_latest_url = "?"\n'
            "globals()['liaison_' + 'date_format'] = 'day'\n",
            [
                (1, "current_cycle", '"?", which names no cycle'),
                # No plain line sets these, nor the one of the command line.
                (None, "latest_url", '"?", which is not an address'),
                (None, "date_format", '"day", which shows no part of a day'),
                (None, "data", "int, not str"),
            ],
        ),
    ],
)
def test_a_wrong_value_is_reported_at_its_line_and_its_default_used(
    build: Build, lines: str, reported: list[tuple[int | None, str, str]]
) -> None:
    settings = {} if "data" in lines else {"liaison_data": 3}
    built = build(settings=settings, **{"conf.py": tiny.CONF + lines})
    before = tiny.CONF.count("\n")
    found = [
        one.partition("; its default is used.")[0]
        for one in built.warnings
        if one.endswith("[liaison.configuration]")
    ]
    assert sorted(found) == sorted(
        f"conf.py:{before + line if line else 1}: WARNING: The setting "
        f'"liaison_{name}" is {what}'
        for line, name, what in reported
    )


def test_without_cycle_files_the_cycle_is_in_development(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = "data/calendars/2030.1.yaml"
    files = {"2030.1.cycle.yaml": None, "index.rst": "Top\n===\n"}
    shown = build(**files).tree("guide").astext()
    assert "In 2030.1: Mon 12 Nov 2029" in shown
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1890000000")
    text = tiny.CALENDAR.replace("status: development", "status: future")
    shown = build(**files, **{calendar: text}).tree("guide").astext()
    assert "In 2026.2: " in shown


def test_settings_change_what_is_shown(build: Build) -> None:
    built = build(
        settings={
            "liaison_date_format": "%Y-%m-%d",
            "liaison_current_cycle": "Indri",
        }
    )
    assert built.warnings == []
    words = "In 2027.1: 2026-11-16 – 2026-11-20, due 2026-11-19"
    assert words in built.tree("guide").astext()
