# SPDX-License-Identifier: Apache-2.0
"""The page tells of exceptions where there is something to tell."""

from __future__ import annotations

from collections.abc import Callable

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Built

Build = Callable[..., Built]


def test_without_exceptions_the_page_says_when_and_by_whom(
    build: Build,
) -> None:
    page = build().page("2030.1")
    assert "No exception is on record for this cycle." in page
    said = page[page.index('id="exceptions"') :]
    assert '<time datetime="2030-03-01">' in said
    assert "decided by: Tiny lead" in said


def test_with_an_exception_the_page_does_not_say_there_is_none(
    build: Build,
) -> None:
    asked = "exceptions: {one: {policy: late, title: One more}}\n"
    page = build(**{"2030.1.cycle.yaml": tiny.CYCLE + asked}).page("2030.1")
    assert "One more" in page
    assert "No exception is on record" not in page


def test_with_no_exception_and_no_dates_there_is_no_such_section(
    build: Build,
) -> None:
    page = build(
        **{
            "data/calendars/2030.1.yaml": None,
            "data/calendars/2029.2.yaml": tiny.CALENDAR.replace(
                "2030.1", "2029.2"
            ).replace("zzyzx", "yyy"),
        }
    ).page("2030.1")
    assert 'id="phase-planning"' in page
    assert "liaison-exceptions" not in page


def test_a_step_that_no_page_shows_is_told_as_such(build: Build) -> None:
    built = build(
        **{
            "guide.rst": (
                "Guide\n=====\n\n.. milestone:: freezing\n\n"
                ".. glossary-term::\n"
            ),
            "other.rst": "Other\n=====\n\nSee :liaison:step:`plan`.\n",
            "2030.1.cycle.yaml": None,
            "index.rst": "Top\n===\n\n.. toctree::\n\n   guide\n   other\n",
        }
    )
    (found,) = (one for one in built.warnings if "unknown-step" in one)
    assert found.startswith(
        'other.rst:4: WARNING: The guide has the step "plan", but no page '
        "shows it."
    )
    assert "Did you mean" not in found
