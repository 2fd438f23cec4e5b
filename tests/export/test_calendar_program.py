# SPDX-License-Identifier: Apache-2.0
"""A calendar program takes one revision of a schedule after the other."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import icalendar
import pytest

from tests.export.samples import HOSTILE_TEXT, sample
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.export.ics import checklist_to_ics

NOVA = Path(__file__).parents[2] / "examples" / "nova-guide"
CONFIG = """\
[calendars]
[[team]]
path = {home}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = team
[sqlite]
path = {home}/khal.db
"""


SYNC = """\
[general]
status_path = "{home}/status"
[pair feed]
a = "file"
b = "folder"
collections = null
[storage file]
type = "singlefile"
path = "{home}/feed.ics"
read_only = true
[storage folder]
type = "filesystem"
path = "{home}/calendar"
fileext = ".ics"
"""


def program(name: str) -> str:
    """Return a program's path, or skip; in CI its absence is a failure."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    found = found or shutil.which(name)
    if found is None:
        reason = f"{name} is not installed (tox.ini)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Diary:
    """A user's calendar program, fed with revision after revision."""

    def __init__(self, home: Path) -> None:
        self.khal = program("khal")
        self.home = home
        (home / "calendar").mkdir(parents=True)
        (home / "config").write_text(CONFIG.format(home=home))

    def run(self, *arguments: str) -> str:
        return subprocess.run(
            [self.khal, "-c", str(self.home / "config"), *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "HOME": str(self.home), "TZ": "UTC"},
        ).stdout

    def take(self, ics: Path) -> dict[str, str]:
        """Import a file; return each title's days, as they are now."""
        self.run("import", "--batch", "-a", "team", str(ics))
        text = self.run(
            *("list", "--once", "--day-format", ""),
            *("--format", "{start-date} {end-date} {title}"),
            *("2026-01-01", "2026-12-31"),
        )
        lines = [line for line in text.splitlines() if line.strip()]
        titles = [line.split(" ", 2)[2] for line in lines]
        assert len(titles) == len(set(titles))
        return {line.split(" ", 2)[2]: line[:21] for line in lines}


def export(
    schedule: Path, shared: Path, folder: Path, data: Path
) -> list[Path]:
    """Import a schedule's revision into *data*; return two teams' feeds."""
    source = folder / schedule.name
    (source / "doc" / "source").mkdir(parents=True)
    (source / "data").mkdir()
    shutil.copytree(schedule, source / "doc" / "source" / "hibiscus")
    shutil.copy(
        shared / "data" / "openstack-releases" / "data/series_status.yaml",
        source / "data",
    )
    made = []
    told = io.StringIO()
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(told):
        assert not main(
            ["calendar", "import", str(source), "--into", str(data)]
        )
        for guide, feed in itertools.product(
            ("watcher", str(NOVA)), ([], ["--steps"])
        ):
            made.append(folder / f"{schedule.name}-{len(made)}.ics")
            assert not main(
                [
                    *("checklist", "2026.2", "--format", "ics", *feed),
                    *("--guide", guide, "--data", str(data)),
                    *("--today", "2026-02-05", "--output", str(made[-1])),
                ]
            ), told.getvalue()
    return made


@pytest.fixture(scope="module")
def revisions(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[list[Path]]:
    """Return the feeds of two revisions of a schedule, the older first."""
    folder = tmp_path_factory.mktemp("feeds")
    history = shared_data / "data" / "openstack-releases-history"
    return [
        export(history / name, shared_data, folder, folder / "data")
        for name in ("hibiscus-2026-02-02", "hibiscus-2026-04-24")
    ]


def events(paths: Iterable[Path]) -> dict[str, tuple[object, int, str]]:
    """Return the first day, sequence and title of each event, by its uid."""
    found = {}
    for path in paths:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert not any(one.errors for one in calendar.walk())
        for event in calendar.walk("VEVENT"):
            uid, title = str(event["UID"]), str(event["SUMMARY"])
            assert uid not in found, "two feeds overwrite each other"
            found[uid] = event["DTSTART"].dt, event["SEQUENCE"], title
    return found


def test_an_import_by_uid_moves_what_moved_and_doubles_nothing(
    revisions: list[list[Path]],
) -> None:
    old, new = map(events, revisions)
    assert old.keys() <= new.keys()
    moved = {uid for uid in old if old[uid][0] != new[uid][0]}
    assert all(old[uid][1] < new[uid][1] for uid in moved)
    # A team is in each uid and title, so nobody's days are another's.
    for uid, (_, _, title) in new.items():
        _, team, _ = uid.rsplit(".", 2)
        assert title.startswith(f"{team.capitalize()} 2026.2: ")
    # The PTG came into the schedule between the two.
    assert {uid for uid in new if uid.startswith("event-ptg@")} == {
        f"event-ptg@2026.2.{team}.liaison-guide"
        for team in ("watcher", "nova")
    }
    # Nova's own spec freeze was the release's before.
    assert {uid.partition("@")[0] for uid in moved} == {
        "event-spec-freeze",
        "step-sf-blueprint-status-etherpad",
        "step-sf-next-specs-dir",
    }


def test_a_later_revision_in_a_calendar_program(
    revisions: list[list[Path]], tmp_path: Path
) -> None:
    diary = Diary(tmp_path / "home")
    old, new = (feeds[::2] for feeds in revisions)  # the deadlines
    for path in old:
        before = diary.take(path)
    for path in new:
        after = diary.take(path)
    freeze = "Nova 2026.2: Spec freeze"
    moved = {title for title in before if after[title] != before[title]}
    assert moved == {freeze}
    assert after[freeze] == "2026-06-11 2026-06-11"
    for team in ("Watcher", "Nova"):
        ptg = f"{team} 2026.2: Project Team Gathering"
        assert ptg not in before
        assert after[ptg] == "2026-04-20 2026-04-24"
        milestone = after[f"{team} 2026.2: Milestone 1"]
        assert milestone == "2026-05-14 2026-05-14"
    # Taken once more, a file changes nothing.
    assert diary.take(new[0]) == after


def test_a_sync_by_uid_has_just_what_the_feeds_have(
    revisions: list[list[Path]], tmp_path: Path
) -> None:
    sync = program("vdirsyncer")
    (tmp_path / "calendar").mkdir()
    (tmp_path / "config").write_text(SYNC.format(home=tmp_path))
    before: set[Path] = set()
    for feeds in revisions:
        # All of them in one file, as one calendar.
        text = "".join(path.read_text(encoding="utf-8") for path in feeds)
        (tmp_path / "feed.ics").write_text(text, encoding="utf-8")
        for word in ("discover", "sync"):
            subprocess.run(
                [sync, "-c", str(tmp_path / "config"), word],
                check=True,
                capture_output=True,
                stdin=subprocess.DEVNULL,
            )
        after = set((tmp_path / "calendar").iterdir())
        wanted = events(feeds)
        assert events(after) == wanted
        # Nothing is doubled, and nothing was taken out to come in anew.
        assert len(after) == len(wanted) and before <= after
        before = after


def test_hostile_texts_make_no_event_of_their_own(tmp_path: Path) -> None:
    found = []
    for number, text in enumerate(("calm", HOSTILE_TEXT)):
        feed = tmp_path / f"{number}.ics"
        feed.write_bytes(checklist_to_ics(sample(text)))
        days = Diary(tmp_path / str(number)).take(feed)
        found.append(sorted(days.values()))
    assert found[0] and found[0] == found[1]
