# SPDX-License-Identifier: Apache-2.0
"""What the reader of a cycle file is told of an id that does not exist."""

from pathlib import Path

import pytest

from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.library import Library


def test_an_id_that_is_too_short_gets_a_few_of_the_outermost(
    tmp_path: Path,
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text(
        'cycle: "2027.1"\nitems:\n  m1-stable/2026.9: {skipped: why}\n',
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


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (
            "m1-stable/watcher/2026.3",
            # Another release is another branch, and no misspelling.
            'The checklist has no item "m1-stable/watcher/2026.3". There are '
            '"m1-stable/watcher/2025.2", "m1-stable/watcher/2026.1", '
            '"m1-stable/watcher/2026.2".',
        ),
        (
            "m1-stable/watcher/2026.2/release-generate",
            "The checklist has no item "
            '"m1-stable/watcher/2026.2/release-generate". Did you mean '
            '"m1-stable/watcher/2026.2"?',
        ),
        (
            "m1-stable/watcher",
            'The checklist has no item "m1-stable/watcher". There are '
            '"m1-stable/watcher/2025.2", "m1-stable/watcher/2026.1", '
            '"m1-stable/watcher/2026.2".',
        ),
        (
            "m1-client/stable-look",  # a step of that name is elsewhere
            'The checklist has no item "m1-client/stable-look". Did you mean '
            '"m1-client"?',
        ),
        (
            "m3-start-highlights",  # a step of earlier cycles
            'The checklist has no item "m3-start-highlights", as the guide '
            'has no step "m3-start-highlights" of its own. It is '
            '"rc-push-highlights" now.',
        ),
        (
            "election-vote",
            'The checklist has no item "election-vote", as the guide has no '
            'step "election-vote" of its own. The schedule\'s election '
            "events have the date.",
        ),
        (
            "release-generate",
            'The checklist has no item "release-generate", as the guide has '
            'no step "release-generate" of its own. Record the step that uses '
            "the procedure it belongs to.",
        ),
        (
            "event-liaison-agenda",
            'The checklist has no item "event-liaison-agenda", as the guide '
            'has no step "event-liaison-agenda" of its own. Steps inside '
            "others have longer ids: look in the checklist for one that ends "
            "in "
            '"/event-liaison-agenda".',
        ),
    ],
)
def test_an_unknown_item_is_told_at_its_id_with_one_of_the_same_step(
    tmp_path: Path, item: str, told: str
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text(
        f'cycle: "2027.1"\nitems:\n  {item}: {{skipped: why}}\n',
        encoding="utf-8",
    )
    _, problems = Library(cycles=tmp_path).checklist("2027.1")
    assert [str(one) for one in problems] == [
        f"{path}:3:3: error: unknown-item: {told}"
    ]


def test_an_unknown_policy_is_told_where_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text(
        'cycle: "2027.1"\nexceptions:\n  x: {title: t, policy: fff}\n',
        encoding="utf-8",
    )
    _, problems = Library(cycles=tmp_path).checklist("2027.1")
    assert [str(one) for one in problems] == [
        f"{path}:3:25: error: unknown-policy: The guide has no policy "
        '"fff". Did you mean "ffe"?'
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "roles: {ptl: Bob}",
            "2:14: error: wrong-type: Expected a person, "
            "found a single value. Write {name: ..., irc: ...}.",
        ),
        (
            "items: {ptg-group-photo: done}",
            "2:26: error: wrong-type: Expected an item, "
            "found a single value. Write {done: YYYY-MM-DD} or "
            "{skipped: ...}.",
        ),
        (
            "exceptions: {live-migration: granted}",
            "2:30: error: wrong-type: Expected an exception, "
            "found a single value. Write {policy: ..., title: ...}.",
        ),
        (
            "events: {spec-freeze: 2027-01-07}",
            '2:23: error: bad-value: "2027-01-07" is not "none" or a date '
            "with its reason. Write {date: YYYY-MM-DD, why: ...} or none.",
        ),
        (
            "events: {spec-freeze: }",
            '2:10: error: wrong-type: Expected a date or "none", '
            "found nothing. Write {date: YYYY-MM-DD, why: ...} or none.",
        ),
    ],
)
def test_a_value_of_another_kind_is_told_with_the_form_to_write(
    tmp_path: Path, line: str, told: str
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text(f'cycle: "2027.1"\n{line}\n', encoding="utf-8")
    assert [str(one) for one in load_cycle_file(path)[1]] == [f"{path}:{told}"]
