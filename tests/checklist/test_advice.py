"""What the reader of a cycle file is told of an id that does not exist."""

from pathlib import Path

from watcher_liaison_guide.library import Library


def test_an_id_that_is_too_short_gets_a_few_of_the_outermost(
    tmp_path: Path,
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text(
        'cycle: "2027.1"\nitems:\n  m1-stable: {skipped: why}\n',
        encoding="utf-8",
    )
    _, problems = Library(cycles=tmp_path).checklist("2027.1")
    (found,) = problems
    assert found.advice == (
        'There are "m1-stable/python-watcherclient/2025.2", '
        '"m1-stable/python-watcherclient/2026.1", '
        '"m1-stable/python-watcherclient/2026.2", '
        '"m1-stable/watcher-dashboard/2025.2" and 5 more.'
    )
