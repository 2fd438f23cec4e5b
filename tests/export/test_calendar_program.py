# SPDX-License-Identifier: Apache-2.0
"""A calendar program takes one revision of a schedule after the other."""

from __future__ import annotations

import datetime
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
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
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
    folders = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    found = shutil.which(name, path=folders)
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"{name} is not installed (tox.ini)")
    assert found is not None
    return found


def taken(home: Path, *feeds: Path) -> dict[str, str]:
    """Import feeds into a user's calendar; return each title's days."""
    khal = program("khal")
    (home / "calendar").mkdir(parents=True, exist_ok=True)
    (home / "config").write_text(CONFIG.format(home=home))

    def run(*arguments: str) -> str:
        return subprocess.run(
            [khal, "-c", str(home / "config"), *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "HOME": str(home), "TZ": "UTC"},
        ).stdout

    for feed in feeds:
        run("import", "--batch", "-a", "team", str(feed))
    text = run(
        *("list", "--once", "--day-format", ""),
        *("--format", "{start-date} {end-date} {title}"),
        *("2026-01-01", "2027-12-31"),
    )
    lines = [line for line in text.splitlines() if line.strip()]
    days = {line[22:]: line[:21] for line in lines}
    assert len(days) == len(lines)
    return days


def export(schedule: Path, shared: Path, folder: Path) -> list[Path]:
    """Import a schedule's revision; return the feeds of two teams."""
    source, data = folder / schedule.name, folder / "data"
    (source / "data").mkdir(parents=True)
    shutil.copytree(schedule, source / "doc" / "source" / "hibiscus")
    shutil.copy(
        shared / "data" / "openstack-releases" / "data/series_status.yaml",
        source / "data",
    )
    assert not main(["calendar", "import", str(source), "--into", str(data)])
    made = []
    for guide in ("watcher", str(NOVA)):
        for feed in ([], ["--steps"]):
            made.append(folder / f"{schedule.name}-{len(made)}.ics")
            assert not main(
                [
                    *("checklist", "2026.2", "--format", "ics", *feed),
                    *("--guide", guide, "--data", str(data)),
                    *("--today", "2026-02-05", "--output", str(made[-1])),
                ]
            )
    return made


@pytest.fixture(scope="module")
def revisions(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[list[Path]]:
    """Return the feeds of two revisions of a schedule, the older first."""
    folder = tmp_path_factory.mktemp("feeds")
    history = shared_data / "data" / "openstack-releases-history"
    return [
        export(history / name, shared_data, folder)
        for name in ("hibiscus-2026-02-02", "hibiscus-2026-04-24")
    ]


def events(paths: Iterable[Path]) -> dict[str, tuple[str, int, str]]:
    """Return the days, sequence and title of each event, by its uid."""
    found = {}
    for path in paths:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert not any(one.errors for one in calendar.walk())
        for event in calendar.walk("VEVENT"):
            uid, title = str(event["UID"]), str(event["SUMMARY"])
            assert uid not in found, "two feeds overwrite each other"
            last = event["DTEND"].dt - datetime.timedelta(days=1)
            days = f"{event['DTSTART'].dt} {last}"
            found[uid] = days, event["SEQUENCE"], title
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
    # Nova's own spec freeze was the release's before.
    assert {uid.partition("@")[0] for uid in moved} == {
        "event-spec-freeze",
        "step-sf-blueprint-status-etherpad",
        "step-sf-next-specs-dir",
    }


def test_a_calendar_program_has_the_later_revision(
    revisions: list[list[Path]], tmp_path: Path
) -> None:
    old, new = (feeds[::2] for feeds in revisions)  # the deadlines
    after = {title: days for days, _, title in events(new).values()}
    assert after["Nova 2026.2: Spec freeze"] == "2026-06-11 2026-06-11"
    assert taken(tmp_path, *old) != after
    # Taken once more, a file changes nothing.
    assert taken(tmp_path, *new) == taken(tmp_path, new[0]) == after


def test_a_sync_by_uid_has_just_what_the_feeds_have(
    revisions: list[list[Path]], tmp_path: Path
) -> None:
    sync = program("vdirsyncer")
    (tmp_path / "calendar").mkdir()
    (tmp_path / "config").write_text(SYNC.format(home=tmp_path))
    before: set[Path] = set()
    for feeds in revisions:
        # All of them in one file, as one calendar.
        (tmp_path / "feed.ics").write_bytes(
            b"".join(path.read_bytes() for path in feeds)
        )
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
        found.append(sorted(taken(tmp_path / str(number), feed).values()))
    assert found[0] and found[0] == found[1]
