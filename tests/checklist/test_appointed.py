"""Who counts as appointed where only the team's cycle file can tell."""

from pathlib import Path

import pytest

from watcher_liaison_guide.library import Library

STEP = "ptg-pick-event-liaison/event-liaison-agenda"


@pytest.mark.parametrize(
    ("release", "owner", "known"),
    [
        # Under a PTL governance records no such liaison: nobody it is.
        ("2027.1", "ptl", True),
        # Without a PTL it may, and people are not in the package.
        ("2025.2", "event-liaison", False),
    ],
)
def test_silence_means_nobody_only_where_no_record_could_tell(
    release: str, owner: str, known: bool, tmp_path: Path
) -> None:
    path = tmp_path / f"{release}.cycle.yaml"
    path.write_text(f'cycle: "{release}"\n', encoding="utf-8")
    checklist, _ = Library(cycles=tmp_path).checklist(release)
    assert checklist is not None
    (item,) = (one for one in checklist.walk() if one.id == STEP)
    assert item.owner is not None
    assert item.owner.role == owner
    assert (item.owner.why is not None) is known
