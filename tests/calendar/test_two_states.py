# SPDX-License-Identifier: Apache-2.0
"""Importing one state of a schedule after another keeps the true story."""

from __future__ import annotations

import itertools
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.calendar.schedules import Made, Maker
from watcher_liaison_guide.calendar import library, store
from watcher_liaison_guide.calendar.changes import (
    Difference,
    Kind,
    compare,
    earlier,
    history,
)
from watcher_liaison_guide.calendar.importing import Outcome, import_calendars
from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.sources import FolderSource

TEAMS = ("nova", "cinder", "manila")


def changed(maker: Maker, chance: random.Random) -> Made:
    """Return a state of a maker's schedule with some other events."""
    events = maker.events()
    for one in chance.sample(events, chance.randint(0, len(events) // 2)):
        kind = chance.randrange(4)
        if kind == 0:
            events.remove(one)
        elif kind == 1:
            one.key += chance.choice(("-a", "-b"))
            one.id = ""
        elif kind == 2:
            shift = chance.choice((-1, 1))
            last = maker.count - 1
            one.weeks = [min(max(0, week + shift), last) for week in one.weeks]
        else:
            prefix = chance.choice((maker.initial, maker.next))
            team = chance.choice(TEAMS)
            more = maker.rule(f"{team}-new", chance.randint(0, 19), team=True)
            more.key = f"{prefix}-{team}-{chance.choice(('new', 'tc-x'))}"
            events.append(more)
    if chance.random() < 0.5:  # this cycle's elections beside the next's
        for key in ("election-voting", "tc-nominations", "tc-election"):
            events.append(
                maker.span(maker.initial, key, [chance.randint(3, 18)])
            )
    unique = {one.key: one for one in events}
    events = list(unique.values())
    # The maker writes a schedule of these events instead of its own.
    maker.events = lambda: events  # type: ignore[method-assign]
    return maker.make()


def write(root: Path, made: Made, release: str | None, commit: str) -> None:
    folder = root / "doc" / "source" / made.series
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schedule.yaml").write_text(made.yaml)
    (folder / "schedule.rst").write_text(made.page)
    (root / "data").mkdir(exist_ok=True)
    release_id = f", release-id: {release}" if release else ""
    (root / "data" / "series_status.yaml").write_text(
        f"- {{name: {made.series}, status: development{release_id}}}\n"
    )
    (root / "COMMIT").write_text(f"{commit}\n")


def imported(root: Path, into: Path) -> Outcome:
    outcomes, problems, complete = import_calendars(FolderSource(root), into)
    assert complete, problems
    (outcome,) = outcomes
    read, problems = store.load(outcome.path)
    assert (read, problems) == (outcome.calendar, [])
    return outcome


def dates(calendar: Calendar) -> dict[str, object]:
    return {one.name: one.days for one in calendar.every_event()}


def story(differences: tuple[Difference, ...]) -> list[object]:
    return [
        (one.kind, one.old and one.old.days, one.event.name, one.event.days)
        for one in differences
    ]


@settings(
    max_examples=15,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    st.integers(0, 10_000),
    st.lists(st.integers(0, 10_000), min_size=2, max_size=3),
    st.integers(0, 3),
)
def test_two_states_give_the_second_and_what_became_of_the_first(
    seed: int, states: list[int], id_from: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, into, alone = (Path(folder) / name for name in "abc")
        said: list[tuple[str, Calendar]] = []
        for number, state in enumerate(states):
            maker = Maker(seed)
            maker.random = random.Random(state)
            release = "2031.1" if number >= id_from else None
            commit = f"{number + 1:07x}"
            made = changed(maker, random.Random(state))
            write(root, made, release, commit)
            outcome = imported(root, into)
            fresh = imported(root, alone / str(number)).calendar
            assert dates(outcome.calendar) == dates(fresh)
            said.append((commit, fresh))
            # One calendar, under its newest name.
            (path,) = (into / "calendars").iterdir()
            assert path.stem == (release or made.series)
            found, _ = library.Shelf([into]).load_one(made.series)
            assert found == outcome.calendar
        calendar = outcome.calendar
        told = [
            (change.changed_by, story(differences))
            for change, differences in zip(
                reversed(calendar.changes), history(calendar), strict=True
            )
            if differences
        ]
        true = [
            (commit, story(differences))
            for (_, before), (commit, after) in itertools.pairwise(said)
            if (differences := compare(before.by_name, after.by_name))
        ]
        assert told == true[::-1]
        for name, event in earlier(calendar).items():
            assert name in dates(calendar)
            assert event.days != dates(calendar)[name]
        for one in calendar.every_event():
            for spot in one.occurrences:
                assert spot.start <= (spot.due or spot.end) <= spot.end


def test_elections_of_the_next_cycle_come_beside_this_ones() -> None:
    """They share names, and nothing has moved."""
    states = []
    for more in ([], ["next"]):
        maker = Maker(8)
        events = [one for one in maker.events() if "election" not in one.key]
        events.append(maker.span(maker.initial, "tc-nominations", [18]))
        if more:
            events.append(maker.span(maker.next, "tc-nominations", [6]))
        # As above; bound now, as the loop goes on.
        maker.events = lambda kept=events: kept  # type: ignore[method-assign]
        states.append(maker.make())
    with tempfile.TemporaryDirectory() as folder:
        calendars = []
        for made in states:
            write(Path(folder), made, None, "aaaaaaa")
            outcome = imported(Path(folder), Path(folder) / "into")
            calendars.append(outcome.calendar)
    old, new = calendars
    assert len(new.events) == len(old.events) + 1
    (only,) = compare(old.by_name, new.by_name)
    assert (only.kind, only.event.key) == (
        Kind.CAME,
        f"{maker.next}-tc-nominations",
    )
    assert earlier(new) == {}
    assert list(history(new)) == [(only,)]


@pytest.mark.parametrize(
    "keys",
    [
        ("s-tc-nominations", "t-tc-nominations"),
        ("s-final", "s-release"),
        ("s-release", "s-final"),
        ("s-1", "s-milestone-1"),
        ("s-nova-x", "s_nova-x"),
        ("s-ptg", "s_ptg"),
        ("s-election-voting", "t-election-voting"),
        ("s-email-deadline", "t-ptl-email-deadline"),
    ],
)
@pytest.mark.parametrize("where", ["x-project", "project-specific"])
def test_two_keys_are_two_events(
    keys: tuple[str, str], where: str, tmp_path: Path
) -> None:
    made = Made(
        "cycle:\n"
        f"- {{start: 2026-01-05, end: 2026-01-09, {where}: [{keys[0]}]}}\n"
        f"- {{start: 2026-02-02, end: 2026-02-06, {where}: [{keys[1]}]}}\n",
        "Stein Release Schedule\n======================\n",
        "stein",
        {},
    )
    write(tmp_path, made, None, "aaaaaaa")
    calendar = imported(tmp_path, tmp_path / "into").calendar
    found = {one.key: str(one.start) for one in calendar.every_event()}
    assert found == {keys[0]: "2026-01-05", keys[1]: "2026-02-02"}


def test_a_series_that_gets_its_id_keeps_its_memory(tmp_path: Path) -> None:
    made = Maker(3).make()
    write(tmp_path, made, None, "aaaaaaa")
    imported(tmp_path, tmp_path / "into")
    maker = Maker(3)
    kept = [one for one in maker.events() if one.id != "rc1"]
    # As above.
    maker.events = lambda: kept  # type: ignore[method-assign]
    write(tmp_path, maker.make(), None, "bbbbbbb")
    first = imported(tmp_path, tmp_path / "into")
    write(tmp_path, made, "2031.1", "ccccccc")
    outcome = imported(tmp_path, tmp_path / "into")
    assert outcome.replaced == (first.path,)
    assert not first.path.exists()
    assert [one.commit for one in outcome.calendar.changes] == [
        "aaaaaaa",
        "bbbbbbb",
    ]
    # Where both files are there, the one with the id answers.
    store.save(first.calendar, first.path)
    found, _ = library.Shelf([tmp_path / "into"]).load_one(made.series)
    assert found is not None
    assert found.cycle.release == "2031.1"
