# SPDX-License-Identifier: Apache-2.0
"""The picture of a cycle: nothing on it hides anything else."""

from __future__ import annotations

import html
import itertools
import re

import pytest

from tests.checklist.cycles import checklist_of
from watcher_liaison_guide.export import timeline

#: The height of a letter of the labels, and its width at the least.
HEIGHT, WIDTH = 11, 4


@pytest.mark.parametrize("release", ["2025.2", "2026.1", "2026.2", "2027.1"])
def test_the_labels_of_days_do_not_overlap(release: str) -> None:
    svg = timeline.timeline_svg(checklist_of(release))
    lines = re.findall(r'<path d="M([\d.]+) ([\d.]+)V', svg)
    # The labels of days are the first that are in no group of their own.
    words = re.findall(r">([^<]*)</text>", svg.rpartition("</g>\n<text")[2])
    # Where the line of each day's label begins, and the label.
    marks = [
        (float(x), float(y) - 2, html.unescape(label))
        for (x, y), label in zip(lines, words, strict=False)
    ]
    assert len(marks) > 8
    # Left, right, top and bottom of each label of a day.
    labels = [
        (x + 3, x + 3 + len(label) * WIDTH, y + 11 - HEIGHT, y + 11)
        for x, y, label in marks
    ]
    for (left, right, top, bottom), other in itertools.combinations(labels, 2):
        apart = right < other[0] or other[1] < left
        assert apart or bottom <= other[2] or other[3] <= top
    for number, (left, right, _, bottom) in enumerate(labels):
        assert right < timeline.WIDTH
        for other_number, (x, y, _) in enumerate(marks):
            # A line begins at the height of its own label and goes down.
            crosses = left < x < right and y + 2 < bottom
            assert number == other_number or not crosses
    # As few lines as are needed: no gap between two of them.
    lanes = sorted({y for _, y, _ in marks})
    assert lanes == [14 * number for number in range(len(lanes))]
