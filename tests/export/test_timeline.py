# SPDX-License-Identifier: Apache-2.0
"""The picture of a cycle: nothing on it hides anything else."""

from __future__ import annotations

import dataclasses
import datetime
import html
import re
from pathlib import Path

import pytest

from tests.export.samples import event, sample
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export import timeline
from watcher_liaison_guide.library import Library

D = datetime.date
#: The height of a letter of the labels, and its width at the least.
HEIGHT, WIDTH = 11, 4


def marks_of(checklist: Checklist) -> list[tuple[float, float, str]]:
    """Return where the line of each day's label begins, and the label."""
    svg = timeline.timeline_svg(checklist)
    lines = re.findall(r'<path d="M([\d.]+) ([\d.]+)V', svg)
    # The labels of days are the first that are in no group of their own.
    words = re.findall(r">([^<]*)</text>", svg.rpartition("</g>\n<text")[2])
    return [
        (float(x), float(y) - 2, html.unescape(label))
        for (x, y), label in zip(lines, words, strict=False)
    ]


def check(checklist: Checklist) -> None:
    marks = marks_of(checklist)
    # Left, right, top and bottom of each label of a day.
    labels = [
        (x + 3, x + 3 + len(label) * WIDTH, y + 11 - HEIGHT, y + 11)
        for x, y, label in marks
    ]
    for number, (left, right, top, bottom) in enumerate(labels):
        for other_left, other_right, other_top, other_bottom in labels[
            number + 1 :
        ]:
            apart = right < other_left or other_right < left
            assert apart or bottom <= other_top or other_bottom <= top
        for other, (x, y, _) in enumerate(marks):
            # A line begins at the height of its own label and goes down.
            crosses = left < x < right and y + 2 < bottom
            assert number == other or not crosses
        assert right < timeline.WIDTH


@pytest.mark.parametrize("release", ["2025.2", "2026.1", "2026.2", "2027.1"])
def test_the_labels_of_a_real_cycle_do_not_overlap(
    release: str, tmp_path: Path
) -> None:
    checklist, _ = Library(cycles=tmp_path).checklist(release)
    assert checklist is not None
    marks = marks_of(checklist)
    assert len(marks) > 8
    check(checklist)
    # As few lines as are needed: no gap between two of them.
    lanes = sorted({y for _, y, _ in marks})
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
    checklist = dataclasses.replace(sample(), events=events, phases=())
    assert len(marks_of(checklist)) == 40
    check(checklist)


def test_every_day_of_an_event_is_marked_and_in_the_table() -> None:
    labels = [label for _, _, label in marks_of(sample())]
    assert labels.count("Review days") == 2
    rows = {row.title: row for row in timeline.timeline_rows(sample())}
    assert rows["Review days (Watcher)"].when == (
        D(2026, 10, 20),
        "; ",
        D(2026, 11, 3),
    )
