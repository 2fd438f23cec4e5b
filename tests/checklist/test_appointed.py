# SPDX-License-Identifier: Apache-2.0
"""Who counts as appointed where only the team's cycle file can tell."""

from pathlib import Path

import pytest

from watcher_liaison_guide.library import Library

STEP = "ptg-pick-event-liaison/event-liaison-agenda"


@pytest.mark.parametrize(
    ("release", "owner"),
    [
        # Under a PTL governance records no such liaison: nobody it is.
        ("2027.1", "ptl"),
        # Without a PTL it may, but need not: the cycle file is the word.
        ("2025.2", "release-liaison"),
    ],
)
def test_silence_in_a_cycle_file_means_that_nobody_is_event_liaison(
    release: str, owner: str, tmp_path: Path
) -> None:
    path = tmp_path / f"{release}.cycle.yaml"
    path.write_text(f'cycle: "{release}"\n', encoding="utf-8")
    checklist, _ = Library(cycles=tmp_path).checklist(release)
    assert checklist is not None
    (item,) = (one for one in checklist.walk() if one.id == STEP)
    assert item.owner is not None
    assert item.owner.role == owner
    assert item.owner.why is not None
