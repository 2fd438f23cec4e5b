# SPDX-License-Identifier: Apache-2.0
"""The picture of a cycle: nothing on it hides anything else."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from tests.export.samples import event, sample
from watcher_liaison_guide.export import timeline
from watcher_liaison_guide.export.timeline import Layout, layout
from watcher_liaison_guide.library import Library

D = datetime.date
#: The height of a letter of the labels, and its width at the least.
HEIGHT, WIDTH = 11, 4


def boxes(found: Layout) -> list[tuple[float, float, float, float]]:
    """Return left, right, top and bottom of each label of a day."""
    return [
        (
            mark.x + 3,
            mark.x + 3 + len(mark.label) * WIDTH,
            mark.y + 11 - HEIGHT,
            mark.y + 11,
        )
        for mark in found.marks
    ]


def check(found: Layout) -> None:
    labels = boxes(found)
    for number, (left, right, top, bottom) in enumerate(labels):
        for other_left, other_right, other_top, other_bottom in labels[
            number + 1 :
        ]:
            apart = right < other_left or other_right < left
            assert apart or bottom <= other_top or other_bottom <= top
        for other, mark in enumerate(found.marks):
            # A line begins at the height of its own label and goes down.
            crosses = left < mark.x < right and mark.y + 2 < bottom
            assert number == other or not crosses
        assert right < found.width
        assert bottom < found.axis


@pytest.mark.parametrize("release", ["2025.2", "2026.1", "2026.2", "2027.1"])
def test_the_labels_of_a_real_cycle_do_not_overlap(
    release: str, tmp_path: Path
) -> None:
    checklist, _ = Library(cycles=tmp_path).checklist(release)
    assert checklist is not None
    found = layout(checklist)
    assert found is not None
    assert len(found.marks) > 8
    check(found)
    # As few lines as are needed: no gap between two of them.
    lanes = sorted({mark.y for mark in found.marks})
    assert lanes == [14 * number for number in range(len(lanes))]


def test_labels_of_neighbouring_days_do_not_overlap() -> None:
    days = [D(2026, 10, 5) + datetime.timedelta(3 * n) for n in range(40)]
    events = tuple(
        event(
            f"event-{number}",
            "Deadline of something " * (number % 3 + 1),
            due=day,
            occurrences=((day, day, day),),
        )
        for number, day in enumerate(days)
    )
    found = layout(dataclasses.replace(sample(), events=events, phases=()))
    assert found is not None
    assert len(found.marks) == 40
    check(found)


def test_every_day_of_an_event_is_marked_and_in_the_table() -> None:
    found = layout(sample())
    assert found is not None
    labels = [mark.label for mark in found.marks]
    assert labels.count("Review days") == 2
    rows = {row.title: row for row in timeline.timeline_rows(sample())}
    assert rows["Review days (Watcher)"].when == (
        D(2026, 10, 20),
        "; ",
        D(2026, 11, 3),
    )
