# SPDX-License-Identifier: Apache-2.0
"""What the reader of a cycle file is told of an id that does not exist."""

from pathlib import Path

import pytest

from watcher_liaison_guide.library import Library


def problems_of(folder: Path, lines: str) -> list[str]:
    """Return what is wrong with a cycle file of these lines."""
    path = folder / "2027.1.cycle.yaml"
    path.write_text(f'cycle: "2027.1"\n{lines}\n', encoding="utf-8")
    _, problems = Library(cycles=folder).checklist("2027.1")
    return [str(one).replace(f"{path}:", "") for one in problems]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (
            "m1-stable/2026.9",  # a few of the outermost
            'The checklist has no item "m1-stable/2026.9". There are '
            '"m1-stable/python-watcherclient/2025.2", '
            '"m1-stable/python-watcherclient/2026.1", '
            '"m1-stable/python-watcherclient/2026.2", '
            '"m1-stable/watcher-dashboard/2025.2" and 5 more.',
        ),
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
            'The checklist has no item "m1-client/stable-look". There are '
            '"m1-client/python-watcherclient".',
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
def test_an_unknown_item_is_reported_with_one_of_the_same_step(
    tmp_path: Path, item: str, told: str
) -> None:
    lines = f"items:\n  {item}: {{skipped: why}}"
    found = problems_of(tmp_path, lines)
    assert found == [f"3:3: error: unknown-item: {told}"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "exceptions: {x: {title: t, policy: fff}}",
            '2:36: error: unknown-policy: The guide has no policy "fff". Did '
            'you mean "ffe"?',
        ),
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
def test_a_wrong_value_is_reported_with_the_form_to_write(
    tmp_path: Path, line: str, told: str
) -> None:
    assert problems_of(tmp_path, line) == [told]
